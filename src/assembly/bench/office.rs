//! Every page of the office, one after the other, as its people open them: how long each takes with the union stored.
//!
//! The pages come from the table of routes: a page added there is measured here, or the benchmark fails.

use super::{Union, fill, ground, in_hand, load::Figures, server::Server};
use crate::{
    assembly::{browser::Browser, router::routes},
    ground::ids::PersonId,
    people::signin,
    visit::{app::App, policy::Policy},
};
use axum::http::Method;
use db::{Tx, params, sql};
use std::{collections::BTreeMap, path::Path, time::Duration};

/// What 95 of 100 openings of each page must stay under, in milliseconds.
const BAR: f64 = 60.0;

/// Keys to fill an address with, by the name of its hole.
type Keys = BTreeMap<&'static str, Vec<String>>;

/// What is stored, in a line.
pub(super) async fn stored(app: &App) -> Result<String, String> {
    let row = app.db.read(|tx| {
        tx.one(
            sql!(
                "select (select count(*) from member), (select count(*) from person), (select count(*) from offering),
                        (select count(*) from presence), (select count(*) from credit), (select count(*) from outbox),
                        (select count(*) from audit), (select count(*) from award)"
            ),
            &[],
        )
    });
    let row = row.await.map_err(|e| e.to_string())?;
    let count = |at: usize| row.get::<i64>(at).unwrap_or_default();
    let names = ["members", "people", "classes", "presences", "credits", "mails", "log entries", "certificates"];
    Ok(names.iter().enumerate().map(|(at, name)| format!("{} {name}", count(at))).collect::<Vec<_>>().join(", "))
}

pub(super) async fn run(
    folder: &Path,
    database: Option<String>,
    (union, seed): (Union, u64),
    times: usize,
) -> Result<(), String> {
    let file = match database {
        Some(file) => file,
        None => {
            let file = folder.join("office.db").display().to_string();
            fill(&file, union, seed).await?;
            file
        }
    };
    let app = ground::open(&file).await?;
    println!("{}", stored(&app).await?);
    in_hand::put(&app).await?;
    let cookie = administrator(&app).await?;
    let now = app.now().0;
    let keys = app.db.read(move |tx| keys(tx, now)).await.map_err(|e| e.to_string())?;
    let list = app.db.read(move |tx| roster(tx, now)).await.map_err(|e| e.to_string())?;
    drop(app);
    let server = Server::start(&file)?;
    let mut browser = Browser::new(server.ready().await?);
    browser.cookie = Some(cookie);
    rest(&server).await?;
    let mut keys = keys;
    keys.insert("file", vec![attendance_file(&mut browser, &list).await?]);
    keys.insert("member-file", vec![in_hand::member_file(&mut browser, union.members, seed).await?]);
    rest(&server).await?;
    let mut slow = 0;
    println!("{:<58} {:>8} {:>8} {:>8} {:>8}", "page", "p50 ms", "p95 ms", "slowest", "KB");
    for (path, addresses) in addresses(&keys)? {
        let (figures, size) = measure(&mut browser, &addresses, times).await?;
        let over = figures.percentile(95) > BAR;
        slow += usize::from(over);
        println!(
            "{path:<58} {:>8.1} {:>8.1} {:>8.1} {:>8} {}",
            figures.percentile(50),
            figures.percentile(95),
            figures.percentile(100),
            size / 1024,
            if over { "over the bar" } else { "" }
        );
    }
    println!("pages with a p95 over {BAR} ms: {slow}");
    println!("memory of the server: at most {} MB", server.peak_mb()?);
    server.stop()
}

/// Waits until the server has finished what it does by itself after its start.
async fn rest(server: &Server) -> Result<(), String> {
    for _ in 0..120 {
        let before = server.cpu()?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        if server.cpu()? - before < Duration::from_millis(60) {
            return Ok(());
        }
    }
    Err("the server does not come to rest".into())
}

/// Somebody who may open every page, signed in with the second factor shown.
async fn administrator(app: &App) -> Result<String, String> {
    let (token, cookie, inner) = (app.random.token(), app.cookie().name(), app.clone());
    let hash = signin::hash(&token);
    app.db
        .write(move |tx| {
            let (now, until) = (inner.now(), inner.now().plus_minutes(600).0);
            let person: PersonId = tx.one(sql!("select min(id) from person"), &[])?.get(0)?;
            for role in ["administrator", "coordinator", "registrar"] {
                tx.run(
                    sql!(
                        "insert into office (id, person_id, role, since, granted_by) values ($1, $2, $3, $4, 'bench')"
                    ),
                    &params![inner.random.id(&inner.clock), person, role, now.0],
                )?;
            }
            tx.run(
                sql!(
                    "insert into sign_in (token_hash, key, person_id, created_at, expires_at, proved_at, power_until)
                     values ($1, $2, $3, $4, $5, $4, $5)"
                ),
                &params![hash.as_slice(), inner.random.key(12), person, now.0, until],
            )?;
            Ok::<(), db::Error>(())
        })
        .await
        .map_err(|e| e.to_string())?;
    Ok(format!("{cookie}={token}"))
}

/// Keys of stored things, from all over the database.
fn keys(tx: &Tx<'_>, now: i64) -> Result<Keys, db::Error> {
    let texts = |rows: Vec<db::Row>| rows.iter().map(|r| r.get(0)).collect::<Result<Vec<String>, _>>();
    let mut keys = Keys::new();
    let people = tx.all(
        sql!("select p.key from person p join enrolment e on e.person_id = p.id where e.id % 977 = 0 order by e.id limit 200"),
        &[],
    )?;
    let people = texts(people)?;
    keys.insert("pair", people.windows(2).map(|pair| format!("{}/merge?with={}", pair[0], pair[1])).collect());
    keys.insert("person", people);
    let sittings = tx.all(
        sql!(
            "select o.key, p.key from signup s join person p on p.id = s.person_id join offering o on o.id = s.offering_id
             where o.starts_at between 1 and $1 and o.id % 11 = 0 and s.seat = 3 order by o.id limit 200"
        ),
        &params![now],
    )?;
    let sitting = |r: &db::Row| Ok::<_, db::Error>(format!("{}/times?person={}&session=1", r.text(0)?, r.text(1)?));
    keys.insert("sitting", sittings.iter().map(sitting).collect::<Result<_, _>>()?);
    keys.insert("class", texts(tx.all(sql!("select key from offering where id % 7 = 0 order by id limit 200"), &[])?)?);
    let open =
        tx.all(sql!("select o.key from offering o where o.stage = 'published' order by o.starts_at limit 200"), &[])?;
    keys.insert("open-class", texts(open)?);
    keys.insert("number", texts(tx.all(sql!("select number from award order by id limit 200"), &[])?)?);
    keys.insert("claim", texts(tx.all(sql!("select key from claim order by id limit 200"), &[])?)?);
    keys.insert("request", texts(tx.all(sql!("select key from cohort_request order by id limit 200"), &[])?)?);
    keys.insert("message", texts(tx.all(sql!("select key from announcement order by id limit 200"), &[])?)?);
    let drafts = tx.all(sql!("select key from announcement where state = 'draft' order by id limit 200"), &[])?;
    keys.insert("draft", texts(drafts)?);
    keys.insert("batch", texts(tx.all(sql!("select key from award_batch order by id limit 200"), &[])?)?);
    let material = tx.all(
        sql!("select o.key, m.key from material m join offering o on o.id = m.offering_id order by m.id limit 200"),
        &[],
    )?;
    let of_class = |r: &db::Row| Ok::<_, db::Error>(format!("{}/materials/{}", r.text(0)?, r.text(1)?));
    keys.insert("material", material.iter().map(of_class).collect::<Result<_, _>>()?);
    keys.insert("sign-in", texts(tx.all(sql!("select key from sign_in limit 5"), &[])?)?);
    Ok(keys)
}

/// People on a roster that is not approved yet, as a meeting reports them: the class's key and the file.
fn roster(tx: &Tx<'_>, now: i64) -> Result<(String, String), db::Error> {
    let class = tx.one(
        sql!(
            "select o.id, o.key, s.starts_local from offering o join session s on s.offering_id = o.id and s.ordinal = 0
             where o.stage = 'published' and o.ends_at < $1 order by o.starts_at limit 1"
        ),
        &params![now],
    )?;
    let people = tx.all(
        sql!(
            "select p.name, p.email from signup s join person p on p.id = s.person_id
             where s.offering_id = $1 and s.state = 'confirmed' order by p.id limit $2"
        ),
        &params![class.get::<i64>(0)?, IN_FILE],
    )?;
    let day = class.text(2)?.split('T').next().unwrap_or_default().to_owned();
    let mut file = "Name,Email,Join Time,Leave Time\n".to_owned();
    for (n, row) in people.iter().enumerate() {
        // one in ten has no address
        let email = if n % 10 == 0 { "" } else { row.text(1)? };
        file.push_str(&format!("{},{email},{day} 16:05,{day} 18:55\n", row.text(0)?));
    }
    Ok((class.get(1)?, file))
}

/// People in the file of attendance whose page is measured.
const IN_FILE: i64 = 120;

/// Hands in a file of attendance and returns its key.
async fn attendance_file(browser: &mut Browser, (class, file): &(String, String)) -> Result<String, String> {
    let form = [("class", class.as_str()), ("name", "Made list")];
    let answer = browser.post_file_with("/staff/attendance/files", &form, "made.csv", file.as_bytes()).await;
    let answer = answer.map_err(|e| e.to_string())?;
    let to = answer.location.ok_or_else(|| format!("a file of attendance is answered {}", answer.status))?;
    Ok(to.rsplit('/').next().unwrap_or_default().to_owned())
}

/// Routes that lead elsewhere and are not pages.
const NOT_HERE: [&str; 1] = ["/staff/certificates/find"];

/// Filters and searches that people use, besides the bare pages.
const ASKED: [&str; 22] = [
    "/staff/messages/new?stage=one-class&region=Southeast",
    "/staff/messages/new?stage=none",
    "/staff/messages/new?stage=some&lacks=specialized",
    "/staff/messages/new?lacks=specialized",
    "/staff/messages/new?stage=none&lacks=foundations",
    "/staff/messages/new?stage=some&lacks=specialized&language=en",
    "/staff/messages/new?stage=certified&work=teacher",
    "/staff/log?verb=export",
    "/staff/log?from=2012-01-01&to=2012-06-30",
    "/staff/people?q=maria+silva",
    "/staff/people?q=S0099001",
    "/staff/people?state=enrolled",
    "/staff/people?state=certified&q=garcia",
    "/staff/search?q=okafor",
    "/staff/search?q=member4711%40example.org",
    "/staff/log?verb=roster",
    "/staff/log?verb=signup.confirmed",
    "/staff/timetable?week=2015-03-02",
    "/staff/search?q=costing",
    "/host?venue=boston-hotel",
    "/staff/attendance/files?class=k01930",
    "/es/staff/people?q=jos%C3%A9",
];

/// Every page of the office, with addresses to open.
fn addresses(keys: &Keys) -> Result<Vec<(String, Vec<String>)>, String> {
    let mut out = Vec::new();
    for route in routes() {
        let of_office =
            route.policy.is_office() || matches!(route.policy, Policy::Lead | Policy::Trainer | Policy::Host);
        if route.method != Method::GET || !of_office || NOT_HERE.contains(&route.path) {
            continue;
        }
        let hole = match route.path {
            p if p.contains("/people/{key}/merge") => "pair",
            p if p.contains("/people/{key}") || p.contains("/membership/{key}") => "person",
            p if p.contains("/log/sign-ins/{key}") => "sign-in",
            p if p.contains("/members/{key}") => "member-file",
            p if p.contains("/claims/{key}") => "claim",
            p if p.contains("/requests/{key}") => "request",
            p if p.contains("/messages/{key}/edit") => "draft",
            p if p.contains("/messages/{key}") => "message",
            p if p.contains("/batches/{key}") => "batch",
            p if p.contains("{material}") => "material",
            p if p.contains("{number}") => "number",
            p if p.contains("/classes/{key}/edit") || p.contains("/plan") => "open-class",
            p if p.contains("/times") => "sitting",
            p if p.contains("/attendance/files/{key}") => "file",
            p if p.contains("/attendance/{key}") || p.starts_with("/teach/{key}") || p == "/host/{key}" => "class",
            p if p.contains("/classes/{key}") => "class",
            _ => "",
        };
        let paths = match hole {
            "" if route.path.contains("{kind}/edit") => {
                vec![
                    "/staff/catalogue/courses/edit?row=spc-301".into(),
                    "/staff/catalogue/venues/edit?row=boston-hotel".into(),
                ]
            }
            "" if route.path.contains("{kind}") => ["courses", "venues", "events", "locals"]
                .iter()
                .map(|kind| route.path.replace("{kind}", kind))
                .collect(),
            "" if route.path.contains("{slug}") => vec![route.path.replace("{slug}", "faq")],
            "" if route.path.contains('{') => return Err(format!("{}: nothing to fill it with", route.path)),
            "" => vec![route.path.to_owned()],
            hole => keys[hole]
                .iter()
                .map(|key| {
                    // a key may bring the rest of its address with it
                    let path = if key.contains('/') {
                        route.path.split("{key}").next().unwrap_or_default().to_owned() + "{key}"
                    } else {
                        route.path.to_owned()
                    };
                    path.replace("{key}", key).replace("{number}", key)
                })
                .collect(),
        };
        out.push((route.path.to_owned(), paths));
    }
    out.extend(ASKED.iter().map(|path| ((*path).to_owned(), vec![(*path).to_owned()])));
    Ok(out)
}

/// Opens a page the given number of times; the first opening of each address is as cold as the server leaves it.
async fn measure(browser: &mut Browser, addresses: &[String], times: usize) -> Result<(Figures, usize), String> {
    let (mut took, mut size) = (Vec::new(), 0);
    let started = std::time::Instant::now();
    for n in 0..times {
        let path = addresses.get(n % addresses.len().max(1)).ok_or("no address to open")?;
        let asked = std::time::Instant::now();
        let answer = browser.get(path).await.map_err(|e| e.to_string())?;
        took.push(asked.elapsed());
        size = size.max(answer.body.len());
        if answer.status != 200 {
            return Err(format!("{path} answers {}", answer.status));
        }
    }
    Ok((Figures::of(took, 0, started.elapsed()), size))
}
