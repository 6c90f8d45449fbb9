//! A button pressed twice, a sign-in that ran out while a form was being filled in, and what happens to what was typed.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};

/// The word of the form that posts to `action`.
fn word(page: &str, action: &str) -> String {
    let form = page.split("<form").find(|f| f.contains(&format!("action=\"{action}\""))).unwrap();
    between(form, "name=\"press\" value=\"", "\"").unwrap().to_owned()
}

async fn signed_in(browser: &mut Browser) -> bool {
    browser.get("/me").await.unwrap().status == 200
}

on_both!(a_code_pressed_twice_signs_in_and_nobody_else_can_press_it);
async fn a_code_pressed_twice_signs_in_and_nobody_else_can_press_it(world: World) {
    world.member("Ana Baptiste", "ana@example.org").await;
    let (mut first, mut second, mut other) = (world.browser(), world.browser(), world.browser());
    let form = first.get("/sign-in").await.unwrap().text();
    let (press, email) = (word(&form, "/sign-in"), "ana@example.org");
    let sent = first.post("/sign-in", &[("email", email), ("press", &press)]).await.unwrap();
    second.post("/sign-in", &[("email", email), ("press", &press)]).await.unwrap();
    let mails = world.mail_to(email).await;
    assert_eq!(mails.iter().filter(|(s, _)| s.contains("to sign in")).count(), 1, "one press, one mail: {mails:?}");
    let location = sent.location.unwrap();
    assert!(!location.contains("ana"), "no address in an address: {location}");
    let page = first.get(&location).await.unwrap().text();
    assert!(page.contains(email), "{page}");
    let (press, code) = (word(&page, "/sign-in/code"), world.code_for(email).await);
    let typed = [("email", email), ("code", code.as_str()), ("press", press.as_str())];
    assert_eq!(first.post("/sign-in/code", &typed).await.unwrap().status, 303);
    // the browser gave up on the first answer and follows the second
    assert_eq!(second.post("/sign-in/code", &typed).await.unwrap().status, 303);
    assert!(signed_in(&mut second).await);
    assert_eq!(world.count("select count(*) from sign_in where expires_at > 0").await, 2, "one at enrolment, one now");
    // the code alone is used up, and so is the press after a minute
    let stolen = [("email", email), ("code", code.as_str()), ("press", "abcabcabcabcabcabcab")];
    assert_eq!(other.post("/sign-in/code", &stolen).await.unwrap().status, 422);
    world.app.clock.pass_minutes(2);
    assert_eq!(other.post("/sign-in/code", &typed).await.unwrap().status, 422);
}

on_both!(a_link_pressed_twice_leads_in_and_later_to_its_owners_page);
async fn a_link_pressed_twice_leads_in_and_later_to_its_owners_page(world: World) {
    world.member("Ana Baptiste", "ana@example.org").await;
    let mut ana = world.browser();
    ana.post("/sign-in", &[("email", "ana@example.org"), ("next", "/me/classes")]).await.unwrap();
    let mails = world.mail_to("ana@example.org").await;
    let text = &mails.last().unwrap().1;
    let link = format!("/go/{}", between(text, "http://ratify.test/go/", "\n").unwrap());
    let press = word(&ana.get(&link).await.unwrap().text(), &link);
    let mut second = world.browser();
    for browser in [&mut ana, &mut second] {
        let entered = browser.post(&link, &[("press", &press)]).await.unwrap();
        assert_eq!(entered.location.as_deref(), Some("/me/classes"));
    }
    // the tab that waits for the code from the same mail: anyone who is in already goes on
    let typed = [("email", "ana@example.org"), ("code", "000 000")];
    assert_eq!(second.post("/sign-in/code", &typed).await.unwrap().location.as_deref(), Some("/me"));
    assert_eq!(world.browser().post("/sign-in/code", &typed).await.unwrap().status, 422, "nobody else");
    assert!(signed_in(&mut second).await);
    // used up, but its owner is signed in: they get to where it led; a stranger does not
    let mut owner = second;
    assert_eq!(owner.get(&link).await.unwrap().location.as_deref(), Some("/me/classes"));
    assert_eq!(owner.post(&link, &[]).await.unwrap().location.as_deref(), Some("/me/classes"));
    assert_eq!(world.browser().get(&link).await.unwrap().status, 410);
    let mut ben = world.member("Ben Wu", "ben@example.org").await;
    assert_eq!(ben.get(&link).await.unwrap().status, 410, "somebody else's link");
}

on_both!(a_second_factor_pressed_twice_lets_in);
async fn a_second_factor_pressed_twice_lets_in(world: World) {
    let mut dana = world.staff().await;
    let secret = world.set_up_app(&mut dana).await;
    world.pass_days(1);
    let mut dana = world.sign_in("dana.kowalski@example.org").await;
    let page = dana.get("/staff").await.unwrap();
    assert_eq!(page.status, 403);
    let (press, code) = (word(&page.text(), "/prove"), world.code_of(&secret));
    let with_cookie = |cookie: &Option<String>| {
        let mut browser = world.browser();
        browser.cookie.clone_from(cookie);
        browser
    };
    let (mut again, mut thief) = (with_cookie(&dana.cookie), with_cookie(&dana.cookie));
    let form = [("second-factor", code.as_str()), ("press", press.as_str()), ("next", "/staff")];
    assert_eq!(dana.post("/prove", &form).await.unwrap().status, 303);
    // pressed again with the cookie from before
    assert_eq!(again.post("/prove", &form).await.unwrap().location.as_deref(), Some("/staff"));
    assert_eq!(again.get("/staff").await.unwrap().status, 200);
    // the cookie from before opens nothing, with a used code or without
    assert_eq!(thief.get("/me").await.unwrap().status, 401);
    let guess = [("second-factor", code.as_str()), ("press", "abcabcabcabcabcabcab"), ("next", "/staff")];
    assert_eq!(thief.post("/prove", &guess).await.unwrap().status, 401);
    world.app.clock.pass_minutes(2);
    assert_eq!(thief.post("/prove", &form).await.unwrap().status, 401);
}

on_both!(a_form_outlives_the_sign_in_that_it_was_filled_in_with);
async fn a_form_outlives_the_sign_in_that_it_was_filled_in_with(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    ana.post("/sign-out", &[]).await.unwrap();
    let claim = [("origin", "earlier"), ("title", "A workshop <b> & more"), ("day", "2026-05-01"), ("hours", "2")];
    let ended = ana.post("/me/claims", &claim).await.unwrap();
    assert_eq!(ended.status, 401);
    assert!(ended.text().contains("Nothing is lost"), "{}", ended.text());
    let carried = |page: &str, action: &str| -> Vec<(String, String)> {
        let form = page.split("<form").find(|f| f.contains(&format!("action=\"{action}\""))).unwrap();
        let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
        let unescape =
            |s: &str| s.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        inputs
            .map(|i| (between(i, "", "\"").unwrap().to_owned(), unescape(between(i, "value=\"", "\"").unwrap())))
            .collect()
    };
    let send = |mut form: Vec<(String, String)>, more: &[(&str, &str)]| {
        form.extend(more.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        form
    };
    let post = async |browser: &mut Browser, path: &str, form: &[(String, String)]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        browser.post(path, &form).await.unwrap()
    };
    let form = send(carried(&ended.text(), "/sign-in"), &[("email", "ana@example.org")]);
    let sent = post(&mut ana, "/sign-in", &form).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let code = world.code_for("ana@example.org").await;
    // nothing is lost with a wrong code either
    let form = send(carried(&sent.text(), "/sign-in/code"), &[("code", "000 000")]);
    let wrong = post(&mut ana, "/sign-in/code", &form).await;
    assert_eq!(wrong.status, 422);
    let form = send(carried(&wrong.text(), "/sign-in/code"), &[("code", &code)]);
    let go_on = post(&mut ana, "/sign-in/code", &form).await;
    assert_eq!(go_on.status, 200);
    assert!(go_on.text().contains("What you filled in before is kept"), "{}", go_on.text());
    let form = carried(&go_on.text(), "/me/claims");
    let asked: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    for field in claim {
        assert!(asked.contains(&field), "{field:?} in {asked:?}");
    }
    let done = post(&mut ana, "/me/claims", &form).await;
    assert!(done.status == 303 || done.status == 422, "it came to the form that it was meant for: {}", done.status);
}

on_both!(a_file_outlives_the_second_factor_that_ran_out);
async fn a_file_outlives_the_second_factor_that_ran_out(world: World) {
    let mut dana = world.staff().await;
    let secret = world.set_up_app(&mut dana).await;
    let key = world.class_key("fnd-101-fall").await;
    world.pass_days(30);
    let mut dana = world.sign_in("dana.kowalski@example.org").await;
    let file = b"Name,Email,Minutes\nOtto Quill,otto@example.org,90\n";
    let fields = [("class", key.as_str()), ("kind", "presence"), ("name", "list.csv")];
    let asked = dana.post_file_with("/staff/attendance/files", &fields, "list.csv", file).await.unwrap();
    assert_eq!(asked.status, 403);
    let page = asked.text();
    let kept = between(&page, "name=\"kept-file\" value=\"", "\"").unwrap().to_owned();
    assert_eq!(world.count("select count(*) from kept_file").await, 1);
    // somebody else cannot have it
    let mut thief = world.member("Ben Wu", "ben@example.org").await;
    thief.post_by_hand("/me/profile", &[("kept-file", &kept)]).await.unwrap();
    assert_eq!(world.count("select count(*) from kept_file").await, 1);
    let code = world.code_of(&secret);
    let form = [fields.as_slice(), &[("kept-file", kept.as_str()), ("second-factor", code.as_str())]].concat();
    let done = dana.post("/staff/attendance/files", &form).await.unwrap();
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(world.count("select count(*) from attendance_file").await, 1);
    // a second press finds it too; an hour later it is forgotten
    world.app.clock.pass_minutes(61);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from kept_file").await, 0);
    let mut dana = world.sign_in("dana.kowalski@example.org").await;
    let code = world.code_of(&secret);
    dana.post("/prove", &[("second-factor", code.as_str()), ("next", "/staff")]).await.unwrap();
    let there = dana.get(&done.location.unwrap()).await.unwrap().text();
    assert!(there.contains("Otto Quill"), "{there}");
}

on_both!(a_seat_that_was_pressed_with_an_old_sign_in_goes_along);
async fn a_seat_that_was_pressed_with_an_old_sign_in_goes_along(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let sign_up = format!("/classes/{}/sign-up", world.class_key("fnd-100-february").await);
    world.pass_days(31);
    let answer = ana.post(&sign_up, &[("site", "1")]).await.unwrap();
    assert_eq!(answer.status, 401);
    let page = answer.text();
    assert!(page.contains("name=\"kept.site\" value=\"1\"") && page.contains("Nothing is lost"), "{page}");
    // a stranger enrolls, at the site that they chose
    let stranger = world.browser().post(&sign_up, &[("site", "1")]).await.unwrap();
    assert!(stranger.location.unwrap().ends_with("/sign-up?site=1"));
}
