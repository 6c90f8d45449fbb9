//! Messages to many: who they go to, when, and how they end.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};
use ratify::assembly::jobs;

const TEXT: [(&str, &str); 2] =
    [("subject-en", "A class near you, {name}"), ("body-en", "You have {hours} hours.\n\nSee {link}")];

async fn write(browser: &mut Browser, filter: &[(&str, &str)]) -> String {
    let form: Vec<(&str, &str)> = filter.iter().chain(&TEXT).copied().collect();
    let answer = browser.post("/staff/messages/new", &form).await.unwrap();
    answer.location.clone().unwrap_or_else(|| panic!("{}", answer.text()))
}

async fn got(world: &World, email: &str) -> usize {
    world.mail_to(email).await.iter().filter(|(subject, _)| subject.starts_with("A class near you")).count()
}

on_both!(a_message_goes_to_whom_the_filter_reaches_by_day_and_ends_with_one_press);
async fn a_message_goes_to_whom_the_filter_reaches_by_day_and_ends_with_one_press(world: World) {
    for n in 0..4 {
        world.member(&format!("Person {{name}} <b>{n}"), &format!("p{n}@example.org")).await;
    }
    world.member("Ida Nunez", "ida@example.org").await;
    let mut dana = world.staff().await;
    let page = dana.get("/staff/messages/new?region=Western").await.unwrap().text();
    assert!(page.contains("<strong>Nobody</strong>"), "{page}");
    let page = dana.get("/staff/messages/new?region=Southeast&stage=none").await.unwrap().text();
    assert!(page.contains("<strong>5 people</strong>"), "{page}");
    // what cannot be filled in is refused, and what was typed stays
    for (name, text) in [("subject-en", "Dear {email}"), ("body-en", "Hello {name"), ("subject-en", "")] {
        let form: Vec<(&str, &str)> =
            TEXT.iter().map(|(n, t)| if *n == name { (name, text) } else { (*n, *t) }).collect();
        let refused = dana.post("/staff/messages/new", &form).await.unwrap();
        assert_eq!(refused.status, 422, "{name} {text}");
    }
    let at = write(&mut dana, &[("region", "Southeast")]).await;
    let look = dana.get(&at).await.unwrap().text();
    assert!(look.contains("A class near you, Sample Name") && look.contains("no text in Español"), "{look}");
    dana.post(&format!("{at}/test"), &[]).await.unwrap();
    let mine = world.mail_to("dana.kowalski@example.org").await;
    assert!(mine.last().unwrap().0.starts_with("Test: A class near you, Dana"), "{mine:?}");
    // at night it waits until the morning
    world.app.clock.pass_minutes(10 * 60);
    let mut dana = world.staff().await;
    assert_eq!(dana.post(&format!("{at}/send"), &[("when", "yesterday")]).await.unwrap().status, 422);
    assert_eq!(dana.post(&format!("{at}/send"), &[]).await.unwrap().status, 303);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(got(&world, "p0@example.org").await, 0, "10 pm");
    world.app.clock.pass_minutes(10 * 60 + 1);
    // somebody unsubscribes while it is queued
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from outbox where kind = 'announcement'").await, 5);
    // a mail that somebody waits for goes first
    world.browser().post("/sign-in", &[("email", "ida@example.org")]).await.unwrap();
    let older = "update outbox set due_at = due_at - 1000000 where kind = 'announcement'";
    world.app.db.write(move |tx| tx.run(older, &[])).await.unwrap();
    world
        .app
        .db
        .write(|tx| tx.run("update person set unsubscribed_at = 1 where email = 'p3@example.org'", &[]))
        .await
        .unwrap();
    jobs::deliver_all(&world.app).await.unwrap();
    let overtaken = "select count(*) from outbox a join outbox b on b.kind = 'sign-in' and b.sent_at is not null
                     where a.kind = 'announcement' and a.sent_at < b.sent_at and b.due_at > a.due_at";
    assert_eq!(world.count(overtaken).await, 0);
    for (email, count) in [("p0@example.org", 1), ("p3@example.org", 0), ("ida@example.org", 1)] {
        assert_eq!(got(&world, email).await, count, "{email}");
    }
    let (subject, text) = world.mail_to("p1@example.org").await.pop().unwrap();
    assert_eq!(subject, "A class near you, Person {name} <b>1", "a name is never read as a hole");
    assert!(text.contains("You have 0 hours.") && text.contains("http://ratify.test/me"), "{text}");
    // one press, without a sign-in; opening it changes nothing
    let link = format!("/no-mail/{}", between(&text, "/no-mail/", "\n").unwrap());
    let mut anywhere = world.browser();
    assert_eq!(anywhere.get(&link).await.unwrap().status, 200);
    let off = "select count(*) from person where unsubscribed_at is not null";
    assert_eq!(world.count(off).await, 1);
    let pressed = anywhere.post_by_hand(&link, &[("List-Unsubscribe", "One-Click")]).await.unwrap();
    assert_eq!(pressed.status, 200, "a mail program waits for a plain yes");
    assert_eq!(world.count(off).await, 2);
    assert_eq!(anywhere.get(&link.replace("nomail-", "cancel-")).await.unwrap().status, 404);
    let page = dana.get("/staff/messages/new?region=Southeast").await.unwrap();
    assert!(page.status == 401 || page.status == 403 || page.text().contains("3 people"));
    anywhere.post(&format!("{link}/again"), &[]).await.unwrap();
    assert_eq!(world.count(off).await, 1);
}

on_both!(a_message_that_is_stopped_reaches_nobody_more);
async fn a_message_that_is_stopped_reaches_nobody_more(world: World) {
    world.member("Ana Lima", "ana@example.org").await;
    let mut dana = world.staff().await;
    let at = write(&mut dana, &[]).await;
    dana.post(&format!("{at}/send"), &[]).await.unwrap();
    assert!(
        dana.post(&format!("{at}/edit"), &TEXT).await.unwrap().location.unwrap().ends_with("/staff/messages"),
        "what goes out stays as it is"
    );
    jobs::once(&world.app).await.unwrap();
    dana.post(&format!("{at}/stop"), &[]).await.unwrap();
    assert_eq!(got(&world, "ana@example.org").await, 0);
    // and a later one to the same people does arrive
    let at = write(&mut dana, &[("language", "en"), ("work", "teacher")]).await;
    dana.post(&format!("{at}/send"), &[]).await.unwrap();
    jobs::once(&world.app).await.unwrap();
    assert_eq!(got(&world, "ana@example.org").await, 1);
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    assert_eq!(ruth.get(&at).await.unwrap().status, 200, "the registrar reads");
    assert_eq!(ruth.post(&format!("{at}/send"), &[]).await.unwrap().status, 404, "and does not send");
}

on_both!(every_filter_counts_whom_it_reaches);
async fn every_filter_counts_whom_it_reaches(world: World) {
    crate::holders::complete(&world, &[("Ana Lima", "ana@example.org"), ("Bo Reyes", "bo@example.org")]).await;
    world.member("Cy Smith", "cy@example.org").await;
    let mut dana = world.staff().await;
    let ready = dana.get("/staff/certificates").await.unwrap().text();
    let key = between(&ready, "name=\"person\" value=\"", "\"").unwrap().to_owned();
    dana.post("/staff/certificates/award", &[("person", &key)]).await.unwrap();
    jobs::once(&world.app).await.unwrap();
    for (filter, expected) in [
        ("", 3),
        ("stage=all", 3),
        ("stage=none", 1),
        ("stage=some", 0),
        ("stage=one-class", 0),
        ("stage=complete", 2),
        ("stage=certified", 1),
        ("stage=complete&region=Southeast", 2),
        ("stage=complete&region=Northeast", 0),
        ("stage=certified&local=harborfield-ta&work=teacher&language=en", 1),
        ("stage=none&work=esp", 0),
        ("stage=none&language=es", 0),
        ("lacks=specialized", 1),
        ("stage=complete&lacks=specialized", 0),
    ] {
        let page = dana.get(&format!("/staff/messages/new?{filter}")).await.unwrap().text();
        let said = between(&page, "role=\"status\"><strong>", "</strong>").unwrap();
        let count: i64 = said.split(' ').next().unwrap().parse().unwrap_or(0);
        assert_eq!(count, expected, "{filter}: {said}");
    }
    // anyone who cannot be reached is in no count, whatever is asked
    world.app.db.write(|tx| tx.run("update person set bounced_at = 1", &[])).await.unwrap();
    for filter in ["", "stage=complete", "lacks=specialized", "stage=none&language=en", "region=Southeast"] {
        let page = dana.get(&format!("/staff/messages/new?{filter}")).await.unwrap().text();
        let said = between(&page, "role=\"status\"><strong>", "</strong>").unwrap();
        assert!(said.starts_with("Nobody") || said.starts_with('0'), "{filter}: {said}");
    }
}
