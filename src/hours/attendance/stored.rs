//! What a roster says of one person in one session, as a value: to be changed, compared and put back.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    hours::credit::post::stretches,
    programme::change::Change,
};
use db::{params, sql};
use rules::{
    Minutes,
    credit::{Interval, join},
};
use serde::{Deserialize, Serialize};

/// What a roster says of one person in one session, in the form that is stored so that it can be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stored {
    /// Here, minutes late, minutes left early; nothing where nobody marked them.
    pub mark: Option<(bool, i64, i64)>,
    pub stretches: Vec<(i64, i64)>,
}

impl Stored {
    pub fn load(change: &Change<'_, '_>, session: i64, person: PersonId) -> Result<Self, Fault> {
        let row = change.tx.optional(
            sql!("select here, late, left_early from presence where session_id = $1 and person_id = $2"),
            &params![session, person],
        )?;
        let mark = row.map(|r| Ok::<_, Fault>((r.get(0)?, r.get(1)?, r.get(2)?))).transpose()?;
        let stretches = stretches(change.tx, session, person)?.iter().map(|i| (i.from, i.to)).collect();
        Ok(Self { mark, stretches })
    }

    /// Makes the roster say this.
    pub fn write(&self, change: &Change<'_, '_>, session: i64, person: PersonId) -> Result<(), Fault> {
        let by = change.person().unwrap_or_default();
        match self.mark {
            None => change.tx.run(
                sql!("delete from presence where session_id = $1 and person_id = $2"),
                &params![session, person],
            )?,
            Some((here, late, left_early)) => change.tx.run(
                sql!(
                    "insert into presence (session_id, person_id, here, late, left_early, recorded_by, recorded_at)
                     values ($1, $2, $3, $4, $5, $6, $7)
                     on conflict (session_id, person_id) do update set here = excluded.here, late = excluded.late,
                       left_early = excluded.left_early, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at"
                ),
                &params![session, person, here, late, left_early, by, change.now.0],
            )?,
        };
        change.tx.run(
            sql!("delete from presence_stretch where session_id = $1 and person_id = $2"),
            &params![session, person],
        )?;
        for (from, to) in &self.stretches {
            change.tx.run(
                sql!(
                    "insert into presence_stretch (session_id, person_id, from_minute, to_minute, recorded_by, recorded_at)
                     values ($1, $2, $3, $4, $5, $6)"
                ),
                &params![session, person, *from, *to, by, change.now.0],
            )?;
        }
        Ok(())
    }

    /// When the roster says that somebody was there; `length` is the session's, in minutes.
    pub fn there(&self, length: Minutes) -> Vec<Interval> {
        match self.mark {
            Some((true, late, left_early)) if self.stretches.is_empty() => {
                join(&[Interval { from: late, to: length - left_early }])
            }
            _ => self.stretches.iter().map(|(from, to)| Interval { from: *from, to: *to }).collect(),
        }
    }

    /// This with further stretches added: whoever was marked as there stays marked, for no less time.
    pub fn and(&self, new: &[Interval], length: Minutes) -> Self {
        let before = self.there(length);
        let all = join(&[before.as_slice(), new].concat());
        if self.mark.is_some_and(|m| m.0) && all == before {
            return self.clone();
        }
        let mark = self.mark.filter(|m| m.0).or(Some((true, 0, 0)));
        Self { mark, stretches: all.iter().map(|i| (i.from, i.to)).collect() }
    }
}
