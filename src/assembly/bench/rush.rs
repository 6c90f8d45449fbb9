//! `ratify bench rush`: the opening of sign-up, over HTTP with sign-in cookies, as members' browsers do it: tap, and
//! where the class is full, tap again to wait. On the embedded database with one server process, or on PostgreSQL with
//! several. Afterwards the database itself is audited.

use super::{
    ground::{self, Audit, Ground, Size},
    load::Figures,
    server::Server,
};
use crate::assembly::browser::Browser;
use clap::Args;
use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// The opening of sign-up
#[derive(Debug, Args)]
pub(crate) struct Rush {
    /// A PostgreSQL address with an empty database; the embedded database if there is none
    #[arg(long)]
    database: Option<String>,
    /// Server processes (PostgreSQL only)
    #[arg(long, default_value_t = 2)]
    servers: usize,
    /// Members who want one class
    #[arg(long, default_value_t = 2_000)]
    members: usize,
    /// Its seats
    #[arg(long, default_value_t = 30)]
    seats: usize,
    /// Seconds over which they arrive; all at once if 0
    #[arg(long, default_value_t = 0)]
    over: u64,
    /// Members who spread over many classes
    #[arg(long, default_value_t = 20_000)]
    crowd: usize,
    /// How many classes those are
    #[arg(long, default_value_t = 40)]
    classes: usize,
    /// Connections that the crowd comes over
    #[arg(long, default_value_t = 96)]
    lines: usize,
}

/// What one member's browser saw.
struct Seen {
    /// How long each answer took.
    answers: Vec<Duration>,
    /// Whether the last of them is a seat or a place in line.
    done: bool,
}

/// Taps, and taps again to wait where the class is full.
async fn tap(browser: &mut Browser, class: &str, key: &str) -> Result<Seen, String> {
    let path = format!("/classes/{class}/sign-up");
    let mut answers = Vec::new();
    for (n, wait) in [("a", false), ("b", true)] {
        let key = format!("{key}{n}");
        let mut form = vec![("request", key.as_str())];
        if wait {
            form.extend([("wait", "1"), ("repeat", "1")]);
        }
        let asked = Instant::now();
        let answer = browser.post(&path, &form).await.map_err(|e| e.to_string())?;
        answers.push(asked.elapsed());
        match answer.status.as_u16() {
            303 => return Ok(Seen { answers, done: true }),
            409 => {}
            other => return Err(format!("{path} answered {other}")),
        }
    }
    Ok(Seen { answers, done: false })
}

pub(super) async fn run(options: &Rush, folder: &Path) -> Result<(), String> {
    let file = folder.join("rush.db").display().to_string();
    let database = options.database.clone().unwrap_or_else(|| file.clone());
    let servers = if options.database.is_some() { options.servers.max(1) } else { 1 };
    // as many seats as the crowd needs, and a first class with few of them
    let seats = options.crowd.div_ceil(options.classes.max(1));
    let size = Size { members: 2_000, people: options.crowd.max(options.members), classes: options.classes + 1, seats };
    println!("Storing {} people and {} classes ...", size.people, size.classes);
    let ground = ground::prepare(&database, size).await?;
    ground::set_seats(&database, &ground.classes[0], options.seats).await?;
    let running: Vec<Server> = (0..servers).map(|_| Server::start(&database)).collect::<Result<_, _>>()?;
    let mut addresses = Vec::new();
    for server in &running {
        addresses.push(server.ready().await?);
    }
    let ground = Arc::new(ground);

    let cpu = |servers: &[Server]| servers.iter().map(Server::cpu).sum::<Result<Duration, String>>();
    let before = cpu(&running)?;
    let one = one_class(options, &addresses, &ground).await?;
    let after = cpu(&running)?;
    let what = format!("{} members on {} seats", options.members, options.seats);
    report(&what, &one, after - before);

    let before = cpu(&running)?;
    let many = many_classes(options, &addresses, &ground).await?;
    let after = cpu(&running)?;
    let what = format!("{} members on {} classes of {seats}, {} lines", options.crowd, options.classes, options.lines);
    report(&what, &many, after - before);

    for server in &running {
        println!("  memory of a server: {} MB, at most {} MB", server.memory_mb()?, server.peak_mb()?);
    }
    for server in running {
        server.stop()?;
    }
    let audit = ground::audit(&database).await?;
    println!("audit of the database: {audit:?}");
    let answered = (one.done + many.done) as u64;
    if !audit.clean() || !in_full(&audit, answered) || one.errors + many.errors > 0 {
        return Err(format!("{answered} sign-ups were answered: the database does not agree, or there were errors"));
    }
    Ok(())
}

/// Whether everybody who got an answer is stored.
const fn in_full(audit: &Audit, answered: u64) -> bool {
    audit.confirmed + audit.waiting == answered
}

/// What a rush came to.
struct Came {
    figures: Figures,
    done: usize,
    errors: usize,
    first_error: Option<String>,
}

fn report(what: &str, came: &Came, cpu: Duration) {
    let f = &came.figures;
    println!(
        "{what}: {} completed in {:.2} s, {:.0} a second; {} answers, p50 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms; \
         server CPU {:.3} ms a sign-up; {} errors{}",
        came.done,
        f.time.as_secs_f64(),
        came.done as f64 / f.time.as_secs_f64(),
        f.done,
        f.percentile(50),
        f.percentile(99),
        f.percentile(100),
        cpu.as_secs_f64() * 1000.0 / came.done.max(1) as f64,
        came.errors,
        came.first_error.as_deref().map(|e| format!(" (first: {e})")).unwrap_or_default()
    );
}

type Task = tokio::task::JoinHandle<Vec<Result<Seen, String>>>;

async fn gather(tasks: Vec<Task>, started: Instant) -> Result<Came, String> {
    let (mut times, mut done, mut errors, mut first_error) = (Vec::new(), 0, 0, None);
    for task in tasks {
        for seen in task.await.map_err(|e| e.to_string())? {
            match seen {
                Ok(seen) => {
                    done += usize::from(seen.done);
                    errors += usize::from(!seen.done);
                    times.extend(seen.answers);
                }
                Err(e) => {
                    errors += 1;
                    first_error.get_or_insert(e);
                }
            }
        }
    }
    Ok(Came { figures: Figures::of(times, 0, started.elapsed()), done, errors, first_error })
}

/// Each member has their own connection, opened beforehand, like a browser that has the page open.
async fn one_class(options: &Rush, addresses: &[SocketAddr], ground: &Arc<Ground>) -> Result<Came, String> {
    let class = ground.classes[0].clone();
    let page = format!("/classes/{class}");
    let mut browsers = Vec::new();
    for n in 0..options.members {
        let mut browser = Browser::new(addresses[n % addresses.len()]);
        browser.cookie = Some(ground.cookies[n].clone());
        browser.get(&page).await.map_err(|e| e.to_string())?;
        browsers.push(browser);
    }
    let spread = Duration::from_secs(options.over);
    let (count, started) = (browsers.len(), Instant::now());
    let tasks = browsers.into_iter().enumerate().map(|(n, mut browser)| {
        let class = class.clone();
        tokio::spawn(async move {
            let comes = spread.mul_f64(n as f64 / count as f64);
            if !comes.is_zero() {
                tokio::time::sleep(comes).await;
            }
            vec![tap(&mut browser, &class, &format!("one-{n}-")).await]
        })
    });
    gather(tasks.collect(), started).await
}

/// A crowd spread over many classes, as fast as it is answered.
async fn many_classes(options: &Rush, addresses: &[SocketAddr], ground: &Arc<Ground>) -> Result<Came, String> {
    let next = Arc::new(AtomicUsize::new(0));
    let (crowd, classes) = (options.crowd, options.classes);
    let started = Instant::now();
    let tasks = (0..options.lines).map(|line| {
        let (next, ground) = (Arc::clone(&next), Arc::clone(ground));
        let address = addresses[line % addresses.len()];
        tokio::spawn(async move {
            let (mut browser, mut seen) = (Browser::new(address), Vec::new());
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                if n >= crowd {
                    return seen;
                }
                browser.cookie = Some(ground.cookies[n].clone());
                let class = &ground.classes[1 + n % classes];
                seen.push(tap(&mut browser, class, &format!("many-{n}-")).await);
            }
        })
    });
    gather(tasks.collect(), started).await
}
