//! Power over others: the second factor, sign-ins that end, roles with a term, viewing as somebody else.

use crate::{
    on_both,
    world::{World, between, secret_on},
};

on_both!(an_office_is_nothing_without_the_second_factor);
async fn an_office_is_nothing_without_the_second_factor(world: World) {
    let mut admin = world.administrator().await;
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(ana.get("/local").await.unwrap().status, 404);
    let form = [
        ("email", "ana@example.org"),
        ("role", "president"),
        ("local", "Harborfield Teachers Association"),
        ("until", "2027-06-30"),
        ("reason", "Elected"),
    ];
    let given = admin.post("/staff/roles", &form).await.unwrap();
    assert_eq!(given.location.as_deref(), Some("/staff/roles?said=1"), "{}", given.text());
    // signing in by mail alone is not enough, and nothing of the page is shown
    let asked = ana.get("/local").await.unwrap();
    assert_eq!(asked.status, 403);
    assert!(asked.text().contains("/prove/set-up"), "{}", asked.text());
    let before = ana.cookie.clone();
    let secret = world.set_up_app(&mut ana).await;
    assert_ne!(before, ana.cookie, "another token with other rights");
    assert_eq!(ana.get("/local").await.unwrap().status, 200);
    let mut stolen = world.browser();
    stolen.cookie = before;
    assert_eq!(stolen.get("/me").await.unwrap().status, 401, "the old token is none any more");
    // elsewhere, a code is asked for; the one of the set-up was used
    let mut phone = world.sign_in("ana@example.org").await;
    assert_eq!(phone.get("/local").await.unwrap().status, 403);
    let used = world.code_of(&secret);
    assert_eq!(
        phone.post("/prove", &[("second-factor", used.as_str())]).await.unwrap().status,
        422,
        "a code works once"
    );
    world.app.clock.pass_minutes(1);
    let code = world.code_of(&secret);
    let fits = phone.post("/prove", &[("second-factor", code.as_str()), ("next", "/local")]).await.unwrap();
    assert_eq!(fits.location.as_deref(), Some("/local"));
    assert_eq!(phone.get("/local").await.unwrap().status, 200);
    // the office ends with its term, whatever was shown
    world.pass_days(310);
    let mut later = world.sign_in("ana@example.org").await;
    assert_eq!(later.get("/local").await.unwrap().status, 404, "the term is over");
}

on_both!(wrong_codes_close_the_door_for_a_while_and_spare_ones_open_it_once);
async fn wrong_codes_close_the_door_for_a_while_and_spare_ones_open_it_once(world: World) {
    let mut owen = world.trainer().await;
    let page = owen.get("/prove/set-up").await.unwrap().text();
    let secret = secret_on(&page).unwrap();
    let wrong = owen.post("/prove/set-up", &[("code", "000000")]).await.unwrap();
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains(&secret), "the same key stands there again");
    let code = world.code_of(&secret);
    let done = owen.post("/prove/set-up", &[("code", code.as_str())]).await.unwrap().text();
    let spare = between(&done, "<li class=\"code\">", "<").unwrap().to_owned();
    let mut phone = world.sign_in("owen.pike@example.org").await;
    for _ in 0..5 {
        let wrong = phone.post("/prove", &[("second-factor", "123456")]).await.unwrap();
        assert_eq!(wrong.status, 422);
    }
    world.app.clock.pass_minutes(5);
    let code = world.code_of(&secret);
    let blocked = phone.post("/prove", &[("second-factor", code.as_str())]).await.unwrap();
    assert!(blocked.text().contains("Wait 15 minutes"), "even the right one");
    world.app.clock.pass_minutes(11);
    for (status, why) in [(303, "a spare code"), (422, "works once")] {
        let answer = phone.post("/prove", &[("second-factor", spare.as_str())]).await.unwrap();
        assert_eq!(answer.status, status, "{why}");
    }
    assert_eq!(world.count("select count(*) from audit where verb = 'person.wrong-second-factor'").await, 6);
}

on_both!(a_mailbox_alone_makes_no_second_factor_and_the_key_is_the_servers);
async fn a_mailbox_alone_makes_no_second_factor_and_the_key_is_the_servers(world: World) {
    let mut admin = world.administrator().await;
    world.staff().await;
    let mut mailbox = world.sign_in("dana.kowalski@example.org").await;
    assert_eq!(mailbox.get("/staff").await.unwrap().status, 403);
    let page = mailbox.get("/prove/set-up").await.unwrap().text();
    let (secret, handed) = (secret_on(&page).unwrap(), "name=\"handed\"");
    assert!(page.contains(handed) && !page.contains("name=\"secret\""), "{page}");
    // a key that comes with the form does not count, whatever code it shows
    let zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let (of_zero, right) = (world.code_of(zero), world.code_of(&secret));
    for form in [
        vec![("secret", zero), ("code", of_zero.as_str())],
        vec![("secret", zero), ("code", of_zero.as_str()), ("handed", "abcde-fghij")],
        vec![("code", right.as_str())],
        vec![("code", right.as_str()), ("handed", "abcde-fghij")],
    ] {
        assert_eq!(mailbox.post_by_hand("/prove/set-up", &form).await.unwrap().status, 422, "{form:?}");
    }
    assert_eq!(world.count("select count(*) from second_factor").await, 0);
    // an administrator hands a code over; nobody makes their own, and a registrar makes none for the office
    let dana = world.text("select key from person where email = 'dana.kowalski@example.org'").await;
    let noor = world.text("select key from person where email = 'noor.haddad@example.org'").await;
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    assert_eq!(ruth.post(&format!("/staff/people/{dana}/factor-code"), &[]).await.unwrap().status, 404);
    let owen = world.text("select key from person where email = 'owen.pike@example.org'").await;
    assert_eq!(
        ruth.post(&format!("/staff/people/{owen}/factor-code"), &[]).await.unwrap().status,
        404,
        "nor for a trainer"
    );
    assert_eq!(admin.post(&format!("/staff/people/{noor}/factor-code"), &[]).await.unwrap().status, 404);
    let made = admin.post(&format!("/staff/people/{dana}/factor-code"), &[]).await.unwrap().text();
    let code = between(&made, "class=\"code big\">", "<").unwrap().to_owned();
    let done = mailbox.post("/prove/set-up", &[("code", right.as_str()), ("handed", &code)]).await.unwrap();
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(mailbox.get("/staff").await.unwrap().status, 200);
    let told = "select count(distinct person_id) from outbox where kind = 'power-changed' and detail = 'factor-set'";
    assert_eq!(world.count(told).await, 2, "Dana, and the administrator");
    // another sign-in through the same mailbox cannot use the code again
    let mut other = world.sign_in("dana.kowalski@example.org").await;
    assert_eq!(other.get("/prove/set-up").await.unwrap().status, 200);
    assert!(
        !other.get("/prove/set-up").await.unwrap().text().contains("otpauth://"),
        "the factor that is there is shown first"
    );
}

on_both!(wrong_codes_slow_the_sign_in_that_makes_them_and_not_the_owner);
async fn wrong_codes_slow_the_sign_in_that_makes_them_and_not_the_owner(world: World) {
    let mut owen = world.trainer().await;
    let secret = world.set_up_app(&mut owen).await;
    world.app.clock.pass_minutes(1);
    let mut thief = world.sign_in("owen.pike@example.org").await;
    for _ in 0..5 {
        assert_eq!(thief.post("/prove", &[("second-factor", "000000")]).await.unwrap().status, 422);
    }
    let told = "select count(*) from outbox where kind = 'power-changed' and detail = 'wrong-codes'";
    assert_eq!(world.count(told).await, 1);
    let code = world.code_of(&secret);
    assert!(
        thief.post("/prove", &[("second-factor", code.as_str())]).await.unwrap().text().contains("five wrong codes")
    );
    let mut phone = world.sign_in("owen.pike@example.org").await;
    let fits = phone.post("/prove", &[("second-factor", code.as_str()), ("next", "/teach")]).await.unwrap();
    assert_eq!(fits.location.as_deref(), Some("/teach"), "the owner goes on");
    // the pause doubles, and new sign-ins do not get round it for ever
    world.app.clock.pass_minutes(16);
    for _ in 0..5 {
        thief.post("/prove", &[("second-factor", "000000")]).await.unwrap();
    }
    world.app.clock.pass_minutes(16);
    let blocked = thief.post("/prove", &[("second-factor", "000000")]).await.unwrap();
    assert!(blocked.text().contains("five wrong codes"), "half an hour now");
    for _ in 0..3 {
        world.app.clock.pass_minutes(61);
        let mut again = world.sign_in("owen.pike@example.org").await;
        for _ in 0..5 {
            again.post("/prove", &[("second-factor", "000000")]).await.unwrap();
        }
    }
    let mut last = world.sign_in("owen.pike@example.org").await;
    let code = world.code_of(&secret);
    let refused = last.post("/prove", &[("second-factor", code.as_str())]).await.unwrap();
    assert_eq!(refused.status, 422, "25 wrong ones today: no new sign-in is heard");
    world.app.clock.pass_minutes(1);
    let code = world.code_of(&secret);
    let owner = owen.post("/prove", &[("second-factor", code.as_str()), ("next", "/teach")]).await.unwrap();
    assert_eq!(owner.status, 303, "who showed it before is");
}

on_both!(power_over_the_programme_needs_a_second_administrator);
async fn power_over_the_programme_needs_a_second_administrator(world: World) {
    let mut noor = world.administrator().await;
    world.member("Ana Lima", "ana@example.org").await;
    let mut other = world.office("Vera Osei", "vera.osei@example.org", "administrator").await;
    let form = [("email", "ana@example.org"), ("role", "coordinator"), ("reason", "New in the office")];
    let asked = noor.post("/staff/roles", &form).await.unwrap();
    assert_eq!(asked.location.as_deref(), Some("/staff/roles?said=waits"), "{}", asked.text());
    let has = "select count(*) from office where role = 'coordinator' and until is null";
    assert_eq!(world.count(has).await, 0, "one alone gives no power");
    let page = noor.get("/staff/roles").await.unwrap().text();
    assert!(page.contains("Another administrator agrees."), "{page}");
    // until they agree, the record stays as it was when it was named
    let key = world.text("select key from person where email = 'ana@example.org'").await;
    let edit = [
        ("name", "Ana Lima"),
        ("email", "mine@example.org"),
        ("local", "Harborfield Teachers Association"),
        ("work", "teacher"),
        ("language", "en"),
        ("reason", "She moved"),
    ];
    let moved = noor.post(&format!("/staff/people/{key}/edit"), &edit).await.unwrap();
    assert_eq!(moved.status, 422, "{}", moved.text());
    world.member("Ana Lima", "other@example.org").await;
    let dummy = world.text("select key from person where email = 'other@example.org'").await;
    let merge = [("with", dummy.as_str()), ("email", "gone"), ("reason", "One person")];
    assert_eq!(noor.post(&format!("/staff/people/{key}/merge"), &merge).await.unwrap().status, 422);
    assert_eq!(world.count("select count(*) from merge").await, 0);
    assert!(page.contains("(ana@example.org)"), "whoever agrees sees whom: {page}");
    let id = between(&page, "/staff/roles/asked/", "/").unwrap().to_owned();
    noor.post(&format!("/staff/roles/asked/{id}/agree"), &[]).await.unwrap();
    assert_eq!(world.count(has).await, 0, "nor twice");
    other.post(&format!("/staff/roles/asked/{id}/agree"), &[]).await.unwrap();
    assert_eq!(world.count(has).await, 1);
    let told =
        "select count(distinct person_id) from outbox where kind = 'power-changed' and detail = 'given coordinator'";
    assert_eq!(world.count(told).await, 3, "Ana and both administrators");
    // and what is declined never takes effect
    noor.post("/staff/roles", &[("email", "ana@example.org"), ("role", "administrator"), ("reason", "More")])
        .await
        .unwrap();
    let page = other.get("/staff/roles").await.unwrap().text();
    let id = between(&page, "/staff/roles/asked/", "/").unwrap().to_owned();
    other.post(&format!("/staff/roles/asked/{id}/decline"), &[]).await.unwrap();
    noor.post(&format!("/staff/roles/asked/{id}/agree"), &[]).await.unwrap();
    assert_eq!(world.count("select count(*) from office where role = 'administrator'").await, 2);
}

on_both!(of_two_administrators_one_does_not_take_the_others_place);
async fn of_two_administrators_one_does_not_take_the_others_place(world: World) {
    let mut noor = world.administrator().await;
    let mut vera = world.office("Vera Osei", "vera.osei@example.org", "administrator").await;
    world.set_up_app(&mut vera).await;
    let key = world.text("select key from person where email = 'vera.osei@example.org'").await;
    // her address is hers to change
    let form = [
        ("name", "Vera Osei"),
        ("email", "noor.too@example.org"),
        ("local", "Harborfield Teachers Association"),
        ("work", "teacher"),
        ("language", "en"),
        ("reason", "Correction"),
    ];
    let refused = noor.post(&format!("/staff/people/{key}/edit"), &form).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("changes their address themselves"), "{}", refused.text());
    assert!(refused.text().contains("noor.too@example.org"), "what was typed stays");
    // her phone is forgotten after a day in which she can object
    let forget = format!("/staff/roles/people/{key}/factor");
    noor.post(&forget, &[]).await.unwrap();
    let factors = "select count(*) from second_factor f join person p on p.id = f.person_id where p.name = 'Vera Osei'";
    let page = noor.get("/staff/roles").await.unwrap().text();
    assert!(page.contains("no other administrator who could agree"), "{page}");
    let id = between(&page, "/staff/roles/asked/", "/").unwrap().to_owned();
    noor.post(&format!("/staff/roles/asked/{id}/agree"), &[]).await.unwrap();
    assert_eq!(world.count(factors).await, 1, "not at once");
    vera.post(&format!("/staff/roles/asked/{id}/decline"), &[]).await.unwrap();
    world.app.clock.pass_minutes(25 * 60);
    let mut noor = world.administrator().await;
    noor.post(&format!("/staff/roles/asked/{id}/agree"), &[]).await.unwrap();
    assert_eq!(world.count(factors).await, 1, "she declined");
    // nobody objects: the phone is really lost
    noor.post(&forget, &[]).await.unwrap();
    world.app.clock.pass_minutes(24 * 60);
    let mut noor = world.administrator().await;
    let page = noor.get("/staff/roles").await.unwrap().text();
    let id = between(&page, "/staff/roles/asked/", "/").unwrap().to_owned();
    noor.post(&format!("/staff/roles/asked/{id}/agree"), &[]).await.unwrap();
    assert_eq!(world.count(factors).await, 0);
}

on_both!(what_changes_roles_needs_a_code_just_now_and_keeps_what_was_typed);
async fn what_changes_roles_needs_a_code_just_now_and_keeps_what_was_typed(world: World) {
    let mut admin = world.administrator().await;
    let secret = world.set_up_app(&mut admin).await;
    world.member("Ana Lima", "ana@example.org").await;
    world.app.clock.pass_minutes(16);
    let form = vec![("email", "ana@example.org"), ("role", "coordinator"), ("reason", "She's \"new\" <here>")];
    let asked = admin.post("/staff/roles", &form).await.unwrap();
    assert_eq!(asked.status, 403);
    assert!(asked.text().contains("She's &quot;new&quot; &lt;here&gt;"), "{}", asked.text());
    assert_eq!(world.count("select count(*) from office where role = 'coordinator'").await, 0);
    let code = world.code_of(&secret);
    let with_code: Vec<(&str, &str)> = form.iter().copied().chain([("second-factor", code.as_str())]).collect();
    assert_eq!(admin.post("/staff/roles", &with_code).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from office where role = 'coordinator'").await, 1);
    assert_eq!(
        world.text("select reason from audit where verb = 'office.given' and reason <> '' limit 1").await,
        "She's \"new\" <here>"
    );
    // the last administrator stays
    let page = admin.get("/staff/roles").await.unwrap().text();
    let roles: Vec<&str> = page
        .split("action=\"/staff/roles/")
        .skip(1)
        .filter_map(|p| p.split_once("/end\""))
        .map(|(id, _)| id)
        .filter(|id| !id.contains('/'))
        .collect();
    let mut statuses = Vec::new();
    for id in roles {
        statuses.push(admin.post(&format!("/staff/roles/{id}/end"), &[]).await.unwrap().status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 303, 422], "coordinator, trainer; not the last administrator");
    assert_eq!(admin.get("/staff/roles").await.unwrap().status, 200);
}

on_both!(sign_ins_are_listed_and_ended_and_power_is_announced);
async fn sign_ins_are_listed_and_ended_and_power_is_announced(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut bo = world.member("Bo Reyes", "bo@example.org").await;
    let mut phone = world.sign_in("ana@example.org").await;
    let page = ana.get("/me/sign-ins").await.unwrap().text();
    assert_eq!(page.matches("/end\"").count(), 2, "one button for the other, one for all others");
    let key = between(&page, "/me/sign-ins/", "/end").unwrap().to_owned();
    bo.post(&format!("/me/sign-ins/{key}/end"), &[]).await.unwrap();
    assert_eq!(phone.get("/me").await.unwrap().status, 200, "nobody ends another's");
    ana.post(&format!("/me/sign-ins/{key}/end"), &[]).await.unwrap();
    assert_eq!(phone.get("/me").await.unwrap().status, 401);
    assert_eq!(ana.get("/me").await.unwrap().status, 200);
    let notices = |mail: Vec<(String, String)>| mail.iter().filter(|(s, _)| s == "You were signed in").count();
    assert_eq!(notices(world.mail_to("ana@example.org").await), 0, "a member is not bothered");
    world.staff().await;
    assert_eq!(notices(world.mail_to("dana.kowalski@example.org").await), 1);
}

on_both!(looking_as_somebody_changes_nothing_and_stands_in_the_log);
async fn looking_as_somebody_changes_nothing_and_stands_in_the_log(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut dana = world.staff().await;
    let key = world.text("select key from person where name = 'Ana Lima'").await;
    let at = format!("/staff/people/{key}");
    assert!(dana.get(&at).await.unwrap().text().contains("ana@example.org"));
    assert_eq!(ana.get(&at).await.unwrap().status, 404);
    assert_eq!(dana.post(&format!("{at}/view-as"), &[]).await.unwrap().status, 422, "a reason is asked for");
    let begun = dana.post(&format!("{at}/view-as"), &[("reason", "She called")]).await.unwrap();
    assert_eq!(begun.location.as_deref(), Some("/me"));
    let page = dana.get("/me/profile").await.unwrap().text();
    assert!(page.contains("as Ana Lima does") && page.contains("ana@example.org"), "{page}");
    let form =
        [("name", "Eve"), ("local", "Harborfield Teachers Association"), ("work", "teacher"), ("language", "en")];
    assert_eq!(dana.post("/me/profile", &form).await.unwrap().status, 403);
    assert_eq!(dana.get("/staff").await.unwrap().status, 404, "no power meanwhile");
    assert_eq!(dana.get("/me/record").await.unwrap().status, 200);
    for paper in ["/me/record.pdf", "/me/certificate.pdf", "/me/certificate.json"] {
        assert_eq!(dana.get(paper).await.unwrap().status, 403, "{paper} leaves with its person only");
    }
    assert_eq!(world.count("select count(*) from person where name = 'Eve'").await, 0);
    dana.post("/view-as/end", &[]).await.unwrap();
    assert_eq!(dana.get("/staff").await.unwrap().status, 200);
    let logged = "select count(*) from audit a join person p on p.id = a.actor_id where a.verb like 'person.viewed-as%' and p.name = 'Dana Kowalski' and a.sign_in is not null";
    assert_eq!(world.count(logged).await, 2);
    let looks = "select count(distinct person_id) from look";
    assert_eq!(world.count(looks).await, 1, "whose page was opened is known, whichever of their pages it was");
    // nobody can view as somebody with power
    world.trainer().await;
    let owen = world.text("select key from person where name = 'Owen Pike'").await;
    let refused = dana.post(&format!("/staff/people/{owen}/view-as"), &[("reason", "Curious")]).await.unwrap();
    assert_eq!(refused.status, 422);
}

on_both!(nobody_comes_to_power_by_correcting_or_merging_records);
async fn nobody_comes_to_power_by_correcting_or_merging_records(world: World) {
    let mut admin = world.administrator().await;
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    world.member("New Chief", "chief@example.org").await;
    world.member("New Chief", "dummy@example.org").await;
    let form =
        [("email", "chief@example.org"), ("role", "registrar"), ("until", "2027-06-30"), ("reason", "Takes over")];
    assert_eq!(admin.post("/staff/roles", &form).await.unwrap().status, 303);
    let key = async |email: &str| {
        let email = email.to_owned();
        let read = move |tx: &db::Tx<'_>| {
            tx.one("select key from person where email = $1", &db::params![&email])?.get::<String>(0)
        };
        world.app.db.read(read).await.unwrap()
    };
    let (chief, dummy, own) =
        (key("chief@example.org").await, key("dummy@example.org").await, key("ruth.abebe@example.org").await);
    // another address would let another person sign in with that power
    let edit = [
        ("name", "New Chief"),
        ("email", "mine@example.org"),
        ("local", "Harborfield Teachers Association"),
        ("work", "teacher"),
        ("language", "en"),
        ("reason", "Typo"),
    ];
    for person in [&chief, &own] {
        let refused = ruth.post(&format!("/staff/people/{person}/edit"), &edit).await.unwrap();
        assert_eq!(refused.status, 422);
    }
    assert_eq!(ruth.post(&format!("/staff/people/{dummy}/edit"), &edit).await.unwrap().status, 303, "the control");
    for (kept, gone) in [(&chief, &dummy), (&dummy, &chief)] {
        let form = [("with", gone.as_str()), ("email", "gone"), ("reason", "One person")];
        assert_eq!(ruth.post(&format!("/staff/people/{kept}/merge"), &form).await.unwrap().status, 422);
    }
    assert_eq!(world.count("select count(*) from merge").await, 0);
    // a new office needs the second factor anew, and viewing as somebody ends with the power to do so
    let mut dana = world.staff().await;
    assert_eq!(dana.get("/staff/roles").await.unwrap().status, 404);
    let form = [("email", "dana.kowalski@example.org"), ("role", "administrator"), ("reason", "Helps out")];
    admin.post("/staff/roles", &form).await.unwrap();
    assert_eq!(dana.get("/staff/roles").await.unwrap().status, 403);
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/people/{dummy}/view-as"), &[("reason", "She called")]).await.unwrap();
    assert!(dana.get("/me/profile").await.unwrap().text().contains("mine@example.org"));
    let end = "update office set until = 1 where person_id = (select id from person where email = 'dana.kowalski@example.org')";
    world.app.db.write(move |tx| tx.run(end, &[])).await.unwrap();
    assert!(!dana.get("/me/profile").await.unwrap().text().contains("mine@example.org"));
}
