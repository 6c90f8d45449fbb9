//! Before an act that writes to several people: who is told what. The act runs once and is taken back, the page shows
//! the mails that it would owe, and the same form is sent again by whoever agrees.

use crate::{
    ground::fault::Fault,
    people::{addressees::Addressees, signin::pressed},
    programme::change::Change,
    visit::{Visit, visitor::FACTOR_FIELD},
};
use kit::{Page, Reply, form::hidden, t};
use maud::html;

/// The hidden field from whoever has seen the page.
pub(crate) const AGREED: &str = "agreed";

/// The hidden field from whoever wants to go on typing instead.
pub(crate) const AGAIN: &str = "type-again";

/// What the page says of the act.
pub(crate) struct Act {
    pub title: String,
    /// What becomes of it, in a sentence.
    pub lead: String,
    pub button: String,
    /// Where to go for anyone who does not want it.
    pub back: String,
    /// Whether the address of the form shows it again with what was typed.
    pub takes_typed: bool,
}

/// The page to answer before an act; nothing where somebody has seen it and agrees.
pub(crate) async fn ask(
    visit: &Visit,
    act: Act,
    mut verb: impl FnMut(&Change<'_, '_>) -> Result<(), Fault> + Send + 'static,
) -> Result<Option<Reply>, Fault> {
    if visit.form.ticked(AGREED) {
        return Ok(None);
    }
    let told = visit
        .app
        .rehearse(visit.actor(), move |change| {
            verb(change)?;
            Addressees::of(change.tx, &change.owed())
        })
        .await?;
    Ok(Some(page(visit, &act, &told)))
}

/// The page with the people who would be told.
pub(crate) fn page(visit: &Visit, act: &Act, told: &Addressees) -> Reply {
    let words = visit.words;
    let body = html! {
        h1 { (act.title) }
        p { (act.lead) }
        (told.list(words))
        p.mut { (t!(words, "telling-trainers")) }
        form.row method="post" action=(visit.path) {
            @for name in visit.form.names().filter(|n| ![FACTOR_FIELD, pressed::FIELD].contains(n)) {
                @for value in visit.form.all(name) { (hidden(name, value)) }
            }
            (hidden(AGREED, "1"))
            button.btn.danger type="submit" { (act.button) }
            @if !act.takes_typed { a href=(act.back) { (t!(words, "telling-not")) } }
        }
        @if act.takes_typed {
            form method="post" action=(visit.path) {
                @for name in visit.form.names().filter(|n| ![FACTOR_FIELD, pressed::FIELD].contains(n)) {
                    @for value in visit.form.all(name) { (hidden(name, value)) }
                }
                (hidden(AGAIN, "1"))
                button.btn.second type="submit" { (t!(words, "telling-again")) }
            }
        }
    };
    visit.show(Page::new(act.title.clone(), body).private())
}
