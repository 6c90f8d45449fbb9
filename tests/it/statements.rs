//! Every SQL statement of the program, on both engines.

use crate::world::{Engine, World, postgres_url};
use ratify::ground::schema::MIGRATIONS;

/// Files that may: an import compares a whole file with a whole table, start-up looks for people without words to be
/// found by, and the benchmarks and the demo look at what they made themselves.
const ALLOWED: [&str; 8] = [
    "office/import/members.rs",
    "office/import/offerings.rs",
    "people/words.rs",
    "assembly/bench/ground.rs",
    "assembly/bench/in_hand.rs",
    "assembly/bench/office.rs",
    "assembly/generate/union.rs",
    "assembly/demo/mod.rs",
];

/// Tables that grow with the union: no other statement may read them from end to end.
const BIG: [&str; 8] = ["person", "member", "signup", "credit", "presence", "audit", "outbox", "enrolment"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_prepares_on_sqlite_and_scans_no_big_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.db").display().to_string();
    db::Db::migrate(&file, MIGRATIONS).unwrap();
    let connection = rusqlite::Connection::open(&file).unwrap();
    let mut count = 0;
    for statement in db::statements() {
        count += 1;
        let sql = statement.on(db::Engine::Sqlite);
        let place = format!("{}:{}", statement.file, statement.line);
        connection.prepare(&sql).unwrap_or_else(|e| panic!("{place}: {e}"));
        let mut explain = connection.prepare(&format!("explain query plan {sql}")).unwrap();
        let mut rows = explain.raw_query();
        while let Some(row) = rows.next().unwrap() {
            let detail: String = row.get(3).unwrap();
            let scans_all = detail.starts_with("SCAN ") && !detail.contains("USING");
            let table = detail.split_whitespace().nth(1).unwrap_or_default();
            let allowed = ALLOWED.iter().any(|file| statement.file.ends_with(file));
            let named = alias_of(&sql, table);
            assert!(!scans_all || allowed || !BIG.contains(&named.as_str()), "{place}: {detail}\n{sql}");
        }
    }
    assert!(count > 100, "{count} statements are registered");
}

/// The table behind an alias in a statement.
fn alias_of(sql: &str, alias: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let found = words
        .windows(3)
        .find(|w| matches!(w[0], "from" | "join" | "update") && w[2].trim_end_matches([',', ')']) == alias);
    found.map_or_else(|| alias.to_owned(), |w| w[1].to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_prepares_on_postgres() {
    let Some(url) = postgres_url() else {
        eprintln!("RATIFY_TEST_POSTGRES is not set: not run");
        return;
    };
    tokio::task::spawn_blocking(move || {
        db::Db::migrate(&url, MIGRATIONS).unwrap();
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        for statement in db::statements() {
            let place = format!("{}:{}", statement.file, statement.line);
            client.prepare(&statement.on(db::Engine::Postgres)).unwrap_or_else(|e| panic!("{place}: {e:?}"));
        }
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn migrations_run_once_and_an_edited_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.db").display().to_string();
    assert_eq!(db::Db::migrate(&file, MIGRATIONS).unwrap().len(), MIGRATIONS.len());
    assert_eq!(db::Db::migrate(&file, MIGRATIONS).unwrap().len(), 0);
    let older = db::Db::migrate(&file, &MIGRATIONS[1..]).unwrap_err();
    assert!(older.to_string().contains("newer version"), "{older}");
    let mut changed = MIGRATIONS.to_vec();
    changed[0].text = "create table other (id integer)";
    assert!(db::Db::migrate(&file, &changed).unwrap_err().to_string().contains("edited"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_one_sqlite_file_is_refused() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let error = db::Db::open(world.app.db.url(), MIGRATIONS).err().expect("refused");
    assert!(error.to_string().contains("in use by another"), "{error}");
}

/// A file that somebody works on is not changed, by whatever name it is asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_is_taken_hold_of_before_its_schema_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let older = &MIGRATIONS[..MIGRATIONS.len() - 1];
    let running = db::Db::open(&path("x.db"), older).unwrap();
    std::os::unix::fs::symlink(path("x.db"), path("soft.db")).unwrap();
    std::fs::hard_link(path("x.db"), path("hard.db")).unwrap();
    for name in ["x.db", "soft.db", "hard.db"] {
        let error = db::Db::open(&path(name), MIGRATIONS).err().expect("refused");
        assert!(error.to_string().contains("in use by another"), "{name}: {error}");
    }
    let count = running.read(|tx| tx.one("select count(*) from schema_migration", &[])?.get::<i64>(0));
    assert_eq!(count.await.unwrap(), older.len() as i64);
    // two databases of one folder are two
    drop(db::Db::open(&path("x.sqlite"), MIGRATIONS).unwrap());
    running.close().await.unwrap();
    drop(running);
    drop(db::Db::open(&path("soft.db"), MIGRATIONS).unwrap());
}

/// A full disk makes SQLite end the whole transaction: whoever shared it hears that nothing was kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transaction_that_the_database_ended_is_kept_for_nobody() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let set = |name: &'static str| {
        world.app.db.write(move |tx| tx.run("insert into setting (name, value) values ($1, 'y')", &db::params![name]))
    };
    let ending = world.app.db.write(|tx| -> Result<(), db::Error> {
        // long enough that the others share its commit
        std::thread::sleep(std::time::Duration::from_millis(2));
        tx.run("insert into setting (name, value) values ('b', 'y')", &[])?;
        tx.run("rollback", &[])?;
        Ok(())
    });
    let (before, ended, after) = tokio::join!(set("a"), ending, set("c"));
    assert!(ended.is_err(), "nothing was kept of it");
    for (name, answer) in [("a", before.is_ok()), ("b", false), ("c", after.is_ok())] {
        let found = world.app.db.read(move |tx| {
            Ok::<_, db::Error>(tx.optional("select 1 from setting where name = $1", &db::params![name])?.is_some())
        });
        assert_eq!(found.await.unwrap(), answer, "{name} is there if that was said, and only then");
    }
    assert_eq!(set("d").await.unwrap(), 1, "the writer goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_in_a_closure_leaves_the_writer_alive_and_nothing_behind() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let broken = world.app.db.write(|tx| -> Result<(), db::Error> {
        tx.run("insert into setting (name, value) values ('x', 'y')", &[])?;
        panic!("on purpose");
    });
    assert!(matches!(broken.await, Err(db::Error::Panic(_))));
    assert_eq!(world.count("select count(*) from setting where name = 'x'").await, 0);
    let fine = world.app.db.write(|tx| tx.run("insert into setting (name, value) values ('x', 'y')", &[]));
    assert_eq!(fine.await.unwrap(), 1);
}

/// More people than seats cannot be stored, even by a statement that checks nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_schema_itself_refuses_a_seat_that_is_not_there_or_taken() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "dem-204-winter").await.status, 303);
    for (person, seat) in [(1_i64, 7_i64), (2, 1)] {
        let write = world.app.db.write(move |tx| {
            tx.run(
                "insert into signup (id, offering_id, person_id, state, seat, asked_at)
                 select $1, s.offering_id, p.id, 'confirmed', $2, 0 from signup s
                 join person p on p.email = 'owen.pike@example.org' limit 1",
                &db::params![person, seat],
            )
        });
        assert!(write.await.is_err(), "seat {seat}");
    }
}
