//! The database is away, full, read-only, locked by somebody, or at the other end of a dead line: what people see meanwhile, and
//! that everything goes on by itself afterwards.

use crate::{
    holders::{complete, start_batch},
    visitor::Browser,
    world::{Engine, World, on_server, postgres_url, sample_config},
};
use ratify::assembly::browser::Answer;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicU32, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
};

/// What stands between the program and PostgreSQL.
struct Switch {
    way: Arc<AtomicU8>,
    /// Lines of an earlier number are dead, or cut.
    age: Arc<AtomicU32>,
}

const OPEN: u8 = 0;
/// Nothing is passed on and nobody hears that: what was connected stays dead.
const HOLE: u8 = 1;
/// Every line is cut, and none is taken.
const DOWN: u8 = 2;

impl Switch {
    fn set(&self, way: u8) {
        self.way.store(way, SeqCst);
        if way != OPEN {
            self.age.fetch_add(1, SeqCst);
        }
    }

    /// A world whose database is reached through the switch.
    async fn world() -> Option<(World, Self, String)> {
        let direct = postgres_url()?;
        let (before, rest) = direct.split_once('@').unwrap();
        let (target, name) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("{before}@{}/{name}", listener.local_addr().unwrap());
        let switch = Self { way: Arc::default(), age: Arc::default() };
        let (way, age, target) = (Arc::clone(&switch.way), Arc::clone(&switch.age), target.to_owned());
        tokio::spawn(async move {
            loop {
                let Ok((from, _)) = listener.accept().await else { break };
                if way.load(SeqCst) == DOWN {
                    continue;
                }
                tokio::spawn(line(from, target.clone(), Arc::clone(&way), Arc::clone(&age)));
            }
        });
        let world = World::over(tempfile::tempdir().unwrap(), sample_config(url)).await;
        Some((world, switch, name.to_owned()))
    }
}

async fn line(mut from: TcpStream, target: String, way: Arc<AtomicU8>, age: Arc<AtomicU32>) {
    let born = age.load(SeqCst);
    let changed = async || {
        while age.load(SeqCst) == born {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    if way.load(SeqCst) == OPEN {
        let Ok(mut to) = TcpStream::connect(&target).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut from, &mut to) => return,
            () = changed() => {}
        }
        if way.load(SeqCst) == DOWN {
            return;
        }
    }
    // what is sent is taken, and leads nowhere
    let mut nowhere = [0; 4096];
    while from.read(&mut nowhere).await.is_ok_and(|n| n > 0) {}
    let _gone = from.shutdown().await;
}

/// The page that says so, with the form kept.
fn says_in_a_moment(answer: &Answer) {
    let text = answer.text();
    assert_eq!(answer.status, 503, "{text}");
    assert_eq!(answer.headers.get("retry-after").unwrap(), "5");
    assert!(text.contains("Back in a moment"), "{text}");
}

async fn until<T>(what: &str, mut asked: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..200 {
        if let Some(found) = asked().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("in ten seconds: {what}");
}

async fn is_there(browser: &mut Browser, path: &str) {
    until(path, async || (browser.get(path).await.unwrap().status == 200).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_said_and_comes_back_by_itself() {
    let Some((world, switch, _)) = Switch::world().await else { return };
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let sign_up = format!("/classes/{}/sign-up", world.class_key("fnd-101-fall").await);
    switch.set(DOWN);
    says_in_a_moment(&ana.get("/me").await.unwrap());
    let page = ana.get("/classes").await.unwrap();
    says_in_a_moment(&page);
    assert_eq!(page.headers.get("refresh").unwrap(), "5", "a page tries again by itself");
    says_in_a_moment(&world.browser().get("/requirements").await.unwrap());
    let form = [("wait", "1"), ("note", "typed \"here\"")];
    let kept = ana.post_by_hand(&sign_up, &form).await.unwrap();
    says_in_a_moment(&kept);
    assert!(kept.headers.get("refresh").is_none(), "a form waits for a press");
    let text = kept.text();
    assert!(
        text.contains("What you sent is not saved yet") && text.contains(&format!("action=\"{sign_up}\"")),
        "{text}"
    );
    assert!(text.contains("name=\"note\" value=\"typed &quot;here&quot;\""), "{text}");
    let within = ana.post_by_hand(&format!("/programs/bargaining-certificate{sign_up}"), &form).await.unwrap().text();
    assert!(within.contains(&format!("action=\"/programs/bargaining-certificate{sign_up}\"")), "{within}");
    assert!(ana.get("/es/me").await.unwrap().text().contains("Volvemos en un momento"));
    switch.set(OPEN);
    is_there(&mut ana, "/me").await;
    until("changes too", async || (ana.post_by_hand(&sign_up, &[]).await.unwrap().status == 303).then_some(())).await;
    assert_eq!(world.count("select count(*) from signup").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_that_the_server_ended_are_noticed_by_nobody() {
    let Some((world, _switch, name)) = Switch::world().await else { return };
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    for class in ["fnd-101-fall", "dem-204-winter", "spc-307-winter"] {
        let sign_up = format!("/classes/{}/sign-up", world.class_key(class).await);
        on_server(&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"));
        assert_eq!(ana.get("/me").await.unwrap().status, 200);
        assert_eq!(ana.post_by_hand(&sign_up, &[]).await.unwrap().status, 303, "{class}");
    }
    assert_eq!(world.count("select count(*) from signup").await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_dead_and_not_closed_is_given_up() {
    let Some((world, switch, _)) = Switch::world().await else { return };
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let sign_up = format!("/classes/{}/sign-up", world.class_key("fnd-101-fall").await);
    switch.set(HOLE);
    says_in_a_moment(&ana.get("/me").await.unwrap());
    says_in_a_moment(&ana.get("/me").await.unwrap());
    switch.set(OPEN);
    // the old lines stay dead: each is noticed by whoever asks over it
    is_there(&mut ana, "/me").await;
    let mut ben = world.member("Ben Ortiz", "ben@example.org").await;
    for browser in [&mut ana, &mut ben] {
        assert_eq!(browser.post_by_hand(&sign_up, &[]).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from signup").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_class_that_somebody_holds_stops_nobody_else() {
    let Some((world, _switch, name)) = Switch::world().await else { return };
    let class = world.class_key("fnd-101-fall").await;
    let people = crate::crash::bench_people(&world.app, 8, world.app.now().0).await;
    let url = format!("{}/{name}", std::env::var("RATIFY_TEST_POSTGRES").unwrap());
    let (holds, held) = std::sync::mpsc::channel::<()>();
    let (ready, is_held) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let mut other = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        let mut tx = other.transaction().unwrap();
        tx.execute("select 1 from offering for update", &[]).unwrap();
        ready.send(()).unwrap();
        let _let_go = held.recv();
    });
    is_held.await.unwrap();
    // more of them than there are lines on which something can be changed
    let at = format!("/classes/{class}/sign-up");
    let waiting: Vec<_> = people
        .iter()
        .map(|(_, cookie)| {
            let (mut browser, at) = (world.browser(), at.clone());
            browser.cookie = Some(cookie.clone());
            tokio::spawn(async move { browser.post_by_hand(&at, &[]).await.unwrap() })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut reader = world.browser();
    for path in ["/requirements", "/faq", "/events", "/healthz"] {
        assert_eq!(reader.get(path).await.unwrap().status, 200, "{path}");
    }
    assert!(waiting.iter().all(|task| !task.is_finished()), "all of that while they wait");
    for task in waiting {
        let answer = task.await.unwrap();
        assert!(answer.status == 503 && answer.text().contains("very busy"), "{}", answer.text());
    }
    drop(holds);
    let mut browser = world.browser();
    browser.cookie = Some(people[0].1.clone());
    until("let go", async || (browser.post_by_hand(&at, &[]).await.unwrap().status == 303).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_only_reads_for_a_while_takes_changes_again_by_itself() {
    let Some((world, _switch, name)) = Switch::world().await else { return };
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let sign_up = format!("/classes/{}/sign-up", world.class_key("fnd-101-fall").await);
    on_server(&format!("alter database {name} set default_transaction_read_only = on"));
    on_server(&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"));
    says_in_a_moment(&ana.post_by_hand(&sign_up, &[]).await.unwrap());
    assert_eq!(ana.get("/me").await.unwrap().status, 200, "reading goes on");
    let ready = world.browser().get("/readyz").await.unwrap();
    assert!(ready.status == 503 && ready.text().contains("well: database reads"), "{}", ready.text());
    assert!(ready.text().contains("out: database writes"), "{}", ready.text());
    on_server(&format!("alter database {name} set default_transaction_read_only = off"));
    world.app.clock.pass_minutes(1);
    until("changes", async || (ana.post_by_hand(&sign_up, &[]).await.unwrap().status == 303).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_watches_hears_whether_the_program_can_do_its_work() {
    let Some((world, switch, _)) = Switch::world().await else { return };
    let mut watcher = world.browser();
    let ready = watcher.get("/readyz").await.unwrap();
    assert_eq!(ready.status, 200, "{}", ready.text());
    assert!(ready.text().starts_with("well: database reads\nwell: database writes\n"), "{}", ready.text());
    let jobs = tokio::spawn(ratify::assembly::jobs::run(world.app.clone()));
    until("the jobs", async || {
        watcher.get("/readyz").await.unwrap().text().contains("well: seals of the log 0 min ago").then_some(())
    })
    .await;
    jobs.abort();
    // work that has ended, or hangs, is seen
    world.app.clock.pass_minutes(20);
    let ready = watcher.get("/readyz").await.unwrap();
    assert!(ready.status == 503 && ready.text().contains("out: seals of the log 20 min ago"), "{}", ready.text());
    switch.set(DOWN);
    until("reads", async || watcher.get("/readyz").await.unwrap().text().contains("out: database reads").then_some(()))
        .await;
    assert_eq!(watcher.get("/healthz").await.unwrap().status, 200, "the process answers all the same");
}

/// The room that SQLite's file may take, in pages; it cannot take less than it does.
async fn room(world: &World, pages: &'static str) {
    world.app.db.write(move |tx| tx.all(pages, &[]).map(drop)).await.unwrap();
}

const NONE_LEFT: &str = "pragma max_page_count = 1";
const ENOUGH: &str = "pragma max_page_count = 1000000";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_keeps_the_form_and_leaves_nobody_out() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let claim = [
        ("key", "once"),
        ("origin", "outside"),
        ("title", "Grievance school"),
        ("sponsor", "Another union"),
        ("day", "2026-03-14"),
        ("hours", "3"),
        ("evidence", "x"),
    ];
    let long = "A line of what happened there. ".repeat(60);
    let claims: Vec<Vec<(&str, &str)>> = (0..60)
        .map(|n| {
            let title: &'static str = format!("Grievance school {n}").leak();
            claim
                .map(|(k, v)| {
                    (
                        k,
                        if k == "title" {
                            title
                        } else if k == "evidence" {
                            &long
                        } else {
                            v
                        },
                    )
                })
                .to_vec()
        })
        .collect();
    room(&world, NONE_LEFT).await;
    let mut refused = None;
    for (n, claim) in claims.iter().enumerate() {
        let answer = ana.post_by_hand("/me/claims", claim).await.unwrap();
        if answer.status == 503 {
            refused = Some((n, answer));
            break;
        }
    }
    let (n, answer) = refused.expect("there was room for everything");
    says_in_a_moment(&answer);
    assert!(answer.text().contains(&format!("Grievance school {n}")), "what was typed stays");
    assert_eq!(ana.get("/me/claims").await.unwrap().status, 200, "reading goes on");
    assert_eq!(world.count("select count(*) from claim").await, n as i64);
    room(&world, ENOUGH).await;
    assert_eq!(ana.post_by_hand("/me/claims", &claims[n]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from claim").await, n as i64 + 1);

    // certificates that cannot be stored are issued when they can be, and nobody is left out
    let people = [("Kim Doe", "kim@example.org"), ("Sam Ortiz", "sam@example.org"), ("Joan Ames", "joan@example.org")];
    complete(&world, &people).await;
    let mut dana = world.staff().await;
    let batch = start_batch(&mut dana).await;
    room(&world, NONE_LEFT).await;
    let mut failed = 0;
    for _ in 0..4 {
        failed += usize::from(ratify::assembly::jobs::once(&world.app).await.is_err());
    }
    assert!(failed > 0, "there was room for all of it");
    room(&world, ENOUGH).await;
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    let page = dana.get(&batch).await.unwrap().text();
    assert!(page.contains(&format!("{} certificates are issued", people.len())), "{page}");
}
