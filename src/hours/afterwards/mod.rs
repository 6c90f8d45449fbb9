//! Hand-outs, for those who come to a class or came, and three questions to them, whose answers are shown from five up. Owns
//! `material`, `material_early`, `feedback`, `feedback_given`.

pub(crate) mod feedback;
pub(crate) mod materials;

use crate::{
    classes::offerings::{self, Class},
    ground::fault::Fault,
    seats::signup::came::{came, takes_part},
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

/// The class named in the address, for somebody who has a seat in it or came to it, and whether they came.
async fn of_who_takes_part(visit: &Visit) -> Result<(Class, bool), Fault> {
    let person = visit.member()?.id;
    let key = offerings::key_of(visit.param("key")).to_owned();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            let came = came(tx, person, class.id)?;
            if came || takes_part(tx, person, class.id)? { Ok((class, came)) } else { Err(Fault::NotFound) }
        })
        .await
}
