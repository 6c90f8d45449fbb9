//! `/staff/mail`: whether letters go out, and what became of those that did not.

use crate::{
    assembly::messages::deliver,
    ground::{fault::Fault, when},
    people::relay::{self, Relay},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    parts::{button_form, facts, note},
    t,
};
use maud::html;
use rules::time::Instant;

/// Letters in numbers.
struct Counts {
    /// Due and not sent yet, and since when the oldest has been due, in microseconds.
    due: i64,
    oldest: Option<i64>,
    given_up: i64,
    /// People whose address takes no mail: name, key, since when.
    bounced: Vec<(String, String, Instant)>,
}

fn counts(tx: &Tx<'_>, now: Instant) -> Result<Counts, Fault> {
    let waits = tx.one(
        sql!(
            "select count(*), min(due_at) from outbox
             where sent_at is null and dropped is null and kind <> 'announcement' and due_at <= $1"
        ),
        &params![now.0],
    )?;
    let given_up = tx.one(sql!("select count(*) from outbox where dropped = 'gave up'"), &[])?;
    let rows = tx.all(
        sql!(
            "select name, key, bounced_at from person where bounced_at is not null order by bounced_at desc limit 200"
        ),
        &[],
    )?;
    let bounced = rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?, Instant(r.get(2)?)))).collect::<Result<_, Fault>>()?;
    Ok(Counts { due: waits.get(0)?, oldest: waits.get(1)?, given_up: given_up.get(0)?, bounced })
}

/// `GET /staff/mail`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let now = visit.now();
    let (counts, pause) = visit.read(move |tx| Ok((counts(tx, now)?, relay::pause(tx)?))).await?;
    let (words, zone) = (visit.words, &visit.app.zone);
    let at = |at: i64| when::moment(words, Instant(at), zone);
    let mut rows = vec![(t!(words, "mail-due"), html! { (counts.due) })];
    if let Some(oldest) = counts.oldest {
        rows.push((t!(words, "mail-oldest"), html! { (at(oldest)) }));
    }
    rows.push((t!(words, "mail-given-up"), html! { (counts.given_up) }));
    let body = html! {
        h1 { (t!(words, "mail-title")) }
        @if visit.query.ticked("again") { p.note.ok role="status" { (t!(words, "mail-again-done")) } }
        @if pause.since > 0 {
            @let title = if pause.refuses_everybody { t!(words, "mail-refuses-title") } else { t!(words, "mail-paused-title") };
            (note("warn", &title, html! {
                p { (t!(words, "mail-paused-text", since = at(pause.since), until = at(pause.until))) }
                @if pause.refuses_everybody { p { (t!(words, "mail-refuses-text")) } }
            }))
        } @else { (note("ok", &t!(words, "mail-well"), html! {})) }
        div.card { (facts(&rows)) }
        @if pause.since > 0 || counts.given_up > 0 {
            (button_form("/staff/mail/again", "", &t!(words, "mail-again"), html! {}))
        }
        @if !counts.bounced.is_empty() {
            h2 { (t!(words, "mail-bounced-title")) }
            p { (t!(words, "mail-bounced-text")) }
            ul { @for (name, key, since) in &counts.bounced { li { a href={ "/staff/people/" (key) } { (name) } ", " (at(since.0)) } } }
        }
        p { a href="/staff" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "mail-title"), body).private()))
}

/// `POST /staff/mail/again`: goes on at once, and sends again what was given up.
pub(crate) async fn again(visit: Visit) -> Result<Reply, Fault> {
    visit.change(deliver::send_again).await?;
    visit.app.of::<Relay>().go_on(&visit.app).await?;
    Ok(Reply::see("/staff/mail?again=1"))
}
