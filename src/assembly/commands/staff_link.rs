//! `ratify staff-link`: the door for staff. Whoever can run commands on the machine hands out the power over it.

use crate::{
    Clock, Random,
    assembly::start,
    ground::{config::Config, verb::Verb},
    people::{
        self,
        signin::links::{self, Purpose},
        store::{NewPerson, grant},
    },
    programme::change::{Actor, Entry},
    visit::{app::App, role::Role},
};
use kit::Language;

pub(super) async fn run(config: Config, email: &str, name: Option<&str>, role: &str) -> Result<(), String> {
    if Role::of_programme(role).is_none() {
        let known: Vec<&str> = Role::OF_PROGRAMME.into_iter().map(Role::name).collect();
        return Err(format!("--role {role}: one of {}", known.join(", ")));
    }
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    let link = make(&app, email, name, role).await?;
    println!("{link}");
    println!("It works once, within {} minutes.", Purpose::Staff.minutes());
    Ok(())
}

/// Makes a one-time staff link, and the account where there is none.
///
/// # Errors
/// When there is no such role, or no such account and no name to make one, or the database fails.
pub async fn make(app: &App, email: &str, name: Option<&str>, role: &str) -> Result<String, String> {
    let (email, name) = (email.to_owned(), name.map(str::to_owned));
    let role: Role = role.parse().map_err(|_| format!("{role}: no role has this name"))?;
    let made = app
        .change(Actor::Operator, move |change| {
            let person = match (people::store::by_email(change.tx, &email)?, &name) {
                (Some(person), _) => person.id,
                (None, None) => return Ok(None),
                (None, Some(name)) => {
                    let said = NewPerson {
                        name: name.clone(),
                        email: email.clone(),
                        local_id: None,
                        local_typed: String::new(),
                        work: "other".into(),
                        language: Language::En,
                        share: false,
                    };
                    people::store::add(change, &said)?
                }
            };
            people::store::verify(change, person, change.now)?;
            grant(change, person, role)?;
            let link = links::make(change, person, Purpose::Staff, "/staff")?;
            change.audit(&Entry {
                verb: Verb::StaffLinkMade,
                object: "person",
                id: person.0,
                before: "",
                after: role.name(),
                reason: "command line",
            })?;
            Ok(Some(link.token))
        })
        .await
        .map_err(|e| e.to_string())?;
    let token = made.ok_or("There is no account with this address. Add --name to make one.")?;
    Ok(format!("{}/go/{token}", app.config.base_url))
}
