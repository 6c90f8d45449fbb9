//! What the lines above the headings of a file say: the day of the list, its time zone, and what it is about.

use super::{
    headings::Heading,
    table::{Table, trimmed},
};
use crate::ground::{
    fold::fold,
    tables::{
        Row,
        dates::{self, Order},
    },
};

impl Table {
    /// What lines above the table say under one of these names.
    fn said_above(&self, names: &'static [&'static str]) -> impl Iterator<Item = &str> {
        let said = self.above.iter().filter(|(what, says)| names.contains(&plain(what).as_str()) && !says.is_empty());
        said.map(|(_, says)| says.as_str())
    }

    /// The zone of the times, as lines above the table name it.
    pub fn zone_above(&self) -> Option<String> {
        let named = self.said_above(&["time zone", "timezone", "zone", "zona horaria", "huso horario"]).next();
        // "Start Time (UTC)" names the zone of the times; "Report generated (UTC)" and "Sponsor (NEA)" do not
        let of_times = |what: &str| plain(what).split(' ').any(|w| OF_TIMES.contains(&w));
        let of_heading =
            || self.above.iter().filter(|(what, _)| of_times(what)).find_map(|(what, _)| Heading::of(what).zone);
        named.map(str::to_owned).or_else(of_heading)
    }

    /// What lines above the table, and its title, say about the day.
    pub fn days_above(&self) -> impl Iterator<Item = &str> {
        let starts = self.above.iter().filter(|(what, _)| {
            let what = plain(what);
            what.contains("start") || what.contains("inicio")
        });
        starts.map(|(_, says)| says.as_str()).chain(self.said_above(&DAYS)).chain(self.dated.as_deref())
    }

    /// What the table is about, according to the lines above it.
    pub fn topic(&self) -> Option<&str> {
        self.said_above(&TOPICS).next()
    }
}

/// Words of lines above a table that say when the class was.
const OF_TIMES: [&str; 9] = ["start", "started", "end", "ended", "time", "times", "inicio", "fin", "hora"];
/// What lines above a table call the day of the class.
const DAYS: [&str; 11] = [
    "date",
    "day",
    "class date",
    "session date",
    "meeting date",
    "event date",
    "workshop date",
    "training date",
    "date of class",
    "date of training",
    "fecha",
];
/// What lines above a table call the class.
const TOPICS: [&str; 20] = [
    "topic",
    "meeting topic",
    "meeting title",
    "webinar topic",
    "webinar title",
    "webinar name",
    "event",
    "event name",
    "event title",
    "class",
    "class title",
    "course",
    "workshop",
    "session",
    "session title",
    "training",
    "clase",
    "curso",
    "tema",
    "titulo de la reunion",
];
/// Words in titles whose date is that of the report, not that of the class.
const MADE: [&str; 14] = [
    "generated",
    "printed",
    "exported",
    "downloaded",
    "created",
    "report",
    "as of",
    "revised",
    "updated",
    "informe",
    "generado",
    "exportado",
    "actualizado",
    "impreso",
];

/// A heading, or the name of a line, in its comparable form.
fn plain(text: &str) -> String {
    Heading::of(text).words
}

/// The part of a title that is a day: "Sign-in sheet 11/12/2026", "Sign-in, November 12, 2026".
pub(super) fn dated(title: &str) -> Option<String> {
    let folded = fold(title);
    if MADE.iter().any(|m| folded.contains(m)) {
        return None;
    }
    let words: Vec<&str> = title.split_whitespace().collect();
    let parts = (1..=5).flat_map(|length| words.windows(length).map(|w| w.join(" ")));
    let is_day = |text: &String| Order::ALL.into_iter().any(|order| dates::day(text, Some(order)).is_some());
    parts.map(|p| p.trim_matches(['(', ')', ':', ';', ',']).to_owned()).find(is_day)
}

/// What the lines above say: "Host email, dana@..." in two cells, or a line of names over a line of values.
pub(super) fn read(rows: &[Row]) -> Vec<(String, String)> {
    let said: Vec<Vec<String>> = rows.iter().map(|r| trimmed(&r.cells)).collect();
    let two = said.iter().filter_map(|cells| match cells.as_slice() {
        [what, says] => Some((what.clone(), says.clone())),
        _ => None,
    });
    let over = said
        .windows(2)
        .filter(|pair| pair[0].len() > 2)
        .flat_map(|pair| pair[0].iter().cloned().zip(pair[1].iter().cloned()));
    two.chain(over).collect()
}
