//! Two sample trainers who agreed to be shown: one of the staff, one member.

use super::history::staff;
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Actor, Entry},
    visit::app::App,
};
use db::{params, sql};

/// Address, kind, and what they say of themselves.
const SAMPLES: [(&str, &str, &str); 2] = [
    (
        "owen.pike@example.org",
        "staff",
        "Sample trainer. Twenty years at the table, and still a beginner in the campaign.",
    ),
    ("yen.tran@example.org", "member", "Sample trainer. Teaches seventh grade, and how to cost a contract."),
];

/// Shows them, as they would themselves.
pub(super) async fn show(app: &App) -> Result<(), Fault> {
    for (email, kind, about) in SAMPLES {
        let person = staff(app, email).await?;
        app.change(Actor::Person(person), move |change| {
            change.tx.run(
                sql!(
                    "insert into trainer_page (person_id, key, shown, kind, about, agreed_to, changed_at)
                     values ($1, $2, true, $3, $4, 'sample data', $5)"
                ),
                &params![person, change.random.key(8), kind, about, change.now.0],
            )?;
            let (verb, object) = (Verb::TrainerPageSaved, "person");
            change.audit(&Entry { verb, object, id: person.0, before: "", after: "shown", reason: "" })?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}
