//! A question from the contact page reaches the office once, is ticked off, and is forgotten with its person.

use crate::{on_both, world::World};

on_both!(a_question_reaches_the_office_once_and_is_ticked_off);
async fn a_question_reaches_the_office_once_and_is_ticked_off(world: World) {
    let mut dana = world.administrator().await;
    let mut stranger = world.browser();
    let page = stranger.get("/contact").await.unwrap().text();
    assert!(page.contains("Ask us"), "{page}");
    let form = [("name", "Ana <b>Lima</b>"), ("email", "ana@example.org"), ("body", "Where is it?\nIs lunch there?")];
    for _ in 0..2 {
        let sent = stranger.post("/contact", &form).await.unwrap();
        assert_eq!(sent.location.as_deref(), Some("/contact?said=sent"), "{}", sent.text());
    }
    assert!(stranger.get("/contact?said=sent").await.unwrap().text().contains("We have your question"));
    assert_eq!(world.count("select count(*) from question").await, 1, "sent twice, it is one");
    let office = world.mail_to("training@example.org").await;
    let asked: Vec<&(String, String)> = office.iter().filter(|(_, text)| text.contains("Is lunch there?")).collect();
    assert_eq!(asked.len(), 1, "{office:#?}");
    assert!(asked[0].1.contains("mailto:ana@example.org"), "{asked:?}");
    assert!(world.mail_to("ana@example.org").await.is_empty(), "a typed address gets no mail");

    let list = dana.get("/staff/questions").await.unwrap().text();
    assert!(list.contains("Ana &lt;b&gt;Lima&lt;/b&gt;") && list.contains("Is lunch there?"), "{list}");
    assert!(dana.get("/staff").await.unwrap().text().contains("/staff/questions"));
    let key = world.text("select key from question").await;
    for _ in 0..2 {
        dana.post(&format!("/staff/questions/{key}"), &[("answered", "1")]).await.unwrap();
    }
    assert_eq!(world.count("select count(*) from question where answered_at is null").await, 0);
    assert_eq!(world.count("select count(*) from audit where verb = 'question.answered'").await, 1);
    dana.post(&format!("/staff/questions/{key}"), &[("answered", "")]).await.unwrap();
    assert_eq!(world.count("select count(*) from question where answered_at is null").await, 1);

    let wrong = stranger.post("/contact", &[("name", ""), ("email", "nowhere"), ("body", "Kept")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("Kept"), "{}", wrong.text());

    // a member finds their name and address there, and gets a copy
    let mut bo = world.member("Bo Ito", "bo@example.org").await;
    let page = bo.get("/contact").await.unwrap().text();
    assert!(page.contains("value=\"Bo Ito\"") && page.contains("value=\"bo@example.org\""), "{page}");
    let form = [("name", "Bo Ito"), ("email", "bo@example.org"), ("body", "Can I bring somebody?")];
    assert_eq!(bo.post("/contact", &form).await.unwrap().status, 303);
    assert!(world.mail_to("bo@example.org").await.iter().any(|(_, text)| text.contains("Can I bring somebody?")));
}
