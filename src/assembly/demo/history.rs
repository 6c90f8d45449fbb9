//! A made-up year: who came to which class, rosters in every state, and what is to come.

use super::people::People;
use crate::{
    Clock,
    certificates::awards::{self, verbs::Awarded},
    classes::offerings,
    ground::{
        fault::Fault,
        ids::{OfferingId, PersonId},
    },
    hours::{
        attendance::{
            self,
            approval::approve_roster,
            store::Mark,
            verbs::{NewMark, mark},
        },
        credit::{
            claims::{self, Claimed, Origin},
            decisions,
        },
    },
    programme::change::{Actor, Change},
    seats::{
        class_changes::{NewPlace, cancel, change_time},
        signup::{
            verbs::{Ask, Content, sign_up},
            wishes,
        },
        teams::{self, bargaining, verbs::Hold},
    },
    visit::app::App,
};
use db::{params, sql};
use rules::{
    audit::Exception,
    seats::{Request, Times, Wish},
    time::Instant,
};
use std::sync::atomic::Ordering;

/// Classes that named people went to, by the key of the sample files.
const WENT: [(&str, &[&str]); 7] = [
    (
        "tom.okafor@example.org",
        &[
            "fnd-100-lastfeb",
            "dem-202-lastwus",
            "spc-301-lastspring",
            "spc-303-lastspring",
            "spc-304-lastspring",
            "spc-309-lastspring",
            "dem-201-fall",
            "dem-203-fall",
        ],
    ),
    (
        "grace.lindqvist@example.org",
        &[
            "fnd-100-lastfeb",
            "dem-202-lastwus",
            "spc-301-lastspring",
            "spc-303-lastspring",
            "spc-304-lastspring",
            "spc-307-lastspring",
            "spc-309-lastspring",
            "dem-201-fall",
        ],
    ),
    (
        "luis.amaral@example.org",
        &[
            "fnd-100-lastfeb",
            "dem-200-lastfeb",
            "spc-324-lastwus",
            "spc-325-lastspring",
            "spc-301-lastspring",
            "spc-303-lastspring",
            "spc-304-lastspring",
        ],
    ),
    (
        "priya.raman@example.org",
        &["fnd-100-lastfeb", "dem-200-lastfeb", "spc-301-short", "spc-303-short", "spc-305-short", "spc-327-short"],
    ),
    (
        "beth.sullivan@example.org",
        &[
            "fnd-100-lastfeb",
            "dem-200-lastfeb",
            "spc-301-lastspring",
            "spc-303-lastspring",
            "spc-304-lastspring",
            "spc-307-lastspring",
        ],
    ),
    (
        "joan.mercer@example.org",
        &[
            "fnd-100-lastfeb",
            "dem-200-lastfeb",
            "spc-301-lastspring",
            "spc-303-lastspring",
            "spc-304-lastspring",
            "spc-307-lastspring",
        ],
    ),
    ("marcus.hale@example.org", &["fnd-110-lastsummer", "spc-305-lastsummer"]),
];

/// Unfinished rosters: one still open after the deadline, and one closed with a partial attendance left to decide.
const LEFT_OPEN: &str = "spc-321-fall";
const LEFT_CLOSED: &str = "dem-200-summit";

struct Past {
    id: OfferingId,
    key: String,
    starts: Instant,
    ends: Instant,
    sessions: Vec<i64>,
    seats: i64,
}

/// Sets the clock of the filling program.
fn set(app: &App, at: Instant) {
    if let Clock::Set(clock) = &app.clock {
        clock.store(at.0, Ordering::SeqCst);
    }
}

pub(super) async fn make(app: &App, people: &People, now: Instant) -> Result<(), Fault> {
    let classes = classes(app).await?;
    let crowd: Vec<PersonId> = people.iter().filter(|(e, _)| e.starts_with("member")).map(|(_, id)| *id).collect();
    for class in classes.iter().filter(|c| c.ends < now) {
        hold(app, class, people, &crowd).await?;
    }
    set(app, now.plus_minutes(-90));
    super::meeting::hand_in(app, LEFT_OPEN, staff(app, "dana.kowalski@example.org").await?).await?;
    coming(app, &classes, people, &crowd).await?;
    let joan = people["joan.mercer@example.org"];
    let office = staff(app, "ruth.abebe@example.org").await?;
    let award = move |change: &Change<'_, '_>| {
        let to = change.gives_to(joan).ok_or(Fault::NotFound)?;
        awards::verbs::award(change, to, &change.edition()?.rules.id)
    };
    match app.change(Actor::Person(office), award).await? {
        Awarded::Issued(document) => awards::seal::seal(app, document).await,
        other => Err(Fault::Ours(format!("the sample year should have one certificate: {other:?}"))),
    }
}

pub(super) async fn staff(app: &App, email: &'static str) -> Result<PersonId, Fault> {
    app.read(move |tx| Ok(crate::people::store::by_email(tx, email)?.ok_or(Fault::NotFound)?.id)).await
}

async fn classes(app: &App) -> Result<Vec<Past>, Fault> {
    app.read(|tx| {
        let mut classes: Vec<Past> = Vec::new();
        let rows = tx.all(
            sql!(
                "select o.id, o.source_key, o.starts_at, o.ends_at, o.capacity, s.id from offering o
                 join session s on s.offering_id = o.id order by o.starts_at, o.id, s.ordinal"
            ),
            &[],
        )?;
        for row in rows {
            let id = row.get(0)?;
            match classes.last_mut().filter(|c| c.id == id) {
                Some(class) => class.sessions.push(row.get(5)?),
                None => classes.push(Past {
                    id,
                    key: row.get(1)?,
                    starts: Instant(row.get(2)?),
                    ends: Instant(row.get(3)?),
                    seats: row.get(4)?,
                    sessions: vec![row.get(5)?],
                }),
            }
        }
        Ok(classes)
    })
    .await
}

async fn take_seat(app: &App, offering: OfferingId, person: PersonId, may_wait: bool) -> Result<(), Fault> {
    let request = Request { may_wait, repeat: true, tight: true, ..Request::default() };
    let ask = Ask {
        offering,
        person,
        request,
        key: None,
        verified: true,
        may_hold: true,
        content: Content::NotLooked,
        told: false,
    };
    app.change(Actor::Person(person), move |change| sign_up(change, &ask)).await?;
    Ok(())
}

/// Holds one class: sign-ups days before, marks at the end, closing, approval the day after.
async fn hold(app: &App, class: &Past, people: &People, crowd: &[PersonId]) -> Result<(), Fault> {
    set(app, class.starts.plus_minutes(-9 * 24 * 60));
    let mut comes: Vec<PersonId> =
        WENT.iter().filter(|(_, keys)| keys.contains(&class.key.as_str())).map(|(email, _)| people[*email]).collect();
    let named = comes.len();
    let from_crowd = 6 + app.random.below(class.seats.clamp(6, 20) as u64) as usize;
    for _ in 0..from_crowd {
        let one = crowd[app.random.below(crowd.len() as u64) as usize];
        if !comes.contains(&one) {
            comes.push(one);
        }
    }
    for person in &comes {
        take_seat(app, class.id, *person, false).await?;
    }
    set(app, class.ends.plus_minutes(10));
    if class.key == LEFT_OPEN {
        return Ok(());
    }
    let mut marks = Vec::new();
    for (n, person) in comes.iter().enumerate() {
        let in_crowd = n >= named;
        for session in &class.sessions {
            // most come; a few are late, and the last one of the undecided class leaves very early
            let early = class.key == LEFT_CLOSED && n + 1 == comes.len();
            let mark = Mark {
                here: !in_crowd || early || app.random.below(12) > 0,
                late: if in_crowd && app.random.below(8) == 0 { 10 } else { 0 },
                left_early: if early { 60 } else { 0 },
            };
            marks.push(NewMark { session: *session, person: *person, mark });
        }
    }
    let (offering, owen) = (class.id, staff(app, "owen.pike@example.org").await?);
    app.change(Actor::Person(owen), move |change| mark(change, offering, &marks, false)).await?;
    app.change(Actor::Person(owen), move |change| attendance::verbs::close(change, offering)).await?;
    if class.key == LEFT_CLOSED {
        return Ok(());
    }
    set(app, class.ends.plus_minutes(20 * 60));
    let dana = staff(app, "dana.kowalski@example.org").await?;
    app.change(Actor::Person(dana), move |change| approve_roster(change, offering)).await?;
    Ok(())
}

/// What is to come: a full class with a waiting list, a nearly full one, one called off, one moved online.
async fn coming(app: &App, classes: &[Past], people: &People, crowd: &[PersonId]) -> Result<(), Fault> {
    let find = |key: &str| classes.iter().find(|c| c.key == key).ok_or(Fault::NotFound);
    for (key, count) in [
        ("dem-204-winter", 9),
        ("spc-307-winter", 10),
        ("spc-302a-winter", 18),
        ("spc-324-auburn", 3),
        ("spc-310-lynnfield", 7),
        ("spc-324-wus", 30),
        ("fnd-100-february", 12),
    ] {
        let class = find(key)?;
        let first = app.random.below(300) as usize;
        for person in crowd.iter().skip(first).take(count) {
            take_seat(app, class.id, *person, true).await?;
        }
    }
    let tom = people["tom.okafor@example.org"];
    take_seat(app, find("spc-303-harborfield")?.id, tom, false).await?;
    let talking = find("spc-302a-winter")?.id;
    for email in ["nadia.ferreira@example.org", "tom.okafor@example.org", "grace.lindqvist@example.org"] {
        take_seat(app, talking, people[email], true).await?;
    }
    super::class_board::fill(app, talking, people).await?;
    let dana = staff(app, "dana.kowalski@example.org").await?;
    let called_off = find("spc-324-auburn")?.id;
    app.change(Actor::Person(dana), move |change| cancel(change, called_off, "Too few people signed up: 3 of 5."))
        .await?;
    move_online(app, find("spc-310-lynnfield")?.id, dana).await?;
    for_the_office(app, people, dana).await?;
    of_members(app, people, find("fnd-100-february")?.id, find("dem-210-both")?.id).await
}

/// What members have under way: a local's team, somebody waiting for a topic, a seat at the second site.
async fn of_members(app: &App, people: &People, team_class: OfferingId, both_sites: OfferingId) -> Result<(), Fault> {
    let (beth, nadia, luis) =
        (people["beth.sullivan@example.org"], people["nadia.ferreira@example.org"], people["luis.amaral@example.org"]);
    let until = app.now().plus_minutes(9 * 24 * 60).date(&app.zone);
    let until = Instant::from_local(until.at(20, 0, 0, 0), &app.zone).map_err(|e| Fault::Ours(e.to_string()))?;
    app.change(Actor::Person(beth), move |change| {
        let local = crate::people::store::by_id(change.tx, beth)?.local_id.ok_or(Fault::NotFound)?;
        let wanted = Hold { offering: team_class, site: 0, local, by: beth, seats: 4, until, key: None };
        teams::verbs::hold(change, &wanted)
    })
    .await?;
    app.change(Actor::Person(beth), move |change| {
        let team = crate::seats::team::of_class(change.tx, team_class)?.pop().ok_or(Fault::NotFound)?;
        let named = [("Joan Mercer", "joan.mercer@example.org"), ("Sam Ortiz", "sam.ortiz@example.org")];
        let named = named.map(|(name, email)| (name.to_owned(), email.to_owned()));
        teams::verbs::name_people(change, &team, &named)
    })
    .await?;
    app.change(Actor::Person(beth), move |change| {
        let local = crate::people::store::by_id(change.tx, beth)?.local_id.ok_or(Fault::NotFound)?;
        let ends = change.now.plus_minutes(200 * 24 * 60).date(change.zone).to_string();
        change.tx.run(sql!("update person set share_with_local = true where id = $1"), &params![beth])?;
        let targets = [("course:spc-307".to_owned(), 2), ("part:democratized".to_owned(), 3)];
        bargaining::aim(change, local, Some(&ends), (&change.edition()?.rules.id, &targets))
    })
    .await?;
    app.change(Actor::Person(beth), move |change| {
        let local = crate::people::store::by_id(change.tx, beth)?.local_id.ok_or(Fault::NotFound)?;
        bargaining::add(change, local, &[(String::new(), "beth.sullivan@example.org".to_owned())]).map(drop)
    })
    .await?;
    let wish = Wish { miles: None, online: true, times: Times::Evening };
    app.change(Actor::Person(nadia), move |change| wishes::store::make(change, nadia, "spc-310", None, wish)).await?;
    let request = Request { site: 1, repeat: true, ..Request::default() };
    let ask = Ask {
        offering: both_sites,
        person: luis,
        request,
        key: None,
        verified: true,
        may_hold: true,
        content: Content::NotLooked,
        told: false,
    };
    app.change(Actor::Person(luis), move |change| sign_up(change, &ask)).await.map(drop)
}

/// What waits for the office: a claim, and a waiver that needs a second person.
async fn for_the_office(app: &App, people: &People, dana: PersonId) -> Result<(), Fault> {
    let (luis, priya) = (people["luis.amaral@example.org"], people["priya.raman@example.org"]);
    let claimed = Claimed {
        origin: Origin::Earlier,
        title: "Contract language for custodians".into(),
        sponsor: "Our union's fall conference".into(),
        taken_on: "2019-11-09".into(),
        minutes: 180,
        evidence: "I have the certificate of that day, and Beth Sullivan was there too.".into(),
        request_key: "sample-claim".into(),
        file: None,
    };
    app.change(Actor::Person(luis), move |change| claims::claim(change, luis, &claimed)).await?;
    let waiver = Exception::GrantMinutes { id: "specialized".into(), minutes: 120 };
    let why = "Led the costing of her chapter's last contract.";
    app.change(Actor::Person(dana), move |change| decisions::propose(change, priya, &waiver, why)).await.map(drop)
}

async fn move_online(app: &App, offering: OfferingId, dana: PersonId) -> Result<(), Fault> {
    app.change(Actor::Person(dana), move |change| {
        let class = offerings::store::by_id(change.tx, &*change.edition()?, offering)?;
        let to = NewPlace {
            starts: class.starts().local(change.zone),
            online: true,
            venue: None,
            room: class.room.clone(),
            notice: "Snow is forecast: this class is online now, at the same time.".into(),
        };
        let before = format!("{}, {}", class.venue.name, class.starts().local(change.zone).strftime("%b %d, %H:%M"));
        change_time(change, &class, &to, &before)
    })
    .await
    .map(drop)
}
