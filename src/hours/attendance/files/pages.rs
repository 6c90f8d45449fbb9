//! `/staff/attendance/files`: files of attendance, handed in, and what became of them.

use super::{
    columns::{Columns, Kind},
    doubts::Doubt,
    plan, store,
    store::{File, State},
    table::{self, are_letters},
    undo::{self, Undone},
    verbs::{self, Decided, Explained, New},
    view,
    words::Meaning,
};
use crate::{
    classes::offerings,
    ground::{
        fault::Fault,
        ids::OfferingId,
        tables::{dates::Order, lengths::Unit, zones},
        when,
    },
    people,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, file_field, hidden, radios},
    t,
};
use maud::html;

/// The class that the address asks for, with its title.
async fn class(visit: &Visit, key: &str) -> Result<Option<(OfferingId, String, String)>, Fault> {
    if key.is_empty() {
        return Ok(None);
    }
    let key = offerings::key_of(key).to_owned();
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            Ok(Some((class.id, class.key.clone(), class.full_title())))
        })
        .await
}

/// `GET /staff/attendance/files`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let page = list_page(&visit, visit.query.get("class"), &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn list_page(visit: &Visit, of: &str, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let class = class(visit, of).await?;
    let files = visit.read(|tx| store::list(tx)).await?;
    let words = visit.words;
    let kinds: Vec<(String, String)> =
        Kind::ALL.iter().map(|k| (k.name().to_owned(), words.text(&format!("file-kind-{}", k.name()), &[]))).collect();
    let (label, hint) = (t!(words, "files-file"), t!(words, "files-file-hint"));
    let typed = if typed.get("kind").is_empty() { typed.clone().with("kind", "presence") } else { typed.clone() };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "files-title")) }
        p { (t!(words, "files-lead")) " " a href="/staff/attendance/words" { (t!(words, "file-words-title")) } }
        form.stack method="post" action="/staff/attendance/files" enctype="multipart/form-data" {
            @match &class {
                Some((_, key, title)) => {
                    (hidden("class", key)) (hidden("kind", "presence"))
                    p { (t!(words, "files-for-class", class = title)) }
                }
                None => { (radios(words, "kind", &t!(words, "files-kind"), &kinds, &typed, errors)) }
            }
            (file_field(words, Field::new("file", &label).hinted(&hint), ".csv,.tsv,.txt,text/csv,text/plain", errors))
            p {
                label for="name" { (t!(words, "files-name")) }
                span.hint id="name-hint" { (t!(words, "files-name-hint")) }
                input type="text" id="name" name="name" autocomplete="off" value=(typed.get("name")) aria-describedby="name-hint";
            }
            p { button.btn type="submit" { (t!(words, "files-hand-in")) } }
        }
        @if !files.is_empty() {
            h2 { (t!(words, "files-before")) }
            ul { @for f in &files { li {
                a href={ "/staff/attendance/files/" (f.key) } { (f.name) } ", "
                (when::moment(words, f.at, &visit.app.zone)) ", " (f.by) ": "
                (words.text(&format!("file-state-{}", f.state.name()), &[]))
            } } }
        }
        p { a href="/staff/attendance" { (t!(words, "staff-attendance")) } }
    };
    Ok(Page::new(t!(words, "files-title"), body).private())
}

/// `POST /staff/attendance/files`
pub(crate) async fn hand_in(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let of = visit.form.get("class").to_owned();
    let kind = Kind::from_name(visit.form.get("kind")).unwrap_or(Kind::Presence);
    let mut errors = Errors::default();
    let content = visit.file.clone().unwrap_or_default();
    let table = table::read(&content, kind);
    let table = match table {
        Ok(table) => table,
        Err(unreadable) => {
            errors.add("file", words.text(unreadable.text(), &[("line", unreadable.line().into())]));
            let page = list_page(&visit, &of, &visit.form, &errors).await?;
            return Ok(visit.show_again(page));
        }
    };
    let offering = class(&visit, &of).await?.map(|(id, ..)| id);
    let typed: String = visit.form.get("name").chars().take(100).collect();
    let name = if typed.is_empty() {
        t!(words, "files-unnamed", day = words.day(when::day(visit.now(), &visit.app.zone), false))
    } else {
        typed
    };
    let new = New { name, kind, content, heads: table.heads, offering };
    let key = visit.change(move |change| verbs::hand_in(change, &new)).await?;
    Ok(Reply::see(format!("/staff/attendance/files/{key}")))
}

pub(crate) async fn load(visit: &Visit) -> Result<File, Fault> {
    let key = visit.param("key").to_owned();
    visit.read(move |tx| store::by_key(tx, &key)).await
}

/// `GET /staff/attendance/files/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    let page = view::page(&visit, &file, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

fn address(file: &File, said: &str) -> Reply {
    let said = if said.is_empty() { String::new() } else { format!("?said={said}") };
    Reply::see(format!("/staff/attendance/files/{}{said}", file.key))
}

/// `POST /staff/attendance/files/{key}/columns`
pub(crate) async fn columns(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    let Ok(Some(reading)) = plan::reading(&file) else { return Ok(address(&file, "")) };
    let heads = reading.table.heads;
    let mut columns = Columns::default();
    for column in super::columns::Column::of(file.kind) {
        let place = visit.form.get(&format!("column-{}", column.name())).parse::<usize>().ok();
        columns.set(*column, place.filter(|p| *p < heads.len()));
    }
    columns.session = visit.form.get("session").parse::<usize>().ok();
    columns.unit = Unit::from_name(visit.form.get("unit")).or(columns.heading_unit(&heads));
    columns.order = Order::from_name(visit.form.get("order"));
    let zone = visit.form.get("zone").to_owned();
    columns.zone = Some(zone.clone()).filter(|z| !z.is_empty());
    if !zone.is_empty() && zones::named(&zone).is_none() {
        let mut errors = Errors::default();
        errors.add("zone", t!(visit.words, "error-file-zone", text = zone));
        // everything that was chosen stays chosen
        let chosen = File { columns, ..file };
        let page = view::page(&visit, &chosen, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    }
    let changed = file.clone();
    visit.change(move |change| verbs::set_columns(change, &changed, &heads, &columns)).await?;
    Ok(address(&file, "columns"))
}

/// `POST /staff/attendance/files/{key}/decide`: what the form says of each name and title that the page asked about.
pub(crate) async fn decide(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    let (mut decided, mut explained, mut errors) = (Vec::new(), Vec::new(), Errors::default());
    for name in visit.form.names() {
        if let Some(about) = name.strip_prefix("title-") {
            let choice = visit.form.get(name).to_owned();
            decided.push(Decided { about: about.to_owned(), choice, person: None });
            continue;
        }
        if let Some((column, word)) = name.strip_prefix("word-").and_then(|rest| rest.split_once('-')) {
            let meaning = Meaning::from_name(visit.form.get(name));
            explained.extend(meaning.and_then(|m| Explained::new(column, word, m)));
            continue;
        }
        if Doubt::from_name(name).is_some() {
            let choice = visit.form.get(name).to_owned();
            decided.push(Decided { about: name.to_owned(), choice, person: None });
            continue;
        }
        let Some(about) = name.strip_prefix("who-") else { continue };
        match who(&visit, about).await? {
            Ok(one) => decided.push(one),
            Err(sentence) => errors.add("names", sentence),
        }
    }
    // what could be understood is kept, whatever is wrong with the rest
    let of = file.clone();
    // files without headings have nothing in common
    let heads = plan::reading(&file).ok().flatten().map(|r| r.table.heads).filter(|heads| !are_letters(heads));
    let heads = heads.map(|heads| Columns::memory_key(&heads, file.kind)).unwrap_or_default();
    visit.change(move |change| verbs::decide(change, (&of, &heads), &decided, &explained)).await?;
    if !errors.is_empty() {
        let file = load(&visit).await?;
        let page = view::page(&visit, &file, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    }
    Ok(address(&file, "decided"))
}

/// What somebody said about one name; a sentence where it cannot be understood.
async fn who(visit: &Visit, about: &str) -> Result<Result<Decided, String>, Fault> {
    let choice = visit.form.get(&format!("who-{about}")).to_owned();
    let decided = |choice: &str, person| Ok(Decided { about: about.to_owned(), choice: choice.to_owned(), person });
    if choice == "out" || choice.is_empty() {
        return Ok(decided(&choice, None));
    }
    let scope = visit.scope.clone();
    if let Some(key) = choice.strip_prefix("person:") {
        let key = key.to_owned();
        let person = visit.read(move |tx| people::store::by_key(tx, &scope, &key)).await?;
        return Ok(decided("person", Some(person.id)));
    }
    let email = visit.form.get(&format!("email-{about}")).to_owned();
    if !crate::people::is_address(&email) || email.len() > 254 {
        return Ok(Err(t!(visit.words, "error-file-email", text = email)));
    }
    let asked = email.clone();
    let person = visit.read(move |tx| people::store::by_email(tx, &asked)).await?;
    Ok(match person {
        Some(person) => decided("person", Some(person.id)),
        None => decided(&format!("new:{}", people::fold_email(&email)), None),
    })
}

/// `POST /staff/attendance/files/{key}/keep`
pub(crate) async fn keep(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    let of = file.clone();
    let kept = visit.change(move |change| verbs::keep(change, &of)).await?;
    Ok(address(&file, if kept.is_some() { "kept" } else { "nothing" }))
}

/// `POST /staff/attendance/files/{key}/stop`
pub(crate) async fn stop(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    visit.change(move |change| verbs::stop(change, file.id)).await?;
    Ok(Reply::see("/staff/attendance/files"))
}

/// `POST /staff/attendance/files/{key}/undo`
pub(crate) async fn undo(visit: Visit) -> Result<Reply, Fault> {
    let file = load(&visit).await?;
    let reason = visit.form.get("reason").to_owned();
    if file.state == State::Kept && (reason.is_empty() || reason.chars().count() > 500) {
        let mut errors = Errors::default();
        errors.add("reason", t!(visit.words, "error-reason"));
        let page = view::page(&visit, &file, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    }
    let id = file.id;
    let undone = visit.change(move |change| undo::undo(change, id, &reason)).await?;
    Ok(match undone {
        Undone::Done { left: 0 } => address(&file, "undone"),
        Undone::Done { left } => {
            Reply::see(format!("/staff/attendance/files/{}?said=undone-but&left={left}", file.key))
        }
        Undone::No => address(&file, ""),
    })
}
