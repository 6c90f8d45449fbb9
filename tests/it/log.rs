//! The log of changes: intact, searched, exported, and what tampering does to it.

use crate::{on_both, world::World};
use ratify::assembly::jobs;

async fn run(world: &World, sql: &'static str) {
    world.app.db.write(move |tx| tx.run(sql, &[])).await.unwrap();
}

on_both!(the_chain_is_whole_until_somebody_goes_past_the_program);
async fn the_chain_is_whole_until_somebody_goes_past_the_program(world: World) {
    world.member("Ana Lima", "ana@example.org").await;
    let mut admin = world.administrator().await;
    jobs::once(&world.app).await.unwrap();
    let unsealed = "select count(*) from audit where seq is null";
    assert_eq!(world.count(unsealed).await, 0);
    assert!(world.count("select max(seq) from audit").await > 3);
    async fn whole(admin: &mut crate::visitor::Browser) -> bool {
        // a long log is read in the background, and the page reloads by itself
        loop {
            let page = admin.get("/staff/log/check").await.unwrap();
            if page.headers.get("refresh").is_none() {
                break page.text().contains("The log is whole");
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    assert!(whole(&mut admin).await);
    // a person's words are forgotten: the chain still holds
    run(&world, "update audit set reason = '', before = '', after = '', salt = '' where seq = 2").await;
    assert!(whole(&mut admin).await);
    // and words put there without a salt do not pass as forgotten
    run(&world, "update audit set reason = 'It was Bo' where seq = 2").await;
    assert!(!whole(&mut admin).await);
    run(&world, "update audit set reason = '' where seq = 2").await;
    assert!(whole(&mut admin).await);
    // each of these is detected, and then undone
    let tampering = [
        (
            "update audit set after = after || 'x' where seq = 3",
            "update audit set after = substr(after, 1, length(after) - 1) where seq = 3",
        ),
        (
            "update audit set verb = verb || 'x' where seq = 3",
            "update audit set verb = substr(verb, 1, length(verb) - 1) where seq = 3",
        ),
        ("update audit set at = at + 1 where seq = 3", "update audit set at = at - 1 where seq = 3"),
        ("update audit set seq = 99999 where seq = 3", "update audit set seq = 3 where seq = 99999"),
    ];
    for (harm, undo) in tampering {
        run(&world, harm).await;
        assert!(!whole(&mut admin).await, "{harm}");
        run(&world, undo).await;
        assert!(whole(&mut admin).await, "{undo}");
    }
    run(&world, "delete from audit where seq = 3").await;
    assert!(!whole(&mut admin).await, "an entry was taken out");
}

on_both!(who_was_touched_by_a_sign_in_is_one_question);
async fn who_was_touched_by_a_sign_in_is_one_question(world: World) {
    for (name, email) in
        [("Ana Lima", "ana@example.org"), ("Bo Reyes", "bo@example.org"), ("Cem Aksoy", "cem@example.org")]
    {
        world.member(name, email).await;
    }
    let mut dana = world.staff().await;
    for name in ["Ana Lima", "Bo Reyes"] {
        let found = name.to_owned();
        let key: String = world
            .app
            .db
            .read(move |tx| tx.one("select key from person where name = $1", &db::params![&found])?.get::<String>(0))
            .await
            .unwrap();
        dana.get(&format!("/staff/people/{key}")).await.unwrap();
        if name.starts_with('B') {
            dana.post(&format!("/staff/membership/{key}"), &[("reason", "=cmd|' /C calc'!A0")]).await.unwrap();
        }
    }
    let mut admin = world.administrator().await;
    let key = world.text("select distinct sign_in from audit where verb = 'person.membership-confirmed'").await;
    let page = admin.get(&format!("/staff/log/sign-ins/{key}")).await.unwrap().text();
    assert!(page.contains("Ana Lima") && page.contains("Bo Reyes") && !page.contains("Cem Aksoy"), "{page}");
    assert!(page.contains("2 people"), "{page}");
    assert_eq!(dana.get("/staff/log").await.unwrap().status, 404, "a coordinator does not read the log");
    // the filter, and the file that no spreadsheet runs
    let log = admin.get("/staff/log?verb=person.membership-confirmed&about=bo%40example.org").await.unwrap().text();
    assert!(log.contains("Dana Kowalski") && log.contains("=cmd|"), "{log}");
    let both = admin.get("/staff/log?by=dana.kowalski%40example.org&about=bo%40example.org").await.unwrap();
    assert!(both.status == 200 && both.text().contains("=cmd|"));
    let form = [("query", "verb=person.membership-confirmed"), ("reason", "Board"), ("as", "csv")];
    let file = admin.post("/staff/export/log", &form).await.unwrap();
    let why = admin.post("/staff/export/log", &[("query", ""), ("as", "csv")]).await.unwrap();
    assert_eq!(why.status, 422, "why is asked for");
    assert_eq!(file.status, 200);
    assert!(file.text().contains(",'=cmd|"), "{}", file.text());
    let book = admin.post("/staff/export/log", &[("query", ""), ("reason", "Board"), ("as", "xlsx")]).await.unwrap();
    assert!(book.body.starts_with(b"PK"));
    assert_eq!(dana.post("/staff/export/log", &form).await.unwrap().status, 404);
    assert_eq!(world.count("select count(*) from audit where verb = 'export.made' and reason = 'Board'").await, 2);
    // twenty minutes later a code is asked for before anything leaves
    world.app.clock.pass_minutes(20);
    assert_eq!(admin.post("/staff/export/log", &form).await.unwrap().status, 403);
}
