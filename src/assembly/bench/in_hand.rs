//! What an office has in hand at any time, besides the union's records: claims, requests, messages, hand-outs, and a
//! member file that has come in.

use crate::{
    assembly::{
        browser::Browser,
        generate::{self, union::LOCALS},
    },
    visit::app::App,
};
use db::{Tx, params, sql};
use std::time::Duration;

/// Claims waiting for an answer.
const CLAIMS: i64 = 300;
/// Requests from locals, messages, and classes with a hand-out: this many of each.
const SOME: i64 = 60;

/// Stores all of it.
pub(super) async fn put(app: &App) -> Result<(), String> {
    let inner = app.clone();
    let written = app.db.write(move |tx| {
        let now = inner.now().0;
        claims(tx, &inner, now)?;
        for n in 0..SOME {
            request(tx, &inner, n, now)?;
            message(tx, &inner, n, now)?;
        }
        hand_outs(tx, &inner, now)
    });
    written.await.map_err(|e: db::Error| e.to_string())
}

fn claims(tx: &Tx<'_>, app: &App, now: i64) -> Result<(), db::Error> {
    let people = tx.all(
        sql!("select p.id from person p join enrolment e on e.person_id = p.id where p.id > 0 order by p.id limit $1"),
        &params![CLAIMS],
    )?;
    for row in &people {
        tx.run(
            sql!(
                "insert into claim (id, key, person_id, origin, title, sponsor, taken_on, minutes, evidence, claimed_at)
                 values ($1, $2, $3, 'earlier', 'A workshop on costing', 'A local', '2019-05-04', 180, 'A sheet', $4)"
            ),
            &params![app.random.id(&app.clock), app.random.key(10), row.get::<i64>(0)?, now],
        )?;
    }
    Ok(())
}

fn request(tx: &Tx<'_>, app: &App, n: i64, now: i64) -> Result<(), db::Error> {
    tx.run(
        sql!(
            "insert into cohort_request (id, key, local_id, asked_by, asked_at, course_code, dates, people, place, note)
             select $1, $2, p.local_id, p.id, $3, 'spc-301', 'Any Tuesday in spring', 15, 'Our library', 'We bargain next year'
             from person p where p.id = (select min(id) from person where id > (select min(id) from person) + $4)"
        ),
        &params![app.random.id(&app.clock), app.random.key(10), now, n],
    )?;
    Ok(())
}

fn message(tx: &Tx<'_>, app: &App, n: i64, now: i64) -> Result<(), db::Error> {
    let (id, draft) = (app.random.id(&app.clock), n % 2 == 0);
    tx.run(
        sql!(
            "insert into announcement (id, key, audience, state, made_by, made_at, due_at, sent_at, people)
             values ($1, $2, 'stage=some', $3, (select min(id) from person), $4, $5, $5, $6)"
        ),
        &params![
            id,
            app.random.key(10),
            if draft { "draft" } else { "sent" },
            now,
            (!draft).then_some(now),
            if draft { 0_i64 } else { 40_000 }
        ],
    )?;
    for language in ["en", "es"] {
        tx.run(
            sql!(
                "insert into announcement_text (announcement_id, language, subject, body)
                 values ($1, $2, 'New classes', 'Dear {name}, there are new classes. You have {hours} and lack {left}: {link}')"
            ),
            &params![id, language],
        )?;
    }
    Ok(())
}

fn hand_outs(tx: &Tx<'_>, app: &App, now: i64) -> Result<(), db::Error> {
    let classes = tx.all(sql!("select id from offering where id % 7 = 0 order by id limit $1"), &params![SOME])?;
    for row in &classes {
        tx.run(
            sql!(
                "insert into material (id, key, offering_id, title, kind, bytes, size, added_by, added_at)
                 values ($1, $2, $3, 'Work sheet', 'txt', $4, $5, (select min(id) from person), $6)"
            ),
            &params![
                app.random.id(&app.clock),
                app.random.key(10),
                row.get::<i64>(0)?,
                vec![b'x'; 50_000],
                50_000_i64,
                now
            ],
        )?;
    }
    Ok(())
}

/// Hands in a member file of all but a few people, waits until it has been looked at, and returns its key.
pub(super) async fn member_file(browser: &mut Browser, members: usize, seed: u64) -> Result<String, String> {
    const LEFT: usize = 40;
    let (_, file) = generate::files(members, LOCALS, seed);
    let kept: Vec<&str> = file.lines().enumerate().filter(|(n, _)| *n == 0 || *n > LEFT).map(|(_, l)| l).collect();
    let answer = browser.post_file_with("/staff/members", &[], "members.csv", kept.join("\n").as_bytes()).await;
    let answer = answer.map_err(|e| e.to_string())?;
    let to = answer.location.ok_or_else(|| format!("a member file is answered {}", answer.status))?;
    for _ in 0..120 {
        let page = browser.get(&to).await.map_err(|e| e.to_string())?.text();
        if page.contains(&format!("{to}/run")) {
            return Ok(to.rsplit('/').next().unwrap_or_default().to_owned());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Err("the member file is not looked at".into())
}
