//! Every statement about what trainers say of their topics and times.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mark::mark,
        verb::Verb,
        when,
    },
    people::lock::lock_person,
    programme::change::{Change, Entry},
    visit::scope::Scope,
};
use db::{Row, Tx, params, sql};
use jiff::{
    civil::{Date, DateTime, Time, Weekday},
    tz::TimeZone,
};
use rules::time::{Instant, Span};
use std::collections::{BTreeMap, BTreeSet};
use strum::{EnumIter, EnumString, IntoStaticStr};

/// When in a week somebody can teach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Slot {
    /// Monday to Friday, before three in the afternoon.
    SchoolDay,
    /// Monday to Friday, from three.
    AfterSchool,
    Saturday,
    Sunday,
}

impl Slot {
    /// Its name in rows, forms and text keys.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The one in which something begins.
    pub fn of(at: DateTime) -> Self {
        const SCHOOL_ENDS: Time = Time::constant(15, 0, 0, 0);
        match at.weekday() {
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
            _ if at.time() < SCHOOL_ENDS => Self::SchoolDay,
            _ => Self::AfterSchool,
        }
    }
}

/// What somebody says of when and where they can teach. Empty lists say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Times {
    pub slots: BTreeSet<Slot>,
    pub regions: BTreeSet<String>,
    pub online: bool,
    pub note: String,
}

/// Everything that somebody says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Able {
    /// Codes of courses.
    pub courses: BTreeSet<String>,
    pub times: Times,
    /// First and last days of stretches on which they cannot, in order.
    pub away: Vec<(Date, Date)>,
}

/// What somebody says; nothing, if they have not said anything.
pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Able, Fault> {
    let courses = tx.all(sql!("select course_code from can_teach where person_id = $1"), &params![person])?;
    let found = tx.optional(
        sql!("select times, regions, online, note from teaching_times where person_id = $1"),
        &params![person],
    )?;
    Ok(Able {
        courses: courses.iter().map(|r| r.get(0)).collect::<Result<_, _>>()?,
        times: found.map_or_else(|| Ok(Times::default()), |r| times(&r, 0))?,
        away: away(tx, person)?,
    })
}

/// Four columns from the first one on.
fn times(row: &Row, first: usize) -> Result<Times, Fault> {
    Ok(Times {
        slots: row.text(first)?.split(' ').filter_map(|s| s.parse().ok()).collect(),
        regions: row.text(first + 1)?.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect(),
        online: row.get(first + 2)?,
        note: row.get(first + 3)?,
    })
}

fn away(tx: &Tx<'_>, person: PersonId) -> Result<Vec<(Date, Date)>, Fault> {
    let rows = tx.all(
        sql!("select from_on, until_on from away where person_id = $1 order by from_on, until_on"),
        &params![person],
    )?;
    rows.iter().map(|r| Ok((when::parse_date(r.text(0)?), when::parse_date(r.text(1)?)))).collect()
}

/// Saves what somebody says of themselves; the same again changes nothing. Where `seen` is not the mark of what is stored,
/// another tab has saved meanwhile: nothing is written over, and the answer is no.
pub(crate) fn save(change: &Change<'_, '_>, person: PersonId, able: &Able, seen: &str) -> Result<bool, Fault> {
    lock_person(change.tx, person)?;
    let stored = of_person(change.tx, person)?;
    if stored == *able {
        return Ok(true);
    }
    if mark(&stored) != seen {
        return Ok(false);
    }
    let before = stored.courses;
    for gone in before.difference(&able.courses) {
        change
            .tx
            .run(sql!("delete from can_teach where person_id = $1 and course_code = $2"), &params![person, gone])?;
    }
    for new in able.courses.difference(&before) {
        change.tx.run(
            sql!(
                "insert into can_teach (id, person_id, course_code, said_at) values ($1, $2, $3, $4)
                 on conflict (person_id, course_code) do nothing"
            ),
            &params![change.id(), person, new, change.now.0],
        )?;
    }
    if able.times == Times::default() {
        change.tx.run(sql!("delete from teaching_times where person_id = $1"), &params![person])?;
    } else {
        save_times(change, person, able)?;
    }
    change.tx.run(sql!("delete from away where person_id = $1"), &params![person])?;
    for (from, until) in &able.away {
        change.tx.run(
            sql!("insert into away (id, person_id, from_on, until_on) values ($1, $2, $3, $4)"),
            &params![change.id(), person, from.to_string(), until.to_string()],
        )?;
    }
    change.audit(&Entry {
        verb: Verb::TeachingAbleSaved,
        object: "person",
        id: person.0,
        before: "",
        after: &format!("{} courses", able.courses.len()),
        reason: "",
    })?;
    Ok(true)
}

fn save_times(change: &Change<'_, '_>, person: PersonId, able: &Able) -> Result<(), Fault> {
    let slots: Vec<&str> = able.times.slots.iter().map(|s| s.name()).collect();
    let regions: Vec<&str> = able.times.regions.iter().map(String::as_str).collect();
    change.tx.run(
        sql!(
            "insert into teaching_times (id, person_id, times, regions, online, note, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (person_id) do update set times = excluded.times, regions = excluded.regions,
               online = excluded.online, note = excluded.note, changed_at = excluded.changed_at"
        ),
        &params![
            change.id(),
            person,
            slots.join(" "),
            regions.join("\n"),
            able.times.online,
            &able.times.note,
            change.now.0
        ],
    )?;
    Ok(())
}

impl Able {
    /// The first of some days on which they are away.
    pub fn away_on(&self, days: &[Date]) -> Option<Date> {
        days.iter().copied().find(|day| self.away.iter().any(|(from, until)| (*from..=*until).contains(day)))
    }
}

/// Somebody who teaches, was asked to, or says that they can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trainer {
    pub person: PersonId,
    pub key: String,
    pub name: String,
    pub email: String,
    pub able: Able,
    /// How often they taught each course, of classes that were held, and the last day.
    pub taught: BTreeMap<String, (i64, Date)>,
    /// How often they declined.
    pub declined: i64,
}

impl Trainer {
    /// In how many classes they taught, and when last.
    pub fn in_all(&self) -> Option<(i64, Date)> {
        let last = self.taught.values().map(|(_, day)| *day).max()?;
        Some((self.taught.values().map(|(n, _)| n).sum(), last))
    }
}

/// What everybody says.
fn of_everybody(tx: &Tx<'_>) -> Result<BTreeMap<PersonId, Able>, Fault> {
    let mut out: BTreeMap<PersonId, Able> = BTreeMap::new();
    for r in tx.all(sql!("select person_id, course_code from can_teach"), &[])? {
        out.entry(r.get(0)?).or_default().courses.insert(r.get(1)?);
    }
    for r in tx.all(sql!("select person_id, times, regions, online, note from teaching_times"), &[])? {
        out.entry(r.get(0)?).or_default().times = times(&r, 1)?;
    }
    for r in tx.all(sql!("select person_id, from_on, until_on from away order by from_on, until_on"), &[])? {
        let days = (when::parse_date(r.text(1)?), when::parse_date(r.text(2)?));
        out.entry(r.get(0)?).or_default().away.push(days);
    }
    Ok(out)
}

/// Everybody whom the office could ask, by name; for a course, those who say that they can teach it, or have taught it.
pub(crate) fn trainers(
    tx: &Tx<'_>,
    scope: &Scope,
    course: &str,
    (zone, now): (&TimeZone, Instant),
) -> Result<Vec<Trainer>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select p.id, p.key, p.name, p.email,
                    (select count(*) from teaching t where t.person_id = p.id and t.state = 'declined')
             from person p where p.merged_into is null and p.name <> '' and p.id in
               (select t.person_id from trainer t union select t.person_id from teaching t
                union select c.person_id from can_teach c union select w.person_id from teaching_times w)
               and ($1 = '' or exists (select 1 from can_teach k where k.person_id = p.id and k.course_code = $1)
                    or exists (select 1 from trainer r join offering o on o.id = r.offering_id
                               where r.person_id = p.id and o.course_code = $1 and o.ends_at <= $2))
             order by p.folded, p.id limit 500"
        ),
        &params![course, now.0],
    )?;
    let mut said = of_everybody(tx)?;
    let mut out: Vec<Trainer> = rows
        .iter()
        .map(|r| {
            let person = r.get(0)?;
            Ok(Trainer {
                person,
                key: r.get(1)?,
                name: r.get(2)?,
                email: r.get(3)?,
                able: said.remove(&person).unwrap_or_default(),
                taught: BTreeMap::new(),
                declined: r.get(4)?,
            })
        })
        .collect::<Result<_, Fault>>()?;
    let held = tx.all(
        sql!(
            "select t.person_id, o.course_code, count(*), max(o.starts_at) from trainer t
             join offering o on o.id = t.offering_id
             where o.ends_at <= $1 and o.stage in ('published', 'held') group by t.person_id, o.course_code"
        ),
        &params![now.0],
    )?;
    for row in &held {
        let (person, course): (PersonId, String) = (row.get(0)?, row.get(1)?);
        if let Some(trainer) = out.iter_mut().find(|t| t.person == person) {
            trainer.taught.insert(course, (row.get(2)?, Instant(row.get(3)?).date(zone)));
        }
    }
    Ok(out)
}

/// Why somebody may not be free for a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bar {
    /// They said that they are away on this day.
    Away(Date),
    /// They teach another class at that time: its title.
    Teaches(String),
    /// They did not say that they can at such times.
    Slot(Slot),
    /// They did not say that they come to this region.
    Region(String),
    /// They did not say that they teach online.
    Online,
}

/// When and where a class is, as far as somebody's answer depends on it.
pub(crate) struct Asked<'c> {
    pub offering: OfferingId,
    pub sessions: &'c [Span],
    /// Its region; `None` for a class online.
    pub region: Option<&'c str>,
}

/// What stands in the way of somebody teaching a class, from what they said and what they teach.
pub(crate) fn bars(tx: &Tx<'_>, zone: &TimeZone, trainer: &Trainer, class: &Asked<'_>) -> Result<Vec<Bar>, Fault> {
    let (mut out, said) = (Vec::new(), &trainer.able.times);
    let days: Vec<Date> = class.sessions.iter().map(|s| s.start.date(zone)).collect();
    out.extend(trainer.able.away_on(&days).map(Bar::Away));
    // what they were asked to teach and have not declined is in the way as well
    let row = tx.optional(
        sql!(
            "select c.title from session m join session s on s.starts_at < m.ends_at and s.ends_at > m.starts_at
             join offering o on o.id = s.offering_id join course c on c.code = o.course_code
             where m.offering_id = $2 and s.offering_id <> $2 and o.stage in ('draft', 'published') and s.offering_id in
               (select t.offering_id from trainer t where t.person_id = $1
                union select a.offering_id from teaching a where a.person_id = $1 and a.state <> 'declined')
             order by s.starts_at limit 1"
        ),
        &params![trainer.person, class.offering],
    )?;
    if let Some(row) = row {
        out.push(Bar::Teaches(row.get(0)?));
    }
    let slot = class.sessions.iter().map(|s| Slot::of(s.start.local(zone))).find(|s| !said.slots.contains(s));
    out.extend(slot.filter(|_| !said.slots.is_empty()).map(Bar::Slot));
    match class.region {
        Some(region) if !said.regions.is_empty() && !said.regions.contains(region) => {
            out.push(Bar::Region(region.to_owned()));
        }
        None if !said.online && *said != Times::default() => out.push(Bar::Online),
        _ => {}
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::Slot;
    use jiff::civil::date;

    #[test]
    fn a_school_day_ends_at_three() {
        let at = |day, hour, minute| Slot::of(date(2026, 11, day).at(hour, minute, 0, 0));
        assert_eq!(at(30, 14, 59), Slot::SchoolDay);
        assert_eq!(at(30, 15, 0), Slot::AfterSchool);
        assert_eq!(at(28, 9, 0), Slot::Saturday);
        assert_eq!(at(29, 20, 0), Slot::Sunday);
    }
}
