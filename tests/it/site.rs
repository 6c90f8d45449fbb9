//! The public pages: every address answers, in both languages, with the same data in every form.

use crate::{
    on_both,
    visitor::Browser,
    world::{START, World, between},
};
use ratify::{Clock, Random, assembly::server::listen, ground::config::Config};

on_both!(every_public_address_answers_in_both_languages);
async fn every_public_address_answers_in_both_languages(world: World) {
    let key = world.class_key("dem-200-summit").await;
    let class = format!("/classes/{key}-democratized-bargaining");
    let sent = world.browser().post("/sign-in", &[("email", "x@example.org")]).await.unwrap().location.unwrap();
    let pages = [
        "/",
        &sent,
        "/requirements",
        "/classes",
        "/enroll",
        "/sign-in",
        "/verify",
        "/faq",
        "/contact",
        "/privacy",
        "/accessibility",
        "/opportunities",
        "/events",
        "/events/fall-summit",
        "/topics/contract-language-lab",
        "/venues/quincy-hq",
        &class,
    ];
    for page in pages {
        for prefix in ["", "/es"] {
            let answer = world.browser().get(&format!("{prefix}{page}")).await.unwrap();
            assert_eq!(answer.status, 200, "{prefix}{page}");
            let text = answer.text();
            let lang = if prefix.is_empty() { "en" } else { "es" };
            assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{prefix}{page}");
            assert_eq!(text.matches("<h1").count(), 1, "{prefix}{page} has one heading");
            assert!(answer.headers.get("set-cookie").is_none(), "{page} sets no cookie");
            for header in ["content-security-policy", "x-content-type-options", "referrer-policy"] {
                assert!(answer.headers.contains_key(header), "{page} has {header}");
            }
        }
    }
    for (page, status) in [("/nothing", 404), ("/me", 401), ("/staff", 401), ("/mailbox", 404), ("/classes/zzzz", 404)]
    {
        assert_eq!(world.browser().get(page).await.unwrap().status, status, "{page}");
    }
    let month = world.browser().get("/classes/calendar/2026-10").await.unwrap();
    assert_eq!(month.location.as_deref(), Some("/classes?from=2026-10-01&to=2026-10-31"));
    assert_eq!(world.browser().get("/classes/calendar/never").await.unwrap().status, 404);
    assert_eq!(world.browser().get("/register").await.unwrap().location.as_deref(), Some("/enroll"));
}

on_both!(downloads_say_what_the_page_says);
async fn downloads_say_what_the_page_says(world: World) {
    let query = "?part=foundations&online=1";
    let mut browser = world.browser();
    let json: serde_json::Value =
        serde_json::from_slice(&browser.get(&format!("/classes.json{query}")).await.unwrap().body).unwrap();
    let classes = json["classes"].as_array().unwrap();
    assert_eq!(classes.len(), 4, "FND-101 to FND-104 online");
    let page = browser.get(&format!("/classes{query}")).await.unwrap().text();
    let csv = browser.get(&format!("/classes.csv{query}")).await.unwrap().text();
    let ics = browser.get(&format!("/classes.ics{query}")).await.unwrap().text();
    assert_eq!(page.matches("<li class=\"card offer\">").count(), 4);
    assert_eq!(csv.lines().count(), 5);
    let book = browser.get(&format!("/classes.xlsx{query}")).await.unwrap();
    let book = crate::crawl::read("/classes.xlsx", &book).text;
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 4);
    for class in classes {
        let key = class["key"].as_str().unwrap();
        assert!([&page, &csv, &ics, &book].into_iter().all(|file| file.contains(key)), "{key}");
    }
    let pdf = browser.get(&format!("/classes.pdf{query}")).await.unwrap();
    assert!(pdf.body.starts_with(b"%PDF-"));
}

on_both!(where_classes_are_held_is_found_from_the_menu);
async fn where_classes_are_held_is_found_from_the_menu(world: World) {
    let mut browser = world.browser();
    assert!(browser.get("/").await.unwrap().text().contains("href=\"/events\""), "in the menu");
    let page = browser.get("/events").await.unwrap().text();
    for said in ["Winter Union Skills", "Summer Conference", "January 22", "href=\"/events/winter-union-skills\""] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Last Summer Conference"), "what is over is not offered");
    // each line leads to as many classes as it says
    let cards = |text: &str| text.matches("<li class=\"card offer\">").count();
    let lines: Vec<&str> = page.split("<li><a href=\"/classes?").skip(1).collect();
    assert!(lines.len() > 3, "{page}");
    for line in lines {
        let query = line.split('"').next().unwrap().replace("&amp;", "&");
        let count: usize = between(line, "\u{b7} ", " class").unwrap().parse().unwrap();
        let list = browser.get(&format!("/classes?{query}")).await.unwrap().text();
        assert_eq!(cards(&list), count, "{query}");
        assert!(!list.contains("href=\"/events/"), "{query}: outside events");
    }
    let at_event = browser.get("/classes?event=winter-union-skills").await.unwrap().text();
    let said = between(&page, "href=\"/events/winter-union-skills\"", "</li>").unwrap();
    assert!(said.contains(&format!("{} classes", cards(&at_event))), "{said}");
    assert_eq!(cards(&at_event), at_event.matches("class=\"place mut\"").count() / 2, "each card names the event");
}

on_both!(the_printed_list_says_what_a_wall_needs);
async fn the_printed_list_says_what_a_wall_needs(world: World) {
    let mut browser = world.browser();
    let mut read = async |query: &str| {
        let path = format!("/classes.pdf{query}");
        crate::crawl::read(&path, &browser.get(&path).await.unwrap()).text
    };
    let list = read("").await;
    for said in [
        "Courseofferings,2026\u{2013}2027",
        "BargainingCertificate",
        "WinterUnionSkills",
        "January22",
        "OwenPike",
        "DemocratizedBargaining/SpecializedTopics",
        "Countsfor",
        "Asof",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    let about = "Readthetownbudgetandfindthemoney.";
    assert!(!list.contains(about) && read("?list=long").await.contains(about));
    // the code on it opens the same list, whatever it is printed on
    let only = read("?event=winter-union-skills&paper=a4").await;
    assert!(only.contains("Only:WinterUnionSkills") && !only.contains("SummerConference"), "{only}");
}

on_both!(a_page_kept_for_strangers_is_fresh_after_a_sign_up);
async fn a_page_kept_for_strangers_is_fresh_after_a_sign_up(world: World) {
    let seats = |text: &str, key: &str| -> i64 {
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        json["classes"].as_array().unwrap().iter().find(|c| c["key"] == key).unwrap()["seats_left"].as_i64().unwrap()
    };
    let key = world.class_key("dem-204-winter").await;
    let mut stranger = world.browser();
    assert_eq!(seats(&stranger.get("/classes.json").await.unwrap().text(), &key), 6);
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "dem-204-winter").await.status, 303);
    assert_eq!(seats(&stranger.get("/classes.json").await.unwrap().text(), &key), 5);
}

on_both!(a_form_from_another_site_is_refused);
async fn a_form_from_another_site_is_refused(world: World) {
    use std::io::{Read, Write};
    let mut line = std::net::TcpStream::connect(world.address).unwrap();
    let request = "POST /sign-out HTTP/1.1\r\nhost: ratify.test\r\norigin: https://evil.example\r\nsec-fetch-site: cross-site\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let answer = tokio::task::spawn_blocking(move || {
        line.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        line.read_to_string(&mut text).unwrap();
        text
    });
    let answer = answer.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 403") && answer.contains("came from another site"), "{answer}");
}

/// The status line of the answer to a raw request.
async fn raw(world: &World, request: &'static str) -> String {
    use std::io::{Read, Write};
    let mut line = std::net::TcpStream::connect(world.address).unwrap();
    let answer = tokio::task::spawn_blocking(move || {
        line.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        line.read_to_string(&mut text).unwrap();
        text.lines().next().unwrap_or_default().to_owned()
    });
    answer.await.unwrap()
}

on_both!(what_is_said_twice_is_not_guessed);
async fn what_is_said_twice_is_not_guessed(world: World) {
    const END: &str = "connection: close\r\n\r\n";
    let with = |hosts: &str| -> &'static str { format!("GET /faq HTTP/1.1\r\n{hosts}{END}").leak() };
    assert_eq!(raw(&world, with("host: ratify.test\r\n")).await, "HTTP/1.1 200 OK", "the control");
    for hosts in ["", "host: ratify.test\r\nhost: evil.example\r\n"] {
        assert_eq!(raw(&world, with(hosts)).await, "HTTP/1.1 400 Bad Request", "{hosts:?}");
    }
    let mut visitor = world.browser();
    assert_eq!(visitor.get("/classes?q=pay").await.unwrap().status, 200);
    assert_eq!(visitor.get("/classes?q=pay&q=costing").await.unwrap().status, 400);
    let twice = [("email", "ana@example.org"), ("email", "eve@example.org")];
    assert_eq!(visitor.post("/sign-in", &twice).await.unwrap().status, 400);
    // boxes of a list naturally come several at a time
    let several = [("person", "aaaa"), ("person", "bbbb")];
    assert_ne!(world.staff().await.post("/staff/certificates/award", &several).await.unwrap().status, 400);
}

on_both!(small_counts_of_one_group_are_nobodys_to_see);
async fn small_counts_of_one_group_are_nobodys_to_see(world: World) {
    let door =
        "update offering set only_local_id = (select id from local where name = 'Harborfield Teachers Association')
                where source_key = 'fnd-101-fall'";
    world.app.db.write(move |tx| tx.run(door, &[]).map(drop)).await.unwrap();
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let (one, other) = (world.class_key("fnd-101-fall").await, world.class_key("fnd-102-fall").await);
    let mut stranger = world.browser();
    let json: serde_json::Value = serde_json::from_str(&stranger.get("/classes.json").await.unwrap().text()).unwrap();
    let of = |key: &str| json["classes"].as_array().unwrap().iter().find(|c| c["key"] == key).unwrap().clone();
    assert_eq!((&of(&one)["seats_left"], &of(&one)["waiting"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    assert!(of(&other)["seats_left"].as_i64().unwrap() > 0, "the control");
    let csv = stranger.get("/classes.csv").await.unwrap().text();
    assert!(csv.lines().find(|l| l.contains(&one)).unwrap().contains(",,,"), "{csv}");
}

on_both!(the_requirements_page_is_made_from_the_programme);
async fn the_requirements_page_is_made_from_the_programme(world: World) {
    let text = world.browser().get("/requirements").await.unwrap().text();
    for part in [
        "24 hours",
        "Bargaining Foundations",
        "Democratized Bargaining",
        "Specialized Topics",
        "6 hours",
        "2.5 hours",
        "Impact Bargaining",
        "Power analysis",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_a_programme_says_that_it_is_being_set_up() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("empty.db").display().to_string();
    let config = Config { database, keys: String::new(), ..Config::default() };
    let app = ratify::assembly::start::open(config, Clock::set_to(START), Random::seeded(1)).await.unwrap();
    let (address, _server) = listen(app, "127.0.0.1:0", std::future::pending()).await.unwrap();
    let mut visitor = Browser::new(address);
    for page in ["/", "/classes", "/requirements", "/enroll", "/es/classes"] {
        let answer = visitor.get(page).await.unwrap();
        let text = answer.text();
        let said = text.contains("Nothing is published yet") || text.contains("Aún no hay nada publicado");
        assert!(answer.status == 200 || (answer.status == 503 && said), "{page}: {} {text}", answer.status);
    }
    assert_eq!(visitor.get("/").await.unwrap().status, 503, "and never a fault of ours");
}

on_both!(an_address_that_is_no_text_is_a_page_that_is_not_here);
async fn an_address_that_is_no_text_is_a_page_that_is_not_here(world: World) {
    for address in ["/verify/%F0%9F", "/classes/%FF", "/es/classes/%FF"] {
        let answer = world.browser().get(address).await.unwrap();
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.text().contains("<main"), "{address}: {}", answer.text());
    }
}

on_both!(the_list_is_a_page_to_print_too);
async fn the_list_is_a_page_to_print_too(world: World) {
    let mut stranger = world.browser();
    let page = stranger.get("/classes/print?online=1").await.unwrap().text();
    assert!(
        page.contains("<h1>Course offerings, 20") && page.contains("As of") && page.contains("<th scope=\"row\">"),
        "{page}"
    );
    assert!(page.contains("Only: ") && !page.contains("Holyoke"), "the filter holds: {page}");
    assert!(stranger.get("/es/classes/print").await.unwrap().text().contains("<table>"));
    assert!(stranger.get("/classes").await.unwrap().text().contains("/classes/print"));
    assert!(stranger.get("/enroll").await.unwrap().text().contains("We set one cookie"));
}

on_both!(classes_are_found_by_how_much_one_has_bargained);
async fn classes_are_found_by_how_much_one_has_bargained(world: World) {
    let mut stranger = world.browser();
    let page = stranger.get("/classes?level=experienced").await.unwrap().text();
    assert!(page.contains("Advanced Bargaining Theory") && !page.contains("Foundations 1"), "{page}");
    let page = stranger.get("/classes?level=beginner").await.unwrap().text();
    assert!(page.contains("Good to begin with") && !page.contains("Advanced Bargaining Theory"), "{page}");
    let list = stranger.get("/classes/print?level=beginner").await.unwrap().text();
    assert!(list.contains("Only: Good to begin with"), "{list}");
    // an old link with a level that nobody has still shows that nothing passes, and how to see more
    let none = stranger.get("/classes?level=wizard").await.unwrap().text();
    assert!(none.contains("Without") || none.contains("See all classes"), "{none}");
    // a file may say it, and says what it may say
    let mut dana = world.staff().await;
    dana.get("/staff/import").await.unwrap();
    let form = [("kind", "courses"), ("text", "code,title,minutes,level\nnew-1,New,90,expert")];
    let wrong = dana.post("/staff/import", &form).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("beginner, experienced, or nothing"), "{}", wrong.text());
}
