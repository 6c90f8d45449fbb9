//! `/staff/pages`: the texts that staff edit.

use crate::{
    ground::fault::Fault,
    site::pages::{self, EDITABLE},
    visit::Visit,
};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, Typed, field, hidden, text_area},
    t,
};
use maud::html;

/// `GET /staff/pages`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "staff-pages")) }
        ul {
            @for slug in EDITABLE {
                @for language in Language::ALL {
                    li {
                        a href={ "/staff/pages/" (slug) "?language=" (language.tag()) } {
                            (words.text(&format!("page-{slug}"), &[])) ", " (language.own_name())
                        }
                    }
                }
            }
        }
    };
    Ok(visit.show(Page::new(t!(words, "staff-pages"), body).private()))
}

fn slug(visit: &Visit) -> Result<&'static str, Fault> {
    EDITABLE.into_iter().find(|s| *s == visit.param("slug")).ok_or(Fault::NotFound)
}

/// `GET /staff/pages/{slug}`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let slug = slug(&visit)?;
    let language = Language::from_tag(visit.query.get("language"));
    let text = pages::load(&visit, slug, language).await?;
    let typed = Typed::default().with("title", &text.title).with("body", &text.body).with("language", language.tag());
    Ok(visit.show(page(&visit, slug, &typed, &Errors::default(), visit.query.ticked("saved"))))
}

fn page(visit: &Visit, slug: &str, typed: &Typed, errors: &Errors, saved: bool) -> Page {
    let words = visit.words;
    let (title, body, hint) = (t!(words, "text-title"), t!(words, "text-body"), t!(words, "text-body-hint"));
    let markup = html! {
        (errors.summary(words))
        h1 { (words.text(&format!("page-{slug}"), &[])) }
        @if saved { p.note.ok role="status" { (t!(words, "profile-saved")) " " a href={ "/" (slug) } { (t!(words, "text-see")) } } }
        form.stack.wide method="post" action={ "/staff/pages/" (slug) } novalidate {
            (hidden("language", typed.get("language")))
            (field(words, Field::new("title", &title), typed, errors))
            (text_area(words, Field::new("body", &body).hinted(&hint), 16, typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
    };
    Page::new(words.text(&format!("page-{slug}"), &[]), markup).private()
}

/// `POST /staff/pages/{slug}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let slug = slug(&visit)?;
    let words = visit.words;
    let mut errors = Errors::default();
    let (title, body) = (visit.form.get("title").to_owned(), visit.form.get("body").to_owned());
    if title.is_empty() || title.chars().count() > kit::form::LONGEST {
        errors.add("title", t!(words, "error-title"));
    }
    if body.is_empty() || body.chars().count() > 20_000 {
        errors.add("body", t!(words, "error-body"));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, slug, &visit.form, &errors, false)));
    }
    let language = Language::from_tag(visit.form.get("language"));
    visit.change(move |change| pages::save(change, slug, language, &title, &body)).await?;
    Ok(Reply::see(format!("/staff/pages/{slug}?language={}&saved=1", language.tag())))
}
