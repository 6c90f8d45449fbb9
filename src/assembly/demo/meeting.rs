//! The report of an online meeting, waiting for the office: most people are known by their address, some came on two
//! devices, some left early, and there are four names that only the office can tell.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    hours::attendance::files::{
        columns::Kind,
        verbs::{self, New},
    },
    programme::change::Actor,
    visit::app::App,
};
use db::{params, sql};
use rules::time::Instant;

/// Hands the report in, as the office would.
pub(super) async fn hand_in(app: &App, class: &'static str, office: PersonId) -> Result<(), Fault> {
    let (offering, begins, people) = app
        .read(move |tx| {
            let row = tx.one(sql!("select id, starts_at from offering where source_key = $1"), &params![class])?;
            let offering: OfferingId = row.get(0)?;
            let rows = tx.all(
                sql!(
                    "select p.name, p.email from signup s join person p on p.id = s.person_id
                     where s.offering_id = $1 and s.state = 'confirmed' order by p.name, p.id"
                ),
                &params![offering],
            )?;
            let people = rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect::<Result<Vec<_>, Fault>>()?;
            Ok((offering, Instant(row.get(1)?), people))
        })
        .await?;
    let content = report(app, begins, &people).into_bytes();
    let heads = HEADS.split(',').map(str::to_owned).collect();
    let new = New {
        name: "Meeting of the online class".into(),
        kind: Kind::Presence,
        content,
        heads,
        offering: Some(offering),
    };
    app.change(Actor::Person(office), move |change| verbs::hand_in(change, &new).map(drop)).await
}

const HEADS: &str = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest";

fn report(app: &App, begins: Instant, people: &[(String, String)]) -> String {
    let at = |minute: i64| begins.plus_minutes(minute).local(&app.zone).strftime("%m/%d/%Y %I:%M:%S %p").to_string();
    let row = |name: &str, email: &str, from: i64, to: i64| {
        format!("{name},{email},{},{},{},Yes", at(from), at(to), to - from)
    };
    let mut lines = vec![
        "Topic,Meeting ID,Host,Host email,Start Time,End Time".to_owned(),
        format!("Online class,812 3456 7890,Dana Kowalski,dana.kowalski@example.org,{},{}", at(-10), at(95)),
        String::new(),
        HEADS.to_owned(),
        row("Dana Kowalski (Host)", "dana.kowalski@example.org", -10, 95),
        row("Owen Pike", "owen.pike@example.org", -8, 95),
    ];
    for (n, (name, email)) in people.iter().enumerate() {
        let first = name.split(' ').next().unwrap_or(name);
        match n {
            0 => lines.push(row(name, "", -2, 90)),
            1 => lines.push(row(&format!("{first}'s iPad"), "", 1, 90)),
            // a dropped connection: two stays
            2..=4 => lines.extend([row(name, email, -1, 40), row(&format!("{first} (phone)"), email, 38, 90)]),
            5 => lines.push(row(name, email, 0, 45)),
            n if n % 7 == 6 => {}
            _ => lines.push(row(name, email, -3, 90)),
        }
    }
    lines.push(row("16175550100", "", 0, 88));
    lines.push(row("Robin Sample", "", 2, 90));
    lines.join("\n")
}
