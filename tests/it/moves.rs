//! Every move after the first sign-up: waiting with and without being asked, last calls, swaps that wait, colleagues,
//! more and fewer seats, and classes that move, merge or are held at several sites.

use crate::{
    on_both,
    visitor::Browser,
    world::{DAY, World, between},
};
use ratify::{
    assembly::jobs,
    office::import::{self, Input, Job},
};

/// Two classes in the same block on January 23, and one in February.
const FIRST: &str = "fnd-101-wus";
const CLASHES: &str = "spc-323-wus";
const LATER: &str = "dem-204-winter";

/// Before the office does something to a class, a page says who will be told: that is agreed to.
async fn post(browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> u16 {
    let answer = browser.post(path, form).await.unwrap();
    if answer.status != 200 || !answer.text().contains("name=\"agreed\"") {
        return answer.status.as_u16();
    }
    browser.post(path, &[form, &[("agreed", "1")]].concat()).await.unwrap().status.as_u16()
}

/// Brings a class to this many seats.
async fn seats(world: &World, source: &str, seats: &str, displace: bool) -> u16 {
    let key = world.class_key(source).await;
    let mut form = vec![("seats", seats)];
    if displace {
        form.push(("displace", "1"));
    }
    post(&mut world.staff().await, &format!("/staff/classes/{key}/seats"), &form).await
}

async fn states(world: &World, source: &str) -> Vec<String> {
    let source = source.to_owned();
    let rows = world
        .app
        .db
        .read(move |tx| {
            tx.all(
                "select p.name, s.state from signup s join person p on p.id = s.person_id
                 join offering o on o.id = s.offering_id where o.source_key = $1 order by p.name, s.asked_at, s.id",
                &db::params![&source],
            )
        })
        .await
        .unwrap();
    rows.iter().map(|r| format!("{} {}", r.get::<String>(0).unwrap(), r.get::<String>(1).unwrap())).collect()
}

struct Three {
    ana: Browser,
    bo: Browser,
    cem: Browser,
    key: String,
}

/// One seat: Ana has it, Bo and Cem wait.
async fn three_on_one_seat(world: &World) -> Three {
    assert_eq!(seats(world, FIRST, "1", false).await, 303);
    let key = world.class_key(FIRST).await;
    let mut ana = world.member("Ana", "ana@example.org").await;
    let mut bo = world.member("Bo", "bo@example.org").await;
    let mut cem = world.member("Cem", "cem@example.org").await;
    for member in [&mut ana, &mut bo, &mut cem] {
        assert_eq!(post(member, &format!("/classes/{key}/sign-up"), &[("wait", "1")]).await, 303);
    }
    Three { ana, bo, cem, key }
}

on_both!(who_said_so_gets_the_next_seat_without_being_asked);
async fn who_said_so_gets_the_next_seat_without_being_asked(world: World) {
    let Three { mut ana, mut bo, key, .. } = three_on_one_seat(&world).await;
    assert_eq!(post(&mut bo, &format!("/me/classes/{key}/auto"), &[("auto", "1")]).await, 303);
    assert_eq!(post(&mut ana, &format!("/me/classes/{key}/cancel"), &[]).await, 200);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(states(&world, FIRST).await, ["Ana cancelled", "Bo confirmed", "Cem waiting"]);
    let mail = world.mail_to("bo@example.org").await;
    assert!(mail.iter().any(|(subject, _)| subject.starts_with("Your seat for")), "{mail:?}");
    assert!(!mail.iter().any(|(_, text)| text.contains("/mail/take-")), "nobody asked: {mail:?}");
}

on_both!(an_offer_that_runs_out_keeps_a_place_once);
async fn an_offer_that_runs_out_keeps_a_place_once(world: World) {
    let Three { mut ana, mut cem, key, .. } = three_on_one_seat(&world).await;
    post(&mut ana, &format!("/me/classes/{key}/cancel"), &[]).await;
    world.pass_days(4);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(states(&world, FIRST).await, ["Ana cancelled", "Bo waiting", "Cem offered"], "the end of the line");
    assert_eq!(post(&mut cem, &format!("/me/classes/{key}/pass"), &[]).await, 200);
    assert_eq!(states(&world, FIRST).await, ["Ana cancelled", "Bo offered", "Cem passed"]);
    world.pass_days(4);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(states(&world, FIRST).await, ["Ana cancelled", "Bo expired", "Cem passed"]);
    let ended = world.mail_to("bo@example.org").await.into_iter().filter(|(s, _)| s.contains("offer for")).count();
    assert_eq!(ended, 2, "told each time");
}

on_both!(in_the_last_day_the_first_to_say_yes_has_the_seat);
async fn in_the_last_day_the_first_to_say_yes_has_the_seat(world: World) {
    // the class is on January 23, 2027 at 9:00
    world.pass_days(120);
    let Three { mut ana, mut bo, mut cem, key } = three_on_one_seat(&world).await;
    world.app.clock.pass_minutes(23 * DAY + 16 * 60);
    assert_eq!(post(&mut ana, &format!("/me/classes/{key}/cancel"), &[]).await, 200);
    assert_eq!(states(&world, FIRST).await, ["Ana late", "Bo waiting", "Cem waiting"], "nobody is waited for");
    for who in ["bo@example.org", "cem@example.org"] {
        let mail = world.mail_to(who).await;
        assert!(mail.iter().any(|(s, t)| s.contains("A seat is free") && t.contains("/mail/take-")), "{mail:?}");
    }
    let mut late = world.member("Late", "late@example.org").await;
    assert_eq!(post(&mut late, &format!("/classes/{key}/sign-up"), &[]).await, 409, "not for a passer-by");
    assert_eq!(post(&mut cem, &format!("/me/classes/{key}/take"), &[]).await, 303);
    let slow = bo.post(&format!("/me/classes/{key}/take"), &[]).await.unwrap();
    assert!(slow.text().contains("quicker") || slow.text().contains("ended"), "{}", slow.text());
    assert_eq!(states(&world, FIRST).await, ["Ana late", "Bo waiting", "Cem confirmed"]);
    // a second seat means a second call
    world.app.clock.pass_minutes(1);
    assert_eq!(post(&mut cem, &format!("/me/classes/{key}/cancel"), &[]).await, 200);
    let calls = world.mail_to("bo@example.org").await.into_iter().filter(|(s, _)| s.contains("A seat is free")).count();
    assert_eq!(calls, 2);
}

on_both!(a_swap_can_wait_and_the_old_seat_goes_on_when_the_new_one_comes);
async fn a_swap_can_wait_and_the_old_seat_goes_on_when_the_new_one_comes(world: World) {
    let Three { mut ana, mut bo, mut cem, key } = three_on_one_seat(&world).await;
    let other = world.class_key(CLASHES).await;
    assert_eq!(seats(&world, CLASHES, "1", false).await, 303);
    let mut dot = world.member("Dot", "dot@example.org").await;
    assert_eq!(post(&mut dot, &format!("/classes/{other}/sign-up"), &[]).await, 303);
    // Ana wants Dot's class instead of hers: she waits and keeps her seat
    assert_eq!(post(&mut ana, &format!("/me/classes/{key}/swap"), &[("for", &other)]).await, 409);
    assert_eq!(post(&mut ana, &format!("/me/classes/{key}/swap"), &[("for", &other), ("wait", "1")]).await, 303);
    assert_eq!(states(&world, CLASHES).await, ["Ana waiting", "Dot confirmed"]);
    post(&mut dot, &format!("/me/classes/{other}/cancel"), &[]).await;
    assert_eq!(states(&world, CLASHES).await, ["Ana offered", "Dot cancelled"]);
    assert_eq!(post(&mut ana, &format!("/me/classes/{other}/take"), &[]).await, 303);
    assert_eq!(states(&world, CLASHES).await, ["Ana confirmed", "Dot cancelled"]);
    assert_eq!(states(&world, FIRST).await, ["Ana cancelled", "Bo offered", "Cem waiting"], "her seat goes on");
    assert_eq!(post(&mut bo, &format!("/me/classes/{key}/take"), &[]).await, 303);
    assert_eq!(post(&mut cem, &format!("/me/classes/{key}/cancel"), &[]).await, 200);
}

on_both!(a_colleague_takes_a_seat_only_with_a_yes);
async fn a_colleague_takes_a_seat_only_with_a_yes(world: World) {
    let Three { mut ana, mut bo, mut cem, key } = three_on_one_seat(&world).await;
    let ask = format!("/me/classes/{key}/stand-in");
    // somebody who is waiting keeps their place if the question is taken back
    assert_eq!(post(&mut ana, &ask, &[("name", "Cem"), ("email", "cem@example.org")]).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo waiting", "Cem invited"]);
    assert_eq!(post(&mut ana, &format!("{ask}/end"), &[]).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo waiting", "Cem waiting"]);
    // a stranger says no, another yes; the seat is Ana's until then
    assert_eq!(post(&mut ana, &ask, &[("name", "Eva Nunes"), ("email", "eva@example.org")]).await, 303);
    let mail = world.mail_to("eva@example.org").await;
    let link = format!("/mail/take-{}", between(&mail[0].1, "/mail/take-", "\n").unwrap());
    let pass = format!("/mail/pass-{}", between(&mail[0].1, "/mail/pass-", "\n").unwrap());
    let mut anywhere = world.browser();
    assert_eq!(anywhere.get(&link).await.unwrap().status, 200);
    assert_eq!(states(&world, FIRST).await[0], "Ana confirmed");
    assert_eq!(anywhere.post(&pass, &[]).await.unwrap().status, 200);
    assert!(world.mail_to("ana@example.org").await.iter().any(|(s, _)| s.contains("is still yours")));
    assert_eq!(post(&mut ana, &ask, &[("name", "Finn Daly"), ("email", "finn@example.org")]).await, 303);
    let mail = world.mail_to("finn@example.org").await;
    let link = format!("/mail/take-{}", between(&mail[0].1, "/mail/take-", "\n").unwrap());
    assert_eq!(anywhere.post(&link, &[]).await.unwrap().status, 200);
    let after = states(&world, FIRST).await;
    assert_eq!(after, ["Ana stood-in", "Bo waiting", "Cem waiting", "Eva Nunes passed", "Finn Daly confirmed"]);
    assert_eq!(world.count("select count(*) from enrolment e join person p on p.id = e.person_id where p.name = 'Finn Daly' and e.confirmed_at is not null").await, 1);
    for browser in [&mut bo, &mut cem] {
        assert_eq!(browser.get(&format!("/me/classes/{key}")).await.unwrap().status, 200);
    }
}

on_both!(fewer_seats_are_refused_or_the_latest_wait_first_in_line);
async fn fewer_seats_are_refused_or_the_latest_wait_first_in_line(world: World) {
    let Three { mut cem, key, .. } = three_on_one_seat(&world).await;
    assert_eq!(seats(&world, FIRST, "3", false).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo offered", "Cem offered"]);
    assert_eq!(post(&mut cem, &format!("/me/classes/{key}/take"), &[]).await, 303);
    assert_eq!(seats(&world, FIRST, "1", false).await, 422, "nobody loses a seat silently");
    assert_eq!(seats(&world, FIRST, "1", true).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo waiting", "Cem waiting"]);
    let mail = world.mail_to("cem@example.org").await;
    let told = mail.iter().find(|(s, _)| s.contains("lost your seat")).expect("told");
    assert!(told.1.contains("number 1 in line"), "{}", told.1);
    assert_eq!(seats(&world, FIRST, "2", false).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo waiting", "Cem offered"], "who had a seat is first");
}

on_both!(a_move_onto_another_class_asks_which_one);
async fn a_move_onto_another_class_asks_which_one(world: World) {
    let mut ana = world.member("Ana", "ana@example.org").await;
    let (first, later) = (world.class_key(FIRST).await, world.class_key(LATER).await);
    for key in [&first, &later] {
        assert_eq!(post(&mut ana, &format!("/classes/{key}/sign-up"), &[]).await, 303);
    }
    let mut dana = world.staff().await;
    let form = [("starts", "2027-01-23 09:00"), ("notice", "The room is not free in February.")];
    assert_eq!(post(&mut dana, &format!("/staff/classes/{later}/move"), &form).await, 303);
    assert_eq!(states(&world, LATER).await, ["Ana offered"], "no double booking, and nothing lost");
    let mail = world.mail_to("ana@example.org").await;
    let (_, text) = mail.iter().find(|(s, _)| s.contains("has changed")).expect("told");
    assert!(text.contains("which one do you want") && text.contains("/mail/take-"), "{text}");
    assert_eq!(post(&mut ana, &format!("/me/classes/{later}/take"), &[]).await, 409, "while she has the other");
    assert_eq!(post(&mut ana, &format!("/me/classes/{first}/cancel"), &[]).await, 200);
    assert_eq!(post(&mut ana, &format!("/me/classes/{later}/take"), &[]).await, 303);
    assert_eq!(states(&world, LATER).await, ["Ana confirmed"]);
    // a move that causes no conflict is accepted with one tap
    let form = [("starts", "2027-03-06 09:00"), ("notice", "Now in March.")];
    assert_eq!(post(&mut dana, &format!("/staff/classes/{later}/move"), &form).await, 303);
    assert_eq!(post(&mut ana, &format!("/me/classes/{later}/keep"), &[]).await, 303);
    assert_eq!(world.count("select count(*) from signup where comes_at is not null").await, 1);
}

on_both!(two_classes_become_one_and_a_called_off_one_moves_people_with_one_tap);
async fn two_classes_become_one_and_a_called_off_one_moves_people_with_one_tap(world: World) {
    // two dates of one course
    let (from, into) = ("fnd-101-fall", "fnd-101-wus");
    import_class_of(&world, "fnd-101", "room", "2027-03-06 09:00-10:30,5,A").await;
    let (from_key, into_key) = (world.class_key(from).await, world.class_key(into).await);
    assert_eq!(seats(&world, into, "1", false).await, 303);
    let mut ana = world.member("Ana", "ana@example.org").await;
    let mut bo = world.member("Bo", "bo@example.org").await;
    for member in [&mut ana, &mut bo] {
        assert_eq!(post(member, &format!("/classes/{from_key}/sign-up"), &[]).await, 303);
    }
    let board = format!("/me/classes/{from_key}/board");
    ana.get(&board).await.unwrap();
    assert_eq!(post(&mut ana, &board, &[("body", "A question"), ("kind", "ask")]).await, 303);
    assert_eq!(post(&mut ana, &format!("/me/classes/{from_key}/taking-part"), &[("seen", "1")]).await, 303);
    let mut dana = world.staff().await;
    let form = [("into", into_key.as_str()), ("why", "Too few people.")];
    assert_eq!(post(&mut dana, &format!("/staff/classes/{from_key}/merge"), &form).await, 303);
    assert_eq!(states(&world, from).await, ["Ana moved", "Bo moved"]);
    let said = ana.get(&format!("/me/classes/{into_key}/board")).await.unwrap().text();
    assert!(said.contains("A question") && said.contains("The others do not see that you come"), "{said}");
    assert_eq!(ana.get(&board).await.unwrap().status, 404, "what was said goes along");
    let to_owen = world.mail_to("owen.pike@example.org").await;
    assert!(
        to_owen.iter().any(|(subject, _)| subject.starts_with("Canceled: ")),
        "its trainer stays at home: {to_owen:?}"
    );
    assert_eq!(states(&world, into).await, ["Ana confirmed", "Bo waiting"]);
    for who in ["ana@example.org", "bo@example.org"] {
        let mail = world.mail_to(who).await;
        assert_eq!(mail.iter().filter(|(_, t)| t.contains("put together")).count(), 1, "{mail:?}");
    }
    // the other one is called off: one tap leads from the mail to another date
    let form = [("reason", "The trainer is ill.")];
    assert_eq!(post(&mut dana, &format!("/staff/classes/{into_key}/cancel"), &form).await, 303);
    let mail = world.mail_to("ana@example.org").await;
    let (_, text) = mail.iter().find(|(s, _)| s.starts_with("Canceled")).expect("told");
    let link = format!("/mail/move-{}", between(text, "/mail/move-", "\n").unwrap());
    let mut anywhere = world.browser();
    let page = anywhere.get(&link).await.unwrap();
    assert_eq!(page.status, 200);
    let to = between(&page.text(), "name=\"to\" value=\"", "\"").expect("another date").to_owned();
    for _ in 0..2 {
        assert_eq!(anywhere.post(&link, &[("to", &to), ("site", "0")]).await.unwrap().status, 200);
    }
    let seats = "select count(*) from signup s join person p on p.id = s.person_id where p.name = 'Ana' and s.state = 'confirmed'";
    assert_eq!(world.count(seats).await, 1, "one date for one that was lost");
}

on_both!(who_waited_for_a_class_that_merged_gets_one_letter);
async fn who_waited_for_a_class_that_merged_gets_one_letter(world: World) {
    let (from, into) = ("fnd-101-fall", "fnd-101-wus");
    import_class_of(&world, "fnd-101", "room", "2027-03-06 09:00-10:30,5,A").await;
    let (from_key, into_key) = (world.class_key(from).await, world.class_key(into).await);
    assert_eq!((seats(&world, from, "1", false).await, seats(&world, into, "2", false).await), (303, 303));
    let mut ana = world.member("Ana", "ana@example.org").await;
    let mut bo = world.member("Bo", "bo@example.org").await;
    assert_eq!(post(&mut ana, &format!("/classes/{from_key}/sign-up"), &[]).await, 303);
    assert_eq!(post(&mut bo, &format!("/classes/{from_key}/sign-up"), &[("wait", "1")]).await, 303);
    world.mail_to("bo@example.org").await;
    let mut dana = world.staff().await;
    let form = [("into", into_key.as_str()), ("why", "Too few people."), ("agreed", "1")];
    let done = dana.post(&format!("/staff/classes/{from_key}/merge"), &form).await.unwrap();
    assert!(done.location.as_deref().unwrap().contains("seated=1&waiting=0&offered=1&told=0"), "{:?}", done.location);
    assert_eq!(states(&world, into).await, ["Ana confirmed", "Bo offered"]);
    let mail = world.mail_to("bo@example.org").await;
    let told: Vec<_> = mail.iter().filter(|(_, t)| t.contains("put together")).collect();
    assert_eq!(told.len(), 1, "{mail:?}");
    assert!(told[0].1.contains("/mail/take-"), "the offer says it: {}", told[0].1);
}

on_both!(a_form_key_is_good_for_one_request);
async fn a_form_key_is_good_for_one_request(world: World) {
    let mut ana = world.member("Ana", "ana@example.org").await;
    let (first, later) = (world.class_key(FIRST).await, world.class_key(LATER).await);
    let key = ("request", "one-form-1234567890");
    assert_eq!(post(&mut ana, &format!("/classes/{first}/sign-up"), &[key]).await, 303);
    assert_eq!(post(&mut ana, &format!("/classes/{later}/sign-up"), &[key]).await, 422);
    assert_eq!(world.count("select count(*) from signup").await, 1);
    post(&mut ana, &format!("/me/classes/{first}/cancel"), &[]).await;
    assert_eq!(post(&mut ana, &format!("/classes/{first}/sign-up"), &[key]).await, 303, "the same answer");
    assert_eq!(states(&world, FIRST).await, ["Ana cancelled"], "and no effect");
}

on_both!(who_is_asked_to_stand_in_still_gets_what_the_line_brings);
async fn who_is_asked_to_stand_in_still_gets_what_the_line_brings(world: World) {
    let Three { mut ana, key, .. } = three_on_one_seat(&world).await;
    let ask = [("name", "Bo"), ("email", "bo@example.org")];
    assert_eq!(post(&mut ana, &format!("/me/classes/{key}/stand-in"), &ask).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo invited", "Cem waiting"]);
    assert_eq!(seats(&world, FIRST, "2", false).await, 303);
    assert_eq!(states(&world, FIRST).await, ["Ana confirmed", "Bo offered", "Cem waiting"], "first in line");
    assert!(world.mail_to("ana@example.org").await.iter().any(|(s, _)| s.contains("is still yours")));
}

on_both!(a_held_seat_of_a_class_for_members_is_confirmed_if_they_are_found);
async fn a_held_seat_of_a_class_for_members_is_confirmed_if_they_are_found(world: World) {
    import_class(&world, "members_only", "2026-12-05 09:00-12:00,5,yes").await;
    let key = world.class_key("new-one").await;
    // Tom is in the member file, Ulla is not
    for (name, email, state) in
        [("Tom Okafor", "tom.okafor@example.org", "confirmed"), ("Ulla Berg", "ulla@example.org", "waiting")]
    {
        let mut browser = world.browser();
        let form = crate::world::enroll_form(name, email);
        assert_eq!(browser.post(&format!("/classes/{key}/enroll"), &form).await.unwrap().status, 303);
        let code = world.code_for(email).await;
        browser.post("/enroll/code", &[("email", email), ("code", &code)]).await.unwrap();
        assert!(states(&world, "new-one").await.contains(&format!("{name} {state}")), "{name}");
    }
}

/// A class with these additional columns, imported.
async fn import_class(world: &World, columns: &str, cells: &str) {
    import_class_of(world, "spc-301", columns, cells).await;
}

async fn import_class_of(world: &World, course: &str, columns: &str, cells: &str) {
    take_in(world, course, "holyoke-office", (columns, cells)).await;
}

async fn import_at(world: &World, venue: &str, columns: &str, cells: &str) {
    take_in(world, "spc-301", venue, (columns, cells)).await;
}

async fn take_in(world: &World, course: &str, venue: &str, (columns, cells): (&str, &str)) {
    let text = format!("key,course,venue,sessions,capacity,{columns}\nnew-one,{course},{venue},{cells}\n");
    let job = Job {
        inputs: vec![Input::new("offerings.csv", text.into_bytes())],
        shift_days: 0,
        keep: true,
        take_doubtful: false,
        over_stored: false,
        agreed: true,
    };
    let report = import::by_operator(&world.app, job).await.unwrap();
    assert_eq!(report.problems, vec![]);
}

on_both!(a_class_at_two_sites_has_seats_and_a_line_at_each);
async fn a_class_at_two_sites_has_seats_and_a_line_at_each(world: World) {
    import_class(&world, "sites", "2026-12-05 09:00-12:00,1,online: 1").await;
    let key = world.class_key("new-one").await;
    let sign_up = format!("/classes/{key}/sign-up");
    let mut members = Vec::new();
    for name in ["Ana", "Bo", "Cem", "Dot"] {
        members.push(world.member(name, &format!("{}@example.org", name.to_lowercase())).await);
    }
    assert_eq!(post(&mut members[0], &sign_up, &[]).await, 303);
    assert_eq!(post(&mut members[1], &sign_up, &[]).await, 409, "this house is full");
    assert_eq!(post(&mut members[1], &sign_up, &[("site", "1")]).await, 303);
    assert_eq!(post(&mut members[2], &sign_up, &[("site", "1"), ("wait", "1")]).await, 303);
    assert_eq!(post(&mut members[3], &sign_up, &[("wait", "1")]).await, 303);
    assert_eq!(post(&mut members[3], &sign_up, &[("site", "7")]).await, 303, "they wait already");
    post(&mut members[1], &format!("/me/classes/{key}/cancel"), &[]).await;
    assert_eq!(states(&world, "new-one").await, ["Ana confirmed", "Bo cancelled", "Cem offered", "Dot waiting"]);
    // to the other site, where a seat is free and nobody waits: the old seat goes to whoever is waiting for it
    let change = [("for", key.as_str()), ("site", "1")];
    let swap = format!("/me/classes/{key}/swap");
    assert_eq!(post(&mut members[0], &swap, &change).await, 409, "no seat there");
    post(&mut members[2], &format!("/me/classes/{key}/pass"), &[]).await;
    assert_eq!(post(&mut members[0], &swap, &change).await, 303);
    let after = states(&world, "new-one").await;
    assert_eq!(after, ["Ana confirmed", "Bo cancelled", "Cem passed", "Dot offered"]);
    let page = world.browser().get(&format!("/classes/{key}")).await.unwrap();
    let page = world.browser().follow(page).await.unwrap().text();
    assert!(page.contains("Holyoke office") && page.contains("Online"), "{page}");
}

on_both!(only_those_whose_site_moved_hear_of_it);
async fn only_those_whose_site_moved_hear_of_it(world: World) {
    import_class(&world, "sites", "2026-12-05 09:00-12:00,5,online: 5").await;
    let key = world.class_key("new-one").await;
    let mut ana = world.member("Ana", "ana@example.org").await;
    let mut bo = world.member("Bo", "bo@example.org").await;
    let sign_up = format!("/classes/{key}/sign-up");
    assert_eq!(post(&mut ana, &sign_up, &[]).await, 303);
    assert_eq!(post(&mut bo, &sign_up, &[("site", "1")]).await, 303);
    let told = "select p.name from outbox o join person p on p.id = o.person_id where o.kind = 'changed' order by 1";
    let told = async || {
        let read =
            move |tx: &db::Tx<'_>| tx.all(told, &[])?.iter().map(|r| r.get::<String>(0)).collect::<Result<Vec<_>, _>>();
        world.app.db.read(read).await.unwrap()
    };
    import_class(&world, "sites", "2026-12-05 09:00-12:00,5,holyoke-office/Room 2: 5").await;
    assert_eq!(told().await, ["Bo"], "the other place is where it was");
    import_class(&world, "sites", "2026-12-05 09:00-12:00,5,holyoke-office/Room 2: 5; online: 9").await;
    assert_eq!(told().await, ["Bo"], "one more place moves nobody");
    import_at(&world, "quincy-hq", "sites", "2026-12-05 09:00-12:00,5,holyoke-office/Room 2: 5; online: 9").await;
    assert_eq!(told().await, ["Ana", "Bo"], "its own place is a site like the others");
    import_at(&world, "quincy-hq", "sites", "2026-12-05 10:00-13:00,5,holyoke-office/Room 2: 5; online: 9").await;
    assert_eq!(told().await, ["Ana", "Ana", "Bo", "Bo"]);
}

on_both!(each_door_says_whom_it_is_for);
async fn each_door_says_whom_it_is_for(world: World) {
    import_class(&world, "only_work,members_only,opens", "2026-12-05 09:00-12:00,5,esp,yes,2026-09-10 08:00").await;
    let key = world.class_key("new-one").await;
    let mut ana = world.member("Ana", "ana@example.org").await;
    let sign_up = format!("/classes/{key}/sign-up");
    let early = ana.post(&sign_up, &[]).await.unwrap();
    assert!(early.status == 409 && early.text().contains("not open yet"), "{}", early.text());
    world.pass_days(12);
    let work = ana.post(&sign_up, &[]).await.unwrap();
    assert!(work.status == 409 && work.text().contains("some kinds of work"), "{}", work.text());
    let profile = [("name", "Ana"), ("local", "Harborfield Teachers Association"), ("work", "esp"), ("language", "en")];
    let saved = ana.post("/me/profile", &profile).await.unwrap();
    assert!(saved.status == 303 || saved.status == 200, "{}", saved.text());
    let member = ana.post(&sign_up, &[]).await.unwrap();
    assert!(member.status == 409 && member.text().contains("confirmed members"), "{}", member.text());
    world
        .app
        .db
        .write(|tx| tx.run("update person set membership = 'confirmed' where name = 'Ana'", &[]))
        .await
        .unwrap();
    assert_eq!(post(&mut ana, &sign_up, &[]).await, 303);
}

on_both!(a_tight_trip_is_said_and_left_to_the_person);
async fn a_tight_trip_is_said_and_left_to_the_person(world: World) {
    // Holyoke an hour after a class in Boston on January 23, 2027
    import_class(&world, "room", "2027-01-23 11:30-14:30,5,A").await;
    let key = world.class_key("new-one").await;
    let mut ana = world.member("Ana", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, FIRST).await.status, 303);
    let sign_up = format!("/classes/{key}/sign-up");
    let tight = ana.post(&sign_up, &[]).await.unwrap();
    assert!(tight.status == 409 && tight.text().contains("tight trip"), "{}", tight.text());
    assert_eq!(post(&mut ana, &sign_up, &[("tight", "1")]).await, 303);
}
