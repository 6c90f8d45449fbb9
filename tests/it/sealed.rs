//! What is in the database opens nothing by itself: the key file seals it.

use crate::{
    on_both,
    visitor::Browser,
    world::{Engine, World, between},
};
use ratify::{
    Clock, Random,
    assembly::{commands, server::listen},
    visit::app::App,
};
use std::{future::pending, path::Path};

/// The database of a server, opened by another one with a key file, a minute later.
async fn reopened(before: &App, engine: Engine, keys: &Path) -> Result<(App, Browser), String> {
    let mut config = before.config.clone();
    if engine == Engine::Sqlite {
        // one process at a time holds a file: the next has a copy
        config.database = format!("{}.next.db", before.config.database);
        let file = rusqlite::Connection::open(&before.config.database).unwrap();
        let _before = std::fs::remove_file(&config.database);
        file.execute("vacuum into $1", [&config.database]).unwrap();
    }
    config.keys = keys.display().to_string();
    let app =
        ratify::assembly::start::open(config, Clock::set_to(before.now().plus_minutes(1)), Random::seeded(3)).await?;
    let (address, _server) = listen(app.clone(), "127.0.0.1:0", pending()).await?;
    Ok((app, Browser::new(address)))
}

async fn number(app: &App, sql: &'static str) -> i64 {
    app.db.read(move |tx| tx.one(sql, &[])).await.unwrap().get(0).unwrap()
}

const OPEN: &str = "select count(*) from setting where name = 'secret'";
const SEALED: &str = "select count(*) from setting where name = 'sealed-secret'";

on_both!(the_key_file_seals_what_stood_open_and_nothing_stops_working);
async fn the_key_file_seals_what_stood_open_and_nothing_stops_working(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let (keys, engine) = (folder.path().join("keys.json"), world.engine);
    // a mail with a link, and a phone, from before there was a key file
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.sign_up(&mut ana, "fnd-101-fall").await;
    let (_, letter) = world.mail_to("ana@example.org").await.pop().unwrap();
    let link = format!("/mail/{}", between(&letter, "http://ratify.test/mail/", "\n").unwrap().trim());
    let mut owen = world.trainer().await;
    let phone = world.set_up_app(&mut owen).await;
    let plain = totp_rs::Secret::try_from_base32(&phone).unwrap().as_bytes().to_vec();
    let as_before = "update second_factor set secret = $1";
    world.app.db.write(move |tx| tx.run(as_before, &db::params![plain.as_slice()]).map(drop)).await.unwrap();
    let elsewhere = world.sign_in("owen.pike@example.org").await.cookie.clone();
    assert_eq!((number(&world.app, OPEN).await, number(&world.app, SEALED).await), (1, 0), "without a key file");

    let (sealing, mut visitor) = reopened(&world.app, engine, &keys).await.unwrap();
    assert_eq!((number(&sealing, OPEN).await, number(&sealing, SEALED).await), (0, 1));
    let factors = "select count(*) from second_factor where length(secret) = 48";
    assert_eq!(number(&sealing, factors).await, 1, "sealed: twenty bytes, what they were sealed with, and a seal");
    assert_eq!(visitor.get(&link).await.unwrap().status, 200, "links in mails go on working");
    visitor.cookie = elsewhere;
    world.app.clock.pass_minutes(1);
    let code = world.code_of(&phone);
    let proved = visitor.post("/prove", &[("second-factor", &code), ("next", "/teach")]).await.unwrap();
    assert_eq!(proved.location.as_deref(), Some("/teach"), "and so does the phone: {}", proved.text());

    // keys rotate, and the older ones leave the file
    commands::rotate_keys(&sealing).await.unwrap();
    let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(&keys).unwrap()).unwrap();
    file["generations"].as_array_mut().unwrap().remove(0);
    std::fs::write(&keys, file.to_string()).unwrap();
    let (rotated, mut visitor) = reopened(&sealing, engine, &keys).await.unwrap();
    assert_eq!(visitor.get(&link).await.unwrap().status, 200, "the new keys open what they sealed");
    // a copy of the database with another key file is worth nothing, and the server says so
    let other = folder.path().join("other.json");
    let mut config = rotated.config.clone();
    config.database = folder.path().join("other.db").display().to_string();
    config.keys = other.display().to_string();
    let elsewhere =
        ratify::assembly::start::open(config, Clock::set_to(rotated.now()), Random::seeded(5)).await.unwrap();
    listen(elsewhere, "127.0.0.1:0", pending()).await.unwrap();
    let error = reopened(&rotated, engine, &other).await.err().unwrap();
    assert!(error.contains("bring its own key file"), "{error}");
    // nor does a server start with new keys on a database that was sealed
    let (missing, before) = (folder.path().join("missing.json"), rotated.now());
    let error = reopened(&rotated, engine, &missing).await.err().unwrap();
    assert!(error.contains("renew-secret") && !missing.exists(), "{error}");
    assert!(before <= rotated.now());
}

on_both!(a_new_secret_ends_old_links_and_keeps_the_phones_that_it_can_open);
async fn a_new_secret_ends_old_links_and_keeps_the_phones_that_it_can_open(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let (keys, engine) = (folder.path().join("keys.json"), world.engine);
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.sign_up(&mut ana, "fnd-101-fall").await;
    let (_, letter) = world.mail_to("ana@example.org").await.pop().unwrap();
    let link = format!("/mail/{}", between(&letter, "http://ratify.test/mail/", "\n").unwrap().trim());
    let mut owen = world.trainer().await;
    world.set_up_app(&mut owen).await;
    let (sealing, mut visitor) = reopened(&world.app, engine, &keys).await.unwrap();
    assert_eq!(visitor.get(&link).await.unwrap().status, 200);
    let kept = commands::renew_secret(&sealing, "The file got out".into()).await.unwrap();
    assert_eq!(kept, (1, 0));
    let (again, mut visitor) = reopened(&sealing, engine, &keys).await.unwrap();
    assert_eq!(visitor.get(&link).await.unwrap().status, 404, "links of before are dead");
    // the file is lost: a new one, and the phones are set up anew
    let mut config = again.config.clone();
    config.keys = folder.path().join("new.json").display().to_string();
    config.renews_secret = true;
    if engine == Engine::Sqlite {
        config.database = format!("{}.lost.db", again.config.database);
        let file = rusqlite::Connection::open(&again.config.database).unwrap();
        file.execute("vacuum into $1", [&config.database]).unwrap();
    }
    let lost = ratify::assembly::start::open(config, Clock::set_to(again.now()), Random::seeded(4)).await.unwrap();
    assert_eq!(commands::renew_secret(&lost, "Lost".into()).await.unwrap(), (0, 1));
    assert_eq!(number(&lost, "select count(*) from second_factor").await, 0);
    assert_eq!(number(&lost, "select count(*) from audit where verb = 'secret.renewed'").await, 2);
}
