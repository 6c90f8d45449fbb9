//! `ratify demo`: everything on sample data. A fresh embedded database, the sample year moved to today, made-up
//! people in every state, and one sign-in link for each kind of visitor. Nothing stays running.
//!
//! History is made the way real history is: the clock is set back, and the same verbs run as for real people.

mod brand;
mod class_board;
mod history;
mod meeting;
mod opportunities;
mod people;
mod trainers;
mod words;

use crate::{
    Clock, Random,
    assembly::{
        generate, jobs,
        server::{listen, stop_signal},
        start,
    },
    certificates::keys,
    ground::{
        config::{Config, Office},
        fault::Fault,
        verb::Verb,
    },
    office::import::{self, Input, Job, Progress},
    people::signin::links::{self, Purpose},
    programme::change::{Actor, Entry},
    visit::app::App,
};

use db::{params, sql};
use jiff::civil::date;
use rules::time::Instant;
use std::{
    fs,
    path::{Path, PathBuf},
};

macro_rules! sample {
    ($($name:literal),+) => {
        vec![$(Input::new($name, include_bytes!(concat!("../../../sample/", $name)).to_vec())),+]
    };
}

/// The first class of the sample year, as its file has it.
const FIRST_CLASS: jiff::civil::Date = date(2026, 9, 16);
/// The demo's catalogue starts this many days before today.
const BEFORE_TODAY: i64 = 60;
/// Made-up people besides the named ones, and their locals.
const CROWD: usize = 400;
const LOCALS: usize = 40;

/// Starts the demo and runs it until it is stopped.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(address: &str, data: Option<PathBuf>) -> Result<(), String> {
    let temporary = data.is_none();
    let folder = data.unwrap_or_else(|| std::env::temp_dir().join(format!("ratify-demo-{}", std::process::id())));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let file = folder.join("ratify.db");
    let config = config(&file, address);
    let making = folder.join("making.db");
    let clear = || ["", "-wal", "-shm"].map(|end| drop(fs::remove_file(format!("{}{end}", making.display()))));
    if !file.exists() {
        println!("Making the sample year ...");
        // half a year is no demo: it gets its name when it is whole, and a start that was killed begins anew
        clear();
        fill(Config { database: making.display().to_string(), ..config.clone() }).await?;
        fs::rename(&making, &file).map_err(|e| format!("{}: {e}", file.display()))?;
    }
    let app = start::open(config, Clock::Machine, Random::from_system()).await?;
    // nobody has it open by that name any more
    clear();
    let running = tokio::spawn(jobs::run(app.clone()));
    let (bound, server) = listen(app.clone(), address, stop_signal()).await?;
    println!("\nRatify runs on sample data at http://{bound}");
    println!("Mail that it sends is shown at http://{bound}/mailbox\n\nSign-in links (each works once):");
    for (who, link) in sign_in_links(&app).await.map_err(|e| e.to_string())? {
        println!("  {who:<24} {link}");
    }
    println!("\nCtrl-C ends it.");
    server.await.map_err(|e| e.to_string())?;
    running.abort();
    if temporary {
        drop(app);
        fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    Ok(())
}

fn config(file: &Path, address: &str) -> Config {
    Config {
        database: file.display().to_string(),
        listen: address.to_owned(),
        base_url: format!("http://{address}"),
        office: Office {
            name: "Training office (sample)".into(),
            email: "training@example.org".into(),
            phone: "617-555-0100".into(),
            signatory: "Sample signatory, Director of training".into(),
        },
        keys: file.with_file_name("keys.json").display().to_string(),
        demo: true,
        keeps_mail: true,
        ..Config::default()
    }
}

/// Files of the sample year with the programme and the made-up crowd.
fn files() -> Vec<Input> {
    let mut files = sample!(
        "locals.csv",
        "venues.csv",
        "events.csv",
        "courses.csv",
        "offerings-last-year.csv",
        "offerings.csv",
        "members.csv"
    );
    let programme = include_bytes!("../../../programmes/bargaining-certificate.toml");
    let wording = include_bytes!("../../../programmes/bargaining-certificate.wording.toml");
    files.push(Input::new("bargaining-certificate.toml", programme.to_vec()));
    let examples = include_bytes!("../../../programmes/bargaining-certificate.examples.json");
    files.push(Input::new("bargaining-certificate.wording.toml", wording.to_vec()));
    files.push(Input::new("bargaining-certificate.examples.json", examples.to_vec()));
    let (locals, members) = generate::files(CROWD, LOCALS, 7);
    files.push(Input::new("locals.csv", locals.into_bytes()));
    files.push(Input::new("members.csv", members.into_bytes()));
    files
}

/// Days, in whole weeks, by which the sample year is moved, so that its weekdays stay the same.
fn shift_days(now: Instant, zone: &jiff::tz::TimeZone) -> i64 {
    let wanted = now.plus_minutes(-BEFORE_TODAY * 24 * 60).date(zone);
    let days = wanted.since(FIRST_CLASS).map_or(0, |s| i64::from(s.get_days()));
    days.div_euclid(7) * 7
}

/// Fills a fresh database with the sample year and its people.
///
/// # Errors
/// A sentence for the terminal.
pub async fn fill(config: Config) -> Result<(), String> {
    let now = Clock::Machine.now();
    let clock = Clock::set_to(now.plus_minutes(-330 * 24 * 60));
    let app = start::open(config, clock, Random::seeded(2026)).await?;
    keys::begin(&app).await?;
    let wrong = |e: Fault| e.to_string();
    people::staff(&app).await.map_err(wrong)?;
    let job = Job {
        inputs: files(),
        shift_days: shift_days(now, &app.zone),
        keep: true,
        take_doubtful: false,
        over_stored: false,
        agreed: true,
    };
    let report = import::run(&app, Actor::Operator, job, Progress::default()).await.map_err(wrong)?;
    if let Some(problem) = report.problems.first() {
        return Err(problem.to_string());
    }
    words::say(&app).await.map_err(wrong)?;
    brand::add(&app).await.map_err(wrong)?;
    opportunities::add(&app, now).await.map_err(wrong)?;
    let crowd = people::enroll(&app).await.map_err(wrong)?;
    history::make(&app, &crowd, now).await.map_err(wrong)?;
    trainers::show(&app).await.map_err(wrong)?;
    forget_old_mail(&app, now).await.map_err(wrong)?;
    // its file is then all of it
    app.db.close().await.map_err(|e| e.to_string())
}

/// The mailbox begins with the last day's mail: nobody wants to page through a made-up year.
async fn forget_old_mail(app: &App, now: Instant) -> Result<(), Fault> {
    app.db
        .write(move |tx| {
            tx.run(
                sql!("update outbox set dropped = 'before the demo began' where due_at < $1"),
                &params![now.plus_minutes(-24 * 60).0],
            )?;
            Ok(())
        })
        .await
}

/// One link for each kind of visitor.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn sign_in_links(app: &App) -> Result<Vec<(&'static str, String)>, Fault> {
    const HALF_A_DAY: i64 = 12 * 60;
    let visitors = [
        ("Member (Tom)", "tom.okafor@example.org", Purpose::SignIn, "/me"),
        ("Trainer (Owen)", "owen.pike@example.org", Purpose::Staff, "/teach"),
        ("Local president (Beth)", "beth.sullivan@example.org", Purpose::Staff, "/me"),
        ("Host of a site (Marcus)", "marcus.hale@example.org", Purpose::Staff, "/host"),
        ("Coordinator (Dana)", "dana.kowalski@example.org", Purpose::Staff, "/staff"),
        ("Registrar (Ruth)", "ruth.abebe@example.org", Purpose::Staff, "/staff"),
        ("Certified (Joan)", "joan.mercer@example.org", Purpose::SignIn, "/me/certificate"),
    ];
    app.change(Actor::Operator, move |change| {
        let mut links = Vec::new();
        for (who, email, purpose, next) in visitors {
            let person = crate::people::store::by_email(change.tx, email)?.ok_or(Fault::NotFound)?;
            let made = links::make_for(change, person.id, purpose, next, HALF_A_DAY)?;
            links.push((who, made.token));
        }
        change.audit(&Entry {
            verb: Verb::DemoLinksMade,
            object: "person",
            id: 0,
            before: "",
            after: "",
            reason: "",
        })?;
        Ok(links)
    })
    .await
    .map(|links| links.into_iter().map(|(who, token)| (who, format!("{}/go/{token}", app.config.base_url))).collect())
}
