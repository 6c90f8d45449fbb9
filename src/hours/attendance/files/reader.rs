//! What the cells of one row say: that somebody was there and when, that they joined or left, or nothing.

use super::{
    columns::{Column, Columns, Kind},
    doubts::Doubt,
    lines::{Context, Line},
    stays,
    table::Table,
    words::{self, Meaning, Words},
};
use crate::ground::tables::{
    Row,
    dates::{self, When},
    lengths, zones,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What becomes of a row.
pub(super) enum Fate {
    There(Line),
    /// Says nothing about whether they were there.
    Unsaid(Line),
    /// They joined, or else left.
    Did(Line, bool),
    Ran,
    Absent,
    /// A word that nobody knows.
    Word(Column, String),
    /// Waits for an answer about the file: which question, and what the file says.
    Asks(Doubt, String),
    /// Left out: the name of its text, and the cell.
    Left(&'static str, String),
}

/// When somebody came, and what a word in the same cells says about it.
type Came = (Option<When>, Option<Meaning>);

/// How cells of a table are read.
pub(super) struct Reader<'r> {
    pub columns: &'r Columns,
    pub with: &'r Context<'r>,
    pub table: &'r Table,
    /// The day according to the lines above the table.
    pub begins: Option<Date>,
    /// Whether the column for who was there says anything about anybody.
    pub says_here: bool,
    /// Words in the column for who was there that are unclear in this file.
    pub unclear: BTreeSet<String>,
}

impl Reader<'_> {
    /// What becomes of a row.
    pub fn says(&self, row: &Row) -> Fate {
        self.try_says(row).unwrap_or_else(|(what, column)| Fate::Left(what, self.cell(row, column).to_owned()))
    }

    /// What a row is about, whatever it says of it.
    pub fn about(&self, row: &Row) -> Line {
        let title = self.cell(row, if self.with.kind == Kind::Workshops { Column::Course } else { Column::Class });
        let day = self.day(row).unwrap_or_default();
        Line { line: row.line, title: title.chars().take(300).collect(), day, ..Line::default() }
    }

    fn cell<'c>(&self, row: &'c Row, column: Column) -> &'c str {
        said(self.columns.cell(&row.cells, column))
    }

    fn try_says(&self, row: &Row) -> Result<Fate, (&'static str, Column)> {
        let workshops = self.with.kind == Kind::Workshops;
        let mut line = self.about(row);
        line.day = self.day(row)?;
        let (joined, by_word) = self.came(row, &mut line)?;
        let left = self.time(row, Column::Left, &mut line)?;
        let on_a_day = matches!((&joined, &left), (Some(When::On(_)), _) | (_, Some(When::On(_))));
        let slip = matches!((&joined, &left), (Some(When::Clock(came, _)), Some(When::Clock(went, _))) if went < came);
        self.put(&mut line, joined, left);
        let backwards = line.joined.zip(line.left).is_some_and(|(came, went)| went < came || slip && went == came);
        if backwards {
            return Err(("trouble-backwards", Column::Left));
        }
        line.minutes = self.length(row, Column::Minutes, "trouble-minutes")?;
        line.hours = self.length(row, Column::Hours, "trouble-hours")?;
        if workshops && line.day.is_none() {
            return Err(("trouble-day", Column::Day));
        }
        let status = match self.status(row, by_word) {
            Ok(Some(Meaning::Away)) => return Ok(Fate::Absent),
            Err((column, word)) => return Ok(Fate::Word(column, word)),
            Ok(status) => status,
        };
        if let Some(did) = self.did(row, &mut line)? {
            return Ok(did);
        }
        let timed = line.joined.is_some() || line.left.is_some() || line.clocks != (None, None);
        // only one of two times, though both have a column: it pairs with another row, or with none
        let one =
            (line.joined.is_some() || line.clocks.0.is_some()) != (line.left.is_some() || line.clocks.1.is_some());
        let both = self.columns.has(Column::Joined) && self.columns.has(Column::Left);
        if one && both && line.minutes.is_none() && status != Some(Meaning::There) {
            let joined = line.joined.is_some() || line.clocks.0.is_some();
            if !joined {
                line.joined = line.left.take();
                line.clocks.0 = line.clocks.1.take();
            }
            return Ok(Fate::Did(line, joined));
        }
        // a day alone can be the day that somebody booked
        let on_a_day = on_a_day && status != Some(Meaning::There);
        let says_how_long = line.minutes.is_some() || line.hours.is_some();
        if on_a_day && !timed && !says_how_long && self.with.answers.get(Doubt::Days).is_none() {
            return Ok(Fate::Asks(Doubt::Days, self.days_head()));
        }
        let timed = timed || on_a_day && self.with.answers.get(Doubt::Days) == Some(true);
        // zero minutes there means not there
        if line.minutes == Some(0) && !timed || line.hours == Some(0) {
            return Ok(Fate::Absent);
        }
        if let (false, None, Kind::Presence) = (timed, line.day, self.with.kind) {
            line.day = self.begins;
        }
        // lengths in a list of registrations are the class's own
        let said = line.hours.is_some() || line.minutes.is_some();
        // and where a column says whether others were there, an empty cell in it is not a yes
        let unsaid = self.says_here && self.cell(row, Column::Here).is_empty();
        let length = said && status != Some(Meaning::Nothing) && !unsaid;
        let there = status == Some(Meaning::There) || timed || length;
        if !there {
            // what a list of registrations says about the class is nobody's attendance
            (line.minutes, line.hours) = (None, None);
        }
        Ok(if there { Fate::There(line) } else { Fate::Unsaid(line) })
    }

    /// When somebody came: some exports have the time under "Checked in", and some a yes under "Check in".
    fn came(&self, row: &Row, line: &mut Line) -> Result<Came, (&'static str, Column)> {
        let known = |text: &str| words::meaning(&Words::new(), Column::Here, text).filter(|_| !text.is_empty());
        match self.time(row, Column::Joined, line) {
            Ok(Some(joined)) => return Ok((Some(joined), None)),
            Ok(None) => {}
            Err(wrong) => match known(self.cell(row, Column::Joined)) {
                Some(means) => return Ok((None, Some(means))),
                None => return Err(wrong),
            },
        }
        Ok(match self.time(row, Column::Here, line) {
            Ok(Some(when @ (When::At(_) | When::Clock(..)))) => (Some(when), Some(Meaning::There)),
            _ => (None, None),
        })
    }

    /// What the row says about whether they were there: its own column, else how far their registration has got.
    fn status(&self, row: &Row, said: Option<Meaning>) -> Result<Option<Meaning>, (Column, String)> {
        if let Some(away) = self.absent(row)? {
            return Ok(Some(away));
        }
        let here = match said {
            Some(meaning) => Some(meaning),
            None => self.word(row, Column::Here).map_err(|word| (Column::Here, word))?,
        };
        if here.is_some_and(|m| m != Meaning::Nothing) {
            return Ok(here);
        }
        let status = self.word(row, Column::Status).map_err(|word| (Column::Status, word))?;
        Ok(status.or(here))
    }

    /// What a column for those who stayed away says: a tick in it is an absence, a no or an empty cell says nothing.
    fn absent(&self, row: &Row) -> Result<Option<Meaning>, (Column, String)> {
        let text = self.cell(row, Column::Absent);
        if matches!(text, "" | "0") || lengths::minutes(text, None) == Some(0) {
            return Ok(None);
        }
        match words::absent(self.with.words, text) {
            Some(Meaning::Nothing) => Ok(None),
            Some(meaning) => Ok(Some(meaning)),
            None => Err((Column::Absent, text.to_owned())),
        }
    }

    /// The heading above days that may say who came.
    fn days_head(&self) -> String {
        let places = [Column::Joined, Column::Left].into_iter().filter_map(|c| self.columns.place(c));
        places.filter_map(|at| self.table.heads.get(at)).cloned().collect::<Vec<_>>().join("; ")
    }

    /// What a word means, where the row has one.
    fn word(&self, row: &Row, column: Column) -> Result<Option<Meaning>, String> {
        match self.cell(row, column) {
            "" => Ok(None),
            text if column == Column::Here && self.unclear.contains(&words::plain(text)) => {
                let answer = self.with.words.get(&(column.name().to_owned(), words::plain(text)));
                answer.copied().map(Some).ok_or_else(|| text.to_owned())
            }
            text => words::meaning(self.with.words, column, text).map(Some).ok_or_else(|| text.to_owned()),
        }
    }

    /// Joining and leaving, each on a row of its own.
    fn did(&self, row: &Row, line: &mut Line) -> Result<Option<Fate>, (&'static str, Column)> {
        if !self.columns.has(Column::Action) || !self.columns.has(Column::At) {
            return Ok(None);
        }
        let meaning = match self.word(row, Column::Action) {
            Ok(Some(meaning)) => meaning,
            Ok(None) => return Ok(None),
            Err(word) => return Ok(Some(Fate::Word(Column::Action, word))),
        };
        let joined = match meaning {
            Meaning::Joined => true,
            Meaning::Left => false,
            _ => return Ok(None),
        };
        match self.time(row, Column::At, line)? {
            Some(at @ (When::At(_) | When::Clock(..))) => self.put(line, Some(at), None),
            _ => return Err(("trouble-time", Column::At)),
        }
        Ok(Some(Fate::Did(std::mem::take(line), joined)))
    }

    fn day(&self, row: &Row) -> Result<Option<Date>, (&'static str, Column)> {
        match self.cell(row, Column::Day) {
            "" => Ok(None),
            text => dates::day(text, self.with.order).map(Some).ok_or(("trouble-day", Column::Day)),
        }
    }

    fn time(&self, row: &Row, column: Column, line: &mut Line) -> Result<Option<When>, (&'static str, Column)> {
        let text = self.cell(row, column);
        if text.is_empty() {
            return Ok(None);
        }
        let zone = match self.cell(row, Column::Zone) {
            "" => self.columns.zone_of(self.table, column, self.with.zone).ok_or(("trouble-time", column))?,
            named => zones::named(named).ok_or(("trouble-zone", Column::Zone))?,
        };
        let when = dates::when(text, self.with.order, &zone).ok_or(("trouble-time", column))?;
        if let When::On(day) = when {
            line.day.get_or_insert(day);
        }
        Ok(Some(when))
    }

    /// Fills in the times; a time of day is on the row's day, else on the day in the lines above, else on the class's.
    fn put(&self, line: &mut Line, joined: Option<When>, left: Option<When>) {
        let day = line.day.or(self.begins);
        for (when, joins) in [(joined, true), (left, false)] {
            match when {
                Some(When::At(at)) => *(if joins { &mut line.joined } else { &mut line.left }) = Some(at),
                Some(When::Clock(time, zone)) => {
                    *(if joins { &mut line.clocks.0 } else { &mut line.clocks.1 }) = Some((time, zone));
                }
                Some(When::On(_)) | None => {}
            }
        }
        if let Some(day) = day {
            stays::on(line, day);
        }
    }

    /// Minutes of a column with lengths.
    fn length(&self, row: &Row, column: Column, wrong: &'static str) -> Result<Option<i64>, (&'static str, Column)> {
        match self.cell(row, column) {
            "" => Ok(None),
            text => lengths::minutes(text, self.columns.unit).map(Some).ok_or((wrong, column)),
        }
    }
}

/// What a cell says; a dash means nothing.
pub(super) fn said(cell: &str) -> &str {
    match cell.trim() {
        "-" | "--" | "---" | "\u{2013}" | "\u{2014}" | "N/A" | "n/a" => "",
        other => other,
    }
}
