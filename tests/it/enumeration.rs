//! Whether somebody is known cannot be read from an answer, nor from how long it takes.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between, of_tests},
};
use ratify::{assembly::router::Mark, ground::config::Limits};
use std::time::{Duration, Instant};

/// A text without any trace of what was asked for.
pub fn without(text: &str, asked: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
    let text = text.replace(&encoded, "*").replace(asked, "*");
    // what is generated anew for each answer: the word of a form, and the sealed word of an address
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((at, mark)) =
        ["name=\"press\" value=\"", "asked="].iter().filter_map(|m| Some((rest.find(m)?, m.len()))).min()
    {
        out.push_str(&rest[..at + mark]);
        rest = rest[at + mark..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    }
    out + rest
}

on_both!(known_and_unknown_are_answered_alike);
async fn known_and_unknown_are_answered_alike(world: World) {
    const KNOWN: &str = "ana@example.org";
    const UNKNOWN: &str = "zoe@example.org";
    world.member("Ana Lima", KNOWN).await;
    let mut visitor = world.browser();
    // asking for a link, and typing a wrong code
    for (path, form) in [("/sign-in", vec![]), ("/sign-in/code", vec![("code", "123 456")]), ("/enroll/again", vec![])]
    {
        let mut answers = Vec::new();
        for email in [KNOWN, UNKNOWN] {
            let mut form = form.clone();
            form.push(("email", email));
            let answer = visitor.post(path, &form).await.unwrap();
            let to = answer.location.clone().unwrap_or_default();
            answers.push((answer.status, without(&to, email), without(&answer.text(), email)));
        }
        assert_eq!(answers[0], answers[1], "{path}");
    }
    // enrolling with an address that is somebody's
    let mut answers = Vec::new();
    for email in [KNOWN, "yan@example.org"] {
        let form = crate::world::enroll_form("Ana Lima", email);
        let answer = visitor.post("/enroll", &form).await.unwrap();
        answers.push((answer.status, without(&answer.location.unwrap_or_default(), email)));
    }
    assert_eq!(answers[0], answers[1], "/enroll");
    // pages of others, and pages of nobody
    let key = world.text("select key from person where email = 'ana@example.org'").await;
    let class = world.class_key("fnd-101-fall").await;
    let mut member = world.member("Ben Ito", "ben@example.org").await;
    for (there, nowhere) in [
        (format!("/staff/people/{key}"), "/staff/people/nobody2345".to_owned()),
        (format!("/staff/people/{key}/why"), "/staff/people/nobody2345/why".to_owned()),
        (format!("/teach/{class}"), "/teach/zzzz".to_owned()),
        (format!("/staff/attendance/{class}"), "/staff/attendance/zzzz".to_owned()),
        (format!("/me/classes/{class}/materials"), "/me/classes/zzzz/materials".to_owned()),
    ] {
        let (a, b) = (member.get(&there).await.unwrap(), member.get(&nowhere).await.unwrap());
        assert_eq!((a.status.as_u16(), b.status.as_u16()), (404, 404), "{there}");
        assert_eq!(without(&a.text(), &there), without(&b.text(), &nowhere), "{there}");
    }
    // the control: an answer that does differ is seen to differ
    let (a, b) = (visitor.get("/classes").await.unwrap(), visitor.get("/faq").await.unwrap());
    assert_ne!(without(&a.text(), "x"), without(&b.text(), "x"));
}

/// Of two sets of times, how often one of the first is longer than one of the second: a half where they are alike, 0 or
/// 1 where they can be told apart.
fn longer(first: &[Duration], second: &[Duration]) -> f64 {
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
    let wins = pairs.filter(|(a, b)| a > b).count();
    wins as f64 / (first.len() * second.len()) as f64
}

/// Between these nothing can be told from how long an answer takes.
const ALIKE: std::ops::RangeInclusive<f64> = 0.2..=0.8;

/// How many pairs of answers are compared.
const ROUNDS: usize = 16;

/// Times of a form for two kinds of addresses, sent in turn, so that whatever slows the machine slows both.
async fn in_turn(browser: &mut Browser, path: &str, kinds: [&str; 2]) -> f64 {
    let mut times = [Vec::new(), Vec::new()];
    for n in 0..ROUNDS {
        for (kind, times) in kinds.iter().zip(&mut times) {
            let email = format!("{kind}{n}@example.org");
            let mut form = crate::world::enroll_form("Ana Lima", &email);
            form.push(("code", "123456"));
            let begun = Instant::now();
            browser.post_by_hand(path, &form).await.unwrap();
            times.push(begun.elapsed());
        }
    }
    longer(&times[0], &times[1])
}

/// What can be told apart is told apart each time; a busy machine may do so once.
async fn told_apart(browser: &mut Browser, path: &str, kinds: impl Fn(usize) -> [String; 2]) -> Option<Vec<f64>> {
    let mut told = Vec::new();
    while told.len() < 3 {
        let [first, second] = kinds(told.len());
        let share = in_turn(browser, path, [&first, &second]).await;
        if ALIKE.contains(&share) {
            return None;
        }
        told.push(share);
    }
    Some(told)
}

on_both!(known_and_unknown_take_as_long);
async fn known_and_unknown_take_as_long(world: World) {
    let world = World::with(world.engine, Limits { even_ms: 100, ..of_tests() }).await.unwrap();
    for n in 0..ROUNDS {
        world.member("Ana Lima", &format!("known{n}@example.org")).await;
    }
    let mut visitor = world.browser();
    let class = format!("/classes/{}/enroll", world.class_key("fnd-101-fall").await);
    for path in ["/sign-in", "/sign-in/code", "/enroll", class.as_str()] {
        // an address asked for once is known from then on: each try has its own unknown one
        let told = told_apart(&mut visitor, path, |n| ["known".into(), format!("nobody{n}{}", path.len())]).await;
        assert_eq!(told, None, "{path} tells who is known");
    }
    // by now so many mails were asked for that no known address gets another
    let asking = (0..ROUNDS).map(|n| {
        let mut visitor = world.browser();
        tokio::spawn(async move {
            for _ in 0..5 {
                visitor.post("/sign-in", &[("email", &format!("known{n}@example.org"))]).await.unwrap();
            }
        })
    });
    for asked in asking.collect::<Vec<_>>() {
        asked.await.unwrap();
    }
    for path in ["/sign-in", "/enroll", class.as_str()] {
        let told = told_apart(&mut visitor, path, |n| ["known".into(), format!("new{n}{}", path.len())]).await;
        assert_eq!(told, None, "{path} tells who is known when no mail goes out any more");
    }
    // the control: what does more work, and does not wait, is detected by the same means
    let (mut told, mut apart) = (Vec::new(), false);
    while told.len() < 3 && !apart {
        let (mut asked, mut left) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            for (path, times) in [("/sign-in", &mut asked), ("/sign-out", &mut left)] {
                let begun = Instant::now();
                visitor.post_by_hand(path, &[("email", "somebody@example.org")]).await.unwrap();
                times.push(begun.elapsed());
            }
        }
        told.push(longer(&asked, &left));
        apart = !ALIKE.contains(&told[told.len() - 1]);
    }
    assert!(apart, "the control: {told:.2?}");
}

on_both!(whoever_asks_a_colleague_learns_nothing_of_them);
async fn whoever_asks_a_colleague_learns_nothing_of_them(world: World) {
    let key = world.class_key("fnd-101-fall").await;
    for (name, email) in [("Kim Known", "known@example.org"), ("Sue Seated", "seated@example.org")] {
        let mut browser = world.member(name, email).await;
        if email.starts_with("seated") {
            assert_eq!(world.sign_up(&mut browser, "fnd-101-fall").await.status, 303);
        }
    }
    let ask = format!("/me/classes/{key}/stand-in");
    let (mut answers, mut givers) = (Vec::new(), Vec::new());
    for (n, email) in ["known@example.org", "seated@example.org", "unknown@example.org"].into_iter().enumerate() {
        let own = format!("giver{n}@example.org");
        let mut giver = world.member("Ana Lima", &own).await;
        assert_eq!(world.sign_up(&mut giver, "fnd-101-fall").await.status, 303);
        let form = [("name", "Some Body"), ("email", email)];
        let asked = giver.post(&ask, &form).await.unwrap();
        // pressed again, another one, and the page that says what is open
        let again = giver.post(&ask, &form).await.unwrap();
        let other = giver.post(&ask, &[("name", "Other One"), ("email", "other@example.org")]).await.unwrap();
        let page = giver.get(&format!("/me/classes/{key}")).await.unwrap().text();
        assert!(page.contains("Some Body"), "{page}");
        answers.push((
            (asked.status, asked.location.clone(), asked.text()),
            (again.status, again.location.clone(), other.status, without(&other.text(), &own)),
            without(&page, &own),
        ));
        givers.push((own, giver));
    }
    assert_eq!(answers[0], answers[1], "known, and with a seat");
    assert_eq!(answers[0], answers[2], "known, and unknown");
    let mails = "select count(*) from outbox where kind = 'stand-in'";
    assert_eq!(world.count(mails).await, 2, "who has a seat hears nothing");
    // nobody answers: each of them is told so at the same time
    world.app.clock.pass_minutes(72 * 60);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    for (own, _) in &givers {
        let last = world.mail_to(own).await.pop().unwrap();
        assert!(last.0.contains("is still yours"), "{own}: {last:?}");
    }
    assert_eq!(world.count("select count(*) from outbox where kind = 'stand-in-no'").await, 3);
}

on_both!(who_waits_in_line_and_is_asked_is_in_the_line_that_others_see);
async fn who_waits_in_line_and_is_asked_is_in_the_line_that_others_see(world: World) {
    let key = world.class_key("fnd-101-fall").await;
    let mut dana = world.staff().await;
    let seats = [("site", "0"), ("seats", "1")];
    assert_eq!(dana.post(&format!("/staff/classes/{key}/seats"), &seats).await.unwrap().status, 303);
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let mut wim = world.member("Wim Waits", "wim@example.org").await;
    assert_eq!(wim.post(&format!("/classes/{key}/sign-up"), &[("wait", "1")]).await.unwrap().status, 303);
    let line = async |world: &World| -> serde_json::Value {
        let text = world.browser().get("/classes.json").await.unwrap().text();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        json["classes"].as_array().unwrap().iter().find(|c| c["key"] == key).unwrap()["waiting"].clone()
    };
    assert_eq!(line(&world).await, 1);
    let form = [("name", "Wim Waits"), ("email", "wim@example.org")];
    let asked = ana.post(&format!("/me/classes/{key}/stand-in"), &form).await.unwrap();
    assert_eq!(asked.status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'invited'").await, 1);
    assert_eq!(line(&world).await, 1, "as long as before");
}

on_both!(what_strangers_type_is_in_no_count_and_keeps_no_member_out);
async fn what_strangers_type_is_in_no_count_and_keeps_no_member_out(world: World) {
    let key = world.class_key("dem-204-winter").await;
    let mut members = Vec::new();
    for n in 0..4 {
        members.push(world.member("Some Member", &format!("member{n}@example.org")).await);
    }
    let left = async || {
        let all = world.browser().get("/classes.json").await.unwrap().text();
        let class = all.split(&format!("/classes/{key}")).nth(1).unwrap().to_owned();
        between(&class, "\"seats_left\":", ",").unwrap().trim().to_owned()
    };
    let free = left().await;
    // unknown addresses, and one that is known: nothing that others see tells them apart
    for email in ["one@example.org", "two@example.org", "three@example.org", "four@example.org", "member3@example.org"]
    {
        let form = crate::world::enroll_form("Some Stranger", email);
        let asked = world.browser().post(&format!("/classes/{key}/enroll"), &form).await.unwrap();
        assert_eq!(asked.status, 303, "{}", asked.text());
        assert_eq!(left().await, free, "{email}");
    }
    assert_eq!(world.count("select count(*) from signup where state = 'held'").await, 3);
    // anyone whom the class refuses anyway takes no held seat
    let mut other = world.member("Too Late", "toolate@example.org").await;
    let close = "update offering set members_only = true where source_key = 'dem-204-winter'";
    world.app.db.write(move |tx| tx.run(close, &[])).await.unwrap();
    assert_eq!(other.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap().status, 409);
    let open = "update offering set members_only = false where source_key = 'dem-204-winter'";
    world.app.db.write(move |tx| tx.run(open, &[])).await.unwrap();
    assert_eq!(world.count("select count(*) from signup where state = 'held'").await, 3);
    // six seats, three of them held: four members get theirs
    for member in &mut members {
        assert_eq!(member.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 4);
    assert_eq!(world.count("select count(*) from signup where state = 'held'").await, 2, "the latest gave way");
    assert_eq!(left().await, "2");
    // anyone who confirms has the seat that is kept, and anyone who had to wait has whatever is free at once
    let confirm = async |email: &str| {
        let (_, text) = world.mail_to(email).await.pop().unwrap();
        let link = format!("/go/{}", between(&text, "/go/", "\n").unwrap().trim());
        world.browser().post(&link, &[]).await.unwrap();
    };
    let state = "select s.state from signup s join person p on p.id = s.person_id where p.email = 'three@example.org'";
    assert_eq!(world.text(state).await, "waiting");
    confirm("three@example.org").await;
    assert_eq!(world.text(state).await, "confirmed", "two seats are free of confirmed people");
    confirm("one@example.org").await;
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 6);
    let full = world.member("Late One", "late@example.org").await.post(&format!("/classes/{key}/sign-up"), &[]).await;
    assert_eq!(full.unwrap().status, 409, "now it is full");
    confirm("two@example.org").await;
    let place = "select s.state from signup s join person p on p.id = s.person_id where p.email = 'two@example.org'";
    assert_eq!(world.text(place).await, "waiting");
}

/// Every form that accepts somebody's address from anyone who need not know them.
#[test]
fn forms_that_take_an_address_answer_on_the_beat() {
    let even = ratify::assembly::router::routes().into_iter().filter(|r| r.mark == Some(Mark::Even)).map(|r| r.path);
    let expected = [
        "/contact",
        "/enroll",
        "/enroll/code",
        "/enroll/again",
        "/sign-in",
        "/sign-in/code",
        "/classes/{key}/enroll",
        "/me/classes/{key}/stand-in",
        "/local/hand-over",
        "/local/team/people",
        "/local/teams/{key}/people",
        "/local/teams/{key}/replace",
        "/me/address",
        "/teach/{key}",
        "/teach/{key}/walk-in",
    ];
    assert_eq!(even.collect::<Vec<_>>(), expected);
}
