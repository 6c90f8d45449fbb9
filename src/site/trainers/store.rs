//! Every statement about trainers' pages.

use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
        verb::Verb,
    },
    programme::change::{Change, Entry},
};
use db::{Tx, params, sql};
use rules::time::Instant;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// Who they are to the union.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Kind {
    Staff,
    Member,
}

db::named!(Kind);

/// A trainer's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrainerPage {
    pub(super) person: PersonId,
    pub key: String,
    pub name: String,
    pub(super) shown: bool,
    pub(super) kind: Kind,
    pub(super) about: String,
}

db::record! { $
    pages: "from trainer_page g join person p on p.id = g.person_id" => fn read -> Result<TrainerPage, Fault> {
        person: "g.person_id",
        key: "g.key",
        name: "p.name",
        shown: "g.shown",
        kind: "g.kind",
        about: "g.about",
    }
}

/// Those who agreed to be shown and teach a class, by name.
pub(super) fn shown(tx: &Tx<'_>) -> Result<Vec<TrainerPage>, Fault> {
    let rows = tx.all(
        pages!(
            "where g.shown and exists (select 1 from trainer t where t.person_id = g.person_id)
             order by p.folded, p.id limit 500"
        ),
        &[],
    )?;
    rows.iter().map(read).collect()
}

/// One of them.
pub(super) fn by_key(tx: &Tx<'_>, key: &str) -> Result<TrainerPage, Fault> {
    let row = tx.optional(
        pages!("where g.key = $1 and g.shown and exists (select 1 from trainer t where t.person_id = g.person_id)"),
        &params![key],
    )?;
    read(&row.ok_or(Fault::NotFound)?)
}

/// Those of a class.
pub(crate) fn of_class(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<TrainerPage>, Fault> {
    let rows = tx.all(
        pages!("join trainer t on t.person_id = g.person_id where t.offering_id = $1 and g.shown order by p.folded"),
        &params![offering],
    )?;
    rows.iter().map(read).collect()
}

/// Somebody's own page, whether it is shown or not.
pub(super) fn of_person(tx: &Tx<'_>, person: PersonId) -> Result<Option<TrainerPage>, Fault> {
    tx.optional(pages!("where g.person_id = $1"), &params![person])?.as_ref().map(read).transpose()
}

/// The published classes that they teach and that are not over, the next one first.
pub(super) fn next(tx: &Tx<'_>, person: PersonId, now: Instant) -> Result<Vec<OfferingId>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.id from trainer t join offering o on o.id = t.offering_id
             where t.person_id = $1 and o.stage = 'published' and o.ends_at > $2 order by o.starts_at, o.id limit 50"
        ),
        &params![person, now.0],
    )?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// What somebody says of themselves, and the sentence that they agreed to.
pub(super) struct Said {
    pub shown: bool,
    pub kind: Kind,
    pub about: String,
    pub agreed_to: String,
}

/// Saves it; the same again changes nothing.
pub(super) fn save(change: &Change<'_, '_>, person: PersonId, said: &Said) -> Result<(), Fault> {
    let changed = change.tx.run(
        sql!(
            "insert into trainer_page (person_id, key, shown, kind, about, agreed_to, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (person_id) do update set shown = excluded.shown, kind = excluded.kind, about = excluded.about,
               agreed_to = excluded.agreed_to, changed_at = excluded.changed_at
             where trainer_page.shown <> excluded.shown or trainer_page.kind <> excluded.kind
                or trainer_page.about <> excluded.about"
        ),
        &params![
            person,
            change.random.key(8),
            said.shown,
            said.kind,
            &said.about,
            if said.shown { said.agreed_to.as_str() } else { "" },
            change.now.0
        ],
    )?;
    if changed > 0 {
        let after = if said.shown { "shown" } else { "not shown" };
        let (object, id) = ("person", person.0);
        change.audit(&Entry { verb: Verb::TrainerPageSaved, object, id, before: "", after, reason: "" })?;
    }
    Ok(())
}
