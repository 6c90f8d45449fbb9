//! Seats over HTTP: never oversold, never lost in a swap, offered to the next in line.

use crate::{
    on_both,
    world::{World, between},
};
use ratify::assembly::jobs;

/// A class of six seats in the sample year.
const SMALL: &str = "dem-204-winter";

on_both!(thirty_at_once_get_six_seats);
async fn thirty_at_once_get_six_seats(world: World) {
    let mut people = Vec::new();
    for n in 0..30 {
        people.push(world.member(&format!("Person {}", letters(n)), &format!("p{n}@example.org")).await);
    }
    let key = world.class_key(SMALL).await;
    let path = format!("/classes/{key}/sign-up");
    let rush = people.into_iter().map(|mut browser| {
        let path = path.clone();
        tokio::spawn(async move { browser.post(&path, &[("wait", "1")]).await.unwrap().status.as_u16() })
    });
    for answer in rush.collect::<Vec<_>>() {
        assert_eq!(answer.await.unwrap(), 303);
    }
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 6);
    assert_eq!(world.count("select count(distinct seat) from signup where seat is not null").await, 6);
    assert_eq!(world.count("select count(*) from signup where state = 'waiting'").await, 24);
    assert_eq!(world.count("select count(distinct line) from signup where state = 'waiting'").await, 24);
}

fn letters(n: usize) -> String {
    [b'A' + (n / 26) as u8, b'A' + (n % 26) as u8].map(char::from).iter().collect()
}

on_both!(a_freed_seat_is_offered_to_the_first_in_line_and_then_to_the_next);
async fn a_freed_seat_is_offered_to_the_first_in_line_and_then_to_the_next(world: World) {
    let key = world.class_key(SMALL).await;
    let path = format!("/classes/{key}/sign-up");
    let mut people = Vec::new();
    for n in 0..9 {
        let mut browser = world.member(&format!("Person {}", letters(n)), &format!("p{n}@example.org")).await;
        assert_eq!(browser.post(&path, &[("wait", "1")]).await.unwrap().status, 303);
        people.push(browser);
    }
    let full = people[8].post(&path, &[]).await.unwrap();
    assert_eq!(full.status, 303, "who waits already is led to their place");

    let answer = people[0].post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    assert_eq!(answer.status, 200);
    let offered = "select count(*) from signup s join person p on p.id = s.person_id where s.state = 'offered' and p.email_folded = 'p6@example.org'";
    assert_eq!(world.count(offered).await, 1, "the first in line");

    // A passer-by gets no seat while people wait.
    let mut late = world.member("Late Comer", "late@example.org").await;
    assert_eq!(late.post(&path, &[]).await.unwrap().status, 409);

    // The offer runs out; the next in line gets the seat, and takes it from the mail without signing in.
    world.pass_days(4);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count(offered).await, 0);
    let mail = world.mail_to("p7@example.org").await;
    let (_, text) = mail.iter().find(|(_, t)| t.contains("/mail/take-")).expect("an offer by mail");
    let link = format!("/mail/take-{}", between(text, "/mail/take-", "\n").unwrap());
    let mut anywhere = world.browser();
    assert_eq!(anywhere.get(&link).await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from signup where state = 'offered'").await, 1, "opening changes nothing");
    assert_eq!(anywhere.post(&link, &[]).await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 6);
    world.mail_to("p6@example.org").await;
    let told = "select count(*) from outbox where kind = 'offer-ended' and sent_at is not null";
    assert_eq!(world.count(told).await, 1, "told that the offer ended");
}

on_both!(member_keeps_the_old_seat_when_the_swap_is_refused);
async fn member_keeps_the_old_seat_when_the_swap_is_refused(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    // two classes of the same block
    assert_eq!(world.sign_up(&mut ana, "fnd-101-wus").await.status, 303);
    let clash = world.sign_up(&mut ana, "spc-323-wus").await;
    assert_eq!(clash.status, 409);
    assert!(clash.text().contains("/swap"), "the way out is on the page");
    let (old, new) = (world.class_key("fnd-101-wus").await, world.class_key("spc-323-wus").await);

    // the other class is called off meanwhile: the swap is refused and nothing is lost
    let mut dana = world.staff().await;
    let gone = dana
        .post(&format!("/staff/classes/{new}/cancel"), &[("reason", "The trainer is ill."), ("agreed", "1")])
        .await
        .unwrap();
    assert_eq!(gone.status, 303);
    let swap = ana.post(&format!("/me/classes/{old}/swap"), &[("for", &new)]).await.unwrap();
    assert_eq!(swap.status, 409);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);

    // a page that is older than the yes gives nothing up
    let pass = ana.post(&format!("/me/classes/{old}/pass"), &[]).await.unwrap();
    assert_eq!(pass.status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);

    // with a class that is open it goes through in one step
    let other = world.class_key("dem-202-wus").await;
    let swap = ana.post(&format!("/me/classes/{old}/swap"), &[("for", &other)]).await.unwrap();
    assert_eq!(swap.location.as_deref(), Some(format!("/me/classes/{other}?said=swapped&from={old}").as_str()));
    // and the button of a page that is older than the swap thanks nobody for a seat that was not given back
    let stale = ana.post(&format!("/me/classes/{old}/cancel"), &[]).await.unwrap();
    assert_eq!(stale.status, 303, "{}", stale.text());
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
}

on_both!(the_same_form_sent_twice_is_one_sign_up);
async fn the_same_form_sent_twice_is_one_sign_up(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let key = world.class_key(SMALL).await;
    let path = format!("/classes/{key}/sign-up");
    let form = [("request", "abcdefgh12345678")];
    for _ in 0..3 {
        assert_eq!(ana.post(&path, &form).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from signup").await, 1);
    assert_eq!(world.count("select count(*) from outbox where kind = 'booked'").await, 1);
}

on_both!(a_class_for_one_local_refuses_others_in_words);
async fn a_class_for_one_local_refuses_others_in_words(world: World) {
    let mut browser = world.browser();
    let mut form = crate::world::enroll_form("Luis Amaral", "luis@example.org");
    form[2].1 = "Ashwell ESP Association";
    browser.post("/enroll", &form).await.unwrap();
    let code = world.code_for("luis@example.org").await;
    browser.post("/enroll/code", &[("email", "luis@example.org"), ("code", &code)]).await.unwrap();
    let answer = world.sign_up(&mut browser, "spc-303-harborfield").await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("Harborfield Teachers Association"));
}

on_both!(not_coming_after_the_cut_off_is_noted_as_late_and_after_the_start_refused);
async fn not_coming_after_the_cut_off_is_noted_as_late_and_after_the_start_refused(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let mut bo = world.member("Bo Lima", "bo@example.org").await;
    for member in [&mut ana, &mut bo] {
        assert_eq!(world.sign_up(member, "fnd-101-fall").await.status, 303);
    }
    let key = world.class_key("fnd-101-fall").await;
    // the class is on September 16 at 16:30
    world.app.clock.pass_minutes(14 * 24 * 60 + 23 * 60);
    let answer = ana.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    assert!(answer.text().contains("late notice"), "{}", answer.text());
    assert_eq!(world.count("select count(*) from signup where state = 'late' and seat is null").await, 1);
    world.pass_days(1);
    let answer = bo.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    assert!(answer.text().contains("training@example.org"), "{}", answer.text());
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
}
