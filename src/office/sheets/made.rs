//! Lists that were exported.

use crate::{ground::when, office::sheets::requests::Made, visit::Visit};
use kit::Words;
use kit::t;
use maud::Markup;
use maud::html;

/// Exported lists, one per line.
pub(crate) fn made_list(visit: &Visit, made: &[Made]) -> Markup {
    let words = visit.words;
    html! {
        ul { @for m in made { li {
            (list_name(words, &m.list)) ", " (t!(words, "export-rows", count = m.rows)) ". "
            (m.by_name) ", " (when::moment(words, m.at, &visit.app.zone))
        } } }
    }
}

/// A list's name, as pages show it.
pub(crate) fn list_name(words: Words, list: &str) -> String {
    words.text(&format!("export-list-{list}"), &[])
}
