//! Grants, opportunities and awards: what ends next stands first, what is over goes by itself, and nothing acts.

use crate::{on_both, world::World};

const NEW: &str = "/staff/opportunities/new";

on_both!(an_entry_is_on_the_page_until_its_last_day_and_can_be_taken_off);
async fn an_entry_is_on_the_page_until_its_last_day_and_can_be_taken_off(world: World) {
    let mut stranger = world.browser();
    let before = stranger.get("/opportunities").await.unwrap().text();
    assert!(before.contains("Nothing is open right now.") && !before.contains("Example"), "{before}");
    let mut dana = world.staff().await;
    dana.get(NEW).await.unwrap();
    let entry = |title: &'static str, ends: &'static str| {
        [
            ("kind", "grant"),
            ("title", title),
            ("giver", "A fund <i>of others</i>"),
            ("for-whom", "Everybody"),
            ("about", "Write to them."),
            ("link", "https://example.org/fund"),
            ("ends-on", ends),
            ("language", "en"),
        ]
    };
    for (title, ends) in [("Without end", ""), ("Ends late", "2026-12-31"), ("Ends soon", "2026-09-10")] {
        // the same form sent twice is one entry
        for _ in 0..2 {
            let answer = dana.post(NEW, &entry(title, ends)).await.unwrap();
            assert_eq!(answer.location.as_deref(), Some("/staff/opportunities?said=saved"), "{}", answer.text());
        }
    }
    assert_eq!(world.count("select count(*) from opportunity").await, 3);
    let page = stranger.get("/opportunities").await.unwrap().text();
    let at = |title: &str| page.find(title).unwrap_or_else(|| panic!("{title}: {page}"));
    assert!(at("Ends soon") < at("Ends late") && at("Ends late") < at("Without end"));
    assert!(
        page.contains("A fund &lt;i&gt;of others&lt;/i&gt;") && page.contains("Until Thursday, September 10, 2026")
    );
    assert!(
        stranger.get("/es/opportunities").await.unwrap().text().contains("lang=\"en\">Ends soon"),
        "says its language"
    );

    world.pass_days(12);
    let page = stranger.get("/opportunities").await.unwrap().text();
    assert!(!page.contains("Ends soon") && page.contains("Ends late"), "{page}");
    let mut dana = world.staff().await;
    let desk = dana.get("/staff/opportunities").await.unwrap().text();
    assert!(desk.contains("Off the page") && desk.contains("Ends soon"), "{desk}");
    let key = world.text("select key from opportunity where title = 'Ends late'").await;
    let path = format!("/staff/opportunities/{key}");
    assert!(dana.get(&path).await.unwrap().text().contains("As the page shows it"));
    let seen = world.text("select cast(changed_at as text) from opportunity where title = 'Ends late'").await;
    let later: Vec<(&str, &str)> = [&entry("Ends later", "2027-12-31")[..], &[("seen", &seen)]].concat();
    assert_eq!(dana.post(&path, &later).await.unwrap().status, 303);
    let old = dana.post(&path, &later).await.unwrap();
    assert!(old.status == 422 && old.text().contains("Somebody else saved this entry meanwhile"), "{}", old.text());
    assert!(stranger.get("/opportunities").await.unwrap().text().contains("Ends later"));
    assert_eq!(dana.post(&format!("{path}/remove"), &[]).await.unwrap().status, 303);
    assert!(!stranger.get("/opportunities").await.unwrap().text().contains("Ends later"));
    assert_eq!(dana.post(&format!("{path}/remove"), &[]).await.unwrap().status, 303, "removed once");
    let desk = dana.get("/staff/opportunities").await.unwrap().text();
    assert!(desk.contains("Ends later"), "it can be put back: {desk}");
    assert_eq!(world.count("select count(*) from audit where verb = 'opportunity.removed'").await, 1);

    let mut wrong = entry("", "soon");
    wrong[5].1 = "javascript:alert(1)";
    let answer = dana.post(NEW, &wrong).await.unwrap();
    assert_eq!(answer.status, 422);
    let said = answer.text();
    assert!(
        said.contains("Enter a day, such as")
            && said.contains("begins with https://")
            && said.contains("Write to them.")
    );
    assert_eq!(world.count("select count(*) from opportunity").await, 3);
}
