//! What somebody has already is said before they sign up, and what a class earned them is said after it.

use crate::{on_both, visitor::Browser, world::World};

/// The page of a class; its address ends in the title.
async fn class_page(browser: &mut Browser, key: &str) -> String {
    let moved = browser.get(&format!("/classes/{key}")).await.unwrap();
    browser.get(&moved.location.unwrap()).await.unwrap().text()
}

on_both!(content_that_is_booked_or_on_the_record_is_said_before_a_seat_is_taken);
async fn content_that_is_booked_or_on_the_record_is_said_before_a_seat_is_taken(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let (day, first, winter) = (
        world.class_key("fnd-100-holyoke").await,
        world.class_key("fnd-101-fall").await,
        world.class_key("fnd-100-february").await,
    );
    let fresh = class_page(&mut ana, &first).await;
    assert!(fresh.contains("Counts for") && fresh.contains("1.5 hours nearer"), "{fresh}");
    assert_eq!(ana.post(&format!("/classes/{day}/sign-up"), &[]).await.unwrap().status, 303);

    // the whole day covers its first piece: card, page and tap say so
    let card = ana.get("/classes?part=foundations").await.unwrap().text();
    assert!(card.contains("You have booked this content"), "{card}");
    let page = class_page(&mut ana, &first).await;
    assert!(
        page.contains("It would add no hours") && page.contains("Bargaining Foundations, October 3, 2026"),
        "{page}"
    );
    assert!(!page.contains("Counts for"), "it lowers nothing: {page}");
    let tap = ana.post(&format!("/classes/{first}/sign-up"), &[]).await.unwrap();
    assert_eq!(tap.status, 409);
    assert!(tap.text().contains("You have booked this already"), "{}", tap.text());
    assert!(tap.text().contains("Bargaining Foundations, October 3, 2026"), "{}", tap.text());
    assert_eq!(world.count("select count(*) from signup").await, 1);

    // another date of the same course: one step from the one to the other
    let tap = ana.post(&format!("/classes/{winter}/sign-up"), &[]).await.unwrap().text();
    assert!(tap.contains("Come on this date instead of Saturday, October 3"), "{tap}");
    assert!(tap.contains(&format!("/me/classes/{day}/swap")), "{tap}");

    // anyone who wants it all the same gets it
    let anyway = ana.post(&format!("/classes/{first}/sign-up"), &[("repeat", "1")]).await.unwrap();
    assert_eq!(anyway.location.as_deref(), Some(format!("/me/classes/{first}").as_str()));
}

on_both!(a_part_of_a_class_that_one_has_is_said_and_refuses_nothing);
async fn a_part_of_a_class_that_one_has_is_said_and_refuses_nothing(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-110-summer").await.status, 303);
    let day = world.class_key("fnd-100-holyoke").await;
    let page = class_page(&mut ana, &day).await;
    assert!(page.contains("You have 3 hours of the 6 hours in this class already"), "{page}");
    assert!(page.contains("3 hours nearer") && page.contains("Counts for"), "{page}");
    assert!(ana.get("/classes?part=foundations").await.unwrap().text().contains("You have part of this"));
    assert_eq!(ana.post(&format!("/classes/{day}/sign-up"), &[]).await.unwrap().status, 303);
    // together they cover each piece
    let first = world.class_key("fnd-101-fall").await;
    assert_eq!(ana.post(&format!("/classes/{first}/sign-up"), &[]).await.unwrap().status, 409);
}

on_both!(what_is_over_says_what_it_came_to);
async fn what_is_over_says_what_it_came_to(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let key = world.class_key("fnd-101-fall").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    assert_eq!(world.sign_up(&mut ana, "fnd-102-fall").await.status, 303);
    world.pass_days(30);
    let mut ana = world.sign_in("ana@example.org").await;
    let before = ana.get("/me/classes").await.unwrap().text();
    assert!(before.contains("Hours are not counted yet"), "{before}");
    assert!(!before.contains("You have a seat"), "{before}");
    assert!(!before.contains("/materials"), "a page that is not there is not offered: {before}");
    let mut owen = world.trainer().await;
    let mut dana = world.staff().await;
    for (class, here) in [(&key, true), (&world.class_key("fnd-102-fall").await, false)] {
        let page = owen.get(&format!("/teach/{class}")).await.unwrap().text();
        let name = page.split("name=\"here-").nth(1).unwrap().split('"').next().unwrap();
        let form = [(format!("here-{name}"), "1")];
        let form: Vec<(&str, &str)> = form.iter().filter(|_| here).map(|(n, v)| (n.as_str(), *v)).collect();
        owen.post(&format!("/teach/{class}"), &form).await.unwrap();
        owen.post(&format!("/teach/{class}/close"), &[]).await.unwrap();
        dana.post(&format!("/staff/attendance/{class}/approve"), &[("agreed", "1")]).await.unwrap();
    }
    let after = ana.get("/me/classes").await.unwrap().text();
    assert!(after.contains("You were there, 1.5 hours") && after.contains(&format!("{key}/materials")), "{after}");
    assert!(after.contains("No hours from this class") && after.contains("I was there"), "{after}");
    // the winter run of what is on the record
    let winter = world.class_key("fnd-101-wus").await;
    let page = class_page(&mut ana, &winter).await;
    assert!(page.contains("You have everything in this class already"), "{page}");
    let tap = ana.post(&format!("/classes/{winter}/sign-up"), &[]).await.unwrap();
    assert!(tap.status == 409 && tap.text().contains("You have this already"), "{}", tap.text());
}

on_both!(a_notice_is_no_change_and_stands_in_the_mail);
async fn a_notice_is_no_change_and_stands_in_the_mail(world: World) {
    let key = world.class_key("fnd-100-holyoke").await;
    world
        .app
        .db
        .write(|tx| {
            let sql = db::sql!("update offering set notice = 'Bring your contract.' where course_code = 'fnd-100'");
            tx.run(sql, &[]).map(drop)
        })
        .await
        .unwrap();
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    world.mail_to("ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-100-holyoke").await.status, 303);
    for page in [class_page(&mut ana, &key).await, ana.get(&format!("/me/classes/{key}")).await.unwrap().text()] {
        assert!(page.contains("Good to know") && page.contains("Bring your contract."), "{page}");
        assert!(!page.contains("This class has changed") && !page.contains("I still come"), "{page}");
    }
    let mails = world.mail_to("ana@example.org").await;
    let with_notice = mails.iter().filter(|(_, text)| text.contains("Bring your contract.")).count();
    assert_eq!(with_notice, 1, "the mail that says what is booked: {mails:?}");
    // once it moves, anyone who had a seat hears of a change; anyone who comes later does not
    let mut dana = world.staff().await;
    let form = [("starts", "2026-10-10T09:00"), ("venue", ""), ("room", ""), ("notice", "The room was double-booked.")];
    let asked = dana.post(&format!("/staff/classes/{key}/move"), &form).await.unwrap();
    assert!(asked.status == 200 && asked.text().contains("Ana Baptiste"), "{}", asked.text());
    assert_eq!(world.count("select count(*) from outbox where kind = 'changed'").await, 0, "nothing has happened yet");
    let form = [form.as_slice(), &[("agreed", "1")]].concat();
    let moved = dana.post(&format!("/staff/classes/{key}/move"), &form).await.unwrap();
    assert_eq!(moved.status, 303, "{}", moved.text());
    let page = ana.get(&format!("/me/classes/{key}")).await.unwrap().text();
    assert!(page.contains("This class has changed") && page.contains("double-booked"), "{page}");
    world.pass_days(1);
    let mut ben = world.member("Ben Wu", "ben@example.org").await;
    assert_eq!(world.sign_up(&mut ben, "fnd-100-holyoke").await.status, 303);
    let page = ben.get(&format!("/me/classes/{key}")).await.unwrap().text();
    assert!(page.contains("double-booked") && !page.contains("This class has changed"), "{page}");
}

on_both!(a_class_that_is_called_off_leads_on_and_not_to_itself);
async fn a_class_that_is_called_off_leads_on_and_not_to_itself(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let (key, other) = (world.class_key("fnd-101-fall").await, world.class_key("fnd-101-wus").await);
    assert_eq!(world.sign_up(&mut ana, "fnd-102-fall").await.status, 303);
    let mut dana = world.staff().await;
    let form = [("reason", "The trainer is ill."), ("agreed", "1")];
    assert_eq!(dana.post(&format!("/staff/classes/{key}/cancel"), &form).await.unwrap().status, 303);
    let page = class_page(&mut ana, &key).await;
    assert!(page.contains("The trainer is ill.") && page.contains(&format!("/classes/{other}")), "{page}");
    assert!(page.contains("/me/wishes?topic=fnd-101"), "{page}");
    assert!(!page.contains("calendar.ics") && !page.contains("See this class"), "{page}");
    // where the course has no other date, others from its part are proposed, and never one that she has
    assert_eq!(dana.post(&format!("/staff/classes/{other}/cancel"), &form).await.unwrap().status, 303);
    let page = class_page(&mut ana, &key).await;
    let proposed = page.split("id=\"other-dates\"").nth(1).unwrap_or_else(|| panic!("nothing proposed: {page}"));
    assert!(proposed.contains("Foundations"), "{proposed}");
    assert!(!proposed.contains(&world.class_key("fnd-102-fall").await), "{proposed}");
}

on_both!(who_was_there_for_a_part_may_come_again_for_the_rest);
async fn who_was_there_for_a_part_may_come_again_for_the_rest(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let (key, winter) = (world.class_key("fnd-101-fall").await, world.class_key("fnd-101-wus").await);
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    world.pass_days(30);
    let (mut owen, mut dana) = (world.trainer().await, world.staff().await);
    let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    let name = page.split("name=\"here-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (here, left) = (format!("here-{name}"), format!("left-{name}"));
    owen.post(&format!("/teach/{key}"), &[(here.as_str(), "1"), (left.as_str(), "45")]).await.unwrap();
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    // approving asks first, and what stays open stays on the desk
    let asked = dana.post(&format!("/staff/attendance/{key}/approve"), &[]).await.unwrap();
    assert!(asked.status == 200 && asked.text().contains("1 session is not decided"), "{}", asked.text());
    let told = dana.post(&format!("/staff/attendance/{key}/approve"), &[("later", "1")]).await.unwrap();
    assert!(told.status == 200 && told.text().contains("Who is told") || told.text().contains("Nobody gets an email"));
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    assert!(dana.get("/staff").await.unwrap().text().contains("1 session is not decided"));
    let sheet = dana.get(&format!("/staff/attendance/{key}")).await.unwrap().text();
    assert!(sheet.contains("Approved, and 1 session is not decided"), "{sheet}");
    let person = sheet.split("name=\"person\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = [
        ("person", person.as_str()),
        ("session", "0"),
        ("decision", "prorate"),
        ("reason", "The bus"),
        ("agreed", "1"),
    ];
    dana.post(&format!("/staff/attendance/{key}/decide"), &form).await.unwrap();
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    assert!(!dana.get("/staff").await.unwrap().text().contains("session is not decided"));
    let mut ana = world.sign_in("ana@example.org").await;
    let page = class_page(&mut ana, &winter).await;
    assert!(page.contains("of the 1.5 hours in this class already"), "{page}");
    let tap = ana.post(&format!("/classes/{winter}/sign-up"), &[]).await.unwrap();
    assert_eq!(tap.status, 303, "what is missing can be made up: {}", tap.text());
}
