//! Hand-outs: `/teach/{key}/materials` for those who teach, `/me/classes/{key}/materials` for those who came.

use super::{of_who_came, of_who_teaches};
use crate::{
    classes::offerings::Class,
    ground::{fault::Fault, ids::OfferingId, verb::Verb},
    programme::change::{Change, Entry},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, file_field},
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
}

/// What a file is, judged by its first bytes: whatever it is called, it is handed out as that and nothing else.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("pdf"),
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'P', b'K', 3, 4, ..] => office_kind(bytes),
        _ => std::str::from_utf8(bytes).ok().filter(|t| !t.contains('\0')).map(|_| "txt"),
    }
}

/// What kind of office file an archive is, by its directory; `None` for any other archive, and for one with macros.
fn office_kind(bytes: &[u8]) -> Option<&'static str> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if archive.file_names().any(|name| name.is_ok_and(|n| acts(&n.to_lowercase()))) {
        return None;
    }
    let main = [("ppt/presentation.xml", "pptx"), ("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")];
    main.into_iter().find(|(name, _)| has(name)).map(|(_, kind)| kind)
}

/// Whether a part of an office file is active: macros in all their forms, programs, embedded objects of other programs.
fn acts(name: &str) -> bool {
    const PROGRAMS: [&str; 13] =
        [".exe", ".dll", ".js", ".vbs", ".scr", ".bat", ".cmd", ".ps1", ".jar", ".msi", ".hta", ".lnk", ".com"];
    name.ends_with("vbaproject.bin")
        || name.contains("macrosheets/")
        || name.contains("activex/")
        || name.contains("oleobject")
        || PROGRAMS.iter().any(|end| name.ends_with(end))
}

/// The media type of a kind.
fn media(kind: &str) -> &'static str {
    match kind {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "text/plain; charset=utf-8",
    }
}

fn list(tx: &Tx<'_>, offering: OfferingId) -> Result<Vec<Material>, Fault> {
    let rows = tx.all(
        sql!("select key, title, kind, size from material where offering_id = $1 order by added_at, id"),
        &params![offering],
    )?;
    rows.iter().map(|r| Ok(Material { key: r.get(0)?, title: r.get(1)?, kind: r.get(2)?, size: r.get(3)? })).collect()
}

/// "PDF, 1.2 MB".
fn size(m: &Material) -> String {
    let kind = m.kind.to_uppercase();
    if m.size < 100_000 {
        format!("{kind}, {} kB", (m.size + 999) / 1000)
    } else {
        format!("{kind}, {}.{} MB", m.size / 1_000_000, m.size / 100_000 % 10)
    }
}

/// `GET /teach/{key}/materials`
pub(crate) async fn teach(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_teaches(&visit).await?;
    let page = teach_page(&visit, &class, &Typed::default(), &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn teach_page(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let id = class.id;
    let found = visit.read(move |tx| list(tx, id)).await?;
    let words = visit.words;
    let at = format!("/teach/{}/materials", class.key);
    let (title, label) = (t!(words, "materials-title"), t!(words, "material-title"));
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        p { (class.full_title()) }
        p { (t!(words, "materials-lead")) }
        (items(
            &found,
            &|m| format!("{at}/{}", m.key),
            &|m| button_form(&format!("{at}/{}/remove", m.key), "second", &t!(words, "material-remove"), html! { span.vh { (m.title) } }),
        ))
        form.stack method="post" action=(at) enctype="multipart/form-data" novalidate {
            (field(words, Field::new("title", &label), typed, errors))
            (file_field(words, Field::new("file", &t!(words, "material-file")).hinted(&t!(words, "material-hint")), "", errors))
            p { button.btn type="submit" { (t!(words, "material-add")) } }
        }
        p { a href={ "/teach/" (class.key) } { (t!(words, "go-back")) } }
    };
    Ok(Page::new(title, body).private())
}

fn items(found: &[Material], path: &dyn Fn(&Material) -> String, more: &dyn Fn(&Material) -> Markup) -> Markup {
    html! {
        ul.plain { @for m in found { li.person {
            span { a href=(path(m)) { (m.title) } br; span.small.mut { (size(m)) } }
            (more(m))
        } } }
    }
}

/// `POST /teach/{key}/materials`
pub(crate) async fn add(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_teaches(&visit).await?;
    let words = visit.words;
    let title = visit.form.get("title").to_owned();
    let mut errors = Errors::default();
    if title.is_empty() || title.chars().count() > 120 {
        errors.add("title", t!(words, "error-material-title"));
    }
    let file = visit.file.clone();
    let kind = file.as_deref().and_then(kind);
    if kind.is_none() {
        errors.add("file", t!(words, "error-material-file"));
    }
    let (Some(bytes), Some(kind)) = (file, kind.filter(|_| errors.is_empty())) else {
        let page = teach_page(&visit, &class, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    };
    let id = class.id;
    let kept = visit.change(move |change| keep(change, id, &title, kind, &bytes)).await?;
    if !kept {
        errors.add("file", t!(words, "error-material-many"));
        let page = teach_page(&visit, &class, &visit.form, &errors).await?;
        return Ok(visit.show_again(page));
    }
    Ok(Reply::see(format!("/teach/{}/materials", class.key)))
}

fn keep(change: &Change<'_, '_>, offering: OfferingId, title: &str, kind: &str, bytes: &[u8]) -> Result<bool, Fault> {
    let count: i64 =
        change.tx.one(sql!("select count(*) from material where offering_id = $1"), &params![offering])?.get(0)?;
    if count >= MOST {
        return Ok(false);
    }
    change.tx.run(
        sql!(
            "insert into material (id, key, offering_id, title, kind, bytes, size, added_by, added_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        &params![
            change.id(),
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
    audit(change, Verb::MaterialAdded, offering, title)?;
    Ok(true)
}

fn audit(change: &Change<'_, '_>, verb: Verb, offering: OfferingId, after: &str) -> Result<(), Fault> {
    change.audit(&Entry { verb, object: "offering", id: offering.0, before: "", after, reason: "" })?;
    Ok(())
}

/// `POST /teach/{key}/materials/{material}/remove`
pub(crate) async fn remove(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_teaches(&visit).await?;
    let (id, material) = (class.id, visit.param("material").to_owned());
    visit
        .change(move |change| {
            let removed = change
                .tx
                .run(sql!("delete from material where offering_id = $1 and key = $2"), &params![id, &material])?;
            if removed > 0 { audit(change, Verb::MaterialRemoved, id, &material) } else { Ok(()) }
        })
        .await?;
    Ok(Reply::see(format!("/teach/{}/materials", class.key)))
}

/// A file of a class, always as a download, never shown in place.
async fn file(visit: &Visit, class: &Class) -> Result<Reply, Fault> {
    let (id, material) = (class.id, visit.param("material").to_owned());
    let (title, kind, bytes): (String, String, Vec<u8>) = visit
        .read(move |tx| {
            let row = tx.optional(
                sql!("select title, kind, bytes from material where offering_id = $1 and key = $2"),
                &params![id, &material],
            )?;
            let row = row.ok_or(Fault::NotFound)?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .await?;
    let name = format!("{}.{kind}", crate::classes::offerings::slug(&title));
    Ok(Reply::File(File { kind: media(&kind), name: Some(name), bytes }))
}

/// `GET /teach/{key}/materials/{material}`
pub(crate) async fn taught_file(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_teaches(&visit).await?;
    file(&visit, &class).await
}

/// `GET /me/classes/{key}/materials/{material}`
pub(crate) async fn attended_file(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_came(&visit).await?;
    file(&visit, &class).await
}

/// `GET /me/classes/{key}/materials`: what is left of a class for those who came.
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let class = of_who_came(&visit).await?;
    let id = class.id;
    let found = visit.read(move |tx| list(tx, id)).await?;
    let words = visit.words;
    let title = t!(words, "materials-title");
    let at = format!("/me/classes/{}/materials", class.key);
    let body = html! {
        h1 { (title) }
        p { (class.full_title()) }
        @if found.is_empty() { p { (t!(words, "materials-none")) } }
        (items(&found, &|m| format!("{at}/{}", m.key), &|_| html! {}))
        p.row {
            a href={ "/me/classes/" (class.key) "/feedback" } { (t!(words, "feedback-title")) }
            a href="/me/classes" { (t!(words, "my-classes-title")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

#[cfg(test)]
mod tests {
    use super::kind;

    /// An archive with entries of these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_file_is_what_it_begins_with() {
        assert_eq!(kind(b"%PDF-1.7 x"), Some("pdf"));
        assert_eq!(kind(&archive(&["[Content_Types].xml", "ppt/presentation.xml"])), Some("pptx"));
        assert_eq!(kind(&archive(&["word/document.xml"])), Some("docx"));
        assert_eq!(kind(&archive(&["xl/workbook.xml"])), Some("xlsx"));
        assert_eq!(kind(&archive(&["word/document.xml", "word/vbaProject.bin"])), None, "macros");
        for part in ["word/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/embeddings/oleObject1.bin", "word/run.exe"]
        {
            assert_eq!(kind(&archive(&["word/document.xml", part])), None, "{part}");
        }
        assert_eq!(kind(&archive(&["ppt/evil.exe"])), None, "any other archive");
        assert_eq!(kind(b"PK\x03\x04 ppt/presentation.xml"), None, "no archive at all");
        assert_eq!(kind(b"MZ\x90\x00"), None, "a program");
        assert_eq!(kind("Añadir".as_bytes()), Some("txt"));
        assert_eq!(kind(b"<script>alert(1)</script>"), Some("txt"), "handed out as plain text, to keep");
    }
}
