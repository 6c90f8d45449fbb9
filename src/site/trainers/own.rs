//! `/me/trainer-page`: how somebody who teaches is shown, if they agree.

use super::store::{self, Kind, Said};
use crate::{ground::fault::Fault, visit::Visit};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, checkbox, radios, text_area},
    t,
};
use maud::html;
use strum::VariantArray;

/// The most characters of what they say.
const MOST: usize = 600;

/// `GET /me/trainer-page`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let of = visit.member()?.id;
    let own = visit.read(move |tx| store::of_person(tx, of)).await?;
    let typed = own.map_or_else(Typed::default, |own| {
        let typed = Typed::default().with("kind", own.kind.into()).with("about", &own.about);
        typed.with("shown", if own.shown { "1" } else { "" })
    });
    form(&visit, &typed, &Errors::default()).await.map(|page| visit.show(page))
}

async fn form(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let (words, of) = (visit.words, visit.member()?.id);
    let own = visit.read(move |tx| store::shown(tx).map(|all| all.into_iter().find(|t| t.person == of))).await?;
    let kinds: Vec<(String, String)> =
        Kind::VARIANTS.iter().map(|k| (k.to_string(), words.text(&format!("trainer-{k}"), &[]))).collect();
    let (agree, hint) = (t!(words, "trainer-agree"), t!(words, "trainer-about-hint"));
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "trainer-own-title")) }
        @if visit.query.ticked("saved") {
            p.note.ok role="status" {
                (t!(words, "profile-saved")) " "
                @if let Some(own) = &own { a href={ "/trainers/" (own.key) } { (t!(words, "text-see")) } }
                @else { (t!(words, "trainer-not-shown")) }
            }
        }
        p { (t!(words, "trainer-own-lead")) }
        form.stack method="post" action="/me/trainer-page" novalidate {
            (checkbox(words, Field::new("shown", &agree), typed, errors))
            (radios(words, "kind", &t!(words, "trainer-kind"), &kinds, typed, errors))
            (text_area(words, Field::new("about", &t!(words, "trainer-about")).hinted(&hint), 5, typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p { a href="/teach" { (t!(words, "teach-title")) } }
    };
    Ok(Page::new(t!(words, "trainer-own-title"), body).private())
}

/// `POST /me/trainer-page`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (words, of) = (visit.words, visit.member()?.id);
    let mut errors = Errors::default();
    let (shown, about) = (visit.form.ticked("shown"), visit.form.get("about").to_owned());
    let kind = visit.form.get("kind").parse().ok();
    if kind.is_none() && shown {
        errors.add("kind", t!(words, "error-trainer-kind"));
    }
    if about.chars().count() > MOST {
        errors.add("about", t!(words, "error-trainer-about", count = MOST));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, &visit.form, &errors).await?));
    }
    let said = Said { shown, kind: kind.unwrap_or(Kind::Member), about, agreed_to: t!(words, "trainer-agree") };
    visit.change(move |change| store::save(change, of, &said)).await?;
    Ok(Reply::see("/me/trainer-page?saved=1"))
}
