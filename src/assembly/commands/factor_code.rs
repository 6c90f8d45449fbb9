//! `ratify factor-code`: a code with which somebody sets up their authenticator app, handed over in person by whoever
//! runs the program, for when no administrator can do so.

use crate::{
    Clock, Random,
    assembly::start,
    ground::config::Config,
    people::{self, signin::factor},
    programme::change::Actor,
    visit::app::App,
};

pub(super) async fn run(config: Config, email: &str) -> Result<(), String> {
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    println!("{}", make(&app, email).await?);
    println!("It works once, within seven days, on the page where they set the app up.");
    Ok(())
}

/// Makes such a code.
///
/// # Errors
/// When there is no such account, or the database fails.
pub async fn make(app: &App, email: &str) -> Result<String, String> {
    let email = email.to_owned();
    let made = app
        .change(Actor::Operator, move |change| match people::store::by_email(change.tx, &email)? {
            Some(person) => Ok(Some(factor::make_code(change, person.id)?)),
            None => Ok(None),
        })
        .await
        .map_err(|e| e.to_string())?;
    made.ok_or_else(|| "There is no account with this address.".into())
}
