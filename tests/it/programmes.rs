//! Several programmes side by side: people once, and everything else of each programme's own.

use crate::{
    holders::{award_all, complete},
    on_both,
    world::{World, between, job},
};
use ratify::{assembly::jobs, office::import::Input};

const OTHER: &str = "osha-shf-gi";

/// Publishes a second programme from the page.
async fn add(world: &World) {
    let mut noor = world.administrator().await;
    let page = noor.get("/staff/programme").await.unwrap().text();
    assert!(!page.contains("/programs/"), "one programme needs no address of its own");
    let form = [("programme", OTHER)];
    let done = noor.post("/staff/programme/add", &form).await.unwrap();
    assert_eq!(done.location.as_deref(), Some("/staff/programme?said=added"), "{}", done.text());
    assert_eq!(world.count("select count(*) from programme").await, 2);
    assert_eq!(noor.post("/staff/programme/add", &form).await.unwrap().status, 303, "a second press adds nothing");
    assert_eq!(world.count("select count(*) from edition").await, 2);
    // nobody could complete it yet: it is not on the site until its courses are there
    let home = world.browser().get("/").await.unwrap().text();
    assert!(home.contains("Win strong contracts.") && !home.contains("Safety and Health"), "{home}");
    let closed = world.browser().get("/programs/osha-shf-gi/enroll").await.unwrap().text();
    assert!(closed.contains("nobody new enrolls") && !closed.contains("name=\"email\""), "{closed}");
    let open = [("programme", OTHER), ("offered", "1")];
    let early = noor.post("/staff/programme/offer", &open).await.unwrap();
    assert!(early.status == 422 && early.text().contains("Not yet"), "{}", early.text());
    for (code, minutes, tag) in COURSES {
        noor.get("/staff/catalogue/courses/new").await.unwrap();
        let course = [
            ("code", code),
            ("title", code),
            ("minutes", minutes),
            ("about", "A course of some days."),
            ("audience", "Anyone"),
            ("counts", tag),
            ("do", "save"),
        ];
        let saved = noor.post("/staff/catalogue/courses", &course).await.unwrap();
        assert_eq!(saved.status, 303, "{code}: {}", saved.text());
    }
    let done = noor.post("/staff/programme/offer", &open).await.unwrap();
    assert_eq!(done.status, 303, "{}", done.text());
}

/// Courses that fill it: code, minutes, and the tag by which the electives know theirs.
const COURSES: [(&str, &str, &str); 8] = [
    ("511", "1560", ""),
    ("7500", "330", ""),
    ("7505", "450", ""),
    ("600", "600", "elective"),
    ("601", "600", "elective"),
    ("602", "600", "elective"),
    ("603", "600", "elective"),
    ("604", "600", "elective"),
];

on_both!(the_start_page_lists_them_and_each_has_pages_of_its_own);
async fn the_start_page_lists_them_and_each_has_pages_of_its_own(world: World) {
    let mut reader = world.browser();
    let before = reader.get("/").await.unwrap().text();
    assert!(before.contains("Win strong contracts.") && !before.contains("All programs"), "{before}");
    add(&world).await;
    let home = reader.get("/").await.unwrap().text();
    assert!(home.contains("Bargaining Certificate") && home.contains("Safety and Health Fundamentals"), "{home}");
    assert!(home.contains("href=\"/programs/osha-shf-gi/enroll\""), "{home}");
    // the address stays in every link of the page, in both languages
    let own = reader.get("/programs/osha-shf-gi/").await.unwrap().text();
    assert!(own.contains("Know the hazards.") && own.contains("href=\"/programs/osha-shf-gi/requirements\""), "{own}");
    let main = own.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    for link in main.split("href=\"/").skip(1) {
        assert!(link.starts_with("programs/osha-shf-gi"), "leads out: {}", link.split('"').next().unwrap());
    }
    let spanish = reader.get("/es/programs/osha-shf-gi/requirements").await.unwrap().text();
    assert!(spanish.contains("href=\"/es/programs/osha-shf-gi/enroll\""), "{spanish}");
    let spanish = reader.get("/es/programs/osha-shf-gi/").await.unwrap().text();
    assert!(spanish.contains("Conozca los riesgos."), "{spanish}");
    let first = reader.get("/programs/bargaining-certificate/requirements").await.unwrap().text();
    assert!(first.contains("Bargaining Foundations") && !first.contains("Standards"), "{first}");
    let plain = reader.get("/requirements").await.unwrap().text();
    assert!(plain.contains("Bargaining Foundations"), "the first one, where nothing says which: {plain}");
    for nothing in
        ["/programs/none/", "/programs/none/classes", "/programs/", "/programs/osha-shf-gi//", "/programs/A/"]
    {
        let answer = reader.get(nothing).await.unwrap();
        assert_eq!(answer.status, 404, "{nothing}");
    }
    // a page that nobody wrote for it says that it is shared, until somebody does
    assert!(reader.get("/programs/osha-shf-gi/faq").await.unwrap().text().contains("All programs share this page"));
    let mut noor = world.administrator().await;
    let at = "/staff/pages/faq@osha-shf-gi";
    noor.get(&format!("/programs/osha-shf-gi{at}?language=en")).await.unwrap();
    let text =
        [("title", "Safety questions"), ("body", "Seven courses."), ("language", "en"), ("seen", "0"), ("do", "save")];
    assert_eq!(noor.post(at, &text).await.unwrap().status, 303);
    let faq = reader.get("/programs/osha-shf-gi/faq").await.unwrap().text();
    assert!(faq.contains("Seven courses.") && !faq.contains("All programs share"), "{faq}");
    assert!(!reader.get("/faq").await.unwrap().text().contains("Seven courses."));
    assert_eq!(noor.get("/staff/pages/faq@none").await.unwrap().status, 303, "to the first programme's address");
    assert_eq!(noor.get("/programs/osha-shf-gi/staff/pages/faq@none").await.unwrap().status, 404);
    // a page that is kept for strangers is kept for its programme
    let again = reader.get("/programs/osha-shf-gi/requirements").await.unwrap().text();
    assert!(again.contains("Standards") && !again.contains("Bargaining Foundations"), "{again}");
}

on_both!(somebody_is_in_two_programmes_and_earns_in_each_what_counts_there);
async fn somebody_is_in_two_programmes_and_earns_in_each_what_counts_there(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    add(&world).await;
    let mail = world.count("select count(*) from outbox where kind = 'welcome'").await;
    let page = ana.get("/programs/osha-shf-gi/me").await.unwrap();
    assert_eq!(page.location.as_deref(), Some("/programs/osha-shf-gi/enroll"), "she is not in it: {}", page.text());
    let rules = ana.get("/programs/osha-shf-gi/requirements").await.unwrap().text();
    assert!(rules.contains("Standards") && !rules.contains("Bargaining Foundations"), "its rules, not hers: {rules}");
    let form = ana.get("/programs/osha-shf-gi/enroll").await.unwrap().text();
    assert!(form.contains("Enroll in Safety and Health Fundamentals"), "{form}");
    assert!(form.contains("action=\"/programs/osha-shf-gi/enroll\""), "{form}");
    for _ in 0..2 {
        let done = ana.post("/programs/osha-shf-gi/enroll", &[]).await.unwrap();
        assert_eq!(done.location.as_deref(), Some("/programs/osha-shf-gi/me"), "{}", done.text());
    }
    assert_eq!(world.count("select count(*) from enrolment where confirmed_at is not null").await, 2);
    assert_eq!(world.count("select count(*) from person where email = 'ana@example.org'").await, 1, "people once");
    assert_eq!(world.count("select count(*) from outbox where kind = 'welcome'").await, mail + 1, "its own letter");
    let other = ana.get("/programs/osha-shf-gi/me").await.unwrap().text();
    assert!(other.contains("Standards") && !other.contains("Bargaining Foundations"), "{other}");
    let own = ana.get("/me").await.unwrap().text();
    assert!(own.contains("Bargaining Foundations"), "the first one stays hers: {own}");
    let letters = world.mail_to("ana@example.org").await;
    let (_, letter) = letters.last().unwrap();
    assert!(letter.contains("Safety and Health"), "{letter}");
    assert!(letter.contains("/programs/osha-shf-gi/"), "it leads to its programme: {letter}");

    // leaving one leaves the other as it is
    let leave = ana.get("/programs/osha-shf-gi/me/leave").await.unwrap().text();
    assert!(leave.contains("You stay in your other program"), "{leave}");
    let gone = [("programme", OTHER)];
    for _ in 0..2 {
        let left = ana.post("/programs/osha-shf-gi/me/leave", &gone).await.unwrap();
        assert_eq!(left.location.as_deref(), Some("/programs/osha-shf-gi/enroll"));
    }
    assert_eq!(
        world.count("select count(*) from enrolment where confirmed_at is not null").await,
        1,
        "one, and no other"
    );
    assert!(ana.get("/programs/osha-shf-gi/enroll").await.unwrap().text().contains("You left"), "and comes back there");

    // a form that anybody can fill in enrolls nobody whose address is known: one press of theirs does
    let mut ben = world.member("Ben Okoro", "ben@example.org").await;
    let mut stranger = world.browser();
    stranger.get("/programs/osha-shf-gi/enroll").await.unwrap();
    let form = crate::world::enroll_form("Somebody Else", "ben@example.org");
    assert_eq!(stranger.post("/programs/osha-shf-gi/enroll", &form).await.unwrap().status, 303);
    let (_, letter) = world.mail_to("ben@example.org").await.pop().unwrap();
    let link = between(&letter, "http://ratify.test", "\n").unwrap().to_owned();
    let entered = world.browser().post(&link, &[]).await.unwrap();
    assert_eq!(entered.location.as_deref(), Some("/programs/osha-shf-gi/enroll"), "{}", entered.text());
    let of_ben = "select count(*) from enrolment e join person p on p.id = e.person_id where p.name = 'Ben Okoro'";
    assert_eq!(world.count(of_ben).await, 1);
    assert!(ben.get("/me").await.unwrap().text().contains("Bargaining Foundations"));

    // who leads a local sets aims of each programme on its own page
    let mut noor = world.administrator().await;
    noor.get("/programs/bargaining-certificate/staff/roles").await.unwrap();
    let role = [
        ("email", "ben@example.org"),
        ("role", "president"),
        ("local", "Harborfield Teachers Association"),
        ("reason", "Elected"),
    ];
    assert_eq!(noor.post("/staff/roles", &role).await.unwrap().status, 303);
    let mut ben = world.sign_in("ben@example.org").await;
    world.set_up_app(&mut ben).await;
    for (programme, part) in [("bargaining-certificate", "part:foundations"), (OTHER, "part:standards")] {
        let page = ben.get(&format!("/programs/{programme}/local/team")).await.unwrap().text();
        assert!(page.contains(&format!("value=\"{part}\"")), "{page}");
        let aims = [("contract", "2028-06-30"), ("what1", part), ("people1", "2")];
        let saved = ben.post(&format!("/programs/{programme}/local/team"), &aims).await.unwrap();
        assert_eq!(saved.status, 303, "{}", saved.text());
    }
    assert_eq!(world.count("select count(*) from board_target").await, 2, "neither takes the other's away");
    let of_ana = "select count(*) from standing s join person p on p.id = s.person_id where p.name = 'Ana Baptiste'";
    assert_eq!(world.count(of_ana).await, 1);
    assert!(ana.get("/me").await.unwrap().text().contains("Bargaining Foundations"));
}

const RULES: &str = "schema = 1\nid = \"specials\"\nedition = \"1\"\ntitle = \"Specials\"\n\n[credit]\nsplit = \"segments\"\n\
    repeat = \"once\"\n\n[[requirement]]\nid = \"special\"\ntitle = \"Special\"\naccept = [\"tag:specialized\"]\nminutes = 360\n";
const WORDS: &str = "[en]\nsite = \"Specials\"\nheadline = \"Two more days.\"\nheadline_marked = \"All special.\"\nlead = \"Lead.\"\n\
    who_title = \"Who\"\nwho = \"All.\"\nhow_title = \"How\"\nhow = [\"Come.\"]\nclass_title = \"Class\"\nclass = \"A class.\"\n\
    [en.parts.special]\ntitle = \"Special things\"\nsummary = \"Some.\"\n[en.topics]\n";

on_both!(each_programme_has_its_ready_list_and_its_certificate);
async fn each_programme_has_its_ready_list_and_its_certificate(world: World) {
    let people = [("Zoë Lindqvist", "zoe@example.org"), ("Ana Baptiste", "ana@example.org")];
    let [mut zoe, mut ana] = <[_; 2]>::try_from(complete(&world, &people).await).unwrap_or_else(|_| panic!());
    let files = [("specials.toml", RULES), ("specials.wording.toml", WORDS)];
    let inputs = files.map(|(name, text)| Input::new(name, text.as_bytes().to_vec())).to_vec();
    let report = ratify::office::import::by_operator(&world.app, job(inputs, true)).await.unwrap();
    assert!(report.kept, "{:?}", report.problems);
    let early = zoe.post("/programs/specials/enroll", &[]).await.unwrap().text();
    assert!(early.contains("nobody new enrolls"), "one more programme comes closed: {early}");
    let mut noor = world.administrator().await;
    noor.get("/programs/bargaining-certificate/staff/programme").await.unwrap();
    noor.post("/staff/programme/offer", &[("programme", "specials"), ("offered", "1")]).await.unwrap();
    let mut dana = world.staff().await;
    let bare = dana.get("/staff/certificates?x=1").await.unwrap();
    assert_eq!(bare.location.as_deref(), Some("/programs/bargaining-certificate/staff/certificates?x=1"));
    let first = dana.get("/programs/bargaining-certificate/staff/certificates").await.unwrap().text();
    assert!(first.contains("Zoë Lindqvist") && first.contains("Ana Baptiste"), "{first}");
    assert!(!first.contains("Specials: "), "nobody is in it: {first}");

    // whoever comes in with what they have is complete at once, and only there
    let done = zoe.post("/programs/specials/enroll", &[]).await.unwrap();
    assert_eq!(done.status, 303, "{}", done.text());
    let home = zoe.get("/programs/specials/me").await.unwrap().text();
    assert!(home.contains("Special things") && home.contains("Complete: 6 hours needed"), "{home}");
    let both = dana.get("/programs/bargaining-certificate/staff/certificates").await.unwrap().text();
    assert!(both.contains("Specials: "), "{both}");
    let list = dana.get("/programs/specials/staff/certificates").await.unwrap().text();
    let main = list.split_once("<main").unwrap().1;
    assert!(main.contains("Zoë Lindqvist") && !main.contains("Ana Baptiste"), "{main}");
    let key = between(main, "name=\"person\" value=\"", "\"").unwrap().to_owned();
    let batch = dana.post("/programs/specials/staff/certificates/award", &[("person", &key)]).await.unwrap();
    assert!(batch.location.unwrap().starts_with("/programs/specials/staff/certificates/batches/"));
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.text("select programme from award").await, "specials");
    let left = dana.get("/programs/bargaining-certificate/staff/certificates").await.unwrap().text();
    assert!(left.contains("Zoë Lindqvist"), "the other one is still to come: {left}");
    award_all(&world, &mut dana).await;
    assert_eq!(world.count("select count(*) from award where state = 'issued'").await, 3);
    assert_eq!(world.count("select count(*) from award where programme = 'specials'").await, 1);

    let number = |page: &str| between(page, "/verify/", "\"").unwrap().to_owned();
    let one = number(&zoe.get("/programs/specials/me/certificate").await.unwrap().text());
    let other = number(&zoe.get("/me/certificate").await.unwrap().text());
    assert_ne!(one, other);
    let said = world.browser().get(&format!("/verify/{one}")).await.unwrap().text();
    assert!(said.contains("Specials"), "{said}");
    let said = world.browser().get(&format!("/verify/{other}")).await.unwrap().text();
    assert!(said.contains("Bargaining Certificate"), "{said}");
    assert!(ana.get("/me/certificate").await.unwrap().text().contains("/verify/"));

    // lists, messages and figures are about one programme
    let message = dana.get("/programs/specials/staff/messages/new?stage=certified").await.unwrap().text();
    assert!(message.contains("1 person") && message.contains("value=\"specials\""), "{message}");
    let message = dana.get("/programs/bargaining-certificate/staff/messages/new?stage=certified").await.unwrap().text();
    assert!(message.contains("2 people"), "{message}");
    let certified = dana.get("/programs/specials/staff/people?state=certified").await.unwrap().text();
    assert!(certified.contains("Zoë Lindqvist") && !certified.contains("Ana Baptiste"), "{certified}");
    for reports in ["/programs/specials/staff/reports", "/programs/bargaining-certificate/staff/reports"] {
        assert_eq!(dana.get(reports).await.unwrap().status, 200, "{reports}");
    }

    // put first, it is what pages are about where nothing says which
    noor.get("/programs/bargaining-certificate/staff/programme").await.unwrap();
    noor.post("/staff/programme/first", &[("programme", "specials")]).await.unwrap();
    assert!(world.browser().get("/requirements").await.unwrap().text().contains("Special things"));
    // closed, it goes on for those who are in it
    noor.post("/staff/programme/offer", &[("programme", "specials")]).await.unwrap();
    assert!(world.browser().get("/requirements").await.unwrap().text().contains("Bargaining Foundations"));
    let closed = ana.post("/programs/specials/enroll", &[]).await.unwrap().text();
    assert!(closed.contains("nobody new enrolls"), "{closed}");
    assert!(zoe.get("/programs/specials/me").await.unwrap().text().contains("Special things"));
    assert!(zoe.get("/").await.unwrap().text().contains("/programs/specials/me"), "she finds the way to it");
    assert!(!world.browser().get("/").await.unwrap().text().contains("/programs/specials/"), "strangers do not");
    let start = world.browser().get("/programs/specials/").await.unwrap().text();
    assert!(start.contains("Nobody new enrolls") && !start.contains("/programs/specials/enroll"), "{start}");
    zoe.get("/programs/specials/me/leave").await.unwrap();
    zoe.post("/programs/specials/me/leave", &[("programme", "specials")]).await.unwrap();
    assert!(zoe.get("/programs/specials/enroll").await.unwrap().text().contains("Come back"), "as the page promised");
    assert_eq!(zoe.post("/programs/specials/enroll", &[]).await.unwrap().status, 303);
    assert!(zoe.get("/programs/specials/me").await.unwrap().text().contains("Special things"));
    noor.post("/staff/programme/offer", &[("programme", "bargaining-certificate")]).await.unwrap();
    assert_eq!(world.count("select count(*) from programme where offered").await, 1, "the last one stays open");
}
