//! A whole stored union: everybody enrolled, with a ledger covering years, and what judging it takes, from the database
//! to the stored verdict and behind a progress page.

use super::{
    ground::{self, open},
    load,
    server::Server,
};
use crate::{
    assembly::generate::attendance::{Attendance, Habit},
    ground::ids::PersonId,
    office::import,
    people::signin,
    programme::{change::Actor, courses},
    progress,
    visit::app::App,
};
use db::{Value, params, sql};
use rules::audit::Credit;
use std::{collections::HashMap, path::Path, time::Duration};

/// Members whose page is asked for: 14 attendances each.
const READERS: usize = 200;
const ATTENDANCES: u64 = 14;
/// Rows written in one transaction.
const AT_ONCE: usize = 20_000;

/// Stores a population and measures.
pub(super) async fn run(
    folder: &Path,
    members: usize,
    seed: u64,
    clients: usize,
    time: Duration,
) -> Result<(), String> {
    let file = folder.join("population.db").display().to_string();
    println!("Storing {members} enrolled members with their ledgers ...");
    let cookies = store(&file, members, seed).await?;
    let mut seconds = Vec::new();
    for _ in 0..2 {
        let out = std::process::Command::new(std::env::current_exe().map_err(|e| e.to_string())?)
            .args(["audit", "--all", "--database", &file])
            .output()
            .map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&out.stdout).trim().to_owned();
        if !out.status.success() {
            return Err(String::from_utf8_lossy(&out.stderr).into_owned());
        }
        seconds.push(text);
    }
    println!("audit --all, cold: {}", seconds[0]);
    println!("audit --all, again: {}", seconds[1]);
    let server = Server::start(&file)?;
    let address = server.ready().await?;
    let figures = load::own_pages(address, clients, time, &cookies, "/me").await?;
    println!(
        "progress page of members with {ATTENDANCES} attendances, {clients} clients: {:.0} a second, p50 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms",
        figures.done as f64 / figures.time.as_secs_f64(),
        figures.percentile(50),
        figures.percentile(99),
        figures.percentile(100),
    );
    println!("  memory of the server: at most {} MB", server.peak_mb()?);
    server.stop()
}

/// Stores the programme and its courses in a new database; returns what writes people into it.
async fn writer(app: &App) -> Result<(Writer, courses::Known), String> {
    let report = import::by_operator(app, ground::sample_year(app)).await?;
    if let Some(problem) = report.problems.first() {
        return Err(problem.to_string());
    }
    let (edition, venue, known) = app
        .read(move |tx| {
            let venue = tx.one(sql!("select min(id) from venue"), &[])?.get(0)?;
            Ok((tx.edition()?.id, venue, courses::known(tx)?))
        })
        .await
        .map_err(|e| e.to_string())?;
    Ok((Writer { app: app.clone(), edition, venue, classes: HashMap::new(), rows: Rows::default() }, known))
}

/// Fills a database; returns the cookies of the readers.
async fn store(file: &str, members: usize, seed: u64) -> Result<Vec<String>, String> {
    let app = open(file).await?;
    let (mut writer, known) = writer(&app).await?;
    let attendance = Attendance::new(&known.catalogue, seed);
    let mut cookies = Vec::new();
    for member in 0..(members + READERS) as u64 {
        let reads = member >= members as u64;
        let habit = if reads { Habit::Exactly(ATTENDANCES) } else { Habit::Ordinary };
        let person = writer.person(member);
        if reads {
            cookies.push(writer.sign_in(person));
        }
        for credit in attendance.record(member, habit).credits {
            writer.attend(person, &credit, &known)?;
        }
        if writer.rows.credits.len() >= AT_ONCE {
            writer.flush().await?;
        }
    }
    writer.flush().await?;
    Ok(cookies)
}

/// Fills a database with people who have earned the certificate by attending the same six classes.
pub(super) async fn store_complete(file: &str, people: u64) -> Result<App, String> {
    const CLASSES: [&str; 6] = ["fnd-100", "dem-200", "spc-301", "spc-303", "spc-307", "spc-309"];
    let app = open(file).await?;
    let (mut writer, known) = writer(&app).await?;
    let last_year = app.now().date(&app.zone).saturating_sub(jiff::ToSpan::days(300));
    for member in 0..people {
        let person = writer.person(member);
        for (n, course) in CLASSES.into_iter().enumerate() {
            let date = last_year.saturating_add(jiff::ToSpan::days(n as i64 * 30));
            let credit = serde_json::from_value(serde_json::json!({ "id": course, "course": course, "date": date }));
            writer.attend(person, &credit.map_err(|e| e.to_string())?, &known)?;
        }
    }
    writer.flush().await?;
    progress::audit_all(&app, Actor::System, |_| ()).await.map_err(|e| e.to_string())?;
    Ok(app)
}

#[derive(Default)]
struct Rows {
    people: Vec<Vec<Value>>,
    enrolments: Vec<Vec<Value>>,
    sign_ins: Vec<Vec<Value>>,
    offerings: Vec<Vec<Value>>,
    credits: Vec<Vec<Value>>,
}

struct Writer {
    app: App,
    edition: i64,
    venue: i64,
    /// Classes made so far, by course and quarter.
    classes: HashMap<(String, i16, i8), i64>,
    rows: Rows,
}

impl Writer {
    fn id(&self) -> i64 {
        self.app.random.id(&self.app.clock)
    }

    fn person(&mut self, n: u64) -> PersonId {
        let (id, now) = (PersonId(self.id()), self.app.now().0);
        let (key, email) = (format!("made{n:08}"), format!("made{n}@example.org"));
        let name = format!("Made Person {n}");
        self.rows
            .people
            .push(params![id, key, name, &email, &email, now, "", "other", "en", "confirmed", now].to_vec());
        let enrolled = now - 4 * 365 * 86_400_000_000;
        let row = params![self.id(), id, "bargaining-certificate", self.edition, enrolled, enrolled];
        self.rows.enrolments.push(row.to_vec());
        id
    }

    fn sign_in(&mut self, person: PersonId) -> String {
        let (token, now) = (self.app.random.token(), self.app.now());
        let row = params![signin::hash(&token), self.app.random.key(12), person, now.0, now.plus_minutes(600).0];
        self.rows.sign_ins.push(row.to_vec());
        format!("{}={token}", self.app.cookie().name())
    }

    /// The class of a course in a quarter: one for all who attended it then.
    fn class(&mut self, credit: &Credit) -> i64 {
        let quarter = (credit.date.month() - 1) / 3;
        let name = (credit.course.clone(), credit.date.year(), quarter);
        if let Some(id) = self.classes.get(&name) {
            return *id;
        }
        let id = self.id();
        let key = format!("{}-{}-{quarter}", name.0, name.1);
        self.rows.offerings.push(
            params![
                id,
                &key,
                &key,
                &credit.course,
                "",
                self.venue,
                "in-person",
                "",
                30_i64,
                0_i64,
                "held",
                0_i64,
                0_i64,
                "",
                "[]",
                0_i64,
                1_i64,
                ""
            ]
            .to_vec(),
        );
        self.classes.insert(name, id);
        id
    }

    fn attend(&mut self, person: PersonId, credit: &Credit, known: &courses::Known) -> Result<(), String> {
        let course = known.catalogue.get(&credit.course).ok_or("the catalogue lost a course")?;
        let class = self.class(credit);
        let units: Vec<(String, i64)> = if course.segments.is_empty() {
            vec![(String::new(), course.minutes.unwrap_or(0))]
        } else {
            course.segments.iter().map(|s| (s.unit.clone(), s.minutes)).collect()
        };
        for (segment, (unit, minutes)) in units.into_iter().enumerate() {
            let row = params![
                self.id(),
                person,
                class,
                &credit.course,
                segment as i64,
                unit,
                minutes,
                credit.date.to_string(),
                "attended",
                "",
                self.app.now().0
            ];
            self.rows.credits.push(row.to_vec());
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), String> {
        let rows = std::mem::take(&mut self.rows);
        self.app
            .db
            .write(move |tx| {
                for (insert, rows) in [
                    ("insert into person (id, key, name, email, email_folded, email_verified_at, local_typed, work, language, membership, created_at)", &rows.people),
                    ("insert into enrolment (id, person_id, programme, edition_id, enrolled_at, confirmed_at)", &rows.enrolments),
                    ("insert into sign_in (token_hash, key, person_id, created_at, expires_at)", &rows.sign_ins),
                    ("insert into offering (id, key, source_key, course_code, subtitle, venue_id, mode, room, capacity, min_enrol, stage, closes_at, cancel_until, trainers, worth, starts_at, ends_at, fingerprint)", &rows.offerings),
                    ("insert into credit (id, person_id, offering_id, course_code, segment, unit, minutes, earned_on, kind, reason, posted_at)", &rows.credits),
                ] {
                    tx.insert_many(insert, rows)?;
                }
                Ok::<(), db::Error>(())
            })
            .await
            .map_err(|e| e.to_string())
    }
}
