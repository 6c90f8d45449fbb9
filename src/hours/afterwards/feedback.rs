//! Three questions after a class. Answers are kept without a name, and shown once there are five of them.

use super::of_who_came;
use crate::{
    classes::offerings::teaches::taught,
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        verb::Verb,
    },
    programme::change::{Change, Entry},
    seats::signup::came::came,
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    chart::{Bar, bars},
    form::{Errors, Field, Typed, radios, text_area},
    t,
};
use maud::html;

/// Answers are shown once there are this many.
const LEAST: i64 = 5;
const PACES: [&str; 3] = ["slow", "right", "fast"];

/// `GET /me/classes/{key}/feedback`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_came(&visit).await?;
    let (person, id) = (visit.member()?.id, class.id);
    if visit.read(move |tx| given(tx, person, id)).await? {
        let words = visit.words;
        let body = html! {
            h1 { (t!(words, "feedback-title")) }
            p.note.ok role="status" { (t!(words, "feedback-thanks")) }
            p { a href="/me/classes" { (t!(words, "my-classes-title")) } }
        };
        return Ok(visit.show(Page::new(t!(words, "feedback-title"), body).private()));
    }
    Ok(visit.show(page(&visit, &class.key, &class.full_title(), &Typed::default(), &Errors::default())))
}

fn given(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<bool, Fault> {
    let found = tx.optional(
        sql!("select 1 from feedback_given where offering_id = $1 and person_id = $2"),
        &params![offering, person],
    )?;
    Ok(found.is_some())
}

fn page(visit: &Visit, key: &str, class: &str, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let better = t!(words, "feedback-better");
    let useful: Vec<(String, String)> =
        (1..=5).rev().map(|n| (n.to_string(), words.text(&format!("feedback-useful-{n}"), &[]))).collect();
    let pace: Vec<(String, String)> =
        PACES.iter().map(|p| ((*p).to_owned(), words.text(&format!("feedback-pace-{p}"), &[]))).collect();
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "feedback-title")) }
        p { (class) }
        p { (t!(words, "feedback-lead")) }
        form.stack method="post" action={ "/me/classes/" (key) "/feedback" } novalidate {
            (radios(words, "useful", &t!(words, "feedback-useful"), &useful, typed, errors))
            (radios(words, "pace", &t!(words, "feedback-pace"), &pace, typed, errors))
            (text_area(words, Field::new("better", &better), 4, typed, errors))
            p { button.btn type="submit" { (t!(words, "feedback-send")) } }
        }
    };
    Page::new(t!(words, "feedback-title"), body).private()
}

/// `POST /me/classes/{key}/feedback`
pub(crate) async fn send(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_came(&visit).await?;
    let (words, typed) = (visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let useful = typed.within("useful", 1..=5_i64);
    if useful.is_none() {
        errors.add("useful", t!(words, "error-feedback-useful"));
    }
    if !PACES.contains(&typed.get("pace")) {
        errors.add("pace", t!(words, "error-feedback-pace"));
    }
    if typed.get("better").chars().count() > 2000 {
        errors.add("better", t!(words, "error-request-note"));
    }
    let Some(useful) = useful.filter(|_| errors.is_empty()) else {
        return Ok(visit.show_again(page(&visit, &class.key, &class.full_title(), &typed, &errors)));
    };
    let (person, id) = (visit.member()?.id, class.id);
    visit
        .change(move |change| {
            if came(change.tx, person, id)? {
                keep(change, person, id, (useful, typed.get("pace")), typed.get("better"))
            } else {
                Err(Fault::NotFound)
            }
        })
        .await?;
    Ok(Reply::see(format!("/me/classes/{}/feedback", class.key)))
}

/// Keeps an answer, one per person. Its id is purely random: our usual ids encode the time, and the time would tell
/// whose it is.
fn keep(
    change: &Change<'_, '_>,
    person: PersonId,
    offering: OfferingId,
    (useful, pace): (i64, &str),
    better: &str,
) -> Result<(), Fault> {
    let first = change.tx.run(
        sql!(
            "insert into feedback_given (offering_id, person_id) values ($1, $2)
             on conflict (offering_id, person_id) do nothing"
        ),
        &params![offering, person],
    )?;
    if first == 0 {
        return Ok(());
    }
    let by_chance = (u64::from_le_bytes(change.random.bytes()) >> 1).cast_signed();
    change.tx.run(
        sql!("insert into feedback (id, offering_id, useful, pace, better) values ($1, $2, $3, $4, $5)"),
        &params![by_chance, offering, useful, pace, better],
    )?;
    change.audit(&Entry {
        verb: Verb::FeedbackGiven,
        object: "offering",
        id: offering.0,
        before: "",
        after: "",
        reason: "",
    })?;
    Ok(())
}

/// `GET /teach/{key}/feedback`: the answers, from five up.
pub(crate) async fn answers(visit: Visit) -> Result<Reply, Fault> {
    let class = taught(&visit).await?;
    let id = class.id;
    let rows = visit
        .read(move |tx| {
            let rows = tx.all(
                sql!("select useful, pace, better from feedback where offering_id = $1 order by id"),
                &params![id],
            )?;
            rows.iter()
                .map(|r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
                .collect::<Result<Vec<(i64, String, String)>, Fault>>()
        })
        .await?;
    let words = visit.words;
    let title = t!(words, "feedback-answers");
    let bar = |label: String, n: usize| Bar { label, value: Some(n as i64), text: n.to_string() };
    let useful: Vec<Bar> = (1..=5)
        .rev()
        .map(|n| bar(words.text(&format!("feedback-useful-{n}"), &[]), rows.iter().filter(|r| r.0 == n).count()))
        .collect();
    let pace: Vec<Bar> = PACES
        .iter()
        .map(|p| bar(words.text(&format!("feedback-pace-{p}"), &[]), rows.iter().filter(|r| r.1 == *p).count()))
        .collect();
    let body = html! {
        h1 { (title) }
        p { (class.full_title()) }
        @if (rows.len() as i64) < LEAST { p { (t!(words, "feedback-few")) } } @else {
            p { (t!(words, "feedback-count", count = rows.len())) }
            @for (name, list) in [(t!(words, "feedback-useful"), &useful), (t!(words, "feedback-pace"), &pace)] {
                h2 { (name) }
                (bars(&name, list))
                table { caption.vh { (name) } tbody { @for b in list { tr { th scope="row" { (b.label) } td.num { (b.text) } } } } }
            }
            h2 { (t!(words, "feedback-better")) }
            ul { @for (_, _, text) in rows.iter().filter(|r| !r.2.is_empty()) { li { (text) } } }
        }
        p { a href={ "/teach/" (class.key) } { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(title, body).private()))
}
