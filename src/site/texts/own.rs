//! Pages that an organisation adds: a new one, one that is taken off, and where each page stands in the menus.

use super::{language, page::wrong_link_or_picture};
use crate::{
    classes::offerings::slug,
    ground::fault::Fault,
    programme::{
        pages::{self as own_pages, Place},
        texts::Text,
    },
    site::pages::EDITABLE,
    visit::{
        Visit,
        menu::{self, Item},
    },
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, LONGEST, Typed, field, select, text_area},
    t,
};
use maud::{Markup, html};
use strum::IntoEnumIterator;

/// Names that addresses of the editor have.
const TAKEN: [&str; 2] = ["new", "menu"];
/// The longest name of a page.
const NAME: usize = 40;
/// The most pages that can be added: a menu that nobody reads helps nobody.
pub(super) const MOST: usize = 40;

/// `GET /staff/pages/new`
pub(crate) async fn new(visit: Visit) -> Result<Reply, Fault> {
    Ok(visit.show(form(&visit, &Typed::default(), &Errors::default())))
}

fn form(visit: &Visit, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = t!(words, "own-page-new");
    let (name, hint) = (t!(words, "own-page-name"), t!(words, "own-page-name-hint"));
    let (heading, body, body_hint) = (t!(words, "text-title"), t!(words, "text-body"), t!(words, "text-body-hint"));
    let languages: Vec<(String, String, Option<&'static str>)> =
        Language::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned(), Some(l.tag()))).collect();
    let typed = match typed.get("language") {
        "" => typed.clone().with("language", words.language.tag()),
        _ => typed.clone(),
    };
    let markup = html! {
        (errors.summary(words))
        h1 { (title) }
        p { (t!(words, "own-page-lead")) }
        form.stack.wide method="post" action="/staff/pages" novalidate {
            (select(words, Field::new("language", &t!(words, "own-page-language")), &languages, &typed, errors))
            (field(words, Field::new("title", &heading), &typed, errors))
            (field(words, Field::new("name", &name).hinted(&hint), &typed, errors))
            (text_area(words, Field::new("body", &body).hinted(&body_hint), 16, &typed, errors))
            p { button.btn type="submit" { (t!(words, "own-page-add")) } }
        }
        p.row {
            a href="/staff/pages" { (t!(words, "staff-pages")) }
            a href="/staff/pictures" { (t!(words, "pictures-title")) }
        }
    };
    Page::new(title, markup).private()
}

/// `POST /staff/pages`
pub(crate) async fn add(visit: Visit) -> Result<Reply, Fault> {
    let (words, language, typed) = (visit.words, language(&visit), visit.form.clone());
    let text = Text { title: typed.get("title").to_owned(), body: typed.get("body").to_owned() };
    let mut errors = Errors::default();
    if text.title.is_empty() || text.title.chars().count() > LONGEST {
        errors.add("title", t!(words, "error-title"));
    }
    if text.body.is_empty() || text.body.chars().count() > 20_000 {
        errors.add("body", t!(words, "error-body"));
    } else if let Some(sentence) = wrong_link_or_picture(&visit, &text.body, false).await? {
        errors.add("body", sentence);
    }
    let name = slug(if typed.get("name").is_empty() { &text.title } else { typed.get("name") });
    let name = name.trim_matches('-').to_owned();
    let shipped = menu::FOOT.iter().map(|(name, ..)| *name).chain(EDITABLE).chain(TAKEN);
    if text.title.is_empty() && typed.get("name").is_empty() {
        // the title says what is missing
    } else if name.is_empty() || name.len() > NAME {
        errors.add("name", t!(words, "error-own-page-name", most = NAME));
    } else if shipped.into_iter().any(|taken| taken == name) || name.starts_with(crate::site::help::SLUG) {
        errors.add("name", t!(words, "error-own-page-taken", name = &name));
    }
    if count(&visit).await? >= MOST {
        errors.add("name", t!(words, "error-own-page-many", most = MOST));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, &typed, &errors)));
    }
    let of = name.clone();
    if !visit.change(move |change| own_pages::add(change, &of, language, &text)).await? {
        errors.add("name", t!(words, "error-own-page-taken", name = &name));
        return Ok(visit.show_again(form(&visit, &typed, &errors)));
    }
    Ok(Reply::see(format!("/staff/pages/{name}?language={}&saved=1", language.tag())))
}

/// `POST /staff/pages/{slug}/remove`
pub(crate) async fn remove(visit: Visit) -> Result<Reply, Fault> {
    let name = visit.param("slug").to_owned();
    visit.change(move |change| own_pages::remove(change, &name)).await?;
    Ok(Reply::see("/staff/pages?said=removed"))
}

/// `POST /staff/pages/{slug}/back`
pub(crate) async fn bring_back(visit: Visit) -> Result<Reply, Fault> {
    let name = visit.param("slug").to_owned();
    if count(&visit).await? >= MOST {
        return Ok(Reply::see("/staff/pages?said=many"));
    }
    visit.change(move |change| own_pages::bring_back(change, &name)).await?;
    Ok(Reply::see("/staff/pages?said=back"))
}

/// How many pages were added.
async fn count(visit: &Visit) -> Result<usize, Fault> {
    Ok(visit.read(|tx| own_pages::placed(tx)).await?.iter().filter(|p| p.own).count())
}

/// Pages that the law or the program's own promises want to be found.
const ALWAYS: [&str; 3] = ["accessibility", "contact", "privacy"];

/// The names of the two fields of a page.
fn fields(name: &str) -> (String, String) {
    (format!("place-{name}"), format!("order-{name}"))
}

async fn items(visit: &Visit) -> Result<Vec<Item>, Fault> {
    let placed = visit.read(|tx| own_pages::placed(tx)).await?;
    Ok(menu::items(visit.words, &placed))
}

/// `GET /staff/pages/menu`
pub(crate) async fn arrange(visit: Visit) -> Result<Reply, Fault> {
    let items = items(&visit).await?;
    let mut typed = Typed::default();
    for (n, item) in items.iter().enumerate() {
        let (place, order) = fields(&item.name);
        typed = typed.with(&place, item.place.name()).with(&order, &(n + 1).to_string());
    }
    Ok(visit.show(menu_page(&visit, &items, &typed, &Errors::default())))
}

fn menu_page(visit: &Visit, items: &[Item], typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let title = t!(words, "menu-order-title");
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @if visit.query.ticked("saved") { p.note.ok role="status" { (t!(words, "profile-saved")) } }
        p { (t!(words, "menu-order-lead")) }
        form.stack.wide method="post" action="/staff/pages/menu" novalidate {
            @for item in items { (row(visit, item, typed, errors)) }
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Page::new(title, body).private()
}

fn row(visit: &Visit, item: &Item, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (place, order) = fields(&item.name);
    let always = ALWAYS.contains(&item.name.as_str());
    let places: Vec<(String, String, Option<&'static str>)> = Place::iter()
        .filter(|p| !always || *p != Place::None)
        .map(|p| (p.name().to_owned(), words.text(&format!("menu-place-{}", p.name()), &[]), None))
        .collect();
    let (where_to, rank) = (t!(words, "menu-order-place"), t!(words, "menu-order-rank"));
    let rank = Field { name: &order, label: &rank, kind: "number", autocomplete: "off", ..Field::default() };
    html! {
        fieldset.card {
            legend { (item.link.text) }
            div.grid.tight {
                (select(words, Field::new(&place, &where_to), &places, typed, errors))
                (field(words, rank, typed, errors))
            }
        }
    }
}

/// `POST /staff/pages/menu`
pub(crate) async fn save_menu(visit: Visit) -> Result<Reply, Fault> {
    let (words, typed) = (visit.words, visit.form.clone());
    let items = items(&visit).await?;
    let mut errors = Errors::default();
    let mut wanted: Vec<(u32, String, Place)> = Vec::new();
    for item in &items {
        let (place_field, order_field) = fields(&item.name);
        // a page that was added while this form was open stays where it is, at the end
        let place = match typed.get(&place_field) {
            "" => item.place,
            text => text.parse().unwrap_or(item.place),
        };
        let place = if place == Place::None && ALWAYS.contains(&item.name.as_str()) { Place::Foot } else { place };
        let rank = match typed.get(&order_field) {
            "" if typed.get(&place_field).is_empty() => Some(u32::MAX),
            text => text.parse().ok(),
        };
        if rank.is_none() {
            errors.add(order_field.clone(), format!("{}: {}", item.link.text, t!(words, "error-menu-order")));
        }
        wanted.push((rank.unwrap_or(u32::MAX), item.name.clone(), place));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(menu_page(&visit, &items, &typed, &errors)));
    }
    // the same number twice: as they stood
    wanted.sort_by_key(|(rank, ..)| *rank);
    let pages: Vec<(String, Place)> = wanted.into_iter().map(|(_, name, place)| (name, place)).collect();
    visit.change(move |change| own_pages::arrange(change, &menu::FOOT.map(|(name, ..)| name), &pages)).await?;
    Ok(Reply::see("/staff/pages/menu?saved=1"))
}
