//! The five fields, as read and as shown: on `/enroll` and when a stranger signs up for a class.

use crate::{
    ground::fault::Fault,
    people::{
        locals::{self, LocalMatch},
        signin::pressed,
        store::NewPerson,
        tidy_name,
    },
    visit::Visit,
};
use kit::{
    Language, Words,
    form::{Errors, Field, LONGEST, Typed, field, hidden, radios, select},
    t,
};
use maud::{Markup, html};

/// Kinds of work, as stored; their names are texts `work-...`.
pub(crate) const WORK: [&str; 5] = ["teacher", "esp", "higher-ed", "retired", "other"];

/// What a sent form amounts to.
pub(crate) enum Given {
    /// Everything is there.
    Ready(NewPerson),
    /// Something is wrong: one sentence per field.
    Wrong(Errors),
    /// Which of these locals is theirs?
    WhichLocal(Vec<(String, String)>),
}

/// Reads what was typed.
pub(crate) async fn read(visit: &Visit) -> Result<Given, Fault> {
    let (words, typed) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let name = tidy_name(typed.get("name"));
    if name.is_empty() {
        errors.add("name", t!(words, "error-name"));
    } else if name.chars().count() > LONGEST {
        errors.add("name", t!(words, "error-long", most = LONGEST));
    } else if !name.chars().any(char::is_alphabetic) {
        errors.add("name", t!(words, "error-name-letters"));
    } else if let Some(text) = crate::people::signs::refused(visit, &name) {
        errors.add("name", text);
    }
    let email = typed.get("email").trim().to_owned();
    if email.is_empty() {
        errors.add("email", t!(words, "error-email-empty"));
    } else if email.len() > 254 || !crate::people::is_address(&email) {
        errors.add("email", t!(words, "error-email"));
    }
    let local = tidy_name(typed.get("local"));
    if local.is_empty() {
        errors.add("local", t!(words, "error-local"));
    } else if local.chars().count() > LONGEST {
        errors.add("local", t!(words, "error-long", most = LONGEST));
    }
    let work = typed.get("work");
    if !WORK.contains(&work) {
        errors.add("work", t!(words, "error-work"));
    }
    if !errors.is_empty() {
        return Ok(Given::Wrong(errors));
    }
    let asked = typed.ticked("local-asked");
    let wanted = local.clone();
    let found = visit.read(move |tx| locals::find(tx, &wanted)).await?;
    let (local_id, local_typed) = match found {
        LocalMatch::One(id) => (Some(id), String::new()),
        LocalMatch::Several(close) if !asked => return Ok(Given::WhichLocal(close)),
        LocalMatch::Several(_) | LocalMatch::None => (None, local),
    };
    let language = Language::from_tag(typed.get("language"));
    let work = work.to_owned();
    Ok(Given::Ready(NewPerson { name, email, local_id, local_typed, work, language, share: false }))
}

/// The fields.
pub(crate) async fn fields(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Markup, Fault> {
    let words = visit.words;
    let names = visit.read(|tx| locals::names(tx)).await?;
    let typed = if typed.get("language").is_empty() {
        typed.clone().with("language", visit.language().tag())
    } else {
        typed.clone()
    };
    let (name, name_hint) = (t!(words, "field-name"), t!(words, "field-name-hint"));
    let (email, email_hint) = (t!(words, "field-email"), t!(words, "field-email-hint"));
    let (local, local_hint) = (t!(words, "field-local"), t!(words, "field-local-hint"));
    let languages: Vec<(String, String, Option<&'static str>)> =
        Language::ALL.iter().map(|l| (l.tag().to_owned(), l.own_name().to_owned(), Some(l.tag()))).collect();
    Ok(html! {
        (hidden(pressed::FIELD, &visit.app.random.key(20)))
        (field(words, Field::new("name", &name).hinted(&name_hint).completed("name"), &typed, errors))
        (field(
            words,
            Field { name: "email", label: &email, hint: Some(&email_hint), kind: "email", autocomplete: "email", list: None, first: false },
            &typed,
            errors,
        ))
        (field(
            words,
            Field { name: "local", label: &local, hint: Some(&local_hint), autocomplete: "organization", list: Some("locals"), ..Field::default() },
            &typed,
            errors,
        ))
        datalist id="locals" { @for name in &names { option value=(name) {} } }
        (radios(words, "work", &t!(words, "field-work"), &work_options(words), &typed, errors))
        (select(words, Field::new("language", &t!(words, "field-language")), &languages, &typed, errors))
    })
}

pub(crate) fn work_options(words: Words) -> Vec<(String, String)> {
    WORK.iter().map(|w| ((*w).to_owned(), words.text(&format!("work-{w}"), &[]))).collect()
}

/// "Which one is yours?": everything else goes along in hidden fields.
pub(crate) fn which_local(visit: &Visit, action: &str, close: &[(String, String)]) -> Markup {
    let words = visit.words;
    let typed = visit.form.get("local").to_owned();
    let other = (typed.clone(), t!(words, "local-none-of-these", typed = &typed));
    let options: Vec<(String, String)> = close.iter().cloned().chain([other]).collect();
    html! {
        h1 { (t!(words, "local-which-title")) }
        p { (t!(words, "local-which-lead", count = close.len(), typed = &typed)) }
        form.stack method="post" action=(action) novalidate {
            @for name in visit.form.names().filter(|n| *n != "local") {
                @for value in visit.form.all(name) { (hidden(name, value)) }
            }
            (hidden("local-asked", "1"))
            (radios(
                words,
                "local",
                &t!(words, "field-local"),
                &options,
                &Typed::default().with("local", &options[0].0),
                &Errors::default(),
            ))
            p { button.btn.wide type="submit" { (t!(words, "continue")) } }
        }
    }
}
