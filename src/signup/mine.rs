//! `/me/classes`: what somebody is signed up for.

use crate::{
    fault::Fault,
    offerings::{self, Class, calendar, card::MemberState},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    parts::{Icon, tag},
    reply::File,
    t,
};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// What a member has with each class.
#[derive(Debug, Default, Clone)]
pub(crate) struct Mine {
    by_offering: BTreeMap<i64, MemberState>,
    credited: BTreeSet<String>,
}

impl Mine {
    pub fn state(&self, class: &Class) -> Option<MemberState> {
        self.by_offering
            .get(&class.id)
            .copied()
            .or_else(|| self.credited.contains(&class.code).then_some(MemberState::Taken))
    }
}

pub(crate) fn of_person(tx: &Tx<'_>, person: i64) -> Result<Mine, Fault> {
    let rows = tx.all(
        sql!(
            "select s.offering_id, s.state,
                    (select count(*) from signup b where b.offering_id = s.offering_id and b.state = 'waiting'
                       and b.site = s.site and (b.priority < s.priority or (b.priority = s.priority and b.line <= s.line))
                       and (b.person_id = s.person_id or exists
                         (select 1 from person p where p.id = b.person_id and p.email_verified_at is not null)))
             from signup s
             where s.person_id = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited')"
        ),
        &params![person],
    )?;
    let mut mine = Mine::default();
    for row in rows {
        let state = match row.get::<String>(1)?.as_str() {
            "waiting" => MemberState::Waiting(row.get(2)?),
            "offered" | "invited" => MemberState::Offered,
            _ => MemberState::Confirmed,
        };
        mine.by_offering.insert(row.get(0)?, state);
    }
    for row in tx.all(sql!("select distinct course_code from credit where person_id = $1"), &params![person])? {
        mine.credited.insert(row.get(0)?);
    }
    Ok(mine)
}

/// A member's classes with their state, by date.
pub(crate) fn classes(tx: &Tx<'_>, visit: &Visit, person: i64) -> Result<Vec<(Class, String)>, Fault> {
    let edition = visit.app.editions.current(tx)?;
    let rows = tx.all(
        sql!(
            "select s.offering_id, s.state, s.site from signup s join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited')
             order by o.starts_at, o.id limit 200"
        ),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((offerings::store::by_id(tx, &edition, r.get(0)?)?.at_site(r.get(2)?), r.get(1)?))).collect()
}

pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let classes = visit.read(move |tx| classes(tx, &inner, person)).await?;
    let words = visit.words;
    let now = visit.now();
    let (next, past): (Vec<_>, Vec<_>) = classes.into_iter().partition(|(c, _)| now < c.ends());
    // who still waits when a class has been held did not get in
    let past: Vec<_> = past.into_iter().filter(|(_, state)| state == "confirmed").collect();
    let item = |class: &Class, state: &str| {
        html! {
            li.card.stack.tight {
                h2.small-title { a href={ "/me/classes/" (class.key) } { (class.full_title()) } }
                p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
                p.row { (state_tag(&visit, state)) }
            }
        }
    };
    let body = html! {
        h1 { (t!(words, "my-classes-title")) }
        @if next.is_empty() {
            p { (t!(words, "my-classes-none")) }
            p { a.btn href="/classes" { (t!(words, "find-a-class")) } }
        }
        ul.plain.stack { @for (class, state) in &next { (item(class, state)) } }
        p.row {
            @if !next.is_empty() { a href="/me/classes.ics" { (t!(words, "my-classes-calendar")) } }
            a href="/me/wishes" { (t!(words, "wishes-title")) }
        }
        @if !past.is_empty() {
            h2 { (t!(words, "my-classes-past")) }
            ul.plain.stack { @for (class, state) in past.iter().rev() {
                (item(class, state))
                li { a href={ "/me/classes/" (class.key) "/materials" } { (t!(words, "feedback-link")) span.vh { ": " (class.full_title()) } } }
            } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "my-classes-title"), body).private()))
}

fn state_tag(visit: &Visit, state: &str) -> Markup {
    let words = visit.words;
    match state {
        "waiting" => tag("", Icon::Hourglass, &t!(words, "state-waiting")),
        "offered" | "invited" => tag("warn", Icon::Warning, &t!(words, "mine-offered")),
        "held" => tag("warn", Icon::Hourglass, &t!(words, "state-held")),
        _ => tag("info", Icon::Calendar, &t!(words, "mine-confirmed")),
    }
}

pub(crate) async fn calendar(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let classes = visit.read(move |tx| classes(tx, &inner, person)).await?;
    let seats: Vec<&Class> = classes.iter().filter(|(_, s)| s == "confirmed").map(|(c, _)| c).collect();
    let text = calendar::calendar(
        &seats,
        visit.words,
        &visit.app.config,
        visit.now(),
        calendar::Method::Publish,
        Class::full_title,
    );
    Ok(Reply::File(File {
        kind: "text/calendar; charset=utf-8",
        name: Some("my-classes.ics".into()),
        bytes: text.into_bytes(),
    }))
}
