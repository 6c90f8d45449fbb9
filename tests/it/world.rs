//! The one world-builder: the sample year in a fresh database, a clock set to September 1, 2026, and a
//! server on a free port.

use crate::visitor::Browser;
use ratify::{
    Clock, Random,
    assembly::{
        browser::Answer,
        commands::{make_factor_code, make_staff_link},
        jobs,
        server::listen,
    },
    ground::config::Config,
    ground::config::Limits,
    office::import::{self, Input, Job},
    visit::app::App,
};
use rules::time::Instant;
use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Noon on Tuesday, September 1, 2026, in Boston.
pub const START: Instant = Instant(1_788_278_400_000_000);
pub const DAY: i64 = 24 * 60;

pub struct World {
    pub app: App,
    pub address: SocketAddr,
    pub engine: Engine,
    _folder: tempfile::TempDir,
}

/// The programme and the sample year.
pub fn sample_files() -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for name in ["toml", "wording.toml", "examples.json"].map(|end| format!("bargaining-certificate.{end}")) {
        files.push(Input::new(&name, std::fs::read(root.join("programmes").join(&name)).unwrap()));
    }
    for name in ["locals.csv", "venues.csv", "events.csv", "courses.csv", "offerings.csv", "members.csv"] {
        files.push(Input::new(name, std::fs::read(root.join("sample").join(name)).unwrap()));
    }
    files
}

pub fn job(inputs: Vec<Input>, keep: bool) -> Job {
    Job { inputs, shift_days: 0, keep, take_doubtful: false, over_stored: false, agreed: true }
}

/// A new PostgreSQL database of its own, where a server is named.
pub fn postgres_url() -> Option<String> {
    copied_from("template0")
}

/// A new PostgreSQL database that starts as a copy of another one, to which nobody is connected.
fn copied_from(template: &str) -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("RATIFY_TEST_POSTGRES").ok()?;
    let name = format!("ratify_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    // an earlier run may have had the same process id
    on_server(&format!("drop database if exists {name}"));
    on_server(&format!("create database {name} template {template} lc_collate 'C' lc_ctype 'C'"));
    Some(format!("{server}/{name}"))
}

/// Runs one statement outside the databases of the tests.
pub fn on_server(statement: &str) {
    let admin = format!("{}/postgres", std::env::var("RATIFY_TEST_POSTGRES").unwrap());
    let statement = statement.to_owned();
    let run = move || postgres::Client::connect(&admin, postgres::NoTls).unwrap().batch_execute(&statement).unwrap();
    std::thread::spawn(run).join().unwrap();
}

/// The database that every world of an engine starts as: made once, because reading the sample year in takes longer
/// than most tests. On SQLite the path of its file, on PostgreSQL its name; `None` where no server is named.
fn sample_year(engine: Engine) -> Option<&'static str> {
    static SQLITE: OnceLock<(tempfile::TempDir, String)> = OnceLock::new();
    static POSTGRES: OnceLock<Option<String>> = OnceLock::new();
    match engine {
        Engine::Sqlite => Some(
            &SQLITE
                .get_or_init(|| {
                    let folder = tempfile::tempdir().unwrap();
                    let [made, whole] =
                        ["made.db", "whole.db"].map(|name| folder.path().join(name).display().to_string());
                    read_in(made.clone());
                    // one file, whatever was still in its log
                    rusqlite::Connection::open(made).unwrap().execute("vacuum into $1", [&whole]).unwrap();
                    (folder, whole)
                })
                .1,
        ),
        Engine::Postgres => POSTGRES
            .get_or_init(|| {
                let url = postgres_url()?;
                read_in(url.clone());
                let name = url.rsplit('/').next().unwrap().to_owned();
                on_server(&format!("alter database {name} allow_connections false"));
                on_server(&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"));
                Some(name)
            })
            .as_deref(),
    }
}

/// Reads the sample year into an empty database, on a runtime of its own that ends with it.
fn read_in(database: String) {
    let work = move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(async {
            // ids differ by their millisecond
            let clock = Clock::set_to(Instant(START.0 - 1000));
            let app = ratify::assembly::start::open(sample_config(database), clock, Random::seeded(1)).await.unwrap();
            read_year(&app, 0).await;
        });
    };
    std::thread::spawn(work).join().unwrap();
}

pub fn sample_config(database: String) -> Config {
    Config {
        database,
        base_url: "http://ratify.test".into(),
        keys: String::new(),
        keeps_mail: true,
        limits: of_tests(),
        ..Config::default()
    }
}

/// Everything in a test comes from one address, and waits for nothing.
pub fn of_tests() -> Limits {
    Limits {
        asks: 100_000,
        wrong_codes: 100_000,
        refusals: 100_000,
        held: 100_000,
        held_in_all: 100_000,
        even_ms: 0,
        ..Limits::default()
    }
}

async fn read_year(app: &App, days: i64) {
    // trainers are known before the classes that name them
    make_staff_link(app, "owen.pike@example.org", Some("Owen Pike"), "trainer").await.unwrap();
    let year = Job {
        inputs: sample_files(),
        shift_days: days,
        keep: true,
        take_doubtful: false,
        over_stored: false,
        agreed: true,
    };
    let report = import::by_operator(app, year).await.unwrap();
    assert_eq!(report.problems, vec![], "the sample year imports cleanly");
    assert!(report.kept);
}

/// A world's PostgreSQL database goes with it, since hundreds of them fill a disk; that of a failed test can be looked
/// at.
impl Drop for World {
    fn drop(&mut self) {
        if self.engine == Engine::Postgres && !std::thread::panicking() {
            let name = self.app.config.database.rsplit('/').next().unwrap();
            on_server(&format!("drop database if exists {name} with (force)"));
        }
    }
}

impl World {
    pub async fn new(engine: Engine) -> Option<Self> {
        Self::with(engine, of_tests()).await
    }

    /// A world in which this much is allowed.
    pub async fn with(engine: Engine, limits: Limits) -> Option<Self> {
        let start = sample_year(engine)?;
        let folder = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => {
                let own = folder.path().join("ratify.db");
                std::fs::copy(start, &own).unwrap();
                own.display().to_string()
            }
            Engine::Postgres => copied_from(start)?,
        };
        let config = Config { limits, ..sample_config(database) };
        let app = ratify::assembly::start::open(config, Clock::set_to(START), Random::seeded(2)).await.unwrap();
        Some(Self::serving(folder, app, engine).await)
    }

    /// A world in which nothing is stored yet.
    pub async fn empty(engine: Engine) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => folder.path().join("ratify.db").display().to_string(),
            Engine::Postgres => postgres_url()?,
        };
        let config = Config { limits: of_tests(), ..sample_config(database) };
        let app = ratify::assembly::start::open(config, Clock::set_to(START), Random::seeded(3)).await.unwrap();
        Some(Self::serving(folder, app, engine).await)
    }

    pub async fn over(folder: tempfile::TempDir, config: Config) -> Self {
        Self::days_later(folder, config, 0).await
    }

    /// The same world this many days later, with the sample year moved too.
    pub async fn days_later(folder: tempfile::TempDir, config: Config, days: i64) -> Self {
        let engine = if config.database.starts_with("postgres") { Engine::Postgres } else { Engine::Sqlite };
        let clock = Clock::set_to(START.plus_minutes(days * DAY));
        let app = ratify::assembly::start::open(config, clock, Random::seeded(1)).await.unwrap();
        read_year(&app, days).await;
        Self::serving(folder, app, engine).await
    }

    async fn serving(folder: tempfile::TempDir, app: App, engine: Engine) -> Self {
        let (address, _server) = listen(app.clone(), "127.0.0.1:0", std::future::pending()).await.unwrap();
        Self { app, address, engine, _folder: folder }
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    pub fn pass_days(&self, days: i64) {
        self.app.clock.pass_minutes(days * DAY);
    }

    /// The key in the address of a sample class.
    pub async fn class_key(&self, source: &str) -> String {
        let source = source.to_owned();
        self.one_text("select key from offering where source_key = $1", source).await
    }

    async fn one_text(&self, sql: &'static str, param: String) -> String {
        let row = self.app.db.read(move |tx| tx.one(sql, &db::params![&param])).await.unwrap();
        row.get(0).unwrap()
    }

    /// The number that a test's statement returns.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.app.db.read(move |tx| tx.one(sql, &[])).await.unwrap().get(0).unwrap()
    }

    /// The text that a test's statement returns.
    pub async fn text(&self, sql: &'static str) -> String {
        self.app.db.read(move |tx| tx.one(sql, &[])).await.unwrap().get(0).unwrap()
    }

    /// Delivers what is due and returns the texts of all mail to an address, oldest first.
    pub async fn mail_to(&self, email: &str) -> Vec<(String, String)> {
        jobs::deliver_all(&self.app).await.unwrap();
        let email = email.to_owned();
        let rows = self
            .app
            .db
            .read(move |tx| {
                tx.all(
                    "select o.message, p.email_folded from outbox o join person p on p.id = o.person_id
                     where o.sent_at is not null and o.message is not null order by o.id",
                    &[],
                )
            })
            .await
            .unwrap();
        rows.iter()
            .map(|r| {
                let message: serde_json::Value = serde_json::from_str(&r.get::<String>(0).unwrap()).unwrap();
                let to = message["to"].as_str().map_or_else(|| r.get(1).unwrap(), str::to_lowercase);
                (to, message)
            })
            .filter(|(to, _)| *to == email)
            .map(|(_, message)| {
                (message["subject"].as_str().unwrap().to_owned(), message["text"].as_str().unwrap().to_owned())
            })
            .collect()
    }

    /// The newest six-digit code that was mailed to an address.
    pub async fn code_for(&self, email: &str) -> String {
        let mail = self.mail_to(email).await;
        mail.iter().rev().find_map(|(_, text)| six_digits(text)).expect("a mail with a code")
    }

    /// Somebody who enrolled and confirmed the address, signed in.
    pub async fn member(&self, name: &str, email: &str) -> Browser {
        let mut browser = self.browser();
        let form = enroll_form(name, email);
        let answer = browser.post("/enroll", &form).await.unwrap();
        assert_eq!(answer.status, 303, "{}", answer.text());
        let code = self.code_for(email).await;
        let answer = browser.post("/enroll/code", &[("email", email), ("code", &code)]).await.unwrap();
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert!(browser.cookie.is_some());
        browser
    }

    /// Signs a known person in by e-mail.
    pub async fn sign_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        browser.post("/sign-in", &[("email", email)]).await.unwrap();
        let code = self.code_for(email).await;
        let answer = browser.post("/sign-in/code", &[("email", email), ("code", &code)]).await.unwrap();
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }

    /// The code that an authenticator app shows for a key now.
    pub fn code_of(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let clock = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
        clock.generate((self.app.now().0 / 1_000_000).cast_unsigned()).to_string()
    }

    /// Sets up an authenticator app for whoever is signed in; returns its key.
    pub async fn set_up_app(&self, browser: &mut Browser) -> String {
        let page = browser.get("/prove/set-up").await.unwrap().text();
        let secret = secret_on(&page).expect("a key to scan");
        let code = self.code_of(&secret);
        // a mailbox alone makes no second factor: somebody in the office hands a code over
        let handed = match page.contains("name=\"handed\"") {
            true => {
                let name = between(&page, "otpauth://totp/", "?").unwrap().replace("%20", " ");
                let name: &'static str = name.leak();
                let email = self.app.db.read(move |tx| {
                    tx.one("select email from person where name = $1 and merged_into is null", &[name.into()])?
                        .get::<String>(0)
                });
                make_factor_code(&self.app, &email.await.unwrap()).await.unwrap()
            }
            false => String::new(),
        };
        let answer = browser.post("/prove/set-up", &[("handed", handed.as_str()), ("code", &code)]).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text());
        secret
    }

    /// A coordinator, signed in by a one-time link.
    pub async fn staff(&self) -> Browser {
        self.office("Dana Kowalski", "dana.kowalski@example.org", "coordinator").await
    }

    /// A programme administrator, signed in by a one-time link.
    pub async fn administrator(&self) -> Browser {
        self.office("Noor Haddad", "noor.haddad@example.org", "administrator").await
    }

    /// Owen, who teaches and has no role in the office, with his second factor shown.
    pub async fn trainer(&self) -> Browser {
        self.office("Owen Pike", "owen.pike@example.org", "trainer").await
    }

    /// Somebody from the office, signed in by a one-time link.
    pub async fn office(&self, name: &str, email: &str, role: &str) -> Browser {
        let link = make_staff_link(&self.app, email, Some(name), role).await.unwrap();
        let mut browser = self.browser();
        let answer = browser.post(link.strip_prefix(&self.app.config.base_url).unwrap(), &[]).await.unwrap();
        assert_eq!(answer.location.as_deref(), Some("/staff"));
        browser
    }

    /// One tap on "Sign up".
    pub async fn sign_up(&self, browser: &mut Browser, source: &str) -> Answer {
        let key = self.class_key(source).await;
        browser.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap()
    }
}

/// The key that a set-up page shows.
pub fn secret_on(page: &str) -> Option<String> {
    Some(between(page, "otpauth://totp/", "&amp;issuer")?.split("secret=").nth(1)?.to_owned())
}

pub fn enroll_form<'a>(name: &'a str, email: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("email", email),
        ("local", "harborfield  teachers association"),
        ("work", "teacher"),
        ("language", "en"),
    ]
}

/// Six digits in two groups of three, as mails write a code.
pub fn six_digits(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || ".:,".contains(c)).collect();
    let three = |w: &str| w.len() == 3 && w.bytes().all(|b| b.is_ascii_digit());
    words.windows(2).find(|w| w.iter().all(|x| three(x))).map(|w| w.concat())
}

/// What is between two texts.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = text.split_once(before)?.1;
    Some(rest.split_once(after)?.0)
}
