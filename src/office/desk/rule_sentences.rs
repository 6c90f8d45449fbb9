//! `/staff/programme/rules`: the rules as sentences with holes. What they would do to everybody enrolled is seen first; then
//! they are published as another edition, while everybody goes on.

use super::programme::{self, EditionLine, result};
use crate::{
    ground::{fault::Fault, verb::Verb},
    programme::{
        EditionFiles, Published, WordingIn,
        change::Entry,
        sentences::{self, Hole, Sentence, Unit, Wrong},
        words_in_force,
    },
    progress::cohort::{self, Tried},
    visit::{Visit, policy::Policy},
};
use db::{params, sql};
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, LONGEST, Typed, field, hidden, hole, typed_minutes},
    language::number_of_hours,
    parts::note,
    t,
};
use maud::{Markup, html};
use rules::programme::{Programme, publishing::Finding};
use std::collections::BTreeMap;

/// Where a hole stands in the text of a sentence.
const MARK: char = '\u{1}';
/// The most that a hole can hold: minutes, or a number.
const MOST: i64 = 59_940;

/// `GET /staff/programme/rules`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let lines = programme::load(&visit).await?;
    let current = current(&lines)?;
    let mut typed = Typed::default().with("edition", &next_name(&lines));
    for hole in sentences::sentences(&current.source).iter().flat_map(|s| &s.holes) {
        typed = typed.with(&hole.name, &shown(hole));
    }
    Ok(visit.show(page(&visit, current, &typed, &Errors::default(), html! {})))
}

/// The edition for new enrolments.
fn current(lines: &[EditionLine]) -> Result<&EditionLine, Fault> {
    lines.iter().find(|l| l.current).ok_or(Fault::NoProgramme)
}

/// A name for the next edition: the number at its end counted on.
fn next_name(lines: &[EditionLine]) -> String {
    let taken = |name: &str| lines.iter().any(|l| l.edition.rules.edition == name);
    let name = lines.iter().find(|l| l.current).map_or("", |l| l.edition.rules.edition.as_str());
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (stem, number) = name.split_at(name.len() - digits);
    let first: i64 = number.parse().unwrap_or(1);
    let stem = if digits == 0 { format!("{name}-") } else { stem.to_owned() };
    (1..).map(|n| format!("{stem}{}", first + n)).find(|name| !taken(name)).unwrap_or_default()
}

fn shown(hole: &Hole) -> String {
    match hole.unit {
        Unit::Hours => number_of_hours(hole.value),
        Unit::Count => hole.value.to_string(),
    }
}

/// Whether an edition may be called so: its name is part of addresses.
fn is_name(name: &str) -> bool {
    (1..=60).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// What a sentence is about, in the words of the programme.
fn about(wording: &WordingIn, sentence: &Sentence) -> String {
    if sentence.about.is_empty() || matches!(sentence.key, "rule-limit" | "rule-floor") {
        return sentence.about.clone();
    }
    wording.part(&sentence.about).to_owned()
}

/// A sentence with something in its holes.
fn said(words: Words, wording: &WordingIn, sentence: &Sentence, filled: &dyn Fn(&Hole) -> String) -> String {
    let mut holes = vec![("part", about(wording, sentence))];
    for hole in &sentence.holes {
        let name = if hole.unit == Unit::Hours { "hours" } else { "count" };
        holes.push((name, filled(hole)));
    }
    let holes: Vec<_> = holes.iter().map(|(name, text)| (*name, text.as_str().into())).collect();
    words.text(sentence.key, &holes)
}

fn page(visit: &Visit, line: &EditionLine, typed: &Typed, errors: &Errors, above: Markup) -> Page {
    let words = visit.words;
    let wording = line.edition.wording.of(words.language);
    let (title, edition) = (t!(words, "rules-title"), t!(words, "rules-edition"));
    let body = html! {
        (errors.summary(words))
        p { a href="/staff/programme" { (t!(words, "staff-programme")) } }
        h1 { (title) }
        p { (t!(words, "rules-lead", edition = &line.edition.rules.edition)) }
        (above)
        form.stack.wide method="post" action="/staff/programme/rules" novalidate {
            @for sentence in sentences::sentences(&line.source) { (holes(words, wording, &sentence, typed, errors)) }
            (field(words, Field::new("edition", &edition).hinted(&t!(words, "rules-edition-hint")), typed, errors))
            p { button.btn type="submit" { (t!(words, "programme-try-button")) } }
        }
        p { (t!(words, "rules-more")) " " a href="/staff/programme" { (t!(words, "programme-try")) } }
    };
    Page::new(title, body).private()
}

/// A sentence with its holes as fields.
fn holes(words: Words, wording: &WordingIn, sentence: &Sentence, typed: &Typed, errors: &Errors) -> Markup {
    let text = said(words, wording, sentence, &|_| MARK.to_string());
    let heard = said(words, wording, sentence, &|_| "…".to_owned());
    // a text may name its holes in another order than the file
    let first = [said(words, wording, sentence, &|h| h.name.clone())];
    let mut in_order: Vec<&Hole> = sentence.holes.iter().collect();
    in_order.sort_by_key(|h| first[0].find(&h.name));
    html! {
        p.sentence {
            @for (n, piece) in text.split(MARK).enumerate() {
                @if let Some(h) = n.checked_sub(1).and_then(|n| in_order.get(n)) {
                    @let unit = if h.unit == Unit::Hours { t!(words, "rules-hours") } else { t!(words, "rules-count") };
                    (hole(words, Field::new(&h.name, &format!("{unit}: {heard}")), typed, errors))
                }
                (piece)
            }
        }
    }
}

/// The numbers that were typed; what is no number is said at its hole.
fn numbers(
    (words, wording): (Words, &WordingIn),
    sentences: &[Sentence],
    typed: &Typed,
    errors: &mut Errors,
) -> BTreeMap<String, i64> {
    let mut out = BTreeMap::new();
    for (sentence, hole) in sentences.iter().flat_map(|s| s.holes.iter().map(move |h| (s, h))) {
        let text = typed.get(&hole.name);
        // what nobody touched stays to the minute
        let found = match hole.unit {
            _ if text == shown(hole) => Some(hole.value),
            Unit::Hours => typed_minutes(text),
            Unit::Count => text.parse().ok(),
        };
        match found.filter(|n| (0..=MOST).contains(n)) {
            Some(found) => {
                out.insert(hole.name.clone(), found);
            }
            None => {
                let key = if hole.unit == Unit::Hours { "error-rules-hours" } else { "error-rules-count" };
                errors.add(hole.name.clone(), of_part(&about(wording, sentence), words.text(key, &[])));
            }
        }
    }
    out
}

/// What is wrong, with the part that it is about in front: the list of errors stands apart from the sentences.
fn of_part(part: &str, wrong: String) -> String {
    if part.is_empty() { wrong } else { format!("{part}: {wrong}") }
}

/// `POST /staff/programme/rules`: what these numbers would do to everybody. Nothing is stored.
pub(crate) async fn look(visit: Visit) -> Result<Reply, Fault> {
    let lines = programme::load(&visit).await?;
    let (line, words, typed) = (current(&lines)?, visit.words, &visit.form);
    let before = sentences::sentences(&line.source);
    let mut errors = Errors::default();
    let wording = line.edition.wording.of(words.language);
    let numbers = numbers((words, wording), &before, typed, &mut errors);
    for (name, wrong) in sentences::wrong(&before, &numbers) {
        let key = if wrong == Wrong::MoreThanTheClass { "error-rules-from" } else { "error-rules-nothing" };
        let of = before.iter().find(|s| s.holes.iter().any(|h| h.name == name));
        let part = of.map_or_else(String::new, |s| about(wording, s));
        errors.add(name, of_part(&part, words.text(key, &[])));
    }
    let edition = typed.get("edition");
    if lines.iter().any(|l| l.edition.rules.edition == edition) {
        errors.add("edition", t!(words, "error-rules-edition-taken"));
    } else if !is_name(edition) {
        errors.add("edition", t!(words, "error-rules-edition"));
    }
    if !errors.is_empty() {
        return Ok(visit.show_again(page(&visit, line, typed, &errors, html! {})));
    }
    let source = sentences::filled(&line.source, edition, &numbers).ok_or(Fault::NotFound)?;
    let draft = match Programme::from_toml("programme.toml", &source) {
        Ok(draft) => draft,
        Err(e) => {
            errors.add("edition", e.message);
            return Ok(visit.show_again(page(&visit, line, typed, &errors, html! {})));
        }
    };
    let after = sentences::sentences(&source);
    if before == after {
        let above = note("", &t!(words, "rules-same"), html! {});
        return Ok(visit.show(page(&visit, line, typed, &errors, above)));
    }
    let Some(tried) = cohort::compare_alone(&visit.app, draft).await? else {
        errors.add("edition", t!(words, "error-try-busy"));
        return Ok(visit.show_again(page(&visit, line, typed, &errors, html! {})));
    };
    let above = html! {
        (changes(&visit, line, (&before, &after)))
        (result(words, &lines, &tried))
        (publish_form(&visit, &lines, (&tried, &source), &errors))
    };
    Ok(visit.show(page(&visit, line, typed, &errors, above)))
}

/// Each sentence that says something else, before and after.
fn changes(visit: &Visit, line: &EditionLine, (before, after): (&[Sentence], &[Sentence])) -> Markup {
    let (words, wording) = (visit.words, line.edition.wording.of(visit.language()));
    let plain = |s: &Sentence| said(words, wording, s, &shown);
    html! {
        section.card.stack aria-labelledby="changes" {
            h2 id="changes" { (t!(words, "rules-changes")) }
            ul { @for (was, will) in before.iter().zip(after).filter(|(a, b)| a != b) {
                li {
                    span.vh { (t!(words, "rules-before")) " " } del { (plain(was)) } br;
                    span.vh { (t!(words, "rules-after")) " " } ins { (plain(will)) }
                }
            } }
        }
    }
}

/// Publishing a draft that was tried, for whoever may; or why it cannot be.
pub(super) fn publish_form(
    visit: &Visit,
    lines: &[EditionLine],
    (tried, source): (&Tried, &str),
    errors: &Errors,
) -> Markup {
    let words = visit.words;
    let Ok(draft) = Programme::from_toml("programme.toml", source) else { return html! {} };
    let taken = lines.iter().any(|l| l.edition.rules.id == draft.id && l.edition.rules.edition == draft.edition);
    let other = lines.iter().any(|l| l.current && l.edition.rules.id != draft.id);
    let why = t!(words, "rules-why");
    html! {
        section.card.stack aria-labelledby="publish" {
            h2 id="publish" { (t!(words, "rules-publish")) }
            @if other { p { (t!(words, "rules-publish-other")) } }
            @else if taken { p { (t!(words, "rules-publish-name", edition = &draft.edition)) } }
            @else if refused(tried) { p { (t!(words, "rules-publish-refused")) } }
            @else if !visit.may(Policy::Administer) { p { (t!(words, "rules-publish-who")) } }
            @else {
                p { (t!(words, "rules-publish-lead", edition = &draft.edition)) }
                form.stack method="post" action="/staff/programme/publish" novalidate {
                    (hidden("text", source))
                    (field(words, Field::new("why", &why).hinted(&t!(words, "rules-why-hint")), &visit.form, errors))
                    p { button.btn type="submit" { (t!(words, "rules-publish-button", edition = &draft.edition)) } }
                }
            }
        }
    }
}

/// Whether a draft must not be published.
fn refused(tried: &Tried) -> bool {
    tried.findings.iter().any(Finding::forbids) || tried.comparison.given_up || tried.comparison.unsettled > 0
}

/// `POST /staff/programme/publish`: puts a draft in force for new enrolments.
pub(crate) async fn publish(visit: Visit) -> Result<Reply, Fault> {
    let lines = programme::load(&visit).await?;
    let (line, words) = (current(&lines)?, visit.words);
    let source = visit.form.get("text").replace("\r\n", "\n");
    let mut errors = Errors::default();
    let draft = match Programme::from_toml("programme.toml", &source) {
        Ok(draft) => draft,
        Err(e) => {
            errors.add("text", e.to_string());
            return Ok(visit.show_again(programme::page(&visit, &lines, &visit.form, &errors, html! {})));
        }
    };
    let (id, edition) = (draft.id.clone(), draft.edition.clone());
    // the button was pressed twice
    if line.source.trim() == source.trim() {
        return Ok(Reply::see("/staff/programme?said=published"));
    }
    let Some(tried) = cohort::compare_alone(&visit.app, draft).await? else {
        errors.add("text", t!(words, "error-try-busy"));
        return Ok(visit.show_again(programme::page(&visit, &lines, &visit.form, &errors, html! {})));
    };
    if !is_name(&edition) {
        errors.add("text", t!(words, "error-rules-edition"));
    }
    let why = visit.form.get("why").to_owned();
    if why.is_empty() || why.chars().count() > LONGEST {
        errors.add("why", t!(words, "error-rules-why"));
    }
    if !errors.is_empty() || refused(&tried) || id != line.edition.rules.id {
        let above =
            html! { (result(words, &lines, &tried)) (publish_form(&visit, &lines, (&tried, &source), &errors)) };
        return Ok(visit.show_again(programme::page(&visit, &lines, &visit.form, &errors, above)));
    }
    let before = line.edition.rules.edition.clone();
    let text = source.clone();
    let wrong = visit
        .change(move |change| {
            let wording = words_in_force(change.tx, &id)?;
            let files = EditionFiles {
                name: "programme.toml",
                source: &text,
                wording_name: "programme.wording.toml",
                wording: &wording,
                examples_name: "",
                examples: "",
            };
            match crate::programme::publish(change, &files)? {
                Ok((Published::New, _)) => {
                    let row = change.tx.one(
                        sql!("select id from edition where programme = $1 and edition = $2"),
                        &params![&id, &edition],
                    )?;
                    let (verb, object, after) = (Verb::EditionPublished, "edition", edition.as_str());
                    change.audit(&Entry { verb, object, id: row.get(0)?, before: &before, after, reason: &why })?;
                    Ok(None)
                }
                Ok(_) => Ok(None),
                Err(wrong) => Ok(Some(wrong.into_iter().map(|w| w.message).collect::<Vec<_>>().join(" "))),
            }
        })
        .await?;
    if let Some(wrong) = wrong {
        errors.add("text", wrong);
        return Ok(visit.show_again(programme::page(&visit, &lines, &visit.form, &errors, html! {})));
    }
    Ok(Reply::see("/staff/programme?said=published"))
}
