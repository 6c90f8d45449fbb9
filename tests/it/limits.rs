//! How often strangers may ask, and what happens beyond that.

use crate::{
    on_both,
    world::{World, enroll_form, of_tests},
};
use ratify::ground::config::Limits;

/// A world in which little is allowed.
async fn small(world: World) -> World {
    World::with(world.engine, Limits { asks: 3, wrong_codes: 2, refusals: 2, ..of_tests() }).await.unwrap()
}

on_both!(one_visitor_holds_so_many_seats_and_no_more);
async fn one_visitor_holds_so_many_seats_and_no_more(world: World) {
    let world = World::with(world.engine, Limits { held: 2, ..of_tests() }).await.unwrap();
    let held = "select count(*) from signup where state = 'held'";
    for (n, source) in ["fnd-101-fall", "fnd-102-fall", "dem-200-summit", "dem-204-winter"].iter().enumerate() {
        let key = world.class_key(source).await;
        let email = format!("made-up{n}@example.org");
        let asked = world.browser().post(&format!("/classes/{key}/enroll"), &enroll_form("Made Up", &email)).await;
        assert_eq!(asked.unwrap().status, 303, "answered as ever");
        assert_eq!(world.count(held).await, (n as i64 + 1).min(2));
    }
    assert_eq!(
        world.count("select count(*) from outbox where kind = 'limit-reached'").await,
        0,
        "no administrator yet"
    );
    // an hour later it goes on, and anyone who confirms has a seat
    world.app.clock.pass_minutes(61);
    let key = world.class_key("fnd-103-fall").await;
    let mut ana = world.browser();
    ana.post(&format!("/classes/{key}/enroll"), &enroll_form("Ana Lima", "ana@example.org")).await.unwrap();
    let code = world.code_for("ana@example.org").await;
    ana.post("/enroll/code", &[("email", "ana@example.org"), ("code", &code)]).await.unwrap();
    assert_eq!(world.count("select count(*) from signup s join person p on p.id = s.person_id where s.state = 'confirmed' and p.email = 'ana@example.org'").await, 1);
}

on_both!(forms_beyond_the_limit_come_back_with_what_was_typed_and_alarm_once);
async fn forms_beyond_the_limit_come_back_with_what_was_typed_and_alarm_once(world: World) {
    let world = small(world).await;
    world.administrator().await;
    world.member("Ana Baptiste", "ana@example.org").await;
    let mut stranger = world.browser();
    for n in 0..2 {
        let email = format!("made-up-{n}@example.org");
        let form = enroll_form("Visit evil.example now", &email);
        assert_eq!(stranger.post("/enroll", &form).await.unwrap().status, 303);
    }
    let (_, text) = world.mail_to("made-up-0@example.org").await.pop().unwrap();
    assert!(text.contains("evil. example") && !text.contains("evil.example"), "{text}");
    let people = world.count("select count(*) from person").await;
    let key = world.class_key("fnd-101-fall").await;
    let class = format!("/classes/{key}/enroll");
    for path in ["/enroll", class.as_str(), "/sign-in", "/enroll/again"] {
        let mut answers = Vec::new();
        for email in ["ana@example.org", "made-up-9@example.org"] {
            let answer = stranger.post_by_hand(path, &enroll_form("Bo Lee", email)).await.unwrap();
            assert_eq!(answer.status, 429, "{path}");
            assert!(answer.text().contains(email), "what was typed stays: {}", answer.text());
            answers.push(crate::enumeration::without(&answer.text(), email));
        }
        assert_eq!(answers[0], answers[1], "{path}");
    }
    assert_eq!(world.count("select count(*) from person").await, people);
    let alarms = world.mail_to("noor.haddad@example.org").await;
    assert_eq!(alarms.iter().filter(|(s, _)| s.contains("unusually often")).count(), 1, "{alarms:?}");
    // what was refused here takes nothing away from others: the overall count only has what was let through
    assert_eq!(world.count("select count from asked where what = 'ask' and who = ''").await, 3);
    // an hour later it goes on
    world.app.clock.pass_minutes(60);
    let form = enroll_form("Bo Lee", "bo@example.org");
    assert_eq!(stranger.post("/enroll", &form).await.unwrap().status, 303);
}

on_both!(wrong_codes_beyond_the_limit_are_not_compared);
async fn wrong_codes_beyond_the_limit_are_not_compared(world: World) {
    let world = small(world).await;
    world.administrator().await;
    world.member("Ana Baptiste", "ana@example.org").await;
    let mut thief = world.browser();
    thief.post("/sign-in", &[("email", "ana@example.org")]).await.unwrap();
    let code = world.code_for("ana@example.org").await;
    for who in ["ana", "bo"] {
        let form = [("email", format!("{who}@example.org")), ("code", "000 000".to_owned())];
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        assert_eq!(thief.post("/sign-in/code", &form).await.unwrap().status, 422);
    }
    let form = [("email", "ana@example.org"), ("code", code.as_str())];
    for _ in 0..3 {
        assert_eq!(thief.post("/sign-in/code", &form).await.unwrap().status, 429, "the right one too");
    }
    let alarms = world.mail_to("noor.haddad@example.org").await;
    assert_eq!(alarms.iter().filter(|(_, t)| t.contains("wrong codes were typed")).count(), 1, "{alarms:?}");
    world.app.clock.pass_minutes(60);
    thief.post("/sign-in", &[("email", "ana@example.org")]).await.unwrap();
    let code = world.code_for("ana@example.org").await;
    let form = [("email", "ana@example.org"), ("code", code.as_str())];
    assert_eq!(thief.post("/sign-in/code", &form).await.unwrap().status, 303);
}

on_both!(who_keeps_trying_doors_is_told_of);
async fn who_keeps_trying_doors_is_told_of(world: World) {
    let world = small(world).await;
    world.administrator().await;
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    for n in 0..4 {
        assert_eq!(ana.get("/staff/people").await.unwrap().status, 404);
        let alarms = "select count(*) from outbox where kind = 'limit-reached'";
        assert_eq!(world.count(alarms).await, i64::from(n >= 2), "after {} refusals", n + 1);
    }
    let alarms = world.mail_to("noor.haddad@example.org").await;
    assert!(alarms.iter().any(|(_, t)| t.contains("Ana Baptiste asked for many office pages")), "{alarms:?}");
}
