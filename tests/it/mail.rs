//! Mail: reminders, calendar entries, and a real SMTP server where `RATIFY_TEST_SMTP` names one (as `.ci/run`
//! does; it runs `aiosmtpd`).

use crate::{
    on_both,
    world::{World, enroll_form},
};
use ratify::{
    assembly::jobs,
    ground::config::{Config, Security, Smtp},
};

on_both!(reminders_come_once_and_not_for_a_seat_that_was_given_back);
async fn reminders_come_once_and_not_for_a_seat_that_was_given_back(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let mut wei = world.member("Wei Zhang", "wei@example.org").await;
    for browser in [&mut ana, &mut wei] {
        assert_eq!(world.sign_up(browser, "fnd-100-holyoke").await.status, 303);
    }
    let key = world.class_key("fnd-100-holyoke").await;
    let count = async |email: &str| world.mail_to(email).await.len();
    let (before_ana, _) = (count("ana@example.org").await, count("wei@example.org").await);
    // a week before: October 3, 9 am is 31 days and 21 hours after the start
    world.pass_days(25);
    for _ in 0..3 {
        jobs::once(&world.app).await.unwrap();
    }
    assert_eq!(count("ana@example.org").await, before_ana + 1);
    wei.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    let before_wei = count("wei@example.org").await;
    world.pass_days(6);
    for _ in 0..3 {
        jobs::once(&world.app).await.unwrap();
    }
    assert_eq!(count("ana@example.org").await, before_ana + 2, "and the day before");
    assert_eq!(count("wei@example.org").await, before_wei, "nothing more for who is not coming");
}

on_both!(a_seat_given_back_before_its_mail_left_is_not_confirmed_any_more);
async fn a_seat_given_back_before_its_mail_left_is_not_confirmed_any_more(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    world.mail_to("ana@example.org").await;
    world.sign_up(&mut ana, "fnd-100-holyoke").await;
    let key = world.class_key("fnd-100-holyoke").await;
    ana.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    world.mail_to("ana@example.org").await;
    assert_eq!(world.count("select count(*) from outbox where kind = 'booked' and dropped is not null").await, 1);
    assert_eq!(world.count("select count(*) from outbox where kind = 'given-back' and sent_at is not null").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_smtp_server_takes_the_mail() {
    let Ok(peer) = std::env::var("RATIFY_TEST_SMTP") else {
        eprintln!("RATIFY_TEST_SMTP is not set: not run");
        return;
    };
    // host:port and the folder that the server keeps mail in
    let (server, folder) = peer.split_once(' ').unwrap();
    let (host, port) = server.split_once(':').unwrap();
    let smtp = Smtp {
        host: host.into(),
        port: port.parse().unwrap(),
        security: Security::None,
        user: String::new(),
        password: String::new(),
        from: "Training <training@example.org>".into(),
    };
    let temporary = tempfile::tempdir().unwrap();
    let database = temporary.path().join("ratify.db").display().to_string();
    let config = Config {
        database,
        base_url: "http://ratify.test".into(),
        keys: String::new(),
        smtp: Some(smtp),
        ..Config::default()
    };
    let world = World::over(temporary, config).await;
    let name = "Linh Trần \"x\" <y@z>, O’Brien";
    let email = format!("linh{}@example.org", std::process::id());
    let mut browser = world.browser();
    let answer = browser.post("/enroll", &enroll_form(name, &email)).await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    jobs::deliver_all(&world.app).await.unwrap();
    let letters: Vec<String> = std::fs::read_dir(std::path::Path::new(folder).join("new"))
        .unwrap()
        .map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap())
        .filter(|text| text.contains(&email))
        .collect();
    assert_eq!(letters.len(), 1, "exactly one letter to this address");
    let head = letters[0].split("\n\n").next().unwrap().to_lowercase();
    assert_eq!(head.matches("\nx-rcptto:").count(), 1, "{head}");
    for part in ["message-id: <", "reply-to: training@example.org", "content-type: multipart/", "subject: "] {
        assert!(head.contains(part), "{part} in {head}");
    }
    assert!(letters[0].contains("text/plain") && letters[0].contains("text/html"));
    assert_eq!(world.count("select count(*) from outbox where sent_at is not null and attempts = 0").await, 1);
}

/// A relay that knows one mailbox (`there@`) and has no other; what it accepts is kept.
async fn small_relay() -> (u16, std::sync::Arc<std::sync::Mutex<Vec<String>>>) {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let kept = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let taken = kept.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let taken = taken.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 small\r\n").await.unwrap();
                let mut letter: Option<String> = None;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer = match (&mut letter, line.as_str()) {
                        (Some(text), ".") => {
                            taken.lock().unwrap().push(std::mem::take(text));
                            letter = None;
                            "250 taken\r\n"
                        }
                        (Some(text), line) => {
                            text.push_str(line);
                            text.push('\n');
                            continue;
                        }
                        (None, "DATA") => {
                            letter = Some(String::new());
                            "354 go on\r\n"
                        }
                        (None, line) if line.starts_with("RCPT") && !line.contains("there@") => {
                            if line.contains("full@") {
                                "550 5.7.1 too much mail today\r\n"
                            } else if line.contains("later@") {
                                "451 4.7.1 come back later\r\n"
                            } else {
                                "550 5.1.1 no such mailbox\r\n"
                            }
                        }
                        _ => "250 ok\r\n",
                    };
                    write.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (port, kept)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_there_gets_nothing_more_and_the_office_sees_it() {
    let (port, kept) = small_relay().await;
    let smtp = Smtp {
        host: "127.0.0.1".into(),
        port,
        security: Security::None,
        user: String::new(),
        password: String::new(),
        from: "Training <training@example.org>".into(),
    };
    let temporary = tempfile::tempdir().unwrap();
    let database = temporary.path().join("ratify.db").display().to_string();
    let config = Config {
        database,
        base_url: "http://ratify.test".into(),
        keys: String::new(),
        smtp: Some(smtp),
        ..Config::default()
    };
    let world = World::over(temporary, config).await;
    for (name, email) in [
        ("Gone Person", "gone@example.org"),
        ("There Person", "there@example.org"),
        ("Full Person", "full@example.org"),
    ] {
        let answer = world.browser().post("/enroll", &enroll_form(name, email)).await.unwrap();
        assert_eq!(answer.status, 303);
    }
    jobs::deliver_all(&world.app).await.unwrap();
    // it is believed once the relay has accepted somebody else's letter and says it again
    world.browser().post("/enroll", &enroll_form("Also There", "also-there@example.org")).await.unwrap();
    jobs::deliver_all(&world.app).await.unwrap();
    world.app.clock.pass_minutes(16);
    jobs::deliver_all(&world.app).await.unwrap();
    assert_eq!(
        world.count("select count(*) from person where bounced_at is not null and email = 'gone@example.org'").await,
        1
    );
    assert_eq!(
        world.count("select count(*) from person where bounced_at is not null").await,
        1,
        "the others are there"
    );
    assert_eq!(world.count("select count(*) from outbox where dropped = 'no such address'").await, 1);
    // both confirmed (by hand): a message to many leaves out anyone whose address accepts nothing
    world
        .app
        .db
        .write(|tx| {
            tx.run("update person set email_verified_at = 1", &[])?;
            tx.run("update enrolment set confirmed_at = 1", &[])
        })
        .await
        .unwrap();
    let mut dana = world.staff().await;
    let form = [("subject-en", "News"), ("body-en", "Some.")];
    let at = dana.post("/staff/messages/new", &form).await.unwrap().location.unwrap();
    dana.post(&format!("{at}/send"), &[]).await.unwrap();
    jobs::once(&world.app).await.unwrap();
    jobs::deliver_all(&world.app).await.unwrap();
    let letters = kept.lock().unwrap().clone();
    let news: Vec<&String> = letters.iter().filter(|l| l.contains("Subject: News")).collect();
    assert_eq!(news.len(), 2, "both who are there");
    assert!(
        news[0].contains("List-Unsubscribe: <http://ratify.test/no-mail/nomail-")
            && news[0].contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
        "{}",
        news[0]
    );
    let key = world.text("select key from person where email = 'gone@example.org'").await;
    assert!(dana.get(&format!("/staff/people/{key}")).await.unwrap().text().contains("The address takes no mail"));
}

/// A world whose mail goes to a relay.
async fn with_relay(port: u16) -> World {
    let smtp = Smtp {
        host: "127.0.0.1".into(),
        port,
        security: Security::None,
        user: String::new(),
        password: String::new(),
        from: "Training <training@example.org>".into(),
    };
    let temporary = tempfile::tempdir().unwrap();
    let database = temporary.path().join("ratify.db").display().to_string();
    let config = Config {
        database,
        base_url: "http://ratify.test".into(),
        keys: String::new(),
        smtp: Some(smtp),
        ..Config::default()
    };
    World::over(temporary, config).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_somebody_waits_for_goes_before_all_others_and_leaves_no_code_behind() {
    let (port, kept) = small_relay().await;
    let world = with_relay(port).await;
    let insert = "insert into person (id, key, name, email, email_folded, email_verified_at, work, language, membership, created_at, folded)
                  values ($1, $2, 'Crowd', $2, $2, 1, 'other', 'en', 'to-confirm', 1, 'crowd')";
    let owe =
        "insert into outbox (id, kind, person_id, detail, dedupe, due_at) values ($1, 'signed-in', $1, '', $2, 1)";
    world
        .app
        .db
        .write(move |tx| {
            for n in 0..100_i64 {
                let email = format!("crowd{n}.there@example.org");
                tx.run(insert, &db::params![1_000 + n, &email])?;
                tx.run(owe, &db::params![1_000 + n, &email])?;
            }
            Ok::<_, db::Error>(())
        })
        .await
        .unwrap();
    let answer = world.browser().post("/enroll", &enroll_form("There Person", "there@example.org")).await.unwrap();
    assert_eq!(answer.status, 303);
    jobs::deliver_all(&world.app).await.unwrap();
    let letters = kept.lock().unwrap().clone();
    assert_eq!(letters.len(), 101);
    assert!(
        letters[0].contains("To: \"There Person\" <there@example.org>") || letters[0].contains("<there@example.org>"),
        "{}",
        letters[0]
    );
    let head = letters[0].split("\n\n").next().unwrap();
    assert!(
        head.contains("Auto-Submitted: auto-generated") && head.contains("X-Auto-Response-Suppress: All"),
        "{head}"
    );
    let subject = head.lines().find(|l| l.starts_with("Subject:")).unwrap();
    assert!(!subject.contains(|c: char| c.is_ascii_digit()), "no code on a locked screen: {subject}");
    let code: String = letters[0]
        .lines()
        .find(|l| l.contains("type this code"))
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    assert_eq!(code.len(), 6);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let link =
        letters[0].split("/go/").nth(1).unwrap().split_whitespace().next().unwrap().trim_end_matches('=').to_owned();
    // nothing that lets somebody in is in the database, nor in a person's copy of their data
    let tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    let found = world
        .app
        .db
        .read(move |tx| {
            let mut found = Vec::new();
            for table in tx.all(tables, &[])? {
                let table: String = table.get(0)?;
                for row in tx.all(Box::leak(format!("select * from {table}").into_boxed_str()), &[])? {
                    let text = format!("{:?}", row.values());
                    if text.contains(&spaced) || text.contains(&link[..16]) {
                        found.push(table.clone());
                    }
                }
            }
            Ok::<_, db::Error>(found)
        })
        .await
        .unwrap();
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_knows_nobody_marks_nobody_and_the_office_sees_it() {
    let (port, _) = small_relay().await;
    let world = with_relay(port).await;
    for n in 0..12 {
        let email = format!("nobody{n}@example.org");
        world.browser().post("/enroll", &enroll_form("No Body", &email)).await.unwrap();
    }
    for _ in 0..20 {
        jobs::deliver_all(&world.app).await.unwrap();
        world.app.clock.pass_minutes(6);
    }
    assert_eq!(world.count("select count(*) from person where bounced_at is not null").await, 0);
    assert_eq!(world.count("select count(*) from outbox where dropped is not null").await, 0);
    let mut dana = world.staff().await;
    assert!(dana.get("/staff").await.unwrap().text().contains("Letters do not go out"));
    assert!(dana.get("/staff/mail").await.unwrap().text().contains("says of everybody that there is no such address"));
    let go_on = dana.post("/staff/mail/again", &[]).await.unwrap();
    assert_eq!(go_on.location.as_deref(), Some("/staff/mail?again=1"));
    assert!(!dana.get("/staff").await.unwrap().text().contains("Letters do not go out"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_away_for_days_loses_no_letter() {
    let (port, kept) = small_relay().await;
    let world = with_relay(port).await;
    world.browser().post("/enroll", &enroll_form("La Ter", "later@example.org")).await.unwrap();
    for _ in 0..66 {
        jobs::deliver_all(&world.app).await.unwrap();
        world.app.clock.pass_minutes(60);
    }
    assert_eq!(
        world.count("select count(*) from outbox where dropped is null and sent_at is null and attempts > 12").await,
        1
    );
    world.pass_days(4);
    jobs::deliver_all(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from outbox where dropped = 'gave up'").await, 1, "after five days");
    let rename = "update person set email = 'there@example.org', email_folded = 'there@example.org' where email = 'later@example.org'";
    world.app.db.write(move |tx| tx.run(rename, &[])).await.unwrap();
    let mut dana = world.staff().await;
    dana.post("/staff/mail/again", &[]).await.unwrap();
    jobs::deliver_all(&world.app).await.unwrap();
    assert!(kept.lock().unwrap().iter().any(|l| l.contains("there@example.org")), "sent again by a button");
}
