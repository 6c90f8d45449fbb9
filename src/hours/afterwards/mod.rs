//! After a class: hand-outs for those who came, and three questions to them, whose answers are shown from five up. Owns
//! `material`, `feedback`, `feedback_given`.

pub(crate) mod feedback;
pub(crate) mod materials;

use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    seats::signup::came::came,
    visit::Visit,
};

/// The class named in the address, for somebody who came to it.
async fn of_who_came(visit: &Visit) -> Result<Class, Fault> {
    let person = visit.member()?.id;
    let key = offerings::key_of(visit.param("key")).to_owned();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            if came(tx, person, class.id)? { Ok(class) } else { Err(Fault::NotFound) }
        })
        .await
}

/// The class named in the address, for its trainers and the office.
async fn of_who_teaches(visit: &Visit) -> Result<Class, Fault> {
    let scope = visit.scope.clone();
    let key = offerings::key_of(visit.param("key")).to_owned();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            scope.people_of_class(tx, class.id)?;
            Ok(class)
        })
        .await
}
