//! `/sign-in`, `/go/{token}`, `/sign-out`.

use super::{
    links::{self, Purpose},
    verbs::{self, Entered, Tried},
};
use crate::{change::Actor, fault::Fault, people, visit::Visit};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden},
    t,
};
use maud::{Markup, html};

/// A path within the site and nothing else; `/me` for what is none.
pub(crate) fn safe_next(next: &str) -> String {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\n', '\r', '\t'])
        && !next.starts_with("/sign-in")
        && !next.starts_with("/go/");
    if local { next.to_owned() } else { "/me".to_owned() }
}

fn looks_like_email(text: &str) -> bool {
    crate::people::is_address(text) && text.len() <= 254
}

fn form_page(visit: &Visit, typed: &Typed, errors: &Errors, lead: &str) -> Page {
    let words = visit.words;
    let label = t!(words, "sign-in-email");
    let email = Field { name: "email", label: &label, kind: "email", autocomplete: "email", ..Field::default() };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "sign-in-title")) }
        p { (lead) }
        form.stack method="post" action=(visit.href("/sign-in")) novalidate {
            (field(words, email, typed, errors))
            (hidden("next", typed.get("next")))
            p { button.btn.wide type="submit" { (t!(words, "sign-in-send")) } }
        }
        p { (t!(words, "sign-in-new")) " " a href=(visit.href("/enroll")) { (t!(words, "enroll-start")) } }
    };
    Page::new(t!(words, "sign-in-title"), body).private()
}

/// The sign-in page in place of a page that needs it; afterwards the visitor comes back.
pub(crate) fn in_place(visit: &Visit) -> Page {
    let query = if visit.query_text.is_empty() { String::new() } else { format!("?{}", visit.query_text) };
    let typed = Typed::default().with("next", &format!("{}{query}", visit.path));
    form_page(visit, &typed, &Errors::default(), &t!(visit.words, "sign-in-needed"))
}

pub(crate) async fn form(visit: Visit) -> Result<Reply, Fault> {
    if visit.visitor.is_some() {
        return Ok(Reply::see("/me"));
    }
    let page = form_page(&visit, &visit.query, &Errors::default(), &t!(visit.words, "sign-in-lead"));
    Ok(visit.show(page))
}

pub(crate) async fn submit(visit: Visit) -> Result<Reply, Fault> {
    let email = visit.form.get("email").to_owned();
    if !looks_like_email(&email) {
        let mut errors = Errors::default();
        errors.add("email", t!(visit.words, "error-email"));
        let page = form_page(&visit, &visit.form, &errors, &t!(visit.words, "sign-in-lead"));
        return Ok(visit.show_again(page));
    }
    let next = safe_next(visit.form.get("next"));
    let to = email.clone();
    visit.change(move |change| verbs::owe_link(change, &to, &next)).await?;
    Ok(Reply::see(visit.href(&format!("/sign-in/sent?{}", query(&[("email", &email)])))))
}

pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(crate) async fn sent(visit: Visit) -> Result<Reply, Fault> {
    Ok(visit.show(sent_page(&visit, &visit.query, &Errors::default(), "/sign-in")))
}

/// "Check your mail": where the code is typed. The same page whether or not the address is known.
pub(crate) fn sent_page(visit: &Visit, typed: &Typed, errors: &Errors, base: &str) -> Page {
    let words = visit.words;
    let (label, hint) = (t!(words, "code-label"), t!(words, "code-hint"));
    let code =
        Field { name: "code", label: &label, hint: Some(&hint), autocomplete: "one-time-code", ..Field::default() };
    let again = if base == "/enroll" { "/enroll/again" } else { "/sign-in" };
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "sent-title")) }
        p { (t!(words, "sent-lead", email = typed.get("email"))) }
        form.stack method="post" action=(visit.href(&format!("{base}/code"))) novalidate {
            (hidden("email", typed.get("email")))
            (field(words, code, &Typed::default().with("code", typed.get("code")), errors))
            p { button.btn.wide type="submit" { (t!(words, "code-confirm")) } }
        }
        details {
            summary { (t!(words, "sent-nothing")) }
            div.stack {
                p { (t!(words, "sent-nothing-help")) }
                form method="post" action=(visit.href(again)) {
                    (hidden("email", typed.get("email")))
                    button.btn.second type="submit" { (t!(words, "sent-again")) }
                }
                p { a href=(visit.href(base)) { (t!(words, "sent-other-address")) } }
            }
        }
        @if visit.app.config.demo { p.note { (t!(words, "sent-demo")) " " a href="/mailbox" { (t!(words, "mailbox-title")) } } }
    };
    Page::new(t!(words, "sent-title"), body).private()
}

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
    let (editions, device) = (visit.app.editions.clone(), visit.device.clone());
    let tried =
        visit.app.change(Actor::System, move |c| verbs::enter_by_code(c, &editions, &email, (&code, &device))).await?;
    match tried {
        Tried::In(entered) => Ok(welcome_in(&visit, entered)),
        // One answer whether the code is wrong, too old, or the address unknown: it tells nothing of the address.
        Tried::No => {
            errors.add("code", t!(visit.words, "error-code-wrong"));
            Ok(visit.show_again(sent_page(&visit, &visit.form, &errors, base)))
        }
    }
}

fn welcome_in(visit: &Visit, entered: Entered) -> Reply {
    let cookie = visit.app.cookie().set(&entered.token, entered.seconds);
    Reply::see(safe_next(&entered.next)).with_cookie(cookie)
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
            button.btn type="submit" { (t!(words, "door-enter")) }
        }
    };
    Ok(visit.show(Page::new(title, body).private()))
}

pub(crate) async fn enter(visit: Visit) -> Result<Reply, Fault> {
    let (token, editions) = (visit.param("token").to_owned(), visit.app.editions.clone());
    let device = visit.device.clone();
    let entered = visit
        .app
        .change(Actor::System, move |change| match links::by_token(change.tx, &token, change.now)? {
            Some(link) => Ok(Some(verbs::enter(change, &editions, &link, &device)?)),
            None => Ok(None),
        })
        .await?;
    match entered {
        Some(entered) => Ok(welcome_in(&visit, entered)),
        None => Ok(Reply::Page(axum::http::StatusCode::GONE, dead_link(&visit).render(visit.words, &visit.frame()))),
    }
}

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
