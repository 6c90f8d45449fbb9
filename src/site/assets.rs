//! `/assets/{name}`: stylesheet, fonts and icon.

use crate::{ground::fault::Fault, visit::Visit};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use kit::Reply;

/// `GET /assets/{name}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let asset = visit.app.assets.by_name.get(visit.param("name")).ok_or(Fault::NotFound)?;
    let zipped = asset.gzip.as_ref().filter(|_| visit.takes_gzip);
    let mut response = Response::new(Body::from(zipped.unwrap_or(&asset.plain).clone()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    if asset.gzip.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if zipped.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(Reply::Made(response))
}
