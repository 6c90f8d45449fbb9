//! `POST /classes/{key}/sign-up`: one tap for a known person. A stranger enrolls and signs up in one form.

use super::{
    person_state, refusals,
    verbs::{self, Ask, Content, Done},
};
use crate::{
    classes::offerings::{self, Class},
    ground::{fault::Fault, ids::PersonId, verb::Verb},
    people::{
        limited::{limited, too_many},
        limits::{self, Kind, Room},
        signin::{
            self,
            asked::{Asked, AskedClass},
            pressed,
        },
    },
    programme::change::{Actor, Entry},
    progress::{
        self,
        enrolment::{
            self,
            form::{self, Given},
        },
    },
    seats::signup::confirmed::enroll_known,
    visit::{Visit, ways::query},
};
use kit::{
    Page, Reply,
    form::{Errors, Typed, hidden},
    t,
};
use maud::html;
use rules::seats::{PersonState, Request, Stage};

fn request(typed: &Typed) -> Request {
    Request {
        site: typed.get("site").parse().unwrap_or(0),
        may_wait: typed.ticked("wait"),
        repeat: typed.ticked("repeat"),
        tight: typed.ticked("tight"),
    }
}

pub(crate) fn form_key(typed: &Typed) -> Option<String> {
    let key = typed.get("request");
    (!key.is_empty() && key.len() <= 64).then(|| key.to_owned())
}

/// `POST /classes/{key}/sign-up`: one tap. In the opening rush everybody comes through here, so that nothing is read
/// that is not needed: the class is shown only to those who are refused.
pub(crate) async fn create(visit: Visit) -> Result<Reply, Fault> {
    let class_key = offerings::key_of(visit.param("key")).to_owned();
    let Some(person) = visit.visitor.as_ref().map(|v| v.id) else {
        // anyone who was signed in a moment ago signs in again, and what they pressed is kept
        if visit.ended.is_some() {
            return Err(Fault::SignIn);
        }
        let said = ["site", "wait"].map(|name| (name, visit.form.get(name)));
        let said: Vec<(&str, &str)> = said.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let query = query(&said);
        let query = if query.is_empty() { query } else { format!("?{query}") };
        return Ok(Reply::see(format!("{}{query}", visit.href(&format!("/classes/{class_key}/sign-up")))));
    };
    let wants = request(&visit.form);
    // whoever knows that they have it, and wants it again, is not told again
    let known = wants.repeat.then_some(Content::NotLooked);
    let done = match attempt(&visit, person, &class_key, (wants, known)).await? {
        Pressed::Answered(done) => done,
        Pressed::HasContent => {
            // the record is read before the class is locked
            let wanted = class_key.clone();
            let already = visit.read(move |tx| progress::content::already(tx, person, &wanted)).await?;
            match attempt(&visit, person, &class_key, (wants, Some(Content::Looked(already)))).await? {
                Pressed::Answered(done) => done,
                Pressed::HasContent => return Err(Fault::Ours("a record was asked for twice".to_owned())),
            }
        }
    };
    match done {
        Done::In | Done::KeepsOld => Ok(Reply::see(format!("/me/classes/{class_key}"))),
        Done::Refused(refusal, other) => {
            let class = offerings::of_address(&visit).await?;
            refusals::page(&visit, &class, refusal, other, wants).await
        }
        Done::OtherForm => Ok(refusals::other_form(&visit, &offerings::of_address(&visit).await?)),
    }
}

/// What came of one press.
enum Pressed {
    Answered(Done),
    /// They have hours or seats: what they have of this class's content is looked up first.
    HasContent,
}

/// One press in one transaction. Most people in an opening rush have nothing yet, and no record of theirs is read.
async fn attempt(
    visit: &Visit,
    person: PersonId,
    class: &str,
    (request, content): (Request, Option<Content>),
) -> Result<Pressed, Fault> {
    let (key, wanted) = (form_key(&visit.form), class.to_owned());
    visit
        .change(move |change| {
            let asked = person_state::asked_for(change.tx, &wanted, person, key.as_deref())?;
            if asked.has_content && content.is_none() && !asked.sent_before {
                return Ok(Pressed::HasContent);
            }
            let ask = Ask {
                offering: asked.offering,
                person,
                request,
                key: key.clone(),
                verified: true,
                may_hold: true,
                content: content.unwrap_or(Content::Looked(None)),
                told: false,
            };
            // A seat in a class of the programme is for candidates: one tap enrolls too.
            let done = if asked.enrolled && !asked.sent_before {
                verbs::sign_up_anew(change, &ask)
            } else if asked.enrolled {
                verbs::sign_up(change, &ask)
            } else {
                enroll_known(change, person, &*enrolment::store::by_class(change, Some(person), asked.offering)?)?;
                if change.tx.changed() == 0 {
                    // another tab enrolled them a moment ago
                    verbs::sign_up(change, &ask)
                } else {
                    // anyone not yet enrolled has no record to read
                    verbs::sign_up_quietly(change, &Ask { told: true, content: Content::NotLooked, ..ask })
                }
            };
            Ok(Pressed::Answered(done?))
        })
        .await
}

/// `GET /classes/{key}/sign-up`: the form for who is not signed in.
pub(crate) async fn stranger(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    if visit.visitor.is_some() {
        return Ok(Reply::see(visit.href(&class.path())));
    }
    // a class that has begun or is called off accepts nobody: its page says so, and what to do next
    if class.stage != Stage::Published || visit.now() >= class.starts() {
        return Ok(Reply::see(visit.href(&class.path())));
    }
    let typed = visit.query.clone().with("request", &visit.app.random.key(20));
    Ok(visit.show(page(&visit, &class, &typed, &Errors::default()).await?))
}

async fn page(visit: &Visit, class: &Class, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let words = visit.words;
    let wait = typed.ticked("wait");
    let title = if wait { t!(words, "stranger-wait-title") } else { t!(words, "stranger-title") };
    let sign_in = query(&[("next", &class.path())]);
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        p { strong { (class.full_title()) } ", " (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
        p { (t!(words, "stranger-known")) " " a href=(visit.href(&format!("/sign-in?{sign_in}"))) { (t!(words, "stranger-sign-in")) } }
        p { (t!(words, "enroll-lead")) }
        form.stack method="post" action=(visit.href(&format!("/classes/{}/enroll", class.key))) novalidate {
            (hidden("request", typed.get("request")))
            @if wait { (hidden("wait", "1")) }
            @if !typed.get("site").is_empty() { (hidden("site", typed.get("site"))) }
            (form::fields(visit, typed, errors).await?)
            p { button.btn.wide type="submit" { (t!(words, "stranger-button")) } }
        }
    };
    Ok(Page::new(title, body).private())
}

/// `POST /classes/{key}/enroll`: enrolls and signs up at once. The seat is held until the address is confirmed; an
/// address that is known gets the sign-in mail, and nothing is done in its name.
pub(crate) async fn enroll_and_sign_up(visit: Visit) -> Result<Reply, Fault> {
    let class = offerings::of_address(&visit).await?;
    if visit.visitor.is_some() {
        return Ok(Reply::see(visit.href(&class.path())));
    }
    let said = match form::read(&visit).await? {
        Given::Wrong(errors) => return Ok(visit.show_again(page(&visit, &class, &visit.form, &errors).await?)),
        Given::WhichLocal(close) => {
            let action = visit.href(&format!("/classes/{}/enroll", class.key));
            let body = form::which_local(&visit, &action, &close);
            return Ok(visit.show(Page::new(t!(visit.words, "local-which-title"), body).private()));
        }
        Given::Ready(said) => said,
    };
    if let Some(errors) = limited(&visit, "email").await? {
        let page = page(&visit, &class, &visit.form, &errors).await?;
        return Ok(too_many(&visit, page));
    }
    let may_hold = limits::take(&visit, Kind::Held).await? == Room::There;
    let (email, name, press) = (said.email.clone(), said.name.clone(), visit.form.get(pressed::FIELD).to_owned());
    let (key, wants) = (form_key(&visit.form), request(&visit.form));
    let (offering, class_key) = (class.id, class.key.clone());
    let done = visit
        .app
        .change(Actor::System, move |change| {
            // Checked for everybody alike, and before anything is written, so that the answer reveals nothing about the
            // address. Membership is looked up once the address is confirmed.
            let stranger =
                PersonState { local: said.local_id, work: said.work.clone(), member: true, ..PersonState::default() };
            if let Some(refusal) = verbs::closed_to_all(change, offering, &stranger)? {
                return Ok(Done::Refused(refusal, None));
            }
            let edition = enrolment::store::by_class(change, None, offering)?;
            let asked = enrolment::verbs::join(change, &said, &edition)?;
            if !asked.verified {
                // If the class filled up meanwhile, they wait; what concerns only the person (another class at that
                // time, credit they have) is said once we know who they are.
                let request = Request { may_wait: true, ..wants };
                let ask = Ask {
                    offering,
                    person: asked.person,
                    request,
                    key: key.clone(),
                    verified: false,
                    may_hold,
                    content: Content::NotLooked,
                    told: false,
                };
                verbs::sign_up_quietly(change, &ask)?;
            }
            enrolment::verbs::owe_confirmation(change, asked, &format!("/me/classes/{class_key}"), &press)?;
            if change.tx.changed() == 0 {
                signin::verbs::note(change, asked.person)?;
                return Ok(Done::In);
            }
            change.audit(&Entry {
                verb: Verb::EnrolmentAsked,
                object: "person",
                id: asked.person.0,
                before: "",
                after: "with a class",
                reason: "",
            })?;
            Ok(Done::In)
        })
        .await?;
    match done {
        Done::In | Done::KeepsOld => {
            let held = AskedClass {
                title: class.full_title(),
                when: class.times_short(visit.words, &visit.app.zone),
                name,
                until: visit.now().plus_minutes(verbs::HELD).min(class.closes_at).0,
            };
            let query = Asked { email, class: Some(held) }.query(&visit)?;
            Ok(Reply::see(format!("{}?{query}", visit.href("/enroll/sent"))))
        }
        Done::Refused(refusal, other) => refusals::page(&visit, &class, refusal, other, wants).await,
        Done::OtherForm => Ok(refusals::other_form(&visit, &class)),
    }
}
