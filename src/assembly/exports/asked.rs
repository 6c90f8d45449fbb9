//! `/staff/exports`: long lists that wait for a second person or can be taken now, and what was taken out lately.

use crate::{
    assembly::exports as export,
    ground::{fault::Fault, when},
    office::sheets::{
        made::{list_name, made_list},
        requests::{self, Decided, Request, State},
    },
    people::letter::{Desk, Letter},
    visit::Visit,
};
use kit::{Page, Reply, parts::button_form, t};
use maud::{Markup, html};

/// `GET /staff/exports`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let (me, now) = (visit.member()?.clone(), visit.now());
    let (open, lately) = visit.read(move |tx| Ok((requests::open(tx, &me, now)?, requests::lately(tx, now)?))).await?;
    let words = visit.words;
    let said = visit.query.get("said");
    let body = html! {
        h1 { (t!(words, "exports-title")) }
        @if let "asked" | "agreed" | "declined" | "over" | "grown" = said {
            p.note.(if matches!(said, "over" | "grown") { "warn" } else { "ok" }) role="status" {
                (words.text(&format!("exports-{said}"), &[]))
            }
        }
        p { (t!(words, "exports-lead", most = visit.app.config.limits.export_rows)) }
        @if open.is_empty() { p { (t!(words, "exports-none")) } }
        ul.plain.stack { @for r in &open { li.card.stack.tight { (one(&visit, r)?) } } }
        h2 { (t!(words, "exports-lately")) }
        @if lately.is_empty() { p { (t!(words, "exports-none-lately")) } } @else { (made_list(&visit, &lately)) }
        p { a href="/staff" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "exports-title"), body).private()))
}

fn one(visit: &Visit, request: &Request) -> Result<Markup, Fault> {
    let (words, zone, mine) = (visit.words, &visit.app.zone, request.by == visit.member()?.id);
    let at = |what: &str| format!("/staff/exports/{}/{what}", request.key);
    let state = request.state(visit.now());
    Ok(html! {
        p {
            strong {
                (list_name(words, &request.wanted.list)) ", " (t!(words, "export-rows", count = request.wanted.rows))
            }
            ", " (words.text(&format!("export-{}", request.wanted.file), &[]))
        }
        @let filter = filter(&request.wanted.query);
        @if !filter.is_empty() { p { (t!(words, "export-filter", filter = filter)) } }
        p.mut { (request.by_name) ", " (when::moment(words, request.at, zone)) ": " (request.wanted.reason) }
        @match (state, mine) {
            (State::Ready, true) => { (button_form(&at("take"), "", &t!(words, "export-take"), html! {})) }
            (State::Ready, false) => { p { (t!(words, "export-ready")) } }
            (State::WaitsUntil(from), _) => { p { (t!(words, "export-alone", from = when::moment(words, from, zone))) } }
            (State::Waits, true) => { p { (t!(words, "export-other-agrees")) } }
            (State::Waits, false) => { (button_form(&at("agree"), "", &t!(words, "export-agree"), html! {})) }
            (State::Over, _) => {}
        }
        @if matches!(state, State::Waits | State::WaitsUntil(_)) {
            (button_form(&at("decline"), "second", &words.text(if mine { "export-take-back" } else { "power-decline" }, &[]), html! {}))
        }
    })
}

/// What a list was narrowed to: whoever is to agree has to know it.
fn filter(query: &str) -> String {
    let pairs = form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", ")
}

async fn decide(visit: Visit, agreed: bool) -> Result<Reply, Fault> {
    let (me, key) = (visit.member()?.clone(), visit.param("key").to_owned());
    let done = visit.change(move |change| requests::decide(change, &me, &key, agreed)).await?;
    let said = match done {
        Decided::Over => "over",
        Decided::Done if agreed => "agreed",
        Decided::Done => "declined",
    };
    Ok(Reply::see(format!("/staff/exports?said={said}")))
}

/// `POST /staff/exports/{key}/agree`
pub(crate) async fn agree(visit: Visit) -> Result<Reply, Fault> {
    decide(visit, true).await
}

/// `POST /staff/exports/{key}/decline`
pub(crate) async fn decline(visit: Visit) -> Result<Reply, Fault> {
    decide(visit, false).await
}

/// `POST /staff/exports/{key}/take`: the file that was agreed to, for who asked for it.
pub(crate) async fn take(visit: Visit) -> Result<Reply, Fault> {
    let (me, key, now) = (visit.member()?.clone(), visit.param("key").to_owned(), visit.now());
    let found = visit.read(move |tx| requests::by_key(tx, &key)).await?;
    let request = found.filter(|r| r.by == me.id && requests::may_take(&me, &r.wanted.list)).ok_or(Fault::NotFound)?;
    if request.state(now) != State::Ready {
        return Ok(Reply::see("/staff/exports?said=over"));
    }
    export::deliver_agreed(&visit, request).await
}

/// To those who may agree to a long list; where nobody else could, to all administrators.
pub(crate) fn asked_letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (words, Some(id)) = (desk.words, desk.owed.about) else { return Ok(None) };
    let request = requests::by_id(desk.change.tx, id)?;
    let list = list_name(words, &request.wanted.list);
    let what = match request.state(desk.change.now) {
        State::Waits => t!(words, "mail-export-asked-agree"),
        State::WaitsUntil(from) => {
            t!(words, "mail-export-asked-alone", from = when::moment(words, from, desk.change.zone))
        }
        State::Ready | State::Over => return Ok(None),
    };
    let lead = t!(words, "mail-export-asked-lead", name = &request.by_name, list = list, count = request.wanted.rows);
    let letter = Letter::new(t!(words, "mail-export-asked-subject"))
        .line(lead)
        .line(t!(words, "mail-export-reason", reason = &request.wanted.reason))
        .line(what);
    Ok(Some(letter.button(t!(words, "mail-export-button"), desk.whole("/staff/exports"))))
}

/// To whoever asked: what became of it.
pub(crate) fn decided_letter(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let (words, Some(id)) = (desk.words, desk.owed.about) else { return Ok(None) };
    let request = requests::by_id(desk.change.tx, id)?;
    let list = list_name(words, &request.wanted.list);
    let agreed = request.state(desk.change.now) == State::Ready;
    let lead = if agreed {
        t!(words, "mail-export-agreed", list = list)
    } else {
        t!(words, "mail-export-declined", list = list)
    };
    let letter = Letter::new(t!(words, "mail-export-decided-subject")).line(lead);
    Ok(Some(letter.button(t!(words, "mail-export-button"), desk.whole("/staff/exports"))))
}
