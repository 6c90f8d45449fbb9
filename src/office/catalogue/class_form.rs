//! `/staff/classes/new` and `/staff/classes/{key}/edit`: a class as a form over the row of its file. A new one is a
//! draft; hours outside the band of its course are pointed out before it is kept.

use super::forms::{self, Lists};
use crate::{
    classes::offerings,
    ground::{fault::Fault, ids::OfferingId},
    office::import::{
        Kind, class,
        columns::{Column, GROUPS},
    },
    people::telling::{self, Act},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, checkbox, hidden},
    parts::note,
    t,
};
use maud::{Markup, html};

/// The class of a staff address, drafts too.
pub(super) fn id_of(tx: &Tx<'_>, key: &str) -> Result<(OfferingId, String), Fault> {
    let row = tx.optional(sql!("select id, stage from offering where key = $1"), &params![offerings::key_of(key)])?;
    let row = row.ok_or(Fault::NotFound)?;
    Ok((row.get(0)?, row.get(1)?))
}

/// What distinguishes one version of a class from the next.
fn revision(tx: &Tx<'_>, id: OfferingId) -> Result<String, Fault> {
    let row = tx.one(sql!("select revision from offering where id = $1"), &params![id])?;
    Ok(row.get::<i64>(0)?.to_string())
}

/// `GET /staff/classes/new`
pub(crate) async fn new(visit: Visit) -> Result<Reply, Fault> {
    let unsaid =
        Kind::Offerings.columns().iter().filter(|c| !c.begins.is_empty() && visit.query.get(c.name).is_empty());
    let typed = unsaid.fold(visit.query.clone(), |typed, column| typed.with(column.name, column.begins));
    let page = page(&visit, (&typed, ""), &Errors::default(), html! {}).await?;
    Ok(visit.show(page))
}

/// `GET /staff/classes/{key}/edit`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let (stage, revision, cells) = visit
        .read(move |tx| {
            let (id, stage) = id_of(tx, &key)?;
            Ok((stage, revision(tx, id)?, class::row_of(tx, id)?))
        })
        .await?;
    if stage != "draft" && stage != "published" {
        return Ok(Reply::see(format!("/staff/classes/{}", visit.param("key"))));
    }
    let page = page(
        &visit,
        (&forms::typed(&cells).with("revision", &revision), visit.param("key")),
        &Errors::default(),
        html! {},
    )
    .await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, (typed, key): (&Typed, &str), errors: &Errors, above: Markup) -> Result<Page, Fault> {
    let lists = visit.read(|tx| forms::lists(tx)).await?;
    let words = visit.words;
    let title = if key.is_empty() { t!(words, "class-new") } else { t!(words, "class-edit") };
    let action = if key.is_empty() { "/staff/classes/new".to_owned() } else { format!("/staff/classes/{key}/edit") };
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        (above)
        form.stack method="post" action=(action) novalidate {
            (hidden("key", typed.get("key")))
            (hidden("revision", typed.get("revision")))
            @for group in GROUPS { (group_of(visit, group, &lists, typed, errors)) }
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p {
            a href=(if key.is_empty() { "/staff/catalogue".to_owned() } else { format!("/staff/classes/{key}/plan") }) {
                (t!(words, "go-back"))
            }
        }
    };
    Ok(Page::new(title, body).private())
}

fn group_of(visit: &Visit, group: &str, lists: &Lists, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let title = words.text(&format!("class-group-{group}"), &[]);
    let columns: Vec<&Column> = Kind::Offerings.columns().iter().filter(|c| c.group == group).collect();
    let fields = html! { @for c in &columns { (forms::input(words, Kind::Offerings, c, lists, typed, errors)) } };
    // what is rarely needed is folded away, unless something in it is wrong
    let wrong = columns.iter().any(|c| errors.of(c.name).is_some());
    html! {
        @if group == "more" {
            details open[wrong] { summary { (title) } div.stack { (fields) } }
        } @else {
            fieldset.stack { legend { h2.small-title { (title) } } (fields) }
        }
    }
}

/// `POST /staff/classes/new` and `POST /staff/classes/{key}/edit`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (key, words) = (visit.param("key").to_owned(), visit.words);
    if visit.form.ticked(telling::AGAIN) {
        let page = page(&visit, (&visit.form, &key), &Errors::default(), html! {}).await?;
        return Ok(visit.show(page));
    }
    let mut cells = forms::cells(Kind::Offerings, &visit.form);
    // each line of the field is a session
    let sessions: Vec<&str> =
        visit.form.get("sessions").split(['\n', ';']).map(str::trim).filter(|s| !s.is_empty()).collect();
    cells.insert("sessions", sessions.join("; "));
    if key.is_empty() {
        cells.insert("stage", "draft".to_owned());
        if cells.get("key").is_none_or(String::is_empty) {
            cells.insert("key", format!("{}-{}", visit.form.get("course"), visit.app.random.key(6)));
        }
    }
    if !key.is_empty() {
        // which class it is, and whether it is published, comes from what is stored
        let asked = key.clone();
        let (stored, now) = visit
            .read(move |tx| {
                let (id, _) = id_of(tx, &asked)?;
                Ok((class::row_of(tx, id)?, revision(tx, id)?))
            })
            .await?;
        let stage = stored.get("stage").map_or("", String::as_str);
        if stage != "draft" && stage != "published" {
            return Ok(Reply::see(format!("/staff/classes/{key}")));
        }
        if now != visit.form.get("revision") {
            let mut errors = Errors::default();
            errors.add("main", t!(words, "error-class-changed"));
            // what was typed stays, and saving it again overrides the other change
            let typed = visit.form.clone().with("revision", &now);
            let page = page(&visit, (&typed, &key), &errors, html! {}).await?;
            return Ok(visit.show_again(page));
        }
        for column in ["key", "stage"] {
            cells.insert(column, stored.get(column).cloned().unwrap_or_default());
        }
    }
    let rows = [cells];
    let confirmed = visit.form.ticked("confirm");
    let mut report = forms::import(&visit, Kind::Offerings, &rows, 0, false).await?;
    let ask = !report.warnings.is_empty() && !confirmed;
    if report.problems.is_empty() && !ask && !report.told.is_empty() && !visit.form.ticked(telling::AGREED) {
        let act = Act {
            title: t!(words, "class-save-title"),
            lead: t!(words, "class-save-lead"),
            button: t!(words, "class-save-button"),
            back: format!("/staff/classes/{key}/edit"),
            takes_typed: true,
        };
        return Ok(telling::page(&visit, &act, &report.told));
    }
    if report.problems.is_empty() && !ask {
        report = forms::import(&visit, Kind::Offerings, &rows, 0, true).await?;
    }
    if report.problems.is_empty() && !ask {
        let source = rows[0].get("key").cloned().unwrap_or_default();
        let made: String = visit
            .read(move |tx| {
                Ok(tx.one(sql!("select key from offering where source_key = $1"), &params![&source])?.get(0)?)
            })
            .await?;
        return Ok(Reply::see(format!("/staff/classes/{made}/plan?said=saved")));
    }
    let (errors, above) = forms::errors(words, Kind::Offerings, &report);
    let doubt = if report.warnings.iter().all(|w| w.column == "sessions") { "class-band" } else { "class-doubt" };
    let warn = html! {
        (above)
        @if ask && report.problems.is_empty() {
            (note("warn", &words.text(doubt, &[]), html! {
                ul { @for w in &report.warnings { li { (w.message.in_words(words)) } } }
                p { (words.text(&format!("{doubt}-text"), &[])) }
            }))
        }
    };
    let typed = visit.form.clone().with("key", rows[0].get("key").map_or("", String::as_str));
    let mut page = page(&visit, (&typed, &key), &errors, warn).await?;
    if ask && report.problems.is_empty() {
        let confirm = confirm_form(&visit, &typed, &key, doubt);
        page.body = html! { (confirm) (page.body) };
    }
    Ok(visit.show_again(page))
}

/// The same form with one checkbox: that what is in doubt is meant.
fn confirm_form(visit: &Visit, typed: &Typed, key: &str, doubt: &str) -> Markup {
    let words = visit.words;
    let action = if key.is_empty() { "/staff/classes/new".to_owned() } else { format!("/staff/classes/{key}/edit") };
    html! {
        form.note.warn.stack method="post" action=(action) {
            @for name in typed.names().filter(|n| *n != "confirm") { (hidden(name, typed.get(name))) }
            (checkbox(words, Field::new("confirm", &words.text(&format!("{doubt}-confirm"), &[])), &Typed::default(), &Errors::default()))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
    }
}
