//! A class that talks before it meets: what people bring and ask, an answer, and who chose to be seen.

use super::{history::staff, people::People};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    programme::change::Actor,
    seats::{
        class_board::{
            store::{self, Kind},
            verbs::{Said, post, tell},
        },
        taking_part::store::TakingPart,
    },
    visit::app::App,
};

/// Who, what they bring and what they want to know.
const TOLD: [(&str, &str, &str); 3] = [
    ("nadia.ferreira@example.org", "A sheet that turns hourly pay into a year.", "What does a step cost in all?"),
    ("tom.okafor@example.org", "", "How to read the town's free cash."),
    ("grace.lindqvist@example.org", "Our side letter on remote work.", ""),
];

/// Who, and what they say. The last one is the answer to the question before it.
const SAID: [(&str, Kind, &str); 5] = [
    (
        "grace.lindqvist@example.org",
        Kind::Bring,
        "Our side letter on remote work (sample). The money clause is the last one; it took us a year.",
    ),
    (
        "nadia.ferreira@example.org",
        Kind::Bring,
        "A sheet that turns hourly pay into a year (sample). Change the yellow cells: https://example.org/hourly-pay",
    ),
    ("tom.okafor@example.org", Kind::Ask, "Is a stipend part of the base when we compute a percentage raise?"),
    (
        "nadia.ferreira@example.org",
        Kind::Ask,
        "How do you cost a step that half of us never reach? Our grid has 14 steps and most people leave by 6.",
    ),
    (
        "owen.pike@example.org",
        Kind::Answer,
        "Cost the people, not the grid. Bring your seniority list without names: we do this one first.",
    ),
];

/// Fills the board as its people would.
pub(super) async fn fill(app: &App, offering: OfferingId, people: &People) -> Result<(), Fault> {
    for (email, brings, asks) in TOLD {
        let person = people[email];
        let said = TakingPart { seen: true, brings: brings.into(), asks: asks.into() };
        app.change(Actor::Person(person), move |change| {
            tell(
                change,
                offering,
                person,
                &said,
                "Contract Costing, part 1: The others in this class may see my name and local (sample)",
            )
        })
        .await?;
    }
    for (email, kind, body) in SAID {
        let person: PersonId = match people.get(email) {
            Some(person) => *person,
            None => staff(app, email).await?,
        };
        app.change(Actor::Person(person), move |change| {
            let last = store::of_class(change.tx, offering)?.pop();
            let answers = last.filter(|_| kind == Kind::Answer).map(|p| p.id);
            post(change, &Said { offering, person, kind, answers, body: body.into(), file: None })
        })
        .await?;
    }
    Ok(())
}
