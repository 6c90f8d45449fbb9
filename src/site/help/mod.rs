//! `/help`: a handbook for everybody who uses the site, opened at the section about the page that they come from; and the
//! words that the product uses.

mod glossary;
mod pictures;

use crate::{ground::fault::Fault, site::pages, visit::Visit};
use kit::{Page, Reply, markdown, t};
use maud::html;

/// The handbooks, by the text that holds each; the name in the address is what stands after the hyphen.
pub(crate) const BOOKS: [&str; 8] = [
    "help-member",
    "help-signing-in",
    "help-trainer",
    "help-president",
    "help-host",
    "help-coordinator",
    "help-registrar",
    "help-administrator",
];

/// What begins the names of their texts.
pub(crate) const SLUG: &str = "help-";

/// `GET /help`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let mut books = Vec::new();
    for slug in BOOKS {
        books.push((slug, pages::load(&visit, slug, visit.language()).await?));
    }
    let title = t!(words, "help-title");
    let body = html! {
        h1 { (title) }
        p { (t!(words, "help-lead", email = &visit.app.config.office.email)) }
        ul.plain.grid { @for (slug, book) in &books {
            li.card.stack.tight {
                h2.small-title { a href=(visit.href(&address(slug))) { (book.title) } }
                @let headings = markdown::headings(&book.body);
                p.small.mut { (headings.iter().map(|(_, says)| says.as_str()).collect::<Vec<_>>().join(" · ")) }
            }
        } }
        h2 { (t!(words, "glossary-title")) }
        p { a href=(visit.href("/help/glossary")) { (t!(words, "glossary-lead")) } }
    };
    Ok(visit.show(Page::new(title, body)))
}

/// The address of a handbook.
pub(crate) fn address(slug: &str) -> String {
    format!("/help/{}", slug.trim_start_matches(SLUG))
}

/// Whether a picture of this name ships with the handbooks.
pub(crate) fn ships(visit: &Visit, name: &str) -> bool {
    pictures::address(visit, name).is_some()
}

/// `GET /help/{book}`
pub(crate) async fn book(visit: Visit) -> Result<Reply, Fault> {
    let name = visit.param("book").to_owned();
    if name == "glossary" {
        return Ok(visit.show(glossary::page(&visit)));
    }
    let slug = BOOKS.into_iter().find(|slug| slug.strip_prefix(SLUG) == Some(&name)).ok_or(Fault::NotFound)?;
    let text = pages::load(&visit, slug, visit.language()).await?;
    Ok(visit.show(shown(&visit, &text)))
}

/// A handbook: its sections, and its text.
pub(crate) fn shown(visit: &Visit, text: &crate::programme::texts::Text) -> Page {
    let words = visit.words;
    let filled = pages::filled(visit, &text.body);
    let sections = markdown::headings(&filled);
    let picture = |name: &str| pictures::address(visit, name).or_else(|| pages::pictures::address(name));
    let body = html! {
        p { a href=(visit.href("/help")) { (t!(words, "help-title")) } }
        h1 { (text.title) }
        @if sections.len() > 2 {
            nav.card aria-label=(t!(words, "help-sections")) {
                ul.plain.row { @for (id, says) in &sections { li { a href={ "#" (id) } { (says) } } } }
            }
        }
        div.prose.stack.handbook { (markdown::render_with(&filled, &picture)) }
        p { (t!(words, "help-more", email = &visit.app.config.office.email)) }
    };
    Page::new(text.title.clone(), body)
}

#[cfg(test)]
mod tests {
    use super::{BOOKS, SLUG};
    use crate::{site::pages, visit::help::EXPLAINED};
    use kit::{Language, markdown};
    use std::collections::BTreeSet;

    #[test]
    fn every_page_that_is_explained_has_its_section_in_every_language() {
        let mut used = BTreeSet::new();
        for (page, book, section) in EXPLAINED {
            let slug = format!("{SLUG}{book}");
            assert!(BOOKS.contains(&slug.as_str()), "{page}: {book}");
            for language in Language::ALL {
                let sections = markdown::headings(&pages::shipped(&slug, language).body);
                assert!(sections.iter().any(|(id, _)| id == section), "{page}: {book}#{section} {language:?}");
            }
            used.insert(slug);
        }
        assert_eq!(used.len(), BOOKS.len(), "each is opened from somewhere");
    }

    #[test]
    fn handbooks_have_the_same_sections_in_every_language() {
        for slug in BOOKS {
            let ids = |language| {
                let found = markdown::headings(&pages::shipped(slug, language).body);
                found.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
            };
            assert_eq!(ids(Language::En), ids(Language::Es), "{slug}");
        }
    }
}
