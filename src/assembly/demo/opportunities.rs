//! Three sample entries of the page of grants, opportunities and awards: one of the union, two of others.

use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::change::{Actor, Entry},
    visit::app::App,
};
use db::{params, sql};
use rules::time::Instant;

/// Kind, title, giver, whether it is the union's, for whom, about, and in how many days it ends.
type Sample = (&'static str, &'static str, &'static str, bool, &'static str, &'static str, Option<i64>);

const SAMPLES: [Sample; 3] = [
    (
        "grant",
        "Travel grant for classes far from home (sample)",
        "Sample Educators Union",
        true,
        "Members who live more than 50 miles from a class",
        "Pays for the trip and one night. Write to the office before you go, with the class and what it costs.",
        Some(75),
    ),
    (
        "opportunity",
        "Teach a class beside an experienced trainer (sample)",
        "Sample Educators Union",
        true,
        "Members with the certificate",
        "You choose a class that you know well, and prepare it together. The office brings you together.",
        None,
    ),
    (
        "award",
        "New bargaining team of the year (sample)",
        "Sample Labor Council",
        false,
        "Bargaining teams in their first campaign",
        "Anybody can name a team, in half a page: what you won, and how members took part.",
        Some(40),
    ),
];

/// Puts them on the page, as the office would.
pub(super) async fn add(app: &App, now: Instant) -> Result<(), Fault> {
    for (kind, title, giver, ours, for_whom, about, days) in SAMPLES {
        let ends_on = days.map(|days| now.plus_minutes(days * 24 * 60).date(&app.zone).to_string());
        app.change(Actor::Operator, move |change| {
            let id = change.id();
            change.tx.run(
                sql!(
                    "insert into opportunity (id, key, kind, title, giver, ours, for_whom, about, link, language, ends_on, changed_at)
                     values ($1, $2, $3, $4, $5, $6, $7, $8, '', 'en', $9, $10)"
                ),
                &params![id, change.random.key(8), kind, title, giver, ours, for_whom, about, ends_on.clone(), change.now.0],
            )?;
            let (verb, object) = (Verb::OpportunitySaved, "opportunity");
            change.audit(&Entry { verb, object, id, before: "", after: title, reason: "" })?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}
