//! `/staff/pages/{slug}` and `/staff/letters/{slug}`: the text of one page, or of one letter, in one language. Pages that the
//! organisation added are edited here too.

use super::{Wants, buttons, history, language, not_saved, seen, wants};
use crate::{
    ground::{fault::Fault, mail::Mail},
    people::{
        self,
        letter::{Desk, OwedRow},
    },
    programme::{
        pages as own_pages,
        texts::{self, Text},
    },
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
    markdown, t,
};
use maud::html;

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Page,
    Letter,
    /// A page that was added.
    Own,
}

/// Which text is edited.
#[derive(Clone)]
struct Asked {
    of: Of,
    /// Its name in the address.
    name: String,
    /// Under which name it is kept.
    slug: String,
}

/// The texts of letters.
pub(super) const LETTERS: [&str; 1] = [welcome::SLUG];

async fn asked(visit: &Visit) -> Result<Asked, Fault> {
    let name = visit.param("slug").to_owned();
    let (of, known): (Of, &[&'static str]) =
        if visit.path.starts_with("/staff/letters/") { (Of::Letter, &LETTERS) } else { (Of::Page, &EDITABLE) };
    let books: &[&'static str] = if of == Of::Page { &help::BOOKS } else { &[] };
    let listed = visit.app.editions.listed();
    let is_of_programme = of == Of::Page
        && pages::OF_PROGRAMME.contains(&pages::page_of(&name))
        && listed.iter().any(|l| name == pages::of_programme(pages::page_of(&name), &l.edition.rules.id));
    if is_of_programme || known.iter().chain(books).any(|s| **s == name) {
        return Ok(Asked { of, slug: name.clone(), name });
    }
    let of = name.clone();
    if visit.path.starts_with("/staff/letters/") || !visit.read(move |tx| own_pages::is_own(tx, &of)).await? {
        return Err(Fault::NotFound);
    }
    Ok(Asked { of: Of::Own, slug: own_pages::slug(&name), name })
}

impl Asked {
    /// Where everybody reads a page.
    fn public(&self) -> String {
        match self.of {
            Of::Own => format!("/pages/{}", self.name),
            _ if self.slug.starts_with(help::SLUG) => help::address(&self.slug),
            _ if self.slug.contains('@') => {
                let (page, programme) = self.slug.split_once('@').unwrap_or((&self.slug, ""));
                format!("/programs/{programme}/{page}")
            }
            _ => format!("/{}", self.slug),
        }
    }

    /// Its text in force; for an added page that nobody wrote in this language yet, nothing.
    async fn text(&self, visit: &Visit, language: Language) -> Result<Text, Fault> {
        if self.of != Of::Own {
            return pages::load(visit, &self.slug, language).await;
        }
        let slug = self.slug.clone();
        let saved = visit.read(move |tx| texts::newest(tx, &slug, language)).await?;
        Ok(saved.unwrap_or_else(|| Text { title: String::new(), body: String::new() }))
    }
}

/// `GET /staff/pages/{slug}`, `GET /staff/letters/{slug}`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let (asked, language) = (asked(&visit).await?, language(&visit));
    let (version, slug) = (visit.query.get("version").to_owned(), asked.slug.clone());
    let text = match version.as_str() {
        "" => asked.text(&visit, language).await?,
        history::SHIPPED if asked.of == Of::Own => return Err(Fault::NotFound),
        history::SHIPPED => pages::shipped(pages::page_of(&asked.slug), language),
        _ => visit.read(move |tx| history::asked(tx, &slug, language, &version)).await?.ok_or(Fault::NotFound)?,
    };
    let typed = Typed::default().with("title", &text.title).with("body", &text.body);
    Ok(visit.show(form(&visit, &asked, language, &typed, &Errors::default()).await?))
}

async fn form(visit: &Visit, asked: &Asked, language: Language, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let (of, slug) = (asked.of, asked.slug.clone());
    let versions = visit.read(move |tx| history::of(tx, &slug, language)).await?;
    let (title, body, hint) = match of {
        Of::Page | Of::Own => (t!(words, "text-title"), t!(words, "text-body"), t!(words, "text-body-hint")),
        Of::Letter => {
            let named = |holes: &[&str]| holes.iter().map(|h| format!("{{{h}}}")).collect::<Vec<_>>().join(", ");
            let hint = t!(words, "letter-hint", holes = named(&welcome::HOLES), blocks = named(&welcome::BLOCKS));
            (t!(words, "letter-subject"), t!(words, "text-body"), hint)
        }
    };
    let name = match of {
        Of::Own if !typed.get("title").is_empty() => typed.get("title").to_owned(),
        Of::Own => asked.name.clone(),
        Of::Page => {
            let page = words.text(&format!("page-{}", pages::page_of(&asked.name)), &[]);
            let listed = visit.app.editions.listed();
            let own = listed.iter().find(|l| asked.name.ends_with(&format!("@{}", l.edition.rules.id)));
            own.map_or(page.clone(), |l| format!("{page}: {}", l.edition.wording.of(words.language).site))
        }
        Of::Letter => words.text(&format!("letter-{}", asked.name), &[]),
    };
    let markup = html! {
        (errors.summary(words))
        h1 { (name) ", " span lang=(language.tag()) { (language.own_name()) } }
        @if visit.query.ticked("saved") {
            p.note.ok role="status" {
                (t!(words, "profile-saved")) " "
                @if of != Of::Letter { a href={ (language.prefix()) (asked.public()) } { (t!(words, "text-see")) } }
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
        (history::list(visit, language, &versions, of != Of::Own))
        @if of != Of::Letter { p { a href="/staff/pictures" { (t!(words, "pictures-title")) } } }
        @if of == Of::Own {
            p.row {
                @for other in Language::ALL.into_iter().filter(|l| *l != language) {
                    a lang=(other.tag()) href={ (visit.path) "?language=" (other.tag()) } { (other.own_name()) }
                }
            }
            details {
                summary { (t!(words, "own-page-remove")) }
                p { (t!(words, "own-page-remove-text")) }
                form method="post" action={ "/staff/pages/" (asked.name) "/remove" } {
                    button.btn.second type="submit" { (t!(words, "own-page-remove-button")) }
                }
            }
        }
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Ok(Page::new(name, markup).private())
}

/// `POST /staff/pages/{slug}`, `POST /staff/letters/{slug}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (asked, language, words) = (asked(&visit).await?, language(&visit), visit.words);
    let (of, slug) = (asked.of, asked.slug.clone());
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
    if of != Of::Letter
        && let Some(sentence) = wrong_link_or_picture(&visit, &text.body, slug.starts_with(help::SLUG)).await?
    {
        errors.add("body", sentence);
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, &asked, language, &visit.form, &errors).await?));
    }
    match wants(&visit) {
        Wants::Edit => return Ok(visit.show(form(&visit, &asked, language, &visit.form, &errors).await?)),
        Wants::Look => {
            let page = match of {
                Of::Page if slug.starts_with(help::SLUG) => help::shown(&visit, &text),
                Of::Page | Of::Own => pages::page(&visit, &text),
                Of::Letter => letter(&visit, text, language).await?,
            };
            let body = html! { (not_saved(&visit)) div.stack lang=(language.tag()) { (page.body) } };
            return Ok(visit.show(Page::new(page.title, body).private()));
        }
        Wants::Save => {}
    }
    let seen = history::seen(&visit);
    if !visit.change(move |change| texts::save(change, (&slug, language), &text, seen)).await? {
        errors.add("body", t!(words, "error-saved-meanwhile"));
        return Ok(visit.show_again(form(&visit, &asked, language, &visit.form, &errors).await?));
    }
    Ok(Reply::see(format!("{}?language={}&saved=1", visit.path, language.tag())))
}

/// What is wrong with a text's links and pictures: a link that leads nowhere, a picture that is not there, or one that says
/// nothing to those who don't see it.
/// A handbook also has those that ship with it.
pub(super) async fn wrong_link_or_picture(visit: &Visit, body: &str, handbook: bool) -> Result<Option<String>, Fault> {
    if let Some(address) = markdown::dead_link(body) {
        return Ok(Some(t!(visit.words, "error-page-link", address = address)));
    }
    let pictures = markdown::pictures(body);
    if let Some((name, _)) = pictures.iter().find(|(_, says)| says.trim().is_empty()) {
        return Ok(Some(t!(visit.words, "error-picture-says", name = name)));
    }
    let names = pictures.into_iter().map(|(name, _)| name).filter(|name| !(handbook && help::ships(visit, name)));
    let names: Vec<String> = names.collect();
    let missing = visit
        .read(move |tx| {
            for name in &names {
                if !pages::pictures::exists(tx, name)? {
                    return Ok(Some(name.clone()));
                }
            }
            Ok(None)
        })
        .await?;
    Ok(missing.map(|name| t!(visit.words, "error-picture-missing", name = name)))
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
