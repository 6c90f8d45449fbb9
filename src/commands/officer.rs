//! `ratify officer`: who speaks for a local, as its president or bargaining chair, and until when. The access follows
//! the office: who had it before is named with an end.

use crate::{
    Clock, Random,
    app::App,
    change::{Actor, Change, Entry},
    config::Config,
    fault::Fault,
    people::{
        self,
        locals::{self, LocalMatch},
    },
};
use db::{params, sql};
use jiff::civil::Date;
use rules::time::Instant;

/// An office to give, or to end.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub email: String,
    pub local: String,
    pub role: String,
    pub until: Option<Date>,
}

pub(super) async fn run(config: Config, office: Office) -> Result<(), String> {
    if !["president", "bargaining-chair"].contains(&office.role.as_str()) {
        return Err(format!("--role {}: president or bargaining-chair", office.role));
    }
    let app = App::open(config, Clock::Machine, Random::from_system()).await?;
    println!("{}", give(&app, office).await?);
    Ok(())
}

/// Gives an office from now on; the same office of the same person gets the new end.
///
/// # Errors
/// When there is no such account or local, or the database fails.
async fn give(app: &App, office: Office) -> Result<String, String> {
    let zone = app.zone.clone();
    let until = office
        .until
        .map(|day| Instant::from_local(day.tomorrow()?.at(0, 0, 0, 0), &zone))
        .transpose()
        .map_err(|e| e.to_string())?;
    let (email, local, role) = (office.email.clone(), office.local.clone(), office.role.clone());
    app.change(Actor::Operator, move |change| {
        let Some(person) = people::store::by_email(change.tx, &email)? else {
            return Ok(Err(format!("{email}: no account has this address. They enroll on the site first.")));
        };
        let LocalMatch::One(local_id) = locals::find(change.tx, &local)? else {
            return Ok(Err(format!("{local}: no local has this name or key")));
        };
        let name = locals::name(change.tx, local_id)?;
        let had = put(change, person.id, local_id, &role, until)?;
        let over = until.is_some_and(|u| u <= change.now);
        Ok(Ok(match (had, over) {
            (false, _) => format!("{} was not {role} of {name}: nothing to end", person.name),
            (true, true) => format!("{} is no longer {role} of {name}", person.name),
            (true, false) => format!("{} is {role} of {name}", person.name),
        }))
    })
    .await
    .map_err(|e| e.to_string())?
}

/// Writes it; says whether there was anything to write.
fn put(change: &Change<'_, '_>, person: i64, local: i64, role: &str, until: Option<Instant>) -> Result<bool, Fault> {
    let had = change.tx.run(
        sql!("update office set until = $4 where person_id = $1 and role = $2 and local_id = $3 and (until is null or until > $5)"),
        &params![person, role, local, until.map(|u| u.0), change.now.0],
    )?;
    let ends_now = until.is_some_and(|u| u <= change.now);
    if had == 0 && ends_now {
        return Ok(false);
    }
    if had == 0 {
        change.tx.run(
            sql!(
                "insert into office (id, person_id, role, local_id, since, until, granted_by)
                 values ($1, $2, $3, $4, $5, $6, 'operator')"
            ),
            &params![change.id(), person, role, local, change.now.0, until.map(|u| u.0)],
        )?;
    }
    change.audit(&Entry {
        verb: if ends_now { "office.ended" } else { "office.given" },
        object: "person",
        id: person,
        before: "",
        after: role,
        reason: "command line",
    })?;
    Ok(true)
}
