//! Enrolment: a brief form that forgives, and tells strangers nothing.

use crate::{
    on_both,
    world::{World, enroll_form},
};

on_both!(every_wrong_field_comes_back_with_what_was_typed);
async fn every_wrong_field_comes_back_with_what_was_typed(world: World) {
    let mut browser = world.browser();
    let long = "x".repeat(300);
    let hostile = "<script>alert(1)</script>\u{0}\u{202E}";
    for (name, email, local) in [
        ("", "", ""),
        ("Ana", "ana.example", "Ashwell"),
        (&long, &long, &long),
        (hostile, hostile, hostile),
        ("123", "a@b", "\u{7}"),
    ] {
        let form = [("name", name), ("email", email), ("local", local), ("work", ""), ("language", "xx")];
        let answer = browser.post("/enroll", &form).await.unwrap();
        assert_eq!(answer.status, 422, "{name:?}");
        let text = answer.text();
        assert!(text.contains("id=\"errors\"") && !text.contains("<script>alert"), "{text}");
        assert!(text.contains("href=\"#work\""), "each error leads to its field");
    }
    let answer =
        browser.post("/enroll", &[("name", "Zoë Ní Bhriain"), ("email", "x"), ("local", "Somewhere")]).await.unwrap();
    assert!(answer.text().contains("value=\"Zoë Ní Bhriain\"") && answer.text().contains("value=\"Somewhere\""));
    assert_eq!(world.count("select count(*) from person where email_verified_at is null").await, 0);
}

on_both!(a_known_address_sees_the_same_page_and_gets_another_mail);
async fn a_known_address_sees_the_same_page_and_gets_another_mail(world: World) {
    world.member("Ana Baptiste", "ana@example.org").await;
    let mut stranger = world.browser();
    let form = enroll_form("Somebody Else", "ana@example.org");
    let known = stranger.post("/enroll", &form).await.unwrap();
    let form = enroll_form("Somebody New", "new@example.org");
    let unknown = stranger.post("/enroll", &form).await.unwrap();
    let mut pages = Vec::new();
    for (answer, email) in [(known, "ana@example.org"), (unknown, "new@example.org")] {
        let location = answer.location.unwrap();
        assert!(location.starts_with("/enroll/sent?asked=") && !location.contains("ana"), "{location}");
        pages.push(crate::enumeration::without(&stranger.get(&location).await.unwrap().text(), email));
    }
    assert_eq!(pages[0], pages[1]);
    let names = world.count("select count(*) from person where name = 'Somebody Else'").await;
    assert_eq!(names, 0, "a stranger's form changes nothing of a confirmed person");
    assert_eq!(world.mail_to("ana@example.org").await.len(), 3, "confirm, welcome, and the link to sign in");
}

on_both!(a_local_that_could_be_several_is_asked_for);
async fn a_local_that_could_be_several_is_asked_for(world: World) {
    let mut browser = world.browser();
    let mut form = enroll_form("Ana Baptiste", "ana@example.org");
    form[2].1 = "Bay Province";
    let answer = browser.post("/enroll", &form).await.unwrap();
    assert_eq!(answer.status, 200);
    let text = answer.text();
    assert!(text.contains("value=\"bpcc-north\"") && text.contains("value=\"bpcc-harbor\""), "{text}");
    form[2].1 = "bpcc-harbor";
    form.push(("local-asked", "1"));
    assert_eq!(browser.post("/enroll", &form).await.unwrap().status, 303);
    let found = world
        .count("select count(*) from person p join local l on l.id = p.local_id where l.key = 'bpcc-harbor'")
        .await;
    assert_eq!(found, 1);
}

on_both!(a_code_dies_after_five_wrong_tries);
async fn a_code_dies_after_five_wrong_tries(world: World) {
    let mut browser = world.browser();
    browser.post("/enroll", &enroll_form("Ana Baptiste", "ana@example.org")).await.unwrap();
    let code = world.code_for("ana@example.org").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let answer = browser.post("/enroll/code", &[("email", "ana@example.org"), ("code", wrong)]).await.unwrap();
        assert_eq!(answer.status, 422);
    }
    let answer = browser.post("/enroll/code", &[("email", "ana@example.org"), ("code", &code)]).await.unwrap();
    assert_eq!(answer.status, 422, "the right code comes too late");
    assert!(browser.cookie.is_none());
}

on_both!(an_expired_link_and_a_foreign_one_do_nothing);
async fn an_expired_link_and_a_foreign_one_do_nothing(world: World) {
    let mut browser = world.browser();
    browser.post("/enroll", &enroll_form("Ana Baptiste", "ana@example.org")).await.unwrap();
    let (_, mail) = world.mail_to("ana@example.org").await.pop().unwrap();
    let token = crate::world::between(&mail, "/go/", "\n").unwrap().to_owned();
    world.pass_days(2);
    assert_eq!(browser.post(&format!("/go/{token}"), &[]).await.unwrap().status, 410);
    assert_eq!(browser.post("/go/22222222222222222222222222", &[]).await.unwrap().status, 410);
    assert_eq!(browser.get("/mail/cancel-1-00000000000000000000000000000000").await.unwrap().status, 404);
    assert!(browser.cookie.is_none());
}

on_both!(five_link_mails_an_hour_and_no_more);
async fn five_link_mails_an_hour_and_no_more(world: World) {
    let mut browser = world.browser();
    for _ in 0..20 {
        let answer = browser.post("/enroll", &enroll_form("Ana Baptiste", "ana@example.org")).await.unwrap();
        assert_eq!(answer.status, 303);
    }
    assert_eq!(world.mail_to("ana@example.org").await.len(), 5);
}

on_both!(membership_is_matched_from_the_file_and_never_by_name_alone);
async fn membership_is_matched_from_the_file_and_never_by_name_alone(world: World) {
    // the sample file has a Tom Okafor of Harborfield; this one enters another local
    let mut form = enroll_form("Tom Okafor", "other.tom@example.org");
    form[2].1 = "Northmere Educators Union";
    let mut browser = world.browser();
    browser.post("/enroll", &form).await.unwrap();
    let code = world.code_for("other.tom@example.org").await;
    browser.post("/enroll/code", &[("email", "other.tom@example.org"), ("code", &code)]).await.unwrap();
    assert_eq!(world.count("select count(*) from person where membership = 'confirmed'").await, 0);
    world.member("Tom Okafor", "tom.okafor@example.org").await;
    assert_eq!(world.count("select count(*) from person where membership = 'confirmed'").await, 1);
}

on_both!(a_name_that_no_certificate_can_show_is_said_at_enrolment);
async fn a_name_that_no_certificate_can_show_is_said_at_enrolment(world: World) {
    let mut ana = world.browser();
    let odd = ana.post("/enroll", &enroll_form("Ana \u{1F600} Baptiste", "ana@example.org")).await.unwrap();
    assert_eq!(odd.status, 422);
    assert!(odd.text().contains("Certificates cannot show \u{1F600}"), "{}", odd.text());
    let unseen = ana.post("/enroll", &enroll_form("An\u{2062}a Baptiste", "ana@example.org")).await.unwrap();
    assert!(unseen.status == 422 && unseen.text().contains("cannot be seen (U+2062)"), "{}", unseen.text());
    for name in ["X", "فاطمة الزهراء", "김민준", "ሰላማዊት ተስፋዬ"] {
        let email = format!("p{}@example.org", name.len());
        assert_eq!(ana.post("/enroll", &enroll_form(name, &email)).await.unwrap().status, 303, "{name}");
    }
}

on_both!(who_leaves_keeps_the_hours_and_comes_back_by_a_press);
async fn who_leaves_keeps_the_hours_and_comes_back_by_a_press(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let page = ana.get("/me/leave").await.unwrap().text();
    assert!(page.contains("Give back my seat in a class to come"), "{page}");
    let edition = world.count("select edition_id from enrolment").await;
    for _ in 0..2 {
        let own = [("programme", "bargaining-certificate")];
        assert_eq!(ana.post("/me/leave", &own).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from audit where verb = 'enrolment.left'").await, 1);
    assert_eq!(
        world.count("select count(*) from signup where state = 'confirmed'").await,
        1,
        "the seat was not given back"
    );
    assert_eq!(world.count("select count(*) from standing").await, 0);
    let back = ana.get("/enroll").await.unwrap().text();
    assert!(back.contains("You left the program on") && back.contains("Come back"), "{back}");

    // signing in anew is not coming back
    let mut ana = world.sign_in("ana@example.org").await;
    assert_eq!(world.count("select count(*) from enrolment where confirmed_at is not null").await, 0);
    assert!(ana.get("/enroll").await.unwrap().text().contains("Come back"));
    assert_eq!(ana.post("/enroll", &[]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from audit where verb = 'enrolment.came-back'").await, 1);
    assert_eq!(world.count("select edition_id from enrolment where confirmed_at is not null").await, edition);
    assert_eq!(ana.get("/me").await.unwrap().status, 200);
    assert_eq!(world.count("select count(*) from outbox where kind = 'welcome'").await, 1, "welcomed once");

    // leaving with the seats
    ana.get("/me/leave").await.unwrap();
    ana.post("/me/leave", &[("seats", "1"), ("programme", "bargaining-certificate")]).await.unwrap();
    assert_eq!(world.count("select count(*) from signup where ended_at is null").await, 0);
    // a seat is for candidates: taking one is coming back
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    assert_eq!(world.count("select count(*) from enrolment where confirmed_at is not null").await, 1);
}
