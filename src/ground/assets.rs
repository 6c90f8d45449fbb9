//! Stylesheet, fonts and icon: embedded, named by their content, kept by browsers for ever.

use axum::body::Bytes;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, io::Write};

/// One of them.
pub(crate) struct Asset {
    pub kind: &'static str,
    pub plain: Bytes,
    pub gzip: Option<Bytes>,
}

/// All assets by the name in their address.
pub(crate) struct Assets {
    pub by_name: BTreeMap<String, Asset>,
    pub stylesheet: String,
    pub font: String,
    pub icon: String,
    /// Addresses of the handbooks' pictures, by language and name.
    pub pictures: BTreeMap<String, String>,
}

const FONTS: [(&str, &[u8]); 3] = [
    ("public-sans-latin.woff2", include_bytes!("../../assets/fonts/public-sans-latin.woff2")),
    ("public-sans-latin-ext.woff2", include_bytes!("../../assets/fonts/public-sans-latin-ext.woff2")),
    ("public-sans-vietnamese.woff2", include_bytes!("../../assets/fonts/public-sans-vietnamese.woff2")),
];

macro_rules! pictures {
    ($($name:literal),+ $(,)?) => { [$(($name, include_bytes!(concat!("../../assets/help/", $name)).as_slice())),+] };
}

/// Of the handbooks, as `scripts/help-pictures` makes them.
const PICTURES: [(&str, &[u8]); 10] = pictures![
    "en-progress.jpg",
    "en-board.jpg",
    "en-roster.jpg",
    "en-team.jpg",
    "en-office.jpg",
    "es-progress.jpg",
    "es-board.jpg",
    "es-roster.jpg",
    "es-team.jpg",
    "es-office.jpg",
];

impl Assets {
    /// Names every asset by its content and compresses what shrinks.
    pub fn prepare() -> Self {
        let mut assets = Self {
            by_name: BTreeMap::new(),
            stylesheet: String::new(),
            font: String::new(),
            icon: String::new(),
            pictures: BTreeMap::new(),
        };
        let mut css = include_str!("../../assets/app.css").to_owned();
        for (name, bytes) in FONTS {
            let address = assets.add(name, "font/woff2", bytes, false);
            css = css.replace(&format!("url({name})"), &format!("url({address})"));
            if assets.font.is_empty() {
                assets.font = address;
            }
        }
        assets.stylesheet = assets.add("app.css", "text/css; charset=utf-8", css.as_bytes(), true);
        for (name, bytes) in PICTURES {
            let address = assets.add(name, "image/jpeg", bytes, false);
            assets.pictures.insert(name.trim_end_matches(".jpg").to_owned(), address);
        }
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
