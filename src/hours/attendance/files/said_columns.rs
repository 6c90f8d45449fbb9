//! The form in which somebody says which column is what, and what the file does not say about its numbers and dates.

use super::{
    columns::{Column, Columns, Kind},
    doubts::Doubt,
    plan::{Plan, Shape},
    store::File,
    view::sample,
};
use crate::{
    ground::tables::{dates::Order, lengths::Unit},
    visit::Visit,
};
use kit::{form::Errors, t};
use maud::{Markup, html};

pub(super) fn columns_form(
    visit: &Visit,
    file: &File,
    reading: &Shape,
    at: &str,
    plan: &Plan,
    errors: &Errors,
) -> Markup {
    let open = plan.lacks.is_some()
        || !errors.is_empty()
        || plan.asks.doubts.keys().any(|d| matches!(d, Doubt::Unread | Doubt::TooLong | Doubt::Split));
    let words = visit.words;
    let (heads, columns) = (&reading.table.heads, &reading.columns);
    let example = |place: usize| sample(&reading.table, place);
    html! {
        details.card open[open] {
            summary { (t!(words, "file-columns", rows = reading.table.rows.len())) }
            form.stack method="post" action={ (at) "/columns" } {
                p { (t!(words, "file-columns-text")) }
                div.grid { @for column in Column::of(file.kind) { (one_column(visit, *column, columns, heads, &example)) } }
                div.grid { (how_it_is_written(visit, columns, errors)) }
                @if file.kind == Kind::Presence { (session_choice(visit, columns, plan)) }
                p { button.btn.second type="submit" { (t!(words, "save")) } }
            }
        }
    }
}

fn one_column(
    visit: &Visit,
    column: Column,
    columns: &Columns,
    heads: &[String],
    example: &dyn Fn(usize) -> String,
) -> Markup {
    let words = visit.words;
    let name = format!("column-{}", column.name());
    html! {
        p {
            label for=(name) { (words.text(&name, &[])) }
            select id=(name) name=(name) {
                option value="" { (t!(words, "file-no-column")) }
                @for (place, head) in heads.iter().enumerate() {
                    option value=(place) selected[columns.place(column) == Some(place)] { (head) " (" (example(place)) ")" }
                }
            }
        }
    }
}

/// What the file does not say about its numbers, dates and times.
fn how_it_is_written(visit: &Visit, columns: &Columns, errors: &Errors) -> Markup {
    let words = visit.words;
    let choice = |name: &str, unsaid: &str, options: &[&str], chosen: Option<&str>| {
        html! {
            p {
                label for=(name) { (words.text(&format!("file-{name}"), &[])) }
                select id=(name) name=(name) {
                    option value="" { (words.text(unsaid, &[])) }
                    @for option in options {
                        option value=(option) selected[chosen == Some(*option)] {
                            (words.text(&format!("file-{name}-{option}"), &[]))
                        }
                    }
                }
            }
        }
    };
    let units = Unit::ALL.map(Unit::name);
    let orders = Order::ALL.map(Order::name);
    html! {
        @if columns.length().is_some() { (choice("unit", "file-said-in-cells", &units, columns.unit.map(Unit::name))) }
        (choice("order", "file-said-in-dates", &orders, columns.order.map(Order::name)))
        @if Column::TIMES.iter().any(|c| columns.has(*c)) {
            p {
                label for="zone" { (t!(words, "file-zone")) }
                span.hint id="zone-hint" { (t!(words, "file-zone-hint")) }
                @if let Some(error) = errors.of("zone") { span.err id="zone-error" { (error) } }
                input type="text" id="zone" name="zone" value=(columns.zone.as_deref().unwrap_or_default())
                    autocomplete="off" spellcheck="false" aria-describedby="zone-hint zone-error" aria-invalid=[errors.of("zone").map(|_| "true")];
            }
        }
    }
}

/// Which session rows without a day or a time are about.
fn session_choice(visit: &Visit, columns: &Columns, plan: &Plan) -> Markup {
    let words = visit.words;
    let sessions = plan.classes.first().filter(|_| plan.classes.len() == 1).map_or(0, |c| c.sessions.len());
    html! {
        @if sessions > 1 && (!columns.has(Column::Joined) || plan.asks.doubts.contains_key(&Doubt::Split)) {
            p {
                label for="session" { (t!(words, "file-session")) }
                select id="session" name="session" {
                    option value="" { (t!(words, "file-session-all")) }
                    @for n in 0..sessions {
                        option value=(n) selected[columns.session == Some(n)] {
                            (t!(words, "roster-session", number = n + 1))
                        }
                    }
                }
            }
        }
    }
}
