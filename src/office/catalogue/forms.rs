//! A row of the catalogue as a form: its fields are the columns of the file it can be imported from, and saving imports
//! that one row, so that both check the same things.

use super::{
    course_fields::{CourseLists, add_chosen, is_chosen},
    kind,
};
use crate::{
    ground::{
        fault::Fault,
        mark::{SEEN, mark},
    },
    office::import::{
        self, Job, Kind, Progress, Report,
        columns::{Column, FieldKind},
        rows::{self, Cells},
    },
    visit::Visit,
};
use db::{Tx, sql};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, checkbox, field, hidden, select, text_area},
    parts::note,
    t,
};
use maud::{Markup, html};

/// Choices for a drop-down field: value and text.
type Choices = Vec<(String, String, Option<&'static str>)>;

/// The choices that some columns have.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    pub courses: Choices,
    pub venues: Choices,
    pub events: Choices,
    pub locals: Choices,
}

pub(super) fn lists(tx: &Tx<'_>) -> Result<Lists, Fault> {
    let read = |rows: Vec<db::Row>| -> Result<Choices, Fault> {
        rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, None))).collect()
    };
    Ok(Lists {
        courses: read(tx.all(sql!("select code, title || ' (' || code || ')' from course order by title"), &[])?)?,
        venues: read(tx.all(sql!("select key, name from venue order by name"), &[])?)?,
        events: read(
            tx.all(sql!("select key, title || ' (' || starts_on || ')' from event order by starts_on desc"), &[])?,
        )?,
        locals: read(tx.all(sql!("select key, name from local order by name"), &[])?)?,
    })
}

/// The label of a column.
pub(super) fn label(words: Words, kind: Kind, column: &str) -> String {
    let own = format!("col-{}-{column}", kind.name());
    if words.has(&own) { words.text(&own, &[]) } else { words.text(&format!("col-{column}"), &[]) }
}

fn hint(words: Words, kind: Kind, column: &str) -> Option<String> {
    let own = format!("hint-{}-{column}", kind.name());
    let shared = format!("hint-{column}");
    [own, shared].into_iter().find(|k| words.has(k)).map(|k| words.text(&k, &[]))
}

/// One column as a field.
pub(super) fn input(
    words: Words,
    kind: Kind,
    column: &Column,
    lists: &Lists,
    typed: &Typed,
    errors: &Errors,
) -> Markup {
    let (label, hint) = (label(words, kind, column.name), hint(words, kind, column.name));
    let with_none = |choices: &Choices| -> Choices {
        let none = [(String::new(), t!(words, "choose-none"), None)];
        none.into_iter().chain(choices.iter().cloned()).collect()
    };
    let one_of = |texts: &[&str]| -> Choices {
        // what nothing means is not the same in every column
        let own = format!("value-none-{}", column.name);
        let nothing = if words.has(&own) { own } else { "value-none".to_owned() };
        let text =
            |v: &str| if v.is_empty() { words.text(&nothing, &[]) } else { words.text(&format!("value-{v}"), &[]) };
        texts.iter().map(|v| ((*v).to_owned(), text(v), None)).collect()
    };
    let choices = match column.kind {
        FieldKind::Course => with_none(&lists.courses),
        FieldKind::Venue => with_none(&lists.venues),
        FieldKind::Event => with_none(&lists.events),
        FieldKind::Local => with_none(&lists.locals),
        FieldKind::OneOf(texts) => one_of(texts),
        FieldKind::Line | FieldKind::Text => Choices::new(),
    };
    let f = Field { name: column.name, label: &label, hint: hint.as_deref(), autocomplete: "off", ..Field::default() };
    match column.kind {
        FieldKind::Line => field(words, f, typed, errors),
        FieldKind::Text => text_area(words, f, 3, typed, errors),
        _ => select(words, f, &choices, typed, errors),
    }
}

/// The name of a row, as it appears in its address.
pub(super) fn row_name(kind: Kind, cells: &Cells) -> String {
    let columns = kind.columns();
    let names = columns[..kind.key_columns()].iter().map(|c| cells.get(c.name).map_or("", String::as_str));
    names.collect::<Vec<_>>().join("/")
}

pub(super) fn typed(cells: &Cells) -> Typed {
    cells.iter().fold(Typed::default(), |typed, (column, text)| typed.with(column, text))
}

/// `GET /staff/catalogue/{kind}/new`
pub(crate) async fn new(visit: Visit) -> Result<Reply, Fault> {
    let kind = kind(visit.param("kind")).ok_or(Fault::NotFound)?;
    let page = page(&visit, kind, (&visit.query, ""), &Errors::default(), html! {}).await?;
    Ok(visit.show(page))
}

/// `GET /staff/catalogue/{kind}/edit`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let kind = kind(visit.param("kind")).ok_or(Fault::NotFound)?;
    let name = visit.query.get("row").to_owned();
    let asked = name.clone();
    let found = visit
        .read(move |tx| Ok(rows::all(tx, kind)?.into_iter().find(|cells| row_name(kind, cells) == asked)))
        .await?
        .ok_or(Fault::NotFound)?;
    let (words, seen) = (visit.words, mark(&found));
    let typed = match kind {
        Kind::Courses => {
            visit
                .read(move |tx| Ok(CourseLists::load(tx, words)?.map_or_else(|| typed(&found), |c| c.typed(&found))))
                .await?
        }
        _ => typed(&found),
    };
    let page = page(&visit, kind, (&typed.with(SEEN, &seen), &name), &Errors::default(), html! {}).await?;
    Ok(visit.show(page))
}

async fn page(
    visit: &Visit,
    kind: Kind,
    (typed, name): (&Typed, &str),
    errors: &Errors,
    above: Markup,
) -> Result<Page, Fault> {
    let words = visit.words;
    let (lists, choices) = visit
        .read(move |tx| Ok((lists(tx)?, if kind == Kind::Courses { CourseLists::load(tx, words)? } else { None })))
        .await?;
    let title = if name.is_empty() {
        words.text(&format!("catalogue-new-{}", kind.name()), &[])
    } else {
        t!(words, "catalogue-edit", name = name)
    };
    let fixed = if name.is_empty() { 0 } else { kind.key_columns() };
    let columns = kind.columns();
    let at = format!("/staff/catalogue/{}", kind.name());
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        (above)
        form.stack method="post" action=(at) novalidate {
            (hidden("row", name))
            (hidden(SEEN, typed.get(SEEN)))
            // what names a row stays: a class, a mail, a link may know it
            @for column in &columns[..fixed] {
                p { strong { (label(words, kind, column.name)) } br; (typed.get(column.name)) }
                (hidden(column.name, typed.get(column.name)))
            }
            @for column in columns.iter().skip(fixed) {
                @match choices.as_ref().filter(|_| is_chosen(kind, column)) {
                    Some(choices) => { (choices.fields(words, column, typed, errors)) }
                    None => { (input(words, kind, column, &lists, typed, errors)) }
                }
            }
            @if kind == Kind::Courses {
                @if errors.of("meant").is_some() {
                    (checkbox(words, Field::new("meant", &t!(words, "course-meant")), typed, errors))
                }
                p.row {
                    button.btn type="submit" name="do" value="save" { (t!(words, "save")) }
                    button.btn.second type="submit" name="do" value="look" { (t!(words, "course-look")) }
                }
            } @else { p { button.btn type="submit" { (t!(words, "save")) } } }
        }
        p { a href=(at) { (t!(words, "go-back")) } }
    };
    Ok(Page::new(title, body).private())
}

/// The cells of a form that was sent.
pub(super) fn cells(kind: Kind, form: &Typed) -> Cells {
    let one = |name: &'static str| (name, form.get(name).split('\n').map(str::trim).collect::<Vec<_>>().join(" "));
    kind.columns().iter().map(|column| one(column.name)).collect()
}

/// Imports rows of one kind in the name of the visitor.
pub(super) async fn import(
    visit: &Visit,
    kind: Kind,
    rows: &[Cells],
    shift_days: i64,
    keep: bool,
) -> Result<Report, Fault> {
    let inputs = vec![import::Input::new(kind.file_name(), rows::file(kind, rows)?)];
    let job = Job { inputs, shift_days, keep, take_doubtful: false, over_stored: true, agreed: true };
    import::run(&visit.app, visit.actor(), job, Progress::default()).await
}

/// What an import found, by the field that it is about; what is about no field goes above the form.
pub(super) fn errors(words: Words, kind: Kind, report: &Report) -> (Errors, Markup) {
    let mut errors = Errors::default();
    let mut others = Vec::new();
    for problem in &report.problems {
        match kind.columns().iter().find(|c| c.name == problem.column) {
            Some(column) => errors.add(column.name, problem.message.in_words(words)),
            None => others.push(problem.message.in_words(words)),
        }
    }
    let above = html! { @for text in &others { (note("bad", text, html! {})) } };
    (errors, above)
}

/// `POST /staff/catalogue/{kind}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let kind = kind(visit.param("kind")).ok_or(Fault::NotFound)?;
    let mut cells = cells(kind, &visit.form);
    let row = visit.form.get("row").to_owned();
    let asked = row.clone();
    let stored =
        visit.read(move |tx| Ok(rows::all(tx, kind)?.into_iter().find(|c| row_name(kind, c) == asked))).await?;
    if kind == Kind::Courses {
        add_chosen(&mut cells, &visit.form, stored.as_ref());
    }
    if let Some(now) = stored.as_ref().filter(|now| !row.is_empty() && mark(*now) != visit.form.get(SEEN)) {
        return meanwhile(&visit, kind, &cells, now).await;
    }
    if row.is_empty() && is_taken(&visit, kind, &cells).await? {
        // a file says again what is stored; a form that adds something must not write over it
        let mut errors = Errors::default();
        errors.add(kind.columns()[kind.key_columns() - 1].name, t!(visit.words, "error-name-taken"));
        return Ok(visit.show_again(page(&visit, kind, (&visit.form, ""), &errors, html! {}).await?));
    }
    let rows = std::slice::from_ref(&cells);
    if kind == Kind::Courses {
        // what it counts for is seen first, and one that counts for nothing is asked about
        let (looks, report) = (visit.form.get("do") == "look", import(&visit, kind, rows, 0, false).await?);
        let nothing = report.warnings.iter().any(|w| w.column == "tags");
        if report.problems.is_empty() && (looks || (nothing && !visit.form.ticked("meant"))) {
            return asked_about(&visit, &cells, nothing, looks).await;
        }
    }
    let report = import(&visit, kind, rows, 0, true).await?;
    if report.problems.is_empty() {
        return Ok(Reply::see(format!("/staff/catalogue/{}?said=saved", kind.name())));
    }
    let (errors, above) = errors(visit.words, kind, &report);
    let page = page(&visit, kind, (&visit.form, &row), &errors, above).await?;
    Ok(visit.show_again(page))
}

/// The form once more, where somebody saved the row after it was opened: what was typed stays, what is stored stands above it,
/// and saving again writes over that.
async fn meanwhile(visit: &Visit, kind: Kind, sent: &Cells, now: &Cells) -> Result<Reply, Fault> {
    let words = visit.words;
    let mut errors = Errors::default();
    errors.add("main", t!(words, "error-row-changed"));
    let other = now.iter().filter(|(column, text)| sent.get(*column).is_some_and(|s| s.trim() != text.trim()));
    let above = html! {
        (note("warn", &t!(words, "row-changed-stored"), html! {
            ul { @for (column, text) in other {
                li {
                    strong { (label(words, kind, column)) } ": "
                    @if text.is_empty() { (t!(words, "row-changed-empty")) } @else { (text) }
                }
            } }
        }))
    };
    let typed = visit.form.clone().with(SEEN, &mark(now));
    let page = page(visit, kind, (&typed, visit.form.get("row")), &errors, above).await?;
    Ok(visit.show_again(page))
}

/// The form of a course with what it would count for; one that counts for nothing has to be meant.
async fn asked_about(visit: &Visit, cells: &Cells, nothing: bool, looks: bool) -> Result<Reply, Fault> {
    let (words, name) = (visit.words, visit.form.get("row").to_owned());
    let course = import::courses::of_cells(cells);
    let counts = visit
        .read(move |tx| Ok(CourseLists::load(tx, words)?.and_then(|choices| choices.counts_for(words, &course))))
        .await?;
    let mut errors = Errors::default();
    if nothing {
        errors.add("meant", t!(words, "error-course-nothing"));
    }
    let above = html! { @if let Some(counts) = counts { p.note.ok role="status" { (counts) } } };
    let page = page(visit, Kind::Courses, (&visit.form, &name), &errors, above).await?;
    Ok(if looks && !nothing { visit.show(page) } else { visit.show_again(page) })
}

/// Whether something stored has the name of these cells.
async fn is_taken(visit: &Visit, kind: Kind, cells: &Cells) -> Result<bool, Fault> {
    let name = row_name(kind, cells);
    visit.read(move |tx| Ok(rows::all(tx, kind)?.iter().any(|stored| row_name(kind, stored) == name))).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::Language;

    #[test]
    fn every_column_and_every_choice_has_its_words_in_both_languages() {
        crate::ground::locales::load().unwrap();
        for (language, kind) in Language::ALL.into_iter().flat_map(|l| Kind::PASTED.map(|kind| (l, kind))) {
            let words = kit::language::words(language);
            for column in kind.columns() {
                let own = format!("col-{}-{}", kind.name(), column.name);
                assert!(words.has(&own) || words.has(&format!("col-{}", column.name)), "{language:?}: {own}");
                if let FieldKind::OneOf(values) = column.kind {
                    for value in values {
                        let key = format!("value-{}", if value.is_empty() { "none" } else { value });
                        assert!(words.has(&key), "{language:?}: {key}");
                    }
                }
            }
        }
    }
}
