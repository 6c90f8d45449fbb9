//! `/me/classes`: what somebody is signed up for.

use crate::{
    classes::offerings::{self, Class, calendar, card::MemberState, known::Known},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::Reading,
    progress,
    seats::signup::{came::came, person_state::at_doors, state::SignupState},
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
use rules::{
    seats::{PersonState, not_for},
    time::Instant,
};
use std::collections::{BTreeMap, BTreeSet};

/// A member's state in each class.
#[derive(Debug, Default, Clone)]
pub(crate) struct Mine {
    by_offering: BTreeMap<OfferingId, MemberState>,
    credited: BTreeSet<String>,
    /// How much they have of the content of courses.
    known: BTreeMap<String, Known>,
    /// What the doors of classes need to know about them, and the moment they are asked.
    at_doors: Option<(PersonState, Instant)>,
}

impl Mine {
    pub fn state(&self, class: &Class) -> Option<MemberState> {
        self.by_offering
            .get(&class.id)
            .copied()
            .or_else(|| self.is_shut_out(class).then_some(MemberState::NotForThem))
            .or_else(|| self.credited.contains(&class.code).then_some(MemberState::Taken))
            .or_else(|| self.known.get(&class.code).map(|known| MemberState::Content(*known)))
    }
}

impl Mine {
    /// Whether a class is not for them, as its doors would say.
    fn is_shut_out(&self, class: &Class) -> bool {
        self.at_doors.as_ref().is_some_and(|(person, now)| not_for(&class.doors(), person, *now).is_some())
    }
}

/// The same, with what their record and their other classes cover, for pages on which they choose a class.
pub(crate) fn with_content(at: &Reading<'_, '_>, person: PersonId) -> Result<Mine, Fault> {
    let mine = Mine { at_doors: Some((at_doors(at, person)?, at.now)), ..of_person(at, person)? };
    Ok(match progress::content::known(at, person)? {
        // the record is more precise than the course's name
        Some(known) => Mine { known, credited: BTreeSet::new(), ..mine },
        None => mine,
    })
}

pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Mine, Fault> {
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
        let state = match row.get::<SignupState>(1)? {
            SignupState::Waiting => MemberState::Waiting(row.get(2)?),
            SignupState::Offered | SignupState::Invited => MemberState::Offered,
            _ => MemberState::Confirmed,
        };
        mine.by_offering.insert(row.get(0)?, state);
    }
    let credited = sql!(
        "select course_code, offering_id, cast(sum(minutes) as bigint) from credit where person_id = $1 group by course_code, offering_id"
    );
    for row in tx.all(credited, &params![person])? {
        if row.get::<i64>(2)? > 0 {
            mine.credited.insert(row.get(0)?);
        }
        if let (Some(offering), minutes @ 1..) = (row.get::<Option<OfferingId>>(1)?, row.get::<i64>(2)?) {
            mine.by_offering.insert(offering, MemberState::Attended(minutes));
        }
    }
    Ok(mine)
}

/// A member's classes with their state, by date.
pub(crate) fn classes(tx: &Reading<'_, '_>, person: PersonId) -> Result<Vec<(Class, SignupState)>, Fault> {
    let edition = tx.edition()?;
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

/// A class that is over, with what came of it.
struct Past {
    class: Class,
    /// Minutes on their record.
    minutes: i64,
    /// Whether the office has looked at who was there.
    settled: bool,
    /// Whether they had a seat.
    seat: bool,
    /// Whether they are marked as present.
    came: bool,
}

/// The latest past classes in which somebody had a seat or was marked as present, the last one first.
fn past(tx: &Reading<'_, '_>, visit: &Visit, person: PersonId) -> Result<Vec<Past>, Fault> {
    let edition = tx.edition()?;
    let rows = tx.all(
        sql!(
            "select s.offering_id, s.site, r.approved_at is not null, s.state = 'confirmed',
                    (select cast(coalesce(sum(c.minutes), 0) as bigint) from credit c
                     where c.person_id = s.person_id and c.offering_id = s.offering_id)
             from signup s join offering o on o.id = s.offering_id left join roster r on r.offering_id = o.id
             where s.person_id = $1 and s.state in ('confirmed', 'walk-in') and o.ends_at <= $2
               and o.stage <> 'cancelled'
             order by o.starts_at desc, o.id limit 100"
        ),
        &params![person, visit.now().0],
    )?;
    let read = |r: &db::Row| {
        Ok(Past {
            class: offerings::store::by_id(tx, &edition, r.get(0)?)?.at_site(r.get(1)?),
            settled: r.get(2)?,
            seat: r.get(3)?,
            came: came(tx, person, r.get(0)?)?,
            minutes: r.get(4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// What came of a past class for whoever is signed in; empty if they had no seat.
pub(super) async fn past_of(visit: &Visit, offering: OfferingId) -> Result<Markup, Fault> {
    let (of, person) = (visit.clone(), visit.member()?.id);
    let found = visit.read(move |tx| Ok(past(tx, &of, person)?.into_iter().find(|p| p.class.id == offering))).await?;
    Ok(found.map_or_else(|| html! {}, |past| past_tag(visit, &past)))
}

fn past_tag(visit: &Visit, past: &Past) -> Markup {
    let words = visit.words;
    match past {
        Past { minutes: 1.., .. } => {
            tag("ok", Icon::Check, &t!(words, "mine-attended", hours = words.hours(past.minutes)))
        }
        Past { settled: true, .. } => html! {
            (tag("", Icon::Cross, &t!(words, "mine-not-counted")))
            a href="/me/claims" { (t!(words, "mine-was-there")) span.vh { ": " (past.class.full_title()) } }
        },
        Past { .. } => tag("", Icon::Hourglass, &t!(words, "mine-being-checked")),
    }
}

/// `GET /me/classes`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let (classes, past) = visit.read(move |tx| Ok((classes(tx, person)?, past(tx, &inner, person)?))).await?;
    let words = visit.words;
    let now = visit.now();
    let next: Vec<_> = classes.into_iter().filter(|(c, _)| now < c.ends()).collect();
    // anyone still waiting when a class has been held did not get in
    let past: Vec<_> = past.into_iter().filter(|p| p.seat || p.came || p.minutes > 0).collect();
    let item = |class: &Class, href: &str, tags: Markup| {
        html! {
            li.card.stack.tight {
                h2.small-title { a href=(href) { (class.full_title()) } }
                p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
                p.row { (tags) }
            }
        }
    };
    let kept = visit.app.config.retention.board_days * 24 * 60;
    let board_is_there = |past: &Past| now < past.class.ends().plus_minutes(kept);
    let body = html! {
        h1 { (t!(words, "my-classes-title")) }
        @if next.is_empty() {
            p { (t!(words, "my-classes-none")) }
            p { a.btn href="/classes" { (t!(words, "find-a-class")) } }
        }
        ul.plain.stack { @for (class, state) in &next {
            (item(class, &format!("/me/classes/{}", class.key), state_tag(&visit, *state)))
        } }
        p.row {
            @if !next.is_empty() { a href="/me/classes.ics" { (t!(words, "my-classes-calendar")) } }
            a href="/me/wishes" { (t!(words, "wishes-title")) }
        }
        @if !past.is_empty() {
            h2 { (t!(words, "my-classes-past")) }
            ul.plain.stack { @for past in &past {
                @let after = format!("/me/classes/{}/materials", past.class.key);
                @let board = format!("/me/classes/{}/board", past.class.key);
                (item(&past.class, &past.class.path(), html! {
                    (past_tag(&visit, past))
                    @if past.came { a href=(after) { (t!(words, "feedback-link")) span.vh { ": " (past.class.full_title()) } }
                        @if board_is_there(past) {
                            a href=(board) { (t!(words, "class-board-link")) span.vh { ": " (past.class.full_title()) } }
                        }
                    }
                }))
            } }
        }
    };
    Ok(visit.show(Page::new(t!(words, "my-classes-title"), body).private()))
}

fn state_tag(visit: &Visit, state: SignupState) -> Markup {
    let words = visit.words;
    match state {
        SignupState::Waiting => tag("", Icon::Hourglass, &t!(words, "state-waiting")),
        SignupState::Offered | SignupState::Invited => tag("warn", Icon::Warning, &t!(words, "mine-offered")),
        SignupState::Held => tag("warn", Icon::Hourglass, &t!(words, "state-held")),
        _ => tag("info", Icon::Calendar, &t!(words, "mine-confirmed")),
    }
}

/// `GET /me/classes.ics`
pub(crate) async fn calendar(visit: Visit) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let classes = visit.read(move |tx| classes(tx, person)).await?;
    let seats: Vec<&Class> = classes.iter().filter(|(_, s)| *s == SignupState::Confirmed).map(|(c, _)| c).collect();
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
