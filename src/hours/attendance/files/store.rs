//! Every statement about files of attendance as such.

use super::{
    columns::{Columns, Kind},
    who::{Choice, Choices},
};
use crate::ground::{fault::Fault, ids::OfferingId};
use db::{Tx, params, sql};
use rules::time::Instant;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// A file with what was decided about it.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub kind: Kind,
    pub columns: Columns,
    /// The one class that it is about.
    pub offering: Option<OfferingId>,
    pub by: String,
    pub at: Instant,
    pub state: State,
    pub report: Report,
    /// What was handed in, until it is forgotten.
    pub content: Option<Vec<u8>>,
    pub choices: Choices,
}

/// How far along a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum State {
    Open,
    Kept,
    Undone,
    Stopped,
}

impl State {
    pub fn name(self) -> &'static str {
        self.into()
    }

    fn from_name(name: &str) -> Self {
        name.parse().unwrap_or(Self::Open)
    }
}

/// What a file has written so far, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    pub people: usize,
    pub new_people: usize,
    pub listed: usize,
    pub sessions: usize,
    pub claims: usize,
}

impl Report {
    pub fn plus(self, more: Self) -> Self {
        Self {
            people: self.people + more.people,
            new_people: self.new_people + more.new_people,
            listed: self.listed + more.listed,
            sessions: self.sessions + more.sessions,
            claims: self.claims + more.claims,
        }
    }
}

// $1 is the key of the file that is wanted whole; of all others the content stays where it is
db::record! { $
    files: "from attendance_file f join person p on p.id = f.handed_in_by" => fn read -> Result<File, Fault> {
        id: "f.id",
        key: "f.key",
        name: "f.name",
        kind: "f.kind" => |name: String| Kind::from_name(&name).unwrap_or(Kind::Presence),
        columns: "f.columns" => |json: String| serde_json::from_str(&json).unwrap_or_default(),
        offering: "f.offering_id",
        by: "p.name",
        at: "f.handed_in_at" => Instant,
        state: "f.state" => |name: String| State::from_name(&name),
        report: "f.report" => |json: String| serde_json::from_str(&json).unwrap_or_default(),
        content: "case when f.key = $1 then f.content end",
        choices: "null" => |_: Option<String>| Choices::new(), // rows of their own, see `by_key`
    }
}

/// The newest files, without their content.
pub(crate) fn list(tx: &Tx<'_>) -> Result<Vec<File>, Fault> {
    tx.all(files!("order by f.handed_in_at desc limit 50"), &params![""])?.iter().map(read).collect()
}

/// One file with everything.
pub(crate) fn by_key(tx: &Tx<'_>, key: &str) -> Result<File, Fault> {
    let mut file = read(&tx.optional(files!("where f.key = $1"), &params![key])?.ok_or(Fault::NotFound)?)?;
    let rows =
        tx.all(sql!("select about, choice, person_id from attendance_choice where file_id = $1"), &params![file.id])?;
    for r in &rows {
        file.choices.insert(r.get(0)?, Choice { choice: r.get(1)?, person: r.get(2)? });
    }
    Ok(file)
}

/// Locks a file and returns how far along it is.
pub(crate) fn lock(tx: &Tx<'_>, id: i64) -> Result<State, Fault> {
    let row = tx.one(sql!("select state from attendance_file where id = $1 {for_update}"), &params![id])?;
    Ok(State::from_name(row.text(0)?))
}

/// What is remembered about files with these headings.
pub(crate) fn remembered(tx: &Tx<'_>, heads: &str) -> Result<Option<Columns>, Fault> {
    let row = tx.optional(sql!("select columns from column_map where heads = $1"), &params![heads])?;
    Ok(row.and_then(|r| serde_json::from_str(r.text(0).ok()?).ok()))
}
