//! What the benchmark stands on: the programme, a whole union's member file, people who are signed in, classes
//! with seats; and the audit of the database afterwards.

use crate::{
    Clock, Random,
    app::App,
    config::Config,
    generate,
    import::{self, Input, Job},
    signin,
};
use db::{Value, params, sql};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};

/// People who sign up.
pub(super) const PEOPLE: usize = 2_000;
/// Classes they sign up for, a day each, so that none clash.
pub(super) const CLASSES: usize = 200;
/// Seats of each.
const SEATS: usize = 500;

/// The prepared database.
pub(super) struct Ground {
    pub import: Duration,
    pub again: Duration,
    /// Cookies of the people.
    pub cookies: Vec<String>,
    /// Keys of the classes.
    pub classes: Vec<String>,
}

pub(super) async fn open(file: &str) -> Result<App, String> {
    App::open(Config { database: file.to_owned(), ..Config::default() }, Clock::Machine, Random::from_system()).await
}

macro_rules! files {
    ($($folder:literal $name:literal),+) => {
        vec![$(Input::new($name, include_bytes!(concat!("../../", $folder, "/", $name)).to_vec())),+]
    };
}

/// The programme and the sample year, all of which lies ahead.
pub(super) fn sample_year(app: &App) -> Job {
    const FIRST_CLASS: jiff::civil::Date = jiff::civil::date(2026, 9, 16);
    let passed = app.now().date(&app.zone).since(FIRST_CLASS).map_or(0, |s| i64::from(s.get_days()));
    let mut inputs = programme();
    inputs.extend(files!["sample" "locals.csv", "sample" "events.csv", "sample" "offerings.csv"]);
    Job { inputs, shift_days: (passed.div_euclid(7) + 2) * 7, keep: true }
}

/// The programme with its courses and places.
fn programme() -> Vec<Input> {
    files![
        "programmes" "bargaining-certificate.toml",
        "programmes" "bargaining-certificate.wording.toml",
        "programmes" "bargaining-certificate.examples.json",
        "sample" "courses.csv",
        "sample" "venues.csv"
    ]
}

fn inputs(members: usize) -> Vec<Input> {
    let (locals, people) = generate::files(members, 400, 1);
    let mut inputs = programme();
    inputs.push(Input::new("locals.csv", locals.into_bytes()));
    inputs.push(Input::new("members.csv", people.into_bytes()));
    inputs.push(Input::new("offerings.csv", offerings().into_bytes()));
    inputs
}

fn offerings() -> String {
    let first = jiff::civil::date(2040, 1, 1);
    let mut file = "key,course,venue,sessions,capacity\n".to_owned();
    for n in 0..CLASSES {
        let day = first.saturating_add(jiff::ToSpan::days(n as i64));
        let _infallible = writeln!(file, "bench-{n},spc-301,quincy-hq,{day} 16:00-19:00,{SEATS}");
    }
    file
}

pub(super) async fn prepare(file: &str, members: usize) -> Result<Ground, String> {
    let app = open(file).await?;
    let files = inputs(members);
    let mut times = Vec::new();
    for round in 0..2 {
        let started = Instant::now();
        let job = Job { inputs: files.clone(), shift_days: 0, keep: true };
        let report = import::by_operator(&app, job).await?;
        if let Some(problem) = report.problems.first() {
            return Err(problem.to_string());
        }
        if round == 1 && report.changes() > 0 {
            return Err("the same file twice changed something".into());
        }
        times.push(started.elapsed());
    }
    let cookies = sign_everybody_in(&app).await?;
    let rows =
        app.db.read(|tx| tx.all(sql!("select key from offering where starts_at > $1 order by id"), &params![0_i64]));
    let rows = rows.await.map_err(|e| e.to_string())?;
    let classes = rows.iter().map(|r| r.get(0)).collect::<Result<_, _>>().map_err(|e| e.to_string())?;
    Ok(Ground { import: times[0], again: times[1], cookies, classes })
}

/// People with a sign-in each, written in bulk: the benchmark measures sign-ups, not enrolments.
async fn sign_everybody_in(app: &App) -> Result<Vec<String>, String> {
    let tokens: Vec<String> = (0..PEOPLE).map(|_| app.random.token()).collect();
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
                sign_ins.push(params![signin::hash(token), id, false, now.0, until].to_vec());
            }
            let rows: [(&'static str, Vec<Vec<Value>>); 3] = [
                ("insert into person (id, key, name, email, email_folded, email_verified_at, local_typed, work, language, membership, created_at)", people),
                ("insert into enrolment (id, person_id, programme, edition_id, enrolled_at, confirmed_at)", enrolments),
                ("insert into sign_in (token_hash, person_id, power, created_at, expires_at)", sign_ins),
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

/// What the database holds.
pub(super) struct Audit {
    pub confirmed: u64,
    pub oversold: u64,
    pub mails: u64,
}

pub(super) async fn audit(file: &str) -> Result<Audit, String> {
    let app = open(file).await?;
    let row = app
        .db
        .read(|tx| {
            tx.one(
                sql!(
                    "select (select count(*) from signup where state = 'confirmed'),
                            (select count(*) from offering o where (select count(*) from signup s
                               where s.offering_id = o.id and s.seat is not null) > o.capacity),
                            (select count(*) from outbox where kind = 'booked')"
                ),
                &[],
            )
        })
        .await
        .map_err(|e| e.to_string())?;
    let figure = |i| row.get::<i64>(i).map(i64::unsigned_abs).map_err(|e| e.to_string());
    Ok(Audit { confirmed: figure(0)?, oversold: figure(1)?, mails: figure(2)? })
}
