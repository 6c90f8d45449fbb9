//! Posting the credit of a class that was held.

use super::ledger::{self, Account};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        when,
    },
    programme::{
        change::{Change, Recipient},
        courses::{self, CourseRow},
    },
};
use db::{Tx, params, sql};
use rules::{
    Minutes,
    credit::{Attended, ClassWorth, Decision, Interval, SessionPlan, SessionTimes, due, judge, policy::Policy},
    time::Instant,
};

/// A class that took place, with what its credit depends on.
pub(crate) struct HeldClass {
    pub offering: OfferingId,
    pub course: CourseRow,
    pub worth: ClassWorth,
    pub sessions: Vec<HeldSession>,
    /// The knobs on the day it was held.
    pub policy: Policy,
}

/// A session that took place.
pub(crate) struct HeldSession {
    pub id: i64,
    pub times: SessionTimes,
    /// Civil date, ISO.
    pub date: String,
}

/// One person in all sessions.
pub(crate) struct OfPerson {
    pub sessions: Vec<Attended>,
}

/// When somebody was in a session, where it was recorded in such detail.
pub(crate) fn stretches(tx: &Tx<'_>, session: i64, person: PersonId) -> Result<Vec<Interval>, Fault> {
    let rows = tx.all(
        sql!(
            "select from_minute, to_minute from presence_stretch where session_id = $1 and person_id = $2
             order by from_minute"
        ),
        &params![session, person],
    )?;
    rows.iter().map(|r| Ok(Interval { from: r.get(0)?, to: r.get(1)? })).collect()
}

impl HeldClass {
    pub fn load(tx: &Tx<'_>, offering: OfferingId) -> Result<Self, Fault> {
        let row = tx
            .optional(sql!("select course_code, worth from offering where id = $1"), &params![offering])?
            .ok_or(Fault::NotFound)?;
        let course = courses::by_code(tx, &row.get::<String>(0)?)?;
        let units: Vec<Minutes> = serde_json::from_str(&row.get::<String>(1)?)?;
        let rows = tx.all(
            sql!(
                "select id, starts_at, ends_at, excluded, starts_local from session
                 where offering_id = $1 order by ordinal"
            ),
            &params![offering],
        )?;
        let sessions = rows
            .iter()
            .map(|r| {
                let length = Instant(r.get(2)?).minutes_since(Instant(r.get(1)?));
                let local: String = r.get(4)?;
                Ok(HeldSession {
                    id: r.get(0)?,
                    times: SessionTimes { length, excluded: r.get(3)? },
                    date: local.split('T').next().unwrap_or_default().to_owned(),
                })
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        let plans: Vec<SessionPlan> = sessions.iter().map(|s| SessionPlan { contact: s.times.contact() }).collect();
        let held_on = sessions.first().map_or(when::parse_date(""), |s| when::parse_date(&s.date));
        let policy = Policy::on(held_on, &super::policy::for_classes(tx)?);
        Ok(Self { offering, course, worth: ClassWorth::of_units(units, &plans), sessions, policy })
    }

    /// One person's presence, judged.
    pub fn of_person(&self, tx: &Tx<'_>, person: PersonId) -> Result<OfPerson, Fault> {
        let rows = tx.all(
            sql!(
                "select x.id, coalesce(p.here, false), coalesce(p.late, 0), coalesce(p.left_early, 0),
                        case when d.make_up then 'make-up' else d.decision end
                 from session x left join presence p on p.session_id = x.id and p.person_id = $2
                 left join partial_decision d on d.session_id = x.id and d.person_id = $2
                 where x.offering_id = $1"
            ),
            &params![self.offering, person],
        )?;
        let elsewhere = self.elsewhere(tx, person)?;
        let mut sessions = Vec::new();
        for session in &self.sessions {
            let mut attended = Attended {
                presence: judge(session.times, &[], self.policy.presence),
                decision: None,
                overlaps: elsewhere.contains(&session.id),
                partial: self.policy.partial,
            };
            let mut there = stretches(tx, session.id, person)?;
            for row in rows.iter().filter(|r| r.get::<i64>(0).is_ok_and(|id| id == session.id)) {
                if row.get(1)? && there.is_empty() {
                    there.push(Interval { from: row.get(2)?, to: session.times.length - row.get::<i64>(3)? });
                }
                attended.decision = row.get::<Option<String>>(4)?.as_deref().and_then(Decision::from_name);
            }
            attended.presence = judge(session.times, &there, self.policy.presence);
            sessions.push(attended);
        }
        Ok(OfPerson { sessions })
    }

    /// Sessions of this class during which the person was also in another class that has been credited, while this
    /// one has not: whichever is approved first counts, the other waits for a coordinator.
    fn elsewhere(&self, tx: &Tx<'_>, person: PersonId) -> Result<Vec<i64>, Fault> {
        let rows = tx.all(
            sql!(
                "select x.id from session x
                 where x.offering_id = $1
                   and not exists (select 1 from credit own where own.person_id = $2 and own.offering_id = $1)
                   and exists (select 1 from presence p join session y on y.id = p.session_id
                               join credit c on c.person_id = p.person_id and c.offering_id = y.offering_id
                               where p.person_id = $2 and p.here and y.offering_id <> $1
                                 and y.starts_at < x.ends_at and x.starts_at < y.ends_at)"
            ),
            &params![self.offering, person],
        )?;
        rows.iter().map(|r| Ok(r.get(0)?)).collect()
    }

    /// What somebody should have for each unit.
    pub fn due(&self, of: &OfPerson) -> Vec<Minutes> {
        let contact: Vec<Minutes> = self.sessions.iter().map(|s| s.times.contact()).collect();
        due(&self.worth, &contact, &of.sessions)
    }

    /// The day a unit was earned: its last session's.
    fn earned_on(&self, unit: usize) -> &str {
        let last = self.worth.shares.iter().filter(|s| s.unit == unit).map(|s| s.session).max().unwrap_or(0);
        self.sessions.get(last).map_or("", |s| s.date.as_str())
    }

    /// The day the class ended.
    pub fn held_on(&self) -> &str {
        self.sessions.last().map_or("", |s| s.date.as_str())
    }

    /// Posts what somebody should have minus what the ledger says; returns the minutes posted. Part of a verb.
    pub fn post(&self, change: &Change<'_, '_>, to: Recipient, reason: &str) -> Result<Minutes, Fault> {
        let of = self.of_person(change.tx, to.id())?;
        let kind = if of.sessions.iter().any(Attended::is_prorated) { "prorated" } else { "attended" };
        let account = Account { to, offering: Some(self.offering), claim: None, course: &self.course };
        ledger::post_due(change, &account, &self.due(&of), kind, |unit| self.earned_on(unit), reason)
    }
}
