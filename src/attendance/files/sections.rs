//! Tables below each other under equal headings: their titles say who is in them.

use crate::people::fold;

/// What stands under one title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// A title that says nothing about the people under it: of a class, perhaps.
    pub title: String,
    /// The line of the title, or of the headings.
    pub line: usize,
    /// Whether they ran the meeting.
    pub runs: bool,
    /// Whether they were not there.
    pub absent: bool,
}

const ABSENT: [&str; 13] = [
    "not attend",
    "no show",
    "no-show",
    "absent",
    "cancel",
    "waitlist",
    "waiting list",
    "declined",
    "invit",
    "registra",
    "registered",
    "no asist",
    "ausente",
];
const RUNS: [&str; 12] = [
    "host",
    "panelist",
    "organizer",
    "organiser",
    "speaker",
    "moderator",
    "interpreter",
    "presenter",
    "anfitri",
    "organizador",
    "ponente",
    "moderador",
];
const CAME: [&str; 9] =
    ["attend", "participant", "viewer", "present", "people", "in-meeting", "asistente", "asistieron", "personas"];

impl Section {
    /// What a title says.
    pub fn of(title: &str, line: usize) -> Self {
        let folded = fold(title);
        let any = |words: &[&str]| words.iter().any(|w| folded.contains(w));
        let absent = any(&ABSENT);
        let runs = !absent && any(&RUNS);
        let known = absent || runs || any(&CAME);
        Self { title: if known { String::new() } else { title.chars().take(200).collect() }, line, runs, absent }
    }

    /// Whether the people under it are none who came.
    pub const fn is_of_others(&self) -> bool {
        self.runs || self.absent
    }
}

/// Whether a title stands above people who ran the meeting or were not there.
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
        assert_eq!(Section::of("Grievance basics", 1).title, "Grievance basics");
    }
}
