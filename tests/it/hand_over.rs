//! Who speaks for a local names who does so next; an administrator agrees, and it happens on its day.

use crate::{on_both, visitor::Browser, world::World};

/// An administrator, Pat who speaks for a local, and a day in forty days.
async fn president(world: &World) -> (Browser, Browser, String) {
    world.member("Pat Reyes", "pat@example.org").await;
    let mut admin = world.administrator().await;
    let form = [
        ("email", "pat@example.org"),
        ("role", "president"),
        ("local", "Harborfield Teachers Association"),
        ("reason", "Elected"),
    ];
    assert_eq!(admin.post("/staff/roles", &form).await.unwrap().status, 303);
    let mut pat = world.sign_in("pat@example.org").await;
    world.set_up_app(&mut pat).await;
    let day = world.app.now().plus_minutes(40 * 24 * 60).date(&world.app.zone).to_string();
    (admin, pat, day)
}

on_both!(an_office_of_a_local_is_handed_over_on_its_day);
async fn an_office_of_a_local_is_handed_over_on_its_day(world: World) {
    let (mut admin, mut pat, day) = president(&world).await;
    let at = "/local/hand-over";
    pat.get(at).await.unwrap();
    let wrong = pat.post(at, &[("name", "Nia Cole"), ("email", "nowhere"), ("day", "2001-01-01")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("Nia Cole"), "{}", wrong.text());
    let own = pat.post(at, &[("name", "Pat Reyes"), ("email", "pat@example.org"), ("day", &day)]).await.unwrap();
    assert!(own.status == 422 && own.text().contains("your own address"), "{}", own.text());
    for _ in 0..2 {
        let asked = pat.post(at, &[("name", "Nia Cole"), ("email", "nia@example.org"), ("day", &day)]).await.unwrap();
        assert_eq!(asked.status, 303, "{}", asked.text());
    }
    assert_eq!(world.count("select count(*) from hand_over").await, 1, "the same again is one");
    assert!(pat.get(at).await.unwrap().text().contains("waits for an administrator"));
    assert!(admin.get("/staff").await.unwrap().text().contains("A local wants to hand over"));
    assert!(admin.get("/staff/roles").await.unwrap().text().contains("Named by Pat Reyes"));
    let key = world.text("select key from hand_over").await;
    assert_eq!(pat.post(&format!("/staff/roles/hand-overs/{key}/agree"), &[]).await.unwrap().status, 404);
    for _ in 0..2 {
        assert_eq!(admin.post(&format!("/staff/roles/hand-overs/{key}/agree"), &[]).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from audit where verb = 'hand-over.agreed'").await, 1);
    assert_eq!(pat.get("/local").await.unwrap().status, 200, "until that day it is Pat's");
    let told = |mail: &[(String, String)]| mail.iter().any(|(_, text)| text.contains("has ended"));
    assert!(!told(&world.mail_to("pat@example.org").await), "nobody is told before it is so");

    world.pass_days(41);
    let mut pat = world.sign_in("pat@example.org").await;
    assert_eq!(pat.get("/local").await.unwrap().status, 404);
    assert!(told(&world.mail_to("pat@example.org").await));
    let mail = world.mail_to("nia@example.org").await;
    assert!(mail.iter().any(|(_, text)| text.contains("/go/")), "the letter lets them in: {mail:?}");
    let holds = "select count(*) from office o join person p on p.id = o.person_id
                 where p.email = 'nia@example.org' and o.role = 'president' and o.until is null";
    assert_eq!(world.count(holds).await, 1);
}

on_both!(nobody_hands_over_what_they_no_longer_hold);
async fn nobody_hands_over_what_they_no_longer_hold(world: World) {
    let (mut admin, mut pat, day) = president(&world).await;
    pat.get("/local/hand-over").await.unwrap();
    let named = [("name", "Nia Cole"), ("email", "nia@example.org"), ("day", day.as_str())];
    assert_eq!(pat.post("/local/hand-over", &named).await.unwrap().status, 303);
    let key = world.text("select key from hand_over").await;
    let end = "update office set until = 1 where role = 'president'";
    world.app.db.write(move |tx| tx.run(end, &[])).await.unwrap();
    assert!(!admin.get("/staff/roles").await.unwrap().text().contains("Named by Pat Reyes"));
    admin.post(&format!("/staff/roles/hand-overs/{key}/agree"), &[]).await.unwrap();
    assert_eq!(world.count("select count(*) from office where role = 'president' and until is null").await, 0);
}

on_both!(whoever_is_named_waits_alone_until_that_is_taken_back);
async fn whoever_is_named_waits_alone_until_that_is_taken_back(world: World) {
    let (_, mut pat, day) = president(&world).await;
    let at = "/local/hand-over";
    pat.get(at).await.unwrap();
    let nia = [("name", "Nia Cole"), ("email", "nia@example.org"), ("day", day.as_str())];
    let lee = [("name", "Lee Park"), ("email", "lee@example.org"), ("day", day.as_str())];
    assert_eq!(pat.post(at, &nia).await.unwrap().status, 303);
    let second = pat.post(at, &lee).await.unwrap();
    assert!(second.status == 422 && second.text().contains("Somebody else is named already"), "{}", second.text());
    assert!(second.text().contains("lee@example.org"), "what was typed stays");
    let key = world.text("select key from hand_over").await;
    for _ in 0..2 {
        assert_eq!(pat.post(&format!("{at}/{key}/back"), &[]).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from audit where verb = 'hand-over.taken-back'").await, 1);
    let mail = world.mail_to("nia@example.org").await;
    assert!(mail.iter().any(|(_, text)| text.contains("no longer named to follow")), "{mail:?}");
    assert!(mail.iter().any(|(subject, _)| subject == "Who follows in an office of a local"), "{mail:?}");
    pat.get(at).await.unwrap();
    assert_eq!(pat.post(at, &lee).await.unwrap().status, 303);
    // nobody takes back what somebody else asked for
    let key = world.text("select key from hand_over").await;
    assert_eq!(world.staff().await.post(&format!("{at}/{key}/back"), &[]).await.unwrap().status, 404);
    assert_eq!(world.count("select count(*) from hand_over").await, 1);
}
