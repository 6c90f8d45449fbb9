//! Long lists of people leave only when two people agree.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, of_tests},
};
use ratify::ground::config::Limits;

const PEOPLE: [(&str, &str); 2] = [("query", ""), ("reason", "For the board")];

async fn small(world: World) -> World {
    let world = World::with(world.engine, Limits { export_rows: 6, ..of_tests() }).await.unwrap();
    for n in 0..5 {
        world.member(&format!("Ana Member{n}"), &format!("ana{n}@example.org")).await;
    }
    world
}

/// The key of the request that was made last.
async fn newest(world: &World) -> String {
    world.text("select key from export_request order by asked_at desc, id desc limit 1").await
}

async fn files(world: &World) -> i64 {
    world.count("select count(*) from export").await
}

/// The address that the office is led to after asking for everybody.
async fn ask(browser: &mut Browser, list: &str) -> Option<String> {
    browser.post(&format!("/staff/export/{list}"), &PEOPLE).await.unwrap().location
}

on_both!(a_long_list_is_given_out_by_two);
async fn a_long_list_is_given_out_by_two(world: World) {
    let world = small(world).await;
    let (mut admin, mut dana) = (world.administrator().await, world.staff().await);
    assert_eq!(ask(&mut dana, "people").await.as_deref(), Some("/staff/exports?said=asked"));
    assert_eq!(files(&world).await, 0, "nothing left the house");
    let (subject, text) = world.mail_to("noor.haddad@example.org").await.pop().unwrap();
    assert_eq!(subject, "A long list was asked for");
    assert!(text.contains("Dana Kowalski asks") && text.contains("For the board"), "{text}");
    // nobody agrees to what they asked for, and nothing can be taken before
    let at = |what: &str, key: &str| format!("/staff/exports/{key}/{what}");
    let key = newest(&world).await;
    let page = dana.get("/staff/exports").await.unwrap().text();
    assert!(page.contains("Somebody else of the office has to agree") && !page.contains("/agree\""), "{page}");
    assert_eq!(dana.post(&at("agree", &key), &[]).await.unwrap().status, 404);
    let early = dana.post(&at("take", &key), &[]).await.unwrap();
    assert_eq!(early.location.as_deref(), Some("/staff/exports?said=over"));
    assert!(admin.get("/staff").await.unwrap().text().contains("A long list waits for you"));
    // somebody else agrees, and the one who asked takes it, not the one who agreed
    let agreed = admin.post(&at("agree", &key), &[]).await.unwrap();
    assert_eq!(agreed.location.as_deref(), Some("/staff/exports?said=agreed"));
    let again = admin.post(&at("decline", &key), &[]).await.unwrap();
    assert_eq!(again.location.as_deref(), Some("/staff/exports?said=over"), "it is decided");
    assert_eq!(admin.post(&at("take", &key), &[]).await.unwrap().status, 404);
    assert_eq!(world.mail_to("dana.kowalski@example.org").await.pop().unwrap().0, "About the list you asked for");
    let file = dana.post(&at("take", &key), &[]).await.unwrap();
    assert!(
        file.headers["content-type"].to_str().unwrap().starts_with("text/csv") && file.text().contains("Ana Member4"),
        "{}",
        file.text()
    );
    // a connection may break; an hour later it is over
    assert_eq!(dana.post(&at("take", &key), &[]).await.unwrap().status, 200);
    world.app.clock.pass_minutes(12);
    assert_eq!(dana.post(&at("take", &key), &[]).await.unwrap().status, 200);
    world.app.clock.pass_minutes(50);
    let dana_later = &mut world.staff().await;
    assert_eq!(
        dana_later.post(&at("take", &key), &[]).await.unwrap().location.as_deref(),
        Some("/staff/exports?said=over")
    );
    let log = "select count(*) from audit where verb in ('export.asked', 'export.agreed', 'export.made')";
    assert_eq!(world.count(log).await, 5);
    // what is taken out in a sign-in is listed with the sign-in
    let sign_in = world.text("select sign_in from export order by made_at limit 1").await;
    let mut admin = world.administrator().await;
    let touched = admin.get(&format!("/staff/log/sign-ins/{sign_in}")).await.unwrap().text();
    assert!(touched.contains("Lists taken out in this sign-in"), "{touched}");
}

on_both!(who_declines_or_takes_back_ends_it_and_the_log_is_for_administrators);
async fn who_declines_or_takes_back_ends_it_and_the_log_is_for_administrators(world: World) {
    let world = small(world).await;
    let (mut admin, mut dana) = (world.administrator().await, world.staff().await);
    ask(&mut dana, "people").await;
    let declined = admin.post(&format!("/staff/exports/{}/decline", newest(&world).await), &[]).await.unwrap();
    assert_eq!(declined.location.as_deref(), Some("/staff/exports?said=declined"));
    assert!(
        world.mail_to("dana.kowalski@example.org").await.pop().unwrap().1.contains("It will not be given out: People")
    );
    world.app.clock.pass_minutes(1);
    ask(&mut dana, "people").await;
    let key = newest(&world).await;
    assert_eq!(dana.post(&format!("/staff/exports/{key}/decline"), &[]).await.unwrap().status, 303, "taken back");
    assert_eq!(
        admin.post(&format!("/staff/exports/{key}/agree"), &[]).await.unwrap().location.as_deref(),
        Some("/staff/exports?said=over")
    );
    // the log names people too, and a coordinator has no business with it
    world.app.clock.pass_minutes(1);
    assert_eq!(ask(&mut admin, "log").await.as_deref(), Some("/staff/exports?said=asked"));
    let key = newest(&world).await;
    assert!(!dana.get("/staff/exports").await.unwrap().text().contains(&key));
    assert_eq!(dana.post(&format!("/staff/exports/{key}/agree"), &[]).await.unwrap().status, 404);
}

on_both!(what_is_agreed_to_is_what_is_taken);
async fn what_is_agreed_to_is_what_is_taken(world: World) {
    let world = small(world).await;
    let (mut admin, mut dana) = (world.administrator().await, world.staff().await);
    // a filter is kept whole, and shown to the person who agrees
    let long = format!("x={}&q=Member1", "a".repeat(2000));
    let form = [("query", long.as_str()), ("reason", "For the board")];
    assert_eq!(dana.post("/staff/export/people", &form).await.unwrap().status, 404);
    let form = [("query", "q=Ana&state=enrolled"), ("reason", "Once")];
    assert_eq!(dana.post("/staff/export/people", &form).await.unwrap().status, 200, "five of six");
    let form = [("query", "q=Ana"), ("reason", "For the board")];
    for _ in 0..2 {
        dana.post("/staff/export/people", &form).await.unwrap();
    }
    assert_eq!(world.count("select count(*) from export_request").await, 1, "pressed twice is asked once");
    assert!(admin.get("/staff/exports").await.unwrap().text().contains("Narrowed to q: Ana"));
    let key = newest(&world).await;
    admin.post(&format!("/staff/exports/{key}/agree"), &[]).await.unwrap();
    for n in 5..9 {
        world.member(&format!("Ana Member{n}"), &format!("ana{n}@example.org")).await;
    }
    let taken = dana.post(&format!("/staff/exports/{key}/take"), &[]).await.unwrap();
    assert_eq!(taken.location.as_deref(), Some("/staff/exports?said=grown"), "another list is another question");
}

on_both!(where_there_is_nobody_else_a_long_list_waits_a_day);
async fn where_there_is_nobody_else_a_long_list_waits_a_day(world: World) {
    let world = small(world).await;
    let mut admin = world.administrator().await;
    ask(&mut admin, "people").await;
    let take = format!("/staff/exports/{}/take", newest(&world).await);
    let text = world.mail_to("noor.haddad@example.org").await.pop().unwrap().1;
    assert!(text.contains("Nobody else could agree"), "{text}");
    assert!(admin.get("/staff/exports").await.unwrap().text().contains("It can be taken from"));
    assert_eq!(admin.post(&take, &[]).await.unwrap().location.as_deref(), Some("/staff/exports?said=over"));
    world.app.clock.pass_minutes(24 * 60);
    let mut admin = world.administrator().await;
    assert_eq!(admin.post(&take, &[]).await.unwrap().status, 200);
}

on_both!(short_lists_leave_at_once_until_they_are_long_together);
async fn short_lists_leave_at_once_until_they_are_long_together(world: World) {
    let world = small(world).await;
    let mut dana = world.staff().await;
    let some = [("query", "q=Ana+Member1"), ("reason", "To call her")];
    let file = dana.post("/staff/export/people", &some).await.unwrap();
    assert_eq!(file.status, 200);
    assert_eq!(world.count("select count(*) from look where page = 'export'").await, 1, "she was looked at");
    let five = [("query", "q=Ana"), ("reason", "To call them")];
    assert_eq!(dana.post("/staff/export/people", &five).await.unwrap().status, 200, "six in a day");
    assert_eq!(dana.post("/staff/export/people", &some).await.unwrap().status, 303, "the seventh needs a second");
    world.app.clock.pass_minutes(24 * 60 + 1);
    let mut dana = world.staff().await;
    assert_eq!(dana.post("/staff/export/people", &five).await.unwrap().status, 200, "the next day");
    // lists that name nobody need no agreement
    assert_eq!(dana.post("/staff/export/locals", &PEOPLE).await.unwrap().status, 200);
}
