//! Whoever hosts a site: counts beforehand, names on the day, and nothing about other sites.

use crate::{on_both, visitor::Browser, world::World};

const CLASS: &str = "fnd-100-holyoke";
const HERE: &str = "select count(*) from presence where here";

/// The host of Holyoke, signed in, and the key of their app.
async fn host(world: &World) -> (Browser, String) {
    world.member("Hal Brook", "hal@example.org").await;
    let mut admin = world.administrator().await;
    let form =
        [("email", "hal@example.org"), ("role", "site-host"), ("venue", "holyoke-office"), ("reason", "Has the keys")];
    let given = admin.post("/staff/roles", &form).await.unwrap();
    assert_eq!(given.status, 303, "{}", given.text());
    let mut hal = world.sign_in("hal@example.org").await;
    assert_eq!(hal.get("/host").await.unwrap().status, 403, "the second factor first");
    let secret = world.set_up_app(&mut hal).await;
    (hal, secret)
}

on_both!(a_host_sees_counts_then_names_on_the_day_and_says_who_is_there);
async fn a_host_sees_counts_then_names_on_the_day_and_says_who_is_there(world: World) {
    for (name, email) in [("Ana Lima", "ana@example.org"), ("Ben Ito", "ben@example.org")] {
        let mut member = world.member(name, email).await;
        assert_eq!(world.sign_up(&mut member, CLASS).await.status, 303);
    }
    let (mut hal, secret) = host(&world).await;
    let key = world.class_key(CLASS).await;
    assert!(hal.get("/me").await.unwrap().text().contains("href=\"/host\""));
    let list = hal.get("/host").await.unwrap().text();
    assert!(list.contains("2 people come on this day") && list.contains("Bargaining Foundations"), "{list}");
    let at = format!("/host/{key}");
    let before = hal.get(&at).await.unwrap().text();
    assert!(!before.contains("Ana Lima") && before.contains("on the day of the class"), "{before}");
    assert_eq!(world.count(HERE).await, 0);

    world.pass_days(32);
    let mut hal = world.sign_in("hal@example.org").await;
    assert_eq!(hal.post("/prove", &[("second-factor", &world.code_of(&secret))]).await.unwrap().status, 303);
    let page = hal.get(&at).await.unwrap().text();
    assert!(page.contains("Ana Lima") && page.contains("Ben Ito"), "{page}");
    let field = page.split("name=\"here-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let saved = hal.post(&at, &[(&format!("here-{field}"), "1"), ("here-nobody-0", "1")]).await.unwrap();
    assert!(saved.location.unwrap().ends_with("said=saved"));
    assert_eq!(world.count(HERE).await, 1);
    assert!(hal.get(&at).await.unwrap().text().contains("is here"));
    // what is marked stays marked: a host adds, and takes nothing away
    hal.post(&at, &[]).await.unwrap();
    assert_eq!(world.count(HERE).await, 1);
    world.app.clock.pass_minutes(4 * 60);
    let mut owen = world.trainer().await;
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let closed = hal.post(&at, &[(&format!("here-{field}"), "1")]).await.unwrap();
    assert!(closed.location.unwrap().ends_with("said=closed"));
}

on_both!(a_host_sees_nothing_of_other_sites);
async fn a_host_sees_nothing_of_other_sites(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "dem-200-summit").await.status, 303);
    world.pass_days(10);
    let (mut hal, _) = host(&world).await;
    let key = world.class_key("dem-200-summit").await;
    assert_eq!(hal.get(&format!("/host/{key}")).await.unwrap().status, 404);
    assert_eq!(hal.post(&format!("/host/{key}"), &[]).await.unwrap().status, 404);
    let own = hal.get("/host?venue=southbridge").await.unwrap().text();
    assert!(!own.contains("Democratized") && own.contains("Holyoke"), "{own}");
    let mut dana = world.staff().await;
    let theirs = dana.get("/host?venue=southbridge").await.unwrap().text();
    assert!(theirs.contains("One person comes on this day"), "the office sees every site: {theirs}");
    assert!(dana.get("/host").await.unwrap().text().contains("venue=southbridge"));
    let mut ana = world.sign_in("ana@example.org").await;
    assert_eq!(ana.get("/host").await.unwrap().status, 404);
}
