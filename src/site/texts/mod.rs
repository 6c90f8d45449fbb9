//! `/staff/pages`: what the site says, in every language: the programme's words and the pages. Each is looked at before it
//! is saved; what it said before stays and can be brought back.

mod history;
pub(crate) mod letters;
pub(crate) mod own;
pub(crate) mod page;
pub(crate) mod pictures;
pub(crate) mod programme;

use crate::{
    ground::fault::Fault,
    people::letter_words::GROUPS,
    programme::{pages as own_pages, texts},
    site::{
        help,
        pages::{self, EDITABLE},
    },
    visit::{Visit, policy::Policy},
};
use kit::{
    Language, Page, Reply,
    form::{Errors, hidden},
    parts::{Icon, button_form, tag},
    t,
};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// `GET /staff/pages`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let number = visit.query.get("number").to_owned();
    let says = saying(&visit, &number).await?;
    let (own, gone) =
        visit.read(move |tx| Ok((own_pages::placed(tx)?, own_pages::removed(tx, words.language)?))).await?;
    let several = visit.app.editions.listed().len() > 1;
    let languages = |address: &str| {
        html! {
            @for language in Language::ALL {
                a lang=(language.tag()) href={ (address) "?language=" (language.tag()) } { (language.own_name()) }
                @if says.contains(&(address.to_owned(), language)) {
                    " " (tag("warn", Icon::Warning, &t!(words, "texts-says", number = &number)))
                }
            }
        }
    };
    let line = |name: String, address: &str| html! { li.bar { p { (name) } (languages(address)) } };
    let body = html! {
        h1 { (t!(words, "staff-pages")) }
        @match visit.query.get("said") {
            "removed" => { p.note.ok role="status" { (t!(words, "own-page-removed")) } }
            "back" => { p.note.ok role="status" { (t!(words, "own-page-back")) } }
            "many" => { p.note.bad role="alert" { (t!(words, "error-own-page-many", most = own::MOST)) } }
            _ => {}
        }
        p { (t!(words, "texts-lead")) }
        @if !number.is_empty() { p.note { (t!(words, "texts-number", number = &number, count = says.len())) } }
        h2 { (t!(words, "texts-programme")) }
        ul.plain.stack.tight { (line(t!(words, "texts-words"), "/staff/words")) }
        @if visit.may(Policy::Coordinate) {
            h2 { (t!(words, "brand-title")) }
            p { a href="/staff/brand" { (t!(words, "texts-brand")) } }
        }
        h2 { (t!(words, "texts-pages")) }
        ul.plain.stack.tight {
            @for slug in EDITABLE { (line(words.text(&format!("page-{slug}"), &[]), &format!("/staff/pages/{slug}"))) }
            @for l in visit.app.editions.listed().iter().filter(|_| several) {
                @for slug in pages::OF_PROGRAMME {
                    @let title = &l.edition.wording.of(words.language).site;
                    @let name = format!("{}: {title}", words.text(&format!("page-{slug}"), &[]));
                    (line(name, &format!("/staff/pages/{}", pages::of_programme(slug, &l.edition.rules.id))))
                }
            }
            @for page in own.iter().filter(|p| p.own) {
                (line(page.title(words.language).to_owned(), &format!("/staff/pages/{}", page.name)))
            }
        }
        p.row {
            a.btn.second href="/staff/pages/new" { (t!(words, "own-page-new")) }
            a href="/staff/pages/menu" { (t!(words, "menu-order-title")) }
            a href="/staff/pictures" { (t!(words, "pictures-title")) }
        }
        @if !gone.is_empty() {
            h2 { (t!(words, "own-pages-gone")) }
            ul.plain.stack.tight { @for (name, title) in &gone { li.bar {
                p { (title) }
                (button_form(&format!("/staff/pages/{name}/back"), "second", &t!(words, "own-page-bring-back"), html! {}))
            } } }
        }
        h2 { (t!(words, "help-title")) }
        ul.plain.stack.tight {
            @for slug in help::BOOKS { (line(words.text(&format!("page-{slug}"), &[]), &format!("/staff/pages/{slug}"))) }
        }
        h2 { (t!(words, "texts-letters")) }
        ul.plain.stack.tight {
            @for slug in page::LETTERS {
                (line(words.text(&format!("letter-{slug}"), &[]), &format!("/staff/letters/{slug}")))
            }
            @for group in GROUPS { (line(letters::name(&visit, group), &format!("/staff/mails/{}", group.name()))) }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-pages"), body).private()))
}

/// Texts that say a number, by the address where each is edited and its language: after a number of the rules has changed.
async fn saying(visit: &Visit, number: &str) -> Result<BTreeSet<(String, Language)>, Fault> {
    let mut out = BTreeSet::new();
    if number.is_empty() || number.chars().count() > 8 {
        return Ok(out);
    }
    let says =
        |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '.').any(|w| w.trim_end_matches('.') == number);
    let edition = visit.read(|tx| tx.published()).await?;
    for language in Language::ALL {
        if let Some(edition) = &edition
            && says(&edition.wording.of(language).as_text()?.body)
        {
            out.insert(("/staff/words".to_owned(), language));
        }
        for slug in EDITABLE.into_iter().chain(help::BOOKS) {
            let text = pages::load(visit, slug, language).await?;
            if says(&text.title) || says(&text.body) {
                out.insert((format!("/staff/pages/{slug}"), language));
            }
        }
        for page in visit.read(|tx| own_pages::placed(tx)).await?.into_iter().filter(|p| p.own) {
            let slug = own_pages::slug(&page.name);
            let text = visit.read(move |tx| texts::newest(tx, &slug, language)).await?;
            if text.is_some_and(|text| says(&text.title) || says(&text.body)) {
                out.insert((format!("/staff/pages/{}", page.name), language));
            }
        }
        for slug in page::LETTERS {
            if says(&pages::load(visit, slug, language).await?.body) {
                out.insert((format!("/staff/letters/{slug}"), language));
            }
        }
    }
    Ok(out)
}

/// The language whose text is edited.
fn language(visit: &Visit) -> Language {
    let named = visit.form.get("language");
    Language::from_tag(if named.is_empty() { visit.query.get("language") } else { named })
}

/// The version that a form is filled in from: the one that its page showed, also while it is looked at or put right. Where
/// it turned out that another one was saved meanwhile, that one has been seen now.
fn seen(visit: &Visit, versions: &[history::Version], errors: &Errors) -> String {
    let newest = versions.first().map_or(0, |v| v.id);
    let meanwhile = t!(visit.words, "error-saved-meanwhile");
    let carried = visit.posted && !MEANWHILE.iter().any(|field| errors.of(field) == Some(meanwhile.as_str()));
    if carried { history::seen(visit).to_string() } else { newest.to_string() }
}

/// Where the forms say that somebody else saved meanwhile.
const MEANWHILE: [&str; 3] = ["body", "site", "seen"];

/// What a form with a preview was sent for.
enum Wants {
    Look,
    Edit,
    Save,
}

fn wants(visit: &Visit) -> Wants {
    match visit.form.get("do") {
        "look" => Wants::Look,
        "edit" => Wants::Edit,
        _ => Wants::Save,
    }
}

/// Above a page as it would be: nothing is saved yet, and how to go on.
fn not_saved(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        aside.note.warn.stack.tight aria-label=(t!(words, "texts-look-title")) {
            p { strong { (t!(words, "texts-look-title")) } " " (t!(words, "texts-look")) }
            form.row method="post" action=(visit.path) {
                @for name in visit.form.names().filter(|n| *n != "do") {
                    @for value in visit.form.all(name) { (hidden(name, value)) }
                }
                button.btn type="submit" name="do" value="save" { (t!(words, "save")) }
                button.btn.second type="submit" name="do" value="edit" { (t!(words, "texts-edit-on")) }
            }
        }
    }
}

/// The two buttons under a text.
fn buttons(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        p.row {
            button.btn type="submit" name="do" value="look" { (t!(words, "texts-see")) }
            button.btn.second type="submit" name="do" value="save" { (t!(words, "save")) }
        }
    }
}
