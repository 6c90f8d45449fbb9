//! Faults: a statement that fails anywhere leaves nothing behind, and a process that is killed loses nothing that it
//! had answered.

use crate::{
    visitor::Browser,
    world::{Engine, World, job, sample_files},
};
use ratify::{Clock, Random, assembly::jobs, ground::config::Config, office::import, visit::app::App};
use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Tables that a move of seats writes.
const WRITTEN: [&str; 8] = ["signup", "outbox", "audit", "seat", "team", "offering", "enrolment", "person"];

/// Triggers that fail the n-th row written, counted in a table that the undone transaction restores.
async fn plant_fault(world: &World) {
    let mut statements = vec!["create table fault (left_over integer not null)".to_owned()];
    statements.push("insert into fault values (1000000)".to_owned());
    for table in WRITTEN {
        for event in ["insert", "update", "delete"] {
            statements.push(format!(
                "create trigger fault_{table}_{event} before {event} on {table} begin
                   update fault set left_over = left_over - 1;
                   select raise(abort, 'planted') from fault where left_over = 0;
                 end"
            ));
        }
    }
    for statement in statements {
        let statement: &'static str = statement.leak();
        world.app.db.write(move |tx| tx.run(statement, &[])).await.unwrap();
    }
}

async fn fail_at(world: &World, row: i64) {
    let set = world.app.db.write(move |tx| tx.run("update fault set left_over = $1", &db::params![row]));
    set.await.unwrap();
}

/// Everything that seats are made of, as text.
async fn stored(world: &World) -> String {
    let rows = world.app.db.read(|tx| {
        tx.all(
            "select 's' || id || state || coalesce(seat, 0) || coalesce(line, 0) || coalesce(held_until, 0) from signup
             union all select 'o' || id || dedupe from outbox union all select 'a' || id || verb from audit
             union all select 't' || id || coalesce(ended_at, 0) from team
             union all select 'e' || offering_id || number || coalesce(team_id, 0) from seat
             union all select 'c' || id || stage || coalesce(called_at, 0) || capacity from offering
             union all select 'p' || id from person union all select 'n' || id from enrolment order by 1",
            &[],
        )
    });
    rows.await.unwrap().iter().map(|r| r.get::<String>(0).unwrap() + "\n").collect()
}

/// A request in a story: who, where, with which form, and the answer.
type Step<'s> = (usize, String, Vec<(&'s str, &'s str)>, u16);

/// Each request of a story fails at every row that it writes, one after the other: each time nothing changes, the page
/// says that the fault is ours, and the same request then goes through. With the virtual clock and mailbox of the
/// tests, every run is the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_at_any_write_leaves_nothing_behind_and_the_request_can_be_sent_again() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let key = world.class_key("fnd-101-wus").await;
    let other = world.class_key("spc-323-wus").await;
    let mut dana = world.staff().await;
    assert_eq!(dana.post(&format!("/staff/classes/{key}/seats"), &[("seats", "1")]).await.unwrap().status, 303);
    let mut people = Vec::new();
    for name in ["Ana", "Bo", "Cem"] {
        people.push(world.member(name, &format!("{}@example.org", name.to_lowercase())).await);
    }
    plant_fault(&world).await;
    let class = |what: &str| format!("/me/classes/{key}/{what}");
    let sign_up = format!("/classes/{key}/sign-up");
    let story: Vec<Step> = vec![
        (0, sign_up.clone(), vec![("request", "story-ana-0123456789")], 303),
        (1, sign_up.clone(), vec![("wait", "1"), ("request", "story-bo-01234567890")], 303),
        (2, sign_up.clone(), vec![("wait", "1")], 303),
        (0, class("swap"), vec![("for", &other)], 303),
        (1, class("take"), vec![], 303),
        (1, class("stand-in"), vec![("name", "Eva Nunes"), ("email", "eva@example.org")], 303),
        (1, class("cancel"), vec![], 200),
        (2, class("pass"), vec![], 200),
        (3, format!("/staff/classes/{other}/seats"), vec![("seats", "0"), ("displace", "1"), ("agreed", "1")], 303),
        (3, format!("/staff/classes/{other}/cancel"), vec![("reason", "Snow."), ("agreed", "1")], 303),
    ];
    people.push(dana);
    let mut faults = 0;
    for (who, path, form, answer) in story {
        let before = stored(&world).await;
        for row in 1.. {
            fail_at(&world, row).await;
            let status = people[who].post(&path, &form).await.unwrap().status.as_u16();
            if status == answer {
                break;
            }
            assert_eq!(status, 500, "{path} at row {row}");
            fail_at(&world, 1_000_000).await;
            assert_eq!(stored(&world).await, before, "{path} failed at row {row} and left something behind");
            faults += 1;
        }
        assert_ne!(stored(&world).await, before, "{path} did nothing");
    }
    assert!(faults > 30, "{faults} faults were planted");
    // the jobs too: what one of them could not do, it does the next time
    for (n, person) in people[..3].iter_mut().enumerate() {
        fail_at(&world, 1_000_000).await;
        assert_eq!(person.post(&sign_up, &[("wait", "1")]).await.unwrap().status, 303, "{n}");
    }
    people[0].post(&class("cancel"), &[]).await.unwrap();
    world.pass_days(4);
    let before = stored(&world).await;
    for row in 1.. {
        fail_at(&world, row).await;
        jobs::once(&world.app).await.unwrap();
        fail_at(&world, 1_000_000).await;
        if stored(&world).await != before {
            assert!(row > 4, "the job writes {row} rows");
            break;
        }
    }
    let settled = stored(&world).await;
    assert_ne!(settled, before, "the offer that ran out was offered on");
    jobs::once(&world.app).await.unwrap();
    assert_eq!(stored(&world).await, settled);
}

/// The control: the same watch sees what a change without its transaction would leave behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_change_would_be_seen() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let before = stored(&world).await;
    world.app.db.write(|tx| tx.run("delete from seat where number = 1", &[])).await.unwrap();
    assert_ne!(stored(&world).await, before);
}

pub struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// A server process of its own on a database; without row locks, for a control.
pub async fn serve_on(database: &str, without_locks: bool) -> (Killed, SocketAddr) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratify"));
    command.args(["serve", "--database", database, "--listen", &address.to_string()]).stdout(Stdio::null());
    command.env("RATIFY_KEYS_FILE", "");
    if without_locks {
        command.env("RATIFY_TEST_WITHOUT_LOCKS", "1");
    }
    let server = Killed(command.spawn().unwrap());
    for _ in 0..200 {
        if Browser::new(address).get("/healthz").await.is_ok_and(|a| a.status == 200) {
            return (server, address);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the server does not answer");
}

/// A server is killed without warning in the middle of a rush, again and again. What it answered is there; and what
/// it did not answer is there wholly, with its mail and its log entry, or not at all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_outlives_a_killed_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ratify.db").display().to_string();
    let config = Config { database: file.clone(), keys: String::new(), ..Config::default() };
    let open = || ratify::assembly::start::open(config.clone(), Clock::Machine, Random::from_system());
    let (cookies, classes) = {
        let app = open().await.unwrap();
        let shift = app.now().date(&app.zone).since(jiff::civil::date(2026, 9, 1)).unwrap().get_days().max(0);
        let shift_days = (i64::from(shift) / 7 + 1) * 7;
        let report = import::by_operator(&app, import::Job { shift_days, ..job(sample_files(), true) }).await.unwrap();
        assert_eq!(report.problems, vec![]);
        (bench_people(&app, 60, app.now().0).await, bench_classes(&app).await)
    };
    let answered = Arc::new(Mutex::new(Vec::new()));
    let next = Arc::new(AtomicUsize::new(0));
    for _round in 0..4 {
        let (server, address) = serve_on(&file, false).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (answered, next) = (Arc::clone(&answered), Arc::clone(&next));
                let (cookies, classes) = (cookies.clone(), classes.clone());
                tokio::spawn(async move {
                    let mut browser = Browser::new(address);
                    loop {
                        let n = next.fetch_add(1, Ordering::SeqCst);
                        let (person, class) = (n % cookies.len(), &classes[(n / cookies.len()) % classes.len()]);
                        browser.cookie = Some(cookies[person].1.clone());
                        let form = [("wait", "1"), ("repeat", "1"), ("tight", "1")];
                        let Ok(answer) = browser.post(&format!("/classes/{class}/sign-up"), &form).await else { break };
                        if answer.status == 303 {
                            answered.lock().unwrap().push((cookies[person].0, class.clone()));
                        }
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(250)).await;
        drop(server);
        for task in tasks {
            task.await.unwrap();
        }
    }
    let app = open().await.unwrap();
    let answered = answered.lock().unwrap().clone();
    assert!(answered.len() > 40, "{} sign-ups were answered", answered.len());
    for (person, class) in answered {
        let found = app.db.read(move |tx| {
            tx.one(
                "select count(*) from signup s join offering o on o.id = s.offering_id
                 where s.person_id = $1 and o.key = $2 and s.state in ('confirmed', 'waiting')",
                &db::params![person, &class],
            )
        });
        assert_eq!(found.await.unwrap().get::<i64>(0).unwrap(), 1, "a sign-up that was answered is lost");
    }
    let half = app.db.read(|tx| {
        tx.one(
            "select (select count(*) from signup s where not exists (select 1 from outbox x where x.about = s.id))
                  + (select count(*) from signup s where not exists
                       (select 1 from audit a where a.object = 'signup' and a.object_id = s.id))
                  + (select count(*) from offering o where (select count(*) from signup s
                       where s.offering_id = o.id and s.seat is not null) > o.capacity)",
            &[],
        )
    });
    assert_eq!(half.await.unwrap().get::<i64>(0).unwrap(), 0, "half a sign-up is there");
}

/// After a stop in good order the file alone is the whole database, for whoever copies it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_leaves_everything_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("ratify.db"), folder.path().join("copy.db"));
    let (mut server, address) = serve_on(&file.display().to_string(), false).await;
    let log = folder.path().join("ratify.db-wal");
    // what is done once a day, at the start too, empties it as well: something is written until it stays there
    let mut browser = Browser::new(address);
    for n in 0..200 {
        browser.post("/sign-in", &[("email", &format!("nobody{n}@example.org"))]).await.unwrap();
        if n > 5 && std::fs::metadata(&log).unwrap().len() > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(std::fs::metadata(&log).unwrap().len() > 0, "what was written is in the log");
    let pid = rustix::process::Pid::from_child(&server.0);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(server.0.wait().unwrap().success());
    assert!(std::fs::metadata(&log).map_or(0, |m| m.len()) == 0, "nothing is left in the log");
    std::fs::copy(&file, &copy).unwrap();
    let connection = rusqlite::Connection::open(&copy).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("select count(*) from schema_migration"), ratify::ground::schema::MIGRATIONS.len() as i64);
}

/// People who are signed in: id and cookie.
pub async fn bench_people(app: &App, count: i64, now: i64) -> Vec<(i64, String)> {
    let mut people = Vec::new();
    for n in 1..=count {
        let token = format!("token-of-person-{n}-for-this-test");
        let hash = <sha2::Sha256 as sha2::Digest>::digest(token.as_bytes()).to_vec();
        app.db
            .write(move |tx| {
                let (name, email) = (format!("Person {n}"), format!("person{n}@example.org"));
                tx.run(
                    "insert into person (id, key, name, email, email_folded, email_verified_at, work, language, membership, created_at)
                     values ($1, $2, $3, $2, $2, $4, 'teacher', 'en', 'confirmed', $4)",
                    &db::params![n, &email, name, now],
                )?;
                tx.run(
                    "insert into enrolment (id, person_id, programme, edition_id, enrolled_at, confirmed_at)
                     select $1, $1, programme, id, $2, $2 from edition",
                    &db::params![n, now],
                )?;
                tx.run(
                    "insert into sign_in (token_hash, key, person_id, created_at, expires_at)
                     values ($1, $2, $3, $4, $5)",
                    &db::params![hash.as_slice(), n.to_string(), n, now, now + 3_600_000_000],
                )
            })
            .await
            .unwrap();
        people.push((n, format!("ratify={token}")));
    }
    people
}

async fn bench_classes(app: &App) -> Vec<String> {
    let rows = app.db.read(|tx| {
        tx.all("select key from offering where only_local_id is null and elsewhere is null order by starts_at", &[])
    });
    rows.await.unwrap().iter().map(|r| r.get(0).unwrap()).collect()
}
