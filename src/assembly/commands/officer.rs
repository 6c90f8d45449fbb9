//! `ratify officer`: who speaks for a local, as its president or bargaining chair, and until when. Access follows the
//! office: the previous holder is named with an end date.

use crate::{
    Clock, Random,
    assembly::start,
    ground::{config::Config, fault::Fault},
    people::{
        self,
        locals::{self, LocalMatch},
        offices::{self, New},
    },
    programme::change::Actor,
    visit::{app::App, role::Role},
};
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
    let Some(role) = office.role.parse().ok().filter(|r| Role::OF_LOCAL.contains(r)) else {
        return Err(format!("--role {}: president or bargaining-chair", office.role));
    };
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    println!("{}", give(&app, office, role).await?);
    Ok(())
}

/// Gives an office from now on; if the person already holds it, it gets the new end.
///
/// # Errors
/// When there is no such account or local, or the database fails.
async fn give(app: &App, office: Office, role: Role) -> Result<String, String> {
    let zone = app.zone.clone();
    let until = office
        .until
        .map(|day| Instant::from_local(day.tomorrow()?.at(0, 0, 0, 0), &zone))
        .transpose()
        .map_err(|e| e.to_string())?;
    let (email, local) = (office.email.clone(), office.local.clone());
    app.change(Actor::Operator, move |change| {
        let Some(person) = people::store::by_email(change.tx, &email)? else {
            return Ok(Err(format!("{email}: no account has this address. They enroll on the site first.")));
        };
        let LocalMatch::One(local_id) = locals::find(change.tx, &local)? else {
            return Ok(Err(format!("{local}: no local has this name or key")));
        };
        let name = locals::name(change.tx, local_id)?;
        let Some(to) = change.gives_to(person.id) else { return Err(Fault::NotFound) };
        let new = New { to, role, local: Some(local_id), venue: None, until };
        let had = offices::give(change, new, "command line")?;
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
