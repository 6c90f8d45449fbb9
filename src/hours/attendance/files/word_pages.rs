//! `/staff/attendance/words`: what words in files mean, as the office explained them, and forgetting a wrong one.

use super::{verbs, words};
use crate::{
    ground::{fault::Fault, when},
    visit::Visit,
};
use kit::{Page, Reply, form::hidden, parts::button_form, t};
use maud::html;

/// `GET /staff/attendance/words`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let scope = visit.scope.clone();
    let found = visit.read(move |tx| words::remembered(tx, &scope)).await?;
    let (words, zone) = (visit.words, &visit.app.zone);
    let body = html! {
        h1 { (t!(words, "file-words-title")) }
        @if visit.query.ticked("said") { p.note.ok role="status" { (t!(words, "file-words-forgotten")) } }
        p { (t!(words, "file-words-lead")) }
        @if found.is_empty() { p { (t!(words, "file-words-none")) } }
        ul.plain.stack { @for w in &found { li.card.stack.tight {
            p { strong { "“" (w.word) "”" } ": " (words.text(&format!("file-word-{}", w.meaning.name()), &[])) }
            p.mut { (w.by) @if !w.by.is_empty() { ", " } (when::moment(words, w.at, zone)) }
            (button_form("/staff/attendance/words", "second", &t!(words, "file-words-forget"), html! {
                (hidden("about", &w.about)) (hidden("word", &w.word))
            }))
        } } }
        p { a href="/staff/attendance/files" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "file-words-title"), body).private()))
}

/// `POST /staff/attendance/words`
pub(crate) async fn forget(visit: Visit) -> Result<Reply, Fault> {
    let (about, word) = (visit.form.get("about").to_owned(), visit.form.get("word").to_owned());
    visit.change(move |change| verbs::forget_word(change, &about, &word)).await?;
    Ok(Reply::see("/staff/attendance/words?said=1"))
}
