//! `/staff/pictures`: pictures for pages, with the line that a text needs to show each.

use crate::{
    ground::fault::Fault,
    site::{brand::pictures::refused, pages::pictures},
    visit::Visit,
};
use db::{params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, LONGEST, Typed, field, file_field, hidden},
    parts::button_form,
    t,
};
use maud::html;

/// What can be handed in.
const ACCEPTED: &str = ".svg,.png,.jpg,.jpeg,image/svg+xml,image/png,image/jpeg";

/// `GET /staff/pictures`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let all = visit.read(|tx| pictures::all(tx)).await?;
    let title = t!(words, "pictures-title");
    let (says, hint) = (t!(words, "pictures-says"), t!(words, "pictures-says-hint"));
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @match visit.query.get("said") {
            "added" => { p.note.ok role="status" { (t!(words, "pictures-added")) } }
            "removed" => { p.note.ok role="status" { (t!(words, "pictures-removed")) } }
            _ => {}
        }
        p { (t!(words, "pictures-lead")) }
        form.stack method="post" action="/staff/pictures" enctype="multipart/form-data" novalidate {
            (file_field(words, Field::new("file", &t!(words, "brand-file")).hinted(&t!(words, "pictures-file-hint")), ACCEPTED, errors))
            (field(words, Field::new("says", &says).hinted(&hint), typed, errors))
            p { button.btn type="submit" { (t!(words, "pictures-add")) } }
        }
        ul.plain.grid {
            @for one in &all {
                li.card.stack.tight {
                    img.shown src={ "/pictures/" (one.name) } alt=(one.says) loading="lazy";
                    p { (one.says) }
                    p.small { (t!(words, "pictures-line")) " " code { "![" (one.says) "](picture:" (one.name) ")" } }
                    (button_form("/staff/pictures/remove", "second", &t!(words, "pictures-remove"), hidden("name", &one.name)))
                }
            }
        }
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Ok(Page::new(title, body).private())
}

/// `POST /staff/pictures`
pub(crate) async fn add(visit: Visit) -> Result<Reply, Fault> {
    let (words, typed) = (visit.words, visit.form.clone());
    let mut errors = Errors::default();
    let says = typed.get("says").split_whitespace().collect::<Vec<_>>().join(" ");
    // it becomes part of a line of Markdown
    if says.is_empty() || says.chars().count() > LONGEST || says.contains(['[', ']', '\\']) {
        errors.add("says", t!(words, "error-pictures-says"));
    }
    let made = match visit.file.clone() {
        None => Err(t!(words, "error-picture-none")),
        // drawing it takes a while: not on the threads that answer everybody
        Some(bytes) => tokio::task::spawn_blocking(move || paper::illustration(&bytes))
            .await
            .map_err(|e| Fault::Ours(e.to_string()))?
            .map_err(|why| refused(words, why)),
    };
    match made {
        Ok(made) if errors.is_empty() => {
            visit.change(move |change| pictures::add(change, &made, &says)).await?;
            return Ok(Reply::see("/staff/pictures?said=added"));
        }
        Ok(_) => {}
        Err(sentence) => errors.add("file", sentence),
    }
    let page = page(&visit, &typed, &errors).await?;
    Ok(visit.show_again(page))
}

/// `POST /staff/pictures/remove`: unless a text in force shows it.
pub(crate) async fn remove(visit: Visit) -> Result<Reply, Fault> {
    let name = visit.form.get("name").to_owned();
    let of = name.clone();
    let shown = visit
        .read(move |tx| {
            let row = tx.optional(
                sql!(
                    "select v.title from text_version v where v.body like $1 and not exists
                       (select 1 from text_version n where n.slug = v.slug and n.language = v.language
                          and (n.made_at > v.made_at or (n.made_at = v.made_at and n.id > v.id)))
                       and (v.slug not like 'page/%' or exists (select 1 from page p where 'page/' || p.name = v.slug))
                     order by v.slug limit 1"
                ),
                &params![format!("%picture:{of}%")],
            )?;
            row.map(|r| Ok(r.get::<String>(0)?)).transpose()
        })
        .await?;
    if let Some(title) = shown {
        let mut errors = Errors::default();
        errors.add("file", t!(visit.words, "error-picture-used", page = title));
        let page = page(&visit, &Typed::default(), &errors).await?;
        return Ok(visit.show_again(page));
    }
    visit.change(move |change| pictures::remove(change, &name)).await?;
    Ok(Reply::see("/staff/pictures?said=removed"))
}
