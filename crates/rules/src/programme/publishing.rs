//! What a union should hear before an edition binds its members: parts that no course can fill, sums that cannot be
//! reached, topics that nobody teaches, courses that two parts accept.

use super::{Programme, Repeat};
use crate::{Minutes, audit::Auditor};
use std::fmt;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// No course of the catalogue counts in a part that asks for something.
    NothingFills {
        /// The part.
        part: String,
    },
    /// Whoever took every course once would still be short in a part.
    OutOfReach {
        /// The part.
        part: String,
        /// Minutes that would be missing.
        minutes: Minutes,
        /// Classes that would be missing.
        classes: i64,
    },
    /// A part may use less than it asks for.
    CapBelowNeed {
        /// The part.
        part: String,
        /// The key of the cap.
        cap: &'static str,
        /// The key of the need.
        need: &'static str,
    },
    /// Whoever took every course once would still be short of the total.
    TotalOutOfReach {
        /// Minutes that would be missing.
        minutes: Minutes,
        /// Workshops that would be missing.
        workshops: i64,
    },
    /// Whoever took every course once would still be below a floor.
    FloorOutOfReach {
        /// The floor.
        floor: String,
    },
    /// No course has a topic of a part.
    TopicUntaught {
        /// The part.
        part: String,
        /// The topic.
        topic: String,
        /// Whether the part asks for it.
        required: bool,
    },
    /// Several parts of one group accept a course: the audit decides where it helps most.
    SeveralParts {
        /// The course.
        course: String,
        /// The parts.
        parts: Vec<String>,
    },
    /// The catalogue is empty: nothing else could be checked.
    NoCourses,
}

impl Finding {
    /// Whether an edition with this finding must not be published: nobody could ever complete it.
    #[must_use]
    pub fn forbids(&self) -> bool {
        match self {
            Self::NothingFills { .. }
            | Self::OutOfReach { .. }
            | Self::CapBelowNeed { .. }
            | Self::TotalOutOfReach { .. }
            | Self::FloorOutOfReach { .. } => true,
            Self::TopicUntaught { required, .. } => *required,
            Self::SeveralParts { .. } | Self::NoCourses => false,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingFills { part } => write!(f, "part \"{part}\": no course of the catalogue counts there"),
            Self::OutOfReach { part, minutes, classes } => write!(
                f,
                "part \"{part}\": whoever takes every course once is still short, {minutes} minutes and {classes} classes"
            ),
            Self::CapBelowNeed { part, cap, need } => {
                write!(f, "part \"{part}\": {cap} allows less than {need} asks for")
            }
            Self::TotalOutOfReach { minutes, workshops } => write!(
                f,
                "[total]: whoever takes every course once is still short, {minutes} minutes and {workshops} workshops"
            ),
            Self::FloorOutOfReach { floor } => {
                write!(f, "floor \"{floor}\": whoever takes every course once is still below it")
            }
            Self::TopicUntaught { part, topic, .. } => {
                write!(f, "part \"{part}\": no course has the topic \"{topic}\"")
            }
            Self::SeveralParts { course, parts } => {
                write!(
                    f,
                    "course \"{course}\" may count in {}: the audit decides where it helps most",
                    parts.join(" or ")
                )
            }
            Self::NoCourses => {
                write!(f, "the catalogue has no courses yet: whether the parts can be filled was not checked")
            }
        }
    }
}

/// Checks an edition against the catalogue it is to be published with.
#[must_use]
pub fn check(auditor: &Auditor) -> Vec<Finding> {
    let programme = auditor.programme();
    let mut found = contradictions(programme);
    if auditor.catalogue().is_empty() {
        found.push(Finding::NoCourses);
        return found;
    }
    let accepted: Vec<(&String, Vec<usize>)> =
        auditor.catalogue().keys().map(|code| (code, auditor.course_parts(code))).collect();
    let reach = auditor.reach();
    let in_choice = |id: &String| programme.choices.iter().any(|c| c.options.iter().flatten().any(|o| o == id));
    let optional = |k: usize| in_choice(&programme.requirements[k].id);
    for (k, r) in programme.requirements.iter().enumerate() {
        let asks = r.minutes > r.approx || r.count > 0;
        if optional(k) {
            // an option that nobody can take does no harm while another one can be taken
        } else if asks && !accepted.iter().any(|(_, parts)| parts.contains(&k)) {
            found.push(Finding::NothingFills { part: r.id.clone() });
            continue;
        }
        let (minutes, classes) = reach.parts[k];
        let once = programme.credit.repeat != Repeat::Unlimited;
        if asks && once && !optional(k) && (minutes > 0 || classes > 0) {
            found.push(Finding::OutOfReach { part: r.id.clone(), minutes, classes });
        }
        let taught = |topic: &&String| !auditor.catalogue().values().any(|c| has_topic(c, topic));
        for topic in r.topics.iter().filter(taught) {
            let looked_at = r.topics_from != super::TopicsFrom::None;
            let required = looked_at && !optional(k) && r.topics_needed() == r.topics.len() as i64;
            found.push(Finding::TopicUntaught { part: r.id.clone(), topic: topic.clone(), required });
        }
    }
    if programme.credit.repeat != Repeat::Unlimited {
        if reach.total > 0 || reach.workshops > 0 {
            found.push(Finding::TotalOutOfReach { minutes: reach.total, workshops: reach.workshops });
        }
        let floors = programme.floors.iter().zip(&reach.floors).filter(|(_, short)| **short > 0);
        found.extend(floors.map(|(f, _)| Finding::FloorOutOfReach { floor: f.id.clone() }));
    }
    for (code, parts) in accepted {
        let group = |k: &usize| &programme.requirements[*k].group;
        if parts.iter().enumerate().any(|(n, k)| parts[..n].iter().any(|j| group(j) == group(k))) {
            let parts = parts.iter().map(|k| programme.requirements[*k].id.clone()).collect();
            found.push(Finding::SeveralParts { course: code.clone(), parts });
        }
    }
    found
}

fn has_topic(course: &crate::audit::Course, topic: &String) -> bool {
    course.topics.contains(topic) || course.segments.iter().any(|s| s.topics.iter().flatten().any(|t| t == topic))
}

fn contradictions(programme: &Programme) -> Vec<Finding> {
    let mut found = Vec::new();
    for r in &programme.requirements {
        let mut cap = |yes: bool, cap, need| {
            if yes {
                found.push(Finding::CapBelowNeed { part: r.id.clone(), cap, need });
            }
        };
        cap(r.max_minutes > 0 && r.max_minutes < r.minutes - r.approx, "max_minutes", "minutes");
        let one_each = r.per == super::Per::Workshop && !r.combine;
        cap(one_each && r.max_count > 0 && r.max_count < r.count, "max_count", "count");
        cap(r.count > 0 && r.each_max > 0 && r.each_max < r.threshold(), "each_max", "each_min");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Catalogue, Course};
    use std::sync::Arc;

    const SHIPPED: &str = include_str!("../../../../programmes/bargaining-certificate.toml");

    fn findings(toml: &str, courses: &[(&str, i64, &[&str])]) -> Vec<Finding> {
        let programme = Programme::from_toml("p.toml", toml).unwrap();
        let tags = |tags: &[&str]| tags.iter().map(|t| (*t).to_owned()).collect();
        let course = |(code, minutes, t): &(&str, i64, &[&str])| {
            ((*code).to_owned(), Course { minutes: Some(*minutes), tags: tags(t), ..Course::default() })
        };
        let catalogue: Catalogue = courses.iter().map(course).collect();
        check(&Auditor::new(Arc::new(programme), Arc::new(catalogue)))
    }

    const SMALL: &str = r#"
        schema = 1
        id = "small"
        edition = "1"
        [total]
        minutes = 300
        [[requirement]]
        id = "a"
        accept = ["tag:a"]
        minutes = 120
        [[requirement]]
        id = "b"
        accept = ["tag:b"]
        count = 1
    "#;

    #[test]
    fn an_edition_that_can_be_completed_has_nothing_that_forbids_it() {
        let found = findings(SMALL, &[("x", 200, &["a"]), ("y", 100, &["b"])]);
        assert_eq!(found, []);
    }

    #[test]
    fn a_part_without_courses_and_a_sum_out_of_reach_are_found() {
        let found = findings(SMALL, &[("x", 60, &["a"])]);
        assert!(found.contains(&Finding::NothingFills { part: "b".into() }), "{found:?}");
        assert!(found.contains(&Finding::OutOfReach { part: "a".into(), minutes: 60, classes: 0 }), "{found:?}");
        assert!(found.contains(&Finding::TotalOutOfReach { minutes: 240, workshops: 0 }), "{found:?}");
    }

    #[test]
    fn a_course_for_two_parts_is_listed_and_allowed() {
        let found = findings(SMALL, &[("x", 300, &["a"]), ("y", 100, &["a", "b"])]);
        let both = Finding::SeveralParts { course: "y".into(), parts: vec!["a".into(), "b".into()] };
        assert_eq!(found, [both]);
        assert!(!found[0].forbids());
    }

    #[test]
    fn a_cap_below_the_need_is_found() {
        let found = findings(&SMALL.replace("count = 1", "count = 2\nmax_count = 1"), &[("x", 300, &["a"])]);
        assert!(found.iter().any(|f| matches!(f, Finding::CapBelowNeed { cap: "max_count", .. })), "{found:?}");
    }

    #[test]
    fn topics_that_nobody_teaches_are_named() {
        let found = findings(SHIPPED, &[("x", 360, &["foundations"])]);
        assert!(found.iter().any(|f| matches!(f, Finding::TopicUntaught { topic, .. } if topic == "tactics")));
    }
}
