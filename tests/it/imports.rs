//! Imports: checked, all or nothing, and the same file twice changes nothing.

use crate::{
    on_both,
    world::{World, job, sample_files},
};
use ratify::{
    assembly::generate,
    office::import::{self, Input},
};

on_both!(the_same_files_twice_change_nothing);
async fn the_same_files_twice_change_nothing(world: World) {
    let before = world.count("select count(*) from audit").await;
    let again = import::by_operator(&world.app, job(sample_files(), true)).await.unwrap();
    assert_eq!(again.changes(), 0, "{:?}", again.counts);
    assert_eq!(world.count("select count(*) from audit").await, before);
}

on_both!(a_class_that_an_earlier_version_stored_is_the_same);
async fn a_class_that_an_earlier_version_stored_is_the_same(world: World) {
    let file = "key,course,venue,sessions,capacity,only_work\nold-1,spc-301,quincy-hq,2026-12-08 16:00-19:00,20,esp\n";
    let files = || vec![Input::new("offerings.csv", file.into())];
    assert_eq!(import::by_operator(&world.app, job(files(), true)).await.unwrap().changes(), 1);
    let stored = "0|spc-301|quincy-hq|2026-12-08 16:00-19:00|20||||||||||||||";
    for (fingerprint, changes) in [(format!("{stored}|only_work=esp"), 0), (format!("{stored}|only_work=teacher"), 1)] {
        let set = move |tx: &db::Tx<'_>| {
            let sql = db::sql!("update offering set fingerprint = $1 where source_key = 'old-1'");
            tx.run(sql, &db::params![&fingerprint])
        };
        world.app.db.write(set).await.unwrap();
        let again = import::by_operator(&world.app, job(files(), true)).await.unwrap();
        assert_eq!(again.changes(), changes, "{:?}", again.counts);
    }
}

on_both!(a_course_is_shown_as_it_is_stored_and_never_as_it_was_tried);
async fn a_course_is_shown_as_it_is_stored_and_never_as_it_was_tried(world: World) {
    let courses = |title: &str| {
        let file = format!("code,title,minutes,tags,class\nspc-303,{title},180,specialized,spc-303\n");
        vec![Input::new("courses.csv", file.into())]
    };
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    let mut shown = async || {
        let (stranger, member) = (world.browser().get("/classes").await.unwrap().text(), ana.get("/classes").await);
        ["Contract Language Lab", "Language Workshop", "Clause Clinic"]
            .map(|title| (stranger.contains(title), member.as_ref().unwrap().text().contains(title)))
    };
    let (yes, no) = ((true, true), (false, false));
    assert_eq!(shown().await, [yes, no, no]);
    import::by_operator(&world.app, job(courses("Language Workshop"), false)).await.unwrap();
    assert_eq!(shown().await, [yes, no, no], "a preview");
    import::by_operator(&world.app, job(courses("Clause Clinic"), true)).await.unwrap();
    assert_eq!(shown().await, [no, no, yes]);
}

on_both!(what_a_file_does_not_speak_of_stays_as_it_is);
async fn what_a_file_does_not_speak_of_stays_as_it_is(world: World) {
    let import = async |name: &str, file: &str| {
        let report = import::by_operator(&world.app, job(vec![Input::new(name, file.into())], true)).await.unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        report.changes()
    };
    let course = "select title || '|' || about || '|' || tags from course where code = 'spc-303'";
    let before = world.text(course).await;
    assert!(before.ends_with("|Bring an article; leave with a better one.|specialized"), "{before}");
    assert_eq!(import("courses.csv", "code,title,minutes\nspc-303,Contract Language Lab,180\n").await, 0);
    assert_eq!(import("courses.csv", "code,title,minutes\nspc-303,Clause Clinic,180\n").await, 1);
    assert_eq!(world.text(course).await, before.replace("Contract Language Lab", "Clause Clinic"));
    // a column that is there and empty says so
    import("courses.csv", "code,title,minutes,about,tags\nspc-303,Clause Clinic,180,,specialized\n").await;
    assert_eq!(world.text(course).await, "Clause Clinic||specialized");
    let place = "select address from venue where key = 'quincy-hq'";
    let before = world.text(place).await;
    import("venues.csv", "key,name,kind,region\nquincy-hq,Quincy house,office,Southeast\n").await;
    assert!(!before.is_empty() && world.text(place).await == before);
}

on_both!(one_wrong_row_keeps_everything_out);
async fn one_wrong_row_keeps_everything_out(world: World) {
    let file = "key,name,region\nnew-one,A New Local,Central\nnew-one,Twice,Central\n,No Key,Central\n";
    let offerings = "key,course,venue,sessions,capacity\nx,no-such,nowhere,2026-13-40 9-5,many\n";
    let inputs = vec![
        Input::new("locals.csv", file.into()),
        Input::new("offerings.csv", offerings.into()),
        Input::new("holiday.jpg", vec![0xFF, 0xD8]),
    ];
    let report = import::by_operator(&world.app, job(inputs, true)).await.unwrap();
    assert!(!report.kept);
    let said: String = report.problems.iter().map(|p| format!("{p}\n")).collect();
    for part in [
        "locals.csv, line 3, key",
        "locals.csv, line 4, key",
        "offerings.csv, line 2, course",
        "line 2, sessions",
        "line 2, capacity",
        "holiday.jpg",
    ] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
    assert_eq!(world.count("select count(*) from local where key = 'new-one'").await, 0);
}

on_both!(a_preview_says_what_would_change_and_changes_nothing);
async fn a_preview_says_what_would_change_and_changes_nothing(world: World) {
    let (locals, members) = generate::files(500, 20, 3);
    let inputs = vec![Input::new("locals.csv", locals.into()), Input::new("members.csv", members.into())];
    let preview = import::by_operator(&world.app, job(inputs.clone(), false)).await.unwrap();
    assert_eq!((preview.counts[0].new, preview.counts[1].new, preview.kept), (20, 500, false));
    assert_eq!(world.count("select count(*) from member").await, 8);
    let report = import::by_operator(&world.app, job(inputs, true)).await.unwrap();
    assert_eq!((report.counts[1].new, report.counts[1].gone), (500, 8), "leavers are reported and kept");
    assert_eq!(world.count("select count(*) from member").await, 508);
}

on_both!(a_class_that_moved_tells_who_is_signed_up_and_keeps_their_seats);
async fn a_class_that_moved_tells_who_is_signed_up_and_keeps_their_seats(world: World) {
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    world.sign_up(&mut ana, "spc-307-winter").await;
    let head = "key,course,venue,sessions,capacity\n";
    let moved = format!("{head}spc-307-winter,spc-307,auburn-office,2026-12-16 16:00-19:00,12\n");
    let report =
        import::by_operator(&world.app, job(vec![Input::new("offerings.csv", moved.into())], true)).await.unwrap();
    assert!(report.kept, "{:?}", report.problems);
    assert!(world.mail_to("ana@example.org").await.iter().any(|(_, text)| text.contains("December 16")));
    assert_eq!(world.count("select count(*) from signup where state = 'confirmed'").await, 1);
    let none = format!("{head}spc-307-winter,spc-307,auburn-office,2026-12-16 16:00-19:00,0\n");
    let report =
        import::by_operator(&world.app, job(vec![Input::new("offerings.csv", none.into())], true)).await.unwrap();
    assert!(!report.kept && report.problems[0].to_string().contains("nobody loses a seat"), "{:?}", report.problems);
}

on_both!(a_class_with_people_on_its_list_is_not_moved_into_the_past);
async fn a_class_with_people_on_its_list_is_not_moved_into_the_past(world: World) {
    let file = |year: &str| {
        let file = format!(
            "key,course,venue,sessions,capacity,stage,only_work\nyear,spc-301,quincy-hq,{year}-01-12 16:00-19:00,20,published,\"teacher, esp\"\n"
        );
        vec![Input::new("offerings.csv", file.into())]
    };
    for year in ["2026", "2027"] {
        let report = import::by_operator(&world.app, job(file(year), true)).await.unwrap();
        assert!(report.problems.is_empty(), "nobody is on its list: {:?}", report.problems);
    }
    let mut ana = world.member("Ana Baptiste", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "year").await.status, 303);
    let report = import::by_operator(&world.app, job(file("2026"), true)).await.unwrap();
    assert!(report.problems[0].to_string().contains("this is over already"), "{:?}", report.problems);
    assert_eq!(world.count("select count(*) from offering where source_key = 'year' and stage = 'published'").await, 1);
    let later = import::by_operator(&world.app, job(file("2028"), true)).await.unwrap();
    assert_eq!(later.changes(), 1, "the control: {:?}", later.problems);
}

on_both!(staff_publish_classes_by_pasting_a_file);
async fn staff_publish_classes_by_pasting_a_file(world: World) {
    let mut dana = world.staff().await;
    let text = "key,course,venue,sessions,capacity\nextra,spc-301,quincy-hq,2026-11-18 16:00-19:00,10\n";
    let form = [("kind", "offerings"), ("text", text)];
    let preview = dana.post("/staff/import", &form).await.unwrap();
    assert_eq!(preview.status, 200);
    assert_eq!(world.count("select count(*) from offering where source_key = 'extra'").await, 0);
    let short = text.replace("16:00-19:00", "16:00-18:00");
    let warned = dana.post("/staff/import", &[("kind", "offerings"), ("text", &short)]).await.unwrap();
    assert!(
        warned.status == 200 && warned.text().contains("credits 120 minutes"),
        "out of the band is said before it is published"
    );
    assert_eq!(dana.post("/staff/import/run", &form).await.unwrap().status, 200);
    let key = world.class_key("extra").await;
    let moved = world.browser().get(&format!("/classes/{key}")).await.unwrap();
    assert_eq!(moved.status, 301, "the key leads to the full address");
    assert_eq!(world.browser().get(&moved.location.unwrap()).await.unwrap().status, 200);
    let wrong = dana.post("/staff/import", &[("kind", "offerings"), ("text", "key\nx\n")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("course"), "what was typed and what is wrong");
}

on_both!(files_as_spreadsheets_and_people_write_them_are_read);
async fn files_as_spreadsheets_and_people_write_them_are_read(world: World) {
    let events = "key,title,venue,starts,ends,about\n\
        us-one,One,southbridge,11/7/2026,11/7/2026,A\nus-two,Two,southbridge,1/22/2027,1/23/2027,B\n,,,,,\n";
    let classes = "key;course;venue;sessions;capacity;\r\ndash;spc-301;online;2027-03-19 09:00\u{2013}12:00;20;\r\n\
        us;spc-301;online;3/26/2027 9:00 AM - 12:00 PM;20;\r\n";
    let inputs = vec![Input::new("events.csv", events.into()), Input::new("offerings.csv", classes.into())];
    let report = import::by_operator(&world.app, job(inputs, true)).await.unwrap();
    assert!(report.kept, "{:?}", report.problems);
    assert_eq!(world.text("select starts_on from event where key = 'us-one'").await, "2026-11-07");
    let of = "select count(*) from session s join offering o on o.id = s.offering_id
              where o.source_key in ('dash', 'us') and s.ends_at - s.starts_at = 10800000000";
    assert_eq!(world.count(of).await, 2);
    let wrong = "key,course,venue,sessions,capacity\r\n\r\ngap,spc-301,online,2027-03-14 02:30-05:30,20\r\n\
        either,spc-301,online,3/4/2027 09:00-12:00,20\r\n";
    let report =
        import::by_operator(&world.app, job(vec![Input::new("offerings.csv", wrong.into())], true)).await.unwrap();
    let said: String = report.problems.iter().map(|p| format!("{p}\n")).collect();
    assert!(said.contains("line 3, sessions") && said.contains("the clocks go forward then"), "{said}");
    assert!(said.contains("line 4, sessions") && said.contains("2027-03-04 or 2027-04-03"), "{said}");
}

on_both!(what_an_import_finds_is_said_in_the_language_of_the_page);
async fn what_an_import_finds_is_said_in_the_language_of_the_page(world: World) {
    let mut dana = world.staff().await;
    let form = [("kind", "locals"), ("text", "key,title\nnew-local,New Local")];
    let english = dana.post("/staff/import", &form).await.unwrap().text();
    assert!(english.contains("the column “name” is missing"), "{english}");
    dana.post("/me/language", &[("language", "es"), ("back", "/staff")]).await.unwrap();
    let spanish = dana.post("/staff/import", &form).await.unwrap().text();
    assert!(spanish.contains("falta la columna «name»") && !spanish.contains("is missing"), "{spanish}");
    let class = [("course", "fnd-101"), ("venue", "nowhere"), ("sessions", "soon"), ("capacity", "many")];
    let class = dana.post("/staff/classes/new", &class).await.unwrap();
    assert_eq!(class.status, 422);
    for said in ["no es un lugar que conozcamos", "una sesión se escribe", "un número entero"] {
        assert!(class.text().contains(said), "{said} in {}", class.text());
    }
}
