//! The badge: a shield with the programme's hours, as SVG and as PNG.

use crate::PaperError;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

/// Width and height of the PNG, in pixels.
const SIDE: u32 = 400;

/// The badge of a certificate: its title for anyone who cannot see it, the hours of its parts, from which a bar is made,
/// and its ground and its marks as `#rrggbb`.
#[must_use]
pub fn badge_svg(title: &str, hours: &[i64], (ground, marks): (&str, &str)) -> String {
    const LEFT: i64 = 110;
    const WIDE: i64 = 180;
    const GAP: i64 = 8;
    let all: i64 = hours.iter().sum::<i64>().max(1);
    let room = WIDE - GAP * (hours.len() as i64 - 1).max(0);
    let mut left = LEFT;
    let mut bars = String::new();
    for part in hours {
        let width = room * part / all;
        bars += &format!("<rect x=\"{left}\" y=\"112\" width=\"{width}\" height=\"16\" rx=\"3\" fill=\"{marks}\"/>");
        left += width + GAP;
    }
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let drawn = include_str!("../templates/badge.svg").replace("{bars}", &bars).replace("{ground}", ground);
    drawn.replace("{marks}", marks).replace("{title}", &title)
}

/// The badge as a PNG.
///
/// # Errors
/// When `svg` is not an SVG.
pub fn badge_png(svg: &str) -> Result<Vec<u8>, PaperError> {
    let tree = Tree::from_str(svg, &Options::default()).map_err(|e| PaperError(e.to_string()))?;
    let mut picture = Pixmap::new(SIDE, SIDE).ok_or_else(|| PaperError("no room for the badge".into()))?;
    let scale = Transform::from_scale(SIDE as f32 / tree.size().width(), SIDE as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut picture.as_mut());
    picture.encode_png().map_err(|e| PaperError(e.to_string()))
}
