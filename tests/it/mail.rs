//! Mail: reminders, calendar entries, and a real SMTP server where `RATIFY_TEST_SMTP` names one (as `.ci/run`
//! does; it runs `aiosmtpd`).

use crate::{
    on_both,
    world::{World, enroll_form},
};
use ratify::{
    config::{Config, Security, Smtp},
    jobs,
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
    assert_eq!(world.count("select count(*) from outbox where sent_at is not null and attempts = 1").await, 1);
}
