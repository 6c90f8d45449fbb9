//! How everybody attended each session of a file's classes, and what has to be asked before lengths and scans count.

use super::{
    columns::Columns,
    doubts::{Answers, Doubt},
    lines::{Line, Trouble},
    placed::{How, Only, Placed, placed, together, wanted},
    plan::{ClassOf, Plan},
    stays,
};
use jiff::{civil::Date, tz::TimeZone};
use rules::time::{Instant, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Works out how everybody was there; returns how many rows wait for an answer.
pub(super) fn fill_in(
    plan: &mut Plan,
    lines: &[Line],
    (columns, answers): (&Columns, &Answers),
    zone: &TimeZone,
    now: Instant,
) -> usize {
    let mut waiting = 0;
    let how =
        How { adds_up: answers.get(Doubt::Sum) == Some(true), whole_day: answers.get(Doubt::Scans) == Some(true) };
    // lines of one person in one class are read together: lengths without times add up
    let mut of: BTreeMap<(usize, usize, Option<Only>), Vec<Line>> = BTreeMap::new();
    for line in lines {
        let Some((class, session)) = plan.class_of(line, zone) else { continue };
        let of_title = session.map(|session| Only { session, of_title: true });
        let only = of_title.or(columns.session.map(|session| Only { session, of_title: false }));
        let mut line = line.clone();
        if line.clocks != (None, None) {
            // a time without a day is on the class's day
            let Some(day) = only_day(&plan.classes[class], only, zone) else {
                plan.troubles.push(Trouble { line: line.line, what: "trouble-which-day", cell: String::new() });
                continue;
            };
            let clocks = line.clocks.0.as_ref().zip(line.clocks.1.as_ref());
            let slip = clocks.is_some_and(|((came, _), (went, _))| went < came);
            stays::on(&mut line, day);
            // a slip leaves no time between coming and leaving
            if slip && line.joined == line.left {
                plan.troubles.push(Trouble { line: line.line, what: "trouble-backwards", cell: String::new() });
                continue;
            }
        }
        of.entry((line.named, class, only)).or_default().push(line);
    }
    for ((named, class, only), lines) in of {
        let lines: Vec<&Line> = lines.iter().collect();
        if let Some(doubt) = doubt(&plan.classes[class].sessions, &lines, only, zone, answers) {
            plan.asks.doubts.entry(doubt).or_insert((0, lines[0].line.to_string())).0 += lines.len();
            waiting += lines.len();
            continue;
        }
        let Placed { found, lost, repeated, away } = placed(&plan.classes[class].sessions, &lines, (only, how), zone);
        let trouble = |line: &Line, what| Trouble { line: line.line, what, cell: line.title.clone() };
        plan.troubles.extend(lost.iter().map(|line| trouble(line, "trouble-no-session")));
        plan.troubles.extend(repeated.iter().map(|line| trouble(line, "trouble-repeated")));
        plan.away.extend(away.iter().map(|line| line.line));
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
    plan.away.sort_unstable();
    waiting
}

/// What has to be asked about the lines of one person in one class.
fn doubt(
    sessions: &[(i64, Span)],
    lines: &[&Line],
    only: Option<Only>,
    zone: &TimeZone,
    answers: &Answers,
) -> Option<Doubt> {
    let length = |l: &&&Line| l.joined.is_none() && l.left.is_none() && l.minutes.is_some_and(|m| m > 0);
    let mut lengths: BTreeMap<Option<Date>, BTreeMap<&str, BTreeSet<i64>>> = BTreeMap::new();
    for line in lines.iter().filter(length) {
        lengths.entry(line.day).or_default().entry(&line.said).or_default().extend(line.minutes);
    }
    if answers.get(Doubt::Sum).is_none() && lengths.values().flat_map(BTreeMap::values).any(|m| m.len() > 1) {
        return Some(Doubt::Sum);
    }
    let can_be_of_any = |(day, of_day): (&Option<Date>, &BTreeMap<&str, BTreeSet<i64>>)| {
        let spans: Vec<Span> = wanted(sessions, *day, only, zone).map(|(_, span)| span).collect();
        let all: i64 = spans.iter().map(|s| s.end.minutes_since(s.start)).sum();
        let of_one = |m: &BTreeSet<i64>| match answers.get(Doubt::Sum) {
            Some(true) => m.iter().sum::<i64>(),
            _ => m.last().copied().unwrap_or(0),
        };
        let most = of_day.values().map(of_one).max().unwrap_or(0);
        spans.len() > 1 && most < all
    };
    if answers.get(Doubt::Split) != Some(true) && lengths.iter().any(can_be_of_any) {
        return Some(Doubt::Split);
    }
    // somebody has said which session a title means
    let [one] = lines else { return None };
    if only.is_some_and(|only| only.of_title) {
        return None;
    }
    let scan = one.joined.filter(|_| one.left.is_none() && one.minutes.is_none())?;
    let later = |s: &Span| s.start > scan && s.start.date(zone) == scan.date(zone);
    let several = sessions.iter().filter(|(_, s)| s.start.date(zone) == scan.date(zone)).count() > 1;
    let asks = several && answers.get(Doubt::Scans).is_none() && sessions.iter().any(|(_, s)| later(s));
    asks.then_some(Doubt::Scans)
}

/// The one day of a class, or of the session that somebody chose.
fn only_day(class: &ClassOf, only: Option<Only>, zone: &TimeZone) -> Option<Date> {
    let wanted = class.sessions.iter().enumerate().filter(|(n, _)| only.is_none_or(|only| only.session == *n));
    let days: BTreeSet<Date> = wanted.map(|(_, (_, span))| span.start.date(zone)).collect();
    days.first().copied().filter(|_| days.len() == 1)
}
