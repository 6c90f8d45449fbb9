//! HTML and HTTP building blocks: the page, the parts of the design, forms, languages, cookies, headers.
//!
//! Everything a feature shows goes through here, so that a field cannot forget its label, a page its title, or an
//! answer its headers. This crate knows no tables and no union.

pub mod chart;
pub mod colour;
pub mod cookie;
pub mod dates;
pub mod form;
pub mod guard;
pub mod language;
pub mod markdown;
pub mod overlay;
pub mod page;
pub mod parts;
pub mod reply;
pub mod within;

pub use language::{Language, Words};
pub use page::Page;
pub use reply::Reply;

/// A text of the product in the reader's language: `t!(words, "enroll-title")` or
/// `t!(words, "seats-left", count = 3)`.
#[macro_export]
macro_rules! t {
    ($words:expr, $key:literal) => { $words.text($key, &[]) };
    ($words:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $words.text($key, &[$((stringify!($name), $crate::language::Hole::from($value))),+])
    };
}
