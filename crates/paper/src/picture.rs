//! Pictures that people hand in, made anew: what is kept is drawn from what could be seen of them, so that no script, no
//! address and no remark of a camera comes along.

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder, imageops::FilterType};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{ImageHrefResolver, Options, Tree, roxmltree},
};
use std::io::Cursor;

/// The most bytes that are looked at.
const MOST: usize = 4 * 1024 * 1024;
/// The widest and highest that a picture may come in, in pixels.
const MOST_PIXELS: u32 = 6000;
/// The most elements and attributes of a drawing.
const MOST_ELEMENTS: u32 = 200_000;
/// What unpacking a picture may take, in bytes.
const MOST_MEMORY: u64 = 160 * 1024 * 1024;

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The organisation's mark, beside its name.
    Logo,
    /// What a browser shows on a tab: square.
    Icon,
    /// A signature: its paper becomes clear, so that it stands on the paper that it is printed on.
    Signature,
    /// A seal for certificates.
    Seal,
}

impl Purpose {
    /// Width and height in pixels that it is made to fit into.
    const fn room(self) -> (u32, u32) {
        match self {
            Self::Logo => (900, 360),
            Self::Icon => (256, 256),
            Self::Signature => (900, 300),
            Self::Seal => (640, 640),
        }
    }
}

/// A picture made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// A PNG.
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It is neither SVG nor PNG nor JPEG, or broken.
    #[error("it is no picture that can be read")]
    Unreadable,
    /// It is larger than what is looked at.
    #[error("it is too large")]
    TooLarge,
    /// Its letters are text: which font draws them depends on where it is looked at.
    #[error("its letters are text")]
    Text,
    /// It has another picture or an effect in it.
    #[error("it has another picture or an effect in it")]
    Nested,
    /// There is nothing to see.
    #[error("there is nothing on it")]
    Empty,
}

/// Makes a picture anew from an SVG, PNG or JPEG, no larger than its purpose needs.
///
/// # Errors
/// When it cannot be read or used.
pub fn remake(bytes: &[u8], purpose: Purpose) -> Result<Picture, PictureError> {
    if bytes.len() > MOST {
        return Err(PictureError::TooLarge);
    }
    let drawn = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => raster(bytes, format)?,
        _ => vector(bytes, purpose.room())?,
    };
    let (wide, high) = purpose.room();
    let fits = drawn.width() <= wide && drawn.height() <= high;
    let drawn = if fits { drawn } else { drawn.resize(wide, high, FilterType::Lanczos3) };
    let mut pixels = drawn.into_rgba8();
    if purpose == Purpose::Signature && pixels.pixels().all(|p| p.0[3] == 255) {
        for pixel in pixels.pixels_mut() {
            let [r, g, b, _] = pixel.0.map(u32::from);
            let dark = 255 - (r * 299 + g * 587 + b * 114) / 1000;
            // paper in poor light is grey: only what is clearly darker is ink
            pixel.0[3] = u8::try_from((dark.saturating_sub(80) * 255 / 120).min(255)).unwrap_or(255);
        }
    }
    if pixels.pixels().all(|p| p.0[3] < 8) {
        return Err(PictureError::Empty);
    }
    let (width, height) = pixels.dimensions();
    let mut png = Cursor::new(Vec::new());
    pixels.write_to(&mut png, ImageFormat::Png).map_err(|_| PictureError::Unreadable)?;
    Ok(Picture { png: png.into_inner(), width, height })
}

/// Widest and highest of a picture on a page, in pixels: a page is narrower, and sharp screens show twice as many.
const ON_PAGE: (u32, u32) = (1440, 1440);
/// How well a photo keeps, of a hundred.
const PHOTO: u8 = 82;

/// A picture for a page, made anew: a photo stays a photo (JPEG), anything else becomes a PNG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illustration {
    /// `jpg` or `png`.
    pub kind: &'static str,
    /// What is served.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Makes a picture for a page from an SVG, PNG or JPEG.
///
/// # Errors
/// When it cannot be read or used.
pub fn illustration(bytes: &[u8]) -> Result<Illustration, PictureError> {
    if bytes.len() > MOST {
        return Err(PictureError::TooLarge);
    }
    let (drawn, kind) = match image::guess_format(bytes) {
        Ok(format @ ImageFormat::Jpeg) => (raster(bytes, format)?, "jpg"),
        Ok(format @ ImageFormat::Png) => (raster(bytes, format)?, "png"),
        _ => (vector(bytes, ON_PAGE)?, "png"),
    };
    let (wide, high) = ON_PAGE;
    let fits = drawn.width() <= wide && drawn.height() <= high;
    let drawn = if fits { drawn } else { drawn.resize(wide, high, FilterType::Lanczos3) };
    let mut out = Cursor::new(Vec::new());
    let (width, height) = (drawn.width(), drawn.height());
    let written = match kind {
        "jpg" => DynamicImage::ImageRgb8(drawn.into_rgb8())
            .write_with_encoder(JpegEncoder::new_with_quality(&mut out, PHOTO)),
        _ => {
            let pixels = drawn.into_rgba8();
            if pixels.pixels().all(|p| p.0[3] < 8) {
                return Err(PictureError::Empty);
            }
            pixels.write_to(&mut out, ImageFormat::Png)
        }
    };
    written.map_err(|_| PictureError::Unreadable)?;
    Ok(Illustration { kind, bytes: out.into_inner(), width, height })
}

/// A photo (PNG or JPEG) as it looks, without what was written into it beside the picture: where it was taken, by whom, with
/// what. It keeps its kind.
///
/// # Errors
/// When it cannot be read.
pub fn without_remarks(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let format = image::guess_format(bytes).map_err(|_| PictureError::Unreadable)?;
    if bytes.len() > MOST || !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(PictureError::Unreadable);
    }
    let drawn = raster(bytes, format)?;
    let drawn = if format == ImageFormat::Jpeg { DynamicImage::ImageRgb8(drawn.into_rgb8()) } else { drawn };
    let mut out = Cursor::new(Vec::new());
    drawn.write_to(&mut out, format).map_err(|_| PictureError::Unreadable)?;
    Ok(out.into_inner())
}

fn raster(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let refused = |e: image::ImageError| match e {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        _ => PictureError::Unreadable,
    };
    let mut decoder = reader.into_decoder().map_err(refused)?;
    // a phone writes down how it was held instead of turning the picture
    let turned = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

fn vector(bytes: &[u8], (wide, high): (u32, u32)) -> Result<DynamicImage, PictureError> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError::Unreadable)?;
    // entities can grow a short file into one that fills the memory
    if !text.contains("<svg") || text.contains("<!ENTITY") {
        return Err(PictureError::Unreadable);
    }
    let options = roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MOST_ELEMENTS, ..Default::default() };
    let parsed = roxmltree::Document::parse_with_options(text, options).map_err(|_| PictureError::Unreadable)?;
    let has = |name: &str| parsed.descendants().any(|node| node.tag_name().name() == name);
    if has("text") {
        return Err(PictureError::Text);
    }
    // a picture within it could be of any size, and a few hundred effects keep a processor busy for minutes
    if has("image") || has("filter") {
        return Err(PictureError::Nested);
    }
    // what it would fetch, from a disk or from elsewhere, is not there
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing, ..Options::default() };
    let tree = Tree::from_str(text, &options).map_err(|_| PictureError::Unreadable)?;
    let size = tree.size();
    let scale = (wide as f32 / size.width()).min(high as f32 / size.height());
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let mut drawn = Pixmap::new(side(size.width()), side(size.height())).ok_or(PictureError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut drawn.as_mut());
    let (width, height) = (drawn.width(), drawn.height());
    let pixels = drawn.take_demultiplied();
    image::RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8).ok_or(PictureError::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="30">
        <script>alert(1)</script>
        <rect width="90" height="30" fill="#123f7a" onload="alert(2)"/></svg>"##;

    #[test]
    fn what_is_kept_of_a_drawing_is_what_could_be_seen() {
        let made = remake(LOGO.as_bytes(), Purpose::Logo).unwrap();
        assert_eq!((made.width, made.height), (900, 300), "as large as its purpose needs");
        assert!(made.png.starts_with(b"\x89PNG"));
        assert!(!made.png.windows(6).any(|w| w == b"alert("));
        let again = remake(&made.png, Purpose::Icon).unwrap();
        assert_eq!((again.width, again.height), (256, 85), "and no larger");
    }

    #[test]
    fn a_signature_loses_its_paper() {
        let mut paper = image::RgbImage::from_pixel(40, 20, image::Rgb([235, 235, 230]));
        paper.put_pixel(20, 10, image::Rgb([20, 20, 60]));
        let mut jpeg = Cursor::new(Vec::new());
        paper.write_to(&mut jpeg, ImageFormat::Png).unwrap();
        let made = remake(&jpeg.into_inner(), Purpose::Signature).unwrap();
        let shown = image::load_from_memory(&made.png).unwrap().into_rgba8();
        assert_eq!((shown.get_pixel(0, 0).0[3], shown.get_pixel(20, 10).0[3]), (0, 255));
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_reason() {
        let refused = |bytes: &[u8]| remake(bytes, Purpose::Logo).unwrap_err();
        assert_eq!(refused(b"%PDF-1.7"), PictureError::Unreadable);
        assert_eq!(refused(b"\x89PNG\r\n\x1a\nbroken"), PictureError::Unreadable);
        assert_eq!(refused(&vec![0; MOST + 1]), PictureError::TooLarge);
        assert_eq!(refused(LOGO.replace("<rect", "<text>Union</text><rect").as_bytes()), PictureError::Text);
        let within = LOGO.replace("<rect", "<image xlink:href=\"/etc/hostname\" width=\"9\" height=\"9\"/><rect");
        assert_eq!(refused(within.as_bytes()), PictureError::Nested);
        let blurred = LOGO.replace("<rect", "<filter id=\"f\"/><rect filter=\"url(#f)\"");
        assert_eq!(refused(blurred.as_bytes()), PictureError::Nested);
        let named = LOGO.replace("<rect", "<s:text xmlns:s=\"http://www.w3.org/2000/svg\">Union</s:text><rect");
        assert_eq!(refused(named.as_bytes()), PictureError::Text);
        assert_eq!(refused(b"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>"), PictureError::Unreadable);
        assert_eq!(
            refused(b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
            PictureError::Empty
        );
        // 60,000 by 60,000 pixels in a few bytes
        let mut bomb = image::RgbImage::new(1, 1);
        bomb.put_pixel(0, 0, image::Rgb([1, 2, 3]));
        let mut png = Cursor::new(Vec::new());
        bomb.write_to(&mut png, ImageFormat::Png).unwrap();
        let mut png = png.into_inner();
        png[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        assert!(matches!(refused(&png), PictureError::TooLarge | PictureError::Unreadable));
    }

    #[test]
    fn a_picture_for_a_page_is_no_larger_than_a_page() {
        let mut photo = Cursor::new(Vec::new());
        image::RgbImage::from_pixel(3000, 1000, image::Rgb([90, 120, 40]))
            .write_to(&mut photo, ImageFormat::Jpeg)
            .unwrap();
        let made = illustration(&photo.into_inner()).unwrap();
        assert_eq!((made.kind, made.width, made.height), ("jpg", 1440, 480));
        let small = illustration(&remake(LOGO.as_bytes(), Purpose::Icon).unwrap().png).unwrap();
        assert_eq!((small.kind, small.width), ("png", 256), "and no larger than it came");
        assert_eq!(illustration(LOGO.as_bytes()).unwrap().kind, "png");
        assert_eq!(illustration(b"%PDF-1.7").unwrap_err(), PictureError::Unreadable);
    }

    #[test]
    fn a_photo_loses_what_the_camera_wrote() {
        let mut jpeg = Cursor::new(Vec::new());
        image::RgbImage::from_pixel(30, 20, image::Rgb([9, 90, 9])).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
        let plain = jpeg.into_inner();
        // a remark of a camera, as its own segment behind the first two bytes
        let remark = b"Exif\0\0GPS 42.36 N 71.06 W";
        let length = u16::try_from(remark.len() + 2).unwrap().to_be_bytes();
        let mut photo = vec![0xFF, 0xD8, 0xFF, 0xE1, length[0], length[1]];
        photo.extend_from_slice(remark);
        photo.extend_from_slice(&plain[2..]);
        let made = without_remarks(&photo).unwrap();
        assert!(made.starts_with(&[0xFF, 0xD8, 0xFF]) && !made.windows(3).any(|w| w == b"GPS"));
        assert_eq!(image::load_from_memory(&made).unwrap().width(), 30);
        assert_eq!(without_remarks(b"%PDF-1.7").unwrap_err(), PictureError::Unreadable);
    }
}
