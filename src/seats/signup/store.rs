//! Sign-ups as rows: how one is read and how one changes.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId, SignupId},
    },
    programme::change::Change,
    seats::signup::state::SignupState,
};
use db::{Tx, params, sql};
use rules::{
    seats::{Request, SITE},
    time::Instant,
};

/// A sign-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signup {
    pub id: SignupId,
    pub offering: OfferingId,
    pub person: PersonId,
    pub state: SignupState,
    pub seat: Option<i64>,
    pub site: i64,
    pub held_until: Option<Instant>,
    /// Whether an offer is taken without asking.
    pub auto_take: bool,
    /// What ends when this one gets its seat: their own other class, or the seat of a colleague who asked.
    pub instead_of: Option<SignupId>,
    pub team: Option<i64>,
    pub wish: Option<i64>,
    /// The name given by somebody else who asked for this person.
    pub named: String,
    /// Who that was.
    pub asked_by: Option<PersonId>,
    /// Offers that ran out.
    pub ignored: i64,
    pub comes_at: Option<Instant>,
    /// Offered anew because the class was moved to a time at which they have another.
    pub moved: bool,
    /// Was in line when a team or a colleague asked them: they keep the place in line.
    pub kept_line: bool,
    pub priority: i64,
    pub line: Option<i64>,
    pub asked_at: Instant,
    /// What the form that made it said.
    pub body: String,
}

db::record! { $
    signups: "from signup s" => fn read -> Result<Signup, Fault> {
        id: "s.id",
        offering: "s.offering_id",
        person: "s.person_id",
        state: "s.state",
        seat: "s.seat",
        site: "s.site",
        held_until: "s.held_until" => |until: Option<i64>| until.map(Instant),
        auto_take: "s.auto_take",
        instead_of: "s.instead_of",
        team: "s.team_id",
        wish: "s.wish_id",
        named: "s.named",
        asked_by: "s.asked_by",
        ignored: "s.ignored",
        comes_at: "s.comes_at" => |at: Option<i64>| at.map(Instant),
        moved: "s.moved",
        kept_line: "s.kept_line",
        priority: "s.priority",
        line: "s.line",
        asked_at: "s.asked_at" => Instant,
        body: "s.request_body",
    }
}

/// The live sign-up of a person for a class.
pub(crate) fn live(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<Option<Signup>, Fault> {
    let row = tx.optional(
        signups!(
            "where s.offering_id = $1 and s.person_id = $2
               and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited', 'walk-in')"
        ),
        &params![offering, person],
    )?;
    row.as_ref().map(read).transpose()
}

/// Somebody's seats and places in line in classes that have not begun, the nearest first.
pub(crate) fn to_come(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        signups!(
            "join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.state in ('confirmed', 'waiting') and o.starts_at > $2
             order by o.starts_at, s.id limit 20"
        ),
        &params![person, now.0],
    )?;
    rows.iter().map(read).collect()
}

/// A sign-up by its id.
pub(crate) fn by_id(tx: &Tx<'_>, id: SignupId) -> Result<Signup, Fault> {
    read(&tx.optional(signups!("where s.id = $1"), &params![id])?.ok_or(Fault::NotFound)?)
}

/// The sign-up that a form with this key made before.
pub(crate) fn by_request(tx: &Tx<'_>, key: &str) -> Result<Option<Signup>, Fault> {
    tx.optional(signups!("where s.request_key = $1"), &params![key])?.as_ref().map(read).transpose()
}

/// Everybody's live sign-ups for a class, in the order in which they asked.
pub(crate) fn live_of_class(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        signups!(
            "where s.offering_id = $1 and s.state in ('confirmed', 'waiting', 'offered', 'held', 'invited')
             order by s.asked_at, s.id limit 30000"
        ),
        &params![offering],
    )?;
    rows.iter().map(read).collect()
}

/// At most `most` people in line with a confirmed address (including those asked by a team or a colleague meanwhile),
/// in the order of the list, after this place (priority, line).
pub(crate) fn line_after(
    tx: &Tx<'_>,
    offering: OfferingId,
    (priority, line): (i64, i64),
    most: i64,
) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        signups!(
            "join person p on p.id = s.person_id
             where s.offering_id = $1 and (s.state = 'waiting' or s.kept_line) and p.email_verified_at is not null
               and (s.priority > $2 or (s.priority = $2 and s.line > $3))
             order by s.priority, s.line limit $4"
        ),
        &params![offering, priority, line, most],
    )?;
    rows.iter().map(read).collect()
}

/// Those waiting, in the order of the list, for a page: the first few hundred.
pub(crate) fn line(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        signups!("where s.offering_id = $1 and s.state = 'waiting' order by s.priority, s.line, s.id limit 300"),
        &params![offering],
    )?;
    rows.iter().map(read).collect()
}

/// Sign-ups of a team, whatever became of them.
pub(crate) fn of_team(tx: &Tx<'_>, team: i64) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(signups!("where s.team_id = $1 order by s.asked_at, s.id"), &params![team])?;
    rows.iter().map(read).collect()
}

/// Who was asked to stand in for the holder of a seat.
pub(crate) fn asked_to_stand_in(tx: &Tx<'_>, seat_of: SignupId) -> Result<Option<Signup>, Fault> {
    tx.optional(signups!("where s.instead_of = $1 and s.state = 'invited'"), &params![seat_of])?
        .as_ref()
        .map(read)
        .transpose()
}

/// Whether a seat was given back by its person since a moment.
pub(crate) fn given_back_since(tx: &Tx<'_>, id: SignupId, since: Instant) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from signup where id = $1 and state in ('cancelled', 'late') and ended_at >= $2"),
        &params![id, since.0],
    )?;
    Ok(row.is_some())
}

/// The last sign-up for a class that somebody gave back since a moment; a swap does not count as giving back.
pub(crate) fn last_given_back(
    tx: &Tx<'_>,
    (person, offering): (PersonId, OfferingId),
    since: Instant,
) -> Result<Option<Signup>, Fault> {
    let row = tx.optional(
        signups!(
            "where s.person_id = $1 and s.offering_id = $2 and s.state in ('cancelled', 'late') and s.ended_at >= $3
               and not exists (select 1 from signup n where n.person_id = s.person_id and n.instead_of = s.id)
             order by s.ended_at desc, s.id desc limit 1"
        ),
        &params![person, offering, since.0],
    )?;
    row.as_ref().map(read).transpose()
}

/// Offers to people who said that they need not be asked.
pub(crate) fn to_take(tx: &Tx<'_>, now: Instant) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        signups!(
            "where s.held_until > $1 and s.state = 'offered' and s.auto_take and s.team_id is null
             order by s.held_until, s.id limit 200"
        ),
        &params![now.0],
    )?;
    rows.iter().map(read).collect()
}

/// How a new sign-up begins.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Begins {
    Confirmed(i64),
    Held(i64, Instant),
    Offered(i64, Instant),
    Invited(Instant),
    Waiting { priority: i64, line: i64 },
}

impl Begins {
    /// State, seat, and until when it is held.
    const fn as_stored(self) -> (SignupState, Option<i64>, Option<i64>) {
        match self {
            Self::Confirmed(seat) => (SignupState::Confirmed, Some(seat), None),
            Self::Held(seat, until) => (SignupState::Held, Some(seat), Some(until.0)),
            Self::Offered(seat, until) => (SignupState::Offered, Some(seat), Some(until.0)),
            Self::Invited(until) => (SignupState::Invited, None, Some(until.0)),
            Self::Waiting { .. } => (SignupState::Waiting, None, None),
        }
    }
}

/// A new sign-up.
#[derive(Debug, Clone, Default)]
pub(crate) struct New<'n> {
    pub offering: OfferingId,
    pub person: PersonId,
    pub site: i64,
    pub request: Option<&'n str>,
    pub body: String,
    pub instead_of: Option<SignupId>,
    pub team: Option<i64>,
    pub wish: Option<i64>,
    pub named: &'n str,
    pub asked_by: Option<PersonId>,
}

/// Adds a sign-up.
pub(crate) fn add(change: &Change<'_, '_>, new: &New<'_>, begins: Begins) -> Result<SignupId, Fault> {
    let id = SignupId(change.id());
    let (state, seat, until) = begins.as_stored();
    let (priority, line) = match begins {
        Begins::Waiting { priority, line } => (priority, Some(line)),
        _ => (1, None),
    };
    change.tx.run(
        sql!(
            "insert into signup (id, offering_id, person_id, state, seat, site, line, priority, held_until, instead_of,
                                 team_id, wish_id, named, asked_by, request_key, request_body, asked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
        ),
        &params![
            id,
            new.offering,
            new.person,
            state,
            seat,
            new.site,
            line,
            priority,
            until,
            new.instead_of,
            new.team,
            new.wish,
            new.named,
            new.asked_by,
            new.request,
            &new.body,
            change.now.0
        ],
    )?;
    Ok(id)
}

/// What a form asked for, as one line: the same key with another line is another request.
pub(crate) fn body(request: Request) -> String {
    let Request { site, may_wait, repeat, tight } = request;
    format!(
        "{site}{}{}{}",
        if may_wait { "w" } else { "" },
        if repeat { "r" } else { "" },
        if tight { "t" } else { "" }
    )
}

/// Confirms a seat if the sign-up is still in the state in which it was read; returns whether it was.
pub(crate) fn confirm(change: &Change<'_, '_>, signup: &Signup, seat: i64) -> Result<bool, Fault> {
    let rows = change.tx.run(
        sql!(
            "update signup set state = 'confirmed', seat = $2, site = $4, held_until = null, auto_take = false,
                    moved = false, kept_line = false
             where id = $1 and state = $3"
        ),
        &params![signup.id, seat, signup.state, seat / SITE],
    )?;
    Ok(rows > 0)
}

/// Anyone who had a seat and lost it waits ahead of everybody, even make-ups; letting an offer run out ends that.
pub(crate) const HAD_A_SEAT: i64 = -1;

/// Puts a sign-up on the waiting list of its class, at this place.
pub(crate) fn wait(
    change: &Change<'_, '_>,
    signup: &Signup,
    priority: i64,
    line: i64,
    ignored: i64,
) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update signup set state = 'waiting', seat = null, held_until = null, priority = $2, line = $3, ignored = $4,
                    team_id = null, wish_id = null, named = '', moved = false, kept_line = false, comes_at = null
             where id = $1 and state = $5"
        ),
        &params![signup.id, priority, line, ignored, signup.state],
    )?;
    Ok(())
}

/// Asks the holder of a seat anew, until a moment; `moved` if it is because the class was.
pub(crate) fn ask_again(change: &Change<'_, '_>, signup: &Signup, until: Instant, moved: bool) -> Result<(), Fault> {
    change.tx.run(
        sql!("update signup set state = 'offered', held_until = $2, moved = $4 where id = $1 and state = $3"),
        &params![signup.id, until.0, signup.state, moved],
    )?;
    Ok(())
}

/// Asks somebody who waits whether they want this seat: a team's, or, without a number, a colleague's. If they do not,
/// they are where they were.
pub(crate) fn ask_waiting(
    change: &Change<'_, '_>,
    signup: &Signup,
    new: &New<'_>,
    begins: Begins,
) -> Result<(), Fault> {
    let (state, seat, until) = begins.as_stored();
    change.tx.run(
        sql!(
            "update signup set state = $2, seat = $3, held_until = $4, team_id = $5, instead_of = $6, named = $7,
                    asked_by = $8, kept_line = true where id = $1 and state = 'waiting'"
        ),
        &params![signup.id, state, seat, until, new.team, new.instead_of, new.named, new.asked_by],
    )?;
    Ok(())
}

/// A question from a team or a colleague was answered with no, or has ended: those who were in line before wait again,
/// at their place; for the others, the sign-up ends.
pub(crate) fn decline(change: &Change<'_, '_>, signup: &Signup, how: SignupState) -> Result<(), Fault> {
    if !signup.kept_line {
        return end(change, signup, how);
    }
    change.tx.run(
        sql!(
            "update signup set state = 'waiting', seat = null, held_until = null, team_id = null, instead_of = null,
                    named = '', kept_line = false where id = $1 and state = $2"
        ),
        &params![signup.id, signup.state],
    )?;
    Ok(())
}

/// Gives somebody another seat in their class.
pub(crate) fn reseat(change: &Change<'_, '_>, id: SignupId, seat: i64) -> Result<(), Fault> {
    change.tx.run(
        sql!("update signup set seat = $2, site = $3 where id = $1 and seat is not null"),
        &params![id, seat, seat / SITE],
    )?;
    Ok(())
}

/// Notes that somebody said they still come.
pub(crate) fn still_comes(change: &Change<'_, '_>, id: SignupId) -> Result<u64, Fault> {
    Ok(change.tx.run(
        sql!("update signup set comes_at = $2 where id = $1 and state = 'confirmed' and comes_at is null"),
        &params![id, change.now.0],
    )?)
}

/// Notes whether an offer is to be taken without asking.
pub(crate) fn set_auto_take(change: &Change<'_, '_>, id: SignupId, yes: bool) -> Result<u64, Fault> {
    Ok(change.tx.run(
        sql!("update signup set auto_take = $2 where id = $1 and state in ('waiting', 'offered') and auto_take <> $2"),
        &params![id, yes],
    )?)
}

/// A person's sign-ups that wait for a confirmed address, in the order of their classes.
pub(crate) fn unconfirmed_of(tx: &Tx<'_>, person: PersonId) -> Result<Vec<Signup>, Fault> {
    let rows = tx.all(
        signups!("where s.person_id = $1 and s.state in ('held', 'waiting') order by s.offering_id"),
        &params![person],
    )?;
    rows.iter().map(read).collect()
}

/// Offers a seat to somebody who waits.
pub(crate) fn offer(change: &Change<'_, '_>, id: SignupId, seat: i64, until: Instant) -> Result<(), Fault> {
    change.tx.run(
        sql!("update signup set state = 'offered', seat = $2, held_until = $3 where id = $1 and state = 'waiting'"),
        &params![id, seat, until.0],
    )?;
    Ok(())
}

/// Whatever somebody has or waits for in classes that have not begun, also what they have not answered: all that is given
/// back when they go.
pub(crate) fn not_begun(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<Vec<SignupId>, Fault> {
    let rows = tx.all(
        sql!(
            "select s.id from signup s join offering o on o.id = s.offering_id
             where s.person_id = $1 and s.ended_at is null and s.state <> 'walk-in' and o.starts_at > $2
             order by s.offering_id limit 500"
        ),
        &params![person, now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Ends a live sign-up, with the state that says how. It must still be in the state in which it was read.
pub(crate) fn end(change: &Change<'_, '_>, signup: &Signup, how: SignupState) -> Result<(), Fault> {
    change.tx.run(
        sql!(
            "update signup set state = $2, seat = null, held_until = null, auto_take = false, kept_line = false,
                    ended_at = $3
             where id = $1 and state = $4"
        ),
        &params![signup.id, how, change.now.0, signup.state],
    )?;
    crate::seats::taking_part::store::hide(change, signup.offering, signup.person)
}
