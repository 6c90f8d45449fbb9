//! Forms that send mail to a typed address may come only so often.

use crate::{
    ground::fault::Fault,
    people::limits::{self, Kind, Room},
    visit::Visit,
};
use kit::Page;
use kit::Reply;
use kit::form::Errors;

/// Counts a form that sends mail to a typed address; returns what is wrong if too many came before it.
pub(crate) async fn limited(visit: &Visit, field: &'static str) -> Result<Option<Errors>, Fault> {
    let key = match limits::take(visit, Kind::Ask).await? {
        Room::There => return Ok(None),
        Room::FullHere => "error-limit",
        Room::Full => "error-limit-all",
    };
    let mut errors = Errors::default();
    errors.add(field, visit.words.text(key, &[("email", visit.app.config.office.email.as_str().into())]));
    Ok(Some(errors))
}

/// A form that comes back because too many came before it.
pub(crate) fn too_many(visit: &Visit, page: Page) -> Reply {
    let page = page.wrong(true).render(visit.words, &visit.frame());
    Reply::Page(axum::http::StatusCode::TOO_MANY_REQUESTS, page)
}
