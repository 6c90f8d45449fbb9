//! What the rules need to know about a class.

use super::verbs::offers;
use crate::{
    classes::offerings,
    ground::{fault::Fault, ids::OfferingId},
    programme::change::Change,
};
use db::{Row, Tx, params, sql};
use rules::{
    seats::{ClassState, Doors, Hold, SITE, Site, Taken},
    time::Instant,
};

/// A locked class.
#[derive(Debug, Clone)]
pub(crate) struct Locked {
    pub id: OfferingId,
    pub course: String,
    /// Grows with every change of the class.
    pub revision: i64,
    pub state: ClassState,
    pub hold: Hold,
    pub cancel_until: Instant,
    /// Whether colleagues may stand in for one another.
    pub substitutes: bool,
    /// Since when its free seats are open to everybody in line.
    pub called_at: Option<Instant>,
}

/// A class as its row says it, before its seats are counted.
struct Columns {
    course: String,
    revision: i64,
    doors: Doors,
    capacity: i64,
    hold: Hold,
    cancel_until: Instant,
    substitutes: bool,
    called_at: Option<Instant>,
}

db::record! { $
    class: "from offering" => fn columns -> Result<Columns, Fault> {
        course: "course_code",
        revision: "revision",
        doors: Doors {
            stage: "stage" => |name: String| offerings::store::stage(&name),
            opens_at: "opens_at" => moment,
            closes_at: "closes_at" => Instant,
            starts_at: "starts_at" => Instant,
            elsewhere: "elsewhere",
            only_local: "only_local_id",
            local_until: "local_until" => moment,
            only_work: "only_work" => |kinds: String| kinds.split_whitespace().map(str::to_owned).collect(),
            members_only: "members_only",
        },
        capacity: "capacity",
        hold: Hold { hours: "hold_hours" },
        cancel_until: "cancel_until" => Instant,
        substitutes: "substitutes",
        called_at: "called_at" => moment,
    }
}

fn moment(at: Option<i64>) -> Option<Instant> {
    at.map(Instant)
}

/// Locks a class and loads its state.
pub(crate) fn class_for_update(tx: &Tx<'_>, offering: OfferingId) -> Result<Locked, Fault> {
    let row = tx.optional(class!("where id = $1 {for_update}"), &params![offering])?;
    load(tx, offering, &row.ok_or(Fault::NotFound)?)
}

/// The state of a class, for a page: nothing may be decided by it.
pub(crate) fn look_at(tx: &Tx<'_>, offering: OfferingId) -> Result<Locked, Fault> {
    load(tx, offering, &tx.optional(class!("where id = $1"), &params![offering])?.ok_or(Fault::NotFound)?)
}

fn load(tx: &Tx<'_>, offering: OfferingId, row: &Row) -> Result<Locked, Fault> {
    let row = columns(row)?;
    // counts are read after the lock: another process may have changed them while this one waited
    let sites = sites(tx, offering, row.capacity)?;
    Ok(Locked {
        id: offering,
        course: row.course,
        revision: row.revision,
        state: ClassState { doors: row.doors, sites },
        hold: row.hold,
        cancel_until: row.cancel_until,
        substitutes: row.substitutes,
        called_at: row.called_at,
    })
}

/// What is counted (0 a site, 1 its seats, 2 a seat of a team, 3 its line), the site or seat, how many, and the last
/// seat.
type Counted = (i64, i64, i64, i64);

fn sites(tx: &Tx<'_>, offering: OfferingId, capacity: i64) -> Result<Vec<Site>, Fault> {
    let rows = tx.all(
        sql!(
            "select 0, number, capacity, 0 from site where offering_id = $1
             union all
             select 1, x.number,
                    (select count(*) from signup s where s.offering_id = $1
                       and s.seat >= x.number * 10000 and s.seat < (x.number + 1) * 10000),
                    (select coalesce(max(s.seat), x.number * 10000) from signup s where s.offering_id = $1
                       and s.seat >= x.number * 10000 and s.seat < (x.number + 1) * 10000)
             from (select number from site where offering_id = $1
                   union select 0 where not exists (select 1 from site where offering_id = $1)) x
             union all
             select 2, number, 0, 0 from seat where offering_id = $1 and team_id is not null
             union all
             select 3, site, count(*), 0 from signup where offering_id = $1 and state = 'waiting' group by site
             union all
             select 3, site, count(*), 0 from signup where offering_id = $1 and kept_line group by site"
        ),
        &params![offering],
    )?;
    let read = |r: &Row| -> Result<Counted, Fault> { Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)) };
    let rows = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let site = |number, capacity| Site { number, capacity, taken: Taken::default(), waiting: 0 };
    let mut sites: Vec<Site> = rows.iter().filter(|r| r.0 == 0).map(|r| site(r.1, r.2)).collect();
    if sites.is_empty() {
        sites.push(site(0, capacity));
    }
    sites.sort_by_key(|s| s.number);
    let (mut gaps, mut of_teams) = (false, Vec::new());
    for (kind, number, count, last) in rows {
        let site = sites.iter_mut().find(|s| s.number == number);
        match (kind, site) {
            (2, _) => of_teams.push(number),
            (1, Some(site)) => {
                gaps |= last - number * SITE != count;
                site.taken = Taken::first(count);
            }
            (3, Some(site)) => site.waiting += count,
            _ => {}
        }
    }
    if gaps {
        let seats = tx.all(
            sql!("select seat from signup where offering_id = $1 and seat is not null order by seat"),
            &params![offering],
        )?;
        sites.iter_mut().for_each(|s| s.taken = Taken::default());
        let seats = seats.iter().map(|r| Ok(r.get(0)?)).collect::<Result<Vec<i64>, Fault>>()?;
        take(&mut sites, &seats);
    }
    take(&mut sites, &of_teams);
    Ok(sites)
}

/// Marks seats as taken by a person or held for a team.
fn take(sites: &mut [Site], seats: &[i64]) {
    for seat in seats {
        if let Some(site) = sites.iter_mut().find(|s| s.number == seat / SITE) {
            site.taken.take(seat % SITE);
        }
    }
}

/// Makes room for somebody with a confirmed address who is kept out only because the class is full: seats held for
/// unconfirmed addresses give way, so that strangers cannot fill a class with what they type. Returns the class as it
/// is afterwards; `None` if too few seats are held this way to help.
pub(crate) fn make_room(
    change: &Change<'_, '_>,
    class: &Locked,
    (site, seats): (i64, i64),
) -> Result<Option<Locked>, Fault> {
    // what gives way is first offered to those waiting; strangers among them do not hold anybody up
    let missing = class.state.site(site).map_or(0, |s| seats - s.free());
    if missing <= 0 || !offers::give_way(change, class, site, missing)? {
        return Ok(None);
    }
    class_for_asking(change, class.id).map(Some)
}

/// Locks a class for somebody who asks for a seat. If a seat is free while people wait, it is first offered to them;
/// anyone who still waits next to a free seat after that cannot come now, and does not hold anybody up.
pub(crate) fn class_for_asking(change: &Change<'_, '_>, offering: OfferingId) -> Result<Locked, Fault> {
    let class = class_for_update(change.tx, offering)?;
    if !class.state.sites.iter().any(|s| s.waiting > 0 && s.free() > 0) {
        return Ok(class);
    }
    let called = offers::promote(change, offering)?.called;
    let mut class = class_for_update(change.tx, offering)?;
    // anyone who could come now has an offer, or has been called on to say yes first
    for site in class.state.sites.iter_mut().filter(|s| s.free() > 0 && !called.contains(&s.number)) {
        site.waiting = 0;
    }
    Ok(class)
}
