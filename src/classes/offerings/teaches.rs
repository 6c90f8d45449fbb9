//! Who teaches a class.

use super::{Class, key_of, store};
use crate::{
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    visit::Visit,
};
use db::{Tx, params, sql};

/// Whether somebody teaches a class.
pub(crate) fn teaches(tx: &Tx<'_>, person: PersonId, offering: OfferingId) -> Result<bool, Fault> {
    let row = tx.optional(
        sql!("select 1 from trainer where person_id = $1 and offering_id = $2"),
        &params![person, offering],
    )?;
    Ok(row.is_some())
}

/// The class named in the address, for its trainers and the office.
pub(crate) async fn taught(visit: &Visit) -> Result<Class, Fault> {
    let scope = visit.scope.clone();
    let key = key_of(visit.param("key")).to_owned();
    visit
        .read(move |tx| {
            let class = store::by_key(tx, &*tx.edition()?, &key)?;
            scope.people_of_class(tx, class.id)?;
            Ok(class)
        })
        .await
}
