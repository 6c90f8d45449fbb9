//! Teams that hold seats, and topics that people wait for.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};
use ratify::{
    assembly::jobs,
    office::import::{self, Input, Job},
};

const CLASS: &str = "dem-204-winter";

/// A member who is the president of Harborfield.
async fn president(world: &World) -> Browser {
    let mut browser = world.member("Pat Reyes", "pat@example.org").await;
    world
        .app
        .db
        .write(|tx| {
            tx.run(
                "insert into office (id, person_id, role, local_id, since, granted_by)
                 select 1, p.id, 'president', p.local_id, 0, 'test' from person p where p.name = 'Pat Reyes'",
                &[],
            )
        })
        .await
        .unwrap();
    world.set_up_app(&mut browser).await;
    browser
}

async fn hold(world: &World, pat: &mut Browser, seats: &str, until: &str) -> Result<String, u16> {
    let key = world.class_key(CLASS).await;
    let answer = pat.post(&format!("/local/sign-up/{key}"), &[("seats", seats), ("until", until)]).await.unwrap();
    answer.location.ok_or(answer.status.as_u16())
}

async fn yes(world: &World, email: &str, purpose: &str) -> u16 {
    let mail = world.mail_to(email).await;
    let start = format!("/mail/{purpose}-");
    let (_, text) = mail.iter().rev().find(|(_, t)| t.contains(&start)).expect("a question by mail");
    let link = format!("{start}{}", between(text, &start, "\n").unwrap());
    let mut anywhere = world.browser();
    assert_eq!(anywhere.get(&link).await.unwrap().status, 200, "opening it changes nothing");
    anywhere.post(&link, &[]).await.unwrap().status.as_u16()
}

on_both!(a_team_holds_seats_until_its_day_and_nobody_is_in_without_a_yes);
async fn a_team_holds_seats_until_its_day_and_nobody_is_in_without_a_yes(world: World) {
    let mut pat = president(&world).await;
    // six seats
    assert_eq!(hold(&world, &mut pat, "7", "2026-09-10").await, Err(422), "more than there are");
    assert_eq!(hold(&world, &mut pat, "4", "2026-12-01").await, Err(422), "too far away");
    let team = hold(&world, &mut pat, "4", "2026-09-10").await.unwrap();
    let people = "Ana Lima, ana@example.org\nBo Reyes <bo@example.org>\nCem Aksoy; cem@example.org";
    let asked = pat.post(&format!("{team}/people"), &[("people", people)]).await.unwrap();
    assert!(asked.text().contains("3 people"), "{}", asked.text());
    assert_eq!(world.count("select count(*) from signup where state = 'offered'").await, 3);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 0);
    let again = pat.post(&format!("{team}/people"), &[("people", "nobody at all")]).await.unwrap();
    assert!(again.status == 422 && again.text().contains("nobody at all"), "what was typed is kept");

    // two seats are left for others, no more
    let key = world.class_key(CLASS).await;
    for (n, status) in [(0, 303), (1, 303), (2, 409)] {
        let mut other = world.member("Other One", &format!("other{n}@example.org")).await;
        assert_eq!(other.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap().status, status);
    }
    assert_eq!(yes(&world, "ana@example.org", "take").await, 200);
    assert_eq!(yes(&world, "bo@example.org", "pass").await, 200);
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 3);
    let page = pat.get(&team).await.unwrap().text();
    assert!(page.contains("said yes") && page.contains("can’t come") && page.contains("not answered yet"), "{page}");
    assert!(page.contains("2 seats have no name yet"), "a no gives the seat back to the team: {page}");

    // those who have a seat, are in another local or are unknown cannot be told apart
    let other = pat.post(&format!("{team}/people"), &[("people", "Other, other0@example.org")]).await.unwrap();
    assert!(other.text().contains("1 person") && !other.text().contains("No seat is left for:"), "{}", other.text());

    let mut luis = world.browser();
    let mut form = crate::world::enroll_form("Luis Amaral", "luis@example.org");
    form[2].1 = "Ashwell ESP Association";
    luis.post("/enroll", &form).await.unwrap();
    let other = pat.post(&format!("{team}/people"), &[("people", "Luis Amaral, luis@example.org")]).await.unwrap();
    assert!(other.text().contains("1 person"), "{}", other.text());
    assert_eq!(world.count("select count(*) from team_unasked").await, 2);
    let again = pat.post(&format!("{team}/people"), &[("people", "Luis Amaral, luis@example.org")]).await.unwrap();
    assert!(again.text().contains("Asked before") && !again.text().contains("1 person"), "{}", again.text());
    let none = pat.post(&format!("{team}/people"), &[("people", "One More, more@example.org")]).await.unwrap();
    assert!(none.text().contains("No seat is left for:"), "{}", none.text());
    assert!(world.mail_to("luis@example.org").await.iter().all(|(_, text)| !text.contains("/mail/take-")), "no mail");

    // somebody waits; on its day the team's hold ends, and its seats go to those waiting
    let mut late = world.member("Late One", "late@example.org").await;
    assert_eq!(late.post(&format!("/classes/{key}/sign-up"), &[("wait", "1")]).await.unwrap().status, 303);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from signup where state = 'waiting'").await, 1, "the team's seats stay");
    world.pass_days(10);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from seat where team_id is not null").await, 0);
    assert_eq!(
        world.text("select s.state from signup s join person p on p.id = s.person_id where p.name = 'Late One'").await,
        "offered"
    );
    assert_eq!(
        world.text("select s.state from signup s join person p on p.id = s.person_id where p.name = 'Cem Aksoy'").await,
        "expired"
    );
    let mail = world.mail_to("pat@example.org").await;
    let (_, text) = mail.iter().find(|(s, _)| s.starts_with("Your team")).expect("told");
    assert!(text.contains("1 person of your local said yes") && text.contains("3 seats went back"), "{text}");
    assert_eq!(pat.get(&format!("{team}/proof")).await.unwrap().status, 200);
}

on_both!(a_team_is_for_its_own_local_and_its_officers);
async fn a_team_is_for_its_own_local_and_its_officers(world: World) {
    let mut pat = president(&world).await;
    let team = hold(&world, &mut pat, "2", "2026-09-10").await.unwrap();
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    for path in ["/local", team.as_str()] {
        assert_eq!(ana.get(path).await.unwrap().status, 404, "{path}");
    }
    assert_eq!(world.browser().get("/local").await.unwrap().status, 401);
    // those waiting come before a team
    let key = world.class_key(CLASS).await;
    for n in 0..5 {
        let mut other = world.member("Other One", &format!("other{n}@example.org")).await;
        other.post(&format!("/classes/{key}/sign-up"), &[("wait", "1")]).await.unwrap();
    }
    assert_eq!(hold(&world, &mut pat, "1", "2026-09-10").await, Err(422));
    assert_eq!(pat.post(&format!("{team}/release"), &[]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'offered'").await, 1);
    assert_eq!(pat.get("/local").await.unwrap().status, 200);
}

/// A class of a topic, imported.
async fn new_class(world: &World, key: &str, venue: &str, session: &str) {
    let text = format!("key,course,venue,sessions,capacity\n{key},spc-302,{venue},{session},1\n");
    let job = Job {
        inputs: vec![Input::new("offerings.csv", text.into_bytes())],
        shift_days: 0,
        keep: true,
        take_doubtful: false,
        over_stored: false,
        agreed: true,
    };
    assert_eq!(import::by_operator(&world.app, job).await.unwrap().problems, vec![]);
    jobs::once(&world.app).await.unwrap();
}

on_both!(a_new_class_of_a_topic_is_offered_to_who_waits_for_it);
async fn a_new_class_of_a_topic_is_offered_to_who_waits_for_it(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut bo = world.member("Bo Reyes", "bo@example.org").await;
    let near_holyoke =
        [("topic", "spc-302"), ("near", "holyoke-office"), ("miles", "40"), ("times", "evening"), ("online", "")];
    for member in [&mut ana, &mut bo] {
        assert_eq!(member.post("/me/wishes", &near_holyoke).await.unwrap().status, 303);
    }
    assert_eq!(ana.post("/me/wishes", &[("topic", "none")]).await.unwrap().status, 422);
    let offered = "select count(*) from signup where state = 'offered'";
    new_class(&world, "far", "hyannis-hotel", "2026-12-05 09:00-12:00").await;
    new_class(&world, "morning", "springfield-campus", "2026-12-07 09:00-12:00").await;
    assert_eq!(world.count(offered).await, 0, "too far, and in school time");
    new_class(&world, "fits", "springfield-campus", "2026-12-08 16:30-19:30").await;
    assert_eq!(world.count(offered).await, 1, "one seat, to who asked first");
    let mail = world.mail_to("ana@example.org").await;
    assert!(mail.iter().any(|(s, t)| s.starts_with("A seat for you") && t.contains("/mail/take-")), "{mail:?}");
    let key = world.class_key("fits").await;
    assert_eq!(ana.post(&format!("/me/classes/{key}/pass"), &[]).await.unwrap().status, 200);
    assert_eq!(world.count(offered).await, 1, "passed on to the next wish");
    assert_eq!(bo.post(&format!("/me/classes/{key}/take"), &[]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from wish where ended_at is null").await, 1, "Bo has what he waited for");
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count(offered).await, 0, "each class is offered once");
    let page = ana.get("/me/wishes").await.unwrap().text();
    let end = between(&page, "/me/wishes/", "/end").unwrap().to_owned();
    assert_eq!(ana.post(&format!("/me/wishes/{end}/end"), &[]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from wish where ended_at is null").await, 0);
}

on_both!(a_question_goes_along_to_an_address_that_the_office_corrected);
async fn a_question_goes_along_to_an_address_that_the_office_corrected(world: World) {
    let mut pat = president(&world).await;
    let team = hold(&world, &mut pat, "1", "2026-09-10").await.unwrap();
    pat.post(&format!("{team}/people"), &[("people", "Ana Lima, ana@exmaple.org")]).await.unwrap();
    assert_eq!(world.mail_to("ana@exmaple.org").await.len(), 1);
    world.app.db.write(|tx| tx.run("update person set bounced_at = 1 where name = 'Ana Lima'", &[])).await.unwrap();
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let key = world.text("select key from person where name = 'Ana Lima'").await;
    let form = [
        ("name", "Ana Lima"),
        ("email", "ana@example.org"),
        ("local", "Harborfield Teachers Association"),
        ("work", "teacher"),
        ("language", "en"),
        ("reason", "A slip of the pen"),
    ];
    let saved = ruth.post(&format!("/staff/people/{key}/edit"), &form).await.unwrap();
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(yes(&world, "ana@example.org", "take").await, 200, "the question is asked there");
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
}

on_both!(an_officer_takes_back_the_question_to_go_in_anothers_place);
async fn an_officer_takes_back_the_question_to_go_in_anothers_place(world: World) {
    let mut pat = president(&world).await;
    let team = hold(&world, &mut pat, "2", "2026-09-10").await.unwrap();
    pat.post(&format!("{team}/people"), &[("people", "Ana Lima, ana@example.org\nBo Reyes, bo@example.org")])
        .await
        .unwrap();
    for email in ["ana@example.org", "bo@example.org"] {
        assert_eq!(yes(&world, email, "take").await, 200);
    }
    let page = pat.get(&team).await.unwrap().text();
    let seat = between(&page, "name=\"signup\" value=\"", "\"").unwrap().to_owned();
    let form = |name, email| [("signup", seat.as_str()), ("name", name), ("email", email)];
    let replace = format!("{team}/replace");
    assert_eq!(pat.post(&replace, &form("Cem Aksoy", "cem@example.org")).await.unwrap().status, 303);

    let page = pat.get(&team).await.unwrap().text();
    assert!(page.contains("Take back the question to Cem Aksoy"), "{page}");
    assert!(!page.contains("Send someone else for Ana Lima"), "one is asked at a time: {page}");
    assert!(page.contains("Send someone else for Bo Reyes"), "{page}");
    let question = world.text("select cast(id as text) from signup where state = 'invited'").await;
    assert_eq!(pat.post(&format!("{team}/take-back"), &[("signup", &question)]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'invited'").await, 0);
    let told = world.mail_to("cem@example.org").await;
    assert!(told.iter().any(|(_, text)| text.contains("no longer")), "who was asked hears of it: {told:?}");
    let told = world.mail_to("ana@example.org").await;
    assert!(told.iter().any(|(_, text)| text.contains("is no longer asked")), "so does who keeps the seat: {told:?}");
    assert_eq!(
        pat.post(&replace, &form("Dee Park", "dee@example.org")).await.unwrap().status,
        303,
        "and another is asked"
    );

    // a question asked by the holder of a seat is the holder's
    let dee = world.text("select cast(id as text) from signup where state = 'invited'").await;
    assert_eq!(pat.post(&format!("{team}/take-back"), &[("signup", &dee)]).await.unwrap().status, 303);
    let mut ana = world.sign_in("ana@example.org").await;
    let key = world.class_key(CLASS).await;
    let colleague = [("name", "Eva Stone"), ("email", "eva@example.org")];
    assert_eq!(ana.post(&format!("/me/classes/{key}/stand-in"), &colleague).await.unwrap().status, 303);
    let page = pat.get(&team).await.unwrap().text();
    assert!(!page.contains("Take back the question to Eva Stone"), "{page}");
    let eva = world.text("select cast(id as text) from signup where state = 'invited'").await;
    assert_eq!(pat.post(&format!("{team}/take-back"), &[("signup", &eva)]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from signup where state = 'invited'").await, 1, "it stays asked");
}

on_both!(an_officer_learns_nothing_of_an_address_from_naming_it);
async fn an_officer_learns_nothing_of_an_address_from_naming_it(world: World) {
    let mut pat = president(&world).await;
    let key = world.class_key(CLASS).await;
    // unknown, known in the local, known elsewhere, with a seat in the class, asked often enough
    world.member("Known One", "known@example.org").await;
    let mut luis = world.browser();
    let mut form = crate::world::enroll_form("Luis Amaral", "luis@example.org");
    form[2].1 = "Ashwell ESP Association";
    luis.post("/enroll", &form).await.unwrap();
    let mut seated = world.member("Seated One", "seated@example.org").await;
    assert_eq!(seated.post(&format!("/classes/{key}/sign-up"), &[]).await.unwrap().status, 303);
    let addresses = ["unknown@example.org", "known@example.org", "luis@example.org", "seated@example.org"];
    let without = |text: &str, email: &str| {
        let mut plain = text.replace(email, "*");
        // the row number in a form differs, and reveals nothing
        while let Some(id) =
            between(&plain, "name=\"signup\" value=\"", "\"").filter(|id| *id != "#").map(str::to_owned)
        {
            plain = plain
                .replace(&format!("name=\"signup\" value=\"{id}\""), "name=\"signup\" value=\"#\"")
                .replace(&format!("-{id}"), "-#");
        }
        plain
    };
    let mut first: Option<[String; 5]> = None;
    for email in addresses {
        let team = hold(&world, &mut pat, "1", "2026-09-10").await.unwrap();
        let line = format!("Some Body, {email}");
        let asked = pat.post(&format!("{team}/people"), &[("people", &line)]).await.unwrap().text();
        let page = pat.get(&team).await.unwrap().text();
        let again = pat.post(&format!("{team}/people"), &[("people", &line)]).await.unwrap().text();
        let more = [("people", "One More, more@example.org")];
        let full = pat.post(&format!("{team}/people"), &more).await.unwrap().text();
        pat.post(&format!("{team}/release"), &[]).await.unwrap();
        let ended = pat.post(&format!("{team}/people"), &[("people", &line)]).await.unwrap().text();
        let key = team.rsplit('/').next().unwrap().to_owned();
        let seen = [asked, page, again, full, ended].map(|text| without(&text.replace(&key, "KEY"), email));
        match &first {
            None => {
                assert!(seen[0].contains("Some Body") && seen[3].contains("No seat is left for:"), "{}", seen[3]);
                first = Some(seen);
            }
            Some(first) => {
                for (n, (one, other)) in first.iter().zip(&seen).enumerate() {
                    assert!(one == other, "{email}, answer {n}:\n{one}\n{other}");
                }
            }
        }
    }
    let asked = "select count(*) from outbox where kind = 'team-invite'";
    assert_eq!(world.count(asked).await, 2, "who is elsewhere or has a seat gets no mail");
}
