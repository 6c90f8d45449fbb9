//! Hand-outs: `/teach/{key}/materials` for those who teach, `/me/classes/{key}/materials` for those who came; and some of
//! them before the class, for those who have a seat.

use super::of_who_takes_part;
use crate::{
    classes::offerings::{Class, teaches::taught},
    ground::{attachment, fault::Fault, ids::OfferingId, verb::Verb},
    programme::change::{Change, Entry},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, checkbox, field, file_field},
    parts::button_form,
    reply::File,
    t,
};
use maud::{Markup, html};

/// The most files that a class can have.
const MOST: i64 = 20;

/// A hand-out without its bytes.
struct Material {
    key: String,
    title: String,
    kind: String,
    size: i64,
    /// Whether it is to be read before the class, by everybody who has a seat.
    before: bool,
}

db::record! { $
    materials: "from material" => fn read -> Result<Material, Fault> {
        key: "key",
        title: "title",
        kind: "kind",
        size: "size",
        before: "exists (select 1 from material_early e where e.material_id = material.id)",
    }
}

fn list(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Material>, Fault> {
    tx.all(materials!("where offering_id = $1 order by added_at, id"), &params![offering])?.iter().map(read).collect()
}

/// `GET /teach/{key}/materials`
pub(crate) async fn teach(visit: Visit) -> Result<Reply, Fault> {
    let class = taught(&visit).await?;
    let page = teach_page(&visit, &class, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn teach_page(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let id = class.id;
    let found = visit.read(move |tx| list(tx, id)).await?;
    let words = visit.words;
    let at = format!("/teach/{}/materials", class.key);
    let (title, label) = (t!(words, "materials-title"), t!(words, "material-title"));
    let before = t!(words, "material-before");
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        p { (class.full_title()) }
        p { (t!(words, "materials-lead")) }
        (items(
            words,
            &found,
            &|m| format!("{at}/{}", m.key),
            &|m| button_form(&format!("{at}/{}/remove", m.key), "second", &t!(words, "material-remove"), html! { span.vh { (m.title) } }),
        ))
        form.stack method="post" action=(at) enctype="multipart/form-data" novalidate {
            (field(words, Field::new("title", &label), typed, errors))
            (file_field(words, Field::new("file", &t!(words, "material-file")).hinted(&t!(words, "material-hint")), "", errors))
            (checkbox(words, Field::new("before", &before).hinted(&t!(words, "material-before-hint")), typed, errors))
            p { button.btn type="submit" { (t!(words, "material-add")) } }
        }
        p { a href={ "/teach/" (class.key) } { (t!(words, "go-back")) } }
    };
    Ok(Page::new(title, body).private())
}

fn items(
    words: Words,
    found: &[Material],
    path: &dyn Fn(&Material) -> String,
    more: &dyn Fn(&Material) -> Markup,
) -> Markup {
    let before = t!(words, "material-before-tag");
    html! {
        ul.plain { @for m in found { li.person {
            span {
                a href=(path(m)) { (m.title) } br;
                span.small.mut { (attachment::size(&m.kind, m.size)) @if m.before { ", " (before) } }
            }
            (more(m))
        } } }
    }
}

/// `POST /teach/{key}/materials`
pub(crate) async fn add(visit: Visit) -> Result<Reply, Fault> {
    let class = taught(&visit).await?;
    let words = visit.words;
    let title = visit.form.get("title").to_owned();
    let mut errors = Errors::default();
    if title.is_empty() || title.chars().count() > 120 {
        errors.add("title", t!(words, "error-material-title"));
    }
    let file = visit.file.clone().and_then(attachment::taken);
    if file.is_none() {
        errors.add("file", t!(words, "error-material-file"));
    }
    let Some((kind, bytes)) = file.filter(|_| errors.is_empty()) else {
        let page = teach_page(&visit, &class, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    };
    let (id, before) = (class.id, visit.form.ticked("before"));
    let kept = visit.change(move |change| keep(change, id, (&title, before), kind, &bytes)).await?;
    if !kept {
        errors.add("file", t!(words, "error-material-many"));
        let page = teach_page(&visit, &class, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    }
    Ok(Reply::see(format!("/teach/{}/materials", class.key)))
}

fn keep(
    change: &Change<'_, '_>,
    offering: OfferingId,
    (title, before): (&str, bool),
    kind: &str,
    bytes: &[u8],
) -> Result<bool, Fault> {
    let count: i64 =
        change.tx.one(sql!("select count(*) from material where offering_id = $1"), &params![offering])?.get(0)?;
    if count >= MOST {
        return Ok(false);
    }
    let id = change.id();
    change.tx.run(
        sql!(
            "insert into material (id, key, offering_id, title, kind, bytes, size, added_by, added_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &params![
            id,
            change.random.key(10),
            offering,
            title,
            kind,
            bytes,
            bytes.len() as i64,
            change.person(),
            change.now.0
        ],
    )?;
    if before {
        change.tx.run(sql!("insert into material_early (material_id) values ($1)"), &params![id])?;
    }
    audit(change, Verb::MaterialAdded, offering, title)?;
    Ok(true)
}

fn audit(change: &Change<'_, '_>, verb: Verb, offering: OfferingId, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "offering", id: offering.0, before: "", after, reason: "" })?;
    Ok(())
}

/// `POST /teach/{key}/materials/{material}/remove`
pub(crate) async fn remove(visit: Visit) -> Result<Reply, Fault> {
    let class = taught(&visit).await?;
    let (id, material) = (class.id, visit.param("material").to_owned());
    visit
        .change(move |change| {
            let of = params![id, &material];
            change.tx.run(
                sql!("delete from material_early where material_id in (select id from material where offering_id = $1 and key = $2)"),
                &of,
            )?;
            let removed =
                change.tx.run(sql!("delete from material where offering_id = $1 and key = $2"), &of)?;
            if removed > 0 { audit(change, Verb::MaterialRemoved, id, &material) } else { Ok(()) }
        })
        .await?;
    Ok(Reply::see(format!("/teach/{}/materials", class.key)))
}

/// A file of a class, always as a download, never shown in place; for some readers only what is for before the class.
async fn file(visit: &Visit, class: &Class, all: bool) -> Result<Reply, Fault> {
    let (id, material) = (class.id, visit.param("material").to_owned());
    let (found, bytes): (Material, Vec<u8>) = visit
        .read(move |tx| {
            let at = params![id, &material];
            let row = tx.optional(materials!("where offering_id = $1 and key = $2"), &at)?;
            let found = read(&row.ok_or(Fault::NotFound)?)?;
            if !all && !found.before {
                return Err(Fault::NotFound);
            }
            let bytes = tx.one(sql!("select bytes from material where offering_id = $1 and key = $2"), &at)?.get(0)?;
            Ok((found, bytes))
        })
        .await?;
    let name = format!("{}.{}", crate::classes::offerings::slug(&found.title), found.kind);
    Ok(Reply::File(File { kind: attachment::media(&found.kind), name: Some(name), bytes }))
}

/// `GET /teach/{key}/materials/{material}`
pub(crate) async fn taught_file(visit: Visit) -> Result<Reply, Fault> {
    let class = taught(&visit).await?;
    file(&visit, &class, true).await
}

/// `GET /me/classes/{key}/materials/{material}`
pub(crate) async fn attended_file(visit: Visit) -> Result<Reply, Fault> {
    let (class, came) = of_who_takes_part(&visit).await?;
    file(&visit, &class, came).await
}

/// `GET /me/classes/{key}/materials`: what is to be read before a class, and all of it for those who came.
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (class, came) = of_who_takes_part(&visit).await?;
    let id = class.id;
    let mut found = visit.read(move |tx| list(tx, id)).await?;
    found.retain(|m| came || m.before);
    let words = visit.words;
    let title = t!(words, "materials-title");
    let at = format!("/me/classes/{}/materials", class.key);
    let body = html! {
        h1 { (title) }
        p { (class.full_title()) }
        @if found.is_empty() { p { (t!(words, "materials-none")) } }
        (items(words, &found, &|m| format!("{at}/{}", m.key), &|_| html! {}))
        p.row {
            @if came { a href={ "/me/classes/" (class.key) "/feedback" } { (t!(words, "feedback-title")) } }
            a href={ "/me/classes/" (class.key) "/board" } { (t!(words, "class-board-title")) }
            a href="/me/classes" { (t!(words, "my-classes-title")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}
