//! What somebody has of a class's content already: said on cards, on the class's page, and before a seat is taken.

use super::{Case, words as say};
use crate::{
    classes::offerings::{Class, known::Known},
    ground::{fault::Fault, ids::PersonId},
    programme::{Bench, Editions, Reading},
    progress::subtitles::subtitles,
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::t;
use maud::{Markup, html};
use rules::{
    audit::{Auditor, Desk, Held, Record, Segment, Shared},
    seats::Already,
    time::Instant,
};
use std::collections::BTreeMap;

/// How what somebody already has relates to a course.
fn known_of(shared: &Shared) -> Option<Known> {
    match shared {
        s if s.is_attended() => Some(Known::Taken),
        s if s.is_held() => Some(Known::Booked),
        s if s.held > 0 => Some(Known::Partly),
        _ => None,
    }
}

fn shared(bench: &Bench, held: &Held, course: &str) -> Option<Shared> {
    Some(bench.auditor.shared(held, bench.auditor.course(course)?, bench.known.part(course)))
}

/// The courses of which somebody has something, by code; `None` for anyone who is not enrolled.
pub(crate) fn known(at: &Reading<'_, '_>, person: PersonId) -> Result<Option<BTreeMap<String, Known>>, Fault> {
    let Some(mut case) = Case::load_any(at, person)? else { return Ok(None) };
    only_to_come(&mut case, at.editions, at.now);
    let held = case.bench.auditor.held(&case.record);
    let courses = case.bench.known.catalogue.keys();
    let known = courses.filter_map(|c| Some((c.clone(), known_of(&shared(&case.bench, &held, c)?)?)));
    Ok(Some(known.collect()))
}

/// Leaves out bookings of classes that are over: whoever was not there holds nothing of them, and whoever was has it on
/// the record as soon as it is counted.
fn only_to_come(case: &mut Case, editions: &Editions, now: Instant) {
    let today = editions.day(now);
    case.record.credits.retain(|c| c.status != "booked" || c.date >= today);
}

/// Whether somebody has all of a class's content, before they ask for a seat in it.
pub(crate) fn already(at: &Reading<'_, '_>, person: PersonId, class: &str) -> Result<Option<Already>, Fault> {
    let Some(course) = alike(at, person, class)? else { return Ok(None) };
    Ok(match known(at, person)?.unwrap_or_default().get(&course) {
        Some(Known::Taken) => Some(Already::Taken),
        Some(Known::Booked) => Some(Already::Booked),
        Some(Known::Partly) | None => None,
    })
}

/// The course of a class, where somebody has another class with its title or with one of its units. In the opening rush
/// most people have none, and their record is not needed to see that.
fn alike(tx: &Tx<'_>, person: PersonId, class: &str) -> Result<Option<String>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.course_code, c.class, c.segments from offering o join course c on c.code = o.course_code
             where o.key = $2
             union all
             select c.code, c.class, c.segments from course c where c.code in
               (select course_code from credit where person_id = $1
                union
                select o.course_code from signup s join offering o on o.id = s.offering_id
                where s.person_id = $1 and s.state = 'confirmed' and o.stage = 'published' and o.key <> $2)"
        ),
        &params![person, class],
    )?;
    let Some((wanted, theirs)) = rows.split_first().filter(|(_, theirs)| !theirs.is_empty()) else { return Ok(None) };
    let segments = |row: &db::Row| -> Result<Vec<Segment>, Fault> { Ok(serde_json::from_str(row.text(2)?)?) };
    let units = segments(wanted)?;
    for row in theirs {
        let shares = |s: &Segment| !s.unit.is_empty() && units.iter().any(|u| u.unit == s.unit);
        if row.text(1)? == wanted.text(1)? || segments(row)?.iter().any(shares) {
            return Ok(Some(wanted.get(0)?));
        }
    }
    Ok(None)
}

/// What a class would be to an enrolled member who is not signed up for it.
pub(crate) struct ForMember {
    case: Case,
    subtitles: BTreeMap<String, String>,
    shared: Shared,
    /// Whether it would bring them nearer.
    pub helps: bool,
    /// By how many minutes.
    nearer: i64,
}

impl ForMember {
    pub fn load(at: &Reading<'_, '_>, person: PersonId, class: &Class) -> Result<Option<Self>, Fault> {
        let Some(mut case) = Case::load_any(at, person)? else { return Ok(None) };
        case.record.credits.retain(|c| c.id != class.key);
        only_to_come(&mut case, at.editions, at.now);
        let auditor = &case.bench.auditor;
        let Some(course) = auditor.course(&class.code) else { return Ok(None) };
        let shared = auditor.shared(&auditor.held(&case.record), course, case.bench.known.part(&class.code));
        let (nearer, rest) = nearer(auditor, &case.record, |brief| {
            let day = at.editions.day(class.starts());
            brief.add_class(course, day, case.bench.known.part(&class.code));
        })?;
        let helps = !class.parts.is_empty() && (nearer, rest) > (0, 0);
        Ok(Some(Self { subtitles: subtitles(at, person)?, shared, helps, nearer, case }))
    }

    /// What they should know before they sign up.
    pub fn say(&self, visit: &Visit) -> Markup {
        let words = visit.words;
        let known = known_of(&self.shared);
        let sentence = match known {
            Some(Known::Taken) => t!(words, "content-taken"),
            Some(Known::Booked) => t!(words, "content-booked"),
            Some(Known::Partly) => t!(
                words,
                "content-partly",
                held = words.hours(self.shared.held),
                whole = words.hours(self.shared.whole)
            ),
            None if self.helps => String::new(),
            None => t!(words, "content-no-use"),
        };
        html! {
            @if !sentence.is_empty() {
                div.note {
                    p { (sentence) }
                    (self.list(visit))
                    @if known == Some(Known::Partly) && !self.helps { p { (t!(words, "content-no-use")) } }
                }
            }
            @if self.helps && self.nearer > 0 { p { (t!(words, "content-nearer", hours = words.hours(self.nearer))) } }
        }
    }

    /// The classes that hold the content.
    pub fn list(&self, visit: &Visit) -> Markup {
        let words = visit.words;
        let credits: Vec<_> = self.shared.with.iter().map(|n| &self.case.record.credits[*n]).collect();
        html! {
            @if !credits.is_empty() {
                ul { @for credit in credits {
                    li { (say::credit(words, &self.case, &self.subtitles, &credit.id)) " · "
                        @if credit.status == "booked" { (t!(words, "content-is-booked")) } @else { (t!(words, "content-is-taken")) } }
                } }
            }
        }
    }
}

/// By how much something brings a record nearer: in minutes that are left, and in what parts still need besides.
fn nearer(auditor: &Auditor, record: &Record, add: impl FnOnce(&mut rules::audit::Brief)) -> Result<(i64, i64), Fault> {
    let mut brief = auditor.brief(&Record { what_if: true, ..record.clone() });
    let mut desk = Desk::default();
    let before = auditor.judge(&brief, &mut desk)?;
    add(&mut brief);
    let after = auditor.judge(&brief, &mut desk)?;
    Ok((before.left - after.left, before.rest - after.rest))
}
