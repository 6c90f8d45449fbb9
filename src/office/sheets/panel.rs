//! The part of a page from which its list is exported.

use crate::visit::Visit;
use kit::form::Errors;
use kit::form::Field;
use kit::form::Typed;
use kit::form::field;
use kit::form::hidden;
use kit::t;
use maud::Markup;
use maud::html;

/// The part of a page from which its list is exported, as it is filtered.
pub(crate) fn panel(visit: &Visit, list: &str, query: &str) -> Markup {
    panel_to(visit, "/staff/export", list, query)
}

/// The same for lists that people outside the office may export.
pub(crate) fn panel_to(visit: &Visit, base: &str, list: &str, query: &str) -> Markup {
    let words = visit.words;
    // a page may have several such forms
    let errors = Errors::of_form(format!("{list}-"));
    html! {
        details {
            summary { (t!(words, "export-title")) span.vh { " " (list) } }
            (form(visit, base, list, query, &errors))
        }
    }
}

pub(crate) fn form(visit: &Visit, base: &str, list: &str, query: &str, errors: &Errors) -> Markup {
    let words = visit.words;
    let (label, hint) = (t!(words, "export-reason"), t!(words, "export-reason-hint"));
    html! {
        form.stack method="post" action={ (base) "/" (list) } {
            (hidden("query", query))
            (field(words, Field::new("reason", &label).hinted(&hint), &Typed::default(), errors))
            p.row {
                button.btn.second type="submit" name="as" value="csv" { (t!(words, "export-csv")) }
                button.btn.second type="submit" name="as" value="xlsx" { (t!(words, "export-xlsx")) }
            }
        }
    }
}
