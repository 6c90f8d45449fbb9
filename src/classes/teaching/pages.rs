//! `/me/teaching`: what somebody is asked to teach, to accept or to decline. It asks for no second factor: it shows nobody
//! else's record.

use super::{
    store::{self, State, Teaching},
    verbs::{self, Answered},
};
use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, hidden, text_area},
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};

/// `GET /me/teaching`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let (person, now) = (visit.member()?.id, visit.now());
    let all = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            store::to_come(tx, person, now)?
                .into_iter()
                .map(|t| Ok((offerings::store::by_id(tx, &edition, t.offering)?, t)))
                .collect::<Result<Vec<(Class, Teaching)>, Fault>>()
        })
        .await?;
    let words = visit.words;
    let holds = visit.visitor.as_ref().is_some_and(|v| v.holds.trainer);
    let (asked, agreed): (Vec<_>, Vec<_>) = all.iter().partition(|(_, t)| t.state == State::Asked);
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "teaching-title")) }
        @match visit.query.get("said") {
            "accepted" => { p.note.ok role="status" { (t!(words, "teaching-said-accepted")) } }
            "declined" => { p.note.ok role="status" { (t!(words, "teaching-said-declined")) } }
            _ => {}
        }
        @if all.is_empty() { p { (t!(words, "teaching-none")) } }
        @if !asked.is_empty() {
            h2 { (t!(words, "teaching-asked")) }
            @for (class, t) in &asked { (card(visit, class, t, typed, errors)) }
        }
        @if !agreed.is_empty() {
            h2 { (t!(words, "teaching-agreed")) }
            @for (class, t) in &agreed { (card(visit, class, t, typed, errors)) }
        }
        p.row {
            a href="/me/teaching/able" { (t!(words, "able-title")) }
            @if holds { a href="/teach" { (t!(words, "teach-title")) } a href="/me/trainer-page" { (t!(words, "trainer-own-title")) } }
            a href=(visit.href("/contact")) { (t!(words, "footer-contact")) }
        }
    };
    Ok(Page::new(t!(words, "teaching-title"), body).private())
}

fn card(visit: &Visit, class: &Class, teaching: &Teaching, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (reason, name) = (t!(words, "teaching-reason"), format!("reason-{}", class.key));
    let asked = teaching.state == State::Asked;
    let named = |does: &str| format!("{}: {}", words.text(&format!("teaching-{does}"), &[]), class.full_title());
    let decline = html! {
        form.stack method="post" action="/me/teaching" novalidate {
            (hidden("class", &class.key))
            (text_area(words, Field::new(&name, &reason).hinted(&t!(words, "teaching-reason-hint")), 2, typed, errors))
            p {
                button.btn.second type="submit" name="do" value="decline" aria-label=(named("decline")) {
                    (t!(words, "teaching-decline"))
                }
            }
        }
    };
    html! {
        article.card.stack {
            h3 { a href=(visit.href(&class.path())) { (class.full_title()) } }
            p.row { @if asked { (tag("warn", Icon::Hourglass, &t!(words, "teaching-state-asked"))) }
                @else { (tag("ok", Icon::Check, &t!(words, "teaching-state-accepted"))) } }
            p { @for line in class.times(words, &visit.app.zone) { (line) br; } (class.place(words)) }
            p.mut { (t!(words, "seats-of", taken = class.taken, capacity = class.capacity, waiting = class.waiting)) }
            @if asked {
                form method="post" action="/me/teaching" {
                    (hidden("class", &class.key))
                    button.btn type="submit" name="do" value="accept" aria-label=(named("accept")) {
                        (t!(words, "teaching-accept"))
                    }
                }
                details open[errors.of(&name).is_some()] { summary { (t!(words, "teaching-cannot")) } (decline) }
            } @else {
                details open[errors.of(&name).is_some()] { summary { (t!(words, "teaching-no-longer")) } (decline) }
            }
        }
    }
}

/// `POST /me/teaching`
pub(crate) async fn answer(visit: Visit) -> Result<Reply, Fault> {
    let (person, typed) = (visit.member()?.id, visit.form.clone());
    let key = typed.get("class").to_owned();
    let accepts = match typed.get("do") {
        "accept" => true,
        "decline" => false,
        _ => return Err(Fault::NotFound),
    };
    let field = format!("reason-{key}");
    let reason = typed.get(&field).to_owned();
    let mut errors = Errors::default();
    if reason.chars().count() > 2 * LONGEST {
        errors.add(field, t!(visit.words, "error-teaching-reason"));
        let page = page(&visit, &typed, &errors).await?;
        return Ok(visit.show_again(page));
    }
    let answered = visit
        .change(move |change| {
            let offering = offerings::store::id_of(change.tx, &key)?;
            verbs::answer(change, offering, person, accepts, &reason)
        })
        .await?;
    Ok(match answered {
        Answered::Yes if accepts => Reply::see("/me/teaching?said=accepted"),
        Answered::Yes => Reply::see("/me/teaching?said=declined"),
        Answered::NotAsked | Answered::Over => {
            let said = if answered == Answered::Over { "error-teaching-over" } else { "error-teaching-not-asked" };
            let page = page(&visit, &typed, &errors).await?;
            let body = html! { (note("bad", &visit.words.text(said, &[]), html! {})) (page.body) };
            visit.show_again(Page::new(page.title, body).private())
        }
    })
}
