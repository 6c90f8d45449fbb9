//! `/staff/pages/{slug}`: one page's text in one language.

use super::{Wants, buttons, history, language, not_saved, wants};
use crate::{
    ground::fault::Fault,
    programme::texts::{self, Text},
    site::pages::{self, EDITABLE},
    visit::Visit,
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, Typed, field, hidden, text_area},
    t,
};
use maud::html;

fn slug(visit: &Visit) -> Result<&'static str, Fault> {
    EDITABLE.into_iter().find(|s| *s == visit.param("slug")).ok_or(Fault::NotFound)
}

/// `GET /staff/pages/{slug}`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let (slug, language) = (slug(&visit)?, language(&visit));
    let version = visit.query.get("version").to_owned();
    let text = match version.as_str() {
        "" => pages::load(&visit, slug, language).await?,
        history::SHIPPED => pages::shipped(slug, language),
        _ => visit.read(move |tx| history::asked(tx, slug, language, &version)).await?.ok_or(Fault::NotFound)?,
    };
    let typed = Typed::default().with("title", &text.title).with("body", &text.body);
    Ok(visit.show(form(&visit, slug, language, &typed, &Errors::default()).await?))
}

async fn form(
    visit: &Visit,
    slug: &'static str,
    language: Language,
    typed: &Typed,
    errors: &Errors,
) -> Result<Page, Fault> {
    let words = visit.words;
    let versions = visit.read(move |tx| history::of(tx, slug, language)).await?;
    let (title, body, hint) = (t!(words, "text-title"), t!(words, "text-body"), t!(words, "text-body-hint"));
    let name = words.text(&format!("page-{slug}"), &[]);
    let markup = html! {
        (errors.summary(words))
        h1 { (name) ", " span lang=(language.tag()) { (language.own_name()) } }
        @if visit.query.ticked("saved") {
            p.note.ok role="status" {
                (t!(words, "profile-saved")) " " a href={ (language.prefix()) "/" (slug) } { (t!(words, "text-see")) }
            }
        }
        @if !visit.query.get("version").is_empty() { p.note { (t!(words, "texts-earlier")) } }
        form.stack.wide method="post" action={ "/staff/pages/" (slug) } novalidate {
            (hidden("language", language.tag()))
            (field(words, Field::new("title", &title), typed, errors))
            (text_area(words, Field::new("body", &body).hinted(&hint), 16, typed, errors))
            (buttons(visit))
        }
        (history::list(visit, language, &versions))
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Ok(Page::new(name, markup).private())
}

/// `POST /staff/pages/{slug}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (slug, language, words) = (slug(&visit)?, language(&visit), visit.words);
    let mut errors = Errors::default();
    let text = Text { title: visit.form.get("title").to_owned(), body: visit.form.get("body").to_owned() };
    if text.title.is_empty() || text.title.chars().count() > kit::form::LONGEST {
        errors.add("title", t!(words, "error-title"));
    }
    if text.body.is_empty() || text.body.chars().count() > 20_000 {
        errors.add("body", t!(words, "error-body"));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, slug, language, &visit.form, &errors).await?));
    }
    match wants(&visit) {
        Wants::Edit => return Ok(visit.show(form(&visit, slug, language, &visit.form, &errors).await?)),
        Wants::Look => {
            let page = pages::page(&visit, &text);
            let body = html! { (not_saved(&visit)) div.stack lang=(language.tag()) { (page.body) } };
            return Ok(visit.show(Page::new(page.title, body).private()));
        }
        Wants::Save => {}
    }
    visit.change(move |change| texts::save(change, slug, language, &text)).await?;
    Ok(Reply::see(format!("/staff/pages/{slug}?language={}&saved=1", language.tag())))
}
