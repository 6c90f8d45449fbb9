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
    let error = db::Db::open(world.app.db.url()).err().expect("refused");
    assert!(error.to_string().contains("in use by another"), "{error}");
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
