//! Every route times every kind of visitor. `matrix.txt` says who may use which route; a route without a line in it,
//! or a line that the program does not follow, fails here.

use crate::{on_both, visitor::Browser, world::World};
use ratify::assembly::router;
use std::collections::BTreeMap;

/// Letters for visitors in `matrix.txt`, besides `*` for everybody and `m` for anyone signed in.
const ROLES: [(char, &str); 8] = [
    ('l', "president"),
    ('t', "trainer"),
    ('h', "site-host"),
    ('v', "leadership"),
    ('c', "coordinator"),
    ('r', "registrar"),
    ('a', "administrator"),
    ('-', ""),
];

fn table() -> BTreeMap<(String, String), String> {
    include_str!("matrix.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| {
            let mut words = l.split_whitespace();
            let mut next = || words.next().unwrap_or_else(|| panic!("{l}")).to_owned();
            let (who, method, path) = (next(), next(), next());
            ((method, path), who)
        })
        .collect()
}

#[test]
fn every_route_has_its_line_and_every_line_its_route() {
    let routes: Vec<(String, String)> =
        router::routes().iter().map(|r| (r.method.to_string(), r.path.to_owned())).collect();
    let table = table();
    let missing: Vec<_> = routes.iter().filter(|r| !table.contains_key(*r)).collect();
    let dead: Vec<_> = table.keys().filter(|r| !routes.contains(r)).collect();
    assert!(missing.is_empty() && dead.is_empty(), "without a line: {missing:#?}\nwithout a route: {dead:#?}");
}

/// What a visitor must meet on a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Must {
    SignIn,
    Prove,
    Nothing,
    Enter,
}

fn must(who: &str, sign: Option<char>, proven: bool) -> Must {
    match (who, sign) {
        ("*", _) => Must::Enter,
        (_, None) => Must::SignIn,
        ("m", _) => Must::Enter,
        (who, Some(sign)) if !who.contains(sign) => Must::Nothing,
        _ if !proven => Must::Prove,
        _ => Must::Enter,
    }
}

fn keeps(must: Must, status: u16) -> bool {
    match must {
        Must::SignIn => status == 401,
        Must::Prove => status == 403,
        Must::Nothing => status == 404,
        Must::Enter => status != 401 && status != 403,
    }
}

/// Somebody with a role; the second factor shown, or not.
async fn visitor(world: &World, role: &str, proven: bool) -> Browser {
    let (name, email) = (format!("Role {role}"), format!("role-{role}@example.org"));
    if !proven {
        return world.sign_in(&email).await;
    }
    let mut browser = world.member(&name, &email).await;
    if role.is_empty() {
        return browser;
    }
    let role = role.to_owned();
    world
        .app
        .db
        .write(move |tx| {
            tx.run(
                "insert into office (id, person_id, role, local_id, venue_id, since, granted_by)
                 select p.id, p.id, $1, case when $1 = 'president' then p.local_id end,
                        case when $1 = 'site-host' then (select min(id) from venue) end, 0, 'test'
                 from person p where p.email = $2",
                &db::params![&role, &email],
            )?;
            if role == "trainer" {
                tx.run(
                    "insert into trainer (offering_id, person_id)
                     select (select min(id) from offering), p.id from person p where p.email = $1",
                    &db::params![&email],
                )?;
            }
            Ok::<(), db::Error>(())
        })
        .await
        .unwrap();
    // a new office may begin with an app; `since 0` is older than that
    world
        .app
        .db
        .write(|tx| tx.run("update office set since = $1 where since = 0", &db::params![1_788_278_300_000_000_i64]))
        .await
        .unwrap();
    world.set_up_app(&mut browser).await;
    browser
}

/// Routes that end what the visitor needs for the next ones.
const LAST: [&str; 3] = ["/sign-out", "/me/sign-ins/end", "/view-as/end"];

/// Walks all routes as one visitor; returns where the table was not followed.
async fn walk(
    browser: &mut Browser,
    table: &BTreeMap<(String, String), String>,
    sign: Option<char>,
    proven: bool,
) -> Vec<String> {
    let mut broken = Vec::new();
    let demo = |who: &str| who == "demo";
    for ((method, path), who) in table.iter().filter(|((_, p), who)| !LAST.contains(&p.as_str()) && !demo(who)) {
        let filled = path
            .replace("{key}", "k7f3")
            .replace("{number}", "0000")
            .replace("{slug}", "faq")
            .replace("{name}", "app.css");
        let filled =
            filled.replace("{token}", "x").replace("{link}", "x").replace("{month}", "2026-10").replace("{list}", "1");
        let filled =
            filled.replace("{uuid}", "x").replace("{programme}", "x").replace("{edition}", "x").replace("{id}", "1");
        let answer = if method == "GET" { browser.get(&filled).await } else { browser.post(&filled, &[]).await };
        let status = answer.unwrap().status.as_u16();
        assert_ne!(status, 500, "{method} {filled}");
        let must = must(who, sign, proven);
        if !keeps(must, status) {
            broken.push(format!("{method} {path} as {sign:?} (proven: {proven}): {must:?}, but {status}"));
        }
    }
    broken
}

on_both!(every_route_keeps_its_line_for_every_visitor);
async fn every_route_keeps_its_line_for_every_visitor(world: World) {
    let table = table();
    let mut broken = walk(&mut world.browser(), &table, None, false).await;
    for (sign, role) in ROLES {
        for proven in [true, false] {
            let mut browser = visitor(&world, role, proven).await;
            broken.extend(walk(&mut browser, &table, Some(sign), proven || role.is_empty()).await);
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    // the control: a table that says something else is caught, whichever way it errs
    let mut wrong = table.clone();
    wrong.insert(("GET".into(), "/staff/roles".into()), "*".into());
    wrong.insert(("GET".into(), "/classes".into()), "a".into());
    let found = walk(&mut world.browser(), &wrong, None, false).await;
    assert_eq!(found.len(), 2, "{found:#?}");
}
