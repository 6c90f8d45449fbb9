//! The verdict in words.

use super::Case;
use crate::{
    ground::when,
    programme::{Edition, WordingIn},
};
use kit::{
    Words,
    language::{Hole, number_of_hours},
    parts::TrackPart,
    t,
};
use rules::{
    audit::{Exception, PartVerdict, Reason, Verdict},
    programme::{Programme, Requirement},
};
use std::collections::BTreeMap;

/// What the programme asks for: one line per part, and one for the whole.
pub(crate) fn needs(words: Words, programme: &Programme, wording: &WordingIn) -> Vec<String> {
    let mut lines: Vec<String> = programme
        .requirements
        .iter()
        .map(|r| {
            let part = wording.part(&r.id);
            if r.count > 0 && r.each_min == 0 {
                t!(words, "needs-courses", part = part, count = r.count)
            } else if r.count > 0 {
                t!(words, "needs-classes", part = part, count = r.count, hours = words.hours(r.each_min))
            } else if r.minutes == 0 {
                t!(words, "needs-nothing", part = part)
            } else {
                t!(words, "needs-hours", part = part, hours = words.hours(r.minutes))
            }
        })
        .collect();
    if programme.total.minutes > 0 {
        lines.push(t!(words, "needs-total", hours = words.hours(programme.total.minutes)));
    }
    lines
}

/// The hour track: what is done, and what is booked on top.
pub(crate) fn track(programme: &Programme, done: &Verdict, planned: &Verdict) -> Vec<TrackPart> {
    programme
        .requirements
        .iter()
        .zip(done.parts.iter().zip(&planned.parts))
        .map(|(r, (d, p))| {
            let hours = (r.nominal() / 60).max(0);
            let filled = |v: &PartVerdict| if v.satisfied { hours } else { (v.minutes / 60).min(hours) };
            let (have, will) = (filled(d), filled(p));
            TrackPart { hours: hours as usize, done: have as usize, booked: (will - have).max(0) as usize }
        })
        .collect()
}

/// The track in one sentence.
pub(crate) fn track_label(words: Words, edition: &Edition, done: &Verdict, planned: &Verdict) -> String {
    let wording = edition.wording.of(words.language);
    let mut out = t!(
        words,
        "track-label",
        done = number_of_hours(done.total),
        total = number_of_hours(edition.rules.whole()),
        booked = number_of_hours((planned.total - done.total).max(0))
    );
    for (r, (d, p)) in edition.rules.requirements.iter().zip(done.parts.iter().zip(&planned.parts)) {
        out.push(' ');
        out += wording.part(&r.id);
        out += ": ";
        out += &part(words, r, d, p);
    }
    out
}

/// Where a part stands: done, booked, to do.
pub(crate) fn part(words: Words, r: &Requirement, done: &PartVerdict, planned: &PartVerdict) -> String {
    let args = |have: String, need: String, booked: String, left: i64, left_text: String| {
        let key = match (done.satisfied, planned.satisfied, booked != "0", r.count > 0) {
            (true, _, _, true) => "part-done-classes",
            (true, _, _, false) => "part-done-hours",
            (false, true, _, true) => "part-booked-classes",
            (false, true, _, false) => "part-booked-hours",
            (false, false, true, true) => "part-open-classes",
            (false, false, true, false) => "part-open-hours",
            (false, false, false, true) => "part-begun-classes",
            (false, false, false, false) => "part-begun-hours",
        };
        words.text(
            key,
            &[
                ("have", Hole::from(have)),
                ("need", Hole::from(need)),
                ("booked", Hole::from(booked)),
                ("left", Hole::from(left)),
                ("lefthours", Hole::from(left_text)),
            ],
        )
    };
    if r.count > 0 {
        let booked = (planned.count - done.count).max(0);
        args(done.count.to_string(), r.count.to_string(), booked.to_string(), planned.missing_count, String::new())
    } else {
        let booked = (planned.minutes - done.minutes).max(0);
        args(
            number_of_hours(done.minutes),
            words.hours(r.minutes),
            number_of_hours(booked),
            planned.missing_minutes,
            words.hours(planned.missing_minutes),
        )
    }
}

/// Why a piece of credit is not used.
pub(crate) fn reason(words: Words, reason: &Reason) -> String {
    match reason {
        Reason::NoRequirementAcceptsIt => t!(words, "unused-no-part"),
        Reason::NotUsable => t!(words, "unused-repeat"),
        Reason::Expired => t!(words, "unused-expired"),
        Reason::BeforeEnrolment => t!(words, "unused-before"),
        Reason::TooLittleAttended | Reason::SubjectBelowMinimum => t!(words, "unused-little"),
        Reason::Status(_) => t!(words, "unused-status"),
    }
}

/// A credit as pages name it: its course (and what sets the class apart), with its day.
pub(crate) fn credit(words: Words, case: &Case, subtitles: &BTreeMap<String, String>, id: &str) -> String {
    let Some(credit) = case.record.credits.iter().find(|c| c.id == id) else { return id.to_owned() };
    let course = case.bench.known.catalogue.get(&credit.course);
    let mut title = course.map_or_else(|| credit.course.clone(), |c| c.title.clone());
    if let Some(subtitle) = subtitles.get(id) {
        title = format!("{title}: {subtitle}");
    }
    format!("{title}, {}", words.date(when::civil_day(credit.date)))
}

/// Whether the office decided where a credit counts.
pub(crate) fn is_placed(case: &Case, id: &str) -> bool {
    case.record.exceptions.iter().any(|e| e.placement().is_some_and(|(credit, _)| credit == id))
}

/// What else a class may count for.
pub(crate) fn could_also(words: Words, case: &Case, id: &str, part: &str, wording: &WordingIn) -> Option<String> {
    if is_placed(case, id) {
        return Some(t!(words, "why-placed"));
    }
    let credit = case.record.credits.iter().find(|c| c.id == id)?;
    let parts = case.bench.auditor.course_parts(&credit.course).into_iter();
    let ids = parts.map(|k| case.edition.rules.requirements[k].id.as_str());
    let others: Vec<String> = ids.filter(|p| *p != part).map(|p| wording.part(p).to_owned()).collect();
    (!others.is_empty()).then(|| t!(words, "counts-could-also", parts = words.list(&others), part = wording.part(part)))
}

/// A decision of the office about one person.
pub(crate) fn exception(words: Words, case: &Case, subtitles: &BTreeMap<String, String>, e: &Exception) -> String {
    let wording = case.edition.wording.of(words.language);
    let part = wording.part(e.part().unwrap_or_default());
    let class = |id: &str| credit(words, case, subtitles, id);
    match e {
        Exception::WaiveRequirement { .. } => t!(words, "exception-waive", part = part),
        Exception::GrantMinutes { minutes, .. } => {
            t!(words, "exception-minutes", part = part, hours = words.hours(*minutes))
        }
        Exception::GrantCount { count, .. } => t!(words, "exception-count", part = part, count = *count),
        Exception::GrantTotal { minutes } => t!(words, "exception-total", hours = words.hours(*minutes)),
        Exception::WaiveTopic { topic, .. } => t!(words, "exception-topic", part = part, topic = wording.topic(topic)),
        Exception::Allow { credit, .. } => t!(words, "exception-allow", part = part, class = class(credit)),
        Exception::Apply { credit, .. } => t!(words, "exception-apply", part = part, class = class(credit)),
        Exception::Exclude { credit, .. } => t!(words, "exception-exclude", part = part, class = class(credit)),
    }
}
