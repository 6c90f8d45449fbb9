//! Everything that happened to one person, newest first, from the rows that record it: enrolment, sign-ups, presence,
//! credit, decisions, claims, certificates, mails, and what the log has about the person.

use crate::{
    ground::{fault::Fault, ids::PersonId},
    visit::scope::Scope,
};
use db::{Tx, params, sql};
use rules::time::Instant;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimelineLine {
    pub at: Instant,
    /// What kind of line: the text's name.
    pub kind: String,
    /// What it is about: a class, a mail, a number.
    pub what: String,
    /// A state, minutes, a reason.
    pub detail: String,
    /// Who did it, if it was somebody else.
    pub by: String,
}

/// The most lines on a page.
pub(crate) const PAGE: usize = 100;

/// The lines of a person before a moment.
pub(crate) fn of_person(
    tx: &Tx<'_>,
    scope: &Scope,
    person: PersonId,
    before: Instant,
) -> Result<Vec<TimelineLine>, Fault> {
    scope.record_of(person)?;
    let rows = tx.all(
        sql!(
            "select x.at, x.kind, x.what, x.detail, coalesce(b.name, '') from (
               select e.enrolled_at as at, 'enrolled' as kind, e.programme as what, '' as detail, null as by_id
                 from enrolment e where e.person_id = $1
               union all select s.asked_at, 'signed-up', c.title, s.state, s.asked_by
                 from signup s join offering o on o.id = s.offering_id join course c on c.code = o.course_code
                 where s.person_id = $1
               union all select s.ended_at, 'signup-ended', c.title, s.state, null
                 from signup s join offering o on o.id = s.offering_id join course c on c.code = o.course_code
                 where s.person_id = $1 and s.ended_at is not null
               union all select max(p.recorded_at), case when max(case when p.here then 1 else 0 end) = 1 then 'present' else 'absent' end,
                      c.title, '', max(p.recorded_by)
                 from presence p join session n on n.id = p.session_id join offering o on o.id = n.offering_id
                 join course c on c.code = o.course_code where p.person_id = $1 group by o.id, c.title
               union all select r.posted_at, 'credit-' || r.kind, c.title, cast(r.minutes as text), r.posted_by
                 from credit r join course c on c.code = r.course_code where r.person_id = $1
               union all select d.decided_at, 'partial-' || d.decision, c.title, d.reason, d.decided_by
                 from partial_decision d join session n on n.id = d.session_id join offering o on o.id = n.offering_id
                 join course c on c.code = o.course_code where d.person_id = $1
               union all select m.claimed_at, 'claimed', m.title, '', null from claim m where m.person_id = $1
               union all select m.decided_at, case when m.accepted then 'claim-accepted' else 'claim-declined' end, m.title,
                      m.answer, m.decided_by from claim m where m.person_id = $1 and m.decided_at is not null
               union all select x.proposed_at, 'exception-proposed', '', x.reason, x.proposed_by
                 from exception x join enrolment e on e.id = x.enrolment_id where e.person_id = $1
               union all select x.approved_at, 'exception-approved', '', x.reason, x.approved_by
                 from exception x join enrolment e on e.id = x.enrolment_id
                 where e.person_id = $1 and x.approved_at is not null
               union all select a.issued_at, 'awarded', a.number, a.state, a.issued_by from award a where a.person_id = $1
               union all select v.asked_at, 'revocation-asked', a.number, v.reason, v.asked_by
                 from revocation v join award a on a.id = v.award_id where a.person_id = $1
               union all select v.decided_at, case when v.agreed then 'revoked' else 'revocation-declined' end, a.number, '',
                      v.decided_by from revocation v join award a on a.id = v.award_id
                 where a.person_id = $1 and v.decided_at is not null
               union all select b.sent_at, 'mailed', b.kind, '', null from outbox b
                 where b.person_id = $1 and b.sent_at is not null
               union all select b.due_at, 'not-mailed', b.kind, b.dropped, null from outbox b
                 where b.person_id = $1 and b.dropped is not null
               union all select l.at, 'log', l.verb, case when l.reason <> '' then l.reason else l.after end, l.actor_id
                 from audit l where l.object = 'person' and l.object_id = $1
                   and l.verb not in ('person.signed-in', 'person.asked-for-link', 'person.signed-out')
             ) x left join person b on b.id = x.by_id and b.id <> $1
             where x.at <= $2 order by x.at desc limit $3"
        ),
        &params![person, before.0, PAGE as i64],
    )?;
    rows.iter()
        .map(|r| {
            Ok(TimelineLine {
                at: Instant(r.get(0)?),
                kind: r.get(1)?,
                what: r.get(2)?,
                detail: r.get(3)?,
                by: r.get(4)?,
            })
        })
        .collect()
}
