//! What administrators and the office do about somebody's power besides giving it: a code with which a phone is set up,
//! and the second administrator's consent.

use crate::{
    ground::{fault::Fault, when},
    office::people_desk::roles::role_name,
    people::{
        self,
        hand_overs::{self, HandOver},
        power_requests::{self, Done, Waiting},
        signin::{factor, sign_ins},
    },
    visit::Visit,
};
use kit::{Page, Reply, parts::button_form, parts::note, t};
use maud::{Markup, html};

/// What waits for a second administrator, for the roles page.
pub(super) fn requests(visit: &Visit, waiting: &[Waiting]) -> Result<Markup, Fault> {
    let (words, me) = (visit.words, visit.member()?.id);
    Ok(html! {
        @if !waiting.is_empty() {
            section.stack {
                h2 { (t!(words, "power-asked-title")) }
                ul.plain.stack { @for w in waiting { li.card.stack.tight {
                    p {
                        strong { (w.name) } " (" (w.email) "): "
                        @if w.role.is_empty() {
                            (t!(words, "power-asked-factor"))
                        } @else {
                            (role_name(words, &w.role))
                        }
                    }
                    p.mut { (w.by_name) ", " (when::moment(words, w.at, &visit.app.zone)) ": " (w.reason) }
                    @if w.person != me && (w.by != me || w.alone_from.is_some_and(|from| from <= visit.now())) {
                        (button_form(&format!("/staff/roles/asked/{}/agree", w.id), "", &t!(words, "power-agree"), html! {}))
                    } @else if let Some(from) = w.alone_from {
                        p { (t!(words, "power-alone", from = when::moment(words, from, &visit.app.zone))) }
                    } @else { p { (t!(words, "power-other-agrees")) } }
                    (button_form(&format!("/staff/roles/asked/{}/decline", w.id), "second", &t!(words, "power-decline"), html! {}))
                } } }
            }
        }
    })
}

/// Hand-overs of locals that wait, for the roles page.
pub(super) fn hand_overs(visit: &Visit, waiting: &[HandOver]) -> Result<Markup, Fault> {
    let (words, me) = (visit.words, visit.member()?.id);
    Ok(html! {
        @if !waiting.is_empty() {
            section.stack {
                h2 { (t!(words, "hand-over-waiting")) }
                ul.plain.stack { @for h in waiting { li.card.stack.tight {
                    p { strong { (h.name) } " (" (h.email) "): " (role_name(words, h.role.name())) ", " (h.local_name) }
                    p.mut {
                        @let day = words.date(when::day(h.from_at, &visit.app.zone));
                        (t!(words, "hand-over-after", name = &h.by_name, day = day))
                    }
                    @let at = |does: &str| format!("/staff/roles/hand-overs/{}/{does}", h.key);
                    @if h.person == me { p { (t!(words, "power-other-agrees")) } } @else { div.row {
                        (button_form(&at("agree"), "", &t!(words, "power-agree"), html! {}))
                        (button_form(&at("decline"), "second", &t!(words, "power-decline"), html! {}))
                    } }
                } } }
            }
        }
    })
}

async fn decide_hand_over(visit: Visit, agreed: bool) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let done = visit.change(move |change| hand_overs::decide(change, &key, agreed)).await?;
    Ok(Reply::see(if done { "/staff/roles?said=1" } else { "/staff/roles" }))
}

/// `POST /staff/roles/hand-overs/{key}/agree`
pub(crate) async fn agree_hand_over(visit: Visit) -> Result<Reply, Fault> {
    decide_hand_over(visit, true).await
}

/// `POST /staff/roles/hand-overs/{key}/decline`
pub(crate) async fn decline_hand_over(visit: Visit) -> Result<Reply, Fault> {
    decide_hand_over(visit, false).await
}

async fn decide(visit: Visit, agreed: bool) -> Result<Reply, Fault> {
    let id: i64 = visit.param("key").parse().map_err(|_| Fault::NotFound)?;
    let done = visit.change(move |change| power_requests::decide(change, id, agreed)).await?;
    Ok(Reply::see(if done == Done::Now { "/staff/roles?said=1" } else { "/staff/roles" }))
}

/// `POST /staff/roles/asked/{key}/agree`
pub(crate) async fn agree(visit: Visit) -> Result<Reply, Fault> {
    decide(visit, true).await
}

/// `POST /staff/roles/asked/{key}/decline`
pub(crate) async fn decline(visit: Visit) -> Result<Reply, Fault> {
    decide(visit, false).await
}

/// `POST /staff/people/{key}/sign-ins/end`: ends everything that is signed in as somebody: a telephone is lost, or
/// somebody else reads their mail.
pub(crate) async fn end_sign_ins(visit: Visit) -> Result<Reply, Fault> {
    let (key, scope) = (visit.param("key").to_owned(), visit.scope.clone());
    visit
        .change(move |change| {
            let person = people::store::by_key(change.tx, &scope, &key)?;
            sign_ins::end_all(change, person.id)
        })
        .await?;
    Ok(Reply::see(format!("/staff/people/{}?said=signed-out", visit.param("key"))))
}

/// `POST /staff/people/{key}/factor-code`: makes a code with which somebody sets their phone up. It is shown here once,
/// and is handed over in person.
pub(crate) async fn factor_code(visit: Visit) -> Result<Reply, Fault> {
    let (key, scope, me) = (visit.param("key").to_owned(), visit.scope.clone(), visit.member()?.clone());
    let made = visit
        .change(move |change| {
            let person = people::store::by_key(change.tx, &scope, &key)?;
            // nobody makes a code for themselves
            if person.id == me.id {
                return Err(Fault::NotFound);
            }
            Ok((person.name, factor::make_code(change, person.id)?))
        })
        .await?;
    let words = visit.words;
    let (name, code) = made;
    let body = html! {
        h1 { (t!(words, "factor-code-title")) }
        (note("warn", &t!(words, "factor-code-for", name = &name), html! {
            p.code.big { (code) }
            p { (t!(words, "factor-code-text")) }
        }))
        p { a href={ "/staff/people/" (visit.param("key")) } { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "factor-code-title"), body).private()))
}
