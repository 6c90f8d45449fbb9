//! People who have earned the certificate, and hold it.

use crate::{
    visitor::Browser,
    world::{World, between, job},
};
use ratify::{assembly::jobs, office::import::Input};

/// Sample classes that together are the whole certificate.
pub const CLASSES: [&str; 6] = [
    "fnd-100-holyoke",
    "dem-200-summit",
    "spc-307-winter",
    "spc-309-raynham",
    "spc-310-lynnfield",
    "spc-304-springfield",
];

/// The second person whom the office needs for what two people decide.
pub async fn second_of_staff(world: &World) -> Browser {
    let link = ratify::assembly::commands::make_staff_link(
        &world.app,
        "robin.meyer@example.org",
        Some("Robin Meyer"),
        "coordinator",
    )
    .await
    .unwrap();
    let mut browser = world.browser();
    browser.post(link.strip_prefix(&world.app.config.base_url).unwrap(), &[]).await.unwrap();
    browser
}

/// Enrolls people, has them attend everything, and has their membership confirmed: they are ready for the certificate.
pub async fn complete(world: &World, people: &[(&str, &str)]) -> Vec<Browser> {
    let mut browsers = Vec::new();
    let mut file = "number,name,email,local,category\n".to_owned();
    for (n, (name, email)) in people.iter().enumerate() {
        let mut browser = world.member(name, email).await;
        for source in CLASSES {
            let answer = world.sign_up(&mut browser, source).await;
            assert_eq!(answer.status, 303, "{source}: {}", answer.text());
        }
        browsers.push(browser);
        file.push_str(&format!("M20{n:02},{name},{email},harborfield-ta,teacher\n"));
    }
    world.pass_days(240);
    let (mut owen, mut dana) = (world.trainer().await, world.staff().await);
    for source in CLASSES {
        hold(world, &mut owen, source).await;
        let key = world.class_key(source).await;
        dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    }
    let input = Input::new("members.csv", file.into_bytes());
    let report = ratify::office::import::by_operator(&world.app, job(vec![input], true)).await.unwrap();
    assert!(report.kept, "{:?}", report.problems);
    // the earlier links have expired by now
    let mut again = Vec::new();
    for (_, email) in people {
        again.push(world.sign_in(email).await);
    }
    again
}

/// Issues certificates for everybody who is ready, as the office does it. Returns the page of the batch.
pub async fn award_all(world: &World, dana: &mut Browser) -> String {
    let page = start_batch(dana).await;
    jobs::once(&world.app).await.unwrap();
    page
}

/// Starts a batch for everybody who is ready; its work is still to do.
pub async fn start_batch(dana: &mut Browser) -> String {
    let ready = dana.get("/staff/certificates").await.unwrap();
    let ready = dana.follow(ready).await.unwrap().text();
    let people: Vec<String> = ready
        .split("name=\"person\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert!(!people.is_empty(), "{ready}");
    let form: Vec<(&str, &str)> = people.iter().map(|key| ("person", key.as_str())).collect();
    let answer = dana.post("/staff/certificates/award", &form).await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location.unwrap()
}

/// Somebody who holds the certificate, with its number.
pub struct Holder {
    pub browser: Browser,
    pub number: String,
}

/// People who hold the certificate.
pub async fn holders(world: &World, people: &[(&str, &str)]) -> Vec<Holder> {
    let mut holders = Vec::new();
    let browsers = complete(world, people).await;
    award_all(world, &mut world.staff().await).await;
    for mut browser in browsers {
        let page = browser.get("/me/certificate").await.unwrap().text();
        let number = between(&page, "/verify/", "\"").unwrap_or_else(|| panic!("{page}")).to_owned();
        holders.push(Holder { browser, number });
    }
    holders
}

/// Ticks everybody on the roster for every session, and closes it.
pub async fn hold(world: &World, trainer: &mut crate::visitor::Browser, source: &str) {
    let key = world.class_key(source).await;
    let page = trainer.get(&format!("/teach/{key}")).await.unwrap().text();
    let ticks: Vec<String> =
        page.split("name=\"here-").skip(1).map(|rest| format!("here-{}", rest.split('"').next().unwrap())).collect();
    assert!(!ticks.is_empty(), "{source} has somebody on its roster");
    let form: Vec<(&str, &str)> = ticks.iter().map(|t| (t.as_str(), "1")).collect();
    let answer = trainer.post(&format!("/teach/{key}"), &form).await.unwrap();
    assert_eq!(answer.status, 303, "{source}");
    let answer = trainer.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    assert_eq!(answer.location.as_deref(), Some("/teach"), "{source}");
}
