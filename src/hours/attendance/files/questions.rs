//! What somebody has to say of a file: whether everybody was there, what a word means, which class a title is, who a name is.

use super::{
    columns::Column,
    doubts::Doubt,
    lines::{Asks, hash},
    named::Named,
    store::{File, State},
    view::{SHOWN, Shown},
    who::{Candidate, Who},
    words::Meaning,
};
use crate::visit::Visit;
use kit::{form::Typed, t};
use maud::{Markup, html};

/// What somebody has to say: which class a title is, who a name is.
pub(super) fn questions(visit: &Visit, (file, shown): (&File, &Shown), at: &str, typed: &Typed) -> Markup {
    let words = visit.words;
    let asks = &shown.plan.asks;
    // where lengths can belong to several sessions, the title may say to which
    let split = asks.doubts.contains_key(&Doubt::Split);
    let known = shown.plan.titles.iter().filter(|t| split && t.class.is_some() && t.session.is_none());
    let titles: Vec<(&str, &str)> = shown
        .plan
        .open_titles()
        .chain(known)
        .map(|t| (t.hash.as_str(), t.said.as_str()))
        .chain(shown.open_courses.iter().map(|(hash, said)| (hash.as_str(), said.as_str())))
        .collect();
    let open: Vec<_> = shown.plan.open().collect();
    // what was kept is taken back as a whole, not by changing an answer
    let before = shown.plan.answers.all().filter(|(d, _)| file.state == State::Open && !asks.doubts.contains_key(d));
    let given: Vec<_> = before.collect();
    html! {
        @if !titles.is_empty() || !open.is_empty() || *asks != Asks::default() || !given.is_empty() {
            h2 { (t!(words, "file-questions")) }
            form.stack.wide method="post" action={ (at) "/decide" } novalidate {
                @for (doubt, (count, said)) in &asks.doubts { (doubt_question(visit, *doubt, *count, said, typed)) }
                @for (doubt, yes) in &given { (answer_given(visit, *doubt, *yes)) }
                @for ((column, word), said) in asks.words.iter().take(SHOWN) { (word_question(visit, *column, word, said, typed)) }
                @for (hash, said) in titles.iter().take(SHOWN) { (title_question(visit, hash, said, &shown.titles, typed)) }
                div.stack #names tabindex="-1" { @for (named, who) in open.iter().take(SHOWN) {
                    @if let Who::Open { candidates, telephone } = who { (name_question(visit, named, candidates, *telephone, typed)) }
                } }
                @if open.len() > SHOWN { p { (t!(words, "file-more-names", count = open.len() - SHOWN)) } }
                p { button.btn type="submit" { (t!(words, "file-decide")) } }
            }
        }
    }
}

/// An answer that was given, to be changed or taken back.
fn answer_given(visit: &Visit, doubt: Doubt, yes: bool) -> Markup {
    let words = visit.words;
    let name = doubt.name();
    let text = |part: &str| words.text(&format!("file-{name}{part}"), &[]);
    html! {
        p {
            label for=(name) { (text("")) }
            select id=(name) name=(name) {
                @for (value, chosen) in [("yes", yes), ("no", !yes)] {
                    option value=(value) selected[chosen] { (text(&format!("-{value}"))) }
                }
                option value="" { (t!(words, "file-ask-again")) }
            }
        }
    }
}

/// A question about the file as a whole, to answer with yes or no.
fn doubt_question(visit: &Visit, doubt: Doubt, count: usize, said: &str, typed: &Typed) -> Markup {
    let words = visit.words;
    let name = doubt.name();
    let text =
        |part: &str| words.text(&format!("file-{name}{part}"), &[("count", count.into()), ("said", said.into())]);
    let pick = |value: &str| {
        let id = format!("{name}-{value}");
        html! {
            label.pick for=(id) {
                input type="radio" id=(id) name=(name) value=(value) checked[typed.get(name) == value];
                span { (text(&format!("-{value}"))) }
            }
        }
    };
    html! {
        fieldset.card {
            legend { (text("")) }
            p { (text("-text")) }
            (pick("yes"))
            (pick("no"))
        }
    }
}

/// What a word for a status or an action means; remembered for every file.
fn word_question(visit: &Visit, column: Column, word: &str, said: &str, typed: &Typed) -> Markup {
    let words = visit.words;
    let name = format!("word-{}-{word}", column.name());
    let id = format!("word-{}", hash("word", &name));
    html! {
        p {
            label for=(id) { (t!(words, "file-which-word", word = said)) }
            select id=(id) name=(name) {
                option value="" { (t!(words, "file-not-yet")) }
                @for meaning in Meaning::of(column) {
                    option value=(meaning.name()) selected[typed.get(&name) == meaning.name()] {
                        (words.text(&format!("file-word-{}", meaning.name()), &[]))
                    }
                }
            }
        }
    }
}

fn title_question(visit: &Visit, hash: &str, said: &str, titles: &[(String, String)], typed: &Typed) -> Markup {
    let words = visit.words;
    let name = format!("title-{hash}");
    html! {
        p {
            label for=(name) { (t!(words, "file-which-class", said = if said.is_empty() { "-" } else { said })) }
            select id=(name) name=(name) {
                option value="" { (t!(words, "file-not-yet")) }
                option value="out" selected[typed.get(&name) == "out"] { (t!(words, "file-no-class")) }
                @for (key, title) in titles { option value=(key) selected[typed.get(&name) == key] { (title) } }
            }
        }
    }
}

fn name_question(visit: &Visit, named: &Named, candidates: &[Candidate], telephone: bool, typed: &Typed) -> Markup {
    let words = visit.words;
    let (name, email) = (format!("who-{}", named.hash), format!("email-{}", named.hash));
    let shown = [&named.name, &named.email, &named.number].into_iter().filter(|s| !s.is_empty());
    let shown = shown.cloned().collect::<Vec<_>>().join(", ");
    // the one person on the roster with this very name is proposed; somebody still has to confirm it
    let key = crate::people::name_key(&named.name);
    let mut same = candidates.iter().filter(|c| c.listed && crate::people::name_key(&c.name) == key);
    let proposed = same.next().filter(|_| same.next().is_none()).map(|c| format!("person:{}", c.key));
    let chosen = match typed.get(&name) {
        "" => proposed.unwrap_or_default(),
        other => other.to_owned(),
    };
    let pick = |value: String, text: Markup| {
        let id = format!("{name}-{value}");
        html! {
            label.pick for=(id) { input type="radio" id=(id) name=(name) value=(value) checked[chosen == value]; span { (text) } }
        }
    };
    html! {
        fieldset.card {
            legend { (shown) }
            @if telephone { p.mut { (t!(words, "file-telephone")) } }
            @for c in candidates {
                (pick(
                    format!("person:{}", c.key),
                    html! {
                        (c.name) ", " (c.email)
                        @if !c.local.is_empty() { ", " (c.local) }
                        @if c.listed { " (" (t!(words, "file-listed")) ")" }
                    },
                ))
            }
            (pick("email".to_owned(), html! { (t!(words, "file-by-email")) }))
            p {
                label for=(email) { (t!(words, "file-email")) span.vh { ": " (shown) } }
                @let said = typed.get(&email);
                input type="email" id=(email) name=(email) value=(if said.is_empty() { &named.email } else { said })
                    autocomplete="off" spellcheck="false" autocapitalize="none";
            }
            (pick("out".to_owned(), html! { (t!(words, "file-nobody")) }))
        }
    }
}
