//! What the rules need to know about a person who asks for a class.

use super::state::SignupState;
use crate::{
    classes::offerings::distance,
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::change::Change,
};
use db::{Tx, params, sql};
use rules::{
    schedule::{first_clash, shortest_break, tight_trip},
    seats::{Already, Conflict, PersonState},
    time::{Instant, Span},
};

/// How a person stands to a class.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub state: PersonState,
    /// The ids of their other classes; a conflict's index counts in this list.
    pub others: Vec<OfferingId>,
    /// The revision of the class for which this holds.
    pub revision: i64,
}

/// How a person stands to a class. `besides` are classes that are not in the way: the one that is swapped for this one.
pub(crate) fn person_state(
    tx: &Tx<'_>,
    person: PersonId,
    (offering, site): (OfferingId, i64),
    besides: &[OfferingId],
    now: Instant,
) -> Result<Standing, Fault> {
    let row = tx
        .optional(
            sql!(
                "select case when p.membership = 'confirmed' then coalesce(m.local_id, p.local_id) else p.local_id end, p.work, p.membership = 'confirmed',
                        (select coalesce(sum(c.minutes), 0) from credit c where c.person_id = p.id and c.course_code = o.course_code) > 0,
                        o.revision, s.state
                 from person p cross join offering o
                 -- the door believes the member file before what somebody says of themselves
                 left join member m on m.number = p.member_number
                 left join signup s on s.person_id = p.id and s.offering_id = o.id
                   and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited', 'walk-in')
                 where p.id = $1 and o.id = $2"
            ),
            &params![person, offering],
        )?
        .ok_or(Fault::NotFound)?;
    let (conflict, others) = conflict(tx, person, offering, site, besides, now)?;
    let state = PersonState {
        mine: row.get::<Option<SignupState>>(5)?.and_then(SignupState::mine),
        conflict,
        already: row.get::<bool>(3)?.then_some(Already::Taken),
        local: row.get(0)?,
        work: row.get(1)?,
        member: row.get(2)?,
    };
    Ok(Standing { state, others, revision: row.get(4)? })
}

/// What a sign-up begins with, in one statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignupStart {
    pub offering: OfferingId,
    /// Whether the person is enrolled.
    pub enrolled: bool,
    /// Whether the form's key was used before.
    pub sent_before: bool,
    /// Whether they have hours, or a seat anywhere: then what they have of the class's content is looked up.
    pub has_content: bool,
}

/// The public class with a key, for this person and form.
pub(crate) fn asked_for(tx: &Tx<'_>, key: &str, person: PersonId, form: Option<&str>) -> Result<SignupStart, Fault> {
    let row = tx.optional(
        sql!(
            "select o.id, exists (select 1 from enrolment e where e.person_id = $2 and e.confirmed_at is not null),
                    exists (select 1 from signup s where s.request_key = $3),
                    exists (select 1 from credit c where c.person_id = $2)
                      or exists (select 1 from signup s where s.person_id = $2 and s.state = 'confirmed')
             from offering o where o.key = $1 and o.stage <> 'draft'"
        ),
        &params![key, person, form],
    )?;
    let row = row.ok_or(Fault::NotFound)?;
    Ok(SignupStart { offering: row.get(0)?, enrolled: row.get(1)?, sent_before: row.get(2)?, has_content: row.get(3)? })
}

/// What the doors of classes need to know about somebody: local, kind of work, membership.
pub(crate) fn at_doors(tx: &Tx<'_>, person: PersonId) -> Result<PersonState, Fault> {
    let row = tx.one(
        sql!(
            "select case when p.membership = 'confirmed' then coalesce(m.local_id, p.local_id) else p.local_id end, p.work,
                    p.membership = 'confirmed'
             from person p left join member m on m.number = p.member_number where p.id = $1"
        ),
        &params![person],
    )?;
    Ok(PersonState { local: row.get(0)?, work: row.get(1)?, member: row.get(2)?, ..PersonState::default() })
}

struct Busy {
    offering: OfferingId,
    site: i64,
    spans: Vec<Span>,
}

/// What keeps somebody from coming to a class: an overlap, or else too tight a trip, with a class in which they have a
/// seat or an offer or that they teach. The conflict's index counts in the ids that are returned.
pub(crate) fn conflict(
    tx: &Tx<'_>,
    person: PersonId,
    offering: OfferingId,
    site: i64,
    besides: &[OfferingId],
    now: Instant,
) -> Result<(Option<Conflict>, Vec<OfferingId>), Fault> {
    let busy = busy(tx, person, offering, now)?;
    let Some(wanted) = busy.iter().find(|b| b.offering == offering) else { return Ok((None, Vec::new())) };
    let others: Vec<&Busy> = busy.iter().filter(|b| b.offering != offering && !besides.contains(&b.offering)).collect();
    let ids = others.iter().map(|b| b.offering).collect();
    if let Some(with) = others.iter().position(|b| first_clash(&wanted.spans, &b.spans).is_some()) {
        return Ok((Some(Conflict::Overlap { with }), ids));
    }
    for (with, other) in others.iter().enumerate() {
        // most classes are days apart: it matters where they are only if they are close in time
        if shortest_break(&wanted.spans, &other.spans).is_some_and(|m| m < distance::LONGEST_TRIP)
            && let Some(miles) = distance::between(tx, (offering, site), (other.offering, other.site))?
            && let Some(minutes) = tight_trip(&wanted.spans, &other.spans, miles)
        {
            return Ok((Some(Conflict::Tight { with, miles, minutes }), ids));
        }
    }
    Ok((None, ids))
}

/// The class itself and everything that the person has to attend from about now on.
fn busy(tx: &Tx<'_>, person: PersonId, offering: OfferingId, now: Instant) -> Result<Vec<Busy>, Fault> {
    let rows = tx.all(
        sql!(
            "select x.offering_id, 0, x.starts_at, x.ends_at from session x where x.offering_id = $2
             union
             select s.offering_id, s.site, x.starts_at, x.ends_at from signup s join session x on x.offering_id = s.offering_id
             where s.person_id = $1 and s.seat is not null and s.offering_id <> $2 and x.ends_at > $3
               -- what somebody else asked of them stands in nobody's way before they say yes
               and not (s.state = 'offered' and s.team_id is not null and not s.moved)
             union
             select t.offering_id, 0, x.starts_at, x.ends_at from trainer t join session x on x.offering_id = t.offering_id
             join offering o on o.id = t.offering_id
             where t.person_id = $1 and o.stage = 'published' and t.offering_id <> $2 and x.ends_at > $3
             order by 1, 3"
        ),
        &params![person, offering, now.plus_minutes(-24 * 60).0],
    )?;
    let mut busy: Vec<Busy> = Vec::new();
    for row in rows {
        let (offering, site) = (row.get(0)?, row.get(1)?);
        let span = Span { start: Instant(row.get(2)?), end: Instant(row.get(3)?) };
        match busy.last_mut().filter(|b| b.offering == offering) {
            Some(same) => same.spans.push(span),
            None => busy.push(Busy { offering, site, spans: vec![span] }),
        }
    }
    Ok(busy)
}

/// Whether somebody has a session of this course to make up.
pub(crate) fn makes_up(change: &Change<'_, '_>, person: PersonId, course: &str) -> Result<bool, Fault> {
    let row = change.tx.optional(
        sql!(
            "select 1 from partial_decision d join session x on x.id = d.session_id
             join offering o on o.id = x.offering_id
             where d.person_id = $1 and d.make_up and o.course_code = $2 limit 1"
        ),
        &params![person, course],
    )?;
    Ok(row.is_some())
}
