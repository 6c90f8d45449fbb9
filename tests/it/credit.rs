//! Credit policy over HTTP: why and what if, decisions with a second person, claims with caps, teaching, knobs, editions,
//! and the audit of everybody.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between, job},
};
use ratify::{
    assembly::commands::{audit_everybody, make_staff_link},
    office::import::{self, Input},
};

const MINUTES: &str = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";

/// Ana attends a class and has its credit; returns her browser, Dana's and Ana's key.
async fn credited(world: &World, source: &str) -> (Browser, Browser, String) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, source).await.status, 303);
    world.pass_days(300);
    let mut owen = world.trainer().await;
    let key = world.class_key(source).await;
    let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    let names: Vec<String> = page
        .split("name=\"here-")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(n, _)| format!("here-{n}")))
        .collect();
    let form: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), "1")).collect();
    owen.post(&format!("/teach/{key}"), &form).await.unwrap();
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    let sheet = dana.get(&format!("/staff/attendance/{key}")).await.unwrap().text();
    let person = between(&sheet, "/staff/people/", "/why").unwrap().to_owned();
    (world.sign_in("ana@example.org").await, dana, person)
}

async fn second_coordinator(world: &World) -> Browser {
    let link = make_staff_link(&world.app, "ruth.abebe@example.org", Some("Ruth Abebe"), "registrar").await.unwrap();
    let mut browser = world.browser();
    browser.post(link.strip_prefix("http://ratify.test").unwrap(), &[]).await.unwrap();
    browser
}

on_both!(why_and_what_if_answer_in_words_and_store_nothing);
async fn why_and_what_if_answer_in_words_and_store_nothing(world: World) {
    let (mut ana, mut dana, person) = credited(&world, "spc-309-raynham").await;
    let why = ana.get("/me/why").await.unwrap().text();
    for part in ["At least 21 hours more", "Bargaining Foundations", "Bargaining for the Common Good", "It fits"] {
        assert!(why.contains(part), "{part} in {why}");
    }
    let spanish = ana.get("/es/me/why").await.unwrap();
    assert!(spanish.text().contains("Al menos 21 horas"), "{}", spanish.text());
    let key = world.class_key("spc-309-raynham").await;
    let entries = world.count("select count(*) from audit").await;
    for (query, said) in [
        ("add=spc-303", "3 hours less would be left"),
        (&format!("drop={key}"), "3 hours more would be left"),
        (&format!("class={key}&minutes=60"), "2 hours more would be left"),
        (&format!("move={key}&to=specialized"), "What would count elsewhere"),
    ] {
        let page = ana.get(&format!("/me/what-if?{query}")).await.unwrap();
        assert!(page.text().contains(said), "{query}: {}", page.text());
    }
    let wrong = ana.get(&format!("/me/what-if?class={key}&minutes=ten")).await.unwrap();
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"ten\""), "what was typed stays");
    assert_eq!(world.count("select count(*) from audit").await, entries, "nothing is stored");
    let staff = dana.get(&format!("/staff/people/{person}/why")).await.unwrap();
    assert!(staff.text().contains("Ana Baptiste") && staff.text().contains("It fits"));
    assert_eq!(ana.get(&format!("/staff/people/{person}/why")).await.unwrap().status, 404);
}

on_both!(a_waiver_needs_a_second_person_and_has_a_cap);
async fn a_waiver_needs_a_second_person_and_has_a_cap(world: World) {
    let (mut ana, mut dana, person) = credited(&world, "spc-307-winter").await;
    let path = format!("/staff/people/{person}/decisions");
    let left = "select left_minutes from standing";
    assert_eq!(world.count(left).await, 21 * 60);
    let ask = |amount: &'static str, reason: &'static str| {
        [("kind", "grant-minutes"), ("part", "foundations"), ("amount", amount), ("reason", reason)]
    };
    assert_eq!(dana.post(&path, &ask("1.5", "")).await.unwrap().status, 422, "a reason is asked for");
    let over = dana.post(&path, &ask("4", "Twenty years at the table")).await.unwrap();
    assert!(over.status == 422 && over.text().contains("3 hours of 3 hours"), "{}", over.text());
    let waits = dana.post(&path, &ask("1.5", "Twenty years at the table")).await.unwrap();
    assert!(waits.location.unwrap().ends_with("said=waiting"));
    assert_eq!(world.count(left).await, 21 * 60, "nothing counts yet");
    let page = dana.get(&path).await.unwrap().text();
    let key = between(&page, "name=\"decision\" value=\"", "\"").unwrap().to_owned();
    let approve = format!("{path}/approve");
    let own = dana.post_by_hand(&approve, &[("decision", &key)]).await.unwrap();
    assert!(own.location.unwrap().ends_with("said=same"));
    let mut ruth = second_coordinator(&world).await;
    assert!(ruth.get("/staff/decisions").await.unwrap().text().contains("Ana Baptiste"));
    ruth.get(&path).await.unwrap();
    for _ in 0..2 {
        ruth.post(&approve, &[("decision", &key)]).await.unwrap();
    }
    assert_eq!(world.count(left).await, 21 * 60 - 90);
    assert!(ana.get("/me/why").await.unwrap().text().contains("granted in Bargaining Foundations"));
    let end = format!("{path}/end");
    assert_eq!(ruth.post(&end, &[("decision", key.as_str()), ("reason", "")]).await.unwrap().status, 422);
    ruth.post(&end, &[("decision", key.as_str()), ("reason", "Proposed by mistake")]).await.unwrap();
    assert_eq!(world.count(left).await, 21 * 60);
    assert_eq!(world.count("select count(*) from exception where ended_at is not null").await, 1, "the row stays");
}

on_both!(staff_can_pin_a_class_alone_and_it_stays_where_they_put_it);
async fn staff_can_pin_a_class_alone_and_it_stays_where_they_put_it(world: World) {
    let (mut ana, mut dana, person) = credited(&world, "spc-309-raynham").await;
    let key = world.class_key("spc-309-raynham").await;
    let form = [("kind", "apply"), ("part", "democratized"), ("credit", key.as_str()), ("reason", "Asked by Ana")];
    let done = dana.post(&format!("/staff/people/{person}/decisions"), &form).await.unwrap();
    assert!(done.location.unwrap().ends_with("said=done"));
    let why = ana.get("/me/why").await.unwrap().text();
    assert!(why.contains("counts in Democratized Bargaining only"), "{why}");
    let applied = "select count(*) from standing where applied like '%democratized%'";
    assert_eq!(world.count(applied).await, 1);
    // where the edition does not accept it, a placement is a substitution
    let form = [("kind", "apply"), ("part", "foundations"), ("credit", key.as_str()), ("reason", "Asked by Ana")];
    let waits = dana.post(&format!("/staff/people/{person}/decisions"), &form).await.unwrap();
    assert!(waits.location.unwrap().ends_with("said=waiting"));
    let again = dana.post(&format!("/staff/people/{person}/decisions"), &form).await.unwrap();
    assert!(again.location.unwrap().ends_with("said=before"), "a double click is one decision");
    assert_eq!(world.count("select count(*) from exception").await, 2);
}

on_both!(nobody_decides_about_themselves_or_on_another_persons_page);
async fn nobody_decides_about_themselves_or_on_another_persons_page(world: World) {
    let (_, mut dana, person) = credited(&world, "spc-309-raynham").await;
    let key = world.class_key("spc-309-raynham").await;
    let form = [("kind", "exclude"), ("part", "democratized"), ("credit", key.as_str()), ("reason", "Asked by Ana")];
    dana.post(&format!("/staff/people/{person}/decisions"), &form).await.unwrap();
    let page = dana.get(&format!("/staff/people/{person}/decisions")).await.unwrap().text();
    let decision = between(&page, "name=\"decision\" value=\"", "\"").unwrap().to_owned();
    // Dana enrolls herself, too
    dana.post("/enroll", &[]).await.unwrap();
    let mut own = world.member("Dana Kowalski", "dana.kowalski@example.org").await;
    own.get("/me").await.unwrap();
    let mine = world.text("select key from person where email = 'dana.kowalski@example.org'").await;
    let mut dana = world.staff().await;
    let form = [("kind", "grant-minutes"), ("part", "foundations"), ("amount", "1"), ("reason", "I know it all")];
    let said = dana.post(&format!("/staff/people/{mine}/decisions"), &form).await.unwrap();
    assert!(said.location.unwrap().ends_with("said=oneself"));
    let end =
        dana.post(&format!("/staff/people/{mine}/decisions/end"), &[("decision", &decision), ("reason", "x")]).await;
    assert_eq!(end.unwrap().status, 404, "a decision is ended on its person's page");
    assert_eq!(world.count("select count(*) from exception where ended_at is null").await, 1);
}

on_both!(a_claim_is_answered_within_its_caps_and_corrected_by_counter_entries);
async fn a_claim_is_answered_within_its_caps_and_corrected_by_counter_entries(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let mut dana = world.staff().await;
    let empty = ana.post("/me/claims", &[("title", "Grievance school")]).await.unwrap();
    assert!(empty.status == 422 && empty.text().contains("value=\"Grievance school\""), "nothing typed is lost");
    let form = [
        ("key", "once"),
        ("origin", "outside"),
        ("title", "Costing a contract"),
        ("sponsor", "Another union"),
        ("day", "2026-03-14"),
        ("hours", "7"),
        ("evidence", "A certificate"),
    ];
    for _ in 0..2 {
        assert_eq!(ana.post("/me/claims", &form).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from claim").await, 1, "the same form is one claim");
    let list = dana.get("/staff/claims").await.unwrap().text();
    let path = format!("/staff/claims/{}", between(&list, "/staff/claims/", "\"").unwrap());
    let answer = |course: &'static str, hours: &'static str| {
        [("course", course), ("hours", hours), ("text", "We saw your certificate.")]
    };
    let wrong = dana.post(&path, &answer("fnd-101", "1.5")).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("electives only"), "{}", wrong.text());
    let longer = dana.post(&path, &answer("spc-302", "7")).await.unwrap();
    assert!(longer.status == 422 && longer.text().contains("3 hours at most"), "{}", longer.text());
    let unsaid = dana.post(&path, &answer("", "3")).await.unwrap();
    assert!(unsaid.status == 422 && unsaid.text().contains("or decline"), "hours without a course decline nothing");
    assert_eq!(dana.post(&path, &answer("spc-302", "3")).await.unwrap().status, 303);
    assert_eq!(world.count(MINUTES).await, 180);
    assert_eq!(world.count("select total_minutes from standing").await, 180);
    let mail = world.mail_to("ana@example.org").await;
    assert!(mail.iter().any(|(_, text)| text.contains("3 hours count for you") && text.contains("certificate")));
    assert!(ana.get("/me/claims").await.unwrap().text().contains("Accepted: 3 hours count"));

    // the office changes its mind: another course, then nothing
    dana.post(&path, &answer("spc-301", "2.5")).await.unwrap();
    assert_eq!(world.count(MINUTES).await, 150);
    let decline = [("decline", "1"), ("text", "The certificate is somebody else's.")];
    assert_eq!(dana.post(&path, &decline).await.unwrap().status, 303);
    assert_eq!(world.count(MINUTES).await, 0);
    assert_eq!(world.count("select count(*) from credit").await, 4, "every step is an entry of its own");

    // six hours of classes held by others are the limit
    for (n, course) in ["spc-301", "spc-303", "spc-304"].into_iter().enumerate() {
        let title = format!("Class {n}");
        let other = [("key", "again"), form[1], ("title", title.as_str()), form[3], form[4], form[5], form[6]];
        ana.post("/me/claims", &other).await.unwrap();
        let list = dana.get("/staff/claims").await.unwrap().text();
        let path = format!("/staff/claims/{}", between(&list, "href=\"/staff/claims/", "\"").unwrap());
        let said = dana.post(&path, &answer(course, "3")).await.unwrap();
        assert_eq!(said.status, if n < 2 { 303 } else { 422 }, "{n}");
        assert!(n < 2 || said.text().contains("0 hours of 6 hours"), "{}", said.text());
    }
}

on_both!(a_member_who_teaches_earns_the_course_once_and_staff_do_not);
async fn a_member_who_teaches_earns_the_course_once_and_staff_do_not(world: World) {
    let mut yen = world.member("Yen Tran", "yen@example.org").await;
    let file = "key,course,venue,sessions,capacity,trainer_emails\n\
                one,spc-301,quincy-hq,2026-10-05 16:00-19:00,20,yen@example.org owen.pike@example.org\n\
                two,spc-301,quincy-hq,2026-10-12 16:00-19:00,20,yen@example.org\n";
    let report =
        import::by_operator(&world.app, job(vec![Input::new("offerings.csv", file.into())], true)).await.unwrap();
    assert_eq!(report.problems, vec![]);
    world.pass_days(60);
    let (mut owen, mut dana) = (world.trainer().await, world.staff().await);
    for source in ["one", "two"] {
        let key = world.class_key(source).await;
        let trainer = if source == "one" { &mut owen } else { &mut yen };
        trainer.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
        for _ in 0..2 {
            dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
        }
    }
    assert_eq!(world.count(MINUTES).await, 180);
    // anyone who taught it and is on its roster as well is credited for one of the two
    let key = world.class_key("one").await;
    dana.post(&format!("/teach/{key}/walk-in"), &[("name", "Yen Tran"), ("email", "yen@example.org")]).await.unwrap();
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    assert_eq!(world.count(MINUTES).await, 180);
    assert_eq!(world.count("select count(*) from credit where kind = 'taught'").await, 1);
    assert_eq!(world.count("select total_minutes from standing").await, 180);
}

on_both!(a_knob_changes_from_its_day_on_with_a_reason);
async fn a_knob_changes_from_its_day_on_with_a_reason(world: World) {
    let mut dana = world.administrator().await;
    let form = |value: &'static str, day: &'static str| {
        [("knob", "grace-minutes"), ("value", value), ("day", day), ("reason", "Trains are late")]
    };
    for (value, day) in [("61", "2026-10-01"), ("ten", "2026-10-01"), ("60", "2026-01-01")] {
        assert_eq!(dana.post("/staff/policy", &form(value, day)).await.unwrap().status, 422, "{value} {day}");
    }
    let check = dana.post("/staff/policy", &form("60", "2026-10-03")).await.unwrap();
    assert!(check.text().contains("No attendance recorded"), "{}", check.text());
    assert_eq!(world.count("select count(*) from policy_change").await, 0, "a check saves nothing");
    for status in [303, 422] {
        let said = dana.post("/staff/policy/save", &form("60", "2026-10-03")).await.unwrap();
        assert_eq!(said.status, status, "the second time nothing would change");
    }
    assert_eq!(world.count("select count(*) from policy_change").await, 1);
    // on October 3 an hour missed is forgiven: no decision is needed any more
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    world.sign_up(&mut ana, "fnd-100-holyoke").await;
    world.pass_days(33);
    let mut owen = world.trainer().await;
    let key = world.class_key("fnd-100-holyoke").await;
    let page = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    let person = between(&page, "name=\"here-", "-0\"").unwrap().to_owned();
    let names = [format!("here-{person}-0"), format!("here-{person}-1"), format!("left-{person}-1")];
    let marks = [(names[0].as_str(), "1"), (names[1].as_str(), "1"), (names[2].as_str(), "60")];
    owen.post(&format!("/teach/{key}"), &marks).await.unwrap();
    owen.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
    let mut dana = world.staff().await;
    dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    assert_eq!(world.count(MINUTES).await, 360);
}

fn edition(name: &str, change: (&str, &str)) -> Vec<Input> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("programmes");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let rules = read("bargaining-certificate.toml")
        .replace("edition = \"2026\"", &format!("edition = \"{name}\""))
        .replace(change.0, change.1);
    vec![
        Input::new("next.toml", rules.into_bytes()),
        Input::new("next.wording.toml", read("bargaining-certificate.wording.toml").into_bytes()),
    ]
}

on_both!(a_later_edition_is_offered_and_never_silent);
async fn a_later_edition_is_offered_and_never_silent(world: World) {
    let (mut ana, mut dana, _) = credited(&world, "spc-307-winter").await;
    let easier = edition("2027", ("count = 4", "count = 3"));
    let report = import::by_operator(&world.app, job(easier, true)).await.unwrap();
    assert_eq!(report.problems, vec![]);
    assert!(report.warnings.iter().any(|w| w.to_string().contains("no worked examples")), "{:?}", report.warnings);
    assert_eq!(world.count("select count(distinct edition_id) from enrolment").await, 1, "nobody is moved");
    let home = ana.get("/me").await.unwrap().text();
    assert!(home.contains("A newer edition of the program is better for you"), "{home}");
    let page = ana.get("/me/edition").await.unwrap().text();
    let id = between(&page, "name=\"edition\" value=\"", "\"").unwrap().to_owned();
    assert_eq!(ana.post("/me/edition", &[("edition", &id)]).await.unwrap().status, 303);
    assert_eq!(ana.post("/me/edition", &[("edition", &id)]).await.unwrap().status, 303, "twice is once");
    let moves = "select count(*) from audit where verb = 'enrolment.edition-changed'";
    assert_eq!(world.count(moves).await, 1);
    assert!(!ana.get("/me").await.unwrap().text().contains("A newer edition"));
    assert_eq!(ana.post("/me/edition", &[("edition", "1")]).await.unwrap().status, 404);

    // the old edition ends a year ahead at the earliest
    assert_eq!(dana.post("/staff/programme/sunset", &[]).await.unwrap().status, 404, "a coordinator ends no edition");
    let mut dana = world.administrator().await;
    let page = dana.get("/staff/programme").await.unwrap().text();
    let old = between(&page, "name=\"edition\" value=\"", "\"").unwrap().to_owned();
    let soon = dana.post("/staff/programme/sunset", &[("edition", &old), ("day", "2027-09-01")]).await.unwrap();
    assert_eq!(soon.status, 422);
    let fine = dana.post("/staff/programme/sunset", &[("edition", &old), ("day", "2030-01-01")]).await.unwrap();
    assert_eq!(fine.status, 303);
}

on_both!(a_rule_change_is_tried_on_everybody_before_it_is_published);
async fn a_rule_change_is_tried_on_everybody_before_it_is_published(world: World) {
    let (_, mut dana, _) = credited(&world, "spc-307-winter").await;
    let page = dana.get("/staff/programme").await.unwrap().text();
    assert!(page.contains("Try a rule change") && page.contains("objective = "));
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/programmes/bargaining-certificate.toml"))
        .unwrap();
    let wrong = dana.post("/staff/programme/try", &[("text", &text.replace("count = 4", "cuont = 4"))]).await.unwrap();
    assert!(
        wrong.status == 422 && wrong.text().contains("cuont") && wrong.text().contains("line "),
        "{}",
        wrong.text()
    );
    let one = text
        .replace("minutes = 1440", "minutes = 180")
        .replace("minutes = 360", "minutes = 0")
        .replace("count = 4", "count = 1");
    let tried = dana.post("/staff/programme/try", &[("text", &one)]).await.unwrap().text();
    assert!(tried.contains("Complete by the draft and not now") && tried.contains("Ana Baptiste"), "{tried}");
    let never = text.replace("tag:foundations", "tag:nothing");
    let tried = dana.post("/staff/programme/try", &[("text", &never)]).await.unwrap().text();
    assert!(tried.contains("It could not be published") && tried.contains("no course of the catalogue"), "{tried}");
    assert_eq!(world.count("select count(*) from edition").await, 1);
}

on_both!(an_edition_that_breaks_its_examples_is_not_published);
async fn an_edition_that_breaks_its_examples_is_not_published(world: World) {
    let examples =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/programmes/bargaining-certificate.examples.json")).unwrap();
    let text = String::from_utf8(examples).unwrap().replace("\"2026\"", "\"2027\"");
    let mut files = edition("2027", ("count = 4", "count = 3"));
    files.push(Input::new("next.examples.json", text.clone().into_bytes()));
    let report = import::by_operator(&world.app, job(files, true)).await.unwrap();
    assert!(!report.kept);
    let said: String = report.problems.iter().map(|p| format!("{p}\n")).collect();
    assert!(said.contains("next.examples.json, case T") && said.contains("expected"), "{said}");
    let mut files = edition("2027", ("count = 4", "count = 4"));
    files.push(Input::new("next.examples.json", text.into_bytes()));
    let report = import::by_operator(&world.app, job(files, true)).await.unwrap();
    assert_eq!(report.problems, vec![]);
    assert!(report.warnings.iter().any(|w| w.to_string().contains("may count in")), "courses of two parts are listed");
    let unfillable = edition("2028", ("tag:foundations", "tag:nothing"));
    let report = import::by_operator(&world.app, job(unfillable, true)).await.unwrap();
    assert!(!report.kept, "a part that no course can fill");
}

on_both!(the_audit_of_everybody_finds_what_the_verbs_stored);
async fn the_audit_of_everybody_finds_what_the_verbs_stored(world: World) {
    let (_, mut dana, person) = credited(&world, "fnd-100-holyoke").await;
    let form = [("kind", "waive-topic"), ("part", "foundations"), ("topic", "tactics"), ("reason", "Seen")];
    dana.post(&format!("/staff/people/{person}/decisions"), &form).await.unwrap();
    let mut bo = world.member("Bo Chan", "bo@example.org").await;
    bo.get("/me").await.unwrap();
    let done = audit_everybody(&world.app).await.unwrap();
    assert_eq!((done.judged, done.written), (2, 0), "both ways of reading the ledger agree");
    let spoil = world.app.db.write(|tx| tx.run("update standing set left_minutes = 1, applied = '[]'", &[]));
    spoil.await.unwrap();
    let done = audit_everybody(&world.app).await.unwrap();
    assert_eq!((done.judged, done.written), (2, 2));
    assert_eq!(world.count("select min(left_minutes) from standing").await, 18 * 60);
}

on_both!(a_claim_comes_with_a_file_that_its_person_and_the_office_see);
async fn a_claim_comes_with_a_file_that_its_person_and_the_office_see(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut other = world.member("Not Her", "other@example.org").await;
    ana.get("/me/claims").await.unwrap();
    let claim = [
        ("key", "k1"),
        ("origin", "earlier"),
        ("title", "Costing <b>"),
        ("sponsor", "Our local"),
        ("day", "2019-05-04"),
        ("hours", "3"),
        ("evidence", "The list of that day"),
    ];
    let bad = ana.post_file_with("/me/claims", &claim, "x.exe", b"MZ\x90\x00").await.unwrap();
    assert!(bad.status == 422 && bad.text().contains("Costing &lt;b&gt;"), "{}", bad.text());
    for _ in 0..2 {
        let sent = ana.post_file_with("/me/claims", &claim, "x.html", b"<script>1</script>").await.unwrap();
        assert_eq!(sent.status, 303, "{}", sent.text());
    }
    assert_eq!(world.count("select count(*) from evidence").await, 1, "sent twice is once");
    let key = world.text("select key from claim").await;
    let at = format!("/me/claims/{key}/file");
    assert!(ana.get("/me/claims").await.unwrap().text().contains(&at));
    let file = ana.get(&at).await.unwrap();
    assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(other.get(&at).await.unwrap().status, 404);
    let mut dana = world.staff().await;
    assert!(dana.get(&format!("/staff/claims/{key}")).await.unwrap().text().contains("What shows it"));
    assert_eq!(dana.get(&format!("/staff/claims/{key}/file")).await.unwrap().status, 200);
    let answer = [("course", "spc-302"), ("hours", "3"), ("text", "Found on our list.")];
    assert_eq!(dana.post(&format!("/staff/claims/{key}"), &answer).await.unwrap().status, 303);
    world.pass_days(100);
    ratify::assembly::jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from evidence").await, 0, "it goes after the answer");
    assert_eq!(world.count("select count(*) from claim").await, 1);
}

on_both!(a_claim_is_sent_once_and_taken_back_while_it_waits);
async fn a_claim_is_sent_once_and_taken_back_while_it_waits(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let form = |key: &'static str, title: &'static str| {
        [
            ("key", key),
            ("origin", "outside"),
            ("title", title),
            ("sponsor", "Another union"),
            ("day", "2026-03-14"),
            ("hours", "3"),
            ("evidence", "A certificate"),
        ]
    };
    ana.get("/me/claims").await.unwrap();
    assert_eq!(
        ana.post_file_with("/me/claims", &form("a", "Costing"), "a.html", b"<p>x</p>").await.unwrap().status,
        303
    );
    let twice = ana.post("/me/claims", &form("b", "COSTING")).await.unwrap();
    assert!(
        twice.status == 422 && twice.text().contains("You have asked about this class already"),
        "{}",
        twice.text()
    );
    assert_eq!(ana.post("/me/claims", &form("c", "Grievances")).await.unwrap().status, 303);
    let key = world.text("select key from claim where title = 'Costing'").await;
    let back = format!("/me/claims/{key}/back");
    // nobody takes back what is somebody else's
    let mut ben = world.member("Ben Ortiz", "ben@example.org").await;
    ben.get("/me/claims").await.unwrap();
    ben.post_by_hand(&back, &[]).await.unwrap();
    assert_eq!(world.count("select count(*) from claim").await, 2);
    ana.get("/me/claims").await.unwrap();
    for _ in 0..2 {
        assert_eq!(ana.post_by_hand(&back, &[]).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from claim").await, 1);
    assert_eq!(world.count("select count(*) from evidence").await, 0);
    assert_eq!(world.count("select count(*) from audit where verb = 'claim.taken-back'").await, 1);
    // taken back, it can be sent again; answered, it stays
    assert_eq!(ana.post("/me/claims", &form("d", "Costing")).await.unwrap().status, 303);
    let key = world.text("select key from claim where title = 'Costing'").await;
    let mut dana = world.staff().await;
    dana.get(&format!("/staff/claims/{key}")).await.unwrap();
    let no = [("decline", "1"), ("text", "Nobody knows of it.")];
    assert_eq!(dana.post(&format!("/staff/claims/{key}"), &no).await.unwrap().status, 303);
    assert!(!ana.get("/me/claims").await.unwrap().text().contains(&format!("{key}/back")));
    ana.post_by_hand(&format!("/me/claims/{key}/back"), &[]).await.unwrap();
    assert_eq!(world.count("select count(*) from claim where accepted is not null").await, 1);
}
