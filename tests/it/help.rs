//! Handbooks: read by everybody, opened from the page that they explain, and the office's to change.

use crate::{on_both, world::World};

on_both!(handbooks_explain_pages_and_are_the_offices);
async fn handbooks_explain_pages_and_are_the_offices(world: World) {
    let mut stranger = world.browser();
    let list = stranger.get("/help").await.unwrap().text();
    assert!(list.contains("For those who teach") && list.contains("/help/glossary"), "{list}");
    let book = stranger.get("/es/help/trainer").await.unwrap().text();
    assert!(book.contains("<h2 id=\"roster\">En la puerta</h2>") && book.contains("href=\"#roster\""), "{book}");
    assert!(book.contains("<img src=\"/assets/") && book.contains("training@example.org"), "{book}");
    assert_eq!(stranger.get("/help/nothing").await.unwrap().status, 404);
    let words = stranger.get("/help/glossary").await.unwrap().text();
    assert!(words.contains("Waiting list") && words.contains("id=\"seat\""), "{words}");

    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert!(ana.get("/me/claims").await.unwrap().text().contains("/help/member#missing"));
    let mut dana = world.staff().await;
    assert!(dana.get("/staff/drafts").await.unwrap().text().contains("/help/coordinator#classes"));

    // the office changes one, in its own words
    let at = "/staff/pages/help-trainer";
    dana.get(&format!("{at}?language=en")).await.unwrap();
    let text = [
        ("language", "en"),
        ("seen", "0"),
        ("title", "For our trainers"),
        ("body", "## At the door {#roster}\n\nCall <Dana> first: {email}.\n\n![no](picture:nothing)"),
        ("do", "look"),
    ];
    let missing = dana.post(at, &text).await.unwrap();
    assert!(missing.status == 422 && missing.text().contains("There is no picture"), "{}", missing.text());
    let mut text = text;
    text[3] = ("body", "## At the door {#roster}\n\nCall <Dana> first: {email}.\n\n![Mine](picture:roster)");
    let look = dana.post(at, &text).await.unwrap();
    assert!(look.status == 200 && look.text().contains("<h2 id=\"roster\">"), "{}", look.text());
    let mut save = text;
    save[4] = ("do", "save");
    assert_eq!(dana.post(at, &save).await.unwrap().status, 303);
    let book = stranger.get("/help/trainer").await.unwrap().text();
    assert!(book.contains("For our trainers") && book.contains("Call &lt;Dana&gt; first"), "{book}");
    assert!(book.contains("alt=\"Mine\""), "a picture that ships: {book}");
}
