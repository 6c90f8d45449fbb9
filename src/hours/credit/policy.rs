//! The knobs of an edition: their changes as stored, and the policy of a day.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Change, Entry},
};
use db::{Row, Tx, params, sql};
use jiff::civil::Date;
use rules::{
    credit::{
        Interval, SessionTimes, Standing, judge,
        policy::{Knob, KnobChange, Policy},
    },
    time::Instant,
};

/// A change of a knob, with who decided it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    pub change: KnobChange,
    pub reason: String,
    pub by: String,
}

fn read(row: &Row) -> Result<Option<KnobChange>, Fault> {
    let knob = Knob::from_name(&row.get::<String>(0)?);
    let effective_on = crate::ground::when::parse_date(&row.get::<String>(2)?);
    Ok(knob.map(|knob| KnobChange { knob, value: row.get(1).unwrap_or(knob.default()), effective_on }))
}

/// The changes of an edition's knobs, in the order in which they were decided.
pub(crate) fn changes(tx: &Tx<'_>, edition: i64) -> Result<Vec<KnobChange>, Fault> {
    let rows = tx.all(
        sql!("select knob, value, effective_on from policy_change where edition_id = $1 order by decided_at, id"),
        &params![edition],
    )?;
    let changes = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(changes.into_iter().flatten().collect())
}

/// The policy of an edition on a day.
pub(crate) fn of_edition(tx: &Tx<'_>, edition: i64, day: Date) -> Result<Policy, Fault> {
    Ok(Policy::on(day, &changes(tx, edition)?))
}

/// The changes that classes go by: those of the edition in force.
pub(crate) fn for_classes(tx: &Tx<'_>) -> Result<Vec<KnobChange>, Fault> {
    let row = tx.optional(sql!("select id from edition order by published_at desc, id desc limit 1"), &[])?;
    row.map_or_else(|| Ok(Vec::new()), |r| changes(tx, r.get(0)?))
}

/// Every change, newest first.
pub(crate) fn history(tx: &Tx<'_>, edition: i64) -> Result<Vec<Decided>, Fault> {
    let rows = tx.all(
        sql!(
            "select c.knob, c.value, c.effective_on, c.reason, coalesce(p.name, '')
             from policy_change c left join person p on p.id = c.decided_by
             where c.edition_id = $1 order by c.decided_at desc, c.id desc limit 200"
        ),
        &params![edition],
    )?;
    let mut out = Vec::new();
    for row in &rows {
        if let Some(change) = read(row)? {
            out.push(Decided { change, reason: row.get(3)?, by: row.get(4)? });
        }
    }
    Ok(out)
}

/// Changes a knob of the house from a day on, in the edition in force of each programme. Returns whether anything changes.
pub(crate) fn set(change: &Change<'_, '_>, edition: i64, new: KnobChange, reason: &str) -> Result<bool, Fault> {
    let before = new.knob.of(&of_edition(change.tx, edition, new.effective_on)?);
    if before == new.value {
        return Ok(false);
    }
    for programme in change.editions.programmes(change.tx)? {
        let now = new.knob.of(&of_edition(change.tx, programme.edition.id, new.effective_on)?);
        if now == new.value {
            continue;
        }
        change.tx.run(
            sql!(
                "insert into policy_change (id, edition_id, knob, value, effective_on, reason, decided_by, decided_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
            &params![
                change.id(),
                programme.edition.id,
                new.knob.name(),
                new.value,
                new.effective_on.to_string(),
                reason,
                change.person(),
                change.now.0
            ],
        )?;
    }
    change.audit(&Entry {
        verb: Verb::PolicyChanged,
        object: "edition",
        id: edition,
        before: &format!("{} = {before}", new.knob.name()),
        after: &format!("{} = {} from {}", new.knob.name(), new.value, new.effective_on),
        reason,
    })?;
    Ok(true)
}

/// Whom a change of a knob would touch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// How many people's sessions, from that day on, would be judged differently.
    pub sessions: i64,
    /// People who already have more than the new cap allows: they keep it, and get no more.
    pub over_cap: i64,
}

/// At most this many records of partial presence are looked at.
const MOST_LOOKED_AT: i64 = 20_000;

/// Whom a change would touch, before it is made.
pub(crate) fn preview(tx: &Tx<'_>, edition: i64, new: KnobChange) -> Result<Touched, Fault> {
    let before = changes(tx, edition)?;
    let after: Vec<KnobChange> = before.iter().copied().chain([new]).collect();
    let over_cap = match new.knob {
        Knob::ClaimCap => tx.one(
            sql!(
                "select count(*) from (select person_id from claim where credited > 0
                   group by person_id having sum(credited) > $1) as over_cap"
            ),
            &params![new.value],
        )?,
        Knob::OutsideCap => tx.one(
            sql!(
                "select count(*) from (select person_id from claim where origin = 'outside' and credited > 0
                   group by person_id having sum(credited) > $1) as over_cap"
            ),
            &params![new.value],
        )?,
        Knob::WaiverCap => tx.one(
            sql!(
                "select count(*) from (select enrolment_id from exception where ended_at is null
                   group by enrolment_id having sum(minutes) > $1) as over_cap"
            ),
            &params![new.value],
        )?,
        Knob::TeachingCap => tx.one(
            sql!(
                "select count(*) from (select person_id from credit where kind = 'taught'
                   group by person_id having sum(minutes) > $1) as over_cap"
            ),
            &params![new.value],
        )?,
        Knob::FullPercent | Knob::Grace | Knob::Partial => {
            return Ok(Touched { sessions: sessions(tx, &before, &after, new)?, over_cap: 0 });
        }
        Knob::BandPercent | Knob::Rounding | Knob::Teaching | Knob::WaiverApprovers | Knob::AutoIssue => {
            return Ok(Touched::default());
        }
    };
    Ok(Touched { sessions: 0, over_cap: over_cap.get(0)? })
}

fn sessions(tx: &Tx<'_>, before: &[KnobChange], after: &[KnobChange], new: KnobChange) -> Result<i64, Fault> {
    let rows = tx.all(
        sql!(
            "select x.starts_at, x.ends_at, x.excluded, f.starts_local, p.late, p.left_early
             from offering o cross join session f cross join session x cross join presence p
             where f.offering_id = o.id and f.ordinal = 0 and x.offering_id = o.id and p.session_id = x.id
               and o.ends_at >= $1 and f.starts_local >= $2 and p.here and (p.late > 0 or p.left_early > 0) limit $3"
        ),
        &params![
            Instant::from_local(new.effective_on.to_datetime(jiff::civil::Time::midnight()), &jiff::tz::TimeZone::UTC)
                .map_or(i64::MIN, |at| at.plus_minutes(-24 * 60).0),
            new.effective_on.to_string(),
            MOST_LOOKED_AT
        ],
    )?;
    let mut changed = 0;
    for row in rows {
        let length = Instant(row.get(1)?).minutes_since(Instant(row.get(0)?));
        let times = SessionTimes { length, excluded: row.get(2)? };
        let there = [Interval { from: row.get(4)?, to: length - row.get::<i64>(5)? }];
        let day = crate::ground::when::parse_date(row.text(3)?.split('T').next().unwrap_or_default());
        let credited = |changes: &[KnobChange]| {
            let policy = Policy::on(day, changes);
            let presence = judge(times, &there, policy.presence);
            (presence.standing, (presence.standing == Standing::Partial).then_some(policy.partial))
        };
        changed += i64::from(credited(before) != credited(after));
    }
    Ok(changed)
}
