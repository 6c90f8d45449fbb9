//! What a file of attendance means: who was in which session, from when to when; and what somebody still has to say.

use super::{
    columns::{Column, Columns, Kind},
    doubts::{self, Answers, Doubt, Doubts},
    lines::{self, Asks, Context, Line, Lines, Trouble, hash},
    named::Named,
    placed::Was,
    settle::fill_in,
    store::File,
    table::{self, Table, Unreadable},
    who::{self, Rosters, Who},
    words,
};
use crate::{
    ground::{
        fault::Fault,
        fold::fold,
        ids::OfferingId,
        tables::{
            dates::{self, Order, Says},
            lengths,
        },
    },
    programme::{Reading, courses},
};
use db::{Row, Tx, params, sql};
use jiff::{civil::Date, tz::TimeZone};
use rules::time::{Instant, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A class that a file can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClassOf {
    pub id: OfferingId,
    pub key: String,
    pub title: String,
    /// Title, key in the source, and course, in their comparable form.
    folded: [String; 3],
    pub sessions: Vec<(i64, Span)>,
}

/// A title in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub hash: String,
    pub said: String,
    /// The class it means; `None` where somebody has to say, or said that it means none.
    pub class: Option<usize>,
    /// The one session of it, where somebody said so.
    pub session: Option<usize>,
    pub left_out: bool,
}

/// What a file means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub names: Vec<(Named, Who)>,
    pub titles: Vec<Title>,
    /// The place among them of a title with its day.
    title_places: BTreeMap<String, usize>,
    /// Classes that a title can mean, by date.
    pub classes: Vec<ClassOf>,
    /// By name, class and session: how they were there.
    pub(super) was: BTreeMap<(usize, usize, usize), Was>,
    pub(super) lines: Vec<Line>,
    pub troubles: Vec<Trouble>,
    /// Lines of people who were away between coming and leaving.
    pub(super) away: Vec<usize>,
    /// What is missing before the file says anything: the name of the text that says so.
    pub lacks: Option<&'static str>,
    /// What somebody has to say about the file as a whole.
    pub asks: Asks,
    /// What was answered about it.
    pub(super) answers: Answers,
    pub counts: Counts,
}

/// What became of the lines of a file. Together with the rows that are in trouble, they are all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub lines: table::Lines,
    /// Lines that rows have beyond their first.
    pub within: usize,
    pub read: usize,
    pub left_out: usize,
    pub absent: usize,
    pub unsaid: usize,
    pub hosts: usize,
    pub paired: usize,
    pub waiting: usize,
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

/// A file as read, with the columns it is read by.
pub(crate) struct Shape {
    pub table: table::Table,
    pub columns: Columns,
}

/// Reads a file's content with its columns.
pub(crate) fn reading(file: &File) -> Result<Option<Shape>, Unreadable> {
    let Some(content) = &file.content else { return Ok(None) };
    let table = table::read(content, file.kind)?;
    Ok(Some(Shape { table, columns: file.columns.clone() }))
}

/// Works out what a file of attendance means now.
pub(crate) fn plan(at: &Reading<'_, '_>, file: &File) -> Result<Plan, Fault> {
    let Ok(Some(reading)) = reading(file) else { return Ok(Plan::default()) };
    let Shape { table, columns } = &reading;
    let of_class = match file.offering {
        Some(id) => class_of(at, id)?,
        None => Vec::new(),
    };
    let answers = Answers::of(&file.choices);
    let order = order(table, columns, &of_class, at.zone);
    let lacks = columns.lacks(file.kind).or_else(|| lacks(table, columns, order, at.zone));
    let mut counts = Counts { lines: table.lines.clone(), ..Counts::default() };
    counts.within = table.rows.iter().map(|(row, _)| row.lines - 1).sum();
    if lacks.is_some() {
        counts.waiting = table.rows.len();
        return Ok(Plan { lacks, counts, answers, ..Plan::default() });
    }
    let waits = |doubts: Doubts, mut counts: Counts| {
        counts.waiting = table.rows.len();
        Plan { asks: Asks { doubts, ..Asks::default() }, counts, answers: answers.clone(), ..Plan::default() }
    };
    if let (Some(title), false) = (other_class(at, table, &of_class)?, answers.get(Doubt::Other) == Some(true)) {
        return Ok(waits(Doubts::from([(Doubt::Other, (table.rows.len(), title))]), counts));
    }
    let unread = doubts::unread(table, columns, file.kind);
    if !unread.is_empty() && answers.get(Doubt::Unread) != Some(true) {
        return Ok(waits(Doubts::from([(Doubt::Unread, (unread.len(), unread.join("; ")))]), counts));
    }
    let mut known = words::all(at, &Columns::memory_key(&table.heads, file.kind))?;
    known.extend(words::of_file(&file.choices));
    let with = Context {
        kind: file.kind,
        zone: at.zone,
        order: order.unwrap_or(None),
        words: &known,
        answers: answers.clone(),
        topic: file.kind == Kind::Presence && file.offering.is_none(),
    };
    let Lines { names, lines, troubles, absent, unsaid, hosts, paired, mut waiting, asks, .. } =
        lines::read(table, columns, &with);
    let mut plan = Plan { troubles, asks, answers: answers.clone(), ..Plan::default() };
    if file.kind == Kind::Presence {
        plan.classes = match file.offering {
            Some(_) => of_class,
            None => {
                let (from, to) = period(&lines, at.zone, at.now);
                classes_between(at, from, to)?
            }
        };
        titles(&mut plan, file, &lines, &reading.columns, at.zone);
        let (lines, too_long): (Vec<Line>, Vec<Line>) = lines
            .iter()
            .cloned()
            .partition(|l| !plan.is_too_long(l, at.zone) || answers.get(Doubt::TooLong) == Some(true));
        if let Some(first) = too_long.first() {
            let said = table.rows.iter().find(|(row, _)| row.line == first.line);
            let cell = said.map_or("", |(row, _)| columns.cell(&row.cells, Column::Minutes));
            plan.asks.doubts.insert(Doubt::TooLong, (too_long.len(), format!("{}: {cell}", first.line)));
            waiting += too_long.len();
        }
        waiting += fill_in(&mut plan, &lines, (&reading.columns, &answers), at.zone, at.now);
    }
    counts = Counts { absent, unsaid, hosts, paired, waiting, ..counts };
    let today = at.now.date(at.zone);
    let (lines, ahead): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|l| file.kind == Kind::Presence || l.day.is_none_or(|day| day <= today));
    let not_yet = |l: Line| Trouble { line: l.line, what: "trouble-not-begun", cell: l.title };
    plan.troubles.extend(ahead.into_iter().map(not_yet));
    let mentioned: Vec<OfferingId> = {
        let mut places: Vec<usize> = plan.was.keys().map(|(_, class, _)| *class).collect();
        places.dedup();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|c| plan.classes[c].id).collect()
    };
    let rosters = Rosters::load(at, &mentioned)?;
    plan.names = names
        .into_iter()
        .map(|named| who::is(at, &named, &file.choices, &rosters).map(|who| (named, who)))
        .collect::<Result<_, Fault>>()?;
    plan.lines = lines;
    let left_out: BTreeSet<usize> = plan.troubles.iter().map(|t| t.line).collect();
    counts.left_out = left_out.len();
    let elsewhere = counts.left_out + absent + unsaid + hosts + paired + waiting;
    counts.read = table.rows.len().saturating_sub(elsewhere);
    plan.counts = counts;
    Ok(plan)
}

/// The title above the table, where it is that of another course than the file's one class.
fn other_class(tx: &Tx<'_>, table: &Table, classes: &[ClassOf]) -> Result<Option<String>, Fault> {
    let [class] = classes else { return Ok(None) };
    let Some(title) = table.topic().or(table.titled.as_deref()) else { return Ok(None) };
    let folded = fold(title);
    let own = class.folded[0].starts_with(&folded) || class.folded[1..].contains(&folded);
    let is_another = !own && courses::all(tx)?.iter().any(|c| fold(&c.title) == folded);
    Ok(is_another.then(|| title.to_owned()))
}

/// Which number in the file's dates is the month: the dates themselves tell, or somebody said so, or the days of the
/// file's one class tell. An error where nobody can know.
fn order(table: &Table, columns: &Columns, classes: &[ClassOf], zone: &TimeZone) -> Result<Option<Order>, ()> {
    let places: Vec<usize> = Column::DAYS.iter().filter_map(|c| columns.place(*c)).collect();
    let of_rows =
        || table.rows.iter().flat_map(|(row, _)| places.iter().filter_map(|p| row.cells.get(*p))).map(String::as_str);
    let cells = || of_rows().chain(table.days_above());
    match dates::order_of(cells()) {
        Says::Nothing => return Ok(columns.order),
        Says::Clearly(order) => return Ok(Some(order)),
        Says::Either => {}
    }
    if columns.order.is_some() {
        return Ok(columns.order);
    }
    let days: BTreeSet<Date> = classes.iter().flat_map(|c| &c.sessions).map(|(_, s)| s.start.date(zone)).collect();
    let fits =
        |order: &Order| cells().any(|cell| dates::day(cell, Some(*order)).is_some_and(|day| days.contains(&day)));
    let mut fitting = Order::ALL.into_iter().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none()).map(Some).ok_or(())
}

/// What a file does not say and nobody has supplied.
fn lacks(table: &Table, columns: &Columns, order: Result<Option<Order>, ()>, zone: &TimeZone) -> Option<&'static str> {
    let bare =
        |place: usize| table.rows.iter().any(|(row, _)| row.cells.get(place).is_some_and(|c| lengths::is_bare(c)));
    if columns.unit.is_none() && columns.length().is_some_and(bare) {
        return Some("file-lacks-unit");
    }
    if order.is_err() {
        return Some("file-lacks-order");
    }
    let known = |c: &Column| !columns.has(*c) || columns.zone_of(table, *c, zone).is_some();
    (!Column::TIMES.iter().all(known)).then_some("file-lacks-zone")
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

/// The class that a file was handed in for; none where it is no longer held.
fn class_of(tx: &Tx<'_>, id: OfferingId) -> Result<Vec<ClassOf>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.id, o.key, c.title, o.subtitle, o.source_key, o.course_code from offering o
             join course c on c.code = o.course_code where o.id = $1 and o.stage in ('published', 'held')"
        ),
        &params![id],
    )?;
    rows.iter().map(|row| with_sessions(tx, row)).collect()
}

/// The classes held within a period.
fn classes_between(tx: &Tx<'_>, from: Instant, to: Instant) -> Result<Vec<ClassOf>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.id, o.key, c.title, o.subtitle, o.source_key, o.course_code from offering o
             join course c on c.code = o.course_code
             where o.stage in ('published', 'held') and o.starts_at <= $2 and o.ends_at >= $1
             order by o.starts_at, o.id limit 500"
        ),
        &params![from.0, to.0],
    )?;
    rows.iter().map(|row| with_sessions(tx, row)).collect()
}

fn with_sessions(tx: &Tx<'_>, class: &Row) -> Result<ClassOf, Fault> {
    let (id, title, subtitle): (OfferingId, String, String) = (class.get(0)?, class.get(2)?, class.get(3)?);
    let sessions = tx.all(
        sql!("select id, starts_at, ends_at from session where offering_id = $1 order by ordinal"),
        &params![id],
    )?;
    let sessions = sessions
        .iter()
        .map(|s| Ok((s.get(0)?, Span { start: Instant(s.get(1)?), end: Instant(s.get(2)?) })))
        .collect::<Result<_, Fault>>()?;
    let title = if subtitle.is_empty() { title } else { format!("{title}: {subtitle}") };
    let folded = [fold(&title), fold(class.text(4)?), fold(class.text(5)?)];
    Ok(ClassOf { id, key: class.get(1)?, title, folded, sessions })
}

/// Which class each title is.
fn titles(plan: &mut Plan, file: &File, lines: &[Line], columns: &Columns, zone: &TimeZone) {
    if file.offering.is_some() && !columns.has(Column::Class) && lines.iter().all(|l| l.title.is_empty()) {
        return;
    }
    for line in lines {
        let said = said(line, zone);
        if plan.title_places.contains_key(&said) {
            continue;
        }
        plan.title_places.insert(said.clone(), plan.titles.len());
        let hash = hash("class", &said);
        let chosen = file.choices.get(&hash).map(|c| c.choice.clone());
        // a class, or one session of it
        let (key, session) = match chosen.as_deref().and_then(|c| c.split_once('/')) {
            Some((key, session)) => (Some(key.to_owned()), session.parse().ok()),
            None => (chosen.clone(), None),
        };
        let class = match &key {
            Some(key) => plan.classes.iter().position(|c| c.key == *key),
            None => told(&plan.classes, line, zone),
        };
        plan.titles.push(Title { hash, said, class, session, left_out: chosen.as_deref() == Some("out") });
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

impl Plan {
    /// The class of a line, and the one session of it that somebody named.
    pub(super) fn class_of(&self, line: &Line, zone: &TimeZone) -> Option<(usize, Option<usize>)> {
        if self.titles.is_empty() {
            return (!self.classes.is_empty()).then_some((0, None));
        }
        let title = &self.titles[*self.title_places.get(&said(line, zone))?];
        Some((title.class?, title.session))
    }

    /// Whether somebody is said to have been there far longer than the class is: a year's total, or another unit.
    fn is_too_long(&self, line: &Line, zone: &TimeZone) -> bool {
        let Some((class, _)) = self.class_of(line, zone) else { return false };
        let all: i64 = self.classes[class].sessions.iter().map(|(_, s)| s.end.minutes_since(s.start)).sum();
        line.minutes.is_some_and(|minutes| minutes > all + doubts::BESIDE)
    }
}
