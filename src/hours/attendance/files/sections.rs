//! Tables below each other with the same headings: their titles say who is in them.

use crate::ground::fold::fold;

/// The part of a table under one title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// A title that says nothing about the people under it: perhaps that of a class.
    pub title: String,
    /// The line of the title, or of the headings.
    pub line: usize,
    /// Whether they ran the meeting.
    pub runs: bool,
    /// Whether they were not there.
    pub absent: bool,
    /// Whether they were there: "Present".
    pub came: bool,
    /// A title that sounds as if they had not been there, but says something else too.
    pub doubt: Option<String>,
}

/// Words that say that somebody was not there.
const ABSENT: [&str; 22] = [
    "not",
    "non",
    "didn",
    "no",
    "absent",
    "absentees",
    "cancelled",
    "canceled",
    "cancellations",
    "waitlist",
    "waitlisted",
    "waiting",
    "declined",
    "invited",
    "registered",
    "registrants",
    "registrations",
    "registration",
    "ausentes",
    "ausente",
    "inscritos",
    "inscritas",
];
/// Words for people who run a meeting.
const RUNS: [&str; 28] = [
    "host",
    "hosts",
    "cohost",
    "cohosts",
    "panelist",
    "panelists",
    "organizer",
    "organizers",
    "organiser",
    "organisers",
    "speaker",
    "speakers",
    "moderator",
    "moderators",
    "interpreter",
    "interpreters",
    "presenter",
    "presenters",
    "anfitrion",
    "anfitriones",
    "organizadores",
    "ponentes",
    "trainer",
    "trainers",
    "facilitator",
    "facilitators",
    "instructor",
    "instructors",
];
/// Words for people who came.
const CAME: [&str; 15] = [
    "attendee",
    "attendees",
    "attended",
    "attend",
    "attendance",
    "participant",
    "participants",
    "viewers",
    "present",
    "presentes",
    "came",
    "people",
    "asistentes",
    "participantes",
    "personas",
];
/// Words that go with these in titles of reports; with any other word, a title means something else, perhaps a class.
const BESIDE: [&str; 22] = [
    "details",
    "detail",
    "list",
    "report",
    "other",
    "of",
    "the",
    "and",
    "but",
    "who",
    "did",
    "t",
    "show",
    "shows",
    "co",
    "in",
    "meeting",
    "activities",
    "show",
    "de",
    "los",
    "asistieron",
];

impl Section {
    /// What a title says.
    pub fn of(title: &str, line: usize) -> Self {
        let folded = fold(title);
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty() && !w.chars().all(|c| c.is_ascii_digit()))
            .collect();
        let any = |known: &[&str]| words.iter().any(|w| known.contains(w));
        let plain = !words.is_empty()
            && words.iter().all(|w| [&ABSENT[..], &RUNS, &CAME, &BESIDE].iter().any(|known| known.contains(w)));
        let absent = plain && any(&ABSENT);
        let runs = plain && !absent && any(&RUNS);
        let known = absent || runs || plain && any(&CAME) || plain && any(&["activities"]);
        let came = plain && !absent && !runs && any(&["present", "presentes", "attended", "came", "asistieron"]);
        let title = if known { String::new() } else { title.chars().take(200).collect() };
        Self { title, line, runs, absent, came, doubt: None }
    }

    /// What a line within a list of people says, where it says who is listed below it; a mere name does not.
    pub fn of_title(title: &str, line: usize) -> Option<Self> {
        let section = Self::of(title, line);
        (section.is_of_others() || section.came).then_some(section)
    }

    /// Whether the people under it are not ones who came.
    pub const fn is_of_others(&self) -> bool {
        self.runs || self.absent
    }
}

/// Whether a title contains a word for those who did not come.
pub(super) fn sounds_absent(title: &str) -> bool {
    fold(title).split(|c: char| !c.is_alphanumeric()).any(|w| ABSENT.contains(&w))
}

/// Whether a title is above people who ran the meeting or were not there.
pub(super) fn of_others(title: &str) -> bool {
    Section::of(title, 0).is_of_others()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_who_is_under_them() {
        for (title, runs, absent) in [
            ("Host Details", true, false),
            ("Panelist Details", true, false),
            ("Attendee Details", false, false),
            ("2. Participants", false, false),
            ("Registered but did not attend", false, true),
            ("Anfitriones", true, false),
        ] {
            let section = Section::of(title, 1);
            assert_eq!((section.runs, section.absent, section.title.as_str()), (runs, absent, ""), "{title}");
        }
        for (title, absent) in [("Non-attendees", true), ("Didn't attend", true), ("Other Attended", false)] {
            assert_eq!((Section::of(title, 1).absent, Section::of(title, 1).title.as_str()), (absent, ""), "{title}");
        }
        for class in
            ["Grievance basics", "Organizer Training", "Registered Nurses: your rights", "Hostos Community College"]
        {
            let section = Section::of(class, 1);
            assert_eq!((section.title.as_str(), section.is_of_others()), (class, false));
        }
    }
}
