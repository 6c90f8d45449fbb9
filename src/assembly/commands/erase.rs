//! `ratify erase`: forgets a person and says what must stay: certificates keep number, dates and state, without a name.

use crate::{
    Clock, Random,
    assembly::start,
    ground::{config::Config, fault::Fault},
    office::own_data,
    people,
    programme::change::Actor,
    visit::app::App,
};

pub(super) async fn run(config: Config, email: &str, reason: &str) -> Result<(), String> {
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    match person(&app, email.to_owned(), reason.to_owned()).await.map_err(|e| e.to_string())? {
        None => Err(format!("nobody has the address {email}")),
        Some(certificates) => {
            println!("Erased. Certificates that keep their number, dates and state, and nothing else: {certificates}");
            Ok(())
        }
    }
}

/// Gives back what the person has booked, then forgets them. Returns the number of certificates that stay, or `None` if
/// nobody has the address.
///
/// # Errors
/// A fault of the database.
pub async fn person(app: &App, email: String, reason: String) -> Result<Option<usize>, Fault> {
    let found = app.read(move |tx| people::store::by_email(tx, &email)).await?;
    let Some(person) = found else { return Ok(None) };
    own_data::erase::forget(app, Actor::Operator, person.id, reason).await.map(Some)
}
