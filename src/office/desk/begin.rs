//! `/staff/begin`: from an empty database to a published first class, in five steps. What is done is read from what is
//! stored, so that the page is true whichever way a step was taken.

use super::shipped;
use crate::{
    ground::fault::Fault,
    programme::Reading,
    visit::{Visit, policy::Policy},
};
use db::sql;
use kit::{
    Page, Reply,
    form::{Errors, Typed, radios},
    parts::{Icon, note, tag},
    t,
};
use maud::{Markup, html};

/// What is done already.
#[derive(Debug, Clone, Copy, Default)]
struct Done {
    programme: bool,
    whose: bool,
    place: bool,
    course: bool,
    class: bool,
}

impl Done {
    fn load(at: &Reading<'_, '_>) -> Result<Self, Fault> {
        let edition = at.published()?;
        let row = at.one(
            sql!(
                "select exists (select 1 from venue), exists (select 1 from course),
                        exists (select 1 from offering where stage <> 'draft')"
            ),
            &[],
        )?;
        Ok(Self {
            programme: edition.is_some(),
            whose: edition.is_some_and(|e| kit::Language::ALL.iter().all(|l| !e.wording.of(*l).union.is_empty())),
            place: row.get(0)?,
            course: row.get(1)?,
            class: row.get(2)?,
        })
    }

    const fn all(self) -> bool {
        self.programme && self.whose && self.place && self.course && self.class
    }
}

/// `GET /staff/begin`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Errors::default(), html! {}).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, errors: &Errors, above: Markup) -> Result<Page, Fault> {
    let done = visit.read(Done::load).await?;
    let words = visit.words;
    let title = t!(words, "begin-title");
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        (above)
        @if done.all() {
            (note("ok", &t!(words, "begin-done"), html! { p { a.btn href="/staff" { (t!(words, "staff-title")) } } }))
        } @else { p { (t!(words, "begin-lead")) } }
        ol.plain.stack {
            (step(visit, 1, "programme", done.programme, true, programme(visit, errors)))
            (step(visit, 2, "whose", done.whose, done.programme, html! {
                p.row {
                    a.btn.second href="/staff/words?language=en" { (t!(words, "texts-words")) }
                    @if visit.may(Policy::Coordinate) { a href="/staff/brand" { (t!(words, "brand-title")) } }
                }
            }))
            (step(visit, 3, "place", done.place, done.programme, way(&t!(words, "begin-place-way"), "/staff/catalogue/venues/new")))
            (step(visit, 4, "course", done.course, done.programme, way(&t!(words, "begin-course-way"), "/staff/catalogue/courses/new")))
            (step(visit, 5, "class", done.class, done.place && done.course, way(&t!(words, "begin-class-way"), "/staff/classes/new")))
        }
    };
    Ok(Page::new(title, body).private())
}

fn way(text: &str, address: &str) -> Markup {
    html! { p { a.btn.second href=(address) { (text) } } }
}

/// One step: what it is for, whether it is done, and the way to do it once what it stands on is there.
fn step(visit: &Visit, number: usize, name: &str, done: bool, can: bool, ways: Markup) -> Markup {
    let words = visit.words;
    html! {
        li.card.stack.tight {
            h2.small-title { (number) ". " (words.text(&format!("begin-{name}"), &[])) }
            @if done { p.row { (tag("ok", Icon::Check, &t!(words, "begin-step-done"))) } }
            @else {
                p { (words.text(&format!("begin-{name}-text"), &[])) }
                @if can { (ways) } @else { p.mut { (t!(words, "begin-step-later")) } }
            }
        }
    }
}

fn programme(visit: &Visit, errors: &Errors) -> Markup {
    let words = visit.words;
    if !visit.may(Policy::Administer) {
        return html! { p.mut { (t!(words, "begin-programme-who")) } };
    }
    let options = shipped::options(words, &[]);
    let chosen = match visit.form.get("programme") {
        "" => Typed::default().with("programme", shipped::FIRST),
        _ => visit.form.clone(),
    };
    html! {
        form.stack method="post" action="/staff/begin" novalidate {
            (radios(words, "programme", &t!(words, "begin-programme-which"), &options, &chosen, errors))
            p { button.btn type="submit" { (t!(words, "begin-programme-way")) } }
        }
        p.small.mut { (t!(words, "begin-programme-own")) }
    }
}

/// `POST /staff/begin`: publishes a programme that ships, where none is published yet.
pub(crate) async fn publish(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let mut errors = Errors::default();
    let Some(programme) = shipped::chosen(&visit) else {
        errors.add("programme", t!(words, "error-begin-programme"));
        let page = page(&visit, &errors, html! {}).await?;
        return Ok(visit.show_again(page));
    };
    if visit.read(|tx| tx.published()).await?.is_some() {
        return Ok(Reply::see("/staff/begin"));
    }
    let report = shipped::publish(&visit, programme).await?;
    if report.problems.is_empty() {
        return Ok(Reply::see("/staff/begin"));
    }
    let page = page(&visit, &errors, shipped::wrong(words, &report)).await?;
    Ok(visit.show_again(page))
}
