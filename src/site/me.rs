//! `/me`: the member's home. What is done, what is left, and which classes would count.

use crate::ground::ids::PersonId;
use crate::{
    certificates::awards::{self, state::AwardState},
    classes::{
        offerings::{self, Class, card, dates::next_open},
        teaching::{self, store::State},
    },
    ground::{fault::Fault, when},
    people::{self, member::Membership},
    programme::Reading,
    progress::{Case, helpful, subtitles::subtitles, words as say},
    seats::signup::{self, mine::Mine, state::SignupState},
    visit::Visit,
};
use db::{params, sql};
use kit::{
    Page, Reply,
    language::number_of_hours,
    parts::{Icon, icon, note, tag, track},
    t,
};
use maud::{Markup, html};
use rules::audit::Verdict;
use std::collections::BTreeMap;

struct Home {
    case: Case,
    done: Verdict,
    planned: Verdict,
    mine: Mine,
    /// What sets classes on the record apart from others of their course, by key.
    subtitles: BTreeMap<String, String>,
    /// The soonest classes that would help.
    next: Vec<Class>,
    booked: Vec<(Class, SignupState)>,
    award: Option<awards::store::Award>,
    /// Whether a certificate was taken back, and none stands.
    taken_back: bool,
    membership: Membership,
    /// Whether their local has chapters and they have not said which is theirs.
    chapter_open: bool,
    pending: i64,
    partial: i64,
    /// Classes of which a session is to be made up.
    make_up: Vec<(String, String)>,
    /// Classes that they are asked to teach.
    asked: usize,
    /// Whether a later edition would be better for the member.
    later_helps: bool,
}

fn load(at: &Reading<'_, '_>, visit: &Visit, person: PersonId) -> Result<Option<Home>, Fault> {
    let Some(case) = Case::load(at, person)? else { return Ok(None) };
    let (done, planned) = (case.done()?, case.planned()?);
    let now = visit.now();
    let upcoming = offerings::store::upcoming(at, &case.edition, now)?;
    let help = helpful(at, person, &upcoming)?;
    let helping: Vec<Class> = upcoming.into_iter().filter(|c| help.contains(&c.id)).collect();
    let next = next_open(&helping, now, 3).into_iter().cloned().collect();
    let booked = signup::mine::classes(at, person)?.into_iter().filter(|(c, _)| now < c.ends()).collect();
    let pending = at.one(
        sql!(
            "select count(*) from signup s join offering o on o.id = s.offering_id
             left join roster r on r.offering_id = o.id
             where s.person_id = $1 and s.state = 'confirmed' and o.ends_at <= $2 and o.stage = 'published'
               and r.approved_at is null"
        ),
        &params![person, now.0],
    )?;
    let (done_already, who) = (done.complete, people::store::by_id(at, person)?);
    Ok(Some(Home {
        later_helps: crate::progress::edition::later(at, &case, &done)?.iter().any(|l| l.helps),
        done,
        planned,
        mine: signup::mine::with_content(at, person)?,
        subtitles: subtitles(at, person)?,
        next,
        booked,
        award: awards::store::in_programme(at, person, &case.edition.rules.id)?,
        taken_back: awards::store::all_of_person(at, person)?
            .iter()
            .find(|a| a.programme == case.edition.rules.id)
            .is_some_and(|a| a.state == AwardState::Revoked),
        membership: who.membership,
        chapter_open: match who.local_id {
            Some(local) => {
                let chapters = people::locals::chapters(at, local)?;
                !chapters.is_empty() && !chapters.contains(&who.chapter)
            }
            None => false,
        },
        pending: pending.get(0)?,
        partial: crate::hours::credit::undecided_of(at, person)?,
        asked: teaching::store::to_come(at, person, now)?.iter().filter(|t| t.state == State::Asked).count(),
        make_up: if done_already { Vec::new() } else { crate::hours::credit::to_make_up(at, person)? },
        case,
    }))
}

/// `GET /me`
pub(crate) async fn home(visit: Visit) -> Result<Reply, Fault> {
    let (person, inner) = (visit.member()?.id, visit.clone());
    let words = visit.words;
    let Some(home) = visit.read(move |tx| load(tx, &inner, person)).await? else {
        // somebody who teaches without being enrolled came for that
        let now = visit.now();
        let teaches = visit.read(move |tx| Ok(!teaching::store::to_come(tx, person, now)?.is_empty())).await?;
        return Ok(Reply::see(if teaches { "/me/teaching" } else { "/enroll" }));
    };
    let body = html! {
        h1 { (t!(words, "me-title")) }
        @if visit.app.editions.listed().len() > 1 { p { (home.case.edition.wording.of(words.language).site) } }
        (notices(&visit, &home))
        div.two {
            section.stack aria-labelledby="where" {
                h2.vh id="where" { (t!(words, "me-where")) }
                (summary(&visit, &home))
                (parts(&visit, &home))
            }
            aside.card.stack aria-labelledby="next" { (next(&visit, &home)) }
        }
        (others(&visit, &home))
        p.row {
            a href="/me/why" { (t!(words, "why-title")) }
            a href="/me/what-if" { (t!(words, "whatif-title")) }
            a href="/me/claims" { (t!(words, "claims-title")) }
            a href="/me/classes" { (t!(words, "my-classes-title")) }
            a href="/me/record" { (t!(words, "record-title")) }
            a href="/me/wishes" { (t!(words, "wishes-title")) }
            @if visit.member()?.holds.officer_of.is_some() { a href="/local" { (t!(words, "local-back")) } }
            @if visit.member()?.holds.host_of.is_some() { a href="/host" { (t!(words, "host-title")) } }
            a href="/me/profile" { (t!(words, "profile-title")) }
        }
    };
    Ok(visit.show(Page::new(t!(words, "me-title"), body).private()))
}

fn notices(visit: &Visit, home: &Home) -> Markup {
    let words = visit.words;
    html! {
        @if home.asked > 0 {
            (note("warn", &t!(words, "me-asked-to-teach", count = home.asked), html! {
                p { a.btn href="/me/teaching" { (t!(words, "teaching-title")) } }
            }))
        }
        @for (class, _) in home.booked.iter().filter(|(_, state)| matches!(state, SignupState::Offered | SignupState::Invited)) {
            (note("warn", &t!(words, "mine-offered"), html! {
                p { (class.full_title()) ", " (class.times_short(words, &visit.app.zone)) }
                p { a.btn href={ "/me/classes/" (class.key) } { (t!(words, "offer-see")) } }
            }))
        }
        @if let Some(award) = &home.award {
            (note("ok", &t!(words, "me-awarded-title"), html! {
                p { (t!(words, "me-awarded-text", number = &award.number)) }
                p { a.btn href="/me/certificate" { (t!(words, "me-certificate")) } }
            }))
        } @else if home.taken_back {
            (note(
                "bad",
                &t!(words, "certificate-revoked-title"),
                html! { p { a.btn href="/me/certificate" { (t!(words, "mail-revoked-button")) } } },
            ))
        } @else if home.done.complete {
            (note(
                "ok",
                &t!(words, "me-complete-title", hours = words.hours(home.done.total)),
                html! { p { (t!(words, "me-complete-text")) } },
            ))
        }
        @if home.later_helps {
            div.note { p { (t!(words, "me-edition-helps")) " " a href="/me/edition" { (t!(words, "me-edition-look")) } } }
        }
        @if let Some(day) = &home.case.sunset_on {
            p.note.warn {
                (t!(words, "edition-ends", day = words.date(when::civil_day(when::parse_date(day))))) " "
                a href="/me/edition" { (t!(words, "me-edition-look")) }
            }
        }
        @for (class, day) in &home.make_up {
            p.note { (t!(words, "me-make-up", class = class, day = words.date(when::civil_day(when::parse_date(day))))) }
        }
        @if home.partial > 0 { p.note.warn { (t!(words, "me-partial", count = home.partial)) } }
        @if home.pending > 0 { p.note { (t!(words, "me-pending", count = home.pending)) } }
        @if home.chapter_open {
            p.note { (t!(words, "me-chapter")) " " a href="/me/profile#chapter" { (t!(words, "me-chapter-choose")) } }
        }
        @if home.membership != Membership::Confirmed { p.note { (t!(words, "me-membership")) } }
    }
}

fn summary(visit: &Visit, home: &Home) -> Markup {
    let words = visit.words;
    let rules = &home.case.edition.rules;
    let booked = (home.planned.total - home.done.total).max(0);
    // parts can ask for more than the total still does
    let open = (rules.whole() - home.planned.total).max(home.planned.left);
    html! {
        div.card.stack {
            p {
                span.big { (number_of_hours(home.done.total)) } " "
                (t!(words, "of-hours-done", total = number_of_hours(rules.whole())))
            }
            (track(&say::track(rules, &home.done, &home.planned), &say::track_label(words, &home.case.edition, &home.done, &home.planned)))
            p.row {
                (tag("ok", Icon::Check, &t!(words, "tag-done", hours = number_of_hours(home.done.total))))
                (tag("info", Icon::Calendar, &t!(words, "tag-booked", hours = number_of_hours(booked))))
                (tag("", Icon::Circle, &t!(words, "tag-open", hours = number_of_hours(open))))
            }
        }
    }
}

fn parts(visit: &Visit, home: &Home) -> Markup {
    let words = visit.words;
    let wording = home.case.edition.wording.of(visit.language());
    let rows = home.case.edition.rules.requirements.iter().zip(home.done.parts.iter().zip(&home.planned.parts));
    html! {
        ul.plain.card {
            @for (r, (done, planned)) in rows {
                @let (style, picture) = if done.satisfied { ("done", Icon::Check) }
                else if planned.satisfied { ("booked", Icon::Calendar) } else { ("todo", Icon::Circle) } ;
                li class={ "need " (style) } {
                    (icon(picture))
                    div.stack.tight {
                        h3 { (wording.part(&r.id)) }
                        p { (say::part(words, r, done, planned)) }
                        @if !planned.satisfied {
                            p {
                                a.btn.second href={ "/classes?need=1&part=" (r.id) } {
                                    (t!(words, "find-for-part", part = wording.part(&r.id)))
                                }
                            }
                        }
                        (counted(visit, home, &r.id))
                        @if !r.topics.is_empty() && !done.topics_open.is_empty() && !done.topics_met.is_empty() {
                            details {
                                summary { (t!(words, "topics-met", met = done.topics_met.len(), all = r.topics.len())) }
                                @let open: Vec<String> =
                                    done.topics_open.iter().map(|x| wording.topic(x).to_owned()).collect();
                                p { (t!(words, "topics-open", topics = words.list(&open))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why each class counts where it does.
fn counted(visit: &Visit, home: &Home, part: &str) -> Markup {
    let words = visit.words;
    let wording = home.case.edition.wording.of(visit.language());
    let mut sums: Vec<(&str, i64)> = Vec::new();
    for a in home.done.applied.iter().filter(|a| a.part == part) {
        match sums.iter_mut().find(|(c, _)| *c == a.credit) {
            Some((_, minutes)) => *minutes += a.minutes,
            None => sums.push((&a.credit, a.minutes)),
        }
    }
    if sums.is_empty() {
        return html! {};
    }
    html! {
        details {
            summary { (t!(words, "how-counted")) }
            ul {
                @for (credit, minutes) in &sums {
                    li {
                        (credit_name(visit, home, credit)) ": " (words.hours(*minutes)) ". "
                        @if let Some(also) = say::could_also(words, &home.case, credit, part, wording) { (also) }
                    }
                }
            }
        }
    }
}

fn credit_name(visit: &Visit, home: &Home, credit: &str) -> String {
    say::credit(visit.words, &home.case, &home.subtitles, credit)
}

/// Credit that is not used, with its reason.
fn others(visit: &Visit, home: &Home) -> Markup {
    let words = visit.words;
    let mut unused: Vec<(&str, String)> = Vec::new();
    for u in &home.done.unapplied {
        let booked = matches!(&u.reason, rules::audit::Reason::Status(s) if s == "booked");
        if !booked && !unused.iter().any(|(c, _)| *c == u.credit) {
            unused.push((&u.credit, say::reason(words, &u.reason)));
        }
    }
    html! {
        @if !unused.is_empty() {
            h2 { (t!(words, "unused-title")) }
            ul { @for (credit, why) in &unused { li { (credit_name(visit, home, credit)) ": " (why) } } }
        }
    }
}

fn next(visit: &Visit, home: &Home) -> Markup {
    let words = visit.words;
    let wording = home.case.edition.wording.of(visit.language());
    let booked: Vec<&(Class, SignupState)> = home.booked.iter().filter(|(_, s)| *s != SignupState::Waiting).collect();
    html! {
        h2 id="next" { (t!(words, "me-next")) }
        @if let Some((class, _)) = booked.first() {
            div.stack.tight {
                h3 { a href={ "/me/classes/" (class.key) } { (class.full_title()) } }
                p { (class.times_short(words, &visit.app.zone)) " · " (class.place(words)) }
                p.row {
                    a href={ "/classes/" (class.key) "/calendar.ics" } { (t!(words, "add-to-calendar")) }
                    a href={ "/me/classes/" (class.key) "/cancel" } { (t!(words, "cannot-come")) }
                }
            }
        }
        @if home.done.complete {
        } @else if home.planned.complete {
            p { (t!(words, "me-all-booked")) }
        } @else if home.next.is_empty() {
            p { (t!(words, "me-none-helps")) }
        } @else {
            h3 { (t!(words, "me-would-count")) }
            ul.plain.stack.inner { @for class in &home.next { (card::card(visit, wording, class, home.mine.state(class))) } }
            p { a href="/classes?need=1" { (t!(words, "me-all-that-count")) } }
        }
    }
}
