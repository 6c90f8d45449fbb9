//! What the people of a class bring and ask: who sees it, what is reported, what is forgotten, and what trainers write.

use crate::{on_both, visitor::Browser, world::World};
use ratify::assembly::jobs;

const CLASS: &str = "fnd-101-fall";

/// Somebody with a seat.
async fn seated(world: &World, name: &str, email: &str, key: &str) -> Browser {
    let mut browser = world.member(name, email).await;
    browser.get(&format!("/classes/{key}")).await.unwrap();
    assert_eq!(browser.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap().status, 303);
    browser
}

on_both!(a_board_is_seen_by_its_class_alone);
async fn a_board_is_seen_by_its_class_alone(world: World) {
    let key = world.class_key(CLASS).await;
    let (at, taught) = (format!("/me/classes/{key}/board"), format!("/teach/{key}/board"));
    let mut ana = seated(&world, "Ana Lima", "ana@example.org", &key).await;
    let mut ben = seated(&world, "Ben Otero", "ben@example.org", &key).await;
    let mut owen = world.trainer().await;
    let mut other = world.member("Not There", "not@example.org").await;
    for path in [&at, &taught] {
        assert_eq!(other.get(path).await.unwrap().status, 404, "{path}");
    }
    ana.get(&at).await.unwrap();
    let refused =
        ana.post_file_with(&at, &[("body", "Our <b>clause</b>"), ("kind", "bring")], "x.exe", b"MZ\x90\x00\x03");
    let refused = refused.await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("Our &lt;b&gt;clause"), "{}", refused.text());
    assert_eq!(ana.post(&at, &[("body", ""), ("kind", "ask")]).await.unwrap().status, 422);
    let said = [("body", "Our <b>clause</b> https://example.org/c"), ("kind", "bring")];
    for _ in 0..2 {
        let sent = ana.post_file_with(&at, &said, "x.html", b"<script>alert(1)</script>").await.unwrap();
        assert_eq!(sent.status, 303, "{}", sent.text());
    }
    assert_eq!(world.count("select count(*) from class_post").await, 1, "the same again is one post");
    let page = ben.get(&at).await.unwrap().text();
    assert!(page.contains("Ana Lima") && page.contains("Our &lt;b&gt;clause&lt;/b&gt;"), "{page}");
    assert!(page.contains("href=\"https://example.org/c\"") && page.contains("TXT, 1 kB"), "{page}");
    let post = world.text("select key from class_post").await;
    let file = ben.get(&format!("{at}/{post}/file")).await.unwrap();
    assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    for path in [format!("{at}/{post}/file"), format!("{at}/{post}/report")] {
        assert_eq!(other.get(&path).await.unwrap().status, 404, "{path}");
    }
    assert_eq!(other.post(&format!("{at}/{post}/report"), &[]).await.unwrap().status, 404);

    // a question, and its answer, of which who asked hears once a day
    ben.get(&at).await.unwrap();
    ben.post(&at, &[("body", "Is a stipend part of the base?"), ("kind", "ask")]).await.unwrap();
    let question = world.text("select key from class_post where kind = 'ask'").await;
    assert!(ana.get(&at).await.unwrap().text().contains("Waits for an answer"));
    owen.get(&taught).await.unwrap();
    let name = format!("answer-{question}");
    let empty = owen.post(&taught, &[("answers", &question), (&name, "")]).await.unwrap();
    assert_eq!(empty.status, 422);
    for text in ["Only if the contract says so.", "And look at article 12."] {
        assert_eq!(owen.post(&taught, &[("answers", &question), (&name, text)]).await.unwrap().status, 303);
    }
    let page = ben.get(&at).await.unwrap().text();
    assert!(page.contains("Only if the contract") && page.contains("Teaches this class"), "{page}");
    let mail = world.mail_to("ben@example.org").await;
    assert_eq!(mail.iter().filter(|m| m.0 == "An answer to your question").count(), 1);

    // only one's own is taken off by a participant; who teaches takes off anything, with its answers
    ana.get(&at).await.unwrap();
    assert_eq!(ana.post(&format!("{at}/{question}/remove"), &[]).await.unwrap().status, 404);
    assert_eq!(ana.get(&format!("{at}/{question}/remove")).await.unwrap().status, 404);
    let asked = owen.get(&format!("{taught}/{question}/remove")).await.unwrap().text();
    assert!(asked.contains("2 answers go with it"), "{asked}");
    assert_eq!(owen.post(&format!("{taught}/{question}/remove"), &[]).await.unwrap().status, 303);
    assert_eq!(ana.post(&format!("{at}/{post}/remove"), &[]).await.unwrap().status, 303);
    // whose words somebody else took off hears of it; who did so themselves does not
    let removed = "select count(*) from outbox where kind = 'post-removed'";
    assert_eq!(world.count(removed).await, 1);
    let (_, letter) = world.mail_to("ben@example.org").await.pop().unwrap();
    assert!(letter.contains("took a post of yours off") && letter.contains("It began:"), "{letter}");
    assert_eq!(world.count("select count(*) from class_post").await, 0);
    assert_eq!(world.count("select count(*) from audit where after like '%clause%'").await, 0, "the log has no words");
    assert_eq!(world.count("select count(*) from class_file").await, 0);

    // the same words with a file are another post; an answer to what is gone keeps its words
    ana.get(&at).await.unwrap();
    ana.post(&at, &[("body", "Our contract"), ("kind", "bring")]).await.unwrap();
    let with = ana.post_file_with(&at, &[("body", "Our contract"), ("kind", "bring")], "c.txt", b"Article 1").await;
    assert_eq!(with.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from class_post where file_kind is not null").await, 1);
    let late = ana.post(&at, &[("answers", &question), (&name, "Too late <b>")]).await.unwrap();
    let text = late.text();
    assert!(late.status == 422 && text.contains("Too late &lt;b&gt;</textarea>"), "{text}");

    // a seat given back: the board is no longer theirs, but for what they wrote
    ben.get(&at).await.unwrap();
    ben.post(&at, &[("body", "Bring water"), ("kind", "bring")]).await.unwrap();
    ben.get(&format!("/me/classes/{key}/cancel")).await.unwrap();
    ben.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    let left = ben.get(&at).await.unwrap().text();
    assert!(left.contains("Bring water") && !left.contains("Our contract") && !left.contains("<textarea"), "{left}");
    assert_eq!(ben.post(&at, &[("body", "More"), ("kind", "bring")]).await.unwrap().status, 404);
    let own = world.text("select key from class_post where body = 'Bring water'").await;
    assert_eq!(ben.post(&format!("{at}/{own}/remove"), &[]).await.unwrap().status, 303);
    assert_eq!(ben.get(&at).await.unwrap().status, 404);
}

on_both!(what_is_reported_is_hidden_until_somebody_has_looked);
async fn what_is_reported_is_hidden_until_somebody_has_looked(world: World) {
    let key = world.class_key(CLASS).await;
    let (at, taught) = (format!("/me/classes/{key}/board"), format!("/teach/{key}/board"));
    let mut ana = seated(&world, "Ana Lima", "ana@example.org", &key).await;
    let mut ben = seated(&world, "Ben Otero", "ben@example.org", &key).await;
    let mut owen = world.trainer().await;
    ana.get(&at).await.unwrap();
    ana.post(&at, &[("body", "Names of our members"), ("kind", "bring")]).await.unwrap();
    let post = world.text("select key from class_post").await;
    let report = format!("{at}/{post}/report");
    assert!(ben.get(&report).await.unwrap().text().contains("Names of our members"));
    let long = "x".repeat(300);
    assert_eq!(ben.post(&report, &[("reason", &long)]).await.unwrap().status, 422);
    assert_eq!(ben.post(&report, &[("reason", "It names people")]).await.unwrap().status, 303);
    assert!(!ben.get(&at).await.unwrap().text().contains("Names of our members"));
    let own = ana.get(&at).await.unwrap().text();
    assert!(own.contains("Names of our members") && own.contains("Only you, those who teach"), "{own}");
    let mail = world.mail_to("owen.pike@example.org").await;
    let letter = mail.iter().find(|m| m.0.starts_with("A post was reported")).unwrap();
    assert!(!letter.1.contains("Ben"), "nobody learns who reported it");
    let look = owen.get(&format!("{taught}/{post}/look")).await.unwrap().text();
    assert!(look.contains("It names people") && !look.contains("Ben Otero"), "{look}");
    assert_eq!(owen.post(&format!("{taught}/{post}/stands"), &[]).await.unwrap().status, 303);
    assert!(ben.get(&at).await.unwrap().text().contains("Names of our members"));
    // it was looked at: another report does not hide it
    assert_eq!(ana.get(&report).await.unwrap().status, 303);
    assert_eq!(ben.get(&report).await.unwrap().status, 303);

    // what a trainer wrote is looked at by the office, and not by the trainer
    owen.get(&taught).await.unwrap();
    owen.post(&taught, &[("body", "A trainer's joke"), ("kind", "bring")]).await.unwrap();
    let joke = world.text("select key from class_post where body like '%joke%'").await;
    ben.get(&format!("{at}/{joke}/report")).await.unwrap();
    ben.post(&format!("{at}/{joke}/report"), &[("reason", "")]).await.unwrap();
    owen.get(&format!("{taught}/{joke}/look")).await.unwrap();
    assert_eq!(owen.post(&format!("{taught}/{joke}/stands"), &[]).await.unwrap().status, 404);
    // nor by a colleague who teaches with them, and the log does not say who reported it
    let mut yen = world.office("Yen Tran", "yen.tran@example.org", "trainer").await;
    let both = "insert into trainer (offering_id, person_id) select o.id, p.id from offering o join person p
                on p.email = 'yen.tran@example.org' where o.source_key = 'fnd-101-fall'";
    world.app.db.write(move |tx| tx.run(both, &[])).await.unwrap();
    let look = yen.get(&format!("{taught}/{joke}/look")).await.unwrap().text();
    assert!(!look.contains("Let it stand"), "{look}");
    assert_eq!(yen.post(&format!("{taught}/{joke}/stands"), &[]).await.unwrap().status, 404);
    let named = "select count(*) from audit where verb = 'class-post.reported' and actor_id is not null";
    assert_eq!(world.count(named).await, 0);
    let mut office = world.staff().await;
    assert!(office.get("/staff").await.unwrap().text().contains(&format!("{taught}/{joke}/look")));
    office.get(&format!("{taught}/{joke}/look")).await.unwrap();
    assert_eq!(office.post(&format!("{taught}/{joke}/stands"), &[]).await.unwrap().status, 303);
    assert!(ben.get(&at).await.unwrap().text().contains("joke"));
}

on_both!(people_choose_who_sees_that_they_come);
async fn people_choose_who_sees_that_they_come(world: World) {
    let key = world.class_key(CLASS).await;
    let (at, tell) = (format!("/me/classes/{key}/board"), format!("/me/classes/{key}/taking-part"));
    let mut ana = seated(&world, "Ana Lima", "ana@example.org", &key).await;
    let mut ben = seated(&world, "Ben Otero", "ben@example.org", &key).await;
    assert!(!ben.get(&at).await.unwrap().text().contains("Ana Lima"), "nobody is seen unasked");
    assert!(ana.get(&format!("/me/classes/{key}")).await.unwrap().text().contains("Tell those who teach"));
    let long = "x".repeat(700);
    let refused = ana.post(&tell, &[("brings", "Ten years"), ("asks", &long)]).await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("Ten years"), "{}", refused.text());
    ana.get(&format!("/me/classes/{key}")).await.unwrap();
    for _ in 0..2 {
        let said = ana.post(&tell, &[("brings", "Ten years"), ("asks", "What does a step cost?"), ("seen", "1")]).await;
        assert_eq!(said.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from audit where verb = 'taking-part.said'").await, 1);
    let page = ben.get(&at).await.unwrap().text();
    assert!(page.contains("Ana Lima") && !page.contains("Ten years") && !page.contains("What does a step"), "{page}");
    let mut owen = world.trainer().await;
    let page = owen.get(&format!("/teach/{key}/board")).await.unwrap().text();
    assert!(
        page.contains("Ten years") && page.contains("What does a step cost?") && page.contains("Ben Otero"),
        "{page}"
    );
    // what she agreed to is kept in its words, and shown to her
    let agreed = ana.get("/me/profile").await.unwrap().text();
    assert!(agreed.contains("What you agreed to") && agreed.contains("may see my name and local"), "{agreed}");
    ana.get(&at).await.unwrap();
    ana.post(&tell, &[("brings", ""), ("asks", "What does a step cost?")]).await.unwrap();
    assert_eq!(world.count("select count(*) from consent where ended_at is null").await, 0);
    assert!(!ben.get(&at).await.unwrap().text().contains("Ana Lima"), "and no longer when they say so");
}

on_both!(a_trainer_writes_to_the_class);
async fn a_trainer_writes_to_the_class(world: World) {
    let key = world.class_key(CLASS).await;
    let at = format!("/teach/{key}/message");
    let mut owen = world.trainer().await;
    assert!(owen.get(&at).await.unwrap().text().contains("Nobody has a seat yet"));
    let _ana = seated(&world, "Ana Lima", "ana@example.org", &key).await;
    let mut ben = seated(&world, "Ben Otero", "ben@example.org", &key).await;
    assert_eq!(ben.get(&at).await.unwrap().status, 404);
    owen.get(&at).await.unwrap();
    let refused = owen.post(&at, &[("look", "1"), ("subject", ""), ("body", "Bring <it>")]).await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("Bring &lt;it&gt;"));
    let (subject, body) = ("Bring your contract", "Hello.\n\nSee https://example.org/map");
    let look = owen.post(&at, &[("look", "1"), ("subject", subject), ("body", body)]).await.unwrap();
    assert!(look.status == 200 && look.text().contains("Send it to 2 people"), "{}", look.text());
    assert_eq!(world.count("select count(*) from class_message").await, 0, "looking sends nothing");
    for _ in 0..2 {
        let sent = owen.post(&at, &[("send", "1"), ("subject", subject), ("body", body)]).await.unwrap();
        assert_eq!(sent.status, 303);
    }
    assert_eq!(world.count("select count(*) from class_message").await, 1, "a second press sends nothing");
    let mail = world.mail_to("ana@example.org").await;
    let letter = mail.iter().find(|m| m.0 == subject).unwrap();
    assert!(letter.1.contains("Owen Pike writes") && letter.1.contains("https://example.org/map"));
    for n in 0..5 {
        let body = format!("Again {n}");
        let sent = owen.post(&at, &[("send", "1"), ("subject", subject), ("body", &body)]).await.unwrap();
        assert_eq!(sent.status, if n < 4 { 303 } else { 422 }, "{n}");
    }
}

on_both!(a_board_goes_after_its_time);
async fn a_board_goes_after_its_time(world: World) {
    let key = world.class_key(CLASS).await;
    let at = format!("/me/classes/{key}/board");
    let mut ana = seated(&world, "Ana Lima", "ana@example.org", &key).await;
    ana.get(&at).await.unwrap();
    ana.post(&at, &[("body", "A question"), ("kind", "ask")]).await.unwrap();
    let question = world.text("select key from class_post").await;
    ana.get(&at).await.unwrap();
    ana.post(&at, &[("answers", &question), (&format!("answer-{question}"), "Found it")]).await.unwrap();
    ana.post(&format!("/me/classes/{key}/taking-part"), &[("asks", "Why?"), ("seen", "1")]).await.unwrap();
    world.pass_days(250);
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let page = ana.get(&at).await.unwrap().text();
    assert!(page.contains("This board has ended") && !page.contains("A question"), "{page}");
    jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count("select (select count(*) from class_post) + (select count(*) from taking_part)").await, 0);
}
