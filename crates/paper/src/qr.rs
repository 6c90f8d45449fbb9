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
/// [`QrError`] for texts of thousands of signs.
pub fn qr_svg(text: &str) -> Result<String, QrError> {
    let code = QRBuilder::new(text).build().map_err(|_| QrError)?;
    Ok(SvgBuilder::default().shape(Shape::Square).margin(4).to_str(&code))
}
