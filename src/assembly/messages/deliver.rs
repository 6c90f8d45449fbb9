//! Delivery: claim what is due, write it, hand it over, mark it. Any process may do it; a row's lease keeps two
//! from doing the same, and an expired lease lets another take over after a crash.

use super::{transport::NotTaken, write};
use crate::{
    assembly::messages::Transport,
    ground::{fault::Fault, mail::Mail, verb::Verb},
    people::{
        self,
        letter::{Desk, Enclosure, Letter, OwedRow},
        letter_words,
        relay::{Goes, Relay},
        store::Person,
    },
    programme::{
        brand,
        change::{Actor, Change},
    },
    progress::enrolment,
    visit::app::App,
};
use db::{Row, params, sql};
use futures_util::{StreamExt, stream};
use kit::{Words, overlay::Overlay};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Letters per round, and how many of them at once: a relay must not be flooded.
const ROUND: i64 = 24;
const AT_ONCE: usize = 6;
/// How long a lease lasts, in minutes: longer than the relay may take for one letter. It is renewed before each.
const LEASE: i64 = 1;
/// After this many days a mail that could not be sent is given up, and staff can see it.
const DAYS: i64 = 5;
/// The longest pause before the next try of a letter, in minutes.
const LONGEST: i64 = 60;
/// Minutes until an address that the relay does not know is asked about again: longer than delivery pauses, so that
/// other letters are tried first.
const ASK_AGAIN: i64 = 15;

/// Which letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Somebody waits for them at the screen: they never wait behind others, and never step back.
    AskedFor,
    Rest,
}

/// What a round came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Round {
    /// How many letters were due.
    pub due: usize,
    /// The longest that a letter waited for the database to be written: long when it is busy with people.
    pub waited: Duration,
}

/// Delivers one round of a lane.
pub(crate) async fn round(app: &App, lane: Lane) -> Result<Round, Fault> {
    let most = match app.of::<Relay>().goes(app.now(), lane == Lane::AskedFor) {
        Goes::No => return Ok(Round::default()),
        Goes::One => 1,
        Goes::Well => ROUND,
    };
    let due = claim(app, lane, most).await?;
    let mut round = Round { due: due.len(), waited: Duration::ZERO };
    let sent = stream::iter(due).map(|owed| one_or_later(app.clone(), owed)).buffer_unordered(AT_ONCE);
    let waited: Vec<Result<Duration, Fault>> = sent.collect().await;
    for waited in waited {
        round.waited = round.waited.max(waited?);
    }
    Ok(round)
}

/// Sends one letter, or puts it off; returns how long the database made it wait.
async fn one_or_later(app: App, owed: OwedRow) -> Result<Duration, Fault> {
    let mut waited = Duration::ZERO;
    if let Err(fault) = one(&app, &owed, &mut waited).await {
        tracing::warn!(mail = owed.id, kind = owed.kind, %fault, "mail not sent");
        put_off(&app, &owed).await?;
    }
    Ok(waited)
}

fn read(row: &Row) -> Result<OwedRow, Fault> {
    Ok(OwedRow {
        id: row.get(0)?,
        kind: row.get(1)?,
        person: row.get(2)?,
        about: row.get(3)?,
        detail: row.get(4)?,
        attempts: row.get(5)?,
        due: row.get(6)?,
        lease: row.get(7)?,
    })
}

/// Statements for the due letters of one kind: whether there are any, and one that claims them.
macro_rules! due {
    ($kind:literal) => {
        [
            sql!(
                "select 1 from outbox where sent_at is null and dropped is null and ",
                $kind,
                " and due_at <= $1 and locked_until <= $1 limit 1"
            ),
            sql!(
                "update outbox set locked_until = $1 where id in
                   (select id from outbox where sent_at is null and dropped is null and ",
                $kind,
                " and due_at <= $2 and locked_until <= $2 order by due_at, id limit $3 {for_update} {skip_locked})
                 returning id, kind, person_id, about, detail, attempts, due_at, locked_until"
            ),
        ]
    };
}

/// Mail about somebody's own seat or certificate goes before messages to many, which go out by day only.
async fn claim(app: &App, lane: Lane, most: i64) -> Result<Vec<OwedRow>, Fault> {
    if lane == Lane::AskedFor {
        return claim_of(app, due!("kind in ('confirm', 'sign-in', 'address-asked')"), most).await;
    }
    let now = app.now();
    let rest = due!("kind <> 'confirm' and kind <> 'sign-in' and kind <> 'address-asked' and kind <> 'announcement'");
    let mut due = claim_of(app, rest, most).await?;
    let left = most - due.len() as i64;
    if left > 0 && rules::night::by_day(now, &app.zone) == now {
        due.extend(claim_of(app, due!("kind = 'announcement'"), left).await?);
    }
    Ok(due)
}

async fn claim_of(app: &App, [any, take]: [&'static str; 2], most: i64) -> Result<Vec<OwedRow>, Fault> {
    let now = app.now();
    // usually nothing is due, and finding that out costs no write
    if app.read(move |tx| Ok(tx.optional(any, &params![now.0])?)).await?.is_none() {
        return Ok(Vec::new());
    }
    let lease = lease(app);
    let mut due = app
        .db
        .write(move |tx| {
            let rows = tx.all(take, &params![lease, now.0, most])?;
            rows.iter().map(read).collect::<Result<Vec<_>, Fault>>()
        })
        .await?;
    due.sort_by_key(|o| o.id);
    Ok(due)
}

/// The end of a lease that begins now. It also tells whose lease it is: two processes do not draw the same microsecond.
fn lease(app: &App) -> i64 {
    app.now().plus_minutes(LEASE).0 + i64::from(u16::from_le_bytes(app.random.bytes()))
}

async fn one(app: &App, owed: &OwedRow, waited: &mut Duration) -> Result<(), Fault> {
    let asked = Instant::now();
    let written = written(app, owed).await?;
    *waited += asked.elapsed();
    let (person, letter, words, _kept) = match written {
        Written::Letter(letter) => *letter,
        Written::NotOurs => return Ok(()),
        Written::NoLongerTrue => return mark(app, owed.id, None, "no longer true").await,
    };
    // another address may be somebody else's: it is told no name
    let to = letter.to.as_ref().map_or((person.name.as_str(), person.email.as_str()), |to| ("", to));
    match app.placed::<Transport>()?.send(&app.config, to, owed.id, &letter, words).await {
        Ok(()) => {
            // the letter is gone, whatever becomes of a note about the relay
            if let Err(fault) = app.of::<Relay>().took(app).await {
                tracing::error!(%fault, "the relay's health");
            }
        }
        Err(NotTaken::ThisOne(what)) => return Err(Fault::Ours(what)),
        Err(NotTaken::Later(what)) => {
            app.of::<Relay>().failed(app, LANE_ASKED_FOR.contains(&owed.kind.as_str())).await?;
            return Err(Fault::Ours(what));
        }
        Err(NotTaken::Never(what)) => {
            tracing::warn!(mail = owed.id, what, "no such address");
            if !app.of::<Relay>().refused(app, owed.id, owed.person).await? {
                return ask_again(app, owed).await;
            }
            // what happens at another address says nothing about the person's own
            return match letter.to {
                Some(_) => mark(app, owed.id, None, "no such address").await,
                None => bounced(app, owed).await,
            };
        }
    }
    mark(app, owed.id, Some(kept(app, owed, &letter, words)), "").await
}

/// Notes that an address takes no mail: nothing more goes there until it is confirmed anew.
async fn bounced(app: &App, owed: &OwedRow) -> Result<(), Fault> {
    let (person, now) = (owed.person, app.now());
    app.db
        .write(move |tx| {
            tx.run(sql!("update person set bounced_at = $2 where id = $1"), &params![person, now.0])
                .map_err(Fault::from)
        })
        .await?;
    mark(app, owed.id, None, "no such address").await
}

/// What goes in the lane of those who wait.
const LANE_ASKED_FOR: [&str; 3] = ["confirm", "sign-in", "address-asked"];

/// Mails that somebody asked for just now by typing the address; and the one to an address that is no longer used.
const ASKED_FOR: [&str; 4] = ["confirm", "sign-in", "address-asked", "address-changed"];

/// What became of writing a letter.
enum Written {
    /// For whom, and in which words; those last as long as what stands beside them.
    Letter(Box<(Person, Letter, Words, Arc<Overlay>)>),
    /// Another process has taken it since.
    NotOurs,
    /// What it tells of is over.
    NoLongerTrue,
}

/// Writes a letter, in a transaction: it may make a one-time link. The lease is checked and renewed in it.
async fn written(app: &App, owed: &OwedRow) -> Result<Written, Fault> {
    let (app, owed) = (app.clone(), owed.clone());
    let db = app.db.clone();
    db.write(move |tx| {
        let own = enrolment::store::of_person(tx, owed.person)?.into_iter().next().map(|e| e.programme);
        let welcome = owed.kind == Mail::Welcome.name() && !owed.detail.is_empty();
        let about = if welcome { Some(owed.detail.clone()) } else { own.clone() };
        let base = about.iter().filter(|_| about != own).map(|id| format!("/programs/{id}")).collect();
        let app = app.in_programme(about.map(Arc::from));
        let change = app.changing(tx, &Actor::System);
        let ours = tx.run(
            sql!(
                "update outbox set locked_until = $3 where id = $1 and locked_until = $2 and sent_at is null and dropped is null"
            ),
            &params![owed.id, owed.lease, lease(&app)],
        )?;
        if ours == 0 {
            return Ok(Written::NotOurs);
        }
        let mut person = people::store::by_id(tx, owed.person)?;
        // anyone who was forgotten, or never was anybody, gets no mail
        if person.email.ends_with("@invalid") {
            return Ok(Written::NoLongerTrue);
        }
        person.name = people::in_mail(person.addressed());
        let bounced = tx.one(sql!("select bounced_at from person where id = $1"), &params![owed.person])?;
        let bounced = bounced.get::<Option<i64>>(0)?.is_some();
        let (words, overlay) = letter_words::of_letters(&app, tx, person.language)?;
        let desk = Desk {
            change: &change,
            owed: &owed,
            person: &person,
            words,
            config: &app.config,
            office: &app.config.office,
            base_url: &app.config.base_url,
            base,
            secret: app.secret.get()?,
        };
        let asked_for = ASKED_FOR.contains(&owed.kind.as_str());
        // a letter to another address goes out, whatever became of the person's own
        let mut letter = write(&desk)?.filter(|l| !bounced || asked_for || l.to.is_some());
        if let Some(letter) = &mut letter {
            letter.brand = brand::newest(tx)?;
        }
        Ok(letter.map_or(Written::NoLongerTrue, |l| Written::Letter(Box::new((person, l, words, overlay)))))
    })
    .await
}

/// What is kept of a sent letter: its subject, since its text may let somebody in. On sample data all of it, for the
/// mailbox page.
fn kept(app: &App, owed: &OwedRow, letter: &Letter, words: Words) -> String {
    let office = &app.config.office;
    if app.config.keeps_mail && app.config.smtp.is_none() {
        let calendars: Vec<&str> = letter.enclosures.iter().filter_map(Enclosure::calendar).collect();
        let text = letter.text(words, office);
        serde_json::json!({ "subject": letter.subject, "text": text, "to": letter.to, "calendars": calendars })
            .to_string()
    } else if ASKED_FOR.contains(&owed.kind.as_str()) {
        serde_json::json!({}).to_string()
    } else {
        serde_json::json!({ "subject": letter.subject }).to_string()
    }
}

async fn mark(app: &App, id: i64, message: Option<String>, dropped: &'static str) -> Result<(), Fault> {
    let now = app.now();
    app.db
        .write(move |tx| {
            let sent = message.as_ref().map(|_| now.0);
            let dropped = (!dropped.is_empty()).then_some(dropped);
            tx.run(
                sql!("update outbox set sent_at = $2, dropped = $3, message = $4 where id = $1"),
                &params![id, sent, dropped, message.clone()],
            )?;
            Ok(())
        })
        .await
}

/// Tries again later: a letter is given up only for its age.
async fn put_off(app: &App, owed: &OwedRow) -> Result<(), Fault> {
    let now = app.now();
    if now.0 - owed.due > DAYS * 24 * 60 * 60_000_000 {
        return mark(app, owed.id, None, "gave up").await;
    }
    let longest = if ASKED_FOR.contains(&owed.kind.as_str()) { 2 } else { LONGEST };
    let at = now.plus_minutes((1_i64 << owed.attempts.clamp(0, 9)).min(longest));
    again_at(app, owed.id, at, 1).await
}

/// Asks the relay again later about an address that it does not know: it may be saying so of everybody just now.
async fn ask_again(app: &App, owed: &OwedRow) -> Result<(), Fault> {
    if app.now().0 - owed.due > DAYS * 24 * 60 * 60_000_000 {
        return mark(app, owed.id, None, "gave up").await;
    }
    again_at(app, owed.id, app.now().plus_minutes(ASK_AGAIN), 0).await
}

async fn again_at(app: &App, id: i64, at: rules::time::Instant, tries: i64) -> Result<(), Fault> {
    app.db
        .write(move |tx| {
            tx.run(
                sql!("update outbox set locked_until = $2, attempts = attempts + $3 where id = $1 and sent_at is null"),
                &params![id, at.0, tries],
            )?;
            Ok(())
        })
        .await
}

/// Sends again what was given up. Part of a verb.
pub(crate) fn send_again(change: &Change<'_, '_>) -> Result<u64, Fault> {
    let again = change.tx.run(
        sql!("update outbox set dropped = null, attempts = 0, locked_until = 0, due_at = $1 where dropped = 'gave up'"),
        &params![change.now.0],
    )?;
    if again > 0 {
        change.audit(&crate::programme::change::Entry {
            verb: Verb::MailSentAgain,
            object: "outbox",
            id: 0,
            before: "gave up",
            after: &again.to_string(),
            reason: "",
        })?;
    }
    Ok(again)
}
