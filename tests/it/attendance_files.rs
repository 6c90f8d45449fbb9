//! Attendance that comes as a file: meetings with several devices, conferences with many classes, old lists; what
//! nobody but the office can know, the preview of what it would do, and taking it back.

use crate::{
    on_both,
    visitor::Browser,
    world::{World, between},
};

const MINUTES: &str = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";
const FILES: &str = "/staff/attendance/files";

/// Hands a file in and returns its page's address.
pub async fn hand_in(office: &mut Browser, form: &[(&str, &str)], text: &str) -> String {
    let answer = office.post_file_with(FILES, form, "list.csv", text.as_bytes()).await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location.unwrap()
}

/// Keeps what the page of a file shows, and returns the page that follows.
pub async fn keep(office: &mut Browser, at: &str) -> String {
    let answer = office.post(&format!("{at}/keep"), &[]).await.unwrap();
    office.get(&answer.location.unwrap()).await.unwrap().text()
}

/// Everything that a file can change, as text.
async fn rosters(world: &World) -> Vec<String> {
    world
        .app
        .db
        .read(|tx| {
            let mut out = Vec::new();
            for sql in [
                "select session_id, person_id, here, late, left_early from presence order by 1, 2",
                "select session_id, person_id, from_minute, to_minute from presence_stretch order by 1, 2, 3",
                "select offering_id, person_id, state from signup where state in ('confirmed', 'walk-in') order by 1, 2",
                "select person_id, course_code, cast(sum(minutes) as bigint) from credit group by person_id, course_code
                 having sum(minutes) <> 0 order by 1, 2",
            ] {
                for row in tx.all(sql, &[])? {
                    out.push(format!("{:?}", row.values()));
                }
            }
            Ok::<_, db::Error>(out)
        })
        .await
        .unwrap()
}

/// Ana and Ben have seats in an evening online, which is over and whose roster is approved.
pub async fn evening(world: &World) -> (Browser, String) {
    for (name, email) in
        [("Ana Lima", "ana@example.org"), ("Ben Ito", "ben@example.org"), ("Cora Diaz", "cora@example.org")]
    {
        let mut member = world.member(name, email).await;
        if name != "Cora Diaz" {
            assert_eq!(world.sign_up(&mut member, "fnd-101-fall").await.status, 303);
        }
    }
    world.pass_days(16);
    (world.staff().await, world.class_key("fnd-101-fall").await)
}

const MEETING: &str = "Topic,Meeting ID,Host,Host email,Start Time,End Time\n\
    Foundations,812 3456 7890,Dana Kowalski,dana.kowalski@example.org,09/16/2026 04:20:00 PM,09/16/2026 06:05:00 PM\n\n\
    Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n\
    Dana Kowalski (Host),dana.kowalski@example.org,09/16/2026 04:20:00 PM,09/16/2026 06:05:00 PM,105,No\n\
    Owen Pike,owen.pike@example.org,09/16/2026 04:20:00 PM,09/16/2026 06:05:00 PM,105,No\n\
    Ana Lima,ana@example.org,09/16/2026 04:28:00 PM,09/16/2026 05:10:00 PM,42,Yes\n\
    Ana's iPhone,ANA@example.org,09/16/2026 05:05:00 PM,09/16/2026 06:02:00 PM,57,Yes\n\
    Benji I.,,09/16/2026 04:30:00 PM,09/16/2026 05:10:00 PM,40,Yes\n\
    Ben Ito,,09/16/2026 05:40:00 PM,09/16/2026 06:00:00 PM,20,Yes\n\
    16175550123,,09/16/2026 04:30:00 PM,09/16/2026 06:00:00 PM,90,Yes\n\
    Cora Diaz,cora@example.org,09/16/2026 04:30:00 PM,09/16/2026 06:00:00 PM,90,Yes\n\
    Wei Zhang,wei@example.org,09/16/2026 04:35:00 PM,tomorrow,90,Yes\n";

on_both!(a_meeting_is_read_asked_about_looked_at_kept_and_taken_back);
async fn a_meeting_is_read_asked_about_looked_at_kept_and_taken_back(world: World) {
    let (mut dana, class) = evening(&world).await;
    let mut owen = world.trainer().await;
    owen.post(&format!("/teach/{class}/close"), &[]).await.unwrap();
    dana.post(&format!("/staff/attendance/{class}/approve"), &[("agreed", "1")]).await.unwrap();
    let before = rosters(&world).await;

    let at = hand_in(&mut dana, &[("class", &class), ("kind", "presence"), ("name", "Evening")], MEETING).await;
    let page = dana.get(&at).await.unwrap().text();
    assert_eq!(rosters(&world).await, before, "looking changes nothing");
    assert!(page.contains("Ran the meeting, not counted: Dana Kowalski"), "{page}");
    assert!(page.contains("This looks like a telephone") && page.contains("16175550123"));
    assert!(page.contains("is not a date with a time: “tomorrow”") && page.contains("Line 13:"), "{page}");
    assert!(page.contains("teaches this class: not counted"));
    assert!(page.contains("is added to the roster"), "Cora had no seat");
    let effect = between(&page, "Hours then", "</table>").unwrap();
    assert!(effect.contains("Ana Lima") && effect.contains("1.5") && !effect.contains("Ben"), "{effect}");

    // a name alone never identifies anybody; the one on the roster with this very name is proposed
    let question = |name: &str| {
        let rest = page.split(&format!("<legend>{name}")).nth(1).unwrap_or_default();
        between(rest, "name=\"who-", "\"").unwrap().to_owned()
    };
    let (benji, ben, phone) = (question("Benji I."), question("Ben Ito"), question("16175550123"));
    let ben_key = {
        let rest = page.split("<legend>Ben Ito").nth(1).unwrap();
        assert!(between(rest, "<label", "</label>").unwrap().contains("checked"));
        between(rest, "value=\"person:", "\"").unwrap().to_owned()
    };
    let field = |hash: &str| format!("who-{hash}");
    let (who_benji, who_ben, who_phone) = (field(&benji), field(&ben), field(&phone));
    let (mail_benji, person) = (format!("email-{benji}"), format!("person:{ben_key}"));
    let wrong = dana
        .post(&format!("{at}/decide"), &[(&who_benji, "email"), (&mail_benji, "ben at home"), (&who_phone, "out")])
        .await
        .unwrap();
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("“ben at home” is not an email address"));
    assert!(wrong.text().contains("value=\"ben at home\""), "what was typed stays");
    let form = [(who_benji.as_str(), "email"), (&mail_benji, "Ben@example.org"), (&who_ben, &person)];
    assert_eq!(dana.post(&format!("{at}/decide"), &form).await.unwrap().status, 303);

    let page = keep(&mut dana, &at).await;
    assert!(page.contains("Saved. The rosters say it now"), "{page}");
    assert_eq!(
        world.count("select count(*) from presence_stretch").await,
        4,
        "two stretches of Ben, one of Ana, one of Cora"
    );
    // Ana: nearly all of the 90 minutes; Cora: all; Ben: 60 of 90, which somebody decides
    assert_eq!(world.count(MINUTES).await, 180);
    assert_eq!(world.count("select count(*) from audit where verb = 'attendance-file.kept'").await, 1);
    let again = dana.post(&format!("{at}/keep"), &[]).await.unwrap();
    assert!(again.location.unwrap().ends_with("said=nothing"), "keeping twice keeps once");
    assert_eq!(world.count(MINUTES).await, 180);

    // what somebody changes afterwards stays when the file is taken back
    let sheet = dana.get(&format!("/staff/attendance/{class}")).await.unwrap().text();
    assert!(sheet.contains("Cora Diaz"));
    let no_reason = dana.post(&format!("{at}/undo"), &[]).await.unwrap();
    assert_eq!(no_reason.status, 422);
    let undone = dana.post(&format!("{at}/undo"), &[("reason", "Report of another meeting")]).await.unwrap();
    assert!(undone.location.as_ref().unwrap().ends_with("said=undone"), "{:?}", undone.location);
    assert_eq!(rosters(&world).await, before, "everything is as it was, the hours by counter-entries");
    assert_eq!(world.count(MINUTES).await, 0);
    assert_eq!(world.count("select count(*) from credit where kind = 'correction'").await, 2);
    let twice = dana.post(&format!("{at}/undo"), &[("reason", "Again")]).await.unwrap();
    assert_eq!(twice.status, 303);
    assert_eq!(rosters(&world).await, before);
}

on_both!(what_was_changed_after_a_file_stays_when_the_file_is_taken_back);
async fn what_was_changed_after_a_file_stays_when_the_file_is_taken_back(world: World) {
    let (mut dana, class) = evening(&world).await;
    let text = "Name,Email,Attended\nAna Lima,ana@example.org,yes\nBen Ito,ben@example.org,yes\n";
    let at = hand_in(&mut dana, &[("class", &class), ("name", "List")], text).await;
    keep(&mut dana, &at).await;
    let page = dana.get(&format!("/teach/{class}")).await.unwrap().text();
    let ben = page.split("<strong>Ben Ito").next().unwrap().rsplit("name=\"here-").next().unwrap();
    let ben = ben.split("-0\"").next().unwrap();
    let ana = between(&page, "name=\"here-", "-0\"").unwrap();
    assert_ne!(ana, ben);
    // the office notes that Ben came 20 minutes late
    let (a, b, late) = (format!("here-{ana}-0"), format!("here-{ben}-0"), format!("late-{ben}-0"));
    dana.post(&format!("/teach/{class}"), &[(&a, "1"), (&b, "1"), (&late, "20")]).await.unwrap();
    // keeping the file again, as is done when names are matched later, does not undo that
    dana.post(&format!("{at}/keep"), &[]).await.unwrap();
    assert_eq!(world.count("select max(late) from presence").await, 20);
    let undone = dana.post(&format!("{at}/undo"), &[("reason", "Wrong list")]).await.unwrap();
    assert!(undone.location.as_ref().unwrap().ends_with("said=undone-but&left=1"), "{:?}", undone.location);
    assert_eq!(world.count("select count(*) from presence where here").await, 1);
    assert_eq!(world.count("select late from presence").await, 20);
}

on_both!(a_conference_list_finds_its_classes_and_the_rest_is_asked);
async fn a_conference_list_finds_its_classes_and_the_rest_is_asked(world: World) {
    evening(&world).await;
    world.pass_days(7);
    let mut dana = world.staff().await;
    let text = "First Name;Last Name;Email Address;Badge type;Session Name;Check-in Time\n\
        Ana;Lima;ana@example.org;std;FND-101;9/16/2026 4:25 PM\n\
        Ana;Lima;ana@example.org;std;fnd-102;9/23/2026 4:50 PM\n\
        Ben;Ito;ben@example.org;std;Opening;9/16/2026 4:25 PM\n\
        Wei;Zhang;wei@example.org;std;FND-101;9/16/2026 4:31 PM\n\
        Xiu;Chan;xiu@example.org;std;FND-101;\n";
    let at = hand_in(&mut dana, &[("kind", "presence"), ("name", "Conference")], text).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Which class is “Opening 2026-09-16”?"), "{page}");
    assert!(
        between(&page, "do not say whether somebody was there", "</div>").is_some_and(|n| n.contains('1')),
        "{page}"
    );
    assert!(page.contains("gets a record"), "Wei is new");
    let hash = between(&page, "name=\"title-", "\"").unwrap().to_owned();
    let (title, class) = (format!("title-{hash}"), world.class_key("fnd-101-fall").await);
    dana.post(&format!("{at}/decide"), &[(&title, &class)]).await.unwrap();
    let page = keep(&mut dana, &at).await;
    assert!(page.contains("Saved. The rosters say it now"), "{page}");
    let first = "select count(*) from presence p join session s on s.id = p.session_id
                 join offering o on o.id = s.offering_id where p.here and o.source_key = 'fnd-101-fall'";
    let second = "select count(*) from presence p join session s on s.id = p.session_id
                  join offering o on o.id = s.offering_id
                  where p.here and o.source_key = 'fnd-102-fall' and p.late = 20";
    assert_eq!((world.count(first).await, world.count(second).await), (3, 1));
    assert_eq!(world.count("select count(*) from person where email = 'wei@example.org'").await, 1);

    // the same headings are known the next time, with whatever was said about them
    let columns = [("column-name", "3"), ("column-email", "2"), ("column-class", "4"), ("column-joined", "5")];
    let second = hand_in(&mut dana, &[("kind", "presence"), ("name", "Second")], text).await;
    dana.post(&format!("{second}/columns"), &columns).await.unwrap();
    let third = hand_in(&mut dana, &[("kind", "presence"), ("name", "Third")], text).await;
    let page = dana.get(&third).await.unwrap().text();
    let chosen = between(&page, "id=\"column-name\"", "</select>").unwrap();
    assert!(chosen.contains("value=\"3\" selected"), "{chosen}");
    dana.post(&format!("{third}/stop"), &[]).await.unwrap();
    assert_eq!(
        world.count("select count(*) from attendance_file where state = 'stopped' and content is null").await,
        1
    );
}

on_both!(old_workshops_are_claims_within_the_caps_and_are_taken_back);
async fn old_workshops_are_claims_within_the_caps_and_are_taken_back(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut dana = world.staff().await;
    let text = "Workshop,Date,Name,E-mail,Hours\n\
        SPC-301,5/4/2019,Ana Lima,ana@example.org,3\n\
        SPC-303,6/4/2019,Ana Lima,ana@example.org,\n\
        SPC-305,7/4/2019,Ana Lima,ana@example.org,3\n\
        SPC-306,8/4/2019,Ana Lima,ana@example.org,3\n\
        SPC-327,9/4/2019,Ana Lima,ana@example.org,3\n\
        Costing for beginners,5/4/2019,Ana Lima,ana@example.org,3\n\
        SPC-301,5/4/2019,Dana Kowalski,dana.kowalski@example.org,3\n";
    let at = hand_in(&mut dana, &[("kind", "workshops"), ("name", "Ledger 2019")], text).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Dates such as 3/4/2027 can be two days"), "{page}");
    let columns = [
        ("column-course", "0"),
        ("column-day", "1"),
        ("column-name", "2"),
        ("column-email", "3"),
        ("column-hours", "4"),
        ("order", "month-first"),
    ];
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Was everybody in this file there the whole time?"), "one row has no hours: {page}");
    dana.post(&format!("{at}/decide"), &[("everybody", "yes")]).await.unwrap();
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Which class is “Costing for beginners”?"), "{page}");
    assert!(page.contains("over the limit for claims: waits there"));
    assert!(page.contains("your own: somebody else answers it"));
    assert_eq!(world.count("select count(*) from claim").await, 0, "looking changes nothing");
    keep(&mut dana, &at).await;
    assert_eq!(world.count(MINUTES).await, 720, "four of five: the cap is twelve hours");
    assert_eq!(world.count("select count(*) from claim where decided_at is null").await, 2);
    assert!(ana.get("/me/record").await.unwrap().text().contains("12"));
    let again = hand_in(&mut dana, &[("kind", "workshops"), ("name", "Ledger again")], text).await;
    dana.post(&format!("{again}/columns"), &columns).await.unwrap();
    assert!(dana.get(&again).await.unwrap().text().contains("on the record already"));
    let undone = dana.post(&format!("{at}/undo"), &[("reason", "Not ours")]).await.unwrap();
    assert!(undone.location.unwrap().ends_with("said=undone"));
    assert_eq!(world.count(MINUTES).await, 0);
    assert_eq!(world.count("select count(*) from claim where decided_at is null").await, 0);
    // and the list can be handed in again, corrected
    let right = "Workshop,Date,Name,E-mail,Hours\nSPC-301,5/4/2019,Ana Lima,ana@example.org,3\nSPC-303,5/4/2029,Ana Lima,ana@example.org,3\n";
    let at = hand_in(&mut dana, &[("kind", "workshops"), ("name", "Ledger put right")], right).await;
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    keep(&mut dana, &at).await;
    assert_eq!(world.count(MINUTES).await, 180, "what lies ahead is left out");
}

on_both!(a_file_that_cannot_be_read_says_why_and_names_are_forgotten);
async fn a_file_that_cannot_be_read_says_why_and_names_are_forgotten(world: World) {
    let (mut dana, class) = evening(&world).await;
    for (bytes, says) in [
        (&b"PK\x03\x04 workbook"[..], "This is not a CSV file"),
        (&b"name\nJos\xE9\n"[..], "The letters of this file cannot be read"),
        (&b"\n"[..], "at least one row"),
    ] {
        let form = [("class", class.as_str()), ("name", "My list")];
        let answer = dana.post_file_with(FILES, &form, "x.csv", bytes).await.unwrap();
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(says) && answer.text().contains("value=\"My list\""), "{}", answer.text());
    }
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Odd")], "wer,wo\nAna Lima,Boston\n").await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("No column says who came"));
    dana.post(&format!("{at}/columns"), &[("column-name", "0")]).await.unwrap();
    dana.post(&format!("{at}/decide"), &[("everybody", "yes")]).await.unwrap();
    assert!(dana.get(&at).await.unwrap().text().contains("<legend>Ana Lima"));
    // anyone who is forgotten is in no file any more, whatever else is in it
    hand_in(&mut dana, &[("class", &class), ("name", "Names")], "Name,Email\nCora Diaz,CORA@example.org\n").await;
    assert_eq!(world.count("select count(*) from attendance_file where content is not null").await, 2);
    ratify::assembly::commands::erase_person(&world.app, "cora@example.org".into(), "Asked for it".into())
        .await
        .unwrap();
    assert_eq!(world.count("select count(*) from attendance_file where content is not null").await, 1);
    world.pass_days(31);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    let mut dana = world.staff().await;
    assert_eq!(world.count("select count(*) from attendance_file where content is not null").await, 0);
    assert!(dana.get(&at).await.unwrap().text().contains("put away"));
}

on_both!(of_a_large_file_the_effect_is_worked_out_when_somebody_asks);
async fn of_a_large_file_the_effect_is_worked_out_when_somebody_asks(world: World) {
    let (mut dana, class) = evening(&world).await;
    let mut text = "Name,Email,Join Time,Leave Time\n".to_owned();
    for minute in 0..1_001 {
        let second = minute % 60;
        text += &format!("Ana Lima,ana@example.org,2026-09-16 16:30:{second:02},2026-09-16 16:31:{second:02}\n");
    }
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Long")], &text).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(!page.contains("What this changes") && page.contains("Show what this large file would change"));
    let asked = dana.get(&format!("{at}?effect=1")).await.unwrap().text();
    assert!(asked.contains("What this changes") && asked.contains("Ana Lima"), "{asked}");
    keep(&mut dana, &at).await;
    assert_eq!(world.count("select count(*) from presence_stretch").await, 1, "a thousand lines are one stay");
    assert_eq!(world.count("select to_minute from presence_stretch").await, 2);
}

on_both!(what_a_trainer_saw_stays_and_one_address_of_several_people_is_asked_about);
async fn what_a_trainer_saw_stays_and_one_address_of_several_people_is_asked_about(world: World) {
    let (mut dana, class) = evening(&world).await;
    let sheet = dana.get(&format!("/teach/{class}")).await.unwrap().text();
    let ana = between(&sheet, "name=\"here-", "-0\"").unwrap().to_owned();
    dana.post(&format!("/teach/{class}"), &[(&format!("here-{ana}-0"), "1")]).await.unwrap();
    assert_eq!(world.count("select count(*) from presence where here").await, 1);
    let text = "Name,Email,Join Time,Leave Time\n\
        Ana Lima,ana@example.org,2026-09-16 16:30,2026-09-16 16:50\n\
        Ben Ito,ben@example.org,2026-09-16 16:30,2026-09-16 18:00\n\
        Zora Quill,ben@example.org,2026-09-16 16:30,2026-09-16 18:00\n\
        Xavier Yu,cora@example.org,2026-09-16 16:30,2026-09-16 18:00\n";
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Shared")], text).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("the roster says longer: stays so"), "{page}");
    for name in ["Zora Quill", "Xavier Yu"] {
        let question = page.split(&format!("<legend>{name}")).nth(1).unwrap();
        let question = question.split("</fieldset>").next().unwrap();
        assert!(question.contains("@example.org") && !question.contains("checked"), "{question}");
    }
    keep(&mut dana, &at).await;
    let whole = "select count(*) from presence p where p.here and p.late = 0 and not exists
                 (select 1 from presence_stretch t where t.person_id = p.person_id)";
    assert_eq!(world.count(whole).await, 1, "Ana was there all the time, as her trainer says");
    assert_eq!(world.count("select count(*) from presence_stretch").await, 1, "Ben once");
    assert_eq!(world.count("select count(*) from presence").await, 2, "nobody for somebody else");
}

on_both!(a_claim_that_waits_is_not_made_twice_by_a_second_list);
async fn a_claim_that_waits_is_not_made_twice_by_a_second_list(world: World) {
    world.member("Ana Lima", "ana@example.org").await;
    let mut dana = world.staff().await;
    let mut text = "Workshop,Date,Name,E-mail,Hours\n".to_owned();
    for (n, course) in ["SPC-301", "SPC-303", "SPC-305", "SPC-306", "SPC-327"].iter().enumerate() {
        text += &format!("{course},{}/4/2019,Ana Lima,ana@example.org,3\n", n + 4);
    }
    for name in ["First", "Second"] {
        let at = hand_in(&mut dana, &[("kind", "workshops"), ("name", name)], &text).await;
        // how dates are written is said for each file: another may have the same headings but other dates
        let places = ["course", "day", "name", "email", "hours"].map(|c| format!("column-{c}"));
        let mut columns: Vec<(&str, &str)> = places.iter().map(String::as_str).zip(["0", "1", "2", "3", "4"]).collect();
        columns.push(("order", "month-first"));
        dana.post(&format!("{at}/columns"), &columns).await.unwrap();
        let page = dana.get(&at).await.unwrap().text();
        assert_eq!(page.contains("a claim for it waits already"), name == "Second", "{page}");
        keep(&mut dana, &at).await;
        assert_eq!(world.count("select count(*) from claim").await, 5);
    }
    assert_eq!(world.count("select count(*) from claim where decided_at is null").await, 1, "the cap is twelve hours");
}

on_both!(a_name_in_two_columns_is_forgotten_and_long_headings_are_remembered);
async fn a_name_in_two_columns_is_forgotten_and_long_headings_are_remembered(world: World) {
    let (mut dana, class) = evening(&world).await;
    let long = "What a heading that somebody pasted a whole letter into can say ".repeat(200);
    let text = format!("First Name,Last Name,{long}\nCora,Diaz,x\nBen,Ito,y\n");
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Long")], &text).await;
    let columns = [("column-first", "0"), ("column-last", "1"), ("column-role", "2")];
    assert_eq!(dana.post(&format!("{at}/columns"), &columns).await.unwrap().status, 303);
    hand_in(&mut dana, &[("class", &class), ("name", "Other")], "First Name,Last Name\nBen,Diaz\nCora,Ito\n").await;
    ratify::assembly::commands::erase_person(&world.app, "cora@example.org".into(), "Asked for it".into())
        .await
        .unwrap();
    assert_eq!(
        world.count("select count(*) from attendance_file where content is not null").await,
        1,
        "two people who share her words are not her"
    );
}

/// Minutes that rosters have for a person: from stretches, otherwise from the whole session of 90 minutes.
pub async fn minutes_of(world: &World, email: &'static str) -> i64 {
    world
        .app
        .db
        .read(move |tx| {
            let row = tx.one(
                "select cast(coalesce(sum(case when t.minutes is null then 90 - p.late - p.left_early else t.minutes end), 0)
                        as bigint)
                 from presence p join person q on q.id = p.person_id left join
                   (select session_id, person_id, cast(sum(to_minute - from_minute) as bigint) as minutes
                    from presence_stretch group by session_id, person_id) t
                   on t.session_id = p.session_id and t.person_id = p.person_id
                 where p.here and q.email = $1",
                &[email.into()],
            )?;
            row.get::<i64>(0)
        })
        .await
        .unwrap()
}

on_both!(files_of_common_systems_give_the_minutes_that_people_were_there_and_no_more);
async fn files_of_common_systems_give_the_minutes_that_people_were_there_and_no_more(world: World) {
    let (mut dana, class) = evening(&world).await;
    let webinar = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest";
    let cases: Vec<(&str, String, [i64; 3])> = vec![
        (
            "a webinar",
            format!(
                "Attendee Report,,,,,,\nHost Details,,,,,,\n{webinar}\n\
                 Yes,Cora Diaz,cora@example.org,\"Sep 16, 2026 16:20:00\",\"Sep 16, 2026 18:03:00\",102,No\n\
                 Attendee Details,,,,,,\n{webinar}\n\
                 Yes,Ana Lima,ana@example.org,\"Sep 16, 2026 16:29:00\",\"Sep 16, 2026 18:00:00\",91,Yes\n\
                 Yes,Ben Ito,ben@example.org,\"Sep 16, 2026 16:30:00\",\"Sep 16, 2026 17:00:00\",30,Yes\n"
            ),
            [90, 30, 0],
        ),
        (
            "joined and left",
            "Full Name\tUser Action\tTimestamp\tEmail\r\nAna Lima\tJoined\t9/16/2026, 4:28:00 PM\tana@example.org\r\n\
             Ana Lima\tLeft\t9/16/2026, 4:42:00 PM\tana@example.org\r\n\
             Ben Ito\tJoined before\t9/16/2026, 4:29:00 PM\tben@example.org\r\nBen Ito\tLeft\t9/16/2026, 6:00:00 PM\tben@example.org\r\n\
             Cora Diaz\tJoined\t9/16/2026, 4:29:00 PM\tcora@example.org\r\n"
                .to_owned(),
            [12, 90, 0],
        ),
        (
            "tickets",
            "Order #,Order Date,First Name,Last Name,Email,Attendee #,Attendee Status\n\
             1,09/01/26 22:20,Ana,Lima,ana@example.org,18440,Checked In\n\
             2,09/01/26 22:21,Ben,Ito,ben@example.org,18441,Attending\n3,09/01/26 22:22,Cora,Diaz,cora@example.org,18442,Not Attending\n"
                .to_owned(),
            [90, 0, 0],
        ),
        (
            "hours",
            "Name,Email,Duration (Hours)\nAna Lima,ana@example.org,1.50\nBen Ito,ben@example.org,1\nCora Diaz,cora@example.org,0.50\n"
                .to_owned(),
            [90, 60, 30],
        ),
        (
            "seconds",
            "Name,Email,Duration (Seconds)\nAna Lima,ana@example.org,5400\nBen Ito,ben@example.org,600\n".to_owned(),
            [90, 10, 0],
        ),
        (
            "words",
            "Name,Email,Duration\nAna Lima,ana@example.org,1.5 hours\nBen Ito,ben@example.org,1 hr 24 min\n\
             Cora Diaz,cora@example.org,\"30,5 min\"\n"
                .to_owned(),
            [90, 84, 31],
        ),
        (
            "clocks of the class's day",
            "First name,Last name,Email,Duration,Time joined,Time exited\n\
             Ana,Lima,ana@example.org,1 hr 30 min,4:30 PM,6:00 PM\nBen,Ito,ben@example.org,24 min,4:30 PM,4:54 PM\n"
                .to_owned(),
            [90, 24, 0],
        ),
        (
            "another zone",
            "Name,Email,Join Time (UTC),Leave Time (UTC)\nAna Lima,ana@example.org,2026-09-16 20:30,2026-09-16 22:00\n\
             Ben Ito,ben@example.org,2026-09-16 20:30,2026-09-16 20:45\n"
                .to_owned(),
            [90, 15, 0],
        ),
        (
            "days before months",
            "Name,Email,Joined,Left\nAna Lima,ana@example.org,16/9/2026 16:30,16/9/2026 18:00\n".to_owned(),
            [90, 0, 0],
        ),
        (
            "a quotation mark",
            "Name\tEmail\tDuration\n\"Mac Ana Lima\tana@example.org\t1h 30m\nBen Ito\tben@example.org\t20m\nCora Diaz\tcora@example.org\t10m\n"
                .to_owned(),
            [90, 20, 10],
        ),
    ];
    for (what, text, expected) in cases {
        let at = hand_in(&mut dana, &[("class", &class), ("name", what)], &text).await;
        let page = dana.get(&at).await.unwrap().text();
        assert!(!page.contains("Was everybody in this file"), "{what}: {page}");
        keep(&mut dana, &at).await;
        let mut found = [0; 3];
        for (n, email) in ["ana@example.org", "ben@example.org", "cora@example.org"].into_iter().enumerate() {
            found[n] = minutes_of(&world, email).await;
        }
        assert_eq!(found, expected, "{what}: {}", dana.get(&at).await.unwrap().text());
        dana.post(&format!("{at}/undo"), &[("reason", "The next file")]).await.unwrap();
    }
}

on_both!(a_file_that_does_not_say_who_came_asks_and_its_words_are_remembered);
async fn a_file_that_does_not_say_who_came_asks_and_its_words_are_remembered(world: World) {
    let (mut dana, class) = evening(&world).await;
    for text in [
        "Name,Email,Ticket\nAna Lima,ana@example.org,General Admission\nBen Ito,ben@example.org,General Admission\n",
        "Name,Email,Registration Status,Ticket\nAna Lima,ana@example.org,Registered,A\nBen Ito,ben@example.org,Confirmed,A\n",
    ] {
        let at = hand_in(&mut dana, &[("class", &class), ("name", "Tickets")], text).await;
        let page = dana.get(&at).await.unwrap().text();
        assert!(page.contains("Was everybody in this file there the whole time?"), "{page}");
        assert!(page.contains("Ticket, for example “"), "unread columns are shown with what they hold: {page}");
        assert!(page.contains("There is nothing to save") && !page.contains("What this changes"));
        keep(&mut dana, &at).await;
        assert_eq!(world.count("select count(*) from presence").await, 0, "nobody said that they came");
        dana.post(&format!("{at}/decide"), &[("everybody", "no")]).await.unwrap();
        keep(&mut dana, &at).await;
        assert_eq!(world.count("select count(*) from presence").await, 0);
        dana.post(&format!("{at}/stop"), &[]).await.unwrap();
    }
    let text = "Name,Email,Status\nAna Lima,ana@example.org,Partial\nBen Ito,ben@example.org,Complete\n";
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Odd")], text).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("What does “Partial” say of a person?"), "{page}");
    dana.post(&format!("{at}/decide"), &[("word-status-partial", "away"), ("word-status-complete", "there")])
        .await
        .unwrap();
    keep(&mut dana, &at).await;
    assert_eq!((minutes_of(&world, "ana@example.org").await, minutes_of(&world, "ben@example.org").await), (0, 90));
    let again = hand_in(&mut dana, &[("class", &class), ("name", "Again")], text).await;
    assert!(!dana.get(&again).await.unwrap().text().contains("What does “Partial”"), "asked once");
    // answered wrongly: it is forgotten, and asked about again
    let words = dana.get("/staff/attendance/words").await.unwrap().text();
    assert!(words.contains("“partial”") && words.contains("was not there"), "{words}");
    let about = between(&words, "name=\"about\" value=\"", "\"").unwrap().to_owned();
    assert!(about.starts_with("status:"), "of files with these headings: {about}");
    let forget = [("about", about.as_str()), ("word", "partial")];
    for _ in 0..2 {
        assert_eq!(dana.post("/staff/attendance/words", &forget).await.unwrap().status, 303);
    }
    assert_eq!(world.count("select count(*) from audit where verb = 'attendance-file.word-forgotten'").await, 1);
    assert!(dana.get(&again).await.unwrap().text().contains("What does “Partial”"), "asked again");
    // a number without a unit is asked about, too
    let bare = "Name,Email,Duration\nAna Lima,ana@example.org,45\n";
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Bare")], bare).await;
    assert!(dana.get(&at).await.unwrap().text().contains("Nothing says what the numbers in the column of lengths are"));
    let columns = [("column-name", "0"), ("column-email", "1"), ("column-minutes", "2"), ("unit", "minutes")];
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    keep(&mut dana, &at).await;
    assert_eq!(minutes_of(&world, "ana@example.org").await, 45);
}
