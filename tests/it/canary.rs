//! Every local and everybody in it gets a word of their own, then every visitor reads everything that can be reached:
//! pages, exports, PDFs, mails, logs. A word is found where it may be, and nowhere else.

use crate::{
    crawl::{self, Seen, crawl},
    on_both,
    visitor::Browser,
    world::World,
};
use ratify::assembly::jobs;
use std::{
    collections::BTreeSet,
    io::Write,
    sync::{Arc, Mutex, OnceLock},
};

/// A local with its word, and its people with theirs.
struct Local {
    name: &'static str,
    people: [(&'static str, &'static str); 2],
}

const LOCALS: [Local; 2] = [
    Local {
        name: "Harborfield Teachers Association",
        people: [("Ana Qxanorak", "qxanorak@example.org"), ("Bo Qxbovelt", "qxbovelt@example.org")],
    },
    Local {
        name: "Northmere Educators Union",
        people: [("Cy Zwcymoth", "zwcymoth@example.org"), ("Di Zwdigard", "zwdigard@example.org")],
    },
];

/// Every word that names somebody.
const WORDS: [&str; 4] = ["qxanorak", "qxbovelt", "zwcymoth", "zwdigard"];
/// The class of the first local's people, that of the second's, and when both are over.
const CLASSES: [&str; 2] = ["fnd-101-fall", "fnd-102-fall"];
const OVER: i64 = 24;

/// The words that can be read in a text.
fn words_in(text: &str) -> BTreeSet<&'static str> {
    let text = text.to_lowercase();
    WORDS.into_iter().filter(|w| text.contains(w)).collect()
}

/// What was read that must not be there: path and word.
fn leaks(seen: &[Seen], allowed: &[&str]) -> Vec<String> {
    let of_page = |s: &Seen| {
        let wrong = words_in(&s.text).into_iter().filter(|w| !allowed.contains(w));
        wrong.map(|w| format!("{} says {w}", s.path)).collect::<Vec<_>>()
    };
    seen.iter().flat_map(of_page).collect()
}

/// What the program wrote to its own log, in this process.
fn program_log() -> Arc<Mutex<Vec<u8>>> {
    static LOG: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();
    struct To(Arc<Mutex<Vec<u8>>>);
    impl Write for To {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = LOG.get_or_init(|| {
        let log: Arc<Mutex<Vec<u8>>> = Arc::default();
        let to = Arc::clone(&log);
        let writer =
            tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(move || To(Arc::clone(&to)));
        // another test may have been quicker to set one of its own: then nothing is read here
        drop(tracing::subscriber::set_global_default(writer.finish()));
        log
    });
    Arc::clone(log)
}

/// Enrolls everybody, has them come to their local's class, ask, claim and wish, and has the hours given.
async fn year(world: &World) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for (n, local) in LOCALS.iter().enumerate() {
        for (name, email) in local.people {
            let mut browser = world.browser();
            let form =
                [("name", name), ("email", email), ("local", local.name), ("work", "teacher"), ("language", "en")];
            browser.post("/enroll", &form).await.unwrap();
            let code = world.code_for(email).await;
            browser.post("/enroll/code", &[("email", email), ("code", &code)]).await.unwrap();
            assert_eq!(world.sign_up(&mut browser, CLASSES[n]).await.status, 303);
            assert_eq!(world.sign_up(&mut browser, "dem-200-summit").await.status, 303);
            let word = email.split('@').next().unwrap();
            let claim = [
                ("origin", "earlier"),
                ("title", word),
                ("sponsor", word),
                ("day", "2019-05-04"),
                ("hours", "3"),
                ("evidence", word),
            ];
            assert_eq!(browser.post("/me/claims", &claim).await.unwrap().status, 303);
            browsers.push(browser);
        }
    }
    world.pass_days(OVER);
    let (mut owen, mut dana) = (world.trainer().await, world.staff().await);
    for class in CLASSES {
        let key = world.class_key(class).await;
        let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
        let here: Vec<String> =
            crawl::attributes(&page, "name").into_iter().filter(|n| n.starts_with("here-")).collect();
        let form: Vec<(&str, &str)> = here.iter().map(|n| (n.as_str(), "1")).collect();
        owen.post(&format!("/teach/{key}"), &form).await.unwrap();
        owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
        dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    }
    jobs::once(&world.app).await.unwrap();
    let mut again = Vec::new();
    for (_, email) in LOCALS.iter().flat_map(|l| l.people) {
        again.push(world.sign_in(email).await);
    }
    again
}

/// Gives somebody a role and has them show a second factor.
async fn with_role(world: &World, admin: &mut Browser, email: &str, role: &str, more: (&str, &str)) -> Browser {
    let form = [("email", email), ("role", role), more, ("reason", "Elected")];
    let answer = admin.post("/staff/roles", &form).await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    let mut browser = world.sign_in(email).await;
    world.set_up_app(&mut browser).await;
    browser
}

/// Where visitors begin, besides what they are led to.
const STARTS: [&str; 13] = [
    "/",
    "/classes",
    "/classes.pdf",
    "/classes.csv",
    "/classes.ics",
    "/classes.json",
    "/me",
    "/me/record",
    "/local",
    "/host",
    "/teach",
    "/staff",
    "/verify",
];

on_both!(a_word_of_somebody_is_found_where_it_may_be_and_nowhere_else);
async fn a_word_of_somebody_is_found_where_it_may_be_and_nowhere_else(world: World) {
    let log = program_log();
    let members = year(&world).await;
    let mut admin = world.administrator().await;
    for name in ["pat", "lee", "vi", "hal", "cy"] {
        world.member(&format!("{name} Officer"), &format!("{name}@example.org")).await;
    }
    let mut president = with_role(&world, &mut admin, "pat@example.org", "president", ("local", LOCALS[0].name)).await;
    let mut other = with_role(&world, &mut admin, "lee@example.org", "president", ("local", LOCALS[1].name)).await;
    let mut leadership = with_role(&world, &mut admin, "vi@example.org", "leadership", ("local", "")).await;
    let mut host = with_role(&world, &mut admin, "hal@example.org", "site-host", ("venue", "southbridge")).await;
    let mut chair =
        with_role(&world, &mut admin, "cy@example.org", "bargaining-chair", ("local", LOCALS[0].name)).await;

    let all = &WORDS[..];
    let mut seen_by_office = Vec::new();
    for (n, mut member) in members.into_iter().enumerate() {
        let own = [WORDS[n]];
        let seen = crawl(&mut member, &STARTS, 400, 12).await;
        assert_eq!(leaks(&seen, &own), Vec::<String>::new(), "a member reads of somebody else");
        let found: BTreeSet<&str> = seen.iter().flat_map(|s| words_in(&s.text)).collect();
        assert!(found.contains(own[0]), "a member finds their own name");
    }
    let mut stranger = world.browser();
    let seen = crawl(&mut stranger, &STARTS, 400, 12).await;
    assert!(seen.len() > 40, "{} pages", seen.len());
    assert_eq!(leaks(&seen, &[]), Vec::<String>::new(), "a stranger reads of somebody");
    // nobody of the local agreed to be seen: its president reads totals
    let seen = crawl(&mut president, &STARTS, 400, 12).await;
    assert!(seen.iter().any(|s| s.path == "/local" && s.status == 200));
    assert_eq!(leaks(&seen, &[]), Vec::<String>::new(), "a president reads of who did not agree");
    let seen = crawl(&mut leadership, &STARTS, 400, 12).await;
    assert!(seen.iter().any(|s| s.path == "/staff/reports" && s.status == 200));
    assert_eq!(leaks(&seen, &[]), Vec::<String>::new(), "who leads the union reads totals");
    let seen = crawl(&mut chair, &STARTS, 400, 12).await;
    assert!(seen.iter().any(|s| s.path == "/local" && s.status == 200));
    assert_eq!(leaks(&seen, &[]), Vec::<String>::new(), "a bargaining chair reads of who did not agree");
    // all four were in a class at this site, on a day that is over
    let over = format!("/host/{}", world.class_key("dem-200-summit").await);
    let seen = crawl(&mut host, &[&STARTS[..], &[&over]].concat(), 400, 12).await;
    assert!(seen.iter().any(|s| s.path == over && s.status == 200));
    assert_eq!(leaks(&seen, &[]), Vec::<String>::new(), "a host reads names after the day");

    // one of the first local agrees: its own president reads the name, the other one does not
    let mut ana = world.sign_in(LOCALS[0].people[0].1).await;
    let form = [
        ("name", LOCALS[0].people[0].0),
        ("local", LOCALS[0].name),
        ("work", "teacher"),
        ("language", "en"),
        ("share", "1"),
    ];
    assert_eq!(ana.post("/me/profile", &form).await.unwrap().status, 303);
    let added = president.post("/local/team/people", &[("people", LOCALS[0].people[0].1)]).await.unwrap();
    assert_eq!(added.status, 303);
    let seen = crawl(&mut president, &STARTS, 400, 12).await;
    assert_eq!(leaks(&seen, &WORDS[..1]), Vec::<String>::new());
    assert!(!leaks(&seen, &[]).is_empty(), "the control: with nothing allowed the same reading finds the name");
    assert_eq!(leaks(&crawl(&mut other, &STARTS, 400, 12).await, &[]), Vec::<String>::new());

    // a trainer reads who is in the classes that they teach, and nobody's claims
    let mut owen = world.trainer().await;
    let seen = crawl(&mut owen, &["/teach", "/classes", "/me"], 400, 12).await;
    assert_eq!(leaks(&seen, all), Vec::<String>::new());
    let sum = world.class_key("dem-200-summit").await;
    assert!(
        seen.iter().any(|s| s.path.contains(&sum) && words_in(&s.text).len() == 4),
        "the control: all four are on one roster"
    );

    // the control for all of it: the office finds every word, in pages and in files
    let mut dana = world.administrator().await;
    seen_by_office.extend(crawl(&mut dana, &["/staff", "/staff/people?q=qx", "/staff/people?q=zw"], 500, 6).await);
    for (list, kind, expected) in
        [("people", "csv", 4), ("people", "xlsx", 4), ("courses", "csv", 0), ("locals", "csv", 0)]
    {
        let answer =
            dana.post(&format!("/staff/export/{list}"), &[("reason", "Canaries"), ("as", kind), ("query", "")]).await;
        let answer = answer.unwrap();
        assert_eq!(answer.status, 200, "{list}");
        let file = crawl::read(&format!("{list}.{kind}"), &answer);
        assert_eq!(words_in(&file.text).len(), expected, "{list}.{kind}");
        seen_by_office.push(file);
    }
    assert!(!leaks(&seen_by_office, &[]).is_empty());
    every_look_is_written_down(&world, &seen_by_office).await;
    let found: BTreeSet<&str> = seen_by_office.iter().flat_map(|s| words_in(&s.text)).collect();
    assert_eq!(found.len(), 4, "the office finds everybody");
    let broken: Vec<String> = seen_by_office.iter().filter(|s| s.status >= 500).map(|s| s.path.clone()).collect();
    assert_eq!(broken, Vec::<String>::new());

    mails_and_logs(&world, &log).await;
}

/// Opening a page that names somebody is recorded as a look at them: each page by itself, in a sign-in that saw no
/// other.
async fn every_look_is_written_down(world: &World, seen: &[Seen]) {
    let mut kinds = BTreeSet::new();
    let mut missed = Vec::new();
    for page in seen.iter().filter(|s| s.html && s.status == 200) {
        let named = words_in(&page.text);
        if named.is_empty() || !kinds.insert(crawl::kind(&page.path)) {
            continue;
        }
        let mut looker = world.administrator().await;
        let before = world.count("select count(*) from look").await;
        looker.get(&page.path).await.unwrap();
        let looks = world.count("select count(*) from look").await - before;
        if looks < named.len() as i64 {
            missed.push(format!("{} names {named:?}: {looks} looks", page.path));
        }
    }
    assert!(kinds.len() > 5, "{kinds:?}");
    assert_eq!(missed, Vec::<String>::new());
}

/// Mail goes to those whom it names; what the program logs names nobody.
async fn mails_and_logs(world: &World, log: &Mutex<Vec<u8>>) {
    jobs::deliver_all(&world.app).await.unwrap();
    let rows = world
        .app
        .db
        .read(|tx| {
            tx.all(
                "select p.email, x.message from outbox x join person p on p.id = x.person_id where x.message is not null",
                &[],
            )
        })
        .await
        .unwrap();
    let mut named = 0;
    for row in &rows {
        let (to, message): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let found = words_in(&message);
        named += found.len();
        let own: Vec<&str> = WORDS.into_iter().filter(|w| to.contains(w)).collect();
        assert!(found.iter().all(|w| own.contains(w)), "a mail to {to} names somebody else: {found:?}");
    }
    assert!(named > 8, "the control: mails name whom they go to, {named} times");
    let said = world.app.db.read(|tx| tx.all("select verb, before, after, reason from audit", &[])).await.unwrap();
    for row in &said {
        let text: Vec<String> = (0..4).map(|at| row.get(at).unwrap()).collect();
        assert_eq!(words_in(&text.join(" ")).len(), 0, "the log of changes: {text:?}");
    }
    tracing::info!("the control: this line says canary-{}", std::process::id());
    let written = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    assert!(written.contains(&format!("canary-{}", std::process::id())), "the program's log is read here");
    assert_eq!(words_in(&written), BTreeSet::new(), "the program's log names somebody");
}
