//! `GET /classes/{key}`: one class, to decide and go.

use crate::{
    classes::offerings::{
        Class, SeatState,
        card::{self, MemberState},
        dates::next_open,
        key_of,
        one_group::why_one_group,
        store,
    },
    ground::{fault::Fault, when},
    programme::{WordingIn, courses::Level},
    progress::{content::ForMember, enrolment},
    seats::signup::{self, mine::Mine},
    site::trainers::{self, store::TrainerPage},
    visit::Visit,
};
use kit::{
    Page, Reply,
    parts::{facts, note},
    t,
};
use maud::{Markup, html};
use rules::{
    seats::{Request, Stage},
    time::Instant,
};

/// The visit in the programme of theirs for which a class counts, where the address names none.
async fn in_own_programme(visit: Visit, key: String) -> Result<Visit, Fault> {
    let Some(person) = visit.visitor.as_ref().map(|v| v.id).filter(|_| visit.base.is_empty()) else { return Ok(visit) };
    if visit.app.editions.listed().len() < 2 {
        return Ok(visit);
    }
    let found = visit.read(move |tx| enrolment::store::counting(tx, person, store::id_of(tx, &key)?)).await?;
    Ok(match found {
        Some(programme) => Visit { app: visit.app.in_programme(Some(programme.into())), ..visit },
        None => visit,
    })
}

/// `GET /classes/{key}`
pub(crate) async fn show(visit: Visit) -> Result<Reply, Fault> {
    let key = key_of(visit.param("key")).to_owned();
    let now = visit.now();
    let person = visit.visitor.as_ref().map(|v| v.id);
    let visit = in_own_programme(visit, key.clone()).await?;
    let (edition, class, mine, others, for_member, trainers) = visit
        .read(move |tx| {
            let edition = tx.edition()?;
            let class = store::by_key(tx, &edition, &key)?;
            let mine = person.map(|p| signup::mine::with_content(tx, p)).transpose()?.unwrap_or_default();
            let others = other_dates(store::upcoming(tx, &edition, now)?, &class, &mine, now);
            let open = class.stage == Stage::Published && now < class.closes_at;
            let asks = person.filter(|_| open && !mine.state(&class).is_some_and(MemberState::is_sign_up));
            let for_member = match asks {
                Some(person) => ForMember::load(tx, person, &class)?,
                None => None,
            };
            let trainers = trainers::store::of_class(tx, class.id)?;
            Ok((edition, class, mine, others, for_member, trainers))
        })
        .await?;
    // A renamed class keeps its old links: the key decides, the tail is corrected.
    let wanted = class.path();
    if format!("/classes/{}", visit.param("key")) != wanted {
        return Ok(Reply::Moved(visit.href(&wanted)));
    }
    let words = visit.words;
    let wording = edition.wording.of(visit.language());
    let state = mine.state(&class);
    let signed_up = state.is_some_and(MemberState::is_sign_up);
    let body = html! {
        h1 lang=[card::titles(words)] { (class.full_title()) }
        (banner(&visit, &class))
        div.two {
            section.card.stack aria-labelledby="when" {
                h2 id="when" { (t!(words, "class-when-where")) }
                (facts(&rows(&visit, (&class, &trainers), wording, for_member.as_ref())))
                p.row { (card::seat_tag(words, &class, now, &visit.app.zone)) @if let Some(mine) = state { (card::mine_tag(words, mine)) } }
                @if let Some(them) = &for_member { (them.say(&visit)) }
                @if signed_up || class.sites.is_empty() { (card::action_here(&visit, &class, state)) }
                @else { (sites(&visit, &class)) }
                @if !signed_up { (why_not(&visit, &class)) }
                (for_officers(&visit, &class))
                (for_the_office(&visit, &class))
                @if class.stage == Stage::Published && now < class.ends() {
                    p { a href=(visit.href(&format!("/classes/{}/calendar.ics", class.key))) { (t!(words, "add-to-calendar")) } }
                }
            }
            section.stack aria-labelledby="what" {
                h2 id="what" { (t!(words, "class-about")) }
                @if !class.about.is_empty() { p lang=[card::titles(words)] { (class.about) } }
                @if !class.topics.is_empty() {
                    h3 { (t!(words, "class-topics")) }
                    ul { @for topic in &class.topics { li { (wording.topic(topic)) } } }
                }
                p {
                    a href=(visit.href(&format!("/topics/{}", crate::classes::offerings::slug(&class.title)))) {
                        (t!(words, "topic-all-dates"))
                    }
                }
                @if class.level != Level::Any { p { (words.text(&format!("level-{}", class.level.name()), &[])) } }
                @if !class.audience.is_empty() { p { (t!(words, "class-audience", audience = &class.audience)) } }
            }
        }
        @if !others.is_empty() {
            @let same = others.iter().any(|c| c.code == class.code);
            h2 id="other-dates" { @if same { (t!(words, "class-other-dates")) } @else { (t!(words, "other-classes")) } }
            ul.plain.stack { @for other in others.iter().take(5) { (card::card(&visit, wording, other, mine.state(other))) } }
        }
    };
    Ok(visit.show(Page::new(class.full_title(), body)))
}

/// Other dates of the course; for a class that is called off and has none, other classes of its part. Never one that
/// the visitor is signed up for.
fn other_dates(upcoming: Vec<Class>, class: &Class, mine: &Mine, now: Instant) -> Vec<Class> {
    let theirs = |c: &Class| mine.state(c).is_some_and(MemberState::is_sign_up);
    let (same, others): (Vec<Class>, Vec<Class>) = upcoming
        .into_iter()
        .filter(|c| c.id != class.id && c.stage == Stage::Published && !theirs(c))
        .partition(|c| c.code == class.code);
    if !same.is_empty() || class.stage != Stage::Cancelled {
        return same;
    }
    let alike: Vec<Class> = others.into_iter().filter(|c| c.parts.iter().any(|p| class.parts.contains(p))).collect();
    next_open(&alike, now, 3).into_iter().cloned().collect()
}

fn rows(
    visit: &Visit,
    (class, trainers): (&Class, &[TrainerPage]),
    wording: &WordingIn,
    for_member: Option<&ForMember>,
) -> Vec<(String, Markup)> {
    let words = visit.words;
    // for anyone who needs nothing of it, it belongs to a part but counts for none
    let counts = if for_member.is_some_and(|m| !m.helps) { t!(words, "fact-part") } else { t!(words, "fact-counts") };
    let mut rows = vec![
        (t!(words, "fact-when"), html! { @for line in class.times(words, &visit.app.zone) { (line) br; } }),
        (
            t!(words, "fact-where"),
            html! {
                @if class.online { (t!(words, "online-detail")) }
                @else { a href=(visit.href(&format!("/venues/{}", class.venue.key))) { (class.place(words)) } br; (class.venue.address) }
            },
        ),
        (counts, html! { (class.parts_in_words(visit, wording)) ", " (words.hours(class.minutes(visit))) }),
    ];
    if !class.trainers.is_empty() {
        let link = |t: &TrainerPage| {
            let address = visit.href(&format!("/trainers/{}", t.key));
            html! { a href=(address) { (t!(words, "trainer-about-link", name = &t.name)) } }
        };
        rows.push((
            t!(words, "fact-trainers"),
            html! { (class.trainers) @for trainer in trainers { br; (link(trainer)) } },
        ));
    }
    if let Some((key, title)) = &class.event {
        rows.push((t!(words, "fact-event"), html! { a href=(visit.href(&format!("/events/{key}"))) { (title) } }));
    }
    rows
}

fn banner(visit: &Visit, class: &Class) -> Markup {
    let words = visit.words;
    html! {
        @if class.stage == Stage::Cancelled {
            (note("bad", &t!(words, "class-cancelled-title"), html! {
                @if !class.notice.is_empty() { p { (class.notice) } }
                p.row {
                    a href=(visit.href(&format!("/me/wishes?topic={}", class.code))) { (t!(words, "wish-link")) }
                    a href=(visit.href("/classes")) { (t!(words, "classes-all")) }
                }
            }))
        } @else if !class.notice.is_empty() {
            @let title = if class.moved_at.is_some() { t!(words, "class-changed-title") } else { t!(words, "class-notice-title") };
            (note("warn", &title, html! { p { (class.notice) } }))
        }
    }
}

/// A class at several sites: each with its seats and its button.
fn sites(visit: &Visit, class: &Class) -> Markup {
    let words = visit.words;
    let state = class.seats(visit.now());
    let open = matches!(state, SeatState::Left(_) | SeatState::Few(_) | SeatState::OneGroup | SeatState::Full { .. });
    html! {
        ul.plain.stack { @for site in &class.sites {
            li.stack.tight {
                p { strong { (site.place(words)) } " · "
                    @if matches!(state, SeatState::OneGroup) { (t!(words, "seats-one-group")) }
                    @else if site.open() > 0 { (t!(words, "seats-left", count = site.open())) }
                    @else { (t!(words, "seats-full-waiting", count = site.waiting)) } }
                @if open {
                    @let request = Request { site: site.number, may_wait: site.open() == 0, ..Request::default() };
                    @let text = if site.open() > 0 { t!(words, "sign-up") } else { t!(words, "join-waiting-list") };
                    (card::sign_up_button(
                        visit,
                        class,
                        if site.open() > 0 { "" } else { "second" },
                        &text,
                        &format!(": {}", site.place(words)),
                        request,
                    ))
                }
            }
        } }
    }
}

/// Anyone who speaks for a local can hold seats for its people.
fn for_officers(visit: &Visit, class: &Class) -> Markup {
    let of = visit.visitor.as_ref().and_then(|v| v.holds.officer_of);
    let theirs =
        class.only_local.as_ref().is_none_or(|(only, _)| of == Some(*only) || !class.for_one_group(visit.now()));
    let officer = of.is_some() && theirs;
    let open = class.stage == Stage::Published && visit.now() < class.closes_at && class.elsewhere.is_none();
    html! {
        @if officer && open {
            p { a href={ "/local/sign-up/" (class.key) } { (t!(visit.words, "team-hold-link")) } }
        }
    }
}

/// Leads the office from the public page of a class to its own.
fn for_the_office(visit: &Visit, class: &Class) -> Markup {
    let staff = visit.visitor.as_ref().is_some_and(crate::visit::visitor::Visitor::staff);
    html! { @if staff { p { a href={ "/staff/classes/" (class.key) } { (t!(visit.words, "seats-office-link")) } } } }
}

/// Why the button is off or different, and what can be done.
fn why_not(visit: &Visit, class: &Class) -> Markup {
    let words = visit.words;
    let day = |at| words.day(when::day(at, &visit.app.zone), false);
    let sentence = match class.seats(visit.now()) {
        SeatState::Elsewhere => t!(words, "why-elsewhere"),
        SeatState::NotOpen(at) => t!(words, "why-not-open", day = day(at)),
        SeatState::Closed => t!(words, "why-closed", day = day(class.closes_at)),
        SeatState::Full { .. } => t!(words, "why-full"),
        SeatState::OneGroup => why_one_group(visit, class),
        SeatState::Left(_) | SeatState::Few(_) => {
            t!(
                words,
                "cancel-until",
                day = day(class.cancel_until),
                time = words.clock(when::clock(class.cancel_until, &visit.app.zone))
            )
        }
        SeatState::Past | SeatState::Cancelled => return html! {},
    };
    html! {
        p.mut { (sentence) }
        @if matches!(class.seats(visit.now()), SeatState::Full { .. } | SeatState::Closed) {
            p { a href=(visit.href(&format!("/me/wishes?topic={}", class.code))) { (t!(words, "wish-link")) } }
        }
        @if let Some(url) = class.elsewhere.as_ref().filter(|_| class.seats(visit.now()) == SeatState::Elsewhere) {
            p { a.btn href=(url) rel="external" { (t!(words, "sign-up-elsewhere")) } }
        }
    }
}
