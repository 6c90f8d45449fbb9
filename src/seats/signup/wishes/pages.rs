//! `/me/wishes`: the topics that somebody waits for.

use super::store::{self, StoredWish, times_name};
use crate::{
    classes::offerings::distance,
    ground::{fault::Fault, ids::PersonId},
    visit::Visit,
};
use db::{Tx, params, sql};
use kit::{
    Page, Reply,
    form::{Errors, Field, Typed, checkbox, radios, select},
    parts::button_form,
    t,
};
use maud::html;
use rules::seats::Wish;

/// Miles that can be chosen.
const MILES: [i64; 4] = [10, 25, 40, 75];

struct Choices {
    wishes: Vec<StoredWish>,
    courses: Vec<(String, String)>,
    /// Venues that have a place on the map: id as text, name.
    venues: Vec<(String, String)>,
}

fn choices(tx: &Tx<'_>, person: PersonId) -> Result<Choices, Fault> {
    let pairs = |rows: Vec<db::Row>| -> Result<Vec<(String, String)>, Fault> {
        rows.iter().map(|r| Ok((r.get(0)?, r.get(1)?))).collect()
    };
    Ok(Choices {
        wishes: store::of_person(tx, person)?,
        courses: pairs(tx.all(sql!("select code, title from course order by title limit 500"), &[])?)?,
        venues: pairs(tx.all(
            sql!(
                "select key, name from venue where latitude is not null and kind <> 'virtual' order by name limit 200"
            ),
            &[],
        )?)?,
    })
}

/// `GET /me/wishes`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let typed = Typed::default().with("topic", visit.query.get("topic")).with("online", "1").with("times", "any");
    let page = page(&visit, &typed, &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, typed: &Typed, errors: &Errors) -> Result<Page, Fault> {
    let person = visit.member()?.id;
    let Choices { wishes, courses, venues } = visit.read(move |tx| choices(tx, person)).await?;
    let words = visit.words;
    let title = t!(words, "wishes-title");
    let topics: Vec<_> = courses.into_iter().map(|(code, title)| (code, title, None)).collect();
    let anywhere = [(String::new(), t!(words, "wish-anywhere"), None)];
    let near: Vec<_> = anywhere.into_iter().chain(venues.into_iter().map(|(key, name)| (key, name, None))).collect();
    let miles: Vec<_> = MILES.iter().map(|m| (m.to_string(), t!(words, "wish-miles", count = *m), None)).collect();
    let times: Vec<_> = ["any", "evening", "weekend"]
        .iter()
        .map(|n| ((*n).to_owned(), words.text(&format!("wish-times-{n}"), &[])))
        .collect();
    let miles_typed = if typed.get("miles").is_empty() { typed.clone().with("miles", "40") } else { typed.clone() };
    let body = html! {
        (errors.summary(words))
        h1 { (title) }
        @match visit.query.get("said") {
            "made" => { p.note.ok role="status" { (t!(words, "wish-said-made")) } }
            "ended" => { p.note.ok role="status" { (t!(words, "wish-said-ended")) } }
            _ => {}
        }
        p { (t!(words, "wishes-lead")) }
        @if !wishes.is_empty() {
            ul.plain.stack { @for wish in &wishes {
                li.card.stack.tight {
                    h2.small-title { (wish.title) }
                    p { (in_words(visit, wish)) }
                    (button_form(&format!("/me/wishes/{}/end", wish.key), "second", &t!(words, "wish-end"), html! {}))
                }
            } }
        }
        h2 { (t!(words, "wish-new")) }
        form.stack method="post" action="/me/wishes" novalidate {
            (select(words, Field::new("topic", &t!(words, "wish-topic")), &topics, typed, errors))
            (select(words, Field::new("near", &t!(words, "wish-near")), &near, typed, errors))
            (select(words, Field::new("miles", &t!(words, "wish-within")), &miles, &miles_typed, errors))
            (checkbox(words, Field::new("online", &t!(words, "wish-online")), typed, errors))
            (radios(words, "times", &t!(words, "wish-times"), &times, typed, errors))
            p { button.btn type="submit" { (t!(words, "wish-button")) } }
        }
    };
    Ok(Page::new(title, body).private())
}

/// A wish in words.
fn in_words(visit: &Visit, stored: &StoredWish) -> String {
    let words = visit.words;
    let place = match stored.wish.miles {
        Some(miles) => t!(words, "wish-says-near", count = miles, place = &stored.near_name),
        None => t!(words, "wish-says-anywhere"),
    };
    let online = if stored.wish.online { t!(words, "wish-says-online") } else { t!(words, "wish-says-not-online") };
    let times = words.text(&format!("wish-times-{}", times_name(stored.wish.times)), &[]);
    [place, online, times].join(" · ")
}

/// `POST /me/wishes`
pub(crate) async fn make(visit: Visit) -> Result<Reply, Fault> {
    let (person, typed) = (visit.member()?.id, visit.form.clone());
    let words = visit.words;
    let (topic, near) = (typed.get("topic").to_owned(), typed.get("near").to_owned());
    let found = visit
        .read(move |tx| {
            let course = tx.optional(sql!("select 1 from course where code = $1"), &params![&topic])?.is_some();
            let venue: Option<i64> = tx
                .optional(sql!("select id from venue where key = $1"), &params![&near])?
                .map(|r| r.get(0))
                .transpose()?;
            let venue = match venue {
                Some(id) if distance::of_venue(tx, id)?.is_some() => Some(id),
                _ => None,
            };
            Ok((course, venue))
        })
        .await?;
    let (course, venue) = found;
    let mut errors = Errors::default();
    if !course {
        errors.add("topic", t!(words, "error-wish-topic"));
    }
    if errors.is_empty() {
        let miles = typed.get("miles").parse().ok().filter(|m| MILES.contains(m)).unwrap_or(40);
        let wish = Wish {
            miles: venue.map(|_| miles),
            online: typed.ticked("online"),
            times: store::times(typed.get("times")),
        };
        let code = typed.get("topic").to_owned();
        if visit.change(move |change| store::make(change, person, &code, venue, wish)).await? {
            return Ok(Reply::see("/me/wishes?said=made".to_owned()));
        }
        errors.add("topic", t!(words, "error-wish-many"));
    }
    Ok(visit.show_again(page(&visit, &visit.form, &errors).await?))
}

/// `POST /me/wishes/{key}/end`
pub(crate) async fn end(visit: Visit) -> Result<Reply, Fault> {
    let (person, key) = (visit.member()?.id, visit.param("key").to_owned());
    visit.change(move |change| store::end(change, person, &key)).await?;
    Ok(Reply::see("/me/wishes?said=ended".to_owned()))
}
