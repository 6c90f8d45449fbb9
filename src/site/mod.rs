//! The programme's public pages: home, requirements, and what is shown when there is no page.

pub(crate) mod achievement;
pub(crate) mod assets;
pub(crate) mod brand;
pub(crate) mod classes;
pub(crate) mod contact;
pub(crate) mod door;
mod faults;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod me;
pub(crate) mod opportunities;
pub(crate) mod pages;
pub(crate) mod requirements;
mod several;
pub(crate) mod texts;
pub(crate) mod trainers;

pub(crate) use faults::{fault, said_twice, seen_only, too_large};
pub(crate) use home::home;
pub(crate) use requirements::requirements;

use crate::{ground::fault::Fault, visit::Visit};
use axum::http::StatusCode;
use kit::{Reply, reply::File};

/// `GET /robots.txt`
pub(crate) async fn robots(_: Visit) -> Result<Reply, Fault> {
    let text = "User-agent: *\nDisallow: /me\nDisallow: /staff\nDisallow: /teach\nDisallow: /verify/\nDisallow: /*/verify/\nDisallow: /programs/*/me\nDisallow: /programs/*/staff\nDisallow: /programs/*/teach\nDisallow: /programs/*/verify/\nDisallow: /programs/*/go/\nDisallow: /V/\nDisallow: /credentials/\nDisallow: /go/\nDisallow: /mail/\n";
    Ok(Reply::File(File { kind: "text/plain; charset=utf-8", name: None, bytes: text.as_bytes().to_vec() }))
}

/// `GET /.well-known/security.txt` (RFC 9116): where a weakness is told of.
pub(crate) async fn security(visit: Visit) -> Result<Reply, Fault> {
    // it is renewed with every request; the standard advises half a year at most
    let expires = visit.now().plus_minutes(180 * 24 * 60).date(&jiff::tz::TimeZone::UTC);
    let (email, whole) = (&visit.app.config.office.email, visit.whole("/.well-known/security.txt"));
    let text = format!(
        "Contact: mailto:{email}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: en, es\nCanonical: {whole}\n"
    );
    Ok(Reply::File(File { kind: "text/plain; charset=utf-8", name: None, bytes: text.into_bytes() }))
}

/// `GET /healthz`: the process answers, whatever becomes of anything else; `/readyz` tells of that.
pub(crate) async fn health(_: Visit) -> Result<Reply, Fault> {
    Ok(Reply::text(StatusCode::OK, "ok\n".to_owned()))
}

/// `GET /register`: old links say "register"; the word for joining the programme is "enroll".
pub(crate) async fn old_register(visit: Visit) -> Result<Reply, Fault> {
    Ok(Reply::Moved(visit.href("/enroll")))
}

/// Leads from an address that only accepts forms to the page above it.
pub(crate) async fn page_above(visit: Visit) -> Result<Reply, Fault> {
    let above = visit.path.rsplit_once('/').map_or("/", |(above, _)| above);
    Ok(Reply::see(visit.href(if above.is_empty() { "/" } else { above })))
}
