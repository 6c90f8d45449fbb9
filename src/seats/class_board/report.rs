//! A post that should not be there: somebody says so, and whoever teaches the class looks at it.

use super::{
    place::Place,
    shown::{quoted, short},
    store::{self, Post},
    verbs::{self, REPORTS},
};
use crate::{ground::fault::Fault, programme::change::Actor, visit::Visit};
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, text_area},
    parts::button_form,
    t,
};
use maud::html;

async fn post_of(visit: &Visit, place: &Place) -> Result<Post, Fault> {
    let (id, key) = (place.class.id, visit.param("post").to_owned());
    visit.read(move |tx| store::by_key(tx, id, &key)).await
}

fn form(visit: &Visit, place: &Place, post: &Post, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (title, reason) = (t!(words, "class-report-title"), t!(words, "class-report-reason"));
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        (quoted(post))
        p { (t!(words, "class-report-lead")) }
        form.stack method="post" action={ (place.path()) "/" (post.key) "/report" } novalidate {
            (text_area(words, Field::new("reason", &reason).hinted(&t!(words, "class-report-hint")), 2, typed, errors))
            p.row {
                button.btn type="submit" { (t!(words, "class-report-send")) }
                a href=(place.path()) { (t!(words, "go-back")) }
            }
        }
    };
    Page::new(title, body).private()
}

/// `GET /me/classes/{key}/board/{post}/report`
pub(crate) async fn ask(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_somebody_there(&visit).await?;
    let post = post_of(&visit, &place).await?;
    if post.hidden || post.cleared {
        return Ok(Reply::see(place.path()));
    }
    Ok(visit.show(form(&visit, &place, &post, &Typed::default(), &Errors::default())))
}

/// `POST /me/classes/{key}/board/{post}/report`
pub(crate) async fn send(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_somebody_there(&visit).await?;
    let post = post_of(&visit, &place).await?;
    let reason = visit.form.get("reason").to_owned();
    if reason.chars().count() > LONGEST {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "error-class-report", count = LONGEST));
        return Ok(visit.show_again(form(&visit, &place, &post, &visit.form, &errors)));
    }
    let by = place.person;
    if post.person != by && !post.cleared {
        // the log does not say who: those who decide read it
        let of = post.clone();
        let taken = visit.app.change(Actor::System, move |change| verbs::report(change, &of, by, &reason)).await?;
        if !taken {
            let mut errors = Errors::default();
            let email = &visit.app.config.office.email;
            errors.add("reason", t!(visit.words, "error-class-reports", count = REPORTS, email = email));
            return Ok(visit.show_again(form(&visit, &place, &post, &visit.form, &errors)));
        }
    }
    Ok(Reply::see(format!("{}?said=reported", place.path())))
}

/// `GET /teach/{key}/board/{post}/look`: what was reported and why, to remove it or to let it stand.
pub(crate) async fn look(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    let post = post_of(&visit, &place).await?;
    let id = post.id;
    let reasons = visit.read(move |tx| store::reasons(tx, id)).await?;
    let words = visit.words;
    let title = t!(words, "class-look-title");
    let at = format!("{}/{}", place.path(), post.key);
    let of = || html! { span.vh { ": " (short(&post.body)) } };
    let body = html! {
        h1 { (title) }
        (quoted(&post))
        @if reasons.is_empty() { p { (t!(words, "class-look-no-reason")) } }
        @else { h2.small-title { (t!(words, "class-look-reasons")) } ul { @for reason in &reasons { li { (reason) } } } }
        @if !post.hidden { p { (t!(words, "class-look-seen")) } }
        @else if place.decides(&post) { p { (t!(words, "class-look-lead")) } }
        @else { p { (t!(words, "class-look-office")) } }
        div.row {
            (button_form(&format!("{at}/remove"), "", &t!(words, "class-board-remove"), of()))
            @if post.hidden && place.decides(&post) {
                (button_form(&format!("{at}/stands"), "second", &t!(words, "class-look-stands"), of()))
            }
            a href=(place.path()) { (t!(words, "go-back")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// `POST /teach/{key}/board/{post}/stands`
pub(crate) async fn stands(visit: Visit) -> Result<Reply, Fault> {
    let place = Place::of_trainer(&visit).await?;
    let post = post_of(&visit, &place).await?;
    if !place.decides(&post) {
        return Err(Fault::NotFound);
    }
    visit.change(move |change| verbs::let_stand(change, &post)).await?;
    Ok(Reply::see(format!("{}?said=stands", place.path())))
}
