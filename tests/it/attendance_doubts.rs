//! Files of attendance that seem to say more than they do: each gives the minutes that it says, or raises a question,
//! and never gives more.

use crate::{
    attendance_files::{evening, hand_in, keep, minutes_of},
    on_both,
    world::World,
};

/// What a file leads to: minutes of Ana, Ben and Cora, or a question before anybody gets anything.
enum Then {
    Minutes([i64; 3]),
    Asks(&'static str),
    /// The page says this of some rows, and the others count.
    Says(&'static str, [i64; 3]),
}
use Then::{Asks, Minutes, Says};

const ANA: &str = "Ana Lima,ana@example.org";
const BEN: &str = "Ben Ito,ben@example.org";
const CORA: &str = "Cora Diaz,cora@example.org";
const UNREAD: &str = "Does a column that is not read say who was there";
const EVERYBODY: &str = "Was everybody in this file there the whole time?";

/// Hands each file in for the evening of 90 minutes, keeps what it says, compares, and takes it back.
async fn each(world: &World, cases: Vec<(&str, String, Then)>) {
    let (mut dana, class) = evening(world).await;
    for (what, text, then) in cases {
        let at = hand_in(&mut dana, &[("class", &class), ("name", what)], &text).await;
        let page = dana.get(&at).await.unwrap().text();
        keep(&mut dana, &at).await;
        let mut found = [0; 3];
        for (n, email) in ["ana@example.org", "ben@example.org", "cora@example.org"].into_iter().enumerate() {
            found[n] = minutes_of(world, email).await;
        }
        match then {
            Minutes(expected) => assert_eq!(found, expected, "{what}: {page}"),
            Says(sentence, expected) => {
                assert!(page.contains(sentence), "{what}: {page}");
                assert_eq!(found, expected, "{what}: {page}");
            }
            Asks(question) => {
                assert!(page.contains(question), "{what}: {page}");
                assert_eq!(found, [0; 3], "{what}: {page}");
            }
        }
        dana.post(&format!("{at}/undo"), &[("reason", "The next file")]).await.unwrap();
    }
}

on_both!(what_a_column_does_not_say_is_asked);
async fn what_a_column_does_not_say_is_asked(world: World) {
    let cases = vec![
        ("a clock is no length", format!("Nombre,Correo,Hora\n{ANA},18:20\n{BEN},17:00\n"), Asks(UNREAD)),
        ("Spanish times", format!("Nombre,Correo,Entrada,Hora de salida\n{ANA},16:30,16:40\n"), Minutes([10, 0, 0])),
        (
            "Spanish times and lengths",
            format!("Nombre,Correo,Hora de entrada,Hora de salida,Duraci\u{F3}n (minutos)\n{ANA},15:30,16:50,80\n"),
            Minutes([20, 0, 0]),
        ),
        (
            "joined, and for how long",
            format!("Attendee Name,Attendee Email,Join Time,Attendance Duration\n{ANA},2026-09-16 16:30:00,10 mins\n"),
            Minutes([10, 0, 0]),
        ),
        ("a total", format!("Name,Email,First Joined,Total Time\n{ANA},16:30,10 mins\n"), Minutes([10, 0, 0])),
        ("an exit", format!("Name,Email,Join Time,Exit Time\n{ANA},16:30,16:40\n"), Minutes([10, 0, 0])),
        ("an unknown leaving", format!("Name,Email,Sign-in time,Sign-out\n{ANA},4:30 PM,4:40 PM\n"), Asks(UNREAD)),
        (
            "registered, and the class's own length",
            format!("Name,Email,Status,Duration\n{ANA},Registered,1.5 hours\n"),
            Asks(EVERYBODY),
        ),
        ("confirmed", format!("Name,Email,Registration Status,Hours\n{ANA},Confirmed,1.5\n"), Asks(EVERYBODY)),
        ("an order", format!("Name,Email,Status,Total\n{ANA},Completed,0.00\n"), Asks("What does “Completed” say")),
        ("ticks and crosses", format!("Name,Email,Present\n{ANA},\u{2713}\n{BEN},X\n"), Minutes([90, 0, 0])),
        (
            "only ticks and crosses that nobody explained",
            format!("Name,Email,Present\n{BEN},X\n{ANA},Y?\n"),
            Minutes([0, 90, 0]),
        ),
        ("asisti\u{F3} and falta", format!("Nombre,Correo,Asistencia\n{ANA},A\n{BEN},F\n"), Asks("What does “A” say")),
        ("present and absent", format!("Name,Email,Attendance\n{ANA},P\n{BEN},A\n"), Minutes([90, 0, 0])),
        (
            "the hours of a year",
            format!("Name,Email,Total Hours\n{ANA},24.0\n{BEN},13.5\n"),
            Asks("Is the unit of the lengths right?"),
        ),
        (
            "minutes called hours",
            format!("Name,Email,Hours\n{ANA},90\n{BEN},30\n"),
            Asks("Is the unit of the lengths right?"),
        ),
        (
            "two parts of three",
            format!("Name,Email,Duration (hh:mm:ss)\n{ANA},1:30:00\n{BEN},12:30\n"),
            Minutes([90, 0, 0]),
        ),
        (
            "a point of thousands",
            format!("Name;Email;Duration (seconds)\n{};5.400\n{};5400\n", ANA.replace(',', ";"), BEN.replace(',', ";")),
            Minutes([0, 90, 0]),
        ),
        ("minutes late", format!("Name,Email,Present,Minutes late\n{ANA},x,60\n"), Asks(UNREAD)),
        ("a share", format!("Name,Email,Attended,Attended %\n{ANA},Yes,12%\n"), Asks(UNREAD)),
        ("times of a meeting", format!("Name,Email,Attended,Meeting Join Time\n{ANA},Yes,17:55\n"), Asks(UNREAD)),
        ("who was excused", format!("Name,Email,Hours,Excused\n{ANA},1.5,x\n{BEN},1.5,\n"), Asks(UNREAD)),
        (
            "a column of absences",
            format!("Name,Email,Hours,Absent\n{ANA},1.5,\n{BEN},1.5,x\n{CORA},1.5,No\n"),
            Minutes([90, 0, 90]),
        ),
        ("absences alone", format!("Name,Email,No-show\n{ANA},\n{BEN},yes\n"), Minutes([0; 3])),
        ("sick", format!("Name,Email,Attendance\n{ANA},P\n{BEN},S\n{CORA},A\n"), Minutes([90, 0, 0])),
        (
            "a day that was booked",
            format!("Name,Email,Arrival Date\n{ANA},2026-09-16\n{BEN},2026-09-16\n"),
            Asks("Of some people the list has only a day. Were they there?"),
        ),
        (
            "two devices at once",
            "Name,Email,Duration (minutes)\nAna Lima,ana@example.org,55\nAna Lima (phone),ana@example.org,60\n"
                .to_owned(),
            Minutes([60, 0, 0]),
        ),
        (
            "headings of words that are answers elsewhere",
            format!("Docente;Presente\n{};x\n", "Ana Lima"),
            Asks("Docente (Ana Lima)"),
        ),
        (
            "an empty cell beside a yes, and the class's own length",
            format!("Name,Email,Present,Hours\n{ANA},yes,1.5\n{BEN},no,1.5\n{CORA},,1.5\n"),
            Minutes([90, 0, 0]),
        ),
        (
            "the waiting room",
            format!("Name,Email,Join Time,Leave Time,In Waiting Room\n{ANA},16:30,18:00,Yes\n{ANA},17:59,18:00,No\n"),
            Minutes([1, 0, 0]),
        ),
        ("who left early", format!("Name,Email,Present,Left early\n{ANA},yes,yes\n{BEN},yes,no\n"), Asks(UNREAD)),
        ("a ticket that was given back", format!("Name,Email,Check in,Refunded\n{ANA},Yes,Yes\n"), Asks(UNREAD)),
        ("parts of a day", format!("Name,Email,AM,PM\n{ANA},x,\n"), Asks(UNREAD)),
        (
            "titles within one list",
            format!("Name,Email,Part\nPresent:,,\n{ANA},\nAbsent:,,\n{BEN},\n"),
            Minutes([90, 0, 0]),
        ),
        ("yes and no", format!("Name,Email,Attended\n{ANA},yes\n{ANA},no\n{BEN},yes\n"), Minutes([0, 90, 0])),
        (
            "yes and no on the day above",
            format!("Date,2026-09-16\n\nName,Email,Attended\n{ANA},yes\n{ANA},no\n{BEN},yes\n"),
            Minutes([0, 90, 0]),
        ),
        (
            "a stroke says nothing of who came",
            format!("Name,Email,Attended,Minutes\n{ANA},-,20\n{BEN},-,30\n"),
            Minutes([20, 30, 0]),
        ),
        (
            "a clock without its afternoon",
            format!("Name,Email,Join Time,Leave Time\n{ANA},11:30,1:15\n{BEN},16:30,17:00\n"),
            Says("left before coming", [0, 30, 0]),
        ),
        (
            "a host in one cell above",
            format!("Facilitator: Ana Lima\n\nName,Email,Minutes\n{ANA},90\n{BEN},30\n"),
            Minutes([0, 30, 0]),
        ),
        (
            "a title of another course",
            format!("Contract Action Campaigns,,\nName,Email,Minutes\n{ANA},90\n"),
            Asks("Is this file about this class?"),
        ),
        (
            "an identifier in brackets",
            format!("Topic,Evening\nName,Participant ID (UPN),First Join,Last Leave\n{ANA},16:30,17:00\n"),
            Minutes([30, 0, 0]),
        ),
        (
            "several names",
            format!(
                "* Created on 2026-09-16,,,\nMeet code,abc,,\nNames,Emails,Arrival time,Duration\n{ANA},16:30,30 min\n"
            ),
            Minutes([30, 0, 0]),
        ),
        (
            "a zone of something else above",
            format!("Report generated (UTC),2026-09-17\n\nName,Email,Join Time,Leave Time\n{ANA},16:30,17:00\n"),
            Minutes([30, 0, 0]),
        ),
        (
            "a day of something else above",
            format!("Roster as of 12/01/2026\nName,Email,Minutes\n{ANA},30\n"),
            Minutes([30, 0, 0]),
        ),
        (
            "times under a yes",
            format!("Attendee name,E-mail,Checked in\n{ANA},2026-09-16 16:25:10\n{BEN},2026-09-16 17:30:00\n"),
            Minutes([90, 30, 0]),
        ),
        ("a yes under times", format!("Name,Email,Check in\n{ANA},Yes\n{BEN},No\n"), Minutes([90, 0, 0])),
        (
            "the same length twice",
            format!("Name,Email,Part,Duration\n{ANA},one,30 min\n{ANA},two,30 min\n"),
            Minutes([30, 0, 0]),
        ),
    ];
    each(&world, cases).await;
}

on_both!(who_ran_the_meeting_or_stayed_away_is_told_by_the_file);
async fn who_ran_the_meeting_or_stayed_away_is_told_by_the_file(world: World) {
    let stay = "2026-09-16 16:30,2026-09-16 18:00";
    let heads = "User Name,Email,Join Time,Leave Time";
    let roles: String = ["Co Host", "\"Host, Presenter\"", "Panelist (promoted)", "Ponente", "Facilitator"]
        .map(|role| format!("{BEN},{role},90 min\n"))
        .concat();
    let cases = vec![
        ("roles", format!("Name,Email,Role,Duration\n{ANA},Attendee,90 min\n{roles}"), Minutes([90, 0, 0])),
        (
            "a mark",
            format!("Name,User Email,Join Time,Leave Time\nAna Lima (Host),ana@example.org,{stay}\n{BEN},{stay}\n"),
            Minutes([0, 90, 0]),
        ),
        (
            "a yes",
            format!("Name,Email,Moderator,Join,Join Time,Leave Time\n{ANA},TRUE,,{stay}\n{BEN},FALSE,,{stay}\n"),
            Minutes([0, 90, 0]),
        ),
        (
            "a title with a count",
            format!(
                "Panelist Details,1 person\n{heads}\n{CORA},{stay}\nAttendee Details,2 people\n{heads}\n{ANA},{stay}\n"
            ),
            Minutes([90, 0, 0]),
        ),
        (
            "other headings for hosts",
            format!(
                "Host Details\nAttended,{heads}\nYes,{CORA},{stay}\nAttendee Details\nAttended,{heads},Registration Time\n\
                 Yes,{ANA},{stay},2026-09-01 10:00\nYes,{CORA},{stay},2026-09-01 10:00\n"
            ),
            Minutes([90, 0, 0]),
        ),
        (
            "registrations above",
            format!(
                "User Name,User Email,Registration Time\n{ANA},2026-09-01\n{BEN},2026-09-01\nAttendees\n\
                 User Name,User Email,Join Time,Leave Time\n{ANA},{stay}\n{BEN},{stay}\n"
            ),
            Minutes([90, 90, 0]),
        ),
        (
            "who did not come",
            format!("Members who did not come\nName,Email,Duration\n{ANA},90 min\n"),
            Asks("Were the people in this list there?"),
        ),
        (
            "who waits",
            format!("People on the waiting list\nName,Email,Hours\n{ANA},1.5\n"),
            Asks("Were the people in this list there?"),
        ),
        (
            "present and absent",
            format!("Present,\nName,Email\n{ANA}\nAbsent,\nName,Email\n{BEN}\n"),
            Minutes([90, 0, 0]),
        ),
        (
            "a quotation mark in short rows",
            format!(
                "Name,Email,Minutes,Notes\n\"{ANA},90,\n{BEN},30\n{CORA},10,brought 14\"\nOwen Pike,owen.pike@example.org,30,\n"
            ),
            Minutes([90, 30, 10]),
        ),
    ];
    each(&world, cases).await;
}

on_both!(days_and_zones_are_those_of_the_file);
async fn days_and_zones_are_those_of_the_file(world: World) {
    let pacific = "9/16/2026 1:30 PM,9/16/2026 3:00 PM";
    let late = "9/16/2026 4:30 PM,9/16/2026 6:00 PM";
    let heads = "Name,Email,Join Time,Leave Time";
    let cases = vec![
        (
            "a column of zones",
            format!("{heads},Time Zone\n{ANA},{pacific},America/Los_Angeles\n{BEN},{late},America/Los_Angeles\n"),
            Minutes([90, 0, 0]),
        ),
        (
            "a zone above",
            format!("Time Zone,Pacific Time (US & Canada)\n\n{heads}\n{ANA},{pacific}\n{BEN},{late}\n"),
            Minutes([90, 0, 0]),
        ),
        (
            "a long zone",
            format!(
                "Name,Email,Join Time (Pacific Standard Time),Leave Time (Pacific Standard Time)\n{ANA},{pacific}\n{BEN},{late}\n"
            ),
            Minutes([90, 0, 0]),
        ),
        (
            "a zone once",
            format!("Name,Email,Join Time (UTC),Leave Time\n{ANA},2026-09-16 20:30,2026-09-16 20:45\n"),
            Minutes([15, 0, 0]),
        ),
        (
            "a day beside a time",
            format!("Name,Email,Check-in Date,Check-in Time\n{ANA},9/15/2026,4:30 PM\n{BEN},9/16/2026,4:30 PM\n"),
            Minutes([0, 90, 0]),
        ),
        (
            "a day above",
            format!("Class,Foundations\nDate,9/15/2026\nName,Email,Present\n{ANA},x\n"),
            Minutes([0, 0, 0]),
        ),
        (
            "the class's day above",
            format!("Class,Foundations\nDate,9/16/2026\nName,Email,Present\n{ANA},x\n"),
            Minutes([90, 0, 0]),
        ),
        ("a day in the title", format!("Sign-in sheet 9/15/2026\nName,Email,Present\n{ANA},x\n"), Minutes([0, 0, 0])),
        (
            "Spanish days",
            format!("Nombre,Correo,Entrada,Salida\n{ANA},16/09/2026 4:30:00 p. m.,16 de septiembre de 2026 17:00\n"),
            Minutes([30, 0, 0]),
        ),
    ];
    each(&world, cases).await;
}

on_both!(what_a_file_was_told_is_not_told_to_the_next);
async fn what_a_file_was_told_is_not_told_to_the_next(world: World) {
    let (mut dana, class) = evening(&world).await;
    let form = [("class", class.as_str()), ("name", "Times")];
    let at = hand_in(&mut dana, &form, &format!("Name,Email,Time in session\n{ANA},45\n")).await;
    let columns = [("column-name", "0"), ("column-email", "1"), ("column-minutes", "2"), ("unit", "minutes")];
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    keep(&mut dana, &at).await;
    assert_eq!(minutes_of(&world, "ana@example.org").await, 45);
    let at = hand_in(&mut dana, &form, &format!("Name,Email,Time in session\n{BEN},600\n")).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Nothing says what the numbers in the column of lengths are"), "{page}");
    assert_eq!(minutes_of(&world, "ben@example.org").await, 0);

    // a cross means one thing in this list, and may mean the opposite in the next
    let ticks = format!("Name,Email,Present\n{BEN},\u{2713}\n{CORA},X\n");
    let at = hand_in(&mut dana, &form, &ticks).await;
    dana.post(&format!("{at}/decide"), &[("word-here-x", "there")]).await.unwrap();
    keep(&mut dana, &at).await;
    assert_eq!(minutes_of(&world, "cora@example.org").await, 90);
    let again = hand_in(&mut dana, &form, &ticks).await;
    assert!(dana.get(&again).await.unwrap().text().contains("What does “X” say"), "asked each time");
    assert_eq!(world.count("select count(*) from attendance_word").await, 0);
}

on_both!(an_answer_is_of_what_was_asked);
async fn an_answer_is_of_what_was_asked(world: World) {
    let (mut dana, class) = evening(&world).await;
    let form = [("class", class.as_str()), ("name", "Answers")];
    // another unit is another question
    let at = hand_in(&mut dana, &form, &format!("Name,Email,Minutes\n{ANA},600\n{BEN},20\n")).await;
    let long = "Is the unit of the lengths right?";
    assert!(dana.get(&at).await.unwrap().text().contains(long));
    dana.post(&format!("{at}/decide"), &[("very-long", "yes")]).await.unwrap();
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Ask me again"), "an answer can be taken back: {page}");
    let columns = [("column-name", "0"), ("column-email", "1"), ("column-minutes", "2"), ("unit", "hours")];
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    keep(&mut dana, &at).await;
    assert_eq!(minutes_of(&world, "ben@example.org").await, 0, "20 hours are asked about anew");
    // a time zone that does not exist leaves everything as it was chosen
    let wrong = [("column-name", "0"), ("column-joined", "2"), ("zone", "Easter")];
    let page = dana.post(&format!("{at}/columns"), &wrong).await.unwrap();
    assert_eq!(page.status, 422);
    assert!(page.text().contains("value=\"Easter\"") && page.text().contains("id=\"zone-error\""), "{}", page.text());
    // the state of a registration means something else in another system
    let at = hand_in(&mut dana, &form, &format!("Name,Email,Status\n{ANA},Completed\n")).await;
    dana.post(&format!("{at}/decide"), &[("word-status-completed", "there")]).await.unwrap();
    let at = hand_in(&mut dana, &form, &format!("Name,Email,Status\n{BEN},Completed\n")).await;
    let asks = "What does “Completed” say";
    assert!(!dana.get(&at).await.unwrap().text().contains(asks), "the same report says the same");
    let at = hand_in(&mut dana, &form, &format!("Order,Name,Email,Status\n1,{CORA},Completed\n")).await;
    assert!(dana.get(&at).await.unwrap().text().contains(asks), "another may not");
    // files without headings have nothing in common
    let at = hand_in(&mut dana, &form, &format!("{ANA},yes\n{BEN},no\n")).await;
    let columns = [("column-name", "0"), ("column-email", "1"), ("column-here", "2")];
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    let at = hand_in(&mut dana, &form, &format!("{ANA},17:00\n{BEN},17:30\n")).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(!page.contains("17:00” say") && page.contains("C (17:00)"), "{page}");
}

on_both!(what_says_nothing_of_its_session_is_asked_about);
async fn what_says_nothing_of_its_session_is_asked_about(world: World) {
    evening(&world).await;
    world.pass_days(17);
    let (mut dana, class) = (world.staff().await, world.class_key("fnd-100-holyoke").await);
    let day = "select substr(s.starts_local, 1, 10) from session s join offering o on o.id = s.offering_id where o.source_key = 'fnd-100-holyoke' limit 1";
    let day = world.text(day).await;
    let marks = "select count(*) from presence where here";
    let form = [("class", class.as_str()), ("name", "Day")];
    for (text, question, name, yes, no) in [
        (
            format!("Name,Email,Check-in Time\n{ANA},{day} 9:00\n"),
            "Does a check-in stand for all sessions of its day?",
            "one-scan",
            2,
            1,
        ),
        (format!("Name,Email,Minutes\n{ANA},170\n"), "Are these lengths of the first session?", "which-session", 1, 0),
        (
            format!("Name,Email,Minutes\n{ANA},200\n{ANA},160\n"),
            "Do several lengths of one name follow each other?",
            "several-lengths",
            2,
            0,
        ),
    ] {
        for (answer, expected) in [("yes", yes), ("no", no)] {
            let at = hand_in(&mut dana, &form, &text).await;
            let page = dana.get(&at).await.unwrap().text();
            assert!(page.contains(question), "{page}");
            keep(&mut dana, &at).await;
            assert_eq!(world.count(marks).await, 0, "{question}");
            dana.post(&format!("{at}/decide"), &[(name, answer)]).await.unwrap();
            keep(&mut dana, &at).await;
            assert_eq!(world.count(marks).await, expected, "{question} {answer}");
            dana.post(&format!("{at}/undo"), &[("reason", "The next")]).await.unwrap();
        }
    }
}

on_both!(a_session_that_a_file_names_is_the_one_that_counts);
async fn a_session_that_a_file_names_is_the_one_that_counts(world: World) {
    evening(&world).await;
    world.pass_days(17);
    let (mut dana, class) = (world.staff().await, world.class_key("fnd-100-holyoke").await);
    let day = "select substr(s.starts_local, 1, 10) from session s join offering o on o.id = s.offering_id where o.source_key = 'fnd-100-holyoke' limit 1";
    let day = world.text(day).await;
    let text = format!("Name,Email,Session,Date,Minutes\n{ANA},Morning,{day},180\n{BEN},Afternoon,{day},170\n");
    let at = hand_in(&mut dana, &[("class", &class), ("name", "Day")], &text).await;
    let page = dana.get(&at).await.unwrap().text();
    let hash = |said: &str| {
        let before = page.split(&format!("Which class is “{said}")).next().unwrap();
        let name = before.rsplit("for=\"title-").next().unwrap();
        format!("title-{}", name.split('"').next().unwrap())
    };
    assert!(page.contains("all sessions") && page.contains("session 2"), "{page}");
    let (first, second) = (format!("{class}/0"), format!("{class}/1"));
    let answers = [(hash("Morning"), first), (hash("Afternoon"), second)];
    let answers: Vec<(&str, &str)> = answers.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    dana.post(&format!("{at}/decide"), &answers).await.unwrap();
    keep(&mut dana, &at).await;
    let of = "select s.ordinal || ':' || t.to_minute from presence_stretch t join session s on s.id = t.session_id
              join person p on p.id = t.person_id where p.email = ";
    let (ana, ben) = (format!("{of}'ana@example.org'"), format!("{of}'ben@example.org'"));
    let page = dana.get(&at).await.unwrap().text();
    assert_eq!(world.count("select count(*) from presence where here").await, 2, "a session each: {page}");
    let sessions =
        [world.text(Box::leak(ana.into_boxed_str())).await, world.text(Box::leak(ben.into_boxed_str())).await];
    assert!(
        sessions[0].ends_with(":180") && sessions[1].ends_with(":170") && sessions[0][..1] != sessions[1][..1],
        "{sessions:?}"
    );
}

on_both!(a_file_for_no_class_is_of_the_class_that_it_names);
async fn a_file_for_no_class_is_of_the_class_that_it_names(world: World) {
    let (mut dana, _) = evening(&world).await;
    let text = format!(
        "Topic,Meeting ID,Host,Start Time,End Time\nBoard of the credit union,123,Dana,09/16/2026 04:20 PM,09/16/2026 06:05 PM\n\n\
         Name,User Email,Join Time,Leave Time\n{ANA},09/16/2026 04:30 PM,09/16/2026 06:00 PM\n"
    );
    let at = hand_in(&mut dana, &[("kind", "presence"), ("name", "Board")], &text).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Which class is “Board of the credit union"), "{page}");
    keep(&mut dana, &at).await;
    assert_eq!(minutes_of(&world, "ana@example.org").await, 0, "it was another meeting");
}

on_both!(people_without_headings_are_people);
async fn people_without_headings_are_people(world: World) {
    let (mut dana, class) = evening(&world).await;
    let form = [("class", class.as_str()), ("name", "List")];
    let at = hand_in(&mut dana, &form, &format!("{ANA},90 min\n{BEN},30 min\n")).await;
    let columns = [("column-name", "0"), ("column-email", "1"), ("column-minutes", "2")];
    dana.post(&format!("{at}/columns"), &columns).await.unwrap();
    keep(&mut dana, &at).await;
    assert_eq!((minutes_of(&world, "ana@example.org").await, minutes_of(&world, "ben@example.org").await), (90, 30));

    // two people with one surname, and two with one first name
    let families = "Name,Surname,Minutes\nQuinn,Silva,30\nNoor,Silva,60\n";
    let at = hand_in(&mut dana, &form, families).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("<legend>Quinn Silva") && page.contains("<legend>Noor Silva"), "{page}");
    let names = "Nombre,Apellido(s),Minutos\nGabriel,Okafor,30\nGabriel,Usman,60\n";
    let at = hand_in(&mut dana, &form, names).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("<legend>Gabriel Okafor") && page.contains("<legend>Gabriel Usman"), "{page}");
    let two = "Nombre,Primer apellido,Segundo apellido,Correo,Minutos\nAna,Prueba,Ruiz,anap@example.net,90\n";
    let at = hand_in(&mut dana, &form, two).await;
    let page = dana.get(&at).await.unwrap().text();
    assert!(page.contains("Ana Prueba Ruiz"), "{page}");
}
