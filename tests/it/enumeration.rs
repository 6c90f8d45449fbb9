//! Whether somebody is known cannot be read from an answer, nor from how long it takes.

use crate::{on_both, world::World};
use ratify::browser::Browser;
use std::time::{Duration, Instant};

/// A text in which what was asked for does not show.
pub fn without(text: &str, asked: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
    let text = text.replace(&encoded, "*").replace(asked, "*");
    // what is drawn anew for each answer: the word of a form, and the sealed word of an address
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

/// Of two lots of times, how often one of the first is longer than one of the second: a half where they are alike,
/// nothing or all where they can be told apart.
fn longer(first: &[Duration], second: &[Duration]) -> f64 {
    let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
    let wins = pairs.filter(|(a, b)| a > b).count();
    wins as f64 / (first.len() * second.len()) as f64
}

/// Times of two requests, taken in turn, so that whatever slows the machine slows both.
async fn in_turn(
    browser: &mut Browser,
    rounds: usize,
    first: impl Fn(usize) -> (String, Vec<(&'static str, String)>),
    second: impl Fn(usize) -> (String, Vec<(&'static str, String)>),
) -> f64 {
    let (mut of_first, mut of_second) = (Vec::new(), Vec::new());
    for n in 0..rounds {
        for (ask, times) in [(first(n), &mut of_first), (second(n), &mut of_second)] {
            let (path, form) = ask;
            let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let begun = Instant::now();
            browser.post(&path, &form).await.unwrap();
            times.push(begun.elapsed());
        }
    }
    longer(&of_first, &of_second)
}

on_both!(known_and_unknown_take_as_long);
async fn known_and_unknown_take_as_long(world: World) {
    const ROUNDS: usize = 60;
    for n in 0..ROUNDS {
        let email = format!("known{n}@example.org");
        let form = crate::world::enroll_form("Ana Lima", &email);
        world.browser().post("/enroll", &form).await.unwrap();
    }
    let mut visitor = world.browser();
    let ask = |path: &'static str, who: &'static str| {
        move |n: usize| {
            (path.to_owned(), vec![("email", format!("{who}{n}@example.org")), ("code", "123456".to_owned())])
        }
    };
    for path in ["/sign-in", "/sign-in/code"] {
        let mut told = Vec::new();
        // what can be told apart is told apart each time; a busy machine may do so once
        while told.len() < 3 && told.last().is_none_or(|t| !ALIKE.contains(t)) {
            told.push(in_turn(&mut visitor, ROUNDS, ask(path, "known"), ask(path, "nobody")).await);
        }
        assert!(told.iter().any(|t| ALIKE.contains(t)), "{path} tells who is known: {told:.2?}");
    }
    // the control: what does more work is found out by the same means
    let mut told = Vec::new();
    while told.len() < 3 && told.last().is_none_or(|t| ALIKE.contains(t)) {
        let less = |_| ("/sign-out".to_owned(), vec![]);
        told.push(in_turn(&mut visitor, ROUNDS, ask("/sign-in", "somebody"), less).await);
    }
    assert!(told.iter().any(|t| !ALIKE.contains(t)), "the control: {told:.2?}");
}

/// Between these nothing can be told from how long an answer takes.
const ALIKE: std::ops::RangeInclusive<f64> = 0.2..=0.8;
