//! A person's copy of their data: everything that the database has about them is in it, and nothing about anybody else.

use crate::{on_both, visitor::Browser, world::World};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

/// The files of a ZIP.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        out.insert(file.name().unwrap().into_owned(), content);
    }
    out
}

async fn taken(browser: &mut Browser) -> BTreeMap<String, Vec<u8>> {
    let answer = browser.post("/me/data", &[]).await.unwrap();
    assert_eq!(answer.status, 200);
    unpacked(&answer.body)
}

/// Tables that say who did something in the office: the person's name is in the log, the rows are about others.
const ACTS: [&str; 20] = [
    "made_by",
    "handed_in_by",
    "kept_by",
    "ended_by",
    "decided_by",
    "issued_by",
    "changed_by",
    "added_by",
    "posted_by",
    "proposed_by",
    "approved_by",
    "closed_by",
    "recorded_by",
    "started_by",
    "merged_by",
    "undone_by",
    "agreed_by",
    "granted_by_id",
    "answered_by",
    "actor_id",
];
/// Columns that point to a person in rows that the copy has through another column, or that are made from the name.
const OTHERWISE: [(&str, &str); 12] = [
    ("person_word", "person_id"),
    ("person", "merged_into"),
    ("merge", "gone_id"),
    ("different", "low_id"),
    ("different", "high_id"),
    ("sign_in", "as_person"),
    ("standing", "person_id"),
    ("signup", "asked_by"),
    ("revocation", "asked_by"),
    ("power_request", "asked_by"),
    ("hand_over", "asked_by"),
    ("team_unasked", "asked_by"),
];
/// Columns that the copy leaves out: row numbers, what others are asked by, how a name is compared, and secrets.
const LEFT_OUT: [&str; 35] = [
    "id",
    "person_id",
    "kept_id",
    "gone_id",
    "enrolment_id",
    "edition_id",
    "offering_id",
    "session_id",
    "award_id",
    "batch_id",
    "file_id",
    "local_id",
    "venue_id",
    "wish_id",
    "team_id",
    "claim_id",
    "object_id",
    "merged_into",
    "folded",
    "email_folded",
    "name_key",
    "mailbox",
    "token_hash",
    "code_hash",
    "secret",
    "last_step",
    "salt",
    "hash",
    "said_hash",
    "content_hash",
    "record_hash",
    "edition_hash",
    "request_key",
    "dedupe",
    "key",
];
/// More of one table.
const LEFT_OUT_OF: [(&str, &[&str]); 19] = [
    ("export", &["sign_in", "request_id"]),
    ("power_request", &["alone_from"]),
    ("export_request", &["query", "file", "alone_from", "decided_by"]),
    ("address_back", &["mail_id"]),
    ("kept_file", &["bytes"]),
    ("audit", &["actor", "sign_in", "seq"]),
    ("evidence", &["bytes"]),
    ("merge", &["moved"]),
    ("outbox", &["about", "attempts", "locked_until"]),
    ("signup", &["instead_of", "ignored", "kept_line"]),
    ("document", &["status_list", "status_place", "signed_with"]),
    ("member_file", &["content", "take_doubtful", "report", "quarantine", "done_at"]),
    ("attendance_file", &["kind", "content", "columns", "kept_at", "report", "ended_at", "ended_reason"]),
    ("attendance_choice", &["about"]),
    ("sign_in", &["before_hash", "as_person", "factor_tries", "factor_blocked_until"]),
    ("sign_in_link", &["next"]),
    ("second_factor", &["tries", "blocked_until"]),
    ("look", &["sign_in"]),
    ("office", &["granted_by"]),
];

on_both!(a_copy_has_every_row_and_column_about_its_person);
async fn a_copy_has_every_row_and_column_about_its_person(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.member("Benedict Quillfeather", "quill@example.org").await;
    // somebody in her family has the same address in the union's file
    let insert =
        "insert into member (number, name, folded, email_folded, local_id, category, region) select number, name, folded,
                  'ana@example.org', local_id, 'teacher', '' from (select 'QX1' as number, 'Otto Quillfeather' as name,
                  'otto quillfeather' as folded union all select 'QX2', 'Ana Lima', 'ana lima') m
                  cross join (select min(id) as local_id from local) l";
    world.app.db.write(move |tx| tx.run(insert, &[])).await.unwrap();
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let claim = [
        ("origin", "earlier"),
        ("title", "=cmd|' /C calc'!A0"),
        ("sponsor", "Our local"),
        ("day", "2019-05-04"),
        ("hours", "3"),
        ("evidence", "A photo"),
    ];
    assert_eq!(ana.post("/me/claims", &claim).await.unwrap().status, 303);
    ratify::assembly::jobs::deliver_all(&world.app).await.unwrap();
    let files = taken(&mut ana).await;
    let data: Value = serde_json::from_slice(&files["data.json"]).unwrap();
    let tables = data["tables"].as_object().unwrap();
    assert_eq!(tables["person"]["rows"][0]["email"], "ana@example.org");
    assert!(String::from_utf8_lossy(&files["about.txt"]).contains("tables/signup.csv (1)"));
    assert!(files["record.pdf"].starts_with(b"%PDF"));
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Quillfeather") && !text.contains("quill@"), "{name} is about somebody else");
    }

    // every column of the schema that leads to a person is in the copy, or is known not to be
    if world.app.db.engine() != db::Engine::Sqlite {
        return;
    }
    let rows = world
        .app
        .db
        .read(|tx| {
            tx.all(
                "select m.name, f.\"from\" from sqlite_master m join pragma_foreign_key_list(m.name) f
                 where m.type = 'table' and f.\"table\" = 'person'",
                &[],
            )
        })
        .await
        .unwrap();
    let mut of = BTreeMap::<String, BTreeSet<String>>::new();
    for row in &rows {
        let (table, column): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let act = ACTS.contains(&column.as_str()) || OTHERWISE.contains(&(table.as_str(), column.as_str()));
        if !act {
            assert!(tables.contains_key(&table), "{table}.{column} names somebody: the copy lacks it");
            of.entry(table).or_default().insert(column);
        }
    }
    assert!(of.len() > 20, "{of:?}");
    let id = world.count("select id from person where email = 'ana@example.org'").await;
    for (table, columns) in &of {
        for column in columns {
            let count = format!("select count(*) from {table} where {column} = {id}").leak();
            let there = world.count(count).await;
            let has = tables[table]["rows"].as_array().unwrap().len();
            // the copy itself wrote its entry of the log afterwards
            assert!(i64::try_from(has).unwrap() >= there, "{table}: {there} rows, {has} in the copy");
        }
    }
    for (table, copy) in tables {
        let text = format!("select name from pragma_table_info('{table}')").leak();
        let text: &'static str = text;
        let names = world.app.db.read(move |tx| tx.all(text, &[])).await.unwrap();
        let copied: Vec<&str> = copy["columns"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let more = LEFT_OUT_OF.iter().find(|(t, _)| t == table).map_or(&[][..], |(_, more)| more);
        for name in &names {
            let name: String = name.get(0).unwrap();
            let out =
                LEFT_OUT.contains(&name.as_str()) || more.contains(&name.as_str()) || ACTS.contains(&name.as_str());
            let other = OTHERWISE.contains(&(table.as_str(), name.as_str()))
                || of.get(table).is_some_and(|columns| columns.contains(&name));
            assert!(copied.contains(&name.as_str()) || out || other, "{table}.{name} is neither copied nor left out");
        }
    }
    let claims = String::from_utf8(files["tables/claim.csv"].clone()).unwrap();
    assert!(claims.contains("'=cmd"), "no cell is a formula: {claims}");
    let words = ["token_hash", "secret\"", "code_hash"];
    let text = String::from_utf8(files["data.json"].clone()).unwrap();
    assert!(words.iter().all(|w| !text.contains(w)));
}

on_both!(the_office_takes_a_copy_with_a_reason_and_the_log_has_both);
async fn the_office_takes_a_copy_with_a_reason_and_the_log_has_both(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert!(ana.get("/me/data").await.unwrap().text().contains("Get the copy"));
    taken(&mut ana).await;
    let mut dana = world.office("Ruth Registrar", "ruth@example.org", "registrar").await;
    let key = world.text("select key from person where email = 'ana@example.org'").await;
    let at = format!("/staff/people/{key}/data");
    let none = dana.post(&at, &[]).await.unwrap();
    assert_eq!(none.status, 422);
    let answer = dana.post(&at, &[("reason", "Asked for by letter")]).await.unwrap();
    let data: Value = serde_json::from_slice(&unpacked(&answer.body)["data.json"]).unwrap();
    assert_eq!(data["tables"]["person"]["rows"][0]["name"], "Ana Lima");
    let verbs = data["tables"]["audit"]["rows"].as_array().unwrap();
    assert!(verbs.iter().any(|row| row["verb"] == "person.data-taken" && row["by_you"] == 1));
    assert_eq!(world.count("select count(*) from audit where verb = 'person.data-taken'").await, 2);
    let why = "select count(*) from audit where verb = 'person.data-taken' and reason = 'Asked for by letter'";
    assert_eq!(world.count(why).await, 1);
    // whole records do not leave by the dozen
    world
        .app
        .db
        .write(|tx| {
            for n in 0..19_i64 {
                tx.run(
                    "insert into export (id, list, row_count, made_by, made_at)
                     select 1000 + $1, 'own-data', 1, made_by, made_at from export e
                     where list = 'own-data' and made_by = (select id from person where email = 'ruth@example.org') and id > 1100",
                    &[n.into()],
                )?;
            }
            Ok::<_, db::Error>(())
        })
        .await
        .unwrap();
    let again = dana.post(&at, &[("reason", "Another letter")]).await.unwrap();
    assert!(again.status == 422 && again.text().contains("20 copies"), "{}", again.text());
    assert!(again.text().contains("Another letter"), "what was typed stays");
}
