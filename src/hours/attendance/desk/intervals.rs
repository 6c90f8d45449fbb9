//! `/staff/attendance/{key}/times`: when somebody was in a session, as recorded by an online meeting or a door list.
//! Stretches are joined: two devices at once count once.

use crate::{
    classes::offerings::{self, Class},
    ground::{fault::Fault, when},
    hours::{
        attendance::store::{self, OnRoster, RosterState},
        credit::{
            desk::corrections,
            post::{HeldClass, stretches},
            verbs::{self, Times},
        },
    },
    programme::change::Change,
    visit::Visit,
};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, field, hidden, text_area},
    t,
};
use maud::html;
use rules::credit::Interval;

struct TimesPage {
    class: Class,
    person: OnRoster,
    /// The session's place in the class.
    number: usize,
    session: i64,
    length: i64,
    stored: Vec<Interval>,
    state: RosterState,
}

async fn load(visit: &Visit, person: &str, number: &str) -> Result<TimesPage, Fault> {
    let key = offerings::key_of(visit.param("key")).to_owned();
    let person = person.to_owned();
    let number: usize = number.parse().map_err(|_| Fault::NotFound)?;
    visit
        .read(move |tx| {
            let class = offerings::store::by_key(tx, &*tx.edition()?, &key)?;
            let held = HeldClass::load(tx, class.id)?;
            let person = store::people(tx, class.id)?.into_iter().find(|p| p.key == person).ok_or(Fault::NotFound)?;
            let session = held.sessions.get(number).ok_or(Fault::NotFound)?;
            let stored = stretches(tx, session.id, person.person)?;
            Ok(TimesPage {
                session: session.id,
                length: session.times.length,
                number,
                stored,
                person,
                state: store::state(tx, class.id)?,
                class,
            })
        })
        .await
}

/// `GET /staff/attendance/{key}/times`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit, visit.query.get("person"), visit.query.get("session")).await?;
    let text: Vec<String> = sheet.stored.iter().map(|i| format!("{}-{}", i.from, i.to)).collect();
    let typed = Typed::default().with("times", &text.join(", "));
    Ok(visit.show(page(&visit, &sheet, &typed, &Errors::default())))
}

fn page(visit: &Visit, sheet: &TimesPage, typed: &Typed, errors: &Errors) -> Page {
    let words = visit.words;
    let (label, hint) = (t!(words, "times-label"), t!(words, "times-hint", length = sheet.length));
    let reason = t!(words, "decide-reason");
    let at = format!("/staff/attendance/{}", sheet.class.key);
    let body = html! {
        (errors.summary(words))
        h1 { (t!(words, "times-title", name = &sheet.person.name, number = sheet.number + 1)) }
        p { (sheet.class.full_title()) ", " (sheet.class.times_short(words, &visit.app.zone)) }
        form.stack method="post" action={ (at) "/times" } novalidate {
            (hidden("person", &sheet.person.key))
            (hidden("session", &sheet.number.to_string()))
            (field(words, Field::new("times", &label).hinted(&hint), typed, errors))
            (text_area(words, Field::new("reason", &reason), 2, typed, errors))
            p { button.btn type="submit" { (t!(words, "save")) } }
        }
        p { a href=(at) { (t!(words, "go-back")) } }
    };
    Page::new(t!(words, "staff-attendance"), body).private()
}

/// "0-60, 62-120" as stretches in minutes from the session's start; `None` where it is not that.
fn read(text: &str, length: i64) -> Option<Vec<Interval>> {
    text.split([',', ';'])
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .map(|s| {
            let (from, to) = s.split_once(['-', '–'])?;
            let (from, to) = (from.trim().parse::<i64>().ok()?, to.trim().parse::<i64>().ok()?);
            (0 <= from && from < to && to <= length).then_some(Interval { from, to })
        })
        .collect()
}

/// Nobody comes and goes more often than this.
const MOST: usize = 50;

/// `POST /staff/attendance/{key}/times`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let sheet = load(&visit, visit.form.get("person"), visit.form.get("session")).await?;
    let words = visit.words;
    let mut errors = Errors::default();
    let times = read(visit.form.get("times"), sheet.length).filter(|t| t.len() <= MOST);
    if times.is_none() {
        errors.add("times", t!(words, "error-times", length = sheet.length));
    }
    let reason = visit.form.get("reason").to_owned();
    if reason.is_empty() || reason.chars().count() > 500 {
        errors.add("reason", t!(words, "error-reason"));
    }
    let starts = sheet.class.sessions.get(sheet.number).map_or(visit.now(), |s| s.span.start);
    if visit.now() < starts {
        errors.add("times", t!(words, "times-early", from = when::moment(words, starts, &visit.app.zone)));
    }
    if sheet.person.person == visit.member()?.id {
        errors.add("times", t!(words, "decision-oneself"));
    }
    let Some(times) = times.filter(|_| errors.is_empty()) else {
        return Ok(visit.show_again(page(&visit, &sheet, &visit.form, &errors)));
    };
    let (offering, session, person) = (sheet.class.id, sheet.session, sheet.person.person);
    let verb = move |change: &Change<'_, '_>| {
        verbs::set_times(change, &Times { offering, session, person, times: &times, reason: &reason })
    };
    if sheet.state == RosterState::Approved
        && let Some(question) = corrections::ask(&visit, &sheet.class, Some(person), verb.clone()).await?
    {
        return Ok(question);
    }
    visit.change(verb).await?;
    Ok(Reply::see(format!("/staff/attendance/{}?said=decided", sheet.class.key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_read_as_people_write_them() {
        let found = read("0-60, 62 - 120;121–178", 180).unwrap();
        assert_eq!(found.iter().map(|i| (i.from, i.to)).collect::<Vec<_>>(), [(0, 60), (62, 120), (121, 178)]);
        assert_eq!(read("", 180).unwrap().len(), 0);
        for text in ["60", "60-30", "0-181", "-5-10", "a-b"] {
            assert!(read(text, 180).is_none(), "{text}");
        }
    }
}
