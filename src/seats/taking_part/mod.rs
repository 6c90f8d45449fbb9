//! What somebody who comes to a class tells its trainers, and whether the others may see that they come. Owns
//! `taking_part`.

pub(crate) mod store;

use crate::visit::Visit;
use kit::{
    form::{Errors, Field, Typed, checkbox, text_area},
    t,
};
use maud::{Markup, html};
use store::TakingPart;

/// The most characters of each text.
pub(crate) const MOST: usize = 600;

/// The fields with what is stored.
pub(crate) fn typed(said: &TakingPart) -> Typed {
    let typed = Typed::default().with("brings", &said.brings).with("asks", &said.asks);
    if said.seen { typed.with("seen", "1") } else { typed }
}

/// The form, for the page of a seat and for the board of the class.
pub(crate) fn form(visit: &Visit, key: &str, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let (brings, asks, seen) =
        (t!(words, "taking-part-brings"), t!(words, "taking-part-asks"), t!(words, "taking-part-seen"));
    html! {
        form.stack method="post" action={ "/me/classes/" (key) "/taking-part" } novalidate {
            (text_area(words, Field::new("brings", &brings).hinted(&t!(words, "taking-part-brings-hint")), 2, typed, errors))
            (text_area(words, Field::new("asks", &asks).hinted(&t!(words, "taking-part-asks-hint")), 2, typed, errors))
            (checkbox(words, Field::new("seen", &seen).hinted(&t!(words, "taking-part-seen-hint")), typed, errors))
            p { button.btn.second type="submit" { (t!(words, "taking-part-save")) } }
        }
    }
}
