//! Two colours of an organisation, and every shade that pages need of them, readable in light and in dark (WCAG 2.2,
//! contrast).

use std::{fmt, str::FromStr};

/// An sRGB colour, written `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(u8, u8, u8);

const WHITE: Colour = Colour(255, 255, 255);
const BLACK: Colour = Colour(0, 0, 0);
const INK: Colour = Colour(0x14, 0x21, 0x2d);
/// The darkest and the lightest ground that links stand on, of the stylesheet's light and dark tokens.
const LIGHT_GROUND: Colour = Colour(0xed, 0xea, 0xe2);
const DARK_GROUND: Colour = Colour(0x22, 0x30, 0x3d);
const DARK_CANVAS: Colour = Colour(0x0f, 0x17, 0x20);
const DARK_INK: Colour = Colour(0xee, 0xf2, 0xf6);

/// Contrast that text needs (AA).
pub const TEXT: f64 = 4.5;
/// Contrast that a mark needs which says something (AA).
pub const MARK: f64 = 3.0;

impl Colour {
    /// Relative luminance, 0 to 1.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let c = f64::from(part) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast with another colour, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour with a share (0 to 100) of another in it.
    fn with(self, other: Self, percent: u32) -> Self {
        let mix = |a: u8, b: u8| {
            let sum = u32::from(a) * (100 - percent) + u32::from(b) * percent;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// This colour with as little of another in it as makes it good enough.
    fn until(self, other: Self, enough: impl Fn(Self) -> bool) -> Self {
        (0..=100).map(|percent| self.with(other, percent)).find(|c| enough(*c)).unwrap_or(other)
    }
}

impl FromStr for Colour {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.trim().trim_start_matches('#');
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(());
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| ());
        Ok(Self(part(0)?, part(2)?, part(4)?))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Two colours with every shade that pages, letters and documents use of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Links, buttons and headings on light ground; white stands on it.
    pub main: Colour,
    /// The same, darker: the band at the top.
    pub deep: Colour,
    /// What is marked or pressed where the ground is deep.
    pub accent: Colour,
}

impl Palette {
    /// What the product ships with.
    pub const SHIPPED: Self =
        Self { main: Colour(0x12, 0x3f, 0x7a), deep: Colour(0x0c, 0x2c, 0x57), accent: Colour(0xf2, 0xb7, 0x05) };

    /// From two colours that can be read.
    #[must_use]
    pub fn of(main: Colour, accent: Colour) -> Self {
        Self { main, deep: deep(main), accent }
    }

    /// The stylesheet that puts these colours in the place of those that ship.
    #[must_use]
    pub fn css(&self) -> String {
        let on_accent = if self.accent.contrast(INK) >= self.accent.contrast(WHITE) { INK } else { WHITE };
        let tint = (4..=10).rev().map(|n| WHITE.with(self.main, n)).find(|c| c.contrast(self.main) >= TEXT);
        let dark = self.main.until(WHITE, |c| c.contrast(DARK_GROUND) >= 7.0);
        let dark_deep = dark.until(WHITE, |c| c.contrast(DARK_GROUND) >= 9.0);
        let dark_tint = self.main.until(DARK_CANVAS, |c| c.contrast(DARK_INK) >= 9.0 && c.contrast(dark) >= TEXT + 1.0);
        let light = format!(
            "--brand:{};--brand-deep:{};--brand-bg:{};--accent:{};--on-accent:{on_accent}",
            self.main,
            self.deep,
            tint.unwrap_or(WHITE),
            self.accent
        );
        let dark = format!(
            "--brand:{dark};--brand-deep:{dark_deep};--on-brand:{DARK_CANVAS};--brand-bg:{dark_tint};--accent:{};--on-accent:{on_accent}",
            self.accent
        );
        format!(
            ":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n:root[data-theme=\"dark\"]{{{dark}}}\n"
        )
    }
}

fn deep(main: Colour) -> Colour {
    main.until(BLACK, |c| c.contrast(WHITE) >= 12.0)
}

/// The nearest colour that text and buttons can have on every light ground: itself if it can be read.
#[must_use]
pub fn readable_main(main: Colour) -> Colour {
    main.until(BLACK, |c| c.contrast(LIGHT_GROUND) >= TEXT && c.contrast(WHITE) >= TEXT)
}

/// Contrast with paper below which bars and marks beside their words vanish.
const SEEN: f64 = 1.6;

/// The nearest accent that is seen on the deep shade of `main` and on white paper, and has letters that can be read on
/// it: itself if so.
#[must_use]
pub fn readable_accent(accent: Colour, main: Colour) -> Colour {
    let deep = deep(readable_main(main));
    let letters = |c: Colour| c.contrast(INK).max(c.contrast(WHITE)) >= TEXT;
    let told = accent.until(WHITE, |c| c.contrast(deep) >= MARK && letters(c));
    told.until(BLACK, |c| c.contrast(WHITE) >= SEEN && letters(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every colour in steps of 51: 216 of them.
    fn some_of_all() -> impl Iterator<Item = Colour> {
        let steps = || (0..=5_u8).map(|n| n * 51);
        steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Colour(r, g, b))))
    }

    fn named(css: &str, name: &str, nth: usize) -> Colour {
        let rest = css.split(&format!("{name}:")).nth(nth + 1).unwrap();
        rest[..7].parse().unwrap()
    }

    #[test]
    fn every_shade_of_every_colour_can_be_read() {
        for main in some_of_all().map(readable_main) {
            for accent in some_of_all().map(|a| readable_accent(a, main)) {
                let palette = Palette::of(main, accent);
                let css = palette.css();
                assert!(main.contrast(LIGHT_GROUND) >= TEXT && main.contrast(WHITE) >= TEXT, "{css}");
                assert!(palette.deep.contrast(WHITE) >= 7.0 && palette.deep.contrast(accent) >= MARK, "{css}");
                assert!(accent.contrast(WHITE) >= SEEN, "{css}");
                assert!(main.contrast(named(&css, "--brand-bg", 0)) >= TEXT, "{css}");
                let dark = named(&css, "--brand", 1);
                for ground in [DARK_GROUND, DARK_CANVAS, named(&css, "--brand-bg", 1)] {
                    assert!(dark.contrast(ground) >= TEXT, "{css}");
                }
                assert!(named(&css, "--on-accent", 0).contrast(accent) >= TEXT, "{css}");
            }
        }
    }

    #[test]
    fn what_can_be_read_stays_as_it_is_and_what_cannot_moves_little() {
        let colour = |text: &str| text.parse::<Colour>().unwrap();
        assert_eq!(readable_main(colour("#123f7a")), colour("#123f7a"));
        assert_eq!(readable_accent(colour("#F2B705"), colour("#123f7a")).to_string(), "#f2b705");
        let yellow = readable_main(colour("#ffe000"));
        assert!(yellow.contrast(LIGHT_GROUND) < 4.8, "{yellow}: no darker than needed");
        for wrong in ["", "#12", "#12345g", "blue", "#1234567"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
        assert_eq!(Palette::SHIPPED.main.contrast(WHITE).round(), 10.0);
    }
}
