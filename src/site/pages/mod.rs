//! Pages whose text staff edit: what the programme is, teams, questions, opportunities, contact, privacy, accessibility; and
//! pages that an organisation adds, with pictures of its own. What ships is in `content/`; what staff saved wins
//! (`programme::texts`).

pub(crate) mod pictures;

use crate::{
    ground::fault::Fault,
    programme::{
        Reading, pages as own_pages,
        texts::{self, Text},
    },
    visit::Visit,
};
use kit::{Language, Page, Reply, Words, markdown, t};
use maud::html;

/// The pages, by their address.
pub(crate) const EDITABLE: [&str; 7] =
    ["about", "teams", "faq", "opportunities", "contact", "privacy", "accessibility"];

/// Pages of which each programme can have a text of its own, where there are several; otherwise all share one.
pub(crate) const OF_PROGRAMME: [&str; 3] = ["about", "teams", "faq"];

/// Under which name a programme's own text of a page is kept and edited.
pub(crate) fn of_programme(page: &str, programme: &str) -> String {
    format!("{page}@{programme}")
}

/// The page that a text is of, whether it is a programme's own or the one that all share.
pub(crate) fn page_of(slug: &str) -> &str {
    slug.split('@').next().unwrap_or(slug)
}

macro_rules! shipped {
    ($language:literal, $slug:expr) => {
        match $slug {
            "about" => include_str!(concat!("../../../content/", $language, "/about.md")),
            "teams" => include_str!(concat!("../../../content/", $language, "/teams.md")),
            "faq" => include_str!(concat!("../../../content/", $language, "/faq.md")),
            "opportunities" => include_str!(concat!("../../../content/", $language, "/opportunities.md")),
            "contact" => include_str!(concat!("../../../content/", $language, "/contact.md")),
            "privacy" => include_str!(concat!("../../../content/", $language, "/privacy.md")),
            "welcome" => include_str!(concat!("../../../content/", $language, "/welcome.md")),
            "help-member" => include_str!(concat!("../../../content/", $language, "/help/member.md")),
            "help-signing-in" => include_str!(concat!("../../../content/", $language, "/help/signing-in.md")),
            "help-trainer" => include_str!(concat!("../../../content/", $language, "/help/trainer.md")),
            "help-president" => include_str!(concat!("../../../content/", $language, "/help/president.md")),
            "help-host" => include_str!(concat!("../../../content/", $language, "/help/host.md")),
            "help-coordinator" => include_str!(concat!("../../../content/", $language, "/help/coordinator.md")),
            "help-registrar" => include_str!(concat!("../../../content/", $language, "/help/registrar.md")),
            "help-administrator" => include_str!(concat!("../../../content/", $language, "/help/administrator.md")),
            _ => include_str!(concat!("../../../content/", $language, "/accessibility.md")),
        }
    };
}

/// What ships: the first line is the title.
pub(crate) fn shipped(slug: &str, language: Language) -> Text {
    let text = match language {
        Language::En => shipped!("en", slug),
        Language::Es => shipped!("es", slug),
    };
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    Text { title: title.trim_start_matches("# ").to_owned(), body: body.trim().to_owned() }
}

/// The text in force.
pub(crate) async fn load(visit: &Visit, slug: &str, language: Language) -> Result<Text, Fault> {
    let of = slug.to_owned();
    let read = move |at: &Reading<'_, '_>| {
        // the words around the page are those of now too
        let _ = at.edition();
        match texts::newest(at, &of, language)? {
            None => texts::newest(at, page_of(&of), language),
            own => Ok(own),
        }
    };
    let saved = visit.read(read).await?;
    Ok(saved.unwrap_or_else(|| shipped(page_of(slug), language)))
}

/// A number of days as people say it.
fn span(words: Words, days: i64) -> String {
    if days % 365 == 0 { t!(words, "span-years", count = days / 365) } else { t!(words, "span-days", count = days) }
}

async fn show(visit: Visit, slug: &'static str) -> Result<Reply, Fault> {
    let several = visit.app.editions.listed().len() > 1 && OF_PROGRAMME.contains(&slug);
    let own = visit.app.programme().filter(|_| several).map(|id| of_programme(slug, id));
    let text = load(&visit, own.as_deref().unwrap_or(slug), visit.language()).await?;
    let page = page(&visit, &text);
    let language = visit.language();
    let is_own = match own {
        Some(own) => visit.read(move |tx| Ok(texts::newest(tx, &own, language)?.is_some())).await?,
        None => false,
    };
    // what one programme says would be wrong under the name of another
    let body = html! { @if several && !is_own { p.note { (t!(visit.words, "page-shared")) } } (page.body) };
    Ok(visit.show(Page::new(page.title, body)))
}

/// A text with its holes filled with the configuration's own values; staff's text can contain nothing else that acts.
pub(crate) fn filled(visit: &Visit, body: &str) -> String {
    let (office, kept) = (&visit.app.config.office, &visit.app.config.retention);
    let holes = [
        ("{email}", office.email.clone()),
        ("{phone}", office.phone.clone()),
        ("{office}", office.name.clone()),
        ("{letters-kept}", span(visit.words, kept.mail_text_days)),
        ("{seats-kept}", span(visit.words, kept.seat_days)),
        ("{board-kept}", span(visit.words, kept.board_days)),
        ("{unconfirmed-kept}", span(visit.words, kept.unconfirmed_days)),
        ("{inactive-kept}", span(visit.words, kept.inactive_days)),
        ("{log-kept}", span(visit.words, kept.log_text_days)),
    ];
    holes.iter().fold(body.to_owned(), |body, (hole, value)| body.replace(hole, value))
}

/// The page with a text.
pub(crate) fn page(visit: &Visit, text: &Text) -> Page {
    let text_shown = markdown::render_with(&filled(visit, &text.body), &pictures::address);
    let body = html! { h1 { (text.title) } div.prose.stack { (text_shown) } };
    Page::new(text.title.clone(), body)
}

/// `GET /pages/{name}`: a page that the organisation added, in the other language where nobody wrote it in this one.
pub(crate) async fn own(visit: Visit) -> Result<Reply, Fault> {
    let (name, language) = (visit.param("name").to_owned(), visit.language());
    let (text, found) = visit
        .read(move |at| {
            let _ = at.edition();
            if !own_pages::is_own(at, &name)? {
                return Err(Fault::NotFound);
            }
            let others = Language::ALL.into_iter().filter(|l| *l != language);
            for language in std::iter::once(language).chain(others) {
                if let Some(text) = own_pages::text(at, &name, language)? {
                    return Ok((text, language));
                }
            }
            Err(Fault::NotFound)
        })
        .await?;
    let page = page(&visit, &text);
    let body = html! { div.stack lang=[(found != language).then_some(found.tag())] { (page.body) } };
    Ok(visit.show(Page::new(page.title, body)))
}

/// `GET /about`
pub(crate) async fn about(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "about").await
}

/// `GET /teams`
pub(crate) async fn teams(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "teams").await
}

/// `GET /faq`
pub(crate) async fn faq(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "faq").await
}

/// `GET /privacy`
pub(crate) async fn privacy(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "privacy").await
}

/// `GET /accessibility`
pub(crate) async fn accessibility(visit: Visit) -> Result<Reply, Fault> {
    show(visit, "accessibility").await
}
