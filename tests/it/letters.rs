//! What mails look like and when they come: links with words, one letter at the start, calendars that forget nothing.

use crate::{
    on_both,
    world::{World, between, enroll_form, sample_files},
};
use ratify::office::import::{self, Input};

on_both!(enrolling_with_a_class_sends_one_letter_with_everything);
async fn enrolling_with_a_class_sends_one_letter_with_everything(world: World) {
    let key = world.class_key("fnd-101-fall").await;
    let mut ana = world.browser();
    let form = enroll_form("Ana Baptiste", "ana@example.org");
    ana.post(&format!("/classes/{key}/enroll"), &form).await.unwrap();
    let code = world.code_for("ana@example.org").await;
    let form = [("email", "ana@example.org"), ("code", code.as_str())];
    ana.post("/enroll/code", &form).await.unwrap();
    world.app.clock.pass_minutes(5);
    let mails = world.mail_to("ana@example.org").await;
    assert_eq!(mails.len(), 2, "the one that confirms and the welcome: {mails:?}");
    let (subject, text) = &mails[1];
    assert!(subject.contains("where to start"), "{subject}");
    assert!(text.contains("You have a seat in this class.") && text.contains("September 16"), "{text}");
    assert!(text.contains("give your seat back by"), "{text}");
    let next = text.split("What to take first").nth(1).unwrap();
    assert!(!next.contains(&key), "the class that she has is no proposal: {next}");
}

on_both!(a_reminder_does_not_come_beside_the_mail_that_books);
async fn a_reminder_does_not_come_beside_the_mail_that_books(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    // six and a half days before the class of September 16
    world.app.clock.pass_minutes(9 * 24 * 60 - 8 * 60);
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    let week = "select count(*) from outbox where kind = 'reminder-week'";
    let day = "select count(*) from outbox where kind = 'reminder-day'";
    assert_eq!((world.count(week).await, world.count(day).await), (0, 0));
    world.pass_days(6);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    assert_eq!((world.count(week).await, world.count(day).await), (0, 1), "the day's reminder comes as ever");
}

on_both!(a_session_that_is_dropped_leaves_the_calendar);
async fn a_session_that_is_dropped_leaves_the_calendar(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-100-holyoke").await.status, 303);
    let offerings = sample_files().into_iter().find(|f| f.name == "offerings.csv").unwrap();
    let text = String::from_utf8(offerings.bytes).unwrap();
    let shorter = text.replace("2026-10-03 09:00-12:00; 2026-10-03 13:00-16:00", "2026-10-03 09:00-15:00");
    assert_ne!(text, shorter);
    let files = vec![Input::new("offerings.csv", shorter.into_bytes())];
    let job = import::Job { over_stored: true, ..crate::world::job(files, true) };
    let report = import::by_operator(&world.app, job).await.unwrap();
    assert!(report.kept, "{:?}", report.problems);
    world.mail_to("ana@example.org").await;
    let kept = world.text("select message from outbox where kind = 'changed'").await;
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let changed: Vec<&str> = kept["calendars"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
    let cancels: Vec<&&str> = changed.iter().filter(|f| f.contains("METHOD:CANCEL")).collect();
    assert_eq!(cancels.len(), 1, "{changed:?}");
    assert!(cancels[0].contains("-1@") && !cancels[0].contains("-0@"), "{}", cancels[0]);
    assert!(
        changed.iter().any(|f| f.contains("METHOD:PUBLISH") && f.contains("-0@") && !f.contains("-1@")),
        "{changed:?}"
    );
}

on_both!(an_offer_names_its_day_and_its_page_the_end);
async fn an_offer_names_its_day_and_its_page_the_end(world: World) {
    let key = world.class_key("dem-204-winter").await;
    let mut seated = Vec::new();
    for n in 0..6 {
        let mut one = world.member(&format!("Person {n}"), &format!("p{n}@example.org")).await;
        assert_eq!(world.sign_up(&mut one, "dem-204-winter").await.status, 303);
        seated.push(one);
    }
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    ana.post(&format!("/classes/{key}/sign-up"), &[("wait", "1")]).await.unwrap();
    seated[0].post(&format!("/me/classes/{key}/cancel"), &[]).await.unwrap();
    let mails = world.mail_to("ana@example.org").await;
    let (subject, text) = mails.last().unwrap();
    assert!(subject.contains("Dec 12") && subject.contains("held until"), "{subject}");
    let link = text.split("http://ratify.test/mail/take").nth(1).unwrap().split_whitespace().next().unwrap();
    let page = world.browser().get(&format!("/mail/take{link}")).await.unwrap().text();
    assert!(page.contains("We hold this seat for you until"), "{page}");
}

on_both!(mails_in_spanish_lead_to_pages_in_spanish);
async fn mails_in_spanish_lead_to_pages_in_spanish(world: World) {
    let mut ana = world.browser();
    let key = world.class_key("fnd-101-fall").await;
    let mut form = enroll_form("Ana Baptiste", "ana@example.org");
    form.retain(|(name, _)| *name != "language");
    form.push(("language", "es"));
    ana.post(&format!("/es/classes/{key}/enroll"), &form).await.unwrap();
    let code = world.code_for("ana@example.org").await;
    ana.post("/enroll/code", &[("email", "ana@example.org"), ("code", code.as_str())]).await.unwrap();
    let mails = world.mail_to("ana@example.org").await;
    let text = &mails.last().unwrap().1;
    let links: Vec<&str> = text.split_whitespace().filter(|w| w.starts_with("http://ratify.test")).collect();
    assert!(links.len() > 3 && links.iter().all(|l| l.starts_with("http://ratify.test/es/")), "{links:?}");
}

on_both!(the_language_that_somebody_chooses_stays);
async fn the_language_that_somebody_chooses_stays(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let page = ana.get("/me/classes").await.unwrap().text();
    assert!(page.contains("action=\"/me/language\"") && page.contains("value=\"/me/classes\""), "{page}");
    let chosen = ana.post("/me/language", &[("language", "es"), ("back", "/me/classes")]).await.unwrap();
    assert_eq!(chosen.location.as_deref(), Some("/me/classes"));
    for page in ["/me/classes", "/me", "/classes", "/me/profile"] {
        let text = ana.get(page).await.unwrap().text();
        assert!(text.contains("<html lang=\"es\">"), "{page}");
    }
    assert_eq!(world.sign_up(&mut ana, "fnd-100-holyoke").await.status, 303);
    let (_, mail) = world.mail_to("ana@example.org").await.pop().unwrap();
    assert!(mail.contains("Si no puede venir") && mail.contains("http://ratify.test/es/me/classes/"), "{mail}");
    // nothing changes for an unknown language or for a stranger, and there is no way off the site
    let odd = ana.post("/me/language", &[("language", "xx"), ("back", "//evil.example")]).await.unwrap();
    assert_eq!(odd.location.as_deref(), Some("/me"));
    assert_eq!(world.text("select language from person where email = 'ana@example.org'").await, "es");
    assert_eq!(world.browser().post("/me/language", &[("language", "es")]).await.unwrap().status, 401);
}

on_both!(another_language_loses_nothing_that_was_filled_in);
async fn another_language_loses_nothing_that_was_filled_in(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    ana.post("/me/language", &[("language", "es"), ("back", "/me")]).await.unwrap();
    let form = [("name", "Ana Maria Baptiste"), ("local", "Harborfield Teachers Association"), ("work", "teacher")];
    // errors come back in the other language with what was typed
    let wrong = ana.post("/me/profile", &[("name", "Ana Maria"), ("local", ""), ("work", "")]).await.unwrap();
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    let switch = between(&text, "<form class=\"language\"", "</form>").unwrap();
    assert!(switch.contains("action=\"/me/profile\"") && switch.contains("value=\"Ana Maria\""), "{switch}");
    // so does a sign-in that is needed meanwhile, in the language of the person signed in before
    world.pass_days(31);
    let ended = ana.post("/me/profile", &form).await.unwrap();
    let text = ended.text();
    assert!(ended.status == 401 && text.contains("<html lang=\"es\">"), "{text}");
    let switch = between(&text, "<form class=\"language\"", "</form>").unwrap();
    assert!(switch.contains("value=\"Ana Maria Baptiste\""), "{switch}");
    let english = ana.post("/me/profile", &form).await.unwrap().text();
    assert!(english.contains("kept.name") && english.contains("Ana Maria Baptiste"), "it goes along again: {english}");
    // a stranger stays in the language of the page
    let stranger = world.browser().get("/es/me").await.unwrap().text();
    assert!(stranger.contains("action=\"/es/sign-in\"") && stranger.contains("href=\"/es/enroll\""), "{stranger}");
}

on_both!(a_seat_given_back_from_a_mail_is_had_again_by_its_person);
async fn a_seat_given_back_from_a_mail_is_had_again_by_its_person(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.sign_up(&mut ana, "fnd-101-fall").await;
    let (_, text) = world.mail_to("ana@example.org").await.pop().unwrap();
    let cancel = format!("/mail/cancel-{}", between(&text, "/mail/cancel-", "\n").unwrap().trim());
    let confirmed = "select count(*) from signup s join person p on p.id = s.person_id
                     where s.state = 'confirmed' and p.email = 'ana@example.org'";
    // somebody else's browser: the seat is Ana's, whoever is signed in there
    let mut ben = world.member("Ben Ito", "ben@example.org").await;
    let page = ben.post(&cancel, &[]).await.unwrap().text();
    assert_eq!(world.count(confirmed).await, 0);
    let twice = ben.post(&cancel, &[]).await.unwrap().text();
    assert!(twice.contains("/mail/again-"), "the second press is answered as the first: {twice}");
    let again = format!("/mail/again-{}", between(&page, "/mail/again-", "\"").expect("the way back"));
    for _ in 0..2 {
        assert_eq!(ben.post(&again, &[]).await.unwrap().status, 200);
    }
    assert_eq!(world.count(confirmed).await, 1, "once, and hers");
    // the link in the first letter leads to the seat that she has by now
    let old = ben.get(&cancel).await.unwrap().text();
    assert!(!old.contains("You hold no seat") && old.contains("/mail/cancel-"), "{old}");
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
    // an hour later it is too late to have the seat back
    let (_, text) = world.mail_to("ana@example.org").await.pop().unwrap();
    let cancel = format!("/mail/cancel-{}", between(&text, "/mail/cancel-", "\n").unwrap().trim());
    let mut stranger = world.browser();
    let page = stranger.post(&cancel, &[]).await.unwrap().text();
    let again = format!("/mail/again-{}", between(&page, "/mail/again-", "\"").expect("the way back"));
    world.app.clock.pass_minutes(61);
    assert_eq!(stranger.post(&again, &[]).await.unwrap().status, 200);
    assert_eq!(world.count(confirmed).await, 0);
}
