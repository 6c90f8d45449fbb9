//! Every statement about what people tell the trainers of a class.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    people::consents::{self, What},
    programme::change::Change,
};
use db::{Tx, params, sql};

/// What somebody told the trainers of a class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TakingPart {
    /// Whether the others of the class see their name and local.
    pub seen: bool,
    pub brings: String,
    pub asks: String,
}

/// One of those who come to a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participant {
    pub person: PersonId,
    pub name: String,
    pub local: String,
    pub told: TakingPart,
}

db::record! { $
    told: "from taking_part t" => fn read -> Result<TakingPart, Fault> {
        seen: "t.seen",
        brings: "t.brings",
        asks: "t.asks",
    }
}

db::record! { $
    participants: "from signup s join person p on p.id = s.person_id left join local l on l.id = p.local_id
                     left join taking_part t on t.offering_id = s.offering_id and t.person_id = s.person_id"
        => fn read_participant -> Result<Participant, Fault> {
        person: "p.id",
        name: "case when p.called <> '' then p.called else p.name end",
        local: "coalesce(l.name, '') || case when p.chapter <> '' then ', ' || p.chapter else '' end",
        told: TakingPart {
            seen: "coalesce(t.seen, false)",
            brings: "coalesce(t.brings, '')",
            asks: "coalesce(t.asks, '')",
        },
    }
}

/// What somebody told, if they did.
pub(crate) fn of(tx: &Tx<'_>, offering: OfferingId, person: PersonId) -> Result<Option<TakingPart>, Fault> {
    let row = tx.optional(told!("where t.offering_id = $1 and t.person_id = $2"), &params![offering, person])?;
    row.as_ref().map(read).transpose()
}

/// Everybody who has a seat in a class, or came to it, by name.
pub(crate) fn participants(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Participant>, Fault> {
    let rows = tx.all(
        participants!(
            "where s.offering_id = $1 and s.state in ('confirmed', 'walk-in') and p.name <> ''
               -- once the office has looked at who was there, whoever stayed away is not of the class
               and (not exists (select 1 from roster r where r.offering_id = s.offering_id and r.approved_at is not null)
                    or exists (select 1 from presence x join session n on n.id = x.session_id
                               where n.offering_id = s.offering_id and x.person_id = s.person_id and x.here))
             order by p.name, p.id"
        ),
        &params![offering],
    )?;
    rows.iter().map(read_participant).collect()
}

/// Stores it. Part of a verb.
pub(crate) fn save(
    change: &Change<'_, '_>,
    offering: OfferingId,
    person: PersonId,
    told: &TakingPart,
) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "insert into taking_part (offering_id, person_id, seen, brings, asks, changed_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (offering_id, person_id) do update set seen = excluded.seen, brings = excluded.brings,
               asks = excluded.asks, changed_at = excluded.changed_at"
        ),
        &params![offering, person, told.seen, &told.brings, &told.asks, change.now.0],
    )?;
    Ok(())
}

/// A seat has ended: whoever gets one again says anew whether the others may see them. Part of a verb.
pub(crate) fn hide(change: &Change<'_, '_>, offering: OfferingId, person: PersonId) -> Result<(), Fault> {
    change.tx.run(
        sql!("update taking_part set seen = false where offering_id = $1 and person_id = $2 and seen"),
        &params![offering, person],
    )?;
    consents::note(change, person, (What::Class, Some(offering.0)), None)
}

/// Two classes became one: what people told of the first holds for the second, unless they told of that too; whether the
/// others may see them is for them to say anew. Part of a verb.
pub(crate) fn move_over(change: &Change<'_, '_>, from: OfferingId, into: OfferingId) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update taking_part set offering_id = $2, seen = false where offering_id = $1 and not exists
               (select 1 from taking_part k where k.offering_id = $2 and k.person_id = taking_part.person_id)"
        ),
        &params![from, into],
    )?;
    Ok(())
}
