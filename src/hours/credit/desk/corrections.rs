//! Before credit that was given is corrected: what that would change, and for whom. The correction is run once and
//! rolled back, the page shows what came of it, and whoever agrees sends the same form again.

use crate::{
    classes::offerings::Class,
    ground::{fault::Fault, ids::PersonId},
    hours::credit::effect::{self, Effect},
    programme::change::Change,
    visit::Visit,
};
use kit::{Page, Reply, form::hidden, language::number_of_hours, parts::note, t};
use maud::{Markup, html};

/// The page to answer before credit that was given is corrected; `None` where nobody's changes, or where somebody has
/// seen it and agrees. `only`: the one person it is about.
pub(crate) async fn ask(
    visit: &Visit,
    class: &Class,
    only: Option<PersonId>,
    mut verb: impl FnMut(&Change<'_, '_>) -> Result<(), Fault> + Send + 'static,
) -> Result<Option<Reply>, Fault> {
    if visit.form.ticked("agreed") {
        return Ok(None);
    }
    let offering = class.id;
    let effects = visit
        .app
        .rehearse(visit.actor(), move |change| {
            let before = effect::stands(change.tx, offering, only)?;
            verb(change)?;
            Ok(effect::effects(before, effect::stands(change.tx, offering, only)?))
        })
        .await?;
    let back = format!("/staff/attendance/{}", class.key);
    Ok((!effects.is_empty()).then(|| page(visit, &back, &effects)))
}

/// The page that shows it, with the form that was sent.
fn page(visit: &Visit, back: &str, effects: &[Effect]) -> Reply {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "correction-title")) }
            p { (t!(words, "correction-lead")) }
            div.scroll tabindex="0" role="region" aria-label=(t!(words, "correction-title")) {
                table {
                    caption.vh { (t!(words, "correction-title")) }
                    thead { tr {
                        th scope="col" { (t!(words, "sheet-person")) }
                        th.num scope="col" { (t!(words, "file-effect-before")) }
                        th.num scope="col" { (t!(words, "file-effect-after")) }
                        th scope="col" { (t!(words, "file-effect-notes")) }
                    } }
                    tbody { @for e in effects {
                        tr {
                            th scope="row" { a href={ "/staff/people/" (e.before.key) } { (e.before.name) } }
                            td.num { (number_of_hours(e.before.of_class)) }
                            td.num { (number_of_hours(e.after.of_class)) }
                            td { (remark(visit, e)) }
                        }
                    } }
                }
            }
            @if effects.iter().any(Effect::uncovers) {
                (note("warn", &t!(words, "correction-certificate-title"), html! { p { (t!(words, "correction-certificate")) } }))
            }
        form.row method="post" action=(visit.path) {
            @for name in visit.form.names() { (hidden(name, visit.form.get(name))) }
            (hidden("agreed", "1"))
            button.btn type="submit" { (t!(words, "correction-agree")) }
            a href=(back) { (t!(words, "go-back")) }
        }
    };
    visit.show(Page::new(t!(words, "correction-title"), body).private())
}

fn remark(visit: &Visit, effect: &Effect) -> Markup {
    let words = visit.words;
    html! {
        @if effect.uncovers() { (t!(words, "correction-short-certificate")) }
        @else if effect.falls_short() { (t!(words, "correction-short")) }
        @else if effect.completes() { (t!(words, "correction-completes")) }
    }
}
