//! What the words for a status or an action mean: those of the common systems are known, others are asked about once
//! and remembered.

use super::{columns::Column, who::Choices};
use crate::{
    ground::{fault::Fault, fold::fold},
    programme::change::Change,
    visit::scope::Scope,
};
use db::{Row, Tx, params, sql};
use rules::time::Instant;
use std::collections::{BTreeMap, BTreeSet};
use strum::{EnumString, IntoStaticStr};

/// What a word says of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Meaning {
    There,
    Away,
    /// Registered, invited, confirmed: nothing about who came.
    Nothing,
    Joined,
    Left,
}

impl Meaning {
    /// What a word in a column can mean.
    pub const fn of(column: Column) -> &'static [Self] {
        match column {
            Column::Action => &[Self::Joined, Self::Left, Self::Nothing],
            _ => &[Self::There, Self::Away, Self::Nothing],
        }
    }

    /// Its name in forms and in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// Words that somebody explained, by column and in their comparable form.
pub(crate) type Words = BTreeMap<(String, String), Meaning>;

/// A word in its comparable form.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let plain = if words.is_empty() { folded.clone() } else { words.join(" ") };
    // "Yes?" is not a yes
    let plain = if folded.contains('?') && !words.is_empty() { format!("{plain} ?") } else { plain };
    plain.chars().take(100).collect()
}

const THERE: [&str; 30] = [
    "yes",
    "y",
    "x",
    "1",
    "true",
    "present",
    "here",
    "attended",
    "checked in",
    "checkedin",
    "p",
    "full",
    "si",
    "s",
    "\u{2713}",
    "\u{2714}",
    "\u{2705}",
    "complete",
    "completed",
    "arrived",
    "was there",
    "attended in full",
    "participated",
    "joined",
    "admitted",
    "asistio",
    "presente",
    "completo",
    "llego",
    "registrada la entrada",
];
/// For a registration, only these say that somebody came.
const CLEARLY_THERE: [&str; 11] = [
    "attended",
    "present",
    "here",
    "checked in",
    "checkedin",
    "arrived",
    "was there",
    "attended in full",
    "asistio",
    "presente",
    "llego",
];
/// For a registration, these say nothing clear.
const VAGUE: [&str; 5] = ["no", "n", "0", "false", "a"];
const AWAY: [&str; 36] = [
    "no",
    "n",
    "0",
    "false",
    "absent",
    "no show",
    "noshow",
    "not attended",
    "did not attend",
    "not present",
    "a",
    "cancelled",
    "canceled",
    "not checked in",
    "not attending",
    "declined",
    "withdrawn",
    "withdrew",
    "deleted",
    "refunded",
    "transferred",
    "rejected",
    "waitlisted",
    "wait listed",
    "waitlist",
    "waiting list",
    "on waitlist",
    "on waiting list",
    "excused",
    "did not join",
    "not there",
    "no asistio",
    "ausente",
    "cancelado",
    "cancelada",
    "lista de espera",
];
const NOTHING: [&str; 30] = [
    "registered",
    "attending",
    "confirmed",
    "invited",
    "accepted",
    "pending",
    "approved",
    "tentative",
    "going",
    "active",
    "enrolled",
    "booked",
    "paid",
    "unpaid",
    "free",
    "awaiting approval",
    "pending approval",
    "pending payment",
    "rsvp",
    "rsvp yes",
    "sold",
    "valid",
    "complimentary",
    "maybe",
    "inscrito",
    "inscrita",
    "registrado",
    "registrada",
    "confirmado",
    "confirmada",
];
const JOINED: [&str; 18] = [
    "joined",
    "join",
    "joined before",
    "entered",
    "enter",
    "entry",
    "in",
    "checked in",
    "check in",
    "checkin",
    "signed in",
    "sign in",
    "rejoined",
    "scan in",
    "entro",
    "entrada",
    "se unio",
    "ingreso",
];
const LEFT: [&str; 18] = [
    "left",
    "leave",
    "exited",
    "exit",
    "out",
    "checked out",
    "check out",
    "checkout",
    "signed out",
    "sign out",
    "disconnected",
    "departed",
    "scan out",
    "dropped",
    "salio",
    "salida",
    "abandono",
    "se fue",
];

/// What a word in a column means; `None` where nobody knows yet. An empty cell says nothing about anybody.
pub(super) fn meaning(words: &Words, column: Column, text: &str) -> Option<Meaning> {
    let plain = plain(text);
    let known: &[(&[&str], Meaning)] = match column {
        Column::Action => &[(&JOINED, Meaning::Joined), (&LEFT, Meaning::Left)],
        // a registration can be complete, or "no" can be about an order
        Column::Status => &[(&CLEARLY_THERE, Meaning::There), (&AWAY, Meaning::Away), (&NOTHING, Meaning::Nothing)],
        _ => &[(&THERE, Meaning::There), (&AWAY, Meaning::Away), (&NOTHING, Meaning::Nothing)],
    };
    if plain.is_empty() {
        return Some(Meaning::Nothing);
    }
    let vague = column == Column::Status && VAGUE.contains(&plain.as_str());
    let found = known.iter().find(|(words, _)| !vague && words.contains(&plain.as_str())).map(|(_, m)| *m);
    found.or_else(|| words.get(&(column.name().to_owned(), plain)).copied())
}

/// Whether a word says that somebody was not there, and not only that an order or a registration of theirs has ended.
pub(super) fn denies(text: &str) -> bool {
    const DENIES: [&str; 15] = [
        "no",
        "n",
        "0",
        "false",
        "a",
        "absent",
        "no show",
        "noshow",
        "not attended",
        "did not attend",
        "not present",
        "not there",
        "did not join",
        "no asistio",
        "ausente",
    ];
    DENIES.contains(&plain(text).as_str())
}

/// What a word in a column of absences means: a yes is an absence, a no says nothing.
pub(super) fn absent(words: &Words, text: &str) -> Option<Meaning> {
    let plain = plain(text);
    let is = |known: &[&str]| known.contains(&plain.as_str());
    if is(&["no", "n", "0", "false"]) || is(&NOTHING) {
        return Some(Meaning::Nothing);
    }
    if is(&AWAY) || is(&["yes", "y", "x", "1", "true", "si", "s", "\u{2713}", "\u{2714}", "\u{2705}"]) {
        return Some(Meaning::Away);
    }
    words.get(&(Column::Absent.name().to_owned(), plain)).copied()
}

/// Words that are unclear next to the other words of their column: a cross next to ticks, an A without a P, which is
/// "absent" to some and "asistió" to others, and an S next to a P or a yes, which is "sick" and not "sí".
pub(super) fn unclear(said: &BTreeSet<String>) -> BTreeSet<String> {
    let other_yes = said.iter().any(|w| w != "x" && THERE.contains(&w.as_str()));
    let other_p = said.iter().any(|w| ["p", "present", "presente"].contains(&w.as_str()));
    let other_yes_in_english = other_p || said.iter().any(|w| ["y", "yes"].contains(&w.as_str()));
    let unclear = [("x", other_yes), ("a", !other_p), ("s", other_yes_in_english)]
        .into_iter()
        .filter(|(word, is)| *is && said.contains(*word));
    unclear.map(|(word, _)| word.to_owned()).collect()
}

/// Whether a word means something in one list and can mean the opposite in the next: it is asked about each time.
pub(super) fn is_of_one_file(word: &str) -> bool {
    ["x", "a", "s"].contains(&word)
}

/// The name of the answer about a word that belongs to one file.
pub(super) fn choice(column: Column, word: &str) -> String {
    format!("word-{}-{word}", column.name())
}

/// Words that somebody explained for one file alone.
pub(super) fn of_file(choices: &Choices) -> Words {
    let said = choices.iter().filter_map(|(about, chosen)| {
        let (column, word) = about.strip_prefix("word-")?.split_once('-')?;
        Some(((column.to_owned(), word.to_owned()), Meaning::from_name(&chosen.choice)?))
    });
    said.collect()
}

/// What a word in a column is remembered under. How far a registration has got is worded differently in every system:
/// it is remembered only for files with the same headings (`heads`: their digest).
pub(super) fn about(column: Column, heads: &str) -> String {
    match column {
        Column::Status => format!("{}:{heads}", column.name()),
        _ => column.name().to_owned(),
    }
}

/// All words that somebody explained, for a file with these headings.
pub(super) fn all(tx: &Tx<'_>, heads: &str) -> Result<Words, Fault> {
    let rows = tx.all(sql!("select about, word, meaning from attendance_word limit 5000"), &[])?;
    let mut words = Words::new();
    for row in &rows {
        if let Some(meaning) = Meaning::from_name(row.text(2)?) {
            let said: String = row.get(0)?;
            let of_column = |c: &Column| about(*c, heads) == said;
            if let Some(column) = Column::WORDS.iter().find(|c| of_column(c)) {
                words.insert((column.name().to_owned(), row.get(1)?), meaning);
            }
        }
    }
    Ok(words)
}

/// A word that somebody explained.
pub(super) struct Remembered {
    /// The column it was in.
    pub about: String,
    pub word: String,
    pub meaning: Meaning,
    /// Who said so.
    pub by: String,
    pub at: Instant,
}

/// What the office said, the latest first.
pub(super) fn remembered(tx: &Tx<'_>, scope: &Scope) -> Result<Vec<Remembered>, Fault> {
    scope.everybody()?;
    let rows = tx.all(
        sql!(
            "select w.about, w.word, w.meaning, coalesce(p.name, ''), w.decided_at from attendance_word w
             left join person p on p.id = w.decided_by order by w.decided_at desc, w.word limit 1000"
        ),
        &[],
    )?;
    let read = |r: &Row| -> Result<Option<Remembered>, Fault> {
        let Some(meaning) = Meaning::from_name(r.text(2)?) else { return Ok(None) };
        Ok(Some(Remembered { about: r.get(0)?, word: r.get(1)?, meaning, by: r.get(3)?, at: Instant(r.get(4)?) }))
    };
    rows.iter().filter_map(|r| read(r).transpose()).collect()
}

/// Forgets what a word means; returns whether it was remembered. Part of a verb.
pub(super) fn forget(change: &Change<'_, '_>, about: &str, word: &str) -> Result<bool, Fault> {
    let gone =
        change.tx.run(sql!("delete from attendance_word where about = $1 and word = $2"), &params![about, word])?;
    Ok(gone > 0)
}

/// Remembers what a word means. Part of a verb.
pub(super) fn remember(change: &Change<'_, '_>, about: &str, word: &str, meaning: Meaning) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into attendance_word (about, word, meaning, decided_by, decided_at) values ($1, $2, $3, $4, $5)
             on conflict (about, word) do update set meaning = excluded.meaning, decided_by = excluded.decided_by,
               decided_at = excluded.decided_at"
        ),
        &params![about, word, meaning.name(), change.person(), change.now.0],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_common_systems_are_known_and_others_are_not_guessed() {
        let here = |text| meaning(&Words::new(), Column::Here, text);
        for text in ["X", "Checked In", "Attended", "\u{2713}", "S\u{ED}", "Asisti\u{F3}"] {
            assert_eq!(here(text), Some(Meaning::There), "{text}");
        }
        for text in ["No-show", "Not Attending", "Cancelled", "no asisti\u{F3}"] {
            assert_eq!(here(text), Some(Meaning::Away), "{text}");
        }
        for text in ["Attending", "Registered", "Confirmed", ""] {
            assert_eq!(here(text), Some(Meaning::Nothing), "{text}");
        }
        assert_eq!((here("perhaps"), here("Partial"), here("Yes?")), (None, None, None));
        let status = |text| meaning(&Words::new(), Column::Status, text);
        for text in ["Completed", "Joined", "P", "Full", "Yes", "No"] {
            assert_eq!(status(text), None, "of a registration: {text}");
        }
        assert_eq!((status("Checked In"), status("Cancelled")), (Some(Meaning::There), Some(Meaning::Away)));
        let unclear = |said: &[&str]| unclear(&said.iter().map(|w| (*w).to_owned()).collect());
        assert!(unclear(&["x"]).is_empty() && unclear(&["x", "no"]).is_empty() && unclear(&["p", "a"]).is_empty());
        assert!(unclear(&["s", "no"]).is_empty() && unclear(&["p", "a", "s"]).contains("s"));
        assert!(unclear(&["x", "\u{2713}"]).contains("x") && unclear(&["a", "f"]).contains("a"));
        let action = |text| meaning(&Words::new(), Column::Action, text);
        assert_eq!(
            (action("Joined before"), action("Left"), action("Muted")),
            (Some(Meaning::Joined), Some(Meaning::Left), None)
        );
        let said = Words::from([(("here".to_owned(), "partial".to_owned()), Meaning::Away)]);
        assert_eq!(meaning(&said, Column::Here, "Partial!"), Some(Meaning::Away));
    }
}
