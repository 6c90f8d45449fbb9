//! QR codes as SVG.

use fast_qr::{
    QRBuilder,
    convert::{Builder, Shape, svg::SvgBuilder},
};

/// The text does not fit into a QR code.
#[derive(Debug, thiserror::Error)]
#[error("this text is too long for a QR code")]
pub struct QrError;

/// A QR code of `text` as an SVG file, with the quiet zone that readers need.
///
/// # Errors
/// [`QrError`] for texts of thousands of characters.
pub fn qr_svg(text: &str) -> Result<String, QrError> {
    let code = QRBuilder::new(text).build().map_err(|_| QrError)?;
    Ok(SvgBuilder::default().shape(Shape::Square).margin(4).to_str(&code))
}

/// A QR code of `text` for an SVG picture, with its quiet zone: the length of a side and a path. The picture's
/// `viewBox` is `0 0 side side`.
///
/// # Errors
/// [`QrError`] for texts of thousands of characters.
pub fn qr_path(text: &str) -> Result<(usize, String), QrError> {
    const QUIET: usize = 4;
    let code = QRBuilder::new(text).build().map_err(|_| QrError)?;
    let mut path = String::new();
    for y in 0..code.size {
        for x in (0..code.size).filter(|x| code[y][*x].value()) {
            path += &format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Ok((code.size + 2 * QUIET, path))
}
