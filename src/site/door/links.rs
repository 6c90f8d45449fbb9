//! `/address/{link}`: the links of letters about an address, whatever they are for.

use crate::{
    ground::fault::Fault,
    office::merge::letters,
    people::{address::pages, signin::read_purpose_link},
    visit::Visit,
};
use kit::Reply;

/// The letter about a merge that the link is from.
fn of_merge(visit: &Visit) -> Result<Option<i64>, Fault> {
    let link = read_purpose_link(visit.app.secret.get()?, visit.param("link"));
    Ok(link.filter(|(purpose, _)| purpose == letters::PURPOSE).map(|(_, letter)| letter))
}

/// `GET /address/{link}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    match of_merge(&visit)? {
        Some(letter) => letters::show(visit, letter).await,
        None => pages::show(visit).await,
    }
}

/// `POST /address/{link}`
pub(crate) async fn act(visit: Visit) -> Result<Reply, Fault> {
    match of_merge(&visit)? {
        Some(letter) => letters::act(visit, letter).await,
        None => pages::take(visit).await,
    }
}
