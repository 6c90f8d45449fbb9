//! `/staff/pages/{slug}` and `/staff/letters/{slug}`: the text of one page, or of one letter, in one language.

use super::{Wants, buttons, history, language, not_saved, seen, wants};
use crate::{
    ground::{fault::Fault, mail::Mail},
    people::{
        self,
        letter::{Desk, OwedRow},
    },
    programme::texts::{self, Text},
    site::{
        door::welcome,
        help,
        pages::{self, EDITABLE},
    },
    visit::Visit,
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, Typed, field, hidden, text_area},
    t,
};
use maud::html;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Page,
    Letter,
}

/// The texts of letters.
pub(super) const LETTERS: [&str; 1] = [welcome::SLUG];

fn asked(visit: &Visit) -> Result<(Of, &'static str), Fault> {
    let (of, known): (Of, &[&'static str]) =
        if visit.path.starts_with("/staff/letters/") { (Of::Letter, &LETTERS) } else { (Of::Page, &EDITABLE) };
    let books: &[&'static str] = if of == Of::Page { &help::BOOKS } else { &[] };
    known.iter().chain(books).find(|s| **s == visit.param("slug")).map(|slug| (of, *slug)).ok_or(Fault::NotFound)
}

/// Where everybody reads a page.
fn public(slug: &str) -> String {
    if slug.starts_with(help::SLUG) { help::address(slug) } else { format!("/{slug}") }
}

/// `GET /staff/pages/{slug}`, `GET /staff/letters/{slug}`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let ((of, slug), language) = (asked(&visit)?, language(&visit));
    let version = visit.query.get("version").to_owned();
    let text = match version.as_str() {
        "" => pages::load(&visit, slug, language).await?,
        history::SHIPPED => pages::shipped(slug, language),
        _ => visit.read(move |tx| history::asked(tx, slug, language, &version)).await?.ok_or(Fault::NotFound)?,
    };
    let typed = Typed::default().with("title", &text.title).with("body", &text.body);
    Ok(visit.show(form(&visit, (of, slug), language, &typed, &Errors::default()).await?))
}

async fn form(
    visit: &Visit,
    (of, slug): (Of, &'static str),
    language: Language,
    typed: &Typed,
    errors: &Errors,
) -> Result<Page, Fault> {
    let words = visit.words;
    let versions = visit.read(move |tx| history::of(tx, slug, language)).await?;
    let (title, body, hint) = match of {
        Of::Page => (t!(words, "text-title"), t!(words, "text-body"), t!(words, "text-body-hint")),
        Of::Letter => {
            let named = |holes: &[&str]| holes.iter().map(|h| format!("{{{h}}}")).collect::<Vec<_>>().join(", ");
            let hint = t!(words, "letter-hint", holes = named(&welcome::HOLES), blocks = named(&welcome::BLOCKS));
            (t!(words, "letter-subject"), t!(words, "text-body"), hint)
        }
    };
    let name = words.text(&format!("{}-{slug}", if of == Of::Page { "page" } else { "letter" }), &[]);
    let markup = html! {
        (errors.summary(words))
        h1 { (name) ", " span lang=(language.tag()) { (language.own_name()) } }
        @if visit.query.ticked("saved") {
            p.note.ok role="status" {
                (t!(words, "profile-saved")) " "
                @if of == Of::Page { a href={ (language.prefix()) (public(slug)) } { (t!(words, "text-see")) } }
            }
        }
        @if !visit.query.get("version").is_empty() { p.note { (t!(words, "texts-earlier")) } }
        form.stack.wide method="post" action=(visit.path) novalidate {
            (hidden("language", language.tag()))
            (hidden(history::SEEN, &seen(visit, &versions, errors)))
            (field(words, Field::new("title", &title), typed, errors))
            (text_area(words, Field::new("body", &body).hinted(&hint), 16, typed, errors))
            (buttons(visit))
        }
        (history::list(visit, language, &versions))
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Ok(Page::new(name, markup).private())
}

/// `POST /staff/pages/{slug}`, `POST /staff/letters/{slug}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let ((of, slug), language, words) = (asked(&visit)?, language(&visit), visit.words);
    let mut errors = Errors::default();
    let text = Text { title: visit.form.get("title").to_owned(), body: visit.form.get("body").to_owned() };
    if text.title.is_empty() || text.title.chars().count() > kit::form::LONGEST {
        errors.add("title", t!(words, "error-title"));
    }
    if text.body.is_empty() || text.body.chars().count() > 20_000 {
        errors.add("body", t!(words, "error-body"));
    }
    if of == Of::Letter {
        for (name, wrong) in welcome::wrong(&text) {
            errors.add(name, t!(words, "error-letter-hole", hole = wrong));
        }
        if let Some(needed) = welcome::lacks(&text) {
            errors.add("body", t!(words, "error-letter-lacks", hole = needed));
        }
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, (of, slug), language, &visit.form, &errors).await?));
    }
    match wants(&visit) {
        Wants::Edit => return Ok(visit.show(form(&visit, (of, slug), language, &visit.form, &errors).await?)),
        Wants::Look => {
            let page = match of {
                Of::Page if slug.starts_with(help::SLUG) => help::shown(&visit, &text),
                Of::Page => pages::page(&visit, &text),
                Of::Letter => letter(&visit, text, language).await?,
            };
            let body = html! { (not_saved(&visit)) div.stack lang=(language.tag()) { (page.body) } };
            return Ok(visit.show(Page::new(page.title, body).private()));
        }
        Wants::Save => {}
    }
    let seen = history::seen(&visit);
    if !visit.change(move |change| texts::save(change, (slug, language), &text, seen)).await? {
        errors.add("body", t!(words, "error-saved-meanwhile"));
        return Ok(visit.show_again(form(&visit, (of, slug), language, &visit.form, &errors).await?));
    }
    Ok(Reply::see(format!("{}?language={}&saved=1", visit.path, language.tag())))
}

/// The letter as whoever is signed in would get it: written in a change that is taken back.
async fn letter(visit: &Visit, text: Text, language: Language) -> Result<Page, Fault> {
    let (app, of) = (visit.app.clone(), visit.member()?.id);
    let (subject, shown) = visit
        .app
        .rehearse(visit.actor(), move |change| {
            let person = people::store::by_id(change.tx, of)?;
            let (kind, detail) = (Mail::Welcome.name().to_owned(), String::new());
            let owed =
                OwedRow { id: 0, kind, person: of, about: None, detail, attempts: 0, due: change.now.0, lease: 0 };
            let desk = Desk {
                change,
                owed: &owed,
                person: &person,
                words: app.words(language),
                config: &app.config,
                office: &app.config.office,
                base_url: &app.config.base_url,
                base: String::new(),
                secret: app.secret.get()?,
            };
            let letter = welcome::letter(&desk, &text, "/me")?;
            Ok((letter.subject.clone(), letter.as_shown()))
        })
        .await?;
    let body = html! { h1 { (subject) } section.card.stack.letter { (shown) } };
    Ok(Page::new(subject, body))
}
