//! Wishes, and the offers that come of them.

use crate::{
    classes::offerings::distance::{self, Point},
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        mail::Mail,
        verb::Verb,
    },
    people::lock::lock_person,
    programme::change::{Change, Entry},
    seats::signup::{
        class_state::{Locked, class_for_update},
        person_state::person_state,
        store::{Begins, New, add},
        verbs::owe,
    },
};
use db::{Tx, params, sql};
use rules::{
    seats::{Handout, SITE, Times, Whereabouts, Wish, closed_to},
    time::{Instant, Span},
};

/// A wish as its person sees it.
#[derive(Debug, Clone)]
pub(crate) struct StoredWish {
    pub id: i64,
    pub key: String,
    pub person: PersonId,
    made_at: Instant,
    pub course: String,
    pub title: String,
    /// The venue to be near to; anywhere if `None`.
    pub near: Option<i64>,
    pub near_name: String,
    pub wish: Wish,
}

/// The times of a wish, by their name in records and forms.
pub(crate) fn times(name: &str) -> Times {
    match name {
        "evening" => Times::Evening,
        "weekend" => Times::Weekend,
        _ => Times::Any,
    }
}

pub(crate) const fn times_name(times: Times) -> &'static str {
    match times {
        Times::Any => "any",
        Times::Evening => "evening",
        Times::Weekend => "weekend",
    }
}

db::record! { $
    wishes: "from wish w join course c on c.code = w.course_code
             left join venue v on v.id = w.venue_id" => fn read -> Result<StoredWish, Fault> {
        id: "w.id",
        key: "w.key",
        person: "w.person_id",
        made_at: "w.made_at" => Instant,
        course: "w.course_code",
        title: "c.title",
        near: "w.venue_id",
        near_name: "coalesce(v.name, '')",
        wish: Wish {
            miles: "case when w.venue_id is not null then w.miles end",
            online: "w.online",
            times: "w.times" => |name: String| times(&name),
        },
    }
}

/// What somebody waits for.
pub(crate) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Vec<StoredWish>, Fault> {
    let rows = tx.all(
        wishes!("where w.person_id = $1 and w.ended_at is null order by w.made_at, w.id limit 100"),
        &params![person],
    )?;
    rows.iter().map(read).collect()
}

/// The most topics a person can wait for.
const MOST: usize = 20;

/// Notes a wish; a new one for the same topic replaces the old one and keeps its date. Returns whether there was room
/// for it.
pub(crate) fn make(
    change: &Change<'_, '_>,
    person: PersonId,
    course: &str,
    near: Option<i64>,
    wish: Wish,
) -> Result<bool, Fault> {
    lock_person(change.tx, person)?;
    let have = of_person(change.tx, person)?;
    let same = have.iter().find(|w| w.course == course);
    if same.is_none() && have.len() >= MOST {
        return Ok(false);
    }
    let (miles, times) = (wish.miles.unwrap_or(0), times_name(wish.times));
    let id = match same {
        Some(same) => {
            change.tx.run(
                sql!("update wish set venue_id = $2, miles = $3, online = $4, times = $5 where id = $1"),
                &params![same.id, near, miles, wish.online, times],
            )?;
            same.id
        }
        None => {
            let id = change.id();
            change.tx.run(
                sql!(
                    "insert into wish (id, key, person_id, course_code, venue_id, miles, online, times, made_at)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
                ),
                &params![id, change.random.key(12), person, course, near, miles, wish.online, times, change.now.0],
            )?;
            id
        }
    };
    audit(change, Verb::WishMade, id, course)?;
    Ok(true)
}

/// Ends a wish of this person.
pub(crate) fn end(change: &Change<'_, '_>, person: PersonId, key: &str) -> Result<(), Fault> {
    lock_person(change.tx, person)?;
    let ended = change.tx.optional(
        sql!("select id from wish where key = $1 and person_id = $2 and ended_at is null"),
        &params![key, person],
    )?;
    let Some(row) = ended else { return Ok(()) };
    grant(change, row.get(0)?)?;
    audit(change, Verb::WishEnded, row.get(0)?, "")
}

/// Ends everything that somebody waits for. Part of a verb.
pub(crate) fn end_all(change: &Change<'_, '_>, person: PersonId) -> Result<(), Fault> {
    change.tx.run(
        sql!("update wish set ended_at = $2 where person_id = $1 and ended_at is null"),
        &params![person, change.now.0],
    )?;
    Ok(())
}

/// Ends a wish whose person has a seat now. Part of a verb.
pub(crate) fn grant(change: &Change<'_, '_>, wish: i64) -> Result<(), Fault> {
    change
        .tx
        .run(sql!("update wish set ended_at = $2 where id = $1 and ended_at is null"), &params![wish, change.now.0])?;
    Ok(())
}

fn audit(change: &Change<'_, '_>, verb: Verb, id: i64, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "wish", id, before: "", after, reason: "" })?;
    Ok(())
}

/// Offers what is free in a locked class to those waiting for its topic, once each, in the order of their wishes. Part
/// of a verb; returns how many were offered.
pub(crate) fn offer(change: &Change<'_, '_>, offering: OfferingId, until: Instant) -> Result<usize, Fault> {
    let tx = change.tx;
    let mut class = class_for_update(tx, offering)?;
    let sessions = sessions(tx, offering)?;
    let (mut offered, mut after) = (0, (i64::MIN, i64::MIN));
    while Handout::of(&class.state).any_left() {
        let rows = tx.all(
            wishes!(
                "where w.course_code = $4 and w.ended_at is null
                   and (w.made_at > $2 or (w.made_at = $2 and w.id > $3))
                   and not exists (select 1 from signup s where s.wish_id = w.id
                                   and (s.offering_id = $1 or s.state = 'offered'))
                   and not exists (select 1 from signup s join offering o on o.id = s.offering_id
                                   where s.person_id = w.person_id and s.state = 'confirmed' and o.course_code = $4
                                     and o.starts_at > $5)
                 order by w.made_at, w.id limit 100"
            ),
            &params![offering, after.0, after.1, &class.course, change.now.0],
        )?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let wish = read(row)?;
            offered += usize::from(offer_one(change, &mut class, &wish, &sessions, until)?);
            after = (wish.made_at.0, wish.id);
        }
    }
    Ok(offered)
}

/// Offers one person the first free seat that suits; returns whether there was one.
fn offer_one(
    change: &Change<'_, '_>,
    class: &mut Locked,
    wish: &StoredWish,
    sessions: &[Span],
    until: Instant,
) -> Result<bool, Fault> {
    let tx = change.tx;
    let near = wish.near.map(|v| distance::of_venue(tx, v)).transpose()?.flatten();
    for n in 0..class.state.sites.len() {
        let (site, free) = (class.state.sites[n].number, class.state.sites[n].free_seat());
        let Some(seat) = free else { continue };
        if !wish.wish.suits(whereabouts(tx, class.id, site, near)?, sessions, change.zone) {
            continue;
        }
        let person = person_state(tx, wish.person, (class.id, site), &[], change.now)?.state;
        let busy = person.mine.is_some() || person.conflict.is_some();
        if busy || closed_to(&class.state.doors, &person, change.now).is_some() {
            continue;
        }
        let new = New { offering: class.id, person: wish.person, site, wish: Some(wish.id), ..New::default() };
        let id = add(change, &new, Begins::Offered(seat, until))?;
        owe(change, Mail::Offer, wish.person, id, &until.0.to_string())?;
        class.state.sites[n].taken.take(seat % SITE);
        return Ok(true);
    }
    Ok(false)
}

fn sessions(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Span>, Fault> {
    let rows = tx.all(sql!("select starts_at, ends_at from session where offering_id = $1"), &params![offering])?;
    rows.iter().map(|r| Ok(Span { start: Instant(r.get(0)?), end: Instant(r.get(1)?) })).collect()
}

fn whereabouts(tx: &Tx<'_>, offering: OfferingId, site: i64, near: Option<Point>) -> Result<Whereabouts, Fault> {
    let row = tx.one(
        sql!(
            "select coalesce(s.mode, o.mode) from offering o
             left join site s on s.offering_id = o.id and s.number = $2 where o.id = $1"
        ),
        &params![offering, site],
    )?;
    if row.get::<String>(0)? == "online" {
        return Ok(Whereabouts::Online);
    }
    let place = distance::of_class(tx, (offering, site))?;
    Ok(Whereabouts::Away(near.zip(place).map(|(a, b)| distance::miles(a, b))))
}
