//! Pages that an organisation adds, where each stands in the menus, and pictures for them.

use crate::{
    on_both,
    world::{World, between},
};

const DRAWING: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><script>alert(1)</script>
    <rect width="90" height="30" fill="#123f7a"/></svg>"##;

/// The menu at the foot, as a stranger sees it.
async fn foot(world: &World, path: &str) -> String {
    let page = world.browser().get(path).await.unwrap().text();
    between(&page, "<footer>", "</nav>").unwrap().to_owned()
}

on_both!(a_page_is_added_illustrated_moved_and_taken_off);
async fn a_page_is_added_illustrated_moved_and_taken_off(world: World) {
    let mut dana = world.staff().await;
    let nothing = dana.post("/staff/pages", &[("title", ""), ("body", ""), ("name", "")]).await.unwrap();
    assert!(nothing.status == 422 && nothing.text().contains("Check these answers"), "{}", nothing.text());
    for taken in ["faq", "menu", "Privacy", "help-member"] {
        let form = [("title", "A page"), ("body", "Text."), ("name", taken), ("language", "en")];
        let answer = dana.post("/staff/pages", &form).await.unwrap();
        assert!(answer.status == 422 && answer.text().contains("already"), "{taken}: {}", answer.text());
    }
    let body = "Come to the **institute**.\n\n![Two people at a table](picture:0123456789abcdef0123.png)";
    let form = [("title", "Summer Institute"), ("body", body), ("name", ""), ("language", "en")];
    let missing = dana.post("/staff/pages", &form).await.unwrap().text();
    assert!(missing.contains("There is no picture") && missing.contains("Come to the **institute**"), "{missing}");

    // a picture is made anew, has a name of what is on it, and has to say what it shows
    dana.get("/staff/pictures").await.unwrap();
    let silent = dana.post_file_with("/staff/pictures", &[("says", "")], "file", DRAWING).await.unwrap();
    assert!(silent.status == 422 && silent.text().contains("Say in a sentence"), "{}", silent.text());
    let broken = dana.post_file_with("/staff/pictures", &[("says", "A table")], "file", b"%PDF-1.7").await.unwrap();
    assert!(broken.status == 422 && broken.text().contains("value=\"A table\""), "{}", broken.text());
    let added = dana.post_file_with("/staff/pictures", &[("says", "Two people at a table")], "file", DRAWING).await;
    assert_eq!(added.unwrap().status, 303);
    let list = dana.get("/staff/pictures").await.unwrap().text();
    let picture = between(&list, "src=\"/pictures/", "\"").unwrap().to_owned();
    assert!(list.contains(&format!("![Two people at a table](picture:{picture})")), "{list}");
    let served = world.browser().get(&format!("/pictures/{picture}")).await.unwrap();
    assert!(served.body.starts_with(b"\x89PNG") && !served.body.windows(5).any(|w| w == b"alert"));
    for other in ["0123456789abcdef0123.png", "x", "..%2fx.png"] {
        assert_eq!(world.browser().get(&format!("/pictures/{other}")).await.unwrap().status, 404, "{other}");
    }

    let silent = format!("![](picture:{picture})");
    let form = [("title", "Summer Institute"), ("body", silent.as_str()), ("name", ""), ("language", "en")];
    assert!(dana.post("/staff/pages", &form).await.unwrap().text().contains("has no description"));
    let body = format!("Come to the **institute**.\n\n![Two people at a table](picture:{picture})");
    let form = [("title", "Summer Institute"), ("body", body.as_str()), ("name", ""), ("language", "en")];
    let added = dana.post("/staff/pages", &form).await.unwrap();
    assert_eq!(
        added.location.as_deref(),
        Some("/staff/pages/summer-institute?language=en&saved=1"),
        "{}",
        added.text()
    );
    let again = dana.post("/staff/pages", &form).await.unwrap();
    assert!(again.status == 422 && again.text().contains("already"), "{}", again.text());
    let page = world.browser().get("/pages/summer-institute").await.unwrap().text();
    assert!(page.contains("<strong>institute</strong>"), "{page}");
    assert!(page.contains(&format!("<img src=\"/pictures/{picture}\" alt=\"Two people at a table\"")), "{page}");
    // nobody wrote it in Spanish yet: it is shown in English, and says so
    let spanish = world.browser().get("/es/pages/summer-institute").await.unwrap().text();
    assert!(spanish.contains("lang=\"en\"") && spanish.contains("Come to the"), "{spanish}");
    let saved = [("title", "Instituto"), ("body", "Venga."), ("language", "es"), ("seen", "0"), ("do", "save")];
    dana.get("/staff/pages/summer-institute?language=es").await.unwrap();
    assert_eq!(dana.post("/staff/pages/summer-institute", &saved).await.unwrap().status, 303);
    assert!(foot(&world, "/es/faq").await.contains(">Instituto<"));
    assert!(foot(&world, "/faq").await.ends_with("Summer Institute</a>"), "{}", foot(&world, "/faq").await);

    // its place: first in the menu at the top; privacy is always found
    let order = dana.get("/staff/pages/menu").await.unwrap().text();
    assert!(!between(&order, "name=\"place-privacy\"", "</select>").unwrap().contains("value=\"none\""), "{order}");
    let names = NAMES;
    let mut form: Vec<(String, String)> = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let place = match *name {
            "summer-institute" => "menu",
            "teams" | "privacy" => "none",
            _ => "foot",
        };
        form.push((format!("place-{name}"), place.to_owned()));
        form.push((format!("order-{name}"), (names.len() - n).to_string()));
    }
    let sent: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(dana.post("/staff/pages/menu", &sent).await.unwrap().status, 303);
    let below = foot(&world, "/faq").await;
    assert!(!below.contains("/teams") && below.contains("/privacy") && !below.contains("summer"), "{below}");
    assert!(below.find("/privacy") < below.find("/about"), "the other way round: {below}");
    let page = world.browser().get("/faq").await.unwrap().text();
    assert!(between(&page, "Main menu", "</nav>").unwrap().contains("/pages/summer-institute"), "{page}");
    let wrong = dana.post("/staff/pages/menu", &[("place-faq", "foot"), ("order-faq", "first")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("whole number"), "{}", wrong.text());

    // a picture that a page shows stays; a page that is taken off is gone, and then the picture can go
    let used = dana.post("/staff/pictures/remove", &[("name", &picture)]).await.unwrap();
    assert!(used.status == 422 && used.text().contains("Summer Institute"), "{}", used.text());
    dana.get("/staff/pages/summer-institute?language=en").await.unwrap();
    assert_eq!(dana.post("/staff/pages/summer-institute/remove", &[]).await.unwrap().status, 303);
    assert_eq!(world.browser().get("/pages/summer-institute").await.unwrap().status, 404);
    assert!(!world.browser().get("/faq").await.unwrap().text().contains("/pages/"));
    assert_eq!(dana.get("/staff/pages/summer-institute").await.unwrap().status, 404);
    // it can be brought back as it was, and taken off again
    assert!(dana.get("/staff/pages").await.unwrap().text().contains("Pages that were taken off"));
    let back = "/staff/pages/summer-institute/back";
    for _ in 0..2 {
        assert_eq!(dana.post_by_hand(back, &[]).await.unwrap().status, 303);
    }
    assert_eq!(world.browser().get("/pages/summer-institute").await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from audit where verb = 'page.brought-back'").await, 1);
    dana.get("/staff/pages/summer-institute?language=en").await.unwrap();
    assert_eq!(dana.post("/staff/pages/summer-institute/remove", &[]).await.unwrap().status, 303);
    dana.post_by_hand("/staff/pages/no-such-page/back", &[]).await.unwrap();
    assert_eq!(world.browser().get("/pages/no-such-page").await.unwrap().status, 404);
    dana.get("/staff/pictures").await.unwrap();
    assert_eq!(dana.post("/staff/pictures/remove", &[("name", &picture)]).await.unwrap().status, 303);
    assert_eq!(world.browser().get(&format!("/pictures/{picture}")).await.unwrap().status, 404);
    assert_eq!(dana.post("/staff/pages/faq/remove", &[]).await.unwrap().status, 303);
    assert_eq!(world.browser().get("/faq").await.unwrap().status, 200, "what ships is not taken off");
}

/// Every page that has a place.
const NAMES: [&str; 11] = [
    "about",
    "teams",
    "trainers",
    "help",
    "faq",
    "contact",
    "verify",
    "opportunities",
    "accessibility",
    "privacy",
    "summer-institute",
];
