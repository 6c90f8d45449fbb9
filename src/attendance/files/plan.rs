//! What a file of attendance means: who was in which session, from when to when; and what somebody has still to say.

use super::{
    columns::{Column, Columns, Kind},
    lines::{self, Line, Lines, Named, Trouble, hash},
    placed::{Was, placed, together},
    store::File,
    table::{self, Unreadable},
    who::{self, Rosters, Who},
};
use crate::{fault::Fault, people::fold};
use db::{Tx, params, sql};
use jiff::{civil::Date, tz::TimeZone};
use rules::time::{Instant, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A class that a file can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClassOf {
    pub id: i64,
    pub key: String,
    pub title: String,
    /// Title, key of the source and course as they are compared.
    folded: [String; 3],
    pub sessions: Vec<(i64, Span)>,
}

/// A title of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub hash: String,
    pub said: String,
    /// The class it is; none: somebody has to say, or said that it is none.
    pub class: Option<usize>,
    pub left_out: bool,
}

/// What a file means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub names: Vec<(Named, Who)>,
    pub titles: Vec<Title>,
    /// Classes that a title can mean, by date.
    pub classes: Vec<ClassOf>,
    /// By name, class and session: how they were there.
    pub(super) was: BTreeMap<(usize, usize, usize), Was>,
    pub(super) lines: Vec<Line>,
    pub troubles: Vec<Trouble>,
    pub absent: usize,
}

impl Plan {
    /// Names about which somebody has to decide.
    pub fn open(&self) -> impl Iterator<Item = &(Named, Who)> {
        self.names.iter().filter(|(_, who)| matches!(who, Who::Open { .. }))
    }

    /// Titles about which somebody has to decide.
    pub fn open_titles(&self) -> impl Iterator<Item = &Title> {
        self.titles.iter().filter(|t| t.class.is_none() && !t.left_out)
    }
}

/// A file as it can be read, and with which columns.
pub(crate) struct Reading {
    pub table: table::Table,
    pub columns: Columns,
}

/// Reads a file's content with its columns.
pub(crate) fn reading(file: &File) -> Result<Option<Reading>, Unreadable> {
    let Some(content) = &file.content else { return Ok(None) };
    let table = table::read(content, file.kind)?;
    Ok(Some(Reading { table, columns: file.columns.clone() }))
}

/// Works out what a file of attendance means now.
pub(crate) fn plan(tx: &Tx<'_>, file: &File, zone: &TimeZone, now: Instant) -> Result<Plan, Fault> {
    let Ok(Some(reading)) = reading(file) else { return Ok(Plan::default()) };
    if reading.columns.lacks(file.kind).is_some() {
        return Ok(Plan::default());
    }
    let Lines { names, lines, troubles, absent } = lines::read(&reading.table, &reading.columns, file.kind, zone);
    let mut plan = Plan { troubles, absent, ..Plan::default() };
    if file.kind == Kind::Presence {
        plan.classes = match file.offering {
            Some(id) => classes_where(tx, id, Instant(0), Instant(0))?,
            None => {
                let (from, to) = period(&lines, zone, now);
                classes_where(tx, 0, from, to)?
            }
        };
        titles(&mut plan, file, &lines, &reading.columns, zone);
        fill_in(&mut plan, &lines, &reading.columns, zone, now);
    }
    let today = now.date(zone);
    let (lines, ahead): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|l| file.kind == Kind::Presence || l.day.is_none_or(|day| day <= today));
    let not_yet = |l: Line| Trouble { line: l.line, what: "trouble-not-begun", cell: l.title };
    plan.troubles.extend(ahead.into_iter().map(not_yet));
    let mentioned: Vec<i64> = {
        let mut places: Vec<usize> = plan.was.keys().map(|(_, class, _)| *class).collect();
        places.dedup();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|c| plan.classes[c].id).collect()
    };
    let rosters = Rosters::load(tx, &mentioned)?;
    plan.names = names
        .into_iter()
        .map(|named| who::is(tx, &named, &file.choices, &rosters).map(|who| (named, who)))
        .collect::<Result<_, Fault>>()?;
    plan.lines = lines;
    Ok(plan)
}

/// The days that a file is about; without any, the last half year.
fn period(lines: &[Line], zone: &TimeZone, now: Instant) -> (Instant, Instant) {
    const DAY: i64 = 24 * 60;
    let of_day = |d: Date| Instant::from_local(d.to_datetime(jiff::civil::Time::midnight()), zone).unwrap_or(now);
    let days = lines.iter().filter_map(|l| l.joined.or(l.left).or_else(|| l.day.map(of_day)));
    let (mut first, mut last) = (None::<Instant>, None::<Instant>);
    for at in days {
        first = Some(first.map_or(at, |f| f.min(at)));
        last = Some(last.map_or(at, |l| l.max(at)));
    }
    match (first, last) {
        (Some(first), Some(last)) => (first.plus_minutes(-DAY), last.plus_minutes(2 * DAY)),
        _ => (now.plus_minutes(-183 * DAY), now.plus_minutes(DAY)),
    }
}

/// One class, or those with a session in a time.
fn classes_where(tx: &Tx<'_>, id: i64, from: Instant, to: Instant) -> Result<Vec<ClassOf>, Fault> {
    let one = tx.all(
        sql!(
            "select o.id, o.key, c.title, o.subtitle, o.source_key, o.course_code from offering o
             join course c on c.code = o.course_code where o.id = $1 and o.stage in ('published', 'held')"
        ),
        &params![id],
    )?;
    let rows = if id != 0 {
        one
    } else {
        tx.all(
            sql!(
                "select o.id, o.key, c.title, o.subtitle, o.source_key, o.course_code from offering o
                 join course c on c.code = o.course_code
                 where o.stage in ('published', 'held') and o.starts_at <= $2 and o.ends_at >= $1
                 order by o.starts_at, o.id limit 500"
            ),
            &params![from.0, to.0],
        )?
    };
    rows.iter()
        .map(|r| {
            let (id, title, subtitle): (i64, String, String) = (r.get(0)?, r.get(2)?, r.get(3)?);
            let sessions = tx.all(
                sql!("select id, starts_at, ends_at from session where offering_id = $1 order by ordinal"),
                &params![id],
            )?;
            let sessions = sessions
                .iter()
                .map(|s| Ok((s.get(0)?, Span { start: Instant(s.get(1)?), end: Instant(s.get(2)?) })))
                .collect::<Result<_, Fault>>()?;
            let title = if subtitle.is_empty() { title } else { format!("{title}: {subtitle}") };
            let folded = [fold(&title), fold(r.text(4)?), fold(r.text(5)?)];
            Ok(ClassOf { id, key: r.get(1)?, title, folded, sessions })
        })
        .collect()
}

/// Which class each title is.
fn titles(plan: &mut Plan, file: &File, lines: &[Line], columns: &Columns, zone: &TimeZone) {
    if file.offering.is_some() && !columns.has(Column::Class) {
        return;
    }
    let mut known = BTreeSet::new();
    for line in lines {
        let said = said(line, zone);
        let hash = hash("class", &said);
        if !known.insert(hash.clone()) {
            continue;
        }
        let chosen = file.choices.get(&hash).map(|c| c.choice.clone());
        let class = match &chosen {
            Some(key) => plan.classes.iter().position(|c| c.key == *key),
            None => told(&plan.classes, line, zone),
        };
        plan.titles.push(Title { hash, said, class, left_out: chosen.as_deref() == Some("out") });
    }
}

/// A title with its day: the same title on two days may be two classes.
fn said(line: &Line, zone: &TimeZone) -> String {
    match line.day.or_else(|| Some(line.joined.or(line.left)?.date(zone))) {
        Some(day) => format!("{} {day}", line.title).trim().to_owned(),
        None => line.title.clone(),
    }
}

/// The one class that a line can mean: by key, else by title or course and its times.
fn told(classes: &[ClassOf], line: &Line, zone: &TimeZone) -> Option<usize> {
    let title = fold(&line.title);
    if let Some(found) = classes.iter().position(|c| c.folded[1] == title || c.key == title) {
        return Some(found);
    }
    let then = |c: &ClassOf| {
        let at = line.joined.or(line.left);
        let near = |s: &Span| at.is_none_or(|at| s.start.plus_minutes(-90) <= at && at <= s.end.plus_minutes(90));
        let on = |s: &Span| line.day.is_none_or(|day| s.start.date(zone) == day);
        c.sessions.iter().any(|(_, s)| near(s) && on(s))
    };
    let named = |c: &ClassOf| {
        let [bare, _, course] = &c.folded;
        title.is_empty() || *bare == title || bare.split(": ").next() == Some(title.as_str()) || *course == title
    };
    let mut found = classes.iter().enumerate().filter(|(_, c)| named(c) && then(c)).map(|(at, _)| at);
    // a title that several classes have says nothing
    found.next().filter(|_| found.next().is_none())
}

/// How everybody was in each session.
fn fill_in(plan: &mut Plan, lines: &[Line], columns: &Columns, zone: &TimeZone, now: Instant) {
    let by_hash: BTreeMap<&str, Option<usize>> = plan.titles.iter().map(|t| (t.hash.as_str(), t.class)).collect();
    // lines of one person in one class are read together: lengths without times add up
    let mut of: BTreeMap<(usize, usize), Vec<&Line>> = BTreeMap::new();
    for line in lines {
        let class = match by_hash.is_empty() {
            true => (!plan.classes.is_empty()).then_some(0),
            false => by_hash.get(hash("class", &said(line, zone)).as_str()).copied().flatten(),
        };
        if let Some(class) = class {
            of.entry((line.named, class)).or_default().push(line);
        }
    }
    for ((named, class), lines) in of {
        let (found, lost) = placed(&plan.classes[class].sessions, &lines, columns.session, zone);
        let trouble = |line: &Line, what| Trouble { line: line.line, what, cell: line.title.clone() };
        plan.troubles.extend(lost.iter().map(|line| trouble(line, "trouble-no-session")));
        for (line, session, was) in found {
            if now < plan.classes[class].sessions[session].1.start {
                plan.troubles.push(trouble(line, "trouble-not-begun"));
                continue;
            }
            let place = (named, class, session);
            let both = match plan.was.remove(&place) {
                None => was,
                Some(before) => together(before, was),
            };
            plan.was.insert(place, both);
        }
    }
    plan.troubles.sort_by_key(|t| t.line);
}
