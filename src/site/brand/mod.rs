//! How the organisation looks: `/brand/...` is what pages are drawn with, `/staff/brand` is where it is changed.

pub(crate) mod desk;
pub(crate) mod pictures;
pub(crate) mod sample;

use crate::{
    ground::fault::Fault,
    programme::brand::{self, Kind},
    visit::Visit,
};
use axum::http::header;
use kit::{
    Reply,
    colour::{Colour, Palette, readable_accent, readable_main},
    reply::File,
};

/// Each address names what is there, so that it may be kept for good.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// `GET /brand/{name}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let name = visit.param("name").to_owned();
    let (kind, bytes) = match name.strip_suffix(".css") {
        Some(colours) => ("text/css; charset=utf-8", stylesheet(colours).ok_or(Fault::NotFound)?.into_bytes()),
        None => {
            let of = |name: &str| {
                let (kind, key) = name.strip_suffix(".png")?.split_once('-')?;
                Some((kind.parse::<Kind>().ok()?, key.to_owned()))
            };
            let (kind, key) = of(&name).ok_or(Fault::NotFound)?;
            let png = visit
                .read(move |tx| if brand::is_public(tx, kind, &key)? { brand::picture(tx, &key) } else { Ok(None) })
                .await?;
            ("image/png", png.ok_or(Fault::NotFound)?)
        }
    };
    let file = Reply::File(File { kind, name: None, bytes });
    Ok(file.with(header::CACHE_CONTROL, FOR_GOOD))
}

/// The stylesheet of two colours, if they can be read.
fn stylesheet(colours: &str) -> Option<String> {
    let (main, accent) = colours.split_once('-')?;
    let (main, accent): (Colour, Colour) = (main.parse().ok()?, accent.parse().ok()?);
    let readable = readable_main(main) == main && readable_accent(accent, main) == accent;
    readable.then(|| Palette::of(main, accent).css())
}
