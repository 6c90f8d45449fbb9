//! How often somebody may ask without being known: forms that send a mail to an address somebody typed, wrong codes,
//! refused pages. Counted in the database by the hour, by the visitor's address and in all, so that several servers
//! count together; anything beyond is refused with a way on, and the administrators are told. Owns `asked`.

use crate::{
    ground::{
        config::Limits,
        fault::Fault,
        ids::PersonId,
        mail::Mail,
        misses::{household, site_of},
        verb::Verb,
    },
    people::{
        self,
        letter::{Desk, Letter},
        signin::{hash, told::administrators},
    },
    programme::change::{Actor, Entry, Owed},
    visit::{Visit, app::App},
};
use db::{Tx, params, sql};
use kit::t;
use rules::time::Instant;
use std::net::IpAddr;
use strum::IntoStaticStr;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Kind {
    /// A form that sends a mail to a typed address.
    Ask,
    /// A code that did not fit.
    WrongCode,
    /// A seat that is held for an address that is not confirmed.
    Held,
    /// A page or form of an office that was refused to somebody signed in.
    Refusal,
}

impl Kind {
    fn name(self) -> &'static str {
        self.into()
    }

    /// How many from one visitor, and in all.
    const fn most(self, limits: &Limits) -> (i64, i64) {
        match self {
            Self::Ask => (limits.asks, limits.asks_in_all),
            Self::WrongCode => (limits.wrong_codes, limits.wrong_codes_in_all),
            Self::Held => (limits.held, limits.held_in_all),
            Self::Refusal => (limits.refusals, i64::MAX),
        }
    }
}

const HOUR: i64 = 60 * 60 * 1_000_000;
/// Counts are kept for this many hours.
const KEPT: i64 = 48;
/// Everybody together.
const ALL: &str = "";

/// The visitor as counts name them: the address cannot be read from it.
fn of_visitor(visit: &Visit) -> Result<String, Fault> {
    hidden(visit, household(visit.from))
}

/// An address as counts name it.
fn hidden(visit: &Visit, address: IpAddr) -> Result<String, Fault> {
    let secret = visit.app.secret.get()?.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let hashed = hash(&format!("{secret}:{address}"));
    Ok(hashed.iter().take(12).map(|b| format!("{b:02x}")).collect())
}

/// How many times the share of one visitor may come from one site's IPv6 network: it has thousands of addresses that
/// count separately.
const NEAR: i64 = 5;

/// Whether there is room for one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    There,
    /// Too many came from where the visitor is.
    FullHere,
    /// Too many came from everywhere.
    Full,
}

/// Counts one, and says whether it is allowed. What goes beyond the visitor's own share does not use up that of all.
pub(crate) async fn take(visit: &Visit, kind: Kind) -> Result<Room, Fault> {
    let who = match (&visit.visitor, kind) {
        (Some(visitor), Kind::Refusal) => visitor.sign_in_key.clone(),
        _ => of_visitor(visit)?,
    };
    let (hour, counted) = (visit.now().0 / HOUR, who.clone());
    let (most, most_in_all) = kind.most(&visit.app.config.limits);
    let near = site_of(visit.from).map(|site| hidden(visit, site)).transpose()?;
    let most_near = most.saturating_mul(NEAR);
    let (own, near, all) = visit
        .app
        .db
        .write(move |tx| -> Result<(i64, i64, i64), Fault> {
            let own = count(tx, kind, &counted, hour)?;
            if own > most {
                return Ok((own, 0, 0));
            }
            let near = near.as_deref().map(|site| count(tx, kind, site, hour)).transpose()?.unwrap_or(0);
            Ok((own, near, if near <= most_near { count(tx, kind, ALL, hour)? } else { 0 }))
        })
        .await?;
    let is_over = |count: i64, most: i64| count == most.saturating_add(1);
    if is_over(own, most) || is_over(near, most_near) || is_over(all, most_in_all) {
        // somebody looking at another's pages is reported under their own name
        alarm(&visit.app, kind, &who, visit.visitor.as_ref().map(|v| v.seen_by.unwrap_or(v.id))).await?;
    }
    Ok(match (own <= most && near <= most_near, all <= most_in_all) {
        (false, _) => Room::FullHere,
        (true, false) => Room::Full,
        (true, true) => Room::There,
    })
}

fn count(tx: &Tx<'_>, kind: Kind, who: &str, hour: i64) -> Result<i64, Fault> {
    let row = tx.one(
        sql!(
            "insert into asked (what, who, hour, count) values ($1, $2, $3, 1)
             on conflict (what, who, hour) do update set count = asked.count + 1 returning count"
        ),
        &params![kind.name(), who, hour],
    )?;
    Ok(row.get(0)?)
}

/// Takes back one that was counted and should not have been: a code that was right.
pub(crate) async fn give_back(visit: &Visit, kind: Kind) -> Result<(), Fault> {
    let (who, hour) = (of_visitor(visit)?, visit.now().0 / HOUR);
    let near = site_of(visit.from).map(|site| hidden(visit, site)).transpose()?.unwrap_or_else(|| who.clone());
    visit
        .app
        .db
        .write(move |tx| -> Result<(), Fault> {
            tx.run(
                sql!(
                    "update asked set count = count - 1
                     where what = $1 and hour = $2 and who in ($3, $4, '') and count > 0"
                ),
                &params![kind.name(), hour, &who, &near],
            )?;
            Ok(())
        })
        .await
}

/// Tells the administrators that a limit was reached: at most one mail per hour and kind, and for refusals one per
/// sign-in.
async fn alarm(app: &App, kind: Kind, who: &str, person: Option<PersonId>) -> Result<(), Fault> {
    let whose = if kind == Kind::Refusal { who.to_owned() } else { String::new() };
    app.change(Actor::System, move |change| {
        for to in administrators(change.tx, change.now)? {
            change.owe(Owed {
                kind: Mail::LimitReached,
                person: to,
                about: person.map(|p| p.0),
                detail: kind.name().to_owned(),
                dedupe: format!("limit:{}:{whose}:{}:{to}", kind.name(), change.now.0 / HOUR),
                due: change.now,
            })?;
        }
        if change.tx.changed() == 0 {
            return Ok(());
        }
        change.audit(&Entry {
            verb: Verb::LimitReached,
            object: "person",
            id: person.unwrap_or_default().0,
            before: "",
            after: kind.name(),
            reason: "",
        })?;
        Ok(())
    })
    .await
}

/// The letter that tells of it.
pub(crate) fn letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let words = desk.words;
    let name = desk
        .owed
        .about
        .map(|id| people::store::by_id(desk.change.tx, PersonId(id)))
        .transpose()?
        .map(|p| people::in_mail(&p.name));
    let what = words.text(&format!("mail-limit-{}", desk.owed.detail), &[("name", name.unwrap_or_default().into())]);
    let letter = Letter::new(t!(words, "mail-limit-subject")).line(what);
    Ok(Some(letter.line(t!(words, "mail-limit-what")).button(t!(words, "mail-log-button"), desk.whole("/staff/log"))))
}

/// Forgets old counts. Part of the job that forgets sign-ins.
pub(crate) fn forget(tx: &Tx<'_>, now: Instant) -> Result<(), Fault> {
    tx.run(sql!("delete from asked where hour < $1"), &params![now.0 / HOUR - KEPT])?;
    Ok(())
}
