//! `/staff/mails/{slug}`: the words of letters in one language. Each is looked at as a letter that really went out, before
//! it is saved; what cannot be filled is not saved.

use super::{Wants, history, language, seen, wants};
use crate::{
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::{
        self,
        letter::{Desk, Letter, OwedRow},
        letter_words::{Group, Texts, Writer, overlay, shipped},
    },
    programme::{
        change::{Entry, Owed},
        texts::{self, Text},
    },
    visit::{Visit, look::note_people},
};
use db::{Tx, params, sql};
use kit::{
    Language, Page, Reply,
    form::{Errors, Field, Typed, hidden, text_area},
    overlay::{Template, Unfit},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;
use std::{collections::BTreeMap, sync::Arc};

/// The most letters that a text may have.
const MOST: usize = 1_000;

fn asked(visit: &Visit) -> Result<Group, Fault> {
    Group::named(visit.param("slug")).ok_or(Fault::NotFound)
}

/// The name of a field: the text's key, and its form where it has several.
fn field_name(key: &str, form: &str) -> String {
    if form.is_empty() { key.to_owned() } else { format!("{key}.{form}") }
}

/// Texts as a form shows them: what was saved, and what ships where nothing was.
fn typed(templates: &[(&str, Template)], saved: &Texts) -> Typed {
    let mut pairs = Vec::new();
    for (key, template) in templates {
        for (form, text) in &template.forms {
            let text = saved.get(*key).and_then(|forms| forms.get(form)).unwrap_or(text);
            pairs.push((field_name(key, form), text.clone()));
        }
    }
    Typed::from_pairs(pairs)
}

async fn saved(visit: &Visit, group: Group, language: Language) -> Result<Texts, Fault> {
    let (slug, version) = (group.slug(), visit.query.get("version").to_owned());
    let text = match version.as_str() {
        "" => visit.read(move |tx| texts::newest(tx, &slug, language)).await?,
        history::SHIPPED => None,
        _ => Some(visit.read(move |tx| history::asked(tx, &slug, language, &version)).await?.ok_or(Fault::NotFound)?),
    };
    text.map_or_else(|| Ok(Texts::new()), |text| Ok(serde_json::from_str(&text.body)?))
}

/// `GET /staff/mails/{slug}`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let (group, language) = (asked(&visit)?, language(&visit));
    let typed = typed(&group.templates(shipped(language)), &saved(&visit, group, language).await?);
    Ok(visit.show(form(&visit, group, language, &typed, &Errors::default(), html! {}).await?))
}

/// What a group of letters is called.
pub(super) fn name(visit: &Visit, group: Group) -> String {
    match group.kinds.first() {
        None => t!(visit.words, "letters-footer"),
        Some(kind) => {
            let name = visit.words.text(&format!("mail-kind-{kind}"), &[]);
            // a Spanish question begins with its mark
            let first = name.find(char::is_alphabetic).unwrap_or(0);
            let mut letters = name[first..].chars();
            let upper = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
            format!("{}{upper}{}", &name[..first], letters.as_str())
        }
    }
}

async fn form(
    visit: &Visit,
    group: Group,
    language: Language,
    typed: &Typed,
    errors: &Errors,
    looked: Markup,
) -> Result<Page, Fault> {
    let (words, slug) = (visit.words, group.slug());
    let versions = visit.read(move |tx| history::of(tx, &slug, language)).await?;
    let title = name(visit, group);
    let templates = group.templates(shipped(language));
    let said = visit.query.get("said");
    let body = html! {
        (errors.summary(words))
        h1 { (title) ", " span lang=(language.tag()) { (language.own_name()) } }
        @match said {
            "saved" => { p.note.ok role="status" { (t!(words, "profile-saved")) } }
            _ => {}
        }
        @if !visit.query.get("version").is_empty() { p.note { (t!(words, "texts-earlier")) } }
        (looked)
        p { (t!(words, "letters-lead")) }
        form.stack.wide method="post" action=(visit.path) novalidate {
            (hidden("language", language.tag()))
            (hidden(history::SEEN, &seen(visit, &versions, errors)))
            @for (key, template) in &templates {
                @for form in template.forms.keys() { (one(visit, (key, template), form, typed, errors)) }
            }
            p.row {
                button.btn type="submit" name="do" value="look" { (t!(words, "texts-see")) }
                button.btn.second type="submit" name="do" value="save" { (t!(words, "save")) }
                button.btn.second type="submit" name="do" value="test" { (t!(words, "letters-test")) }
            }
        }
        (history::list(visit, language, &versions, true))
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Ok(Page::new(title, body).private())
}

fn one(visit: &Visit, (key, template): (&str, &Template), form: &str, typed: &Typed, errors: &Errors) -> Markup {
    let (words, name) = (visit.words, field_name(key, form));
    let part = match key.rsplit('-').next() {
        Some("subject") => t!(words, "letter-subject"),
        Some("button") => t!(words, "letters-button"),
        _ => t!(words, "letters-text"),
    };
    let label = match form {
        "" => part,
        "one" => format!("{part} ({})", t!(words, "letters-one")),
        _ => format!("{part} ({})", t!(words, "letters-other")),
    };
    let holes: Vec<String> = template.holes.iter().map(|hole| format!("{{{hole}}}")).collect();
    let shipped = &template.forms[form];
    let hint = [
        (!holes.is_empty()).then(|| t!(words, "letters-holes", holes = holes.join(", "))),
        (typed.get(&name) != shipped).then(|| t!(words, "letters-shipped", text = shipped)),
    ];
    let hint = hint.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let rows = shipped.chars().count() / 45 + 1;
    let field = Field { hint: Some(hint.as_str()).filter(|h| !h.is_empty()), ..Field::new(&name, &label) };
    text_area(words, field, rows, typed, errors)
}

/// What was typed, where it differs from what ships, and what is wrong with it.
fn read(visit: &Visit, templates: &[(&'static str, Template)]) -> (Texts, Errors) {
    let (words, mut errors, mut out) = (visit.words, Errors::default(), Texts::new());
    for (key, template) in templates {
        let mut forms = BTreeMap::new();
        for form in template.forms.keys() {
            let name = field_name(key, form);
            let text = visit.form.get(&name).split_whitespace().collect::<Vec<_>>().join(" ");
            let wrong = match template.check(&text) {
                Ok(()) if text.chars().count() > MOST => Some(t!(words, "error-letters-long", most = MOST)),
                Ok(()) => None,
                Err(Unfit::Empty) => Some(t!(words, "error-letters-empty")),
                Err(Unfit::Hole(hole)) => Some(t!(words, "error-letter-hole", hole = format!("{{{hole}}}"))),
                Err(Unfit::Brace) => Some(t!(words, "error-letters-brace")),
            };
            if let Some(sentence) = wrong {
                errors.add(name, sentence);
            }
            forms.insert(form.clone(), text);
        }
        let first = field_name(key, template.forms.keys().next().map_or("", String::as_str));
        if errors.of(&first).is_none() {
            // a letter with a code must have it
            if let Some(hole) = template.left_out(&forms).into_iter().find(|hole| hole == "code") {
                errors.add(first, t!(words, "error-letters-lacks", hole = format!("{{{hole}}}")));
            }
        }
        if forms != template.forms {
            out.insert((*key).to_owned(), forms);
        }
    }
    (out, errors)
}

/// `POST /staff/mails/{slug}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let (group, language, words) = (asked(&visit)?, language(&visit), visit.words);
    if visit.form.get("do") == "test" {
        test(&visit, group, language).await?;
        let said = html! { p.note.ok role="status" { (t!(words, "letters-tested")) } };
        return Ok(visit.show(form(&visit, group, language, &visit.form, &Errors::default(), said).await?));
    }
    let (written, mut errors) = read(&visit, &group.templates(shipped(language)));
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, group, language, &visit.form, &errors, html! {}).await?));
    }
    if matches!(wants(&visit), Wants::Look) {
        let looked = look(&visit, group, language, written).await?;
        return Ok(visit.show(form(&visit, group, language, &visit.form, &errors, looked).await?));
    }
    let (slug, seen) = (group.slug(), history::seen(&visit));
    let text = Text { title: group.name().to_owned(), body: serde_json::to_string(&written)? };
    if !visit.change(move |change| texts::save(change, (&slug, language), &text, seen)).await? {
        let first = group.templates(shipped(language)).first().map_or_else(String::new, |(key, template)| {
            field_name(key, template.forms.keys().next().map_or("", String::as_str))
        });
        errors.add(first, t!(words, "error-saved-meanwhile"));
        return Ok(visit.show_again(form(&visit, group, language, &visit.form, &errors, html! {}).await?));
    }
    Ok(Reply::see(format!("{}?language={}&said=saved", visit.path, language.tag())))
}

/// Days in which a letter is one that went out lately.
const LATELY: i64 = 60;

/// Letters of a group that went out lately, the newest first.
fn sent(tx: &Tx<'_>, group: Group, language: Language, now: Instant) -> Result<Vec<OwedRow>, Fault> {
    let (since, mut all) = (now.plus_minutes(-LATELY * 24 * 60), Vec::new());
    for kind in group.kinds {
        let rows = tx.all(
            sql!(
                "select o.id, o.kind, o.person_id, o.about, o.detail, o.due_at from outbox o
                 join person p on p.id = o.person_id
                 where o.sent_at > $3 and o.kind = $1 and p.language = $2 and p.merged_into is null
                   and p.email not like '%@invalid'
                 order by o.sent_at desc limit 8"
            ),
            &params![kind.name(), language.tag(), since.0],
        )?;
        for r in &rows {
            all.push(OwedRow {
                id: r.get(0)?,
                kind: r.get(1)?,
                person: r.get(2)?,
                about: r.get(3)?,
                detail: r.get(4)?,
                attempts: 0,
                due: r.get(5)?,
                lease: 0,
            });
        }
    }
    Ok(all)
}

/// The newest letter of each kind that still holds, in the words that were typed, as its reader would get it: written in a
/// change that is taken back.
async fn look(visit: &Visit, group: Group, language: Language, written: Texts) -> Result<Markup, Fault> {
    let (app, words) = (visit.app.clone(), visit.words);
    let letters = visit
        .app
        .rehearse(visit.actor(), move |change| {
            let writer = app.placed::<Writer>()?;
            let overlay = Arc::new(overlay([(language, &written)]));
            let mut out: Vec<(Mail, String, String, Letter)> = Vec::new();
            for owed in sent(change.tx, group, language, change.now)? {
                let kind: Mail = owed.kind.parse().map_err(|_| Fault::NotFound)?;
                if out.iter().any(|(shown, ..)| *shown == kind) {
                    continue;
                }
                let mut person = people::store::by_id(change.tx, owed.person)?;
                person.name = people::in_mail(person.addressed());
                let desk = Desk {
                    change,
                    owed: &owed,
                    person: &person,
                    words: app.words(language).under(&overlay),
                    config: &app.config,
                    office: &app.config.office,
                    base_url: &app.config.base_url,
                    base: String::new(),
                    secret: app.secret.get()?,
                };
                match (writer.0)(&desk) {
                    Ok(Some(letter)) => out.push((kind, person.name.clone(), person.key.clone(), letter)),
                    // what it was about is gone: the next one is shown
                    Ok(None) | Err(Fault::NotFound) => {}
                    Err(fault) => return Err(fault),
                }
            }
            Ok(out)
        })
        .await?;
    // somebody's letter is part of their record
    let keys = letters.iter().map(|(_, _, key, _)| key.clone()).collect();
    note_people(visit, "/staff/mails/{slug}", keys).await?;
    Ok(html! {
        section.stack {
            h2 { (t!(words, "texts-look-title")) }
            @if letters.is_empty() { p { (t!(words, "letters-none-sent")) } }
            @for (kind, name, _, letter) in &letters {
                article.card.stack.letter lang=(language.tag()) {
                    p.mut.small { (words.text(&format!("mail-kind-{kind}"), &[])) ", " (name) }
                    p { strong { (letter.subject) } }
                    (letter.as_shown())
                }
            }
        }
    })
}

/// Sends the saved words to whoever asks, with the holes as they are written: nobody else's letter leaves the house.
async fn test(visit: &Visit, group: Group, language: Language) -> Result<(), Fault> {
    let to = visit.member()?.id;
    let detail = format!("{} {}", language.tag(), group.name());
    visit
        .change(move |change| {
            change.owe(Owed {
                kind: Mail::LetterTest,
                person: to,
                about: None,
                detail: detail.clone(),
                dedupe: format!("letter-test:{to}:{}", change.now.0),
                due: change.now,
            })?;
            change.audit(&Entry {
                verb: Verb::LetterTested,
                object: "page",
                id: 0,
                before: "",
                after: group.name(),
                reason: "",
            })?;
            Ok(())
        })
        .await
}

/// The letter of such a test.
pub(crate) fn tested(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (tag, group) = desk.owed.detail.split_once(' ').ok_or(Fault::NotFound)?;
    let Some(group) = Group::named(group) else { return Ok(None) };
    let language = Language::from_tag(tag);
    let saved: Texts = match texts::newest(desk.change.tx, &group.slug(), language)? {
        Some(text) => serde_json::from_str(&text.body)?,
        None => Texts::new(),
    };
    let mut letter = Letter::new(t!(desk.words, "mail-test-subject"));
    for (key, template) in group.templates(shipped(language)) {
        for (form, text) in &template.forms {
            let text = saved.get(key).and_then(|forms| forms.get(form)).unwrap_or(text);
            letter = if key.ends_with("-subject") { letter.heading(text.clone()) } else { letter.line(text.clone()) };
        }
    }
    Ok(Some(letter))
}
