//! `/staff/words`: what the programme says of itself in one language: whose it is, the promise, the parts, the topics. The
//! rules are an edition; these words are not, and change at once.

use super::{Wants, buttons, history, language, not_saved, seen, wants};
use crate::{
    ground::fault::Fault,
    programme::{
        Edition, WordingIn, texts,
        wording::{PartWords, slug},
    },
    site::home,
    visit::Visit,
};
use kit::{
    Language, Page, Reply, Words,
    form::{Errors, Field, LONGEST, Typed, field, hidden, text_area},
    t,
};
use maud::{Markup, html};
use std::sync::Arc;

/// A plain text: its field, and where it stands.
struct Plain {
    field: &'static str,
    of: fn(&mut WordingIn) -> &mut String,
    /// Lines that it is shown on.
    rows: usize,
    /// Whether it may be empty.
    may_be_empty: bool,
}

const fn plain(field: &'static str, rows: usize, of: fn(&mut WordingIn) -> &mut String) -> Plain {
    Plain { field, of, rows, may_be_empty: false }
}

/// The plain texts, in the order of the form.
const PLAIN: [Plain; 11] = [
    plain("site", 1, |w| &mut w.site),
    Plain { may_be_empty: true, ..plain("union", 1, |w| &mut w.union) },
    Plain { may_be_empty: true, ..plain("about", 3, |w| &mut w.about) },
    plain("headline", 1, |w| &mut w.headline),
    plain("headline-marked", 1, |w| &mut w.headline_marked),
    plain("lead", 3, |w| &mut w.lead),
    plain("who-title", 1, |w| &mut w.who_title),
    plain("who", 5, |w| &mut w.who),
    plain("class-title", 1, |w| &mut w.class_title),
    plain("class", 4, |w| &mut w.class),
    plain("how-title", 1, |w| &mut w.how_title),
];

/// The most characters of a longer text.
const MOST: usize = 1_000;
/// The most steps of "how it works".
const STEPS: usize = 8;

/// What a form with these words has in it.
fn typed(words: &WordingIn) -> Typed {
    let mut all = words.clone();
    let mut out = PLAIN.iter().fold(Typed::default(), |typed, p| typed.with(p.field, (p.of)(&mut all)));
    out = out.with("how", &words.how.join("\n"));
    for (id, part) in &words.parts {
        out = out.with(&format!("part-title.{id}"), &part.title).with(&format!("part-summary.{id}"), &part.summary);
    }
    words.topics.iter().fold(out, |typed, (id, name)| typed.with(&format!("topic.{id}"), name))
}

/// What stands above a field.
fn label(words: Words, known: &WordingIn, field: &str) -> String {
    match field.split_once('.') {
        Some(("part-title", id)) => t!(words, "words-part", part = known.part(id)),
        Some(("part-summary", id)) => t!(words, "words-part-summary", part = known.part(id)),
        Some((_, id)) => t!(words, "words-topic", topic = known.topic(id)),
        None => words.text(&format!("words-{field}"), &[]),
    }
}

/// The words of a form; what it has no field for stays as it was.
fn read(visit: &Visit, edition: &Edition, before: &WordingIn) -> (WordingIn, Errors) {
    let (words, form) = (visit.words, &visit.form);
    let mut errors = Errors::default();
    let mut take = |field: &str, most: usize, may_be_empty: bool| {
        let text = form.get(field).to_owned();
        if (text.is_empty() && !may_be_empty) || text.chars().count() > most {
            errors.add(field.to_owned(), t!(words, "error-words", field = label(words, before, field), count = most));
        }
        text
    };
    let mut out = before.clone();
    for p in &PLAIN {
        *(p.of)(&mut out) = take(p.field, if p.rows == 1 { LONGEST } else { MOST }, p.may_be_empty);
    }
    out.how = take("how", MOST, false).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let asked = |id: &str| edition.rules.requirements.iter().any(|r| r.id == id);
    for (id, part) in out.parts.iter_mut().filter(|(id, _)| asked(id)) {
        *part = PartWords {
            title: take(&format!("part-title.{id}"), LONGEST, false),
            summary: take(&format!("part-summary.{id}"), MOST, false),
        };
    }
    for (id, name) in &mut out.topics {
        *name = take(&format!("topic.{id}"), LONGEST, false);
    }
    if out.how.len() > STEPS {
        errors.add("how", t!(words, "error-steps", count = STEPS));
    }
    (out, errors)
}

/// `GET /staff/words`
pub(crate) async fn edit(visit: Visit) -> Result<Reply, Fault> {
    let language = language(&visit);
    let version = visit.query.get("version").to_owned();
    let edition = visit.read(|tx| tx.edition()).await?;
    let slug = slug(&edition.rules.id);
    let words = match version.as_str() {
        "" => edition.wording.of(language).clone(),
        history::SHIPPED => {
            let id = edition.id;
            let file = visit.read(move |tx| tx.editions.words_of_file(tx, id)).await?;
            let now = edition.wording.of(language);
            let of = |said: &str, now: &str| if said.is_empty() { now.to_owned() } else { said.to_owned() };
            // whose programme it is, no file that came with it can know
            let file = file.of(language).clone();
            WordingIn { union: of(&file.union, &now.union), about: of(&file.about, &now.about), ..file }
        }
        _ => {
            let text = visit.read(move |tx| history::asked(tx, &slug, language, &version)).await?;
            edition.wording.of(language).clone().over(serde_json::from_str(&text.ok_or(Fault::NotFound)?.body)?)
        }
    };
    Ok(visit.show(form(&visit, &edition, language, &typed(&words), &Errors::default()).await?))
}

async fn form(
    visit: &Visit,
    edition: &Arc<Edition>,
    language: Language,
    typed: &Typed,
    errors: &Errors,
) -> Result<Page, Fault> {
    let words = visit.words;
    let slug = slug(&edition.rules.id);
    let versions = visit.read(move |tx| history::of(tx, &slug, language)).await?;
    let title = t!(words, "texts-words");
    let body = html! {
        (errors.summary(words))
        h1 { (title) ", " span lang=(language.tag()) { (language.own_name()) } }
        @if visit.query.ticked("saved") {
            p.note.ok role="status" {
                (t!(words, "profile-saved")) " " a href={ (language.prefix()) "/" } { (t!(words, "text-see")) }
            }
        }
        @if !visit.query.get("version").is_empty() { p.note { (t!(words, "texts-earlier")) } }
        p { (t!(words, "texts-words-lead")) }
        form.stack.wide method="post" action="/staff/words" novalidate {
            (hidden("language", language.tag()))
            (hidden(history::SEEN, &seen(visit, &versions, errors)))
            (fields(visit, edition, language, typed, errors))
            (buttons(visit))
        }
        (history::list(visit, language, &versions, true))
        p { a href="/staff/pages" { (t!(words, "staff-pages")) } }
    };
    Ok(Page::new(title, body).private())
}

fn fields(visit: &Visit, edition: &Edition, language: Language, typed: &Typed, errors: &Errors) -> Markup {
    let words = visit.words;
    let one = |name: &str, rows: usize, hint: Option<&str>| {
        let label = label(words, edition.wording.of(language), name);
        let f = Field { hint, ..Field::new(name, &label) };
        if rows == 1 { field(words, f, typed, errors) } else { text_area(words, f, rows, typed, errors) }
    };
    let known = edition.wording.of(language);
    html! {
        @for p in &PLAIN {
            (one(p.field, p.rows, None))
        }
        (one("how", 5, Some(&t!(words, "words-how-hint"))))
        h2 { (t!(words, "home-parts")) }
        @for r in edition.rules.requirements.iter().filter(|r| known.parts.contains_key(&r.id)) {
            @let (title, summary) = (format!("part-title.{}", r.id), format!("part-summary.{}", r.id));
            (one(&title, 1, None))
            (one(&summary, 3, None))
        }
        @if !known.topics.is_empty() {
            h2 { (t!(words, "words-topics")) }
            div.grid {
                @for id in known.topics.keys() { (one(&format!("topic.{id}"), 1, None)) }
            }
        }
    }
}

/// `POST /staff/words`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let language = language(&visit);
    let edition = visit.read(|tx| tx.edition()).await?;
    let (words, errors) = read(&visit, &edition, edition.wording.of(language));
    if !errors.is_empty() {
        return Ok(visit.show_again(form(&visit, &edition, language, &visit.form, &errors).await?));
    }
    match wants(&visit) {
        Wants::Edit => return Ok(visit.show(form(&visit, &edition, language, &visit.form, &errors).await?)),
        Wants::Look => {
            let page = home::page(&visit, &edition, &words).await?;
            let hero = page.hero.map(|hero| html! { div.wrap { (not_saved(&visit)) } (hero) });
            let mut frame = visit.frame();
            (frame.site, frame.owner, frame.about) = (words.site.clone(), words.union.clone(), words.about.clone());
            return Ok(Reply::page(Page { hero, ..page }.private().render(visit.words, &frame)));
        }
        Wants::Save => {}
    }
    let (slug, text) = (slug(&edition.rules.id), words.as_text()?);
    let seen = history::seen(&visit);
    if !visit.change(move |change| texts::save(change, (&slug, language), &text, seen)).await? {
        let mut errors = Errors::default();
        errors.add("site", t!(visit.words, "error-saved-meanwhile"));
        return Ok(visit.show_again(form(&visit, &edition, language, &visit.form, &errors).await?));
    }
    Ok(Reply::see(format!("/staff/words?language={}&saved=1", language.tag())))
}
