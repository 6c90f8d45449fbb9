//! Drafts and their way to being published: what is still open is named, and what is unusual is confirmed by whoever
//! publishes.

use super::{class_form::id_of, timetable};
use crate::{
    classes::{
        offerings::Class,
        teaching::{
            self,
            store::{State, Teaching},
        },
    },
    ground::{fault::Fault, ids::OfferingId, verb::Verb, when},
    office::import::{class, rows::Cells},
    programme::{
        Reading,
        change::{Change, Entry},
    },
    visit::{Visit, policy::Policy},
};
use db::{Tx, params, sql};
use jiff::civil::Date;
use kit::{
    Page, Reply, Words,
    form::{Errors, Field, Typed, checkbox},
    parts::{button_form, facts, note},
    t,
};
use maud::{Markup, html};
use rules::time::Instant;

/// What stands between a draft and the public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Checklist {
    /// What has to be done first.
    pub open: Vec<String>,
    /// What is allowed, but has to be confirmed.
    pub unusual: Vec<String>,
}

/// Whether a text only holds the place of one that is still to come.
fn is_placeholder(text: &str) -> bool {
    let folded = crate::ground::fold::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    ["tbd", "tba", "tbc", "xxx", "todo", "lorem"].iter().any(|p| words.contains(p))
        || folded.contains("to be announced")
        || folded.contains("to be decided")
        || text.contains("???")
}

/// Columns that a published class must have filled in, and those that people read.
const NEEDED: [&str; 3] = ["course", "sessions", "trainers"];
const READ: [&str; 6] = ["subtitle", "room", "trainers", "notice", "elsewhere", "sites"];

/// What is open and what is unusual about a class.
pub(crate) fn checklist(at: &Reading<'_, '_>, words: Words, offering: OfferingId) -> Result<Checklist, Fault> {
    let cells = class::row_of(at, offering)?;
    let mut list = Checklist::default();
    let row = at.one(
        sql!(
            "select o.worth, c.minutes, c.about, c.audience, v.address, v.access, o.starts_at, o.ends_at, o.mode,
                    coalesce(r.seats, 0), o.capacity, o.min_enrol,
                    exists (select 1 from room m where m.venue_id = o.venue_id)
             from offering o join course c on c.code = o.course_code join venue v on v.id = o.venue_id
             left join room r on r.venue_id = o.venue_id and r.name = o.room where o.id = $1"
        ),
        &params![offering],
    )?;
    let get = |cells: &Cells, column: &str| cells.get(column).cloned().unwrap_or_default();
    let column = |c: &str| super::forms::label(words, crate::office::import::Kind::Offerings, c);
    for c in NEEDED.into_iter().filter(|c| get(&cells, c).is_empty()) {
        list.open.push(t!(words, "check-empty", field = column(c)));
    }
    let in_person = row.text(8)? == "in-person";
    // a place without a list of rooms is one room
    let has_rooms: bool = row.get(12)?;
    if in_person && has_rooms && get(&cells, "room").is_empty() && get(&cells, "sites").is_empty() {
        list.open.push(t!(words, "check-empty", field = column("room")));
    }
    let elsewhere = !get(&cells, "elsewhere").is_empty();
    if get(&cells, "capacity") == "0" && !elsewhere {
        list.open.push(t!(words, "check-no-seats"));
    }
    for (place, key) in [(2, "check-course-about"), (3, "check-course-audience")] {
        if row.text(place)?.is_empty() {
            list.open.push(words.text(key, &[]));
        }
    }
    if in_person && row.text(4)?.is_empty() {
        list.open.push(t!(words, "check-venue-address"));
    }
    if in_person && row.text(5)?.is_empty() {
        list.unusual.push(t!(words, "check-venue-access"));
    }
    for c in READ.into_iter().filter(|c| is_placeholder(&get(&cells, c))) {
        list.open.push(t!(words, "check-placeholder", field = column(c), text = get(&cells, c)));
    }
    for place in [2, 3, 4] {
        if is_placeholder(row.text(place)?) {
            list.open.push(t!(words, "check-placeholder-text", text = row.text(place)?));
        }
    }
    if row.get::<i64>(6)? <= at.now.0 {
        list.open.push(t!(words, "check-begun"));
    }
    let credited: Vec<i64> = serde_json::from_str(row.text(0)?)?;
    let (credited, nominal) = (credited.iter().sum::<i64>(), row.get::<i64>(1)?);
    if credited != nominal {
        list.unusual.push(t!(words, "check-band", credited = words.hours(credited), nominal = words.hours(nominal)));
    }
    let (room, capacity): (i64, i64) = (row.get(9)?, row.get(10)?);
    let fewest: i64 = row.get(11)?;
    if !elsewhere && fewest > capacity {
        list.unusual.push(t!(words, "check-fewest", fewest = fewest, seats = capacity));
    }
    if room > 0 && capacity > room {
        list.unusual.push(t!(words, "check-room-seats", seats = capacity, room = room));
    }
    let near = timetable::entries(
        at,
        Instant(row.get(6)?).plus_minutes(-12 * 60),
        Instant(row.get(7)?).plus_minutes(12 * 60),
    )?;
    let clashes = timetable::said(at, words, &near)?;
    list.unusual.extend(clashes.into_iter().filter(|c| c.one == offering || c.other == offering).map(|c| c.text));
    let days: Vec<Date> = class_days(at, offering)?;
    for named in teaching::store::of_class(at, offering)?.iter().filter(|t| t.state != State::Declined) {
        if let Some(day) = teaching::able::store::of_person(at, named.person)?.away_on(&days) {
            list.unusual.push(t!(words, "check-away", name = &named.name, day = words.date(when::civil_day(day))));
        }
    }
    Ok(list)
}

/// The days of a class.
fn class_days(at: &Reading<'_, '_>, offering: OfferingId) -> Result<Vec<Date>, Fault> {
    let rows = at.all(sql!("select starts_at from session where offering_id = $1"), &params![offering])?;
    rows.iter().map(|r| Ok(Instant(r.get(0)?).date(at.zone))).collect()
}

/// An unpublished class, as it is listed.
struct Draft {
    id: OfferingId,
    key: String,
    title: String,
    starts: Instant,
}

fn drafts(tx: &Tx<'_>) -> Result<Vec<Draft>, Fault> {
    let rows = tx.all(
        sql!(
            "select o.id, o.key, c.title, o.subtitle, o.starts_at from offering o join course c on c.code = o.course_code
             where o.stage = 'draft' order by o.starts_at limit 500"
        ),
        &[],
    )?;
    rows.iter()
        .map(|r| {
            let (title, subtitle): (String, String) = (r.get(2)?, r.get(3)?);
            let title = if subtitle.is_empty() { title } else { format!("{title}: {subtitle}") };
            Ok(Draft { id: r.get(0)?, key: r.get(1)?, title, starts: Instant(r.get(4)?) })
        })
        .collect()
}

/// `GET /staff/drafts`
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let found = visit
        .read(move |tx| {
            let mut out = Vec::new();
            for d in drafts(tx)? {
                let list = checklist(tx, words, d.id)?;
                out.push((d, list));
            }
            Ok(out)
        })
        .await?;
    let ready = found.iter().filter(|(_, c)| c.open.is_empty() && c.unusual.is_empty()).count();
    let body = html! {
        h1 { (t!(words, "drafts-title")) }
        p { (t!(words, "drafts-lead")) }
        @if let Some(count) = visit.query.get("published").parse::<usize>().ok() {
            p.note.ok role="status" { (t!(words, "drafts-published", count = count)) }
        }
        @if found.is_empty() { p { (t!(words, "drafts-none")) } }
        @if ready > 0 && visit.may(Policy::Coordinate) {
            (button_form("/staff/drafts/publish", "", &t!(words, "drafts-publish-ready", count = ready), html! {}))
        }
        ul.plain.stack { @for (d, list) in &found { li.card.stack.tight {
            h2.small-title { a href={ "/staff/classes/" (d.key) "/plan" } { (d.title) } }
            p { (when::moment(words, d.starts, &visit.app.zone)) }
            @if list.open.is_empty() && list.unusual.is_empty() { p { (t!(words, "drafts-ready")) } }
            @if !list.open.is_empty() { p { (t!(words, "drafts-open", count = list.open.len())) } }
            @if !list.unusual.is_empty() { p { (t!(words, "drafts-unusual", count = list.unusual.len())) } }
        } } }
        p { a href="/staff/catalogue" { (t!(words, "go-back")) } }
    };
    Ok(visit.show(Page::new(t!(words, "drafts-title"), body).private()))
}

/// The state of a class on its way from a draft to credited hours.
pub(crate) fn state(tx: &Tx<'_>, offering: OfferingId, now: Instant) -> Result<&'static str, Fault> {
    let row = tx.one(
        sql!(
            "select o.stage, o.closes_at, o.ends_at, r.approved_at is not null from offering o
             left join roster r on r.offering_id = o.id where o.id = $1"
        ),
        &params![offering],
    )?;
    Ok(match row.text(0)? {
        "draft" => "draft",
        "cancelled" => "cancelled",
        _ if row.get::<Option<bool>>(3)? == Some(true) => "credited",
        _ if row.get::<i64>(2)? <= now.0 => "held",
        _ if row.get::<i64>(1)? <= now.0 => "closed",
        _ => "published",
    })
}

/// `GET /staff/classes/{key}/plan`: a class as it is planned, with its checklist.
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let page = page(&visit, &Errors::default()).await?;
    Ok(visit.show(page))
}

async fn page(visit: &Visit, errors: &Errors) -> Result<Page, Fault> {
    let (key, words, now) = (visit.param("key").to_owned(), visit.words, visit.now());
    let (class, state, list, people, asked) = visit
        .read(move |tx| {
            let (id, _) = id_of(tx, &key)?;
            let class = crate::classes::offerings::store::by_id(tx, &*tx.edition()?, id)?;
            let people: i64 =
                tx.one(sql!("select count(*) from signup where offering_id = $1"), &params![id])?.get(0)?;
            Ok((class, state(tx, id, now)?, checklist(tx, words, id)?, people, teaching::store::of_class(tx, id)?))
        })
        .await?;
    let (at, plans) = (format!("/staff/classes/{}", class.key), visit.may(Policy::Coordinate));
    let rows = vec![
        (t!(words, "fact-when"), html! { @for line in class.times(words, &visit.app.zone) { (line) br; } }),
        (t!(words, "fact-where"), html! { (class.place(words)) }),
        (t!(words, "fact-trainers"), trainers(visit, &class, &asked)),
        (
            t!(words, "fact-seats"),
            html! { (t!(words, "seats-of", taken = class.taken, capacity = class.capacity, waiting = class.waiting)) },
        ),
        (t!(words, "list-hours"), html! { (words.hours(class.minutes(visit))) }),
        (t!(words, "class-state"), html! { (words.text(&format!("stage-{state}"), &[])) }),
    ];
    let body = html! {
        (errors.summary(words))
        h1 { (class.full_title()) }
        @if !visit.query.get("said").is_empty() {
            p.note.ok role="status" {
                (words.text(&format!("class-said-{}", visit.query.get("said")), &[]))
            }
        }
        div.card { (facts(&rows)) }
        @if state == "draft" {
            @if !list.open.is_empty() { (note("bad", &t!(words, "check-open"), html! { ul { @for o in &list.open { li { (o) } } } })) }
            @if list.open.is_empty() && list.unusual.is_empty() { p.note.ok { (t!(words, "check-all")) } }
        }
        @if !list.unusual.is_empty() {
            (note("warn", &t!(words, "check-unusual"), html! { ul { @for u in &list.unusual { li { (u) } } } }))
        }
        @if plans && state == "draft" && list.open.is_empty() {
            form.stack method="post" action={ (at) "/publish" } {
                @if !list.unusual.is_empty() {
                    (checkbox(words, Field::new("meant", &t!(words, "check-meant")), &Typed::default(), errors))
                }
                p { button.btn type="submit" { (t!(words, "class-publish")) } }
            }
        }
        p.row {
            @if plans && state != "cancelled" { a href={ (at) "/edit" } { (t!(words, "class-edit")) } }
            @if state != "draft" { a href=(at) { (t!(words, "class-manage")) } a href=(class.path()) { (t!(words, "class-public")) } }
            a href={ "/staff/trainers?class=" (class.key) } { (t!(words, "able-desk-who")) }
            a href="/staff/timetable" { (t!(words, "timetable-title")) }
        }
        @if plans && state == "published" && people == 0 {
            (button_form(&format!("{at}/unpublish"), "second", &t!(words, "class-unpublish"), html! {}))
        }
    };
    Ok(Page::new(class.full_title(), body).private())
}

/// The trainers as members read them, and what each of those who were asked has said.
fn trainers(visit: &Visit, class: &Class, asked: &[Teaching]) -> Markup {
    let words = visit.words;
    html! {
        (class.trainers)
        @for t in asked {
            br;
            (t.name) ": " (words.text(&format!("teaching-state-{}", t.state.name()), &[]))
            @if !t.reason.is_empty() { ". " (t.reason) }
        }
    }
}

/// What became of publishing.
enum Published {
    Yes,
    Open,
    Unusual,
}

fn publish(change: &Change<'_, '_>, words: Words, offering: OfferingId, meant: bool) -> Result<Published, Fault> {
    let list = checklist(change, words, offering)?;
    if !list.open.is_empty() {
        return Ok(Published::Open);
    }
    if !list.unusual.is_empty() && !meant {
        return Ok(Published::Unusual);
    }
    let done = change.tx.run(
        sql!(
            "update offering set stage = 'published', revision = revision + 1,
                    most_sessions = (select count(*) from session s where s.offering_id = offering.id)
             where id = $1 and stage = 'draft'"
        ),
        &params![offering],
    )?;
    if done > 0 {
        let reason = list.unusual.join(" / ");
        change.audit(&Entry {
            verb: Verb::OfferingPublished,
            object: "offering",
            id: offering.0,
            before: "draft",
            after: "published",
            reason: &reason,
        })?;
        teaching::verbs::ask(change, offering)?;
    }
    Ok(Published::Yes)
}

/// `POST /staff/classes/{key}/publish`
pub(crate) async fn publish_one(visit: Visit) -> Result<Reply, Fault> {
    let (key, words) = (visit.param("key").to_owned(), visit.words);
    let meant = visit.form.ticked("meant");
    let at = key.clone();
    let done = visit
        .change(move |change| {
            let (id, _) = id_of(change.tx, &key)?;
            publish(change, words, id, meant)
        })
        .await?;
    let mut errors = Errors::default();
    match done {
        Published::Yes => return Ok(Reply::see(format!("/staff/classes/{at}/plan?said=published"))),
        Published::Open => errors.add("main", t!(words, "error-check-open")),
        Published::Unusual => errors.add("meant", t!(words, "error-check-meant")),
    }
    let page = page(&visit, &errors).await?;
    Ok(visit.show_again(page))
}

/// `POST /staff/drafts/publish`: publishes every draft of which nothing is open and nothing unusual, each in a change
/// of its own.
pub(crate) async fn publish_ready(visit: Visit) -> Result<Reply, Fault> {
    let words = visit.words;
    let mut count = 0;
    for draft in visit.read(|tx| drafts(tx)).await? {
        let done = visit.change(move |change| publish(change, words, draft.id, false)).await?;
        count += usize::from(matches!(done, Published::Yes));
    }
    Ok(Reply::see(format!("/staff/drafts?published={count}")))
}

/// `POST /staff/classes/{key}/unpublish`: takes a class that nobody signed up for back to a draft.
pub(crate) async fn unpublish(visit: Visit) -> Result<Reply, Fault> {
    let key = visit.param("key").to_owned();
    let at = key.clone();
    visit
        .change(move |change| {
            let (id, _) = id_of(change.tx, &key)?;
            let done = change.tx.run(
                sql!(
                    "update offering set stage = 'draft', revision = revision + 1 where id = $1 and stage = 'published'
                       and not exists (select 1 from signup s where s.offering_id = $1)
                       and not exists (select 1 from team t where t.offering_id = $1)"
                ),
                &params![id],
            )?;
            if done > 0 {
                change.audit(&Entry {
                    verb: Verb::OfferingUnpublished,
                    object: "offering",
                    id: id.0,
                    before: "published",
                    after: "draft",
                    reason: "",
                })?;
            }
            Ok(())
        })
        .await?;
    Ok(Reply::see(format!("/staff/classes/{at}/plan")))
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn what_is_still_to_come_is_found() {
        for text in ["Room TBD", "t.b.a.: tba", "To be announced", "???", "xxx", "Trainer: TBC"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["Room 2", "Tabatha Xu", "Why?", "Todos Santos hall"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
