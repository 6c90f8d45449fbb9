//! What arrives: who sent it, from where, and the form with the file that may come with it.

use super::Named;
use crate::{
    ground::fault::Fault,
    people::signin::{self, kept},
    visit::{self, Visit, app::App, policy::Policy},
};
use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request},
    http::{HeaderMap, Method, header},
};
use kit::{Language, form::Typed};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// Largest form, in bytes; imports by staff may be larger.
const FORM: usize = 64 * 1024;
/// Largest file from somebody who is not staff: a certificate is far smaller.
const FILE: usize = 4 * 1024 * 1024;
/// A form that is carried along through signing in may be larger than other forms of strangers.
const CARRIED: usize = 1024 * 1024;
const IMPORT: usize = 24 * 1024 * 1024;

/// Reads what was sent and who sent it. Where it cannot be read who that is, the visit goes on as a stranger's, as far as the
/// page that says so.
pub(super) async fn arrive(
    app: App,
    policy: Policy,
    language: Option<Language>,
    request: Request,
) -> (Visit, Option<Fault>) {
    let (parts, body) = request.into_parts();
    let (signin::Arrived { visitor, ended }, fault) = match signin::visitor(&app, &parts.headers).await {
        Ok(arrived) => (arrived, None),
        Err(fault) => (signin::Arrived::default(), Some(fault)),
    };
    let public = matches!(policy, Policy::Public | Policy::Anyone);
    // anyone whose sign-in has just ended reads on in their own language
    let own = visitor.as_ref().map(|v| v.language).or(ended.map(|e| e.language));
    let language = language.or(own).unwrap_or(Language::En);
    let named = parts.extensions.get::<Named>().map(|n| Arc::clone(&n.0));
    let base = named.as_ref().map_or_else(String::new, |id| format!("/programs/{id}"));
    // those who work for all of them begin with the first, whichever they are enrolled in themselves
    let own = visitor.as_ref().filter(|_| !policy.is_for_others()).and_then(|v| v.programme.as_deref());
    let listed = app.editions.listed();
    let first = listed.first().filter(|_| policy.is_for_others() && listed.len() > 1);
    let unnamed = own.or_else(|| first.map(|l| l.edition.rules.id.as_str())).map(Arc::from);
    let app = app.in_programme(named.or(unnamed));
    let query_text = parts.uri.query().unwrap_or_default().to_owned();
    let from = address(&app, &parts);
    let accept = header_text(&parts.headers, header::ACCEPT).to_owned();
    let office = visitor.as_ref().is_some_and(|v| v.holds.office()) || ended.is_some_and(|e| e.has_office);
    let most = largest(&parts, policy, office);
    let sent = read_form(&parts.method, &parts.headers, most, body).await;
    let too_large = sent.is_none();
    let (form, file) = sent.unwrap_or_default();
    let query = typed(query_text.as_bytes());
    let visit = Visit {
        words: app.words(language),
        visitor,
        ended: ended.map(|e| e.person),
        base,
        path: parts.uri.path().to_owned(),
        query,
        query_text,
        form,
        file,
        too_large,
        accept,
        from,
        params: std::collections::BTreeMap::new(),
        public,
        takes_gzip: header_has(&parts.headers, header::ACCEPT_ENCODING, "gzip"),
        posted: parts.method == Method::POST,
        device: signin::sign_ins::device(header_text(&parts.headers, header::USER_AGENT)),
        scope: visit::scope::Scope::nobody(),
        app,
    };
    (visit, fault)
}

/// Whether an address or a form says one thing twice: no guess is made as to which is meant.
pub(super) fn says_twice(visit: &Visit) -> bool {
    visit.query.repeated(|_| false).is_some() || visit.form.repeated(kept::is_list).is_some()
}

/// A visitor's address: the other end of the connection, or what the proxy in front says it is.
fn address(app: &App, parts: &axum::http::request::Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    let said = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|v| v.to_str().ok());
    // the last address is the one that our proxy wrote
    let said = said.and_then(|v| {
        let last = v.rsplit(',').next()?.trim();
        // some proxies write the port too
        last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|a| a.ip()))
    });
    said.filter(|_| app.config.behind_proxy).or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

type Sent = (Typed, Option<Vec<u8>>);

/// How much somebody may send: what is read stays in memory, so imports are only for the office, including those of it
/// whose sign-in has just ended.
fn largest(parts: &axum::http::request::Parts, policy: Policy, office: bool) -> usize {
    match policy {
        p if p.is_office() && office => IMPORT,
        p if p.is_office() => CARRIED,
        _ if parts.uri.path().starts_with("/sign-in") => CARRIED,
        _ if boundary(&parts.headers).is_some() => FILE,
        _ => FORM,
    }
}

/// The boundary between the parts of a form that comes with a file.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok())?;
    multer::parse_boundary(kind).ok()
}

/// Reads a form of at most `most` bytes, and the one file that may come with it; `None` where it is larger.
async fn read_form(method: &Method, headers: &HeaderMap, most: usize, body: Body) -> Option<Sent> {
    if method != Method::POST {
        return Some((Typed::default(), None));
    }
    let boundary = boundary(headers);
    let bytes = to_bytes(body, most).await.ok()?;
    if let Some(boundary) = boundary {
        return Some(pieces(bytes, boundary).await.unwrap_or_default());
    }
    let is_form = header_has(headers, header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    Some((if is_form || bytes.is_empty() { typed(&bytes) } else { Typed::default() }, None))
}

/// A form in parts, as browsers send files. Anything else counts as an empty one.
async fn pieces(bytes: axum::body::Bytes, boundary: String) -> Result<Sent, multer::Error> {
    let whole = Ok::<_, std::convert::Infallible>(bytes);
    let mut form = multer::Multipart::new(futures_util::stream::once(std::future::ready(whole)), boundary);
    let (mut pairs, mut file) = (Vec::new(), None);
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            file = Some(field.bytes().await?.to_vec()).filter(|f| !f.is_empty());
        } else {
            pairs.push((name, field.text().await?));
        }
    }
    Ok((Typed::from_pairs(pairs), file))
}

fn typed(bytes: &[u8]) -> Typed {
    Typed::from_pairs(form_urlencoded::parse(bytes).map(|(k, v)| (k.into_owned(), v.into_owned())))
}

fn header_text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

pub(super) fn header_has(headers: &HeaderMap, name: header::HeaderName, what: &str) -> bool {
    header_text(headers, name).contains(what)
}
