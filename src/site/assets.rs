//! Stylesheet, fonts and icon: embedded, named by their content, kept by browsers for ever.

use crate::{ground::fault::Fault, visit::Visit};
use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use kit::Reply;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, io::Write};

struct Asset {
    kind: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

/// All assets by the name in their address.
pub(crate) struct Assets {
    by_name: BTreeMap<String, Asset>,
    pub stylesheet: String,
    pub font: String,
    pub icon: String,
}

const FONTS: [(&str, &[u8]); 3] = [
    ("public-sans-latin.woff2", include_bytes!("../../assets/fonts/public-sans-latin.woff2")),
    ("public-sans-latin-ext.woff2", include_bytes!("../../assets/fonts/public-sans-latin-ext.woff2")),
    ("public-sans-vietnamese.woff2", include_bytes!("../../assets/fonts/public-sans-vietnamese.woff2")),
];

impl Assets {
    /// Names every asset by its content and compresses what shrinks.
    pub fn prepare() -> Self {
        let mut assets =
            Self { by_name: BTreeMap::new(), stylesheet: String::new(), font: String::new(), icon: String::new() };
        let mut css = include_str!("../../assets/app.css").to_owned();
        for (name, bytes) in FONTS {
            let address = assets.add(name, "font/woff2", bytes, false);
            css = css.replace(&format!("url({name})"), &format!("url({address})"));
            if assets.font.is_empty() {
                assets.font = address;
            }
        }
        assets.stylesheet = assets.add("app.css", "text/css; charset=utf-8", css.as_bytes(), true);
        assets.icon = assets.add("icon.svg", "image/svg+xml", include_bytes!("../../assets/icon.svg"), true);
        assets
    }

    fn add(&mut self, name: &str, kind: &'static str, bytes: &[u8], compress: bool) -> String {
        let hash: String = Sha256::digest(bytes).iter().take(6).map(|b| format!("{b:02x}")).collect();
        let gzip = compress.then(|| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(bytes).and_then(|()| encoder.finish()).map(Bytes::from).ok()
        });
        let asset = Asset { kind, plain: Bytes::copy_from_slice(bytes), gzip: gzip.flatten() };
        let named = format!("{hash}-{name}");
        self.by_name.insert(named.clone(), asset);
        format!("/assets/{named}")
    }
}

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
