//! One sign-up for a day: every class that is chosen, or none of them and the reason.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};
use ratify::assembly::browser::Answer;

const EVENT: &str = "/events/winter-union-skills";
const SIGN_UP: &str = "/events/winter-union-skills/sign-up";
/// A class of six seats.
const SMALL: &str = "dem-204-winter";

/// The name of the field in which a page offers a class.
fn slot_of(page: &str, value: &str) -> String {
    let before = page.split(&format!("value=\"{value}\"")).next().unwrap();
    let input = before.rsplit("<input").next().unwrap();
    between(input, "name=\"", "\"").unwrap_or_else(|| panic!("{value} is not offered")).to_owned()
}

async fn choose(world: &World, browser: &mut Browser, sources: &[&str]) -> Vec<(String, String)> {
    let page = browser.get(EVENT).await.unwrap().text();
    let mut chosen = Vec::new();
    for source in sources {
        let key = world.class_key(source).await;
        chosen.push((slot_of(&page, &key), key));
    }
    if let Some(request) = between(&page, "name=\"request\" value=\"", "\"") {
        chosen.push(("request".to_owned(), request.to_owned()));
    }
    chosen
}

async fn send(browser: &mut Browser, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(SIGN_UP, &form).await.unwrap()
}

on_both!(a_day_is_one_sign_up_one_entry_and_one_letter);
async fn a_day_is_one_sign_up_one_entry_and_one_letter(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let form = choose(&world, &mut ana, &["spc-323-wus", "dem-203-wus", "spc-324-wus"]).await;
    let answer = send(&mut ana, &form).await;
    assert_eq!(answer.location.as_deref(), Some("/events/winter-union-skills?said=day"), "{}", answer.text());
    let page = ana.follow(answer).await.unwrap().text();
    assert!(page.contains("You have 3 seats"), "{page}");
    assert_eq!(page.matches("See my seat").count(), 3);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 3);
    assert_eq!(world.count("select count(*) from audit where verb = 'signup.day'").await, 1);
    assert_eq!(world.count("select count(*) from audit where verb = 'signup.made'").await, 0);
    let mail = world.mail_to("ana@example.org").await;
    let (subject, text) = mail.last().unwrap();
    assert_eq!(subject, "Your classes on Sat Jan 23");
    assert_eq!(mail.len(), 3, "the code, the welcome and one letter for the day: {mail:#?}");
    for title in ["Economic Proposals", "Bargaining Councils", "Bargaining Law Primer"] {
        assert!(text.contains(title), "{text}");
    }
    assert_eq!(text.matches("/mail/cancel-").count(), 3, "each can be given back by itself");
    let message = world.text("select message from outbox where kind = 'day'").await;
    assert_eq!(message.matches("BEGIN:VEVENT").count(), 3, "{message}");

    // the same form again does nothing, not even after a seat was given back
    let key = world.class_key("spc-324-wus").await;
    ana.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    assert_eq!(send(&mut ana, &form).await.status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 2);
    assert_eq!(world.count("select count(*) from outbox where kind = 'day'").await, 1);
}

async fn small_class_at_the_event(world: &World) {
    let small =
        "update offering set event_id = (select id from event where key = 'winter-union-skills') where source_key = $1";
    world.app.db.write(move |tx| tx.run(small, &db::params![SMALL])).await.unwrap();
}

async fn fill(world: &World) {
    let key = world.class_key(SMALL).await;
    for n in 0..6_u8 {
        let name = format!("Person {}", char::from(b'A' + n));
        let mut browser = world.member(&name, &format!("p{n}@example.org")).await;
        assert_eq!(browser.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap().status, 303);
    }
}

on_both!(if_one_is_gone_nothing_is_booked_and_the_others_are_one_press_away);
async fn if_one_is_gone_nothing_is_booked_and_the_others_are_one_press_away(world: World) {
    small_class_at_the_event(&world).await;
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let form = choose(&world, &mut ana, &["spc-323-wus", SMALL, "spc-324-wus"]).await;
    fill(&world).await;
    let before = world.count("select count(*) from audit").await;
    let answer = send(&mut ana, &form).await;
    assert_eq!(answer.status, 409);
    let page = answer.text();
    assert!(page.contains("Nothing is booked yet: one class can’t be had"), "{page}");
    assert!(page.contains("All seats are taken"), "{page}");
    let mine =
        "select count(*) from signup s join person p on p.id = s.person_id where p.email_folded = 'ana@example.org'";
    assert_eq!(world.count(mine).await, 0, "all or none");
    assert_eq!(world.count("select count(*) from audit").await, before);
    for source in ["spc-323-wus", "spc-324-wus"] {
        let key = world.class_key(source).await;
        assert!(page.contains(&format!("value=\"{key}\" checked")), "the choices are kept");
    }
    let small = world.class_key(SMALL).await;
    assert!(!page.contains(&format!("{small}\" checked")), "a full class is not chosen for its line by itself: {page}");
    assert!(page.contains("Sign me up for the other 2"), "{page}");
    let rest: Vec<(String, String)> = form.iter().filter(|(_, key)| *key != small).cloned().collect();
    assert_eq!(send(&mut ana, &rest).await.status, 303);
    assert_eq!(world.count(mine).await, 2);

    // now it says that it is full: choosing it is choosing to wait
    let page = ana.get(EVENT).await.unwrap().text();
    let wait = format!("wait/{small}");
    let slot = slot_of(&page, &wait);
    assert_eq!(send(&mut ana, &[(slot, wait)]).await.status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'waiting'").await, 1);
    let mail = world.mail_to("ana@example.org").await;
    assert!(mail.last().unwrap().1.contains("You are number 1 in line"), "{mail:#?}");
}

on_both!(two_choices_that_overlap_are_refused_together);
async fn two_choices_that_overlap_are_refused_together(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let (one, two) = (world.class_key("spc-323-wus").await, world.class_key("dem-202-wus").await);
    let answer = ana.post_by_hand(SIGN_UP, &[("slot-1", &one), ("slot-2", &two)]).await.unwrap();
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("You have another class at that time"), "{}", answer.text());
    assert_eq!(world.count("select count(*) from signup").await, 0);
    let none = ana.post(SIGN_UP, &[("slot-1", "")]).await.unwrap();
    assert_eq!(none.status, 422);
    assert!(none.text().contains("Choose at least one class"));
    let draft = ana.post_by_hand(SIGN_UP, &[("slot-1", "no-such-class")]).await.unwrap();
    assert_eq!(draft.status, 404);
}

on_both!(content_that_was_chosen_a_moment_ago_is_not_booked_twice);
async fn content_that_was_chosen_a_moment_ago_is_not_booked_twice(world: World) {
    small_class_at_the_event(&world).await;
    let course = "update offering set course_code = 'spc-323' where source_key = $1";
    world.app.db.write(move |tx| tx.run(course, &db::params![SMALL])).await.unwrap();
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let form = choose(&world, &mut ana, &["spc-323-wus", SMALL]).await;
    let answer = send(&mut ana, &form).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("You have booked this already"), "{}", answer.text());
    assert_eq!(world.count("select count(*) from signup").await, 0);
    // whoever has it already is told so, and may come again
    let one: Vec<(String, String)> = form.iter().take(1).cloned().collect();
    assert_eq!(send(&mut ana, &one).await.status, 303);
    let page = ana.get(EVENT).await.unwrap().text();
    let again = format!("again/{}", world.class_key(SMALL).await);
    assert!(page.contains("so it adds no hours"), "{page}");
    let slot = slot_of(&page, &again);
    assert_eq!(send(&mut ana, &[(slot, again)]).await.status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 2);
}

on_both!(a_stranger_signs_in_and_finds_the_choice_again);
async fn a_stranger_signs_in_and_finds_the_choice_again(world: World) {
    let mut stranger = world.browser();
    let form = choose(&world, &mut stranger, &["spc-323-wus"]).await;
    let answer = send(&mut stranger, &form).await;
    let to = answer.location.clone().unwrap();
    assert!(to.starts_with("/sign-in?next=%2Fevents%2Fwinter-union-skills"), "{to}");
    let next = to.split("next=").nth(1).unwrap().replace("%2F", "/").replace("%3F", "?").replace("%3D", "=");
    let key = world.class_key("spc-323-wus").await;
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let page = ana.get(&next).await.unwrap().text();
    assert!(page.contains(&format!("value=\"{key}\" checked")), "{next}");
    assert!(page.contains("Nothing is booked yet. Your choice is kept below."), "{page}");
    assert_eq!(world.count("select count(*) from signup").await, 0);

    // somebody new enrolls from there, and finds it too
    let page = stranger.get(&to).await.unwrap().text();
    let enroll =
        between(&page, "href=\"/enroll?", "\"").map(|query| format!("/enroll?{query}")).expect("a way to enroll");
    assert!(enroll.contains("next=%2Fevents%2Fwinter-union-skills"), "{enroll}");
    stranger.get(&enroll).await.unwrap();
    let mut form = crate::world::enroll_form("Bo Lima", "bo@example.org");
    form.push(("next", &next));
    assert_eq!(stranger.post("/enroll", &form).await.unwrap().status, 303);
    let code = world.code_for("bo@example.org").await;
    let in_now = stranger.post("/enroll/code", &[("email", "bo@example.org"), ("code", &code)]).await.unwrap();
    assert_eq!(in_now.location.as_deref(), Some(next.as_str()));
}

on_both!(somebody_known_who_chooses_a_day_is_enrolled_and_told_once);
async fn somebody_known_who_chooses_a_day_is_enrolled_and_told_once(world: World) {
    let mut rosa = world.office("Rosa Diaz", "rosa@example.org", "registrar").await;
    let sent = world.mail_to("rosa@example.org").await.len();
    let form = choose(&world, &mut rosa, &["spc-323-wus", "dem-203-wus"]).await;
    assert_eq!(send(&mut rosa, &form).await.status, 303);
    let mail = world.mail_to("rosa@example.org").await;
    assert_eq!(mail.len(), sent + 1, "{mail:#?}");
    let text = &mail.last().unwrap().1;
    assert!(text.contains("Economic Proposals") && text.contains("Bargaining Councils"), "{text}");
}
