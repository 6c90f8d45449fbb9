//! The whole journey of a member: from "what is this?" to a certificate that a stranger can check.

use crate::{
    holders::{CLASSES, hold},
    on_both,
    world::{World, between, enroll_form},
};
use ratify::assembly::jobs;

const EMAIL: &str = "ana.baptiste@example.org";
on_both!(from_the_first_page_to_a_checked_certificate);

async fn from_the_first_page_to_a_checked_certificate(world: World) {
    let mut ana = world.browser();
    for page in ["/", "/requirements", "/classes", "/classes?part=foundations&online=1", "/es/", "/es/requirements"] {
        assert_eq!(ana.get(page).await.unwrap().status, 200, "{page}");
    }

    // A stranger enrolls and signs up in one form; the seat is held until the address is confirmed.
    let key = world.class_key("fnd-100-holyoke").await;
    let answer = ana.post(&format!("/classes/{key}/enroll"), &enroll_form("Ana Baptiste", EMAIL)).await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(answer.location.unwrap().starts_with("/enroll/sent"));
    assert_eq!(world.count("select count(*) from signup where state = 'held'").await, 1);

    // The link opens a page and does nothing; its button confirms, signs in, and leads to the class.
    let (_, mail) = world.mail_to(EMAIL).await.pop().unwrap();
    let door = format!("/go/{}", between(&mail, "http://ratify.test/go/", "\n").unwrap());
    assert_eq!(ana.get(&door).await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 0);
    let answer = ana.post(&door, &[]).await.unwrap();
    assert_eq!(answer.location.as_deref(), Some(format!("/me/classes/{key}").as_str()));
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
    assert_eq!(world.browser().get(&door).await.unwrap().status, 410, "a link works once");

    // The welcome mail has everything, and the seat has its confirmation.
    let mail = world.mail_to(EMAIL).await;
    let all: String = mail.iter().map(|(s, t)| format!("{s}\n{t}\n")).collect();
    for part in ["http://ratify.test/classes", "http://ratify.test/go/", "training@example.org", "/mail/cancel-"] {
        assert!(all.contains(part), "{part} is in the mails:\n{all}");
    }
    assert!(!mail.iter().any(|(subject, _)| subject.contains("Bargaining Foundations")), "subjects are neutral");

    // The rest is one tap per class.
    for source in &CLASSES[1..] {
        let answer = world.sign_up(&mut ana, source).await;
        assert_eq!(answer.status, 303, "{source}: {}", answer.text());
    }
    let home = ana.get("/me").await.unwrap();
    assert_eq!(home.status, 200);
    assert!(home.text().contains("class=\"track\""));

    // Eight months later every class has been held.
    world.pass_days(240);
    let mut owen = world.trainer().await;
    for source in CLASSES {
        hold(&world, &mut owen, source).await;
    }
    assert_eq!(
        world.count("select cast(coalesce(sum(minutes), 0) as bigint) from credit").await,
        0,
        "closing credits nothing yet"
    );
    let mut dana = world.staff().await;
    for source in CLASSES {
        let key = world.class_key(source).await;
        let answer = dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
        assert_eq!(answer.location.unwrap(), format!("/staff/attendance/{key}?said=approved"));
    }
    assert_eq!(world.count("select cast(sum(minutes) as bigint) from credit").await, 24 * 60);

    // Approving once more posts nothing: the ledger only ever gets the difference from what is due.
    let answer = dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    assert_eq!(answer.status, 303);
    assert_eq!(world.count("select cast(sum(minutes) as bigint) from credit").await, 24 * 60);

    // Membership is confirmed by the member file; then she is in the ready list.
    assert_eq!(world.count("select count(*) from standing where complete").await, 1);
    let ready = dana.get("/staff/certificates").await.unwrap().text();
    let person = between(&ready, "name=\"person\" value=\"", "\"").expect("Ana is ready").to_owned();
    confirm_membership(&world).await;
    let answer = dana.post("/staff/certificates/check", &[("person", &person)]).await.unwrap();
    assert!(answer.text().contains("Ana Baptiste"));
    for round in ["first", "second"] {
        let answer = dana.post("/staff/certificates/award", &[("person", &person)]).await.unwrap();
        assert_eq!(answer.status, 303, "{round}");
    }
    assert_eq!(world.count("select count(*) from award").await, 0, "the work is done behind the page");
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from award").await, 1, "one award, however often the button is pressed");

    let frozen = "select count(*) from award where length(edition_hash) = 64 and length(record_hash) = 64
                  and record like '%credits%' and usage like '%specialized%' and proof = '\"complete\"'";
    assert_eq!(world.count(frozen).await, 1, "what it was decided on is kept with it");

    // The member gets it, and a stranger checks it.
    let mut ana = world.sign_in(EMAIL).await;
    let pdf = ana.get("/me/certificate.pdf").await.unwrap();
    assert!(pdf.body.starts_with(b"%PDF-"));
    let page = ana.get("/me/certificate").await.unwrap().text();
    let number = between(&page, "/verify/", "\"").unwrap().to_owned();
    let mut stranger = world.browser();
    let check = stranger.get(&format!("/verify/{number}")).await.unwrap();
    assert_eq!(check.status, 200);
    for printed in ["Ana Baptiste", "24 hours", &number] {
        assert!(check.text().contains(printed), "{printed}");
    }
    let scanned = stranger.get(&format!("/V/{number}")).await.unwrap();
    assert_eq!(scanned.location, Some(format!("/verify/{number}")), "the QR code leads there");
    let spanish = stranger.get(&format!("/es/verify/{}", number.to_lowercase().replace('-', ""))).await.unwrap();
    assert!(spanish.status == 200 && spanish.text().contains("24 horas"), "{}", spanish.text());
    assert!(world.mail_to(EMAIL).await.iter().any(|(_, text)| text.contains(&number)));
    jobs::once(&world.app).await.unwrap();
}

/// The next member file has her.
async fn confirm_membership(world: &World) {
    let file = "number,name,email,local,category\nM2001,Ana Baptiste,ana.baptiste@example.org,harborfield-ta,teacher\n";
    let input = ratify::office::import::Input::new("members.csv", file.as_bytes().to_vec());
    let report = ratify::office::import::by_operator(&world.app, crate::world::job(vec![input], true)).await.unwrap();
    assert!(report.kept, "{:?}", report.problems);
    assert_eq!(world.count("select count(*) from person where membership = 'confirmed'").await, 1);
}
