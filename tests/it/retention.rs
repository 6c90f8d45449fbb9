//! What is forgotten by itself, with the clock moved past each limit; and what stays.

use crate::{
    on_both,
    world::{START, World},
};
use ratify::{assembly::jobs, ground::config::Retention};

async fn later(world: &World, days: i64) {
    world.pass_days(days);
    jobs::forget(&world.app).await.unwrap();
}

on_both!(texts_go_first_and_then_that_there_was_a_letter);
async fn texts_go_first_and_then_that_there_was_a_letter(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.sign_up(&mut ana, "fnd-101-fall").await;
    world.mail_to("ana@example.org").await;
    let texts = "select count(*) from outbox where message is not null";
    let letters = "select count(*) from outbox";
    let (said, sent) = (world.count(texts).await, world.count(letters).await);
    assert!(said >= 2, "{said}");
    later(&world, 29).await;
    assert_eq!(world.count(texts).await, said);
    later(&world, 2).await;
    assert_eq!((world.count(texts).await, world.count(letters).await), (0, sent));
    let log = "select count(*) from audit where verb = 'retention.applied'";
    assert_eq!(world.count(log).await, 1, "one entry, with how many");
    jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count(log).await, 1, "and none where nothing was forgotten");
    later(&world, 360).await;
    assert_eq!(world.count("select count(*) from outbox where kind = 'booked'").await, 0);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1, "the seat is history");
}

on_both!(what_came_to_nothing_goes_after_the_class);
async fn what_came_to_nothing_goes_after_the_class(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut ben = world.member("Ben Ito", "ben@example.org").await;
    for browser in [&mut ana, &mut ben] {
        assert_eq!(world.sign_up(browser, "fnd-101-fall").await.status, 303);
    }
    let key = world.class_key("fnd-101-fall").await;
    ben.post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    let all = "select count(*) from signup";
    let over =
        world.count("select (select ends_at from offering where source_key = 'fnd-101-fall') / 86400000000").await;
    let today = START.0 / 86_400_000_000;
    later(&world, over - today + 89).await;
    assert_eq!(world.count(all).await, 2);
    later(&world, 3).await;
    assert_eq!(world.count(all).await, 1, "what was given back is forgotten");
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
}

on_both!(looks_addresses_and_the_texts_of_the_log_end);
async fn looks_addresses_and_the_texts_of_the_log_end(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    ana.post("/me/address", &[("email", "ana.new@example.org")]).await.unwrap();
    let mut dana = world.staff().await;
    dana.get("/staff/people?q=Ana").await.unwrap();
    let (looks, asked) = ("select count(*) from look", "select count(*) from address_change");
    assert_eq!((world.count(looks).await, world.count(asked).await), (1, 1));
    later(&world, 31).await;
    assert_eq!((world.count(looks).await, world.count(asked).await), (1, 0));
    later(&world, 700).await;
    assert_eq!(world.count(looks).await, 0);
    // the log keeps who, what and when; the words go, and the chain holds
    let said = "select count(*) from audit where after <> '' and at < 1800000000000000";
    let before = world.count("select count(*) from audit where at < 1800000000000000").await;
    assert!(world.count(said).await > 2);
    jobs::once(&world.app).await.unwrap();
    later(&world, 7 * 365).await;
    assert_eq!(world.count(said).await, 0);
    assert_eq!(world.count("select count(*) from audit where at < 1800000000000000").await, before);
    let mut admin = world.administrator().await;
    jobs::once(&world.app).await.unwrap();
    let mut page = admin.get("/staff/log/check").await.unwrap();
    while page.headers.get("refresh").is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        page = admin.get("/staff/log/check").await.unwrap();
    }
    assert!(page.text().contains("The log is whole"), "{}", page.text());
}

on_both!(who_never_confirmed_is_forgotten_and_nothing_of_the_owner_of_the_address);
async fn who_never_confirmed_is_forgotten_and_nothing_of_the_owner_of_the_address(world: World) {
    let members = world.count("select count(*) from member").await;
    let (name, email) = (
        world.text("select name from member where email_folded is not null order by number limit 1").await,
        world.text("select email_folded from member where email_folded is not null order by number limit 1").await,
    );
    // a stranger types somebody's address, and another one is confirmed
    let form = crate::world::enroll_form(&name, &email);
    assert_eq!(world.browser().post("/enroll", &form).await.unwrap().status, 303);
    world.member("Ana Lima", "ana@example.org").await;
    let named = "select count(*) from person where name <> ''";
    let people = world.count(named).await;
    later(&world, 29).await;
    assert_eq!(world.count(named).await, people);
    later(&world, 2).await;
    assert_eq!(world.count(named).await, people - 1);
    assert_eq!(world.count("select count(*) from person where name = 'Ana Lima'").await, 1);
    assert_eq!(world.count("select count(*) from member").await, members, "the member file is not theirs to empty");
}

on_both!(an_address_that_the_office_corrected_makes_nobody_a_stranger);
async fn an_address_that_the_office_corrected_makes_nobody_a_stranger(world: World) {
    world.member("Ana Lima", "ana@example.og").await;
    later(&world, 60).await;
    let mut dana = world.staff().await;
    let key = world.text("select key from person where name = 'Ana Lima'").await;
    let form = [
        ("name", "Ana Lima"),
        ("email", "ana@example.org"),
        ("local", "Harborfield Teachers Association"),
        ("work", "teacher"),
        ("language", "en"),
        ("reason", "A letter was missing"),
    ];
    assert_eq!(dana.post(&format!("/staff/people/{key}/edit"), &form).await.unwrap().status, 303);
    later(&world, 60).await;
    assert_eq!(world.count("select count(*) from person where name = 'Ana Lima'").await, 1);
}

on_both!(a_seat_that_came_instead_of_another_outlives_it);
async fn a_seat_that_came_instead_of_another_outlives_it(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let (old, new) = (world.class_key("fnd-101-fall").await, world.class_key("fnd-101-wus").await);
    let swapped = ana.post(&format!("/me/classes/{old}/swap"), &[("for", &new)]).await.unwrap();
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1, "{}", swapped.text());
    assert_eq!(world.count("select count(*) from signup where instead_of is not null").await, 1);
    later(&world, 120).await;
    let mut ana = world.sign_in("ana@example.org").await;
    let page = ana.get(&format!("/me/classes/{new}")).await.unwrap();
    assert_eq!(page.status, 200, "her seat has its page");
    jobs::once(&world.app).await.unwrap();
}

on_both!(who_is_gone_for_years_is_written_to_and_then_forgotten);
async fn who_is_gone_for_years_is_written_to_and_then_forgotten(world: World) {
    for (name, email) in
        [("Ana Lima", "ana@example.org"), ("Ben Ito", "ben@example.org"), ("Cy Odum", "cy@example.org")]
    {
        world.member(name, email).await;
    }
    // one of them is a member in the union's file
    let found = "update person set membership = 'confirmed' where name = 'Cy Odum'";
    world.app.db.write(move |tx| tx.run(found, &[]).map(drop)).await.unwrap();
    let there = |name: &'static str| {
        let world = &world;
        async move {
            let sql = "select count(*) from person where name = $1";
            let row = world.app.db.read(move |tx| tx.one(sql, &db::params![name])).await.unwrap();
            row.get::<i64>(0).unwrap() == 1
        }
    };
    let years = Retention::default().inactive_days;
    later(&world, years - 1).await;
    assert_eq!(world.count("select count(*) from outbox where kind = 'soon-forgotten'").await, 0);
    later(&world, 2).await;
    let (subject, text) = world.mail_to("ana@example.org").await.pop().unwrap();
    assert!(subject.contains("will be removed") && text.contains("sign in once"), "{text}");
    // one comes back, and one does not
    world.sign_in("ben@example.org").await;
    later(&world, 29).await;
    assert!(there("Ana Lima").await, "not before the day that the letter names");
    later(&world, 2).await;
    assert!(!there("Ana Lima").await && there("Ben Ito").await && there("Cy Odum").await);
    let reason = "select count(*) from audit where verb = 'person.erased' and reason = 'inactive'";
    assert_eq!(world.count(reason).await, 1);
}
