//! `/local/notice`: words that a president sends on to the members of the local, and a flyer of the same for the wall.

use crate::{
    classes::offerings::{self, Class, dates::to_begin_with},
    ground::fault::Fault,
    people::locals,
    programme::{Edition, brand::Look},
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, select, text_area},
    reply::File,
    t,
};
use maud::html;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use std::sync::Arc;

/// How many classes are named where none was chosen.
const NAMED: usize = 4;
/// How many can be chosen from.
const CHOICE: usize = 60;

/// What a notice is about.
struct Notice {
    local: String,
    edition: Arc<Edition>,
    /// The classes that it names: one that was chosen, or the first that somebody new would take.
    classes: Vec<Class>,
    /// Whether the one was chosen.
    chosen: bool,
    /// What can be chosen.
    open: Vec<Class>,
}

async fn load(visit: &Visit) -> Result<Notice, Fault> {
    let (local, now, key) = (visit.scope.local()?, visit.now(), visit.query.get("class").to_owned());
    visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let upcoming = offerings::store::upcoming(tx, &edition, now)?;
            let ours = |c: &&Class| c.only_local.as_ref().is_none_or(|(only, _)| *only == local);
            let open = offerings::dates::next_open(&upcoming, now, CHOICE);
            let open: Vec<Class> = open.into_iter().filter(ours).cloned().collect();
            let one = open.iter().find(|c| c.key == key).cloned();
            // of each part what somebody new would begin with, then what comes next
            let first = || {
                let parts = edition.rules.requirements.iter().map(|r| r.id.as_str());
                let mut named: Vec<&Class> = parts.filter_map(|part| to_begin_with(&open, part, now, |_| 0)).collect();
                for class in &open {
                    if named.len() < NAMED && !named.iter().any(|c| c.id == class.id || c.code == class.code) {
                        named.push(class);
                    }
                }
                named.sort_by_key(|c| (c.starts(), c.id));
                named.dedup_by_key(|c| c.id);
                named.into_iter().cloned().collect()
            };
            let (chosen, classes) = (one.is_some(), one.map_or_else(first, |c| vec![c]));
            Ok(Notice { local: locals::name(tx, local)?, classes, chosen, open, edition })
        })
        .await
}

impl Notice {
    /// Where it leads.
    fn address(&self, visit: &Visit) -> String {
        let to = self
            .classes
            .first()
            .filter(|_| self.chosen)
            .map_or_else(|| "/enroll".to_owned(), |c| format!("/classes/{}", c.key));
        visit.whole(&visit.href(&to))
    }

    fn subject(&self, visit: &Visit) -> String {
        match self.classes.first().filter(|_| self.chosen) {
            Some(class) => t!(visit.words, "notice-subject-class", class = class.full_title()),
            None => t!(visit.words, "notice-subject", local = &self.local),
        }
    }

    /// A class in one line.
    fn line(&self, visit: &Visit, class: &Class) -> String {
        format!(
            "{}: {}, {}",
            class.full_title(),
            class.times_short(visit.words, &visit.app.zone),
            class.place(visit.words)
        )
    }

    /// What it costs; of the program also that it asks for no experience, which a class may.
    fn free(&self, visit: &Visit) -> String {
        if self.chosen { t!(visit.words, "notice-free-class") } else { t!(visit.words, "notice-free") }
    }

    /// When a class is held: every session of the one that it is about.
    fn when(&self, visit: &Visit, class: &Class) -> String {
        let (words, zone) = (visit.words, &visit.app.zone);
        if self.chosen { class.times(words, zone).join("; ") } else { class.times_short(words, zone) }
    }

    /// The whole letter, for any mailbox.
    fn letter(&self, visit: &Visit) -> String {
        let (words, site) = (visit.words, &self.edition.wording.of(visit.language()).site);
        let lines: String = self.classes.iter().map(|c| format!("- {}\n", self.line(visit, c))).collect();
        let lead = match self.chosen {
            true => t!(words, "notice-lead-class", program = site, local = &self.local),
            false => t!(words, "notice-lead", program = site, local = &self.local),
        };
        let (how, free) = (t!(words, "notice-how", address = self.address(visit)), self.free(visit));
        let questions = t!(words, "notice-questions", email = &visit.app.config.office.email);
        format!("{lead}\n\n{lines}\n{free}\n\n{how}\n\n{questions}\n")
    }
}

/// `GET /local/notice`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let notice = load(&visit).await?;
    let words = visit.words;
    let (subject, letter) = (notice.subject(&visit), notice.letter(&visit));
    let encoded = |text: &str| utf8_percent_encode(&text.replace('\n', "\r\n"), NON_ALPHANUMERIC).to_string();
    let mailto = format!("mailto:?subject={}&body={}", encoded(&subject), encoded(&letter));
    let chosen = notice.classes.first().filter(|_| notice.chosen).map_or("", |c| c.key.as_str());
    let flyer = if chosen.is_empty() { String::new() } else { format!("&class={chosen}") };
    let all = (String::new(), t!(words, "notice-all"), None);
    let options: Vec<_> =
        std::iter::once(all)
            .chain(notice.open.iter().map(|c| {
                (c.key.clone(), format!("{}, {}", c.full_title(), c.times_short(words, &visit.app.zone)), None)
            }))
            .collect();
    let typed = Typed::default().with("class", chosen).with("subject", &subject).with("letter", &letter);
    let (about, said, text) = (t!(words, "notice-about"), t!(words, "notice-said"), t!(words, "notice-text"));
    let (title, errors) = (t!(words, "notice-title"), Errors::default());
    let body = html! {
        p { a href="/local" { (t!(words, "local-back")) } }
        h1 { (title) }
        p { (t!(words, "notice-what")) }
        form.stack method="get" action="/local/notice" {
            (select(words, Field::new("class", &about), &options, &typed, &errors))
            p { button.btn.second type="submit" { (t!(words, "notice-show")) } }
        }
        section.card.stack aria-labelledby="mail" {
            h2 id="mail" { (t!(words, "notice-mail")) }
            (field(words, Field::new("subject", &said), &typed, &errors))
            (text_area(words, Field::new("letter", &text).hinted(&t!(words, "notice-copy")), 14, &typed, &errors))
            p { a.btn href=(mailto) { (t!(words, "notice-open")) } }
        }
        section.card.stack aria-labelledby="flyer" {
            h2 id="flyer" { (t!(words, "notice-flyer")) }
            p { (t!(words, "notice-flyer-what")) }
            p.row {
                a.btn href={ "/local/flyer.pdf?paper=letter" (flyer) } { (t!(words, "notice-letter")) }
                a.btn.second href={ "/local/flyer.pdf?paper=a4" (flyer) } { (t!(words, "notice-a4")) }
            }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// `GET /local/flyer.pdf`
pub(crate) async fn flyer(visit: Visit) -> Result<Reply, Fault> {
    let notice = load(&visit).await?;
    let words = visit.words;
    let wording = notice.edition.wording.of(visit.language());
    let address = notice.address(&visit);
    let classes: Vec<_> = notice
        .classes
        .iter()
        .map(|c| {
            json!({ "title": c.full_title(), "when": notice.when(&visit, c), "where": c.place(words),
                    "about": if notice.chosen { c.about.clone() } else { String::new() } })
        })
        .collect();
    let mut data = json!({
        "paper": if visit.query.get("paper") == "a4" { "a4" } else { "us-letter" }, "language": words.language.tag(),
        "issuer": visit.publisher(), "programme": wording.site,
        "headline": format!("{} {}", wording.headline, wording.headline_marked), "lead": wording.lead,
        "for": t!(words, "notice-for", local = &notice.local), "classes": classes, "free": notice.free(&visit),
        "scan": if notice.chosen { t!(words, "notice-scan-class") } else { t!(words, "notice-scan") },
        "next": if notice.chosen { String::new() } else { t!(words, "notice-next") },
        "qr": paper::qr_svg(&address).map_err(|e| Fault::Ours(e.to_string()))?, "qr_alt": t!(words, "notice-scan"),
        "address": address.split_once("://").map_or(address.as_str(), |(_, rest)| rest),
        "contact": t!(words, "notice-questions", email = &visit.app.config.office.email),
    });
    let look = visit.read(|tx| Look::now(tx)).await?;
    data["look"] = look.json();
    let name = format!("flyer-{}.pdf", offerings::slug(&notice.local));
    let paper =
        paper::Document { template: paper::Template::Flyer, data, pictures: look.pictures, ident: name.clone() };
    // Typst works for a while: not on the threads that answer everybody
    let bytes = tokio::task::spawn_blocking(move || paper.pdf()).await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok(Reply::File(File { kind: "application/pdf", name: Some(name), bytes }))
}
