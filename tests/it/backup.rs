//! The whole database as one file, read back into either kind of database, and looked at.

use crate::{
    on_both,
    world::{Engine, World, postgres_url},
};
use jiff::Timestamp;
use ratify::{
    Clock,
    assembly::{
        backup::{self, Made, Restored, Since, Whole, Wrong},
        commands,
    },
    ground::config::Config,
};
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Command,
};

fn now(world: &World) -> Timestamp {
    Timestamp::from_microsecond(world.app.now().0).unwrap()
}

async fn back_up(world: &World, to: &Path, keep: Option<usize>) -> Result<Made, Wrong> {
    let (config, to, now) = (world.app.config.clone(), to.to_owned(), now(world));
    tokio::task::spawn_blocking(move || backup::make(&config, &to, keep, now, Box::new(|| ()))).await.unwrap()
}

fn on(world: &World, database: &str) -> Config {
    Config { database: database.to_owned(), ..world.app.config.clone() }
}

async fn read_back(world: &World, from: &Path, to: &str, since: Since) -> Result<Restored, Wrong> {
    backup::restore(&on(world, to), from, &since, || ()).await
}

async fn look(world: &World, database: &str) -> Whole {
    backup::check(on(world, database), Clock::set_to(world.app.now()), |_| ()).await.unwrap()
}

/// What the manifest says of the tables.
fn tables(backup: &Path) -> serde_json::Value {
    let mut zip = zip::ZipArchive::new(fs::File::open(backup).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name("manifest.json").unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str::<serde_json::Value>(&text).unwrap()["tables"].clone()
}

/// The same backup with one part put in another's place.
fn with_part(backup: &Path, to: &Path, name: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    let mut zip = zip::ZipArchive::new(fs::File::open(backup).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).unwrap();
        let (mut bytes, file) = (Vec::new(), part.name().unwrap().into_owned());
        part.read_to_end(&mut bytes).unwrap();
        out.start_file(&file, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&if file == name { change(bytes) } else { bytes }).unwrap();
    }
    out.finish().unwrap();
}

/// People, seats, a line, files: rows with every kind of value.
async fn lively(world: &World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let mut ben = world.member("Béla Ñandú", "ben@example.org").await;
    for browser in [&mut ana, &mut ben] {
        assert_eq!(world.sign_up(browser, "dem-204-winter").await.status, 303);
    }
    let claim = [
        ("key", "once"),
        ("origin", "outside"),
        ("title", "Line one\\ and \"two\""),
        ("sponsor", "Another union"),
        ("day", "2026-03-14"),
        ("hours", "3"),
        ("evidence", "tab\there"),
    ];
    ana.get("/me/claims").await.unwrap();
    assert_eq!(ana.post_file_with("/me/claims", &claim, "a.html", b"<p>It was there</p>").await.unwrap().status, 303);
    // what would end a value or a line, if it were not marked
    let odd = "\\N\t\"\\\r\nzwei \u{1F600}\u{2028}";
    let written =
        world.app.db.write(move |tx| tx.run("insert into setting (name, value) values ($1, $1)", &db::params![odd]));
    assert_eq!(written.await.unwrap(), 1);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
}

on_both!(a_backup_is_read_back_into_either_database_as_it_was);
async fn a_backup_is_read_back_into_either_database_as_it_was(world: World) {
    lively(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let made = back_up(&world, folder.path(), None).await.unwrap();
    assert!(made.rows > 1000 && made.tables > 80, "{made:?}");
    let said = tables(&made.path);
    let new = folder.path().join("new.db").display().to_string();
    for (n, target) in [Some(new), postgres_url()].into_iter().flatten().enumerate() {
        let restored = read_back(&world, &made.path, &target, Since::default()).await.unwrap();
        assert!(restored.whole.is_whole() && restored.whole.judged > 0, "{restored:?}");
        assert_eq!((restored.rows, restored.upgraded, restored.erased), (made.rows, 0, 0));
        // and a backup of what was read back is the same in every byte of every table
        let again = folder.path().join(format!("again-{n}.zip"));
        let (config, to, at) = (on(&world, &target), again.clone(), now(&world));
        tokio::task::spawn_blocking(move || backup::make(&config, &to, None, at, Box::new(|| ())))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(tables(&again), said);
        let over = read_back(&world, &made.path, &target, Since::default()).await.unwrap_err().to_string();
        assert!(over.contains("not written over"), "{over}");
    }
}

on_both!(a_backup_is_one_moment_while_people_go_on);
async fn a_backup_is_one_moment_while_people_go_on(world: World) {
    let people = crate::crash::bench_people(&world.app, 60, world.app.now().0).await;
    let class = world.class_key("fnd-101-fall").await;
    let taps = people.into_iter().map(|(_, cookie)| {
        let mut browser = world.browser();
        browser.cookie = Some(cookie);
        let at = format!("/classes/{class}/sign-up");
        async move { browser.post_by_hand(&at, &[("wait", "1"), ("repeat", "1"), ("tight", "1")]).await.unwrap().status }
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.zip");
    let (made, answers) = tokio::join!(back_up(&world, &file, None), futures_util::future::join_all(taps));
    assert!(answers.iter().all(|status| *status == 303), "nobody waited for it: {answers:?}");
    let target = folder.path().join("new.db").display().to_string();
    let restored = read_back(&world, &made.unwrap().path, &target, Since::default()).await.unwrap();
    assert!(restored.whole.damage.is_empty() && restored.whole.seats.is_empty(), "{restored:?}");
    let half = "select count(*) from signup s where not exists
                  (select 1 from audit a where a.object = 'signup' and a.object_id = s.id)";
    let count: i64 = rusqlite::Connection::open(&target).unwrap().query_row(half, [], |r| r.get(0)).unwrap();
    assert_eq!(count, 0, "no sign-up is there without its entry");
}

on_both!(whoever_was_forgotten_stays_forgotten);
async fn whoever_was_forgotten_stays_forgotten(world: World) {
    lively(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let made = back_up(&world, folder.path(), None).await.unwrap();
    commands::erase_person(&world.app, "ana@example.org".into(), "Asked for it".into()).await.unwrap();
    let names = |database: &str| {
        let connection = rusqlite::Connection::open(database).unwrap();
        let count = "select count(*) from person where email = 'ana@example.org' or name like '%Baptiste%'";
        connection.query_row(count, [], |r| r.get::<_, i64>(0)).unwrap()
    };
    let target = |name: &str| folder.path().join(name).display().to_string();
    let unknowing = read_back(&world, &made.path, &target("a.db"), Since::default()).await.unwrap();
    assert_eq!((unknowing.erased, names(&target("a.db"))), (0, 1), "the control: the backup knows her");
    // by the old database, where it can be read: that also tells what is lost
    let old = Since { old: Some(world.app.db.url().to_owned()), ..Since::default() };
    let restored = read_back(&world, &made.path, &target("b.db"), old).await.unwrap();
    assert_eq!((restored.erased, names(&target("b.db"))), (1, 0));
    assert!(restored.lost.unwrap() > 0);
    // and by the list beside the backups, which names nobody
    backup::note_erased(world.app.db.url(), folder.path()).await.unwrap();
    backup::note_erased(world.app.db.url(), folder.path()).await.unwrap();
    let list = fs::read_to_string(folder.path().join("erased.jsonl")).unwrap();
    assert_eq!(list.lines().count(), 1, "{list}");
    let restored = read_back(&world, &made.path, &target("c.db"), Since::default()).await.unwrap();
    assert_eq!((restored.erased, names(&target("c.db"))), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_no_whole_backup_is_refused_and_leaves_nothing() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let made = back_up(&world, &path("good.zip"), None).await.unwrap();
    let target = path("new.db").display().to_string();
    let change = |name: &str, part: &str, from: &str, to: &str| -> PathBuf {
        with_part(&made.path, &path(name), part, |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1).into_bytes()
        });
        path(name)
    };
    fs::write(path("text.zip"), "nothing of the kind").unwrap();
    let whole = fs::read(&made.path).unwrap();
    fs::write(path("half.zip"), &whole[..whole.len() / 2]).unwrap();
    let cases = [
        (path("none.zip"), "none.zip"),
        (path("text.zip"), "no backup"),
        (path("half.zip"), "no backup"),
        (change("row.zip", "tables/local.jsonl", "Ashwell", "Ashwall"), "tables/local.jsonl is not as it was written"),
        (change("kind.zip", "manifest.json", "ratify-backup", "other"), "this is no backup"),
        (change("form.zip", "manifest.json", "\"form\": 1", "\"form\": 2"), "use a newer version"),
        (change("newer.zip", "manifest.json", "0002_programme", "9999_later"), "from a newer version"),
        (change("table.zip", "manifest.json", "\"name\": \"local\"", "\"name\": \"locals\""), "damaged"),
    ];
    for (file, sentence) in cases {
        let said = read_back(&world, &file, &target, Since::default()).await.unwrap_err().to_string();
        assert!(said.contains(sentence), "{}: {said}", file.display());
        assert!(!Path::new(&target).exists(), "{}: nothing is left", file.display());
    }
    let said = back_up(&world, &made.path, None).await.unwrap_err().to_string();
    assert!(said.contains("not written over"), "{said}");
    assert_eq!(fs::read(&made.path).unwrap(), whole);
    // an old log beside a new name would be read into it
    fs::write(path("new.db-wal"), "x").unwrap();
    let said = read_back(&world, &made.path, &target, Since::default()).await.unwrap_err().to_string();
    assert!(said.contains("belongs to another database"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_folder_the_newest_backups_stay() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ratify-notes.zip"), "somebody's own").unwrap();
    // what a process that was killed has left is removed when it is old: a fresh one may be at work
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3 * 24 * 60 * 60);
    for (name, old) in [("ratify-a.1-2.part", true), ("ratify-b.1-3.part", false)] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        if old {
            file.set_modified(long_ago).unwrap();
        }
    }
    let tried = folder.path().join(".rehearsal-1-2");
    fs::create_dir(&tried).unwrap();
    fs::write(tried.join("ratify.db"), "names").unwrap();
    fs::File::open(&tried).unwrap().set_modified(long_ago).unwrap();
    for n in 0..4_usize {
        let made = back_up(&world, folder.path(), Some(2)).await.unwrap();
        assert_eq!(made.removed.len(), usize::from(n > 1));
        world.pass_days(1);
    }
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left.len(), 4, "two backups, what is not ours, and what may be somebody's work: {left:?}");
    assert!(left.iter().any(|name| name == "ratify-b.1-3.part"), "{left:?}");
}

on_both!(a_look_at_everything_finds_what_cannot_be);
async fn a_look_at_everything_finds_what_cannot_be(world: World) {
    lively(&world).await;
    let url = world.app.db.url().to_owned();
    let found = look(&world, &url).await;
    assert!(found.is_whole() && found.log.sealed > 0 && found.judged > 0, "{found:?}");
    let change = async |sql: &'static str| assert!(world.app.db.write(move |tx| tx.run(sql, &[])).await.unwrap() > 0);
    change("update standing set total_minutes = total_minutes + 15").await;
    let found = look(&world, &url).await;
    assert!(found.differ > 0 && !found.is_whole(), "{found:?}");
    change("update standing set total_minutes = total_minutes - 15").await;
    change("update offering set capacity = 1 where source_key = 'dem-204-winter'").await;
    let found = look(&world, &url).await;
    assert!(found.seats.len() == 1 && found.seats[0].contains("more people than seats"), "{found:?}");
    change("update offering set capacity = 20 where source_key = 'dem-204-winter'").await;
    assert!(look(&world, &url).await.is_whole());
    change("update audit set actor = 'somebody else' where seq = 3").await;
    assert_eq!(look(&world, &url).await.log.broken, Some(3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_to_the_file_is_found() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let made = rusqlite::Connection::open(world.app.db.url()).unwrap();
    made.execute("vacuum into $1", [copy.display().to_string()]).unwrap();
    let whole = fs::read(&copy).unwrap();
    let pages = whole.len() / 4096;
    let (mut found, mut tried) = (0, 0);
    for page in (10..pages).step_by((pages / 12).max(1)) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0);
        fs::write(&copy, &bytes).unwrap();
        tried += 1;
        found += usize::from(!look(&world, &copy.display().to_string()).await.damage.is_empty());
    }
    assert!(tried >= 10 && found == tried, "{found} of {tried} zeroed pages were noticed");
    fs::write(&copy, &whole).unwrap();
    assert!(look(&world, &copy.display().to_string()).await.is_whole(), "the control");
    let orphan = rusqlite::Connection::open(&copy).unwrap();
    orphan
        .execute_batch("pragma foreign_keys = off; delete from venue where id in (select venue_id from offering)")
        .unwrap();
    drop(orphan);
    let found = look(&world, &copy.display().to_string()).await;
    assert!(found.damage.iter().any(|d| d.contains("refers to something in venue")), "{found:?}");
}

/// A world that backs itself up into a folder.
async fn backing_up(engine: Engine, folder: &Path) -> Option<World> {
    let database = match engine {
        Engine::Sqlite => folder.join("live.db").display().to_string(),
        Engine::Postgres => postgres_url()?,
    };
    let dir = folder.join("backups").display().to_string();
    let backup = Some(ratify::ground::config::Backup { dir, at: "03:15".into(), keep: 2 });
    let config = Config { backup, ..crate::world::sample_config(database) };
    Some(World::over(tempfile::tempdir().unwrap(), config).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_night_a_backup_is_made_and_one_that_is_missed_is_made_up() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let folder = tempfile::tempdir().unwrap();
        let backups = folder.path().join("backups");
        let Some(world) = backing_up(engine, folder.path()).await else { continue };
        let round = async || ratify::assembly::jobs::back_up(&world.app).await;
        let count = || fs::read_dir(&backups).map_or(0, |found| found.count());
        // the folder is not there: that is said to those who can mend it, once a day
        world.administrator().await;
        for _ in 0..2 {
            let said = round().await.unwrap_err().to_string();
            assert!(said.contains("backups"), "{said}");
        }
        assert_eq!(world.count("select count(*) from outbox where kind = 'backup-late'").await, 1);
        assert_eq!(world.count("select count(*) from audit where verb = 'backup.late'").await, 1);
        fs::create_dir(&backups).unwrap();
        for _ in 0..2 {
            round().await.unwrap();
            assert_eq!(count(), 1);
        }
        for _ in 0..3 {
            world.pass_days(1);
            round().await.unwrap();
        }
        assert_eq!(count(), 2, "the two newest stay");
        // somebody is forgotten: the list knows it before the next backup
        world.member("Ana Baptiste", "ana@example.org").await;
        commands::erase_person(&world.app, "ana@example.org".into(), "Asked for it".into()).await.unwrap();
        round().await.unwrap();
        assert_eq!(fs::read_to_string(backups.join("erased.jsonl")).unwrap().lines().count(), 1);
        // the newest one is whole, and trying it leaves nothing behind
        let tried = backup::rehearse(&world.app.config, &backup::newest(&backups).unwrap()).await.unwrap();
        assert!(tried.whole.is_whole() && tried.rows > 1000, "{tried:?}");
        assert_eq!(count(), 3, "two backups, and the list");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_is_moved_to_the_other_kind_and_back() {
    let Some(postgres) = postgres_url() else { return };
    let world = World::new(Engine::Sqlite).await.unwrap();
    lively(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let (url, back) = (world.app.db.url().to_owned(), folder.path().join("back.db").display().to_string());
    let config = world.app.config.clone();
    let used = backup::move_to(&config, &postgres, || ()).await.unwrap_err().to_string();
    assert!(used.contains("in use by another"), "{used}");
    let first = back_up(&world, &folder.path().join("a.zip"), None).await.unwrap();
    let at = now(&world);
    // closed in good order, the file alone is all of it
    world.app.db.close().await.unwrap();
    let copy = folder.path().join("copy.db");
    fs::copy(&url, &copy).unwrap();
    let config = Config { database: copy.display().to_string(), ..config };
    let there = backup::move_to(&config, &postgres, || ()).await.unwrap();
    let on_postgres = Config { database: postgres.clone(), ..config.clone() };
    let and_back = backup::move_to(&on_postgres, &back, || ()).await.unwrap();
    assert_eq!((there.rows, and_back.rows), (first.rows, first.rows));
    let (config, to) = (Config { database: back, ..config }, folder.path().join("b.zip"));
    let second =
        tokio::task::spawn_blocking(move || backup::make(&config, &to, None, at, Box::new(|| ()))).await.unwrap();
    assert_eq!(tables(&first.path), tables(&second.unwrap().path));
}

on_both!(damage_is_told_to_those_who_can_mend_it);
async fn damage_is_told_to_those_who_can_mend_it(world: World) {
    world.administrator().await;
    ratify::assembly::jobs::look_for_damage(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from outbox where kind = 'backup-late'").await, 0, "the control");
    // a class whose place is gone, as no statement of the program could leave it
    let broken = match world.app.db.engine() {
        db::Engine::Sqlite => {
            "pragma foreign_keys = off; delete from venue where id in (select venue_id from offering)"
        }
        db::Engine::Postgres => {
            "set session_replication_role = replica; delete from venue where id in (select venue_id from offering)"
        }
    };
    let url = world.app.db.url().to_owned();
    std::thread::spawn(move || {
        if url.starts_with("postgres") {
            postgres::Client::connect(&url, postgres::NoTls).unwrap().batch_execute(broken).unwrap();
        } else {
            rusqlite::Connection::open(&url).unwrap().execute_batch(broken).unwrap();
        }
    })
    .join()
    .unwrap();
    for _ in 0..2 {
        ratify::assembly::jobs::look_for_damage(&world.app).await.unwrap();
    }
    assert_eq!(world.count("select count(*) from outbox where kind = 'backup-late'").await, 1);
    let email = world
        .text("select email from person where id in (select person_id from outbox where kind = 'backup-late')")
        .await;
    let mail = world.mail_to(&email).await;
    assert!(mail.iter().any(|(subject, text)| subject.starts_with("Damage") && text.contains("venue")), "{mail:?}");
}

/// The commands, beside a server that runs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_backs_up_and_looks_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (server, _) = crate::crash::serve_on(&path("x.db"), false).await;
    let run = |words: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_ratify")).args(words).env("RATIFY_KEYS_FILE", "").output().unwrap();
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
    };
    let (code, said) = run(&["backup", &path("x.zip"), "--database", &path("x.db")]);
    assert!(code == Some(0) && said.contains("rows of") && said.contains("key file is not in it"), "{said}");
    let (code, said) = run(&["check", "--database", &path("x.db")]);
    assert!(code == Some(0) && said.contains("whole"), "{said}");
    let (code, said) = run(&["restore", &path("x.zip"), "--database", &path("x.db")]);
    assert!(code == Some(1) && said.contains("not written over"), "{said}");
    let (code, said) = run(&["restore", &path("x.zip"), "--database", &path("y.db"), "--old", &path("x.db")]);
    assert!(code == Some(0) && said.contains("nothing was changed in the old database since"), "{said}");
    let (code, said) = run(&["check", "--database", &path("none.db")]);
    assert!(code == Some(1) && said.contains("cannot be opened"), "{said}");
    drop(server);
}
