//! `/staff/certificates`: who is ready and why, check answers, award in a batch.

use crate::{
    awards::{
        store::{self, Ready},
        verbs::{self, Awarded},
    },
    fault::Fault,
    visit::Visit,
    when,
};
use kit::{
    Page, Reply,
    form::hidden,
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};

pub(crate) async fn ready(visit: Visit) -> Result<Reply, Fault> {
    let list = visit.read(store::ready).await?;
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "staff-certificates")) }
        @if let Ok(count) = visit.query.get("issued").parse::<i64>() { p.note.ok role="status" { (t!(words, "award-done", count = count)) } }
        @if let Ok(count) = visit.query.get("left").parse::<i64>() { @if count > 0 { p.note.warn role="status" { (t!(words, "award-left", count = count)) } } }
        @if list.is_empty() { p { (t!(words, "award-none")) } } @else {
            p { (t!(words, "award-lead")) }
            form.wide.stack method="post" action="/staff/certificates/check" {
                ul.plain.stack { @for person in &list { (line(&visit, person)) } }
                p { button.btn type="submit" { (t!(words, "award-check")) } }
            }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-certificates"), body).private()))
}

fn line(visit: &Visit, person: &Ready) -> Markup {
    let words = visit.words;
    let confirmed = person.membership == "confirmed";
    let completed = words.date(when::civil_day(when::parse_date(&person.completed_on)));
    let id = format!("p-{}", person.key);
    html! {
        li.card {
            label.pick for=(id) {
                input type="checkbox" id=(id) name="person" value=(person.key) checked[confirmed] disabled[!confirmed];
                span { strong { (person.name) } br; span.mut { (person.local) } }
            }
            p { (t!(words, "award-why", hours = words.hours(person.minutes), day = completed)) " " a href={ "/staff/people/" (person.key) "/why" } { (t!(words, "why-title")) } }
            @if !confirmed {
                p.row {
                    (tag("warn", Icon::Warning, &t!(words, "award-membership")))
                    a href={ "/staff/membership/" (person.key) } { (t!(words, "membership-look")) }
                }
            }
        }
    }
}

async fn chosen(visit: &Visit) -> Result<Vec<Ready>, Fault> {
    let keys: Vec<String> = visit.form.all("person").to_vec();
    visit.read(move |tx| Ok(store::ready(tx)?.into_iter().filter(|r| keys.contains(&r.key)).collect())).await
}

/// Check answers: an award binds, so it is looked at twice.
pub(crate) async fn check(visit: Visit) -> Result<Reply, Fault> {
    let list = chosen(&visit).await?;
    let words = visit.words;
    if list.is_empty() {
        return Ok(Reply::see("/staff/certificates"));
    }
    let gone = visit.form.all("person").len() - list.len();
    let body = html! {
        h1 { (t!(words, "award-check-title", count = list.len())) }
        @if gone > 0 { (note("warn", &t!(words, "award-gone", count = gone), html! {})) }
        ul { @for person in &list { li { strong { (person.name) } ", " (person.local) } } }
        p { (t!(words, "award-check-text")) }
        div.row {
            form method="post" action="/staff/certificates/award" {
                @for person in &list { (hidden("person", &person.key)) }
                button.btn type="submit" { (t!(words, "award-button", count = list.len())) }
            }
            a href="/staff/certificates" { (t!(words, "go-back")) }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-certificates"), body).private()))
}

pub(crate) async fn award(visit: Visit) -> Result<Reply, Fault> {
    let list = chosen(&visit).await?;
    let (mut issued, mut left) = (0, 0);
    for person in list {
        let (editions, zone) = (visit.app.editions.clone(), visit.app.zone.clone());
        match visit.change(move |change| verbs::award(change, &editions, person.person, &zone)).await? {
            Awarded::Issued(_) => issued += 1,
            Awarded::Before => {}
            Awarded::NotComplete | Awarded::MembershipOpen => left += 1,
        }
    }
    Ok(Reply::see(format!("/staff/certificates?issued={issued}&left={left}")))
}
