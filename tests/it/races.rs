//! Two server processes on one PostgreSQL database, and members who do everything at once. Meanwhile the invariants are
//! watched from outside, and a control shows that without locks and constraints they break.

use crate::{
    crash::{bench_people, serve_on},
    visitor::Browser,
    world::{World, postgres_url},
};
use db::params;
use ratify::{Clock, Random, assembly::jobs, ground::config::Config};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Three classes, two of them at the same time.
const CLASSES: [&str; 3] = ["fnd-101-wus", "spc-323-wus", "dem-204-winter"];
const PEOPLE: i64 = 30;
const CLIENTS: u64 = 16;

/// What must never be seen, at any instant: more people than seats, two on one seat, somebody twice in a class, or in
/// two classes at the same time.
const BROKEN: &str = "
    select (select count(*) from offering o where (select count(*) from signup s
              where s.offering_id = o.id and s.state in ('confirmed', 'offered', 'held')) > o.capacity)
         + (select count(*) from (select 1 from signup where seat is not null group by offering_id, seat having count(*) > 1) x)
         + (select count(*) from (select 1 from signup where state in ('confirmed', 'waiting', 'offered', 'invited')
              group by offering_id, person_id having count(*) > 1) x)
         + (select count(*) from signup a join signup b on b.person_id = a.person_id and b.offering_id > a.offering_id
              join session x on x.offering_id = a.offering_id join session y on y.offering_id = b.offering_id
            where a.state = 'confirmed' and b.state = 'confirmed' and x.starts_at < y.ends_at and y.starts_at < x.ends_at)";

/// At rest, besides: nobody who could come waits while a seat is free.
const STALLED: &str = "
    select count(*) from signup w join offering o on o.id = w.offering_id
    where w.state = 'waiting'
      and (select count(*) from signup s where s.offering_id = o.id and s.seat is not null) < o.capacity
      and not exists (select 1 from signup b join session y on y.offering_id = b.offering_id
                      join session x on x.offering_id = o.id
                      where b.person_id = w.person_id and b.seat is not null and b.offering_id <> o.id
                        and b.id is distinct from w.instead_of
                        and x.starts_at < y.ends_at and y.starts_at < x.ends_at)";

struct Race {
    config: Config,
    world: World,
    cookies: Vec<String>,
    keys: Vec<String>,
    addresses: Vec<SocketAddr>,
    _servers: Vec<crate::crash::Killed>,
}

/// What a control takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Without {
    Nothing,
    Locks,
    LocksAndConstraints,
}

async fn prepare(without: Without) -> Option<Race> {
    let url = postgres_url()?;
    let config = Config {
        database: url.clone(),
        base_url: "http://ratify.test".into(),
        keys: String::new(),
        keeps_mail: true,
        ..Config::default()
    };
    let world = World::over(tempfile::tempdir().unwrap(), config.clone()).await;
    // the servers have the machine's clock: the classes are in its future
    let ahead = ratify::Clock::Machine.now().0 - crate::world::START.0;
    let shift = |sql: &'static str| {
        let write = world.app.db.write(move |tx| tx.run(sql, &params![ahead.max(0)]));
        async move { write.await.unwrap() }
    };
    shift("update session set starts_at = starts_at + $1, ends_at = ends_at + $1").await;
    shift(
        "update offering set starts_at = starts_at + $1, ends_at = ends_at + $1, closes_at = closes_at + $1,
             cancel_until = cancel_until + $1, min_enrol = 0",
    )
    .await;
    let cookies = bench_people(&world.app, PEOPLE, ratify::Clock::Machine.now().0).await;
    let mut keys = Vec::new();
    for class in CLASSES {
        keys.push(world.class_key(class).await);
    }
    for key in &keys {
        let mut dana = world.staff().await;
        let few = dana.post(&format!("/staff/classes/{key}/seats"), &[("seats", "4")]).await.unwrap();
        assert_eq!(few.status, 303);
    }
    if without == Without::LocksAndConstraints {
        for sql in [
            "alter table signup drop constraint signup_new_offering_id_seat_key",
            "alter table signup drop constraint signup_new_offering_id_seat_fkey",
            "drop index signup_one_live",
        ] {
            world.app.db.write(move |tx| tx.run(sql, &[])).await.unwrap();
        }
    }
    let (mut servers, mut addresses) = (Vec::new(), Vec::new());
    for _ in 0..2 {
        let (server, address) = serve_on(&url, without != Without::Nothing).await;
        servers.push(server);
        addresses.push(address);
    }
    let cookies = cookies.into_iter().map(|(_, cookie)| cookie).collect();
    Some(Race { config, world, cookies, keys, addresses, _servers: servers })
}

/// One member's next move, by chance.
async fn one_move(browser: &mut Browser, keys: &[String], chance: &mut u64) -> Option<u16> {
    *chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let pick = |of: u64, shift: u32| (*chance >> shift) % of;
    let (a, b) = (&keys[pick(3, 33) as usize], &keys[pick(3, 40) as usize]);
    let (path, form): (String, Vec<(&str, &str)>) = match pick(10, 48) {
        0..=3 => (format!("/classes/{a}/sign-up"), vec![("wait", "1"), ("repeat", "1"), ("tight", "1")]),
        4 | 5 => (format!("/me/classes/{a}/cancel"), vec![]),
        6 => (format!("/me/classes/{a}/take"), vec![]),
        7 => (format!("/me/classes/{a}/auto"), vec![("auto", "1")]),
        _ => (format!("/me/classes/{a}/swap"), vec![("for", b), ("wait", "1")]),
    };
    browser.post(&path, &form).await.ok().map(|answer| answer.status.as_u16())
}

/// Runs everything at once for a while; returns how often something broke, how many answers there were, and how many of
/// them were faults of ours.
async fn run(race: &Race, time: Duration) -> (u64, u64, u64) {
    let (over, answers, faults) =
        (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|n| {
            let (over, answers, faults) = (Arc::clone(&over), Arc::clone(&answers), Arc::clone(&faults));
            let (addresses, cookies, keys) = (race.addresses.clone(), race.cookies.clone(), race.keys.clone());
            tokio::spawn(async move {
                let mut browsers: Vec<Browser> = addresses.iter().map(|a| Browser::new(*a)).collect();
                let mut chance = n * 7919 + 17;
                while !over.load(Ordering::SeqCst) {
                    let browser = &mut browsers[(chance >> 20) as usize % 2];
                    browser.cookie = Some(cookies[(chance >> 24) as usize % cookies.len()].clone());
                    match one_move(browser, &keys, &mut chance).await {
                        Some(500..) => faults.fetch_add(1, Ordering::SeqCst),
                        Some(_) => answers.fetch_add(1, Ordering::SeqCst),
                        None => 0,
                    };
                }
            })
        })
        .collect();
    let (started, mut broken) = (Instant::now(), 0);
    while started.elapsed() < time {
        broken += u64::from(race.world.count(BROKEN).await > 0);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    over.store(true, Ordering::SeqCst);
    for task in tasks {
        task.await.unwrap();
    }
    broken += u64::from(race.world.count(BROKEN).await > 0);
    (broken, answers.load(Ordering::SeqCst), faults.load(Ordering::SeqCst))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_and_everybody_at_once_break_nothing() {
    let Some(race) = prepare(Without::Nothing).await else {
        eprintln!("RATIFY_TEST_POSTGRES is not set: not run");
        return;
    };
    let (broken, answers, faults) = run(&race, Duration::from_secs(5)).await;
    assert_eq!(broken, 0, "after {answers} answers");
    assert_eq!(faults, 0, "of {answers} answers");
    assert!(answers > 200, "{answers} answers");
    // what became free when another class was given back is for the job to find
    let app = ratify::assembly::start::open(race.config.clone(), Clock::Machine, Random::from_system()).await.unwrap();
    jobs::once(&app).await.unwrap();
    assert_eq!(race.world.count(STALLED).await, 0, "somebody waits beside a free seat");
}

/// The control: without locks and without the constraints that refuse more people than seats, the same run breaks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_locks_and_constraints_the_same_run_breaks() {
    let Some(race) = prepare(Without::LocksAndConstraints).await else {
        eprintln!("RATIFY_TEST_POSTGRES is not set: not run");
        return;
    };
    // what can go wrong need not do so within five seconds on a busy machine: it gets four turns
    let mut answers = 0;
    for _ in 0..4 {
        let (broken, answered, _) = run(&race, Duration::from_secs(5)).await;
        if broken > 0 {
            return;
        }
        answers += answered;
    }
    panic!("nothing broke in {answers} answers: the watch sees nothing");
}

/// And the locks by themselves: without them the constraints still keep seats apart, but people end up in two classes
/// at the same time, or requests fail.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_locks_the_same_run_breaks_or_fails() {
    let Some(race) = prepare(Without::Locks).await else {
        eprintln!("RATIFY_TEST_POSTGRES is not set: not run");
        return;
    };
    let mut answers = 0;
    for _ in 0..4 {
        let (broken, answered, faults) = run(&race, Duration::from_secs(5)).await;
        if broken + faults > 0 {
            return;
        }
        answers += answered;
    }
    panic!("nothing broke in {answers} answers: the watch sees nothing");
}
