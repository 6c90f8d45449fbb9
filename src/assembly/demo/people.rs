//! The demo's people. All are made up; all addresses end in example.org.

use super::{CROWD, LOCALS};
use crate::{
    assembly::generate,
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::{
        locals::{self, LocalMatch},
        store::{self, NewPerson, grant},
    },
    programme::change::{Actor, Change, Entry},
    progress::enrolment,
    seats::signup::confirmed::complete,
    visit::{app::App, role::Role},
};
use db::{params, sql};
use kit::Language;
use std::collections::BTreeMap;

/// People by their address.
pub(super) type People = BTreeMap<String, PersonId>;

/// Name, address, local, kind of work.
const NAMED: [(&str, &str, &str, &str); 9] = [
    ("Nadia Ferreira", "nadia.ferreira@example.org", "ashwell-esp", "esp"),
    ("Tom Okafor", "tom.okafor@example.org", "harborfield-ta", "teacher"),
    ("Grace Lindqvist", "grace.lindqvist@example.org", "cusu-a", "higher-ed"),
    ("Luis Amaral", "luis.amaral@example.org", "ashwell-esp", "esp"),
    ("Priya Raman", "priya.raman@example.org", "bpcc-harbor", "higher-ed"),
    ("Beth Sullivan", "beth.sullivan@example.org", "northmere-eu", "teacher"),
    ("Marcus Hale", "marcus.hale@example.org", "harborfield-ta", "retired"),
    ("Yen Tran", "yen.tran@example.org", "stonebridge-rea", "teacher"),
    ("Joan Mercer", "joan.mercer@example.org", "northmere-eu", "teacher"),
];

fn said(name: &str, email: &str, local_id: Option<i64>, work: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        email: email.to_owned(),
        local_id,
        local_typed: String::new(),
        work: work.to_owned(),
        language: Language::En,
        share: false,
    }
}

fn entry(id: i64) -> Entry<'static> {
    Entry { verb: Verb::DemoPersonMade, object: "person", id, before: "", after: "", reason: "sample data" }
}

/// The staff and the trainers, made before the classes, which name them.
pub(super) async fn staff(app: &App) -> Result<(), Fault> {
    app.change(Actor::Operator, |change| {
        for (name, email, roles) in [
            // in a small office the coordinator is the administrator too
            ("Dana Kowalski", "dana.kowalski@example.org", &[Role::Coordinator, Role::Administrator][..]),
            ("Ruth Abebe", "ruth.abebe@example.org", &[Role::Registrar]),
            ("Owen Pike", "owen.pike@example.org", &[Role::Trainer]),
            ("Yen Tran", "yen.tran@example.org", &[Role::Trainer]),
        ] {
            let id = store::add(change, &said(name, email, None, "other"))?;
            store::verify(change, id, change.now)?;
            for role in roles {
                grant(change, id, *role)?;
            }
        }
        change.audit(&entry(0)).map_err(Fault::from)
    })
    .await
}

fn local(change: &Change<'_, '_>, key: &str) -> Result<Option<i64>, Fault> {
    Ok(match locals::find(change.tx, key)? {
        LocalMatch::One(id) => Some(id),
        LocalMatch::Several(_) | LocalMatch::None => None,
    })
}

/// Enrolls everybody, as if each had filled in the form and confirmed the address.
pub(super) async fn enroll(app: &App) -> Result<People, Fault> {
    let made_locals = generate::locals(LOCALS);
    let crowd = generate::people(CROWD, LOCALS, 7)
        .into_iter()
        .map(|p| (p.name, p.email, made_locals[p.local].key.clone(), p.category.to_owned()));
    let named = NAMED.iter().map(|(n, e, l, w)| ((*n).to_owned(), (*e).to_owned(), (*l).to_owned(), (*w).to_owned()));
    let mut people = People::new();
    for (name, email, key, work) in named.chain(crowd) {
        let address = email.clone();
        let id = app
            .change(Actor::System, move |change| {
                let local = local(change, &key)?;
                let asked = enrolment::verbs::join(change, &said(&name, &address, local, &work), &*change.edition()?)?;
                if asked.verified {
                    store::say_again(change, asked.person, &said(&name, &address, local, &work))?;
                }
                enrolment::verbs::enroll(change, asked.person, &*change.edition()?)?;
                store::verify(change, asked.person, change.now)?;
                complete(change, asked.person)?;
                change.audit(&entry(asked.person.0))?;
                Ok(asked.person)
            })
            .await?;
        people.insert(email, id);
    }
    let president = people["beth.sullivan@example.org"];
    app.change(Actor::Operator, move |change| {
        grant(change, president, Role::President)?;
        change.audit(&entry(president.0))?;
        Ok(())
    })
    .await?;
    let host = people["marcus.hale@example.org"];
    app.change(Actor::Operator, move |change| {
        change.tx.run(
            sql!(
                "insert into office (id, person_id, role, venue_id, since, granted_by)
                 select $1, $2, 'site-host', v.id, $3, 'operator' from venue v where v.key = 'auburn-office'"
            ),
            &params![change.id(), host, change.now.0],
        )?;
        change.audit(&entry(host.0))?;
        Ok(())
    })
    .await?;
    Ok(people)
}
