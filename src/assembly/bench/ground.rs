//! What the benchmark runs on: the programme, a whole union's member file, signed-in people, and classes with seats;
//! and the audit of the database afterwards.

use crate::{
    Clock, Random,
    assembly::{generate, start},
    classes::offerings,
    ground::config::Config,
    office::import::{self, Input, Job},
    people::{self, signin},
    programme::change::Actor,
    progress, seats,
    visit::app::App,
};
use db::{Value, params, sql};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};

/// What is to be stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Rows of the member file.
    pub members: usize,
    /// People who sign up.
    pub people: usize,
    /// Classes they sign up for, a day each, so that none clash.
    pub classes: usize,
    /// Seats in each class.
    pub seats: usize,
}

/// The prepared database.
pub(super) struct Ground {
    pub import: Duration,
    pub again: Duration,
    /// The people's cookies.
    pub cookies: Vec<String>,
    /// Keys of the classes.
    pub classes: Vec<String>,
}

pub(super) async fn open(file: &str) -> Result<App, String> {
    start::open(
        Config { database: file.to_owned(), keys: String::new(), ..Config::default() },
        Clock::Machine,
        Random::from_system(),
    )
    .await
}

macro_rules! files {
    ($($folder:literal $name:literal),+) => {
        vec![$(Input::new($name, include_bytes!(concat!("../../../", $folder, "/", $name)).to_vec())),+]
    };
}

/// The programme and the sample year, all of which lies ahead.
pub(super) fn sample_year(app: &App) -> Job {
    const FIRST_CLASS: jiff::civil::Date = jiff::civil::date(2026, 9, 16);
    let passed = app.now().date(&app.zone).since(FIRST_CLASS).map_or(0, |s| i64::from(s.get_days()));
    let mut inputs = generate::union::programme();
    inputs.extend(files!["sample" "locals.csv", "sample" "events.csv", "sample" "offerings.csv"]);
    Job {
        inputs,
        shift_days: (passed.div_euclid(7) + 2) * 7,
        keep: true,
        take_doubtful: false,
        over_stored: false,
        agreed: true,
    }
}

fn inputs(size: Size) -> Vec<Input> {
    let (locals, people) = generate::files(size.members, 400, 1);
    let mut inputs = generate::union::programme();
    inputs.push(Input::new("locals.csv", locals.into_bytes()));
    inputs.push(Input::new("members.csv", people.into_bytes()));
    inputs.push(Input::new("courses.csv", courses(size).into_bytes()));
    inputs.push(Input::new("offerings.csv", offerings(size).into_bytes()));
    inputs
}

/// A course for each class: who has a seat in one of them has nothing of the others yet.
fn courses(size: Size) -> String {
    let mut file = "code,title,minutes,tags,class\n".to_owned();
    for n in 0..size.classes {
        let _infallible = writeln!(file, "topic-{n},Topic {n},180,specialized,topic-{n}");
    }
    file
}

fn offerings(size: Size) -> String {
    let first = jiff::civil::date(2040, 1, 1);
    let mut file = "key,course,venue,sessions,capacity\n".to_owned();
    let seats = size.seats;
    for n in 0..size.classes {
        let day = first.saturating_add(jiff::ToSpan::days(n as i64));
        let _infallible = writeln!(file, "bench-{n},topic-{n},quincy-hq,{day} 16:00-19:00,{seats}");
    }
    file
}

pub(super) async fn prepare(file: &str, size: Size) -> Result<Ground, String> {
    let app = open(file).await?;
    let files = inputs(size);
    let mut times = Vec::new();
    for round in 0..2 {
        let started = Instant::now();
        let job = Job {
            inputs: files.clone(),
            shift_days: 0,
            keep: true,
            take_doubtful: false,
            over_stored: false,
            agreed: true,
        };
        let report = import::by_operator(&app, job).await?;
        if let Some(problem) = report.problems.first() {
            return Err(problem.to_string());
        }
        if round == 1 && report.changes() > 0 {
            return Err("the same file twice changed something".into());
        }
        times.push(started.elapsed());
    }
    let cookies = sign_everybody_in(&app, size.people).await?;
    // what a server does once a day is done: it is not what is measured
    people::begin(&app).await?;
    progress::audit_all(&app, Actor::Operator, |_| ()).await.map_err(|e| e.to_string())?;
    let rows =
        app.db.read(|tx| tx.all(sql!("select key from offering where starts_at > $1 order by id"), &params![0_i64]));
    let rows = rows.await.map_err(|e| e.to_string())?;
    let classes = rows.iter().map(|r| r.get(0)).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    Ok(Ground { import: times[0], again: times[1], cookies, classes })
}

/// People with a sign-in each, written in bulk: the benchmark measures sign-ups, not enrolments.
async fn sign_everybody_in(app: &App, people: usize) -> Result<Vec<String>, String> {
    let tokens: Vec<String> = (0..people).map(|_| app.random.token()).collect();
    let (inner, cookie, made) = (app.clone(), app.cookie().name(), tokens.clone());
    app.db
        .write(move |tx| {
            let now = inner.now();
            let edition: i64 = tx.one(sql!("select max(id) from edition"), &[])?.get(0)?;
            let (mut people, mut enrolments, mut sign_ins) = (Vec::new(), Vec::new(), Vec::new());
            for (n, token) in made.iter().enumerate() {
                let id = inner.random.id(&inner.clock);
                let (key, name, email) = (inner.random.key(10), format!("Bench Person {n}"), format!("bench{n}@example.org"));
                people.push(params![id, key, name, &email, &email, now.0, "", "other", "en", "to-confirm", now.0].to_vec());
                enrolments.push(params![inner.random.id(&inner.clock), id, "bargaining-certificate", edition, now.0, now.0].to_vec());
                let until = now.plus_minutes(600).0;
                sign_ins.push(params![signin::hash(token), inner.random.key(12), id, now.0, until].to_vec());
            }
            let rows: [(&'static str, Vec<Vec<Value>>); 3] = [
                ("insert into person (id, key, name, email, email_folded, email_verified_at, local_typed, work, language, membership, created_at)", people),
                ("insert into enrolment (id, person_id, programme, edition_id, enrolled_at, confirmed_at)", enrolments),
                ("insert into sign_in (token_hash, key, person_id, created_at, expires_at)", sign_ins),
            ];
            for (insert, rows) in &rows {
                tx.insert_many(insert, rows)?;
            }
            Ok::<(), db::Error>(())
        })
        .await
        .map_err(|e| e.to_string())?;
    Ok(tokens.into_iter().map(|t| format!("{cookie}={t}")).collect())
}

/// Sets a class's number of seats.
pub(super) async fn set_seats(database: &str, class: &str, seats: usize) -> Result<(), String> {
    let app = open(database).await?;
    let class = class.to_owned();
    let seats = i64::try_from(seats).map_err(|e| e.to_string())?;
    app.change(Actor::Operator, move |change| {
        let id = offerings::store::id_of(change.tx, &class)?;
        seats::class_changes::set_capacity(change, id, 0, seats, false)
    })
    .await
    .map(drop)
    .map_err(|e| e.to_string())
}

/// What the database holds after a load, including what must not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Audit {
    pub confirmed: u64,
    pub waiting: u64,
    /// Classes with more people than seats.
    pub oversold: u64,
    /// Classes with a free seat while somebody waits.
    pub underfilled: u64,
    /// Classes whose line has a gap, or two people in the same place.
    pub disordered: u64,
    /// People with two live sign-ups in one class.
    pub doubled: u64,
    /// Sign-ups whose mail is not exactly what is owed for them.
    pub without_mail: u64,
}

impl Audit {
    /// Whether nothing is there that must not be.
    pub const fn clean(&self) -> bool {
        self.oversold + self.underfilled + self.disordered + self.doubled + self.without_mail == 0
    }
}

/// Audits the database itself, with statements of its own.
pub(super) async fn audit(file: &str) -> Result<Audit, String> {
    let app = open(file).await?;
    let row = app
        .db
        .read(|tx| {
            tx.one(
                sql!(
                    "select (select count(*) from signup where state = 'confirmed'),
                            (select count(*) from signup where state = 'waiting'),
                            (select count(*) from offering o where (select count(*) from signup s
                               where s.offering_id = o.id and s.state in ('confirmed', 'offered', 'held')) > o.capacity),
                            (select count(*) from offering o where (select count(*) from signup s
                               where s.offering_id = o.id and s.state in ('confirmed', 'offered', 'held')) < o.capacity
                               and exists (select 1 from signup s where s.offering_id = o.id and s.state = 'waiting')),
                            (select count(*) from (select offering_id from signup where state = 'waiting'
                               group by offering_id
                               having count(distinct line) <> count(*) or max(line) - min(line) + 1 <> count(*)) x),
                            (select count(*) from (select 1 from signup where state in ('confirmed', 'waiting', 'offered', 'held')
                               group by offering_id, person_id having count(*) > 1) x),
                            (select count(*) from signup s where s.state in ('confirmed', 'waiting') and 1 <>
                               (select count(*) from outbox x where x.dedupe =
                                  case when s.state = 'confirmed' then 'booked:' else 'waiting:' end || s.id))"
                ),
                &[],
            )
        })
        .await
        .map_err(|e| e.to_string())?;
    let figure = |i| row.get::<i64>(i).map(i64::unsigned_abs).map_err(|e| e.to_string());
    Ok(Audit {
        confirmed: figure(0)?,
        waiting: figure(1)?,
        oversold: figure(2)?,
        underfilled: figure(3)?,
        disordered: figure(4)?,
        doubled: figure(5)?,
        without_mail: figure(6)?,
    })
}
