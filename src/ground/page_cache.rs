//! Public pages as strangers see them, kept until anything in the database changes or the minute turns.

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use std::{
    collections::HashMap,
    io::Write,
    sync::{PoisonError, RwLock},
};

/// The most pages kept; filters make endless addresses.
const MOST: usize = 512;

/// What makes a kept page stale: the data's generation and the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub generation: u64,
    pub minute: i64,
}

#[derive(Clone)]
struct Kept {
    stamp: Stamp,
    kind: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
}

/// The kept pages.
#[derive(Default)]
pub(crate) struct PageCache(RwLock<HashMap<String, Kept>>);

impl PageCache {
    /// The page at `address`, if it is still true.
    pub fn get(&self, address: &str, stamp: Stamp, gzip: bool) -> Option<Response> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let page = kept.get(address).filter(|k| k.stamp == stamp)?;
        Some(answer(page, gzip))
    }

    /// Keeps a page that was just made and answers with it.
    pub fn keep(&self, address: &str, stamp: Stamp, gzip: bool, kind: HeaderValue, body: Bytes) -> Response {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(4));
        let zipped = encoder.write_all(&body).and_then(|()| encoder.finish());
        let page = Kept { stamp, kind, gzip: zipped.map_or_else(|_| body.clone(), Bytes::from), plain: body };
        let response = answer(&page, gzip);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(address.to_owned(), page);
        response
    }
}

fn answer(page: &Kept, gzip: bool) -> Response {
    let zipped = gzip && page.gzip.len() < page.plain.len();
    let mut response = Response::new(Body::from(if zipped { page.gzip.clone() } else { page.plain.clone() }));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, page.kind.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // Said even for plain bodies, so that the compression layer outside does not do the work again.
    if zipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
