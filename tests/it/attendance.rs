//! Rosters: partial attendance waits for a decision, walk-ins, closing, and who may do it.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};

const CLASS: &str = "fnd-100-holyoke";

/// A form sent by somebody who has seen what it changes.
fn agreed<'a>(form: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    form.iter().copied().chain([("agreed", "1")]).collect()
}

async fn held(world: &World) -> (Browser, String, String) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, CLASS).await.status, 303);
    world.pass_days(33);
    let mut owen = world.trainer().await;
    let key = world.class_key(CLASS).await;
    let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    let person = between(&page, "name=\"here-", "-0\"").unwrap().to_owned();
    (owen, key, person)
}

on_both!(leaving_early_waits_for_a_coordinator_and_prorates);
async fn leaving_early_waits_for_a_coordinator_and_prorates(world: World) {
    let (mut owen, key, person) = held(&world).await;
    let (morning, afternoon, left) =
        (format!("here-{person}-0"), format!("here-{person}-1"), format!("left-{person}-1"));
    let form = [(morning.as_str(), "1"), (afternoon.as_str(), "1"), (left.as_str(), "60")];
    owen.post(&format!("/teach/{key}"), &form).await.unwrap();
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    let minutes = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";
    assert_eq!(world.count(minutes).await, 180, "the morning counts, the afternoon waits");

    let decide = format!("/staff/attendance/{key}/decide");
    let empty = dana.post(&decide, &[("person", &person), ("session", "1")]).await.unwrap();
    assert_eq!(empty.status, 422, "a decision needs a choice and a reason");
    let form = [("person", person.as_str()), ("session", "1"), ("decision", "prorate"), ("reason", "Train home")];
    // the hours were given already: first comes a page with what would change, and nothing does
    let asked = dana.post(&decide, &form).await.unwrap();
    assert_eq!(asked.status, 200);
    let asked = asked.text();
    assert!(asked.contains("What this correction changes") && asked.contains("value=\"Train home\""), "{asked}");
    let hours = between(&asked, "<td class=\"num\">", "<td></td>").unwrap_or(&asked);
    assert!(hours.starts_with('3') && hours.contains(">5<"), "{hours}");
    assert_eq!(world.count(minutes).await, 180);
    assert_eq!(dana.post(&decide, &agreed(&form)).await.unwrap().status, 303);
    assert_eq!(world.count(minutes).await, 300, "two of three hours of the afternoon");

    // the coordinator changes her mind: a counter-entry, nothing is overwritten
    let form =
        [("person", person.as_str()), ("session", "1"), ("decision", "none"), ("reason", "Was gone all afternoon")];
    dana.post(&decide, &agreed(&form)).await.unwrap();
    assert_eq!(world.count(minutes).await, 180);
    assert_eq!(world.count("select count(*) from credit where kind = 'correction' and minutes < 0").await, 2);
}

on_both!(a_walk_in_is_on_the_roster_and_credited);
async fn a_walk_in_is_on_the_roster_and_credited(world: World) {
    let (mut owen, key, _) = held(&world).await;
    let path = format!("/teach/{key}/walk-in");
    let wrong = owen.post(&path, &[("name", ""), ("email", "x")]).await.unwrap();
    assert_eq!(wrong.status, 422);
    for said in ["added", "listed"] {
        let answer = owen.post(&path, &[("name", "Wei Zhang"), ("email", "wei@example.org")]).await.unwrap();
        assert!(answer.location.unwrap().ends_with(said));
    }
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let closed = owen.post(&path, &[("name", "Too Late"), ("email", "late@example.org")]).await.unwrap();
    assert!(closed.location.unwrap().ends_with("locked"));
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    assert_eq!(world.count("select cast(sum(minutes) as bigint) from credit").await, 360);
}

on_both!(a_roster_is_its_trainers_and_a_class_closes_after_it_began);
async fn a_roster_is_its_trainers_and_a_class_closes_after_it_began(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    world.sign_up(&mut ana, CLASS).await;
    let key = world.class_key(CLASS).await;
    assert_eq!(ana.get(&format!("/teach/{key}")).await.unwrap().status, 404, "a member learns nothing here");
    assert_eq!(world.browser().get(&format!("/teach/{key}")).await.unwrap().status, 401);
    assert_eq!(ana.get("/staff").await.unwrap().status, 404);
    let mut owen = world.trainer().await;
    assert_eq!(owen.get("/staff").await.unwrap().status, 404, "a trainer has no office");
    let early = owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    assert_eq!(early.status, 422);
    assert_eq!(world.count("select count(*) from roster").await, 0);
}

on_both!(two_classes_at_one_time_are_credited_once);
async fn two_classes_at_one_time_are_credited_once(world: World) {
    let (first, second) = (world.class_key("fnd-101-wus").await, world.class_key("spc-323-wus").await);
    world.pass_days(145);
    let mut owen = world.trainer().await;
    let mut dana = world.staff().await;
    for key in [&first, &second] {
        let form = [("name", "Wei Zhang"), ("email", "wei@example.org")];
        owen.post(&format!("/teach/{key}/walk-in"), &form).await.unwrap();
        owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
        for _ in 0..2 {
            dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
        }
    }
    let minutes = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";
    assert_eq!(world.count(minutes).await, 90, "the first counts, the second waits for a decision");
    let page = dana.get(&format!("/staff/attendance/{second}")).await.unwrap().text();
    let person = between(&page, "name=\"person\" value=\"", "\"").expect("a decision is asked for").to_owned();
    let form = [("person", person.as_str()), ("session", "0"), ("decision", "full"), ("reason", "Wrong room ticked")];
    dana.post(&format!("/staff/attendance/{second}/decide"), &agreed(&form)).await.unwrap();
    assert_eq!(world.count(minutes).await, 180, "what a coordinator decides stands");
    dana.post(&format!("/staff/attendance/{first}/approve"), &[("agreed", "1")]).await.unwrap();
    assert_eq!(world.count(minutes).await, 180, "and the first stays as it was");
}

on_both!(an_online_meeting_joins_its_stretches_and_a_missed_session_can_be_made_up);
async fn an_online_meeting_joins_its_stretches_and_a_missed_session_can_be_made_up(world: World) {
    let (mut owen, key, person) = held(&world).await;
    let (morning, afternoon, left) =
        (format!("here-{person}-0"), format!("here-{person}-1"), format!("left-{person}-1"));
    let form = [(morning.as_str(), "1"), (afternoon.as_str(), "1"), (left.as_str(), "60")];
    owen.post(&format!("/teach/{key}"), &form).await.unwrap();
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    let minutes = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";
    let times = format!("/staff/attendance/{key}/times");
    let sheet = dana.get(&format!("/staff/attendance/{key}")).await.unwrap().text();
    let key_of = between(&sheet, "/staff/people/", "/why").unwrap().to_owned();
    let ask = |times: &'static str| {
        [
            ("person", key_of.clone()),
            ("session", "1".into()),
            ("times", times.into()),
            ("reason", "Meeting report".to_owned()),
        ]
    };
    let post = async |dana: &mut Browser, said: &'static str| {
        let form = ask(said);
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        dana.post(&times, &agreed(&form)).await.unwrap()
    };
    let wrong = post(&mut dana, "0-500").await;
    assert!(wrong.status == 422 && wrong.text().contains("value=\"0-500\""));
    assert_eq!(post(&mut dana, "121-178, 0-60, 62-120, 10-50").await.status, 303);
    assert_eq!(world.count(minutes).await, 360, "175 of 180 minutes are the whole session, two devices count once");
    assert_eq!(post(&mut dana, "0-100").await.status, 303);
    assert_eq!(world.count(minutes).await, 180, "a hundred minutes are not: the counter-entry says so");
    let decide = format!("/staff/attendance/{key}/decide");
    let form =
        [("person", key_of.as_str()), ("session", "1"), ("decision", "make-up"), ("reason", "She will come in May")];
    assert_eq!(dana.post(&decide, &agreed(&form)).await.unwrap().status, 303);
    assert_eq!(world.count(minutes).await, 180);
    let mut ana = world.sign_in("ana@example.org").await;
    assert!(ana.get("/me").await.unwrap().text().contains("You can make up what you missed"));
}

on_both!(times_that_are_taken_back_leave_who_was_absent_absent);
async fn times_that_are_taken_back_leave_who_was_absent_absent(world: World) {
    let (mut owen, key, _) = held(&world).await;
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    let sheet = dana.get(&format!("/staff/attendance/{key}")).await.unwrap().text();
    let person = between(&sheet, "/staff/people/", "/why").unwrap().to_owned();
    let minutes = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";
    for (times, credited) in [("0-180", 180), ("", 0)] {
        let form = [("person", person.as_str()), ("session", "0"), ("times", times), ("reason", "Door list")];
        let said = dana.agree(&format!("/staff/attendance/{key}/times"), &form).await.unwrap();
        assert_eq!(said.status, 303, "{times}");
        assert_eq!(world.count(minutes).await, credited, "{times}");
    }
}

on_both!(two_open_rosters_do_not_undo_each_other);
async fn two_open_rosters_do_not_undo_each_other(world: World) {
    let (mut owen, key, person) = held(&world).await;
    let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    let form = format!("shown-{person}-");
    assert_eq!(between(&page, &format!("name=\"{form}0\" value=\""), "\"").unwrap(), "0,0,0");
    // another tab adds Wei and marks Ana's morning; this one, opened before, marks her afternoon
    owen.post(&format!("/teach/{key}/walk-in"), &[("name", "Wei Zhang"), ("email", "wei@example.org")]).await.unwrap();
    let morning = format!("here-{person}-0");
    owen.post(&format!("/teach/{key}"), &[(&morning, "1"), (&format!("{form}0"), "0,0,0")]).await.unwrap();
    let afternoon = format!("here-{person}-1");
    let stale = [(format!("{form}0"), "0,0,0"), (format!("{form}1"), "0,0,0"), (afternoon, "1")];
    let stale: Vec<(&str, &str)> = stale.iter().map(|(k, v)| (k.as_str(), *v)).collect();
    owen.post(&format!("/teach/{key}"), &stale).await.unwrap();
    assert_eq!(world.count("select count(*) from presence where here").await, 4, "Wei twice, Ana twice");
}

on_both!(a_paper_list_is_typed_name_by_name);
async fn a_paper_list_is_typed_name_by_name(world: World) {
    for (name, email) in [("Ana Lima", "ana@example.org"), ("Anabel Ito", "anabel@example.org")] {
        let mut member = world.member(name, email).await;
        assert_eq!(world.sign_up(&mut member, CLASS).await.status, 303);
    }
    world.pass_days(33);
    let (mut dana, key) = (world.staff().await, world.class_key(CLASS).await);
    let at = format!("/teach/{key}/paper");
    let page = dana.get(&at).await.unwrap().text();
    assert!(between(&page, "id=\"name\"", ">").unwrap().contains("autofocus"));
    let here = "select count(*) from presence where here";
    for (text, says) in [("zoe", "Nobody on the list is called “zoe”"), ("", "Nobody on the list")] {
        let answer = dana.post(&at, &[("name", text)]).await.unwrap();
        assert!(answer.status == 422 && answer.text().contains(says), "{}", answer.text());
    }
    let wrong = dana.post(&at, &[("name", "lima"), ("late", "soon")]).await.unwrap().text();
    assert!(wrong.contains("Write the minutes as a number") && wrong.contains("value=\"lima\""));
    let several = dana.post(&at, &[("name", "ana"), ("session", "1")]).await.unwrap().text();
    assert!(several.contains("Anabel Ito") && several.contains("Ana Lima") && several.contains("Who is “ana”?"));
    assert_eq!(world.count(here).await, 0);
    let lima = several.split("name=\"person\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let answer = dana.post(&at, &[("person", &lima), ("session", "1")]).await.unwrap();
    let page = dana.get(&answer.location.unwrap()).await.unwrap().text();
    assert!(page.contains("Ana Lima is marked as here") && page.contains("1 of 2 here"), "{page}");
    dana.post(&at, &[("name", "ito"), ("late", "20")]).await.unwrap();
    assert_eq!(world.count(here).await, 3, "one session, then both");
    assert_eq!(world.count("select count(*) from presence where late = 20").await, 2);
    let undo = between(&page, "name=\"undo\" value=\"", "\"").unwrap().to_owned();
    dana.post(&at, &[("person", &lima), ("session", "1"), ("undo", &undo)]).await.unwrap();
    assert_eq!(world.count(here).await, 2);
    // only the last entry is taken back: Anabel's 20 minutes are there again
    let answer = dana.post(&at, &[("name", "ito"), ("session", "0"), ("late", "50")]).await.unwrap();
    let page = dana.get(&answer.location.unwrap()).await.unwrap().text();
    let undo = between(&page, "name=\"undo\" value=\"", "\"").unwrap().to_owned();
    let ito = between(&page, "name=\"person\" value=\"", "\"").unwrap().to_owned();
    assert_eq!(world.count("select count(*) from presence where late = 50").await, 1);
    dana.post(&at, &[("person", &ito), ("session", "0"), ("undo", &undo)]).await.unwrap();
    assert_eq!(world.count("select count(*) from presence where here and late = 20").await, 2);
}

on_both!(nobody_on_paper_is_marked_before_a_session_begins);
async fn nobody_on_paper_is_marked_before_a_session_begins(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, CLASS).await.status, 303);
    let (mut dana, key) = (world.staff().await, world.class_key(CLASS).await);
    let answer = dana.post(&format!("/teach/{key}/paper"), &[("name", "ana")]).await.unwrap();
    assert_eq!(answer.status, 422);
    assert!(
        answer.text().contains("before the doors open") && answer.text().contains("value=\"ana\""),
        "{}",
        answer.text()
    );
    assert_eq!(world.count("select count(*) from presence").await, 0);
}

on_both!(an_open_roster_is_late_after_three_days_and_its_trainer_is_reminded_once);
async fn an_open_roster_is_late_after_three_days_and_its_trainer_is_reminded_once(world: World) {
    world.pass_days(34);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    let owed = "select count(*) from outbox where kind = 'roster-overdue'";
    let before = world.count(owed).await;
    let mut dana = world.staff().await;
    let list = dana.get("/staff/attendance").await.unwrap().text();
    let waiting = list.split("Waiting for the trainer").nth(1).unwrap();
    assert!(waiting.contains("Bargaining Foundations"), "{list}");
    world.pass_days(3);
    for _ in 0..2 {
        ratify::assembly::jobs::once(&world.app).await.unwrap();
        assert_eq!(world.count(owed).await, before + 1, "once to Owen, who teaches it");
    }
    let mut dana = world.staff().await;
    let key = world.class_key(CLASS).await;
    let late = async |dana: &mut Browser| {
        let list = dana.get("/staff/attendance").await.unwrap().text();
        let late = between(&list, "<h2>Late", "<h2>").unwrap_or(&list);
        late.contains(&format!("/staff/attendance/{key}")) && late.contains("days late")
    };
    assert!(late(&mut dana).await);
    ratify::assembly::jobs::deliver_all(&world.app).await.unwrap();
    assert!(world.mail_to("owen.pike@example.org").await.iter().any(|(subject, _)| subject.contains("Who was in")));
    dana.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    assert!(!late(&mut dana).await, "it waits for the office now");
}

on_both!(nobody_gives_themselves_hours_membership_or_a_certificate);
async fn nobody_gives_themselves_hours_membership_or_a_certificate(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    world.pass_days(16);
    let class = world.class_key("fnd-101-fall").await;
    let mut priya = world.office("Priya Raman", "priya.raman@example.org", "coordinator").await;
    let own = [("name", "Priya Raman"), ("email", "priya.raman@example.org")];
    let refused = priya.post(&format!("/teach/{class}/walk-in"), &own).await.unwrap();
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Nobody marks themselves") && refused.text().contains("priya.raman@example.org"));
    // somebody else adds her; she closes and approves: everybody's hours but her own
    let mut owen = world.trainer().await;
    let added = owen.post(&format!("/teach/{class}/walk-in"), &own).await.unwrap();
    assert!(added.location.unwrap().ends_with("said=added"));
    let ana_key = world.text("select key from person where email = 'ana@example.org'").await;
    let (tick, shown) = (format!("here-{ana_key}-0"), format!("shown-{ana_key}-0"));
    let saved = owen.post(&format!("/teach/{class}"), &[(&tick, "1"), (&shown, "0,0,0")]).await.unwrap();
    assert!(saved.location.unwrap().ends_with("said=saved"));
    priya.post(&format!("/teach/{class}/close"), &[]).await.unwrap();
    let approved = priya.post(&format!("/staff/attendance/{class}/approve"), &[("agreed", "1")]).await.unwrap();
    assert!(approved.location.as_ref().unwrap().ends_with("said=approved-own"), "{:?}", approved.location);
    assert_eq!(world.count("select cast(coalesce(sum(minutes), 0) as bigint) from credit").await, 90, "Ana's");
    let own_key = world.text("select key from person where email = 'priya.raman@example.org'").await;
    let times = [("person", own_key.as_str()), ("session", "0"), ("times", "0-90"), ("reason", "I was there")];
    assert_eq!(priya.post(&format!("/staff/attendance/{class}/times"), &times).await.unwrap().status, 422);
    let member = priya.post(&format!("/staff/membership/{own_key}"), &[("reason", "Me")]).await.unwrap();
    assert_eq!(member.status, 422, "{}", member.text());
    // somebody else in the office gives her what she earned
    let mut dana = world.staff().await;
    let again = [("agreed", "1")];
    assert_eq!(dana.post(&format!("/staff/attendance/{class}/approve"), &again).await.unwrap().status, 303);
    assert_eq!(world.count("select cast(coalesce(sum(minutes), 0) as bigint) from credit").await, 180);
    assert_eq!(dana.post(&format!("/staff/membership/{own_key}"), &[("reason", "Known")]).await.unwrap().status, 303);
}

on_both!(nobody_is_marked_or_added_before_the_doors_open);
async fn nobody_is_marked_or_added_before_the_doors_open(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let class = world.class_key("fnd-101-fall").await;
    let mut owen = world.trainer().await;
    let ana_key = world.text("select key from person where email = 'ana@example.org'").await;
    let (tick, shown) = (format!("here-{ana_key}-0"), format!("shown-{ana_key}-0"));
    let form = [(tick.as_str(), "1"), (&shown, "0,0,0")];
    let early = owen.post(&format!("/teach/{class}"), &form).await.unwrap();
    assert_eq!(early.status, 422);
    let page = early.text();
    assert!(page.contains("before the doors open") && page.contains("3:30"), "from when on it works: {page}");
    assert!(page.contains(&format!("name=\"{tick}\" value=\"1\" checked")), "what was ticked stays: {page}");
    let door = [("name", "Wei Zhang"), ("email", "wei@example.org")];
    let early = owen.post(&format!("/teach/{class}/walk-in"), &door).await.unwrap();
    assert!(early.status == 422 && early.text().contains("wei@example.org"));
    assert_eq!(world.count("select count(*) from presence").await, 0);
    assert_eq!(world.count("select count(*) from person where email = 'wei@example.org'").await, 0);
    let nothing = owen.post(&format!("/teach/{class}"), &[(shown.as_str(), "0,0,0")]).await.unwrap();
    assert!(nothing.location.unwrap().ends_with("said=nothing"), "nothing was saved, and nothing says so");

    world.pass_days(16);
    let mut owen = world.trainer().await;
    // somebody whose address is known is shown under the name given at the door
    world.member("Marta Okafor", "marta@example.org").await;
    let typed = [("name", "M. at the door"), ("email", "marta@example.org"), (shown.as_str(), "0,0,0"), (&tick, "1")];
    let entered = owen.post(&format!("/teach/{class}"), &typed).await.unwrap();
    assert!(entered.location.unwrap().ends_with("said=added"), "Enter in the field adds who was typed");
    let roster = owen.get(&format!("/teach/{class}")).await.unwrap().text();
    assert!(roster.contains("M. at the door") && !roster.contains("Okafor"), "{roster}");
    let sheet = world.staff().await.get(&format!("/staff/attendance/{class}")).await.unwrap().text();
    assert!(sheet.contains("Marta Okafor"), "the office knows whose address it is");
    assert_eq!(world.count("select count(*) from presence where here").await, 2, "what was ticked beside is kept");
    let wrong = owen.post(&format!("/teach/{class}"), &[("name", "Xiu"), ("email", "xiu at home")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("xiu at home"));
}

on_both!(minutes_that_say_nothing_are_not_called_saved);
async fn minutes_that_say_nothing_are_not_called_saved(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let key = world.class_key("fnd-101-fall").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    world.pass_days(30);
    let mut owen = world.trainer().await;
    let roster = format!("/teach/{key}");
    let page = owen.get(&roster).await.unwrap().text();
    let name = page.split("name=\"here-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let [here, late, shown] = ["here", "late", "shown"].map(|what| format!("{what}-{name}"));
    let form = |ticked: &'static str, minutes: &'static str| {
        [(here.as_str(), ticked), (late.as_str(), minutes), (shown.as_str(), "0,0,0")]
    };
    let without = owen.post(&roster, &form("", "10")).await.unwrap();
    assert!(without.status == 422 && without.text().contains("tick “here” for Ana Baptiste"), "{}", without.text());
    for minutes in ["abc", "-3", "1000", "7.5"] {
        let wrong = owen.post(&roster, &form("1", minutes)).await.unwrap();
        assert!(wrong.status == 422 && wrong.text().contains("a number from 0 to 999"), "{minutes}: {}", wrong.text());
    }
    let beyond = owen.post(&roster, &form("1", "500")).await.unwrap();
    assert!(beyond.status == 422 && beyond.text().contains("fewer minutes"), "{}", beyond.text());
    assert_eq!(world.count("select count(*) from presence").await, 0);
    assert_eq!(owen.post(&roster, &form("1", "10")).await.unwrap().location, Some(format!("{roster}?said=saved")));
    // an older tab says something else of her: nothing is written over until that is seen
    let stale = owen.post(&roster, &form("1", "20")).await.unwrap();
    assert!(stale.status == 422 && stale.text().contains("somebody else has marked Ana Baptiste"), "{}", stale.text());
    assert!(stale.text().contains("value=\"20\"") && stale.text().contains("value=\"1,10,0\""), "{}", stale.text());
    let minutes = "select cast(coalesce(sum(late), 0) as bigint) from presence";
    assert_eq!(world.count(minutes).await, 10);
    let same = owen.post(&roster, &form("1", "10")).await.unwrap();
    assert_eq!(same.status, 303, "who says the same is asked nothing");
    let meant = [(here.as_str(), "1"), (late.as_str(), "20"), (shown.as_str(), "1,10,0")];
    assert_eq!(owen.post(&roster, &meant).await.unwrap().location, Some(format!("{roster}?said=saved")));
    assert_eq!(world.count(minutes).await, 20);
}
