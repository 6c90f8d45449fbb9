//! The rules as sentences with holes: tried on everybody, and published as another edition while the server runs.

use crate::{on_both, world::World};

const RULES: &str = "/staff/programme/rules";
const PUBLISH: &str = "/staff/programme/publish";

on_both!(a_number_is_changed_tried_and_published);
async fn a_number_is_changed_tried_and_published(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut dana = world.staff().await;
    let page = dana.get(RULES).await.unwrap().text();
    assert!(page.contains("name=\"requirement-2-count\"") && page.contains("value=\"2027\""), "{page}");
    let form = |count: &'static str, edition: &'static str| {
        [
            ("total-minutes", "27"),
            ("requirement-0-minutes", "6"),
            ("requirement-0-topics-min", "0"),
            ("requirement-1-minutes", "6"),
            ("requirement-1-topics-min", "0"),
            ("requirement-2-count", count),
            ("requirement-2-each-min", "3"),
            ("requirement-2-each-approx", "2.5"),
            ("edition", edition),
        ]
    };
    let wrong = dana.post(RULES, &form("four", "2026")).await.unwrap();
    let text = wrong.text();
    assert!(wrong.status == 422 && text.contains("value=\"four\"") && text.contains("Enter a whole number"), "{text}");
    assert!(text.contains("There is an edition of this name already"), "{text}");
    let mut more = form("4", "2027");
    more[0].1 = "0";
    more[7].1 = "5";
    let senseless = dana.post(RULES, &more).await.unwrap();
    let text = senseless.text();
    assert!(
        senseless.status == 422
            && text.contains("more than the hours of a class")
            && text.contains("more than nothing"),
        "{text}"
    );
    let bad = dana.post(RULES, &form("5", "next year!")).await.unwrap();
    assert!(bad.status == 422 && bad.text().contains("Use letters, digits and hyphens only"), "{}", bad.text());
    let tried = dana.post(RULES, &form("5", "2027")).await.unwrap().text();
    assert!(
        tried.contains("at least 5 different classes") && tried.contains("at least 4 different classes"),
        "{tried}"
    );
    assert!(tried.contains("People judged") && tried.contains("An administrator can publish it"), "{tried}");
    assert_eq!(world.count("select count(*) from edition").await, 1, "trying publishes nothing");
    assert_eq!(dana.post(PUBLISH, &[("text", "x")]).await.unwrap().status, 404);

    let mut noor = world.administrator().await;
    noor.get(RULES).await.unwrap();
    let tried = noor.post(RULES, &form("5", "2027")).await.unwrap().text();
    let source = world.text("select source from edition").await;
    let draft = source
        .replace("edition = \"2026\"", "edition = \"2027\"")
        .replace("minutes = 1440", "minutes = 1620")
        .replace("count = 4", "count = 5");
    assert!(tried.contains("Publish edition 2027"), "{tried}");
    let why = noor.post(PUBLISH, &[("text", &draft), ("why", "")]).await.unwrap();
    assert!(why.status == 422 && why.text().contains("Say what changes and why"), "{}", why.text());
    for _ in 0..2 {
        let done = noor.post(PUBLISH, &[("text", &draft), ("why", "Five electives <voted>")]).await.unwrap();
        assert_eq!(done.status, 303, "{}", done.text());
    }
    assert_eq!(world.count("select count(*) from edition").await, 2, "pressed twice is once");
    assert_eq!(world.count("select count(*) from audit where verb = 'edition.published'").await, 1);
    let requirements = world.browser().get("/requirements").await.unwrap().text();
    assert!(requirements.contains("27"), "it holds while the server runs: {requirements}");

    // what still says the old number is found
    let note = noor.get("/staff/programme?said=published").await.unwrap().text();
    assert!(note.contains("/staff/pages?number=24"), "{note}");
    let texts = noor.get("/staff/pages?number=24").await.unwrap().text();
    assert!(texts.contains("texts say 24") && texts.contains("says 24"), "{texts}");

    // whoever is enrolled reads their own rules
    let own = ana.get("/requirements").await.unwrap().text();
    assert!(own.contains("You are under edition 2026") && own.contains("24 hours"), "{own}");
    // nobody who was enrolled is moved; whoever comes now is judged by it
    assert_eq!(world.count("select count(*) from enrolment where edition_id = (select min(id) from edition)").await, 1);
    assert!(ana.get("/me").await.unwrap().text().contains("24"));
    let mut ben = world.member("Ben Otero", "ben@example.org").await;
    assert!(ben.get("/me").await.unwrap().text().contains("27"));

    // the same file again, and another programme without words, are refused with the reason
    noor.get("/staff/programme").await.unwrap();
    let again = noor.post("/staff/programme/try", &[("text", &source)]).await.unwrap().text();
    assert!(again.contains("Edition 2026 is published already"), "{again}");
    let other = draft.replace("id = \"bargaining-certificate\"", "id = \"other\"");
    let other = noor.post("/staff/programme/try", &[("text", &other)]).await.unwrap().text();
    assert!(other.contains("This is another program"), "{other}");
}
