//! What a board looks like.

use super::{
    place::Place,
    store::{Kind, Post},
};
use crate::{
    ground::{attachment, when},
    people::letter::with_links,
    seats::taking_part::{self, store::Participant},
    visit::Visit,
};
use kit::{
    form::{Errors, Field, Typed, file_field, hidden, radios, text_area},
    parts::{Icon, tag},
    t,
};
use maud::{Markup, html};

/// A board with everything on it.
pub(super) struct Board {
    pub place: Place,
    pub posts: Vec<Post>,
    pub people: Vec<Participant>,
}

impl Board {
    /// What whoever looks at it may see.
    fn seen(&self, post: &Post) -> bool {
        !post.hidden || self.place.teaches || post.person == self.place.person
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |p| p.kind == kind && self.seen(p))
    }
}

/// The page below its heading.
pub(super) fn board(visit: &Visit, board: &Board, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (asked, brought): (Vec<&Post>, Vec<&Post>) =
        (board.of_kind(Kind::Ask).collect(), board.of_kind(Kind::Bring).collect());
    html! {
        div.two {
            div.stack {
                (say(visit, board, typed, errors))
                section.stack aria-labelledby="asked" {
                    h2 id="asked" { (t!(words, "class-board-asked")) }
                    @if asked.is_empty() { p.mut { (t!(words, "class-board-nothing-asked")) } }
                    ul.plain.stack { @for post in asked { (question(visit, board, post, typed, errors)) } }
                }
                section.stack aria-labelledby="brought" {
                    h2 id="brought" { (t!(words, "class-board-brought")) }
                    @if brought.is_empty() { p.mut { (t!(words, "class-board-nothing-brought")) } }
                    ul.plain.stack { @for post in brought { li.post.stack.tight { (said(visit, board, post)) } } }
                }
            }
            div.stack { (beside(visit, board)) }
        }
    }
}

/// What somebody wrote who no longer takes part.
pub(super) fn own(visit: &Visit, board: &Board) -> Markup {
    html! { ul.plain.stack { @for post in &board.posts { li.post.stack.tight { (said(visit, board, post)) } } } }
}

/// The form for a new post.
fn say(visit: &Visit, board: &Board, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let kinds =
        [Kind::Bring, Kind::Ask].map(|k| (k.name().to_owned(), words.text(&format!("class-post-{}", k.name()), &[])));
    let chosen =
        if typed.get("kind").is_empty() { typed.clone().with("kind", Kind::Bring.name()) } else { typed.clone() };
    let (say, file) = (t!(words, "class-board-say"), t!(words, "class-board-file"));
    html! {
        form.card.stack method="post" action=(board.place.path()) enctype="multipart/form-data" novalidate {
            (text_area(words, Field::new("body", &say).hinted(&t!(words, "class-board-say-hint")), 3, typed, errors))
            (radios(words, "kind", &t!(words, "class-board-kind"), &kinds, &chosen, errors))
            details open[errors.of("file").is_some()] {
                summary { (t!(words, "class-board-add-file")) }
                (file_field(words, Field::new("file", &file).hinted(&t!(words, "material-hint")), "", errors))
            }
            p { button.btn type="submit" { (t!(words, "class-board-post")) } }
        }
    }
}

/// A question with its answers, and a way to answer it.
fn question(visit: &Visit, board: &Board, post: &Post, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let answers: Vec<&Post> = board.of_kind(Kind::Answer).filter(|a| a.answers == Some(post.id)).collect();
    let name = format!("answer-{}", post.key);
    let label = t!(words, "class-board-answer-label");
    html! {
        li.post.stack.tight {
            (said(visit, board, post))
            @if answers.is_empty() { p { (tag("warn", Icon::Hourglass, &t!(words, "class-board-open"))) } }
            @else { ul.plain.stack.answers { @for answer in answers { li.stack.tight { (said(visit, board, answer)) } } } }
            @if !post.hidden {
                details open[errors.of(&name).is_some()] {
                    summary { (t!(words, "class-board-answer")) span.vh { ": " (short(&post.body)) } }
                    form.stack method="post" action=(board.place.path()) novalidate {
                        (hidden("answers", &post.key))
                        (text_area(words, Field::new(&name, &label), 2, typed, errors))
                        p { button.btn.second type="submit" { (t!(words, "class-board-answer-send")) } }
                    }
                }
            }
        }
    }
}

/// A post by itself.
pub(super) fn quoted(post: &Post) -> Markup {
    html! {
        blockquote.card.stack.tight {
            p.small { strong { (post.name) } }
            @for line in post.body.lines().map(str::trim).filter(|l| !l.is_empty()) { p { (with_links(line, None)) } }
        }
    }
}

/// The first words of a post.
pub(super) fn short(body: &str) -> String {
    let mut first: String = body.chars().take(60).collect();
    if first.len() < body.len() {
        first.push('…');
    }
    first
}

/// Who said what, and what can be done about it.
fn said(visit: &Visit, board: &Board, post: &Post) -> Markup {
    let words = visit.words;
    let day = words.day(when::day(post.said_at, &visit.app.zone), false);
    let at = format!("{}/{}", board.place.path(), post.key);
    let mine = post.person == board.place.person;
    let of = html! { span.vh { ": " (short(&post.body)) } };
    html! {
        p.small {
            strong { @if post.name.is_empty() { (t!(words, "class-board-left")) } @else { (post.name) } } " "
            @if post.trainer { (tag("info", Icon::Check, &t!(words, "class-board-trainer"))) " " }
            span.mut { @if !post.local.is_empty() && !post.trainer { (post.local) ", " } (day) }
        }
        @for line in post.body.lines().map(str::trim).filter(|l| !l.is_empty()) { p { (with_links(line, None)) } }
        @if let Some(kind) = &post.file_kind {
            p { a href={ (at) "/file" } { (t!(words, "class-board-file-of", size = attachment::size(kind, post.file_size))) (of) } }
        }
        @if post.hidden {
            p { (tag("bad", Icon::Warning, &t!(words, "class-board-hidden"))) }
            @if mine && !board.place.teaches { p.mut { (t!(words, "class-board-hidden-mine")) } }
        }
        div.row.small {
            @if post.hidden && board.place.decides(post) {
                a href={ (at) "/look" } { (t!(words, "class-board-look")) (of) }
            } @else if mine || board.place.teaches {
                a href={ (at) "/remove" } { (t!(words, "class-board-remove")) (of) }
            } @else if post.cleared { span.mut { (t!(words, "class-board-cleared")) } } @else {
                a href={ (at) "/report" } { (t!(words, "class-board-report")) (of) }
            }
        }
    }
}

/// Who comes, what they told their trainers, and hand-outs.
fn beside(visit: &Visit, board: &Board) -> Markup {
    let words = visit.words;
    let place = &board.place;
    let own = board.people.iter().find(|p| p.person == place.person).map(|p| &p.told);
    let told = |p: &Participant| !p.told.brings.is_empty() || !p.told.asks.is_empty();
    let mut listed: Vec<&Participant> = board.people.iter().filter(|p| place.teaches || p.told.seen).collect();
    let unseen = board.people.len() - listed.len();
    if place.teaches {
        // who said something first: that is what one prepares by
        listed.sort_by_key(|p| !told(p));
    }
    html! {
        section.stack aria-labelledby="who" {
            h2 id="who" { (t!(words, "class-board-who")) }
            ul.plain.people { @for person in &listed {
                li {
                    strong { (person.name) } @if !person.local.is_empty() { br; span.mut.small { (person.local) } }
                    @if place.teaches && told(person) {
                        dl.small {
                            @if !person.told.brings.is_empty() { dt { (t!(words, "taking-part-brings")) } dd { (person.told.brings) } }
                            @if !person.told.asks.is_empty() { dt { (t!(words, "taking-part-asks")) } dd { (person.told.asks) } }
                        }
                    }
                }
            } }
            @if unseen > 0 { p.mut { (t!(words, "class-board-unseen", count = unseen)) } }
            @if let Some(own) = own.filter(|_| !place.teaches) {
                details #told {
                    summary { (if own.seen { t!(words, "class-board-you-are-seen") } else { t!(words, "class-board-you-are-not-seen") }) }
                    (taking_part::form(visit, &place.class.key, &taking_part::typed(own), &Errors::default()))
                }
            }
        }
        section.stack aria-labelledby="from-trainers" {
            h2 id="from-trainers" { (t!(words, "materials-title")) }
            p { a href={ (place.path().trim_end_matches("/board")) "/materials" } { (t!(words, "class-board-materials")) } }
        }
    }
}
