//! Another e-mail address: nobody has one that they do not read, and the old one is told.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};

const OWN: &str = "select email from person where name = 'Ana Lima'";

/// Asks for an address and returns the link in the mail that goes there.
async fn asked(world: &World, ana: &mut Browser, new: &str) -> String {
    let answer = ana.post("/me/address", &[("email", new)]).await.unwrap();
    assert_eq!(answer.location.as_deref(), Some("/me/address?said=sent"), "{}", answer.text());
    let mail = world.mail_to(&new.to_lowercase()).await;
    let (_, text) = mail.iter().rev().find(|(subject, _)| subject == "Is this your new address?").unwrap();
    format!("/address/{}", between(text, "/address/", "\n").unwrap().trim())
}

on_both!(an_address_is_taken_by_whoever_reads_mail_there);
async fn an_address_is_taken_by_whoever_reads_mail_there(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert!(ana.get("/me/profile").await.unwrap().text().contains("href=\"/me/address\""));
    for (typed, says) in [("nowhere", "email address"), ("ANA@example.org", "your address already")] {
        let wrong = ana.post("/me/address", &[("email", typed)]).await.unwrap();
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains(&format!("value=\"{typed}\"")), "what was typed stays");
        assert!(wrong.text().contains("class=\"err\"") && wrong.text().contains(says), "{}", wrong.text());
    }
    let first = asked(&world, &mut ana, "ana@first.example.org").await;
    world.app.clock.pass_minutes(1);
    let link = asked(&world, &mut ana, "Ana@home.example.org").await;
    // opening the link changes nothing, nor does an older or an altered one
    let mut phone = world.browser();
    let page = phone.get(&link).await.unwrap().text();
    assert!(page.contains("Ana@home.example.org") && page.contains("Use this address"), "{page}");
    let old = phone.post(&first, &[]).await.unwrap();
    assert!(old.status == 422 && old.text().contains("you asked for another address since"), "{}", old.text());
    assert_eq!(phone.post(&link.replace("/address/address-", "/address/cancel-"), &[]).await.unwrap().status, 404);
    assert_eq!(world.text(OWN).await, "ana@example.org");

    let done = phone.post(&link, &[]).await.unwrap();
    assert!(done.text().contains("Your address is changed"), "{}", done.text());
    assert_eq!(world.text(OWN).await, "Ana@home.example.org");
    assert_eq!(ana.get("/me").await.unwrap().status, 401, "signed out everywhere");
    let again = phone.post(&link, &[]).await.unwrap();
    assert!(again.text().contains("Your address is changed"), "a second press says the same");
    let mail = world.mail_to("ana@example.org").await;
    assert_eq!(mail.last().unwrap().0, "Your address was changed", "the old address is told");
    assert_eq!(world.count("select count(*) from audit where verb = 'person.address-changed'").await, 1);
    let mut ana = world.sign_in("ana@home.example.org").await;
    assert_eq!(ana.get("/me").await.unwrap().status, 200);
}

on_both!(the_old_address_takes_a_change_back_for_seven_days);
async fn the_old_address_takes_a_change_back_for_seven_days(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let link = asked(&world, &mut ana, "thief@example.net").await;
    world.browser().post(&link, &[]).await.unwrap();
    assert_eq!(world.text(OWN).await, "thief@example.net");
    let mut thief = world.sign_in("thief@example.net").await;
    let (_, text) = world.mail_to("ana@example.org").await.pop().unwrap();
    let back = format!("/address/{}", between(&text, "/address/", "\n").unwrap().trim());
    world.pass_days(6);
    let mut owner = world.browser();
    assert!(owner.get(&back).await.unwrap().text().contains("Take your address back?"));
    assert_eq!(world.text(OWN).await, "thief@example.net", "looking changes nothing");
    let done = owner.post(&back, &[]).await.unwrap();
    assert!(done.status == 200 && done.text().contains("Your old address is back"), "{}", done.text());
    assert_eq!(world.text(OWN).await, "ana@example.org");
    assert_eq!(thief.get("/me").await.unwrap().status, 401);
    assert_eq!(owner.post(&back, &[]).await.unwrap().status, 422, "once");
    // whoever took the account over cannot undo its recovery, nor go on with an address that was only theirs for a
    // while
    let mails = world.mail_to("thief@example.net").await;
    assert!(mails.iter().any(|(s, t)| s.contains("changed back") && t.contains("not belong to this address any more")));
    world.pass_days(8);
    let mut ana = world.sign_in("ana@example.org").await;
    let link = asked(&world, &mut ana, "ana@home.example.org").await;
    world.browser().post(&link, &[]).await.unwrap();
    let (_, text) = world.mail_to("ana@example.org").await.pop().unwrap();
    let back = format!("/address/{}", between(&text, "/address/", "\n").unwrap().trim());
    world.pass_days(8);
    assert_eq!(owner.post(&back, &[]).await.unwrap().status, 422);
    assert_eq!(world.text(OWN).await, "ana@home.example.org");
}

on_both!(a_form_with_the_old_address_keeps_nobody_from_it);
async fn a_form_with_the_old_address_keeps_nobody_from_it(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let link = asked(&world, &mut ana, "thief@example.net").await;
    world.browser().post(&link, &[]).await.unwrap();
    let (_, text) = world.mail_to("ana@example.org").await.pop().unwrap();
    let back = format!("/address/{}", between(&text, "/address/", "\n").unwrap().trim());
    // whoever took the account over, or anybody else, enrolls with it
    let form = crate::world::enroll_form("Nobody", "ana@example.org");
    assert_eq!(world.browser().post("/enroll", &form).await.unwrap().status, 303);
    let done = world.browser().post(&back, &[]).await.unwrap();
    assert!(done.text().contains("Your old address is back"), "{}", done.text());
    assert_eq!(world.text(OWN).await, "ana@example.org");
}

on_both!(of_several_changes_the_first_old_address_counts);
async fn of_several_changes_the_first_old_address_counts(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let link = asked(&world, &mut ana, "one@example.net").await;
    world.browser().post(&link, &[]).await.unwrap();
    world.app.clock.pass_minutes(5);
    let mut thief = world.sign_in("one@example.net").await;
    let link = asked(&world, &mut thief, "two@example.net").await;
    world.browser().post(&link, &[]).await.unwrap();
    assert_eq!(world.text(OWN).await, "two@example.net");
    let back = async |email: &str| {
        let (_, text) =
            world.mail_to(email).await.into_iter().rev().find(|(s, _)| s == "Your address was changed").unwrap();
        format!("/address/{}", between(&text, "/address/", "\n").unwrap().trim())
    };
    let (first, second) = (back("ana@example.org").await, back("one@example.net").await);
    assert_eq!(world.browser().post(&second, &[]).await.unwrap().status, 422, "an address of five minutes");
    assert_eq!(world.browser().post(&first, &[]).await.unwrap().status, 200);
    assert_eq!(world.text(OWN).await, "ana@example.org");
    for link in [&first, &second] {
        assert_eq!(world.browser().post(link, &[]).await.unwrap().status, 422);
    }
    assert_eq!(world.text(OWN).await, "ana@example.org");
}

on_both!(an_address_of_somebody_else_is_not_taken_and_nobody_learns_whose_it_is);
async fn an_address_of_somebody_else_is_not_taken_and_nobody_learns_whose_it_is(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.member("Ben Ito", "ben@example.org").await;
    let free = ana.post("/me/address", &[("email", "free@example.org")]).await.unwrap();
    let taken = ana.post("/me/address", &[("email", "ben@example.org")]).await.unwrap();
    assert_eq!((free.status, free.location), (taken.status, taken.location), "the answer is the same");
    let mail = world.mail_to("ben@example.org").await;
    let (_, text) = mail.last().unwrap();
    assert!(text.contains("it has a record of its own") && !text.contains("/address/"), "{text}");
    // somebody else takes the address while the mail waits
    let link = asked(&world, &mut ana, "late@example.org").await;
    world.member("Cora Diaz", "late@example.org").await;
    let late = world.browser().post(&link, &[]).await.unwrap();
    assert!(late.status == 422 && late.text().contains("belongs to another record"), "{}", late.text());
    for n in 0..3 {
        ana.post("/me/address", &[("email", &format!("x{n}@example.org"))]).await.unwrap();
    }
    let many = ana.post("/me/address", &[("email", "x9@example.org")]).await.unwrap();
    assert!(many.status == 422 && many.text().contains("five addresses today"), "{}", many.text());
    world.pass_days(2);
    assert_eq!(world.browser().post(&link, &[]).await.unwrap().status, 422, "a day is over");
    let mut dana = world.staff().await;
    let power = dana.post("/me/address", &[("email", "dana@elsewhere.example.org")]).await.unwrap();
    assert!(power.status == 422 && power.text().contains("Ask an administrator"), "{}", power.text());
}
