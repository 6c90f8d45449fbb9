//! Who ran a meeting, and so is not a participant in it: by a role, by a mark after the name, by the lines above the
//! table, or by a table of hosts next to it.

use super::{
    columns::{Column, Columns, Kind},
    headings::Heading,
    sections::Section,
    table::{is_heads, title},
    words::{self, Meaning, Words},
};
use crate::{
    ground::{fold::fold, tables::Row},
    people::fold_email,
};
use std::collections::BTreeSet;

/// Words for people who run a meeting.
const RUNS: [&str; 32] = [
    "host",
    "cohost",
    "organizer",
    "organiser",
    "coorganizer",
    "coorganiser",
    "panelist",
    "panellist",
    "moderator",
    "speaker",
    "interpreter",
    "facilitator",
    "cofacilitator",
    "instructor",
    "trainer",
    "cotrainer",
    "anfitrion",
    "anfitriona",
    "coanfitrion",
    "coanfitriona",
    "organizador",
    "organizadora",
    "panelista",
    "moderador",
    "moderadora",
    "ponente",
    "interprete",
    "facilitador",
    "facilitadora",
    "instructora",
    "capacitador",
    "capacitadora",
];

/// Whether a text says that somebody runs the meeting: "Co-host", "Host, Presenter", "Panelist (promoted)".
fn says(text: &str) -> bool {
    let folded = fold(text);
    let words = || folded.split(|c: char| !c.is_alphanumeric());
    words().any(|w| RUNS.contains(&w)) && !words().any(|w| ["no", "not", "non"].contains(&w))
}

/// Whether a role says so: by its own words, by a yes under a heading that says so, or by the person's own name there.
pub(super) fn by_role(cell: &str, head: &str, names: &[&str]) -> bool {
    let yes = words::meaning(&Words::new(), Column::Here, cell) == Some(Meaning::There);
    let own = !cell.is_empty() && names.iter().any(|n| fold_email(n) == fold_email(cell));
    says(cell) || says(&Heading::of(head).words) && (yes || own)
}

/// Whether a name is marked: "Dana Kowalski (Host)", "Dana Kowalski [Co-host]".
pub(super) fn is_marked(name: &str) -> bool {
    name.split_once(['(', '[']).is_some_and(|(_, mark)| says(mark))
}

/// Addresses and names of people who ran the meeting, folded: from the lines above the table and from tables of hosts.
pub(super) fn of_file(rows: &[Row], at: usize, kind: Kind) -> BTreeSet<String> {
    let mut found = above(&rows[..at]);
    let mut rows = rows.iter().peekable();
    while let Some(row) = rows.next() {
        if !title(row).is_some_and(|t| Section::of(&t, row.line).runs) {
            continue;
        }
        let Some(heads) = rows.next_if(|r| is_heads(&r.cells, kind)) else { continue };
        let columns = Columns::guess(&heads.cells, kind);
        while let Some(row) = rows.next_if(|r| title(r).is_none() && !is_heads(&r.cells, kind)) {
            found.extend(
                [Column::Email, Column::Name]
                    .map(|c| fold_email(columns.cell(&row.cells, c)))
                    .into_iter()
                    .filter(|c| !c.is_empty()),
            );
        }
    }
    found
}

/// From a summary of the meeting, in two columns or as headings over one line; a table of registrations is not one.
fn above(rows: &[Row]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let organizer = |what: &str| says(what) || fold(what).contains("host") || fold(what).contains("organizer");
    for (n, row) in rows.iter().enumerate() {
        let said: Vec<&str> = row.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
        // in two cells, or "Host: Dana Kowalski" in one
        let pair = match said.as_slice() {
            [what, says] => Some((*what, *says)),
            [one] => one.split_once(':'),
            _ => None,
        };
        if let Some((_, says)) = pair.filter(|(what, says)| organizer(what) && !says.trim().is_empty()) {
            found.extend(says.split([',', ';', '&']).map(|one| fold_email(one.trim())));
            found.insert(fold_email(says));
        }
        let meeting = ["topic", "meeting", "webinar", "event name", "start time", "tema"];
        let about = row.cells.iter().any(|c| meeting.iter().any(|word| fold(c).contains(word)));
        let Some(below) = rows.get(n + 1).filter(|_| about && row.cells.len() > 2) else { continue };
        let is_own = |what: &str| organizer(what) || ["user email", "user name"].contains(&fold(what).as_str());
        let own = row.cells.iter().zip(&below.cells).filter(|(what, says)| is_own(what) && !says.is_empty());
        found.extend(own.map(|(_, says)| fold_email(says)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_of_people_who_run_a_meeting_are_known() {
        for role in [
            "Host",
            "Co Host",
            "Host, Presenter",
            "Host (me)",
            "Speaker/Panelist",
            "Panelist (promoted)",
            "Organizadora",
            "Coanfitri\u{F3}n",
            "Facilitator",
        ] {
            assert!(by_role(role, "Role", &[]), "{role}");
        }
        for role in ["", "Attendee", "Presenter", "Participant", "Not a host", "Member"] {
            assert!(!by_role(role, "Role", &[]), "{role}");
        }
        assert!(by_role("TRUE", "Moderator", &[]) && !by_role("FALSE", "Moderator", &[]));
        assert!(
            by_role("Dana Kowalski", "Host", &["Dana Kowalski"]) && !by_role("Dana Kowalski", "Host", &["Ana Lima"])
        );
        assert!(is_marked("Dana Kowalski (Co-host)") && !is_marked("Ana Lima (she/her)"));
    }
}
