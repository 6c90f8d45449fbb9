//! `/sign-in`, `/go/{token}`, `/sign-out`.

use crate::{
    ground::fault::Fault,
    people::{
        self,
        limited::{limited, too_many},
        limits::{self, Kind, Room},
        signin::{
            asked::{Asked, AskedClass},
            kept,
            links::{self, Purpose},
            pressed::{self, Press},
            verbs::{self, Entered},
        },
    },
    programme::change::Actor,
    seats::signup::confirmed::{Tried, enter_by_code},
    visit::{
        Visit,
        ways::{query, safe_next},
    },
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    t,
};
use maud::{Markup, html};

fn looks_like_email(text: &str) -> bool {
    crate::people::is_address(text) && text.len() <= 254
}

fn form_page(visit: &Visit, typed: &Typed, errors: &Errors, lead: &str) -> Page {
    let words = visit.words;
    let label = t!(words, "sign-in-email");
    let email = Field::new("email", &label).of_kind("email").completed("email");
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "sign-in-title")) }
        p { (lead) }
        form.stack method="post" action=(visit.href("/sign-in")) novalidate {
            (field(words, email, typed, errors))
            (hidden("next", typed.get("next")))
            (hidden(pressed::FIELD, &visit.app.random.key(20)))
            (kept::carried(visit))
            p { button.btn.wide type="submit" { (t!(words, "sign-in-send")) } }
        }
        p {
            (t!(words, "sign-in-new")) " "
            @let next = Some(typed.get("next")).filter(|n| !n.is_empty() && *n != "/me").map(|n| format!("?{}", query(&[("next", n)])));
            a href={ (visit.href("/enroll")) (next.unwrap_or_default()) } { (t!(words, "enroll-start")) }
        }
    };
    Page::new(t!(words, "sign-in-title"), body).private().carrying(visit.posted)
}

/// The sign-in page in place of a page that needs it; afterwards the visitor comes back. A form that was sent goes along
/// and is sent on at the end.
pub(crate) fn in_place(visit: &Visit) -> Page {
    let query = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    let typed = Typed::default().with("next", &format!("{}{}{query}", visit.base, visit.path));
    let lead = match visit.posted {
        true if visit.form.ticked(kept::LOST) => t!(visit.words, "sign-in-needed-file"),
        true => t!(visit.words, "sign-in-needed-form"),
        false => t!(visit.words, "sign-in-needed"),
    };
    form_page(visit, &typed, &Errors::default(), &lead)
}

/// `GET /sign-in`
pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    if visit.visitor.is_some() {
        return Ok(Reply::see("/me"));
    }
    let page = form_page(&visit, &visit.query, &Errors::default(), &t!(visit.words, "sign-in-lead"));
    Ok(visit.show(page))
}

/// `POST /sign-in`
pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    let email = visit.form.get("email").to_owned();
    if !looks_like_email(&email) {
        let mut errors = Errors::default();
        errors.add("email", t!(visit.words, "error-email"));
        let page = form_page(&visit, &visit.form, &errors, &t!(visit.words, "sign-in-lead"));
        return Ok(visit.show_again(page));
    }
    if let Some(errors) = limited(&visit, "email").await? {
        let page = form_page(&visit, &visit.form, &errors, &t!(visit.words, "sign-in-lead"));
        return Ok(too_many(&visit, page));
    }
    let next = safe_next(visit.form.get("next"));
    let (to, press) = (email.clone(), visit.form.get(pressed::FIELD).to_owned());
    visit.change(move |change| verbs::owe_link(change, &to, &next, &press)).await?;
    if visit.form.ticked(kept::TO) {
        // what was typed before goes along in the page
        let typed = Typed::default().with("email", &email);
        return Ok(visit.show(sent_page(&visit, &typed, &Errors::default(), "/sign-in")));
    }
    Ok(Reply::see(visit.href(&format!("/sign-in/sent?{}", Asked::of(&email).query(&visit)?))))
}

/// `GET /sign-in/sent`
pub(crate) async fn sent_to(visit: Visit) -> Result<Reply, Fault> {
    Ok(sent(&visit, "/sign-in"))
}

/// The page after a form was sent, built from its address.
pub(crate) fn sent(visit: &Visit, base: &str) -> Reply {
    let asked = Asked::read(visit);
    if asked.email.is_empty() {
        // the address has nothing of ours in it: the form comes first
        return Reply::see(visit.href(base));
    }
    let typed = Typed::default().with("email", &asked.email);
    let held = asked.class.map_or_else(|| html! {}, |class| held_meanwhile(visit, &class));
    visit.show(sent_page_with(visit, &typed, &Errors::default(), base, held))
}

/// What is held, for whom and until when. The same words whether or not the address is known: anyone known is led to
/// the class after signing in.
fn held_meanwhile(visit: &Visit, class: &AskedClass) -> Markup {
    let (words, until) = (visit.words, rules::time::Instant(class.until));
    html! {
        div.note.ok.stack.tight {
            p { strong { (class.title) } ", " (class.when) }
            p { (t!(words, "sent-held", name = &class.name, until = crate::seats::signup::seat::moment(visit, until))) }
        }
    }
}

/// "Check your mail": where the code is typed. The same page whether or not the address is known.
pub(crate) fn sent_page(visit: &Visit, typed: &Typed, errors: &Errors, base: &str) -> Page {
    sent_page_with(visit, typed, errors, base, html! {})
}

fn sent_page_with(visit: &Visit, typed: &Typed, errors: &Errors, base: &str, held: Markup) -> Page {
    let words = visit.words;
    let email = typed.get("email");
    let (label, hint) = (t!(words, "code-label"), t!(words, "code-hint"));
    let code = Field::new("code", &label).hinted(&hint).completed("one-time-code");
    let again = if base == "/enroll" { "/enroll/again" } else { "/sign-in" };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "sent-title")) }
        (held)
        p { @if base == "/enroll" { (t!(words, "sent-lead-enroll", email = email)) } @else { (t!(words, "sent-lead", email = email)) } }
        form.stack method="post" action=(visit.href(&format!("{base}/code"))) novalidate {
            (hidden("email", email))
            (hidden(pressed::FIELD, &visit.app.random.key(20)))
            (kept::carried(visit))
            (field(words, code, &Typed::default().with("code", typed.get("code")), errors))
            p { button.btn.wide type="submit" { (t!(words, "code-confirm")) } }
        }
        @if let Some((to, fields)) = kept::form_of(visit, None) {
            form.stack method="post" action=(to) {
                (fields)
                p { (t!(words, "sent-kept")) }
                p { button.btn.second type="submit" { (t!(words, "sent-kept-button")) } }
            }
        }
        details {
            summary { (t!(words, "sent-nothing")) }
            div.stack {
                p { (t!(words, "sent-nothing-help")) }
                form method="post" action=(visit.href(again)) {
                    (hidden("email", email))
                    (hidden(pressed::FIELD, &visit.app.random.key(20)))
                    (kept::carried(visit))
                    button.btn.second type="submit" { (t!(words, "sent-again")) }
                }
                p { a href=(visit.href(base)) { (t!(words, "sent-other-address")) } }
            }
        }
        @if visit.app.config.demo { p.note { (t!(words, "sent-demo")) " " a href="/mailbox" { (t!(words, "mailbox-title")) } } }
    };
    Page::new(t!(words, "sent-title"), body).private().carrying(visit.form.ticked(kept::TO))
}

/// `POST /sign-in/code`
pub(crate) async fn code(visit: Visit) -> Result<Reply, Fault> {
    try_code(visit, "/sign-in").await
}

/// Tries the typed code; a wrong one comes back with what was typed.
pub(crate) async fn try_code(visit: Visit, base: &'static str) -> Result<Reply, Fault> {
    let (email, code) = (visit.form.get("email").to_owned(), visit.form.get("code").to_owned());
    let mut errors = Errors::default();
    if code.chars().filter(char::is_ascii_digit).count() != 6 {
        errors.add("code", t!(visit.words, "error-code-form"));
        return Ok(visit.show_again(sent_page(&visit, &visit.form, &errors, base)));
    }
    if let Some(there) = in_already(&visit, email.clone()).await? {
        return Ok(there);
    }
    // counted before it is compared, and given back where it was right: sending many at once allows no more tries
    if limits::take(&visit, Kind::WrongCode).await? != Room::There {
        errors.add("code", t!(visit.words, "error-limit-codes"));
        return Ok(too_many(&visit, sent_page(&visit, &visit.form, &errors, base)));
    }
    let device = visit.device.clone();
    let press = Press::new(visit.form.get(pressed::FIELD), &format!("{email}:{code}"));
    let tried = visit.app.change(Actor::System, move |c| enter_by_code(c, &email, &code, (&press, &device))).await?;
    match tried {
        Tried::In(entered) => {
            limits::give_back(&visit, Kind::WrongCode).await?;
            Ok(match kept::form_of(&visit, Some(entered.person)) {
                Some((to, fields)) => go_on(&visit, &entered, &to, fields),
                None => welcome_in(&visit, entered),
            })
        }
        // One answer whether the code is wrong or too old or the address unknown: it reveals nothing about the address.
        Tried::No => {
            errors.add("code", t!(visit.words, "error-code-wrong"));
            Ok(visit.show_again(sent_page(&visit, &visit.form, &errors, base)))
        }
    }
}

/// For whoever types a code after the link of the same mail signed them in, in this browser: they go on to where it leads.
async fn in_already(visit: &Visit, email: String) -> Result<Option<Reply>, Fault> {
    let Some(person) = visit.visitor.as_ref().map(|v| v.id) else { return Ok(None) };
    let own = visit.read(move |tx| Ok(people::store::by_email(tx, &email)?.is_some_and(|p| p.id == person))).await?;
    Ok(own.then(|| match kept::form_of(visit, Some(person)) {
        Some((to, fields)) => visit.show(kept_page(visit, &to, fields)),
        None => Reply::see("/me"),
    }))
}

fn welcome_in(visit: &Visit, entered: Entered) -> Reply {
    let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
    Reply::see(safe_next(&entered.next)).with_cookie(cookie)
}

/// Signed in, with a form that was filled in before: one press sends it on.
fn go_on(visit: &Visit, entered: &Entered, to: &str, fields: Markup) -> Reply {
    let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
    visit.show(kept_page(visit, to, fields)).with_cookie(cookie)
}

fn kept_page(visit: &Visit, to: &str, fields: Markup) -> Page {
    let words = visit.words;
    let body = html! {
        h1 { (t!(words, "kept-title")) }
        p { (t!(words, "kept-text")) }
        form.stack method="post" action=(to) {
            (fields)
            p.row { button.btn type="submit" { (t!(words, "kept-send")) } a href="/me" { (t!(words, "kept-leave")) } }
        }
    };
    Page::new(t!(words, "kept-title"), body).private()
}

fn dead_link(visit: &Visit) -> Page {
    let words = visit.words;
    let body: Markup = html! {
        h1 { (t!(words, "link-used-title")) }
        p { (t!(words, "link-used-text")) }
        p { a.btn href=(visit.href("/sign-in")) { (t!(words, "link-new")) } }
    };
    Page::new(t!(words, "link-used-title"), body).private()
}

/// `GET /go/{token}`: a page with one button. It changes nothing.
pub(crate) async fn door(visit: Visit) -> Result<Reply, Fault> {
    let (token, now) = (visit.param("token").to_owned(), visit.now());
    if let Some(own) = own_used_link(&visit).await? {
        return Ok(own);
    }
    let found = visit
        .read(move |tx| {
            let Some(link) = links::by_token(tx, &token, now)? else { return Ok(None) };
            let language = people::store::by_id(tx, link.person)?.language;
            Ok(Some((link, language)))
        })
        .await?;
    let Some((link, language)) = found else {
        let words = visit.words;
        return Ok(Reply::Page(axum::http::StatusCode::GONE, dead_link(&visit).render(words, &visit.frame())));
    };
    let visit = visit.in_language_of(language);
    let words = visit.words;
    let title = match link.purpose {
        Purpose::Confirm => t!(words, "door-confirm"),
        Purpose::SignIn | Purpose::Progress | Purpose::Staff => t!(words, "door-sign-in"),
    };
    let body = html! {
        h1 { (title) }
        p { (t!(words, "door-lead")) }
        form method="post" action={ "/go/" (visit.param("token")) } {
            (hidden(pressed::FIELD, &visit.app.random.key(20)))
            button.btn type="submit" { (t!(words, "door-enter")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

/// A used link, opened by the person it was for, who is signed in: it leads where it led before.
async fn own_used_link(visit: &Visit) -> Result<Option<Reply>, Fault> {
    let Some(person) = visit.visitor.as_ref().map(|v| v.id) else { return Ok(None) };
    let token = visit.param("token").to_owned();
    let next = visit.read(move |tx| links::used_by(tx, &token, person)).await?;
    Ok(next.map(|next| Reply::see(safe_next(&next))))
}

/// `POST /go/{token}`
pub(crate) async fn enter(visit: Visit) -> Result<Reply, Fault> {
    let token = visit.param("token").to_owned();
    let device = visit.device.clone();
    let press = Press::new(visit.form.get(pressed::FIELD), &token);
    let entered = visit
        .app
        .change(Actor::System, move |change| match links::by_token(change.tx, &token, change.now)? {
            Some(link) => Ok(Some(crate::seats::signup::confirmed::enter(change, &link, (&press, &device))?)),
            None => press.again(change),
        })
        .await?;
    if entered.is_none()
        && let Some(own) = own_used_link(&visit).await?
    {
        return Ok(own);
    }
    match entered {
        Some(entered) => Ok(welcome_in(&visit, entered)),
        None => Ok(Reply::Page(axum::http::StatusCode::GONE, dead_link(&visit).render(visit.words, &visit.frame()))),
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(visit: Visit) -> Result<Reply, Fault> {
    if let Some(visitor) = visit.visitor.clone() {
        visit.change(move |change| verbs::sign_out(change, visitor.id, &visitor.sign_in)).await?;
    }
    Ok(Reply::see("/").with_cookie(visit.app.cookie().clear()))
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn next_stays_on_this_site() {
        for bad in ["https://evil.example", "//evil.example", "/\\evil", "javascript:x", "", "/go/x", "/a\nb"] {
            assert_eq!(safe_next(bad), "/me", "{bad}");
        }
        assert_eq!(safe_next("/classes/k7f3?x=1"), "/classes/k7f3?x=1");
    }
}
