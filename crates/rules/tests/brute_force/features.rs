//! Which features of the language a case uses, by name, so that the random cases cannot silently lose any of it.

use crate::cases::Case;
use rules::audit::{Catalogue, Credit, Exception, Record, Segment, Uses};
use rules::programme::{
    BetweenGroups, CreditPolicy, Objective, Partial, Per, Programme, Repeat, Requirement, Short, Split, Term,
    TopicsFrom, TotalCounts,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// A feature's name and whether the case has it.
type Feature = (&'static str, bool);

/// All features, each with whether this case, with this verdict, has it.
pub fn of(case: &Case, verdict: &Value) -> Vec<Feature> {
    let (p, record) = (&case.programme, &case.record);
    let parts = [of_policy(&p.credit), of_parts(&p.requirements), of_terms(&p.requirements), of_whole(p)];
    let records = [of_record(record), of_exceptions(record), of_credits(record, &case.catalogue)];
    let rest = [of_segments(&case.catalogue), of_verdict(verdict)];
    parts.into_iter().chain(records).chain(rest).flatten().collect()
}

fn of_policy(c: &CreditPolicy) -> Vec<Feature> {
    vec![
        ("split = segments", c.split == Split::Segments),
        ("split = none", c.split == Split::None),
        ("split = minutes", c.split == Split::Minutes),
        ("quantum", c.split == Split::Minutes && c.quantum != 60),
        ("repeat = once", c.repeat == Repeat::Once),
        ("repeat = per-requirement", c.repeat == Repeat::PerRequirement),
        ("repeat = unlimited", c.repeat == Repeat::Unlimited),
        ("partial = all-or-nothing", c.partial == Partial::AllOrNothing),
        ("min_fraction", c.min_fraction != 0),
        ("topic_fraction", c.topic_fraction != 50),
        ("short = reject", c.short == Short::Reject),
        ("expires_months", c.expires_months != 0),
        ("window_months", c.window_months != 0),
        ("retroactive_months", c.retroactive_months >= 0),
        ("subject_min", c.subject_min != 0),
    ]
}

fn of_parts(parts: &[Requirement]) -> Vec<Feature> {
    let any = |has: fn(&Requirement) -> bool| parts.iter().any(has);
    vec![
        ("one part", parts.len() == 1),
        ("five parts", parts.len() == 5),
        ("minutes", any(|r| r.minutes != 0)),
        ("approx", any(|r| r.approx != 0)),
        ("count", any(|r| r.count != 0)),
        ("minutes, count and topics", any(|r| r.minutes != 0 && r.count != 0 && !r.topics.is_empty())),
        ("each_min", any(|r| r.count != 0 && r.each_min != 0)),
        ("each_approx", any(|r| r.count != 0 && r.each_approx != 0)),
        ("each_max", any(|r| r.each_max != 0)),
        ("per = hours", any(|r| r.count != 0 && r.per == Per::Hours)),
        ("combine", any(|r| r.count != 0 && r.combine)),
        ("topics_from = none", any(|r| !r.topics.is_empty() && r.topics_from == TopicsFrom::None)),
        ("topics_from = applied", any(|r| r.topics_from == TopicsFrom::Applied)),
        ("topics_from = attended", any(|r| r.topics_from == TopicsFrom::Attended)),
        ("topics_min", any(|r| r.topics_min.is_some())),
        ("topic_minutes", any(|r| r.topic_minutes.is_some())),
        ("topic_minutes = 0", any(|r| r.topic_minutes == Some(0))),
        ("max_count", any(|r| r.max_count != 0)),
        ("max_minutes", any(|r| r.max_minutes != 0)),
        ("groups", parts.iter().map(|r| &r.group).collect::<BTreeSet<_>>().len() > 1),
    ]
}

fn of_terms(parts: &[Requirement]) -> Vec<Feature> {
    let accepts = |is: fn(&Term) -> bool| parts.iter().flat_map(|r| &r.accept).any(is);
    vec![
        ("accept any", accepts(|t| matches!(t, Term::Any))),
        ("accept course", accepts(|t| matches!(t, Term::Course(_)))),
        ("accept class", accepts(|t| matches!(t, Term::Class(_)))),
        ("accept tag", accepts(|t| matches!(t, Term::Tag(_)))),
        ("accept topic", accepts(|t| matches!(t, Term::Topic(_)))),
        ("accept subject", accepts(|t| matches!(t, Term::Subject(_)))),
        ("except", parts.iter().any(|r| !r.except.is_empty())),
    ]
}

fn of_whole(p: &Programme) -> Vec<Feature> {
    let (total, sharing) = (&p.total, &p.sharing);
    let groups = p.requirements.iter().any(|r| r.group != p.requirements[0].group);
    let limit = |for_part: bool, minutes: bool| {
        p.limits
            .iter()
            .filter(|l| l.requirement.is_some() == for_part)
            .any(|l| if minutes { l.max_minutes.is_some() } else { l.max_count.is_some() })
    };
    vec![
        ("objective = most-boxes", p.objective == Objective::MostBoxes),
        ("total minutes", total.minutes != 0),
        ("total approx", total.minutes != 0 && total.approx != 0),
        ("total counts = needed", total.counts == TotalCounts::Needed),
        ("total credits", total.credits != 0),
        ("total unit", total.credits != 0 && total.unit != 0),
        ("choice", !p.choices.is_empty()),
        ("choice of several", p.choices.iter().any(|c| c.need > 1)),
        ("choice of options with several parts", p.choices.iter().flat_map(|c| &c.options).any(|o| o.len() > 1)),
        ("limit of minutes", limit(false, true)),
        ("limit of credits", limit(false, false)),
        ("limit of minutes in a part", limit(true, true)),
        ("limit of credits in a part", limit(true, false)),
        ("floor of minutes", p.floors.iter().any(|f| f.minutes != 0)),
        ("floor of credits", p.floors.iter().any(|f| f.credits != 0)),
        ("sharing free", groups && sharing.between_groups == BetweenGroups::Free),
        ("sharing none", groups && sharing.between_groups == BetweenGroups::None),
        ("sharing listed", groups && sharing.between_groups == BetweenGroups::Listed),
        ("sharing max_credits", groups && sharing.max_credits != 0),
    ]
}

fn of_record(record: &Record) -> Vec<Feature> {
    let before = || record.previous.iter().flatten().map(|(_, uses)| uses);
    vec![
        ("no credits", record.credits.is_empty()),
        ("no date of enrolment", record.enrolled.is_none()),
        ("no date of the question", record.as_of.is_none()),
        ("what_if", record.what_if),
        ("previous: one part", before().any(|uses| matches!(uses, Some(Uses::One(_))))),
        ("previous: several parts", before().any(|uses| matches!(uses, Some(Uses::Many(_))))),
        ("previous: unused", before().any(Option::is_none)),
    ]
}

fn of_exceptions(record: &Record) -> Vec<Feature> {
    let any = |is: fn(&Exception) -> bool| record.exceptions.iter().any(is);
    vec![
        ("several exceptions", record.exceptions.len() > 1),
        ("waive-requirement", any(|e| matches!(e, Exception::WaiveRequirement { .. }))),
        ("waive-requirement with grant", any(|e| matches!(e, Exception::WaiveRequirement { grant: 1.., .. }))),
        ("grant-minutes", any(|e| matches!(e, Exception::GrantMinutes { .. }))),
        ("grant-count", any(|e| matches!(e, Exception::GrantCount { .. }))),
        ("grant-total", any(|e| matches!(e, Exception::GrantTotal { .. }))),
        ("waive-topic", any(|e| matches!(e, Exception::WaiveTopic { .. }))),
        ("allow", any(|e| matches!(e, Exception::Allow { .. }))),
        ("apply", any(|e| matches!(e, Exception::Apply { .. }))),
        ("exclude", any(|e| matches!(e, Exception::Exclude { .. }))),
    ]
}

fn of_credits(record: &Record, catalogue: &Catalogue) -> Vec<Feature> {
    let any = |has: &dyn Fn(&Credit) -> bool| record.credits.iter().any(has);
    let length = |c: &Credit| catalogue.get(&c.course).filter(|course| course.segments.is_empty())?.minutes;
    vec![
        ("credit of no course", any(&|c| c.course.is_empty())),
        ("credit of a course that left", any(&|c| !c.course.is_empty() && !catalogue.contains_key(&c.course))),
        ("credit partly attended", any(&|c| c.minutes < length(c) && c.minutes.is_some())),
        ("credit longer than its class", any(&|c| length(c).is_some() && c.minutes > length(c))),
        ("credit scheduled otherwise", any(&|c| c.scheduled.is_some())),
        ("credit with segments", any(&|c| !c.segments.is_empty())),
        ("credit with attended_segments", any(&|c| c.attended_segments.is_some())),
        ("credit with no segment attended", any(&|c| c.attended_segments.as_ref().is_some_and(Vec::is_empty))),
        ("credit with topics", any(&|c| c.topics.is_some())),
        ("credit with a part", any(&|c| c.part != 0)),
        ("credit booked", any(&|c| c.status == "booked")),
        ("credit with a source", any(&|c| c.source.is_some())),
        ("credit with a subject", any(&|c| c.subject.is_some())),
        ("credit with tags", any(&|c| !c.tags.is_empty())),
        (
            "credits of one day",
            record.credits.iter().map(|c| c.date).collect::<BTreeSet<_>>().len() < record.credits.len(),
        ),
    ]
}

fn of_segments(catalogue: &Catalogue) -> Vec<Feature> {
    let segments = || catalogue.values().flat_map(|course| &course.segments);
    let units = |s: &[Segment]| s.iter().map(|s| s.unit.clone()).filter(|u| !u.is_empty()).collect::<BTreeSet<_>>();
    let of_courses: Vec<_> = catalogue.values().map(|course| units(&course.segments)).collect();
    let shared = |i: usize| (0..i).any(|j| !of_courses[i].is_disjoint(&of_courses[j]));
    vec![
        ("course with no length", catalogue.values().any(|course| course.minutes.is_none())),
        ("course of a title class", catalogue.values().any(|course| course.class.is_some())),
        ("course with segments", segments().next().is_some()),
        ("segment of no minutes", segments().any(|s| s.minutes == 0)),
        ("segment with tags", segments().any(|s| !s.tags.is_empty())),
        ("segment that names no topics", segments().any(|s| s.topics.is_none())),
        ("unit in several courses", (0..of_courses.len()).any(shared)),
    ]
}

fn of_verdict(verdict: &Value) -> Vec<Feature> {
    let unapplied = |why: &str| verdict["unapplied"].as_object().is_some_and(|all| all.values().any(|w| w == why));
    let applied = |is: fn(&Value) -> bool| verdict["applied"].as_object().is_some_and(|all| all.values().any(is));
    vec![
        ("complete", verdict["complete"] == true),
        ("credits_left", verdict["credits_left"].is_number()),
        ("floors", verdict["floors"].is_object()),
        ("applied to several parts", applied(Value::is_array)),
        ("unapplied: booked", unapplied("booked")),
        ("unapplied: partial", unapplied("partial")),
        ("unapplied: expired", unapplied("expired")),
        ("unapplied: before-enrolment", unapplied("before-enrolment")),
        ("unapplied: too-little-attended", unapplied("too-little-attended")),
        ("unapplied: subject-below-minimum", unapplied("subject-below-minimum")),
        ("unapplied: no-requirement-accepts-it", unapplied("no-requirement-accepts-it")),
        ("unapplied: not-usable", unapplied("not-usable")),
    ]
}
