//! Who is named to teach is asked, may be somebody who never enrolled, and hears of every change.

use crate::{
    on_both,
    term::{class, plan},
    world::{World, between},
};

const OWEN: &str = "owen.pike@example.org";
const NORA: &str = "nora.vance@example.org";
const PAGE: &str = "/me/teaching";

/// A published class with two trainers, of whom the second has no account. Returns its address in the office, and its key.
async fn named(world: &World) -> (crate::visitor::Browser, String, String) {
    let mut dana = world.staff().await;
    let (both, names) = (format!("{OWEN} {NORA}"), "Owen Pike and Nora Vance");
    let at = plan(&mut dana, &class(&[("trainers", names), ("trainer_emails", &both)])).await;
    let key = at.trim_end_matches("/plan").rsplit('/').next().unwrap().to_owned();
    world.app.clock.pass_minutes(6);
    assert!(world.mail_to(OWEN).await.iter().all(|(subject, _)| !subject.contains("teach")), "nobody hears of a draft");
    let done = dana.post(&format!("/staff/classes/{key}/publish"), &[("meant", "1")]).await.unwrap();
    assert_eq!(done.status, 303, "{}", done.text());
    world.app.clock.pass_minutes(6);
    (dana, at, key)
}

on_both!(who_is_named_is_asked_and_an_address_of_nobody_is_an_invitation);
async fn who_is_named_is_asked_and_an_address_of_nobody_is_an_invitation(world: World) {
    world.administrator().await;
    let mut owen = world.trainer().await;
    let (mut dana, _, key) = named(&world).await;
    let (subject, letter) = world.mail_to(OWEN).await.pop().unwrap();
    assert!(subject.contains("Will you teach a class") && letter.contains("/me/teaching"), "{subject}\n{letter}");
    let page = owen.get(PAGE).await.unwrap().text();
    assert!(page.contains("Not answered yet") && page.contains(&key), "{page}");

    // somebody whom nobody knew is let in by the letter, and teaches once they accept
    let (_, letter) = world.mail_to(NORA).await.pop().unwrap();
    assert!(letter.contains("Nora Vance") && letter.contains("you need no account"), "{letter}");
    let teaches =
        "select count(*) from trainer t join person p on p.id = t.person_id where p.email = 'nora.vance@example.org'";
    assert_eq!(world.count(teaches).await, 0, "no power before an address is shown to be theirs");
    let mut nora = world.browser();
    let link = between(&letter, "http://ratify.test", "\n").unwrap().to_owned();
    let answer = nora.post(&link, &[]).await.unwrap();
    assert_eq!(answer.location.as_deref(), Some(PAGE), "{}", answer.text());
    assert_eq!(
        world
            .count("select count(*) from enrolment e join person p on p.id = e.person_id where p.name = 'Nora Vance'")
            .await,
        0
    );
    let accept = [("class", key.as_str()), ("do", "accept")];
    nora.get(PAGE).await.unwrap();
    assert_eq!(nora.post(PAGE, &accept).await.unwrap().location.as_deref(), Some("/me/teaching?said=accepted"));
    assert_eq!(nora.post(PAGE, &accept).await.unwrap().status, 303, "a second press says the same");
    assert_eq!(world.count(teaches).await, 1);
    assert_eq!(world.count("select count(*) from audit where verb = 'teaching.accepted'").await, 1);

    // who declines has no roster any more, and the office knows why
    let field = format!("reason-{key}");
    let decline = [("class", key.as_str()), ("do", "decline"), (field.as_str(), "At a wedding. Ask Yen Tran.")];
    assert_eq!(owen.post(PAGE, &decline).await.unwrap().location.as_deref(), Some("/me/teaching?said=declined"));
    let (subject, letter) = world.mail_to(&world.app.config.office.email).await.pop().unwrap();
    assert!(
        subject.contains("cannot teach") && letter.contains("Owen Pike") && letter.contains("At a wedding"),
        "{letter}"
    );
    assert_eq!(owen.get(&format!("/teach/{key}")).await.unwrap().status, 404);
    let desk = dana.get("/staff").await.unwrap().text();
    assert!(desk.contains("Owen Pike cannot teach"), "{desk}");
    let plan = dana.get(&format!("/staff/classes/{key}/plan")).await.unwrap().text();
    assert!(plan.contains("Declined. At a wedding") && plan.contains("Nora Vance: Accepted"), "{plan}");
    let again = owen.post(PAGE, &[("class", key.as_str()), ("do", "accept")]).await.unwrap();
    assert!(again.status == 422 && again.text().contains("write to the office"), "{}", again.text());
}

on_both!(trainers_hear_of_a_reminder_and_of_a_class_that_is_called_off);
async fn trainers_hear_of_a_reminder_and_of_a_class_that_is_called_off(world: World) {
    let mut owen = world.trainer().await;
    let (mut dana, at, key) = named(&world).await;
    owen.get(PAGE).await.unwrap();
    assert_eq!(owen.post(PAGE, &[("class", key.as_str()), ("do", "accept")]).await.unwrap().status, 303);
    // named no longer: told, if they were asked
    assert_eq!(world.mail_to(NORA).await.len(), 1);
    let edit = format!("{}/edit", at.trim_end_matches("/plan"));
    let page = dana.get(&edit).await.unwrap().text();
    let of = |name: &str| between(&page, &format!("name=\"{name}\" value=\""), "\"").unwrap().to_owned();
    let (row, revision) = (of("key"), of("revision"));
    let change = [("trainers", "Owen Pike"), ("trainer_emails", OWEN), ("key", &row), ("revision", &revision)];
    let check = dana.post(&edit, &class(&change)).await.unwrap().text();
    let told = between(&check, "news of a class they teach", "</ul>").unwrap_or_else(|| panic!("{check}"));
    assert!(told.contains("Nora Vance"), "who will be told is said first: {check}");
    let done = dana.post(&edit, &class(&[&change[..], &[("agreed", "1")]].concat())).await.unwrap();
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(world.mail_to(NORA).await.pop().unwrap().0.contains("You no longer teach"));
    assert_eq!(
        world
            .count("select count(*) from teaching t join person p on p.id = t.person_id where p.name = 'Nora Vance'")
            .await,
        0
    );

    let starts = world.count("select min(starts_at) from offering where room = 'Room 9'").await;
    let week_before = (starts - world.app.clock.now().0) / 60_000_000 - (6 * 24 + 12) * 60;
    world.app.clock.pass_minutes(week_before);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    // Owen teaches other classes in that week too
    let week = |mails: &[(String, String)], what: &str| {
        mails.iter().filter(|(s, text)| s.contains(what) && text.contains("Room 9")).count()
    };
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    let mails = world.mail_to(OWEN).await;
    assert_eq!(week(&mails, "In a week you teach"), 1, "{mails:?}");
    dana = world.staff().await;
    let check =
        dana.post(&format!("/staff/classes/{key}/cancel"), &[("reason", "Too few"), ("agreed", "1")]).await.unwrap();
    assert_eq!(check.status, 303, "{}", check.text());
    let mails = world.mail_to(OWEN).await;
    assert_eq!(week(&mails, "Canceled:"), 1, "{mails:?}");
    assert!(mails.last().unwrap().1.contains("Too few"), "{mails:?}");
}

on_both!(an_address_of_nobody_without_a_name_is_asked_about);
async fn an_address_of_nobody_without_a_name_is_asked_about(world: World) {
    let mut dana = world.staff().await;
    let form = class(&[("trainers", ""), ("trainer_emails", NORA)]);
    let answer = dana.post("/staff/classes/new", &form).await.unwrap();
    assert!(
        answer.status == 422 && answer.text().contains("as many names of trainers as addresses"),
        "{}",
        answer.text()
    );
    let form = class(&[("trainer_emails", "owen.pike")]);
    let answer = dana.post("/staff/classes/new", &form).await.unwrap();
    assert!(answer.status == 422 && answer.text().contains("an email address like"), "{}", answer.text());
    assert_eq!(world.count("select count(*) from person where email = 'nora.vance@example.org'").await, 0);
}

on_both!(a_role_for_somebody_without_an_account_is_a_letter_that_lets_them_in);
async fn a_role_for_somebody_without_an_account_is_a_letter_that_lets_them_in(world: World) {
    let mut noor = world.administrator().await;
    let role = [("email", NORA), ("role", "coordinator"), ("reason", "New colleague")];
    noor.get("/staff/roles").await.unwrap();
    let nameless = noor.post("/staff/roles", &role).await.unwrap();
    assert!(nameless.status == 422 && nameless.text().contains("Write their name too"), "{}", nameless.text());
    let named = [&role[..], &[("name", " Nora  Vance ")]].concat();
    assert_eq!(noor.post("/staff/roles", &named).await.unwrap().status, 303);
    let (subject, letter) = world.mail_to(NORA).await.pop().unwrap();
    assert!(subject.contains("You have an account") && letter.contains("Nora Vance"), "{letter}");
    let link = between(&letter, "http://ratify.test", "\n").unwrap().to_owned();
    let mut nora = world.browser();
    assert_eq!(nora.post(&link, &[]).await.unwrap().status, 303);
    assert_eq!(nora.get("/staff/people").await.unwrap().status, 403, "no power by e-mail alone");
}

on_both!(who_declined_stays_so_until_named_anew_and_who_is_forgotten_hinders_nobody);
async fn who_declined_stays_so_until_named_anew_and_who_is_forgotten_hinders_nobody(world: World) {
    let mut owen = world.trainer().await;
    let (mut dana, at, key) = named(&world).await;
    owen.get(PAGE).await.unwrap();
    assert_eq!(owen.post(PAGE, &[("class", key.as_str()), ("do", "decline")]).await.unwrap().status, 303);
    let declined = "select count(*) from teaching where state = 'declined'";
    assert_eq!(world.count(declined).await, 1);
    // another change of the class forgets nothing, and asks nobody anew
    let edit = format!("{}/edit", at.trim_end_matches("/plan"));
    let mut save = async |emails: &str, room: &str| {
        let page = dana.get(&edit).await.unwrap().text();
        let of = |name: &str| between(&page, &format!("name=\"{name}\" value=\""), "\"").unwrap().to_owned();
        let (row, revision) = (of("key"), of("revision"));
        let mut form = vec![("trainers", "Owen Pike, Nora Vance"), ("trainer_emails", emails), ("room", room)];
        form.extend([("key", row.as_str()), ("revision", revision.as_str())]);
        let check = dana.post(&edit, &class(&form)).await.unwrap();
        let done = match check.status.as_u16() {
            303 => check,
            _ => dana.post(&edit, &class(&[&form[..], &[("agreed", "1")]].concat())).await.unwrap(),
        };
        assert_eq!(done.status, 303, "{}", done.text());
    };
    save(NORA, "Room 9").await;
    save(NORA, "Room 10").await;
    assert_eq!(world.count(declined).await, 1);
    save(&format!("{NORA} {OWEN}"), "Room 10").await;
    assert_eq!(world.count(declined).await, 0, "named anew in a form, and asked again");
    assert_eq!(world.count("select count(*) from teaching where state = 'asked'").await, 2);

    // a draft that has been one for long still has its invitation; who is forgotten leaves a class that can be saved
    let long_ago = "update person set created_at = 0 where email = 'nora.vance@example.org'";
    world.app.db.write(move |tx| tx.run(long_ago, &[]).map(drop)).await.unwrap();
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from person where email = 'nora.vance@example.org'").await, 1);
    ratify::assembly::commands::erase_person(&world.app, NORA.to_owned(), "asked for".to_owned()).await.unwrap();
    assert_eq!(world.count("select count(*) from teaching").await, world.count("select count(*) from trainer").await);
    save(OWEN, "Room 9").await;
}

on_both!(trainers_say_what_they_can_teach_and_the_office_sees_it_where_it_looks);
async fn trainers_say_what_they_can_teach_and_the_office_sees_it_where_it_looks(world: World) {
    const ABLE: &str = "/me/teaching/able";
    let mut owen = world.trainer().await;
    let page = owen.get(ABLE).await.unwrap().text();
    assert!(page.contains("can-spc-302") && page.contains("slot-after-school"), "{page}");
    let seen = between(&page, "name=\"seen\" value=\"", "\"").unwrap().to_owned();
    let wrong = [("can-spc-302", "1"), ("away-from-0", "2026-12-24"), ("away-until-0", "2026-12-20")];
    let refused = owen.post(ABLE, &wrong).await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("comes before the first"), "{}", refused.text());
    assert!(refused.text().contains("2026-12-24"), "nothing that was typed is lost");
    let said = [
        ("can-spc-302", "1"),
        ("can-none", "1"),
        ("slot-after-school", "1"),
        ("away-from-0", "2026-12-05"),
        ("away-until-0", ""),
        ("note", "I like to <teach> with Nora."),
        ("seen", seen.as_str()),
    ];
    for _ in 0..2 {
        assert_eq!(owen.post(ABLE, &said).await.unwrap().status, 303);
    }
    // an older tab writes nothing over, and loses nothing
    let stale = owen.post(ABLE, &[("note", "From an old tab."), ("seen", &seen)]).await.unwrap();
    assert!(stale.status == 422 && stale.text().contains("From an old tab."), "{}", stale.text());
    assert!(stale.text().contains("in another tab"), "{}", stale.text());
    assert_eq!(world.count("select count(*) from can_teach").await, 1, "only courses that there are");
    assert_eq!(world.count("select count(*) from audit where verb = 'teaching.able-saved'").await, 1);
    let page = owen.get(ABLE).await.unwrap().text();
    assert!(page.contains("value=\"2026-12-05\""), "{page}");

    // a Saturday in a region that he did not exclude, on the one day on which he is away
    let mut dana = world.staff().await;
    let at = plan(&mut dana, &class(&[])).await;
    let draft = dana.get(&at).await.unwrap().text();
    assert!(draft.contains("Owen Pike said that they are away on December 5, 2026"), "{draft}");
    let key = at.trim_end_matches("/plan").rsplit('/').next().unwrap().to_owned();
    assert!(draft.contains(&format!("/staff/trainers?class={key}")), "{draft}");
    let list = dana.get(&format!("/staff/trainers?class={key}")).await.unwrap().text();
    assert!(list.contains("Is away on December 5, 2026"), "{list}");
    assert!(list.contains("Did not name this time: Saturdays"), "{list}");
    assert!(list.contains("I like to &lt;teach&gt; with Nora."), "{list}");
    let other = dana.get("/staff/trainers?course=dem-200").await.unwrap().text();
    assert!(!other.contains("with Nora"), "he did not say so, and has not taught it: {other}");
    assert!(dana.get("/staff/trainers").await.unwrap().text().contains("Owen Pike"));
    assert_eq!(dana.get("/staff/trainers?class=none").await.unwrap().status, 404);
    // what he has taught stands there
    let before = dana.get("/staff/trainers?course=spc-302").await.unwrap().text();
    assert!(before.contains("Has not taught a class yet"), "{before}");
    world.pass_days(400);
    let later = world.staff().await.get("/staff/trainers?course=spc-302").await.unwrap().text();
    assert!(later.contains("in all, last on") || later.contains("1 class in all"), "{later}");
}
