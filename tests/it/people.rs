//! People as the office keeps them: found, told apart, merged, and separated again.

use crate::{
    on_both,
    term::{class, plan},
    visitor::Browser,
    world::{World, between, job},
};
use ratify::office::import::Input;

const CLASS: &str = "fnd-100-holyoke";

async fn key_of(world: &World, email: &str) -> String {
    let email = email.to_owned();
    world
        .app
        .db
        .read(move |tx| tx.one("select key from person where email = $1", &db::params![&email])?.get::<String>(0))
        .await
        .unwrap()
}

/// Every row that says something about a person, as text: what undoing a merge must bring back.
async fn everything(world: &World) -> Vec<String> {
    world
        .app
        .db
        .read(|tx| {
            let mut out = Vec::new();
            for (name, sql) in [
                ("person", "select * from person order by id"),
                ("signup", "select id, person_id, offering_id, state from signup order by id"),
                ("presence", "select session_id, person_id, here from presence order by session_id, person_id"),
                ("credit", "select id, person_id, minutes from credit order by id"),
                ("enrolment", "select * from enrolment order by id"),
                (
                    "standing",
                    "select enrolment_id, complete, left_minutes, total_minutes from standing order by enrolment_id",
                ),
                ("claim", "select id, person_id from claim order by id"),
                ("outbox", "select id, person_id from outbox order by id"),
                ("wish", "select id, person_id, ended_at from wish order by id"),
            ] {
                for row in tx.all(sql, &[])? {
                    out.push(format!("{name} {:?}", row.values()));
                }
            }
            Ok::<_, db::Error>(out)
        })
        .await
        .unwrap()
}

/// Two records of one person, each with hours of a class that both have and one that only it has.
async fn twice(world: &World) -> (Browser, Browser) {
    let one = world.member("Ana Lima", "ana@example.org").await;
    let other = world.member("Lima, Ana", "ana.lima@school.example.org").await;
    let classes =
        [world.class_key(CLASS).await, world.class_key("fnd-101-wus").await, world.class_key("spc-323-wus").await];
    world.pass_days(145);
    let mut dana = world.staff().await;
    for (key, emails) in classes.iter().zip([
        &["ana@example.org", "ana.lima@school.example.org"][..],
        &["ana@example.org"],
        &["ana.lima@school.example.org"],
    ]) {
        for email in emails {
            let form = [("name", "Ana Lima"), ("email", *email)];
            dana.post(&format!("/teach/{key}/walk-in"), &form).await.unwrap();
        }
        dana.post(&format!("/teach/{key}/close"), &[]).await.unwrap();
        dana.post(&format!("/staff/attendance/{key}/approve"), &[("agreed", "1")]).await.unwrap();
    }
    (one, other)
}

on_both!(a_merge_that_is_undone_leaves_everything_as_it_was);
async fn a_merge_that_is_undone_leaves_everything_as_it_was(world: World) {
    twice(&world).await;
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let mut dana = world.staff().await;
    let before = everything(&world).await;
    let (kept, gone) = (key_of(&world, "ana@example.org").await, key_of(&world, "ana.lima@school.example.org").await);
    let pairs = dana.get("/staff/people/duplicates").await.unwrap().text();
    assert!(pairs.contains("The same name in the same local"), "{pairs}");
    let look = dana.get(&format!("/staff/people/{kept}/merge?with={gone}")).await.unwrap().text();
    assert!(look.contains("together 9 hours"), "a class of both counts once: {look}");
    let form = [("with", gone.as_str()), ("email", "gone"), ("reason", "She said so")];
    let at = format!("/staff/people/{kept}/merge");
    assert_eq!(dana.post(&at, &form).await.unwrap().status, 404, "the registrar's work");
    assert_eq!(ruth.post(&at, &[("with", gone.as_str())]).await.unwrap().status, 422, "a reason is asked for");
    let done = ruth.post(&at, &form).await.unwrap();
    assert_eq!(done.location, Some(format!("/staff/people/{kept}?said=merged")), "{}", done.text());
    let total = "select cast(sum(c.minutes) as bigint) from credit c join person p on p.id = c.person_id where p.merged_into is null and p.folded like '%lima%'";
    assert_eq!(world.count(total).await, 540);
    assert!(!dana.get("/staff/people/duplicates").await.unwrap().text().contains("Ana"));
    // both addresses lead to the one record, and the old page to the new one
    for email in ["ana@example.org", "ana.lima@school.example.org"] {
        let mut browser = world.sign_in(email).await;
        let me = browser.get("/me").await.unwrap().text();
        assert!(me.contains(">7.5<"), "{email} {:?}", between(&me, "class=\"big\"", "/p"));
    }
    // the office goes back to the record's other address
    let edit = |email| {
        [
            ("name", "Ana Lima"),
            ("email", email),
            ("local", "Harborfield Teachers Association"),
            ("work", "teacher"),
            ("language", "en"),
            ("reason", "She reads the other"),
        ]
    };
    for email in ["ana@example.org", "ana.lima@school.example.org", "ana@example.org"] {
        let saved = ruth.post(&format!("/staff/people/{kept}/edit"), &edit(email)).await.unwrap();
        assert_eq!(saved.status, 303, "{}", saved.text());
        let now = "select p.email from person p where p.merged_into is null and p.folded like '%lima%'";
        assert_eq!(world.text(now).await, email);
    }
    let old = dana.get(&format!("/staff/people/{gone}")).await.unwrap();
    assert_eq!(old.location, Some(format!("/staff/people/{kept}")));
    // and apart again, as it was (but for mail that was sent meanwhile)
    let page = ruth.get(&format!("/staff/people/{kept}")).await.unwrap().text();
    let merge = between(&page, "/merges/", "/undo").unwrap().to_owned();
    let apart = ruth.post(&format!("/staff/people/{kept}/merges/{merge}/undo"), &[]).await.unwrap();
    assert!(apart.location.unwrap().ends_with("said=apart"));
    let again = ruth.post(&format!("/staff/people/{kept}/merges/{merge}/undo"), &[]).await.unwrap();
    assert!(again.location.unwrap().ends_with("said=apart"), "they are apart already");
    let after = everything(&world).await;
    let lost: Vec<_> = before.iter().filter(|row| !after.contains(row)).collect();
    let new: Vec<_> = after.iter().filter(|row| !before.contains(row) && !row.starts_with("outbox")).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost {lost:#?}\nnew {new:#?}");
}

on_both!(everybody_is_found_by_parts_and_nobody_who_is_something_else);
async fn everybody_is_found_by_parts_and_nobody_who_is_something_else(world: World) {
    world.member("Zoë Évora Nuñez", "zoe@example.org").await;
    world.member("100%_Person", "odd@example.org").await;
    let mut dana = world.staff().await;
    for (text, name) in [
        ("evora+zoe", "Zoë Évora Nuñez"),
        ("nunez", "Zoë Évora Nuñez"),
        ("zoe%40example", "Zoë Évora Nuñez"),
        ("100%25_", "100%_Person"),
    ] {
        for page in ["people", "search"] {
            let found = dana.get(&format!("/staff/{page}?q={text}")).await.unwrap().text();
            assert!(found.contains(name), "{page} {text}: {found}");
        }
    }
    let none = dana.get("/staff/people?q=evora+bo").await.unwrap().text();
    assert!(none.contains("Nobody fits"), "{none}");
    let percent = dana.get("/staff/people?q=%25%25").await.unwrap().text();
    assert!(percent.contains("Nobody fits"), "a sign stands for itself");
    let class = dana.get("/staff/search?q=contract+costing").await.unwrap().text();
    assert!(class.contains("/staff/classes/"), "{class}");
    assert!(dana.get("/staff/people?state=not-enrolled").await.unwrap().text().contains("Owen Pike"));
}

/// A member file of the made-up people from `first` up to `last`, one of them under another name.
fn member_file(first: usize, last: usize, renamed: Option<(usize, &str)>) -> Vec<u8> {
    let mut text = "number,name,email,local,category\n".to_owned();
    for n in first..last {
        let name =
            renamed.filter(|(at, _)| *at == n).map_or_else(|| format!("Person Number{n}"), |(_, name)| name.to_owned());
        text += &format!("N{n:04},{name},person{n}@example.org,harborfield-ta,teacher\n");
    }
    text.into_bytes()
}

async fn look(world: &World, browser: &mut Browser, file: &[u8]) -> (String, String) {
    let answer = browser.post_file("/staff/members", "file", "members.csv", file).await.unwrap();
    let at = answer.location.expect("the file's page");
    assert!(browser.get(&at).await.unwrap().headers.contains_key("refresh"), "the page looks again by itself");
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    let page = browser.get(&at).await.unwrap().text();
    (at, page)
}

on_both!(a_member_file_is_looked_at_before_it_is_kept_and_takes_nobody_out);
async fn a_member_file_is_looked_at_before_it_is_kept_and_takes_nobody_out(world: World) {
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let members = "select count(*) from member";
    let before = world.count(members).await;
    // in the first one, everybody who is stored is gone: a second person has to agree
    let (at, page) = look(&world, &mut ruth, &member_file(0, 600, None)).await;
    assert!(page.contains("<dd>600</dd>") && page.contains("second person"), "{page}");
    assert_eq!(world.count(members).await, before, "nothing is kept yet");
    assert_eq!(ruth.post(&format!("{at}/run"), &[]).await.unwrap().status, 422, "not by whoever handed it in");
    let mut sam = world.office("Sam Ito", "sam.ito@example.org", "registrar").await;
    assert_eq!(sam.post(&format!("{at}/run"), &[]).await.unwrap().status, 303);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    assert!(sam.get(&at).await.unwrap().text().contains("Sam Ito agreed"));
    assert_eq!(world.count(members).await, before + 600, "nobody is taken out");
    assert_eq!(world.count("select count(*) from member where gone_since is not null").await, before);
    // a few changes run at once; a number that becomes somebody else's is left alone
    let (at, page) = look(&world, &mut ruth, &member_file(0, 605, Some((7, "Zoë Évora")))).await;
    assert!(page.contains("N0007 is Person Number7 so far"), "{page}");
    assert!(!page.contains("second person"), "{page}");
    assert_eq!(ruth.post(&format!("{at}/run"), &[]).await.unwrap().status, 303);
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from member where name = 'Zoë Évora'").await, 0);
    assert_eq!(world.count(members).await, before + 605);
    assert_eq!(
        world.count("select count(*) from member_file where content is not null").await,
        0,
        "the file is not kept"
    );
    // the same file again, with the doubtful row
    let (at, _) = look(&world, &mut ruth, &member_file(0, 605, Some((7, "Zoë Évora")))).await;
    ruth.post(&format!("{at}/run"), &[("doubtful", "1")]).await.unwrap();
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from member where name = 'Zoë Évora'").await, 1);
    // a member who is gone confirms nobody any more, and comes back with the next file
    let (at, page) = look(&world, &mut ruth, &member_file(10, 605, None)).await;
    assert!(!page.contains("second person") && page.contains("<dd>10</dd>"), "{page}");
    ruth.post(&format!("{at}/run"), &[]).await.unwrap();
    ratify::assembly::jobs::once(&world.app).await.unwrap();
    world.member("Person Number9", "person9@example.org").await;
    world.member("Person Number11", "person11@example.org").await;
    let confirmed = "select count(*) from person where membership = 'confirmed' and name like 'Person%'";
    assert_eq!(world.count(confirmed).await, 1);
    // half a file, and one of something else, say what is wrong
    let (_, page) = look(&world, &mut ruth, b"number,name\n1,2\n").await;
    assert!(page.contains("“local” is missing"), "{page}");
    assert_eq!(ruth.post("/staff/members", &[]).await.unwrap().status, 422, "no file");
}

on_both!(the_office_corrects_and_forgets_with_a_reason);
async fn the_office_corrects_and_forgets_with_a_reason(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    world.member("Bo Reyes", "bo@example.org").await;
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let at = format!("/staff/people/{}", key_of(&world, "ana@example.org").await);
    let mut form = [
        ("name", "Ana Lima-Sousa"),
        ("email", "bo@example.org"),
        ("local", "Ashwell ESP Association"),
        ("work", "esp"),
        ("language", "es"),
        ("reason", "Married, moved"),
    ];
    let taken = ruth.post(&format!("{at}/edit"), &form).await.unwrap();
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("Another record has this address") && taken.text().contains("Lima-Sousa"));
    form[1].1 = "ana@home.example.org";
    let saved = ruth.post(&format!("{at}/edit"), &form).await.unwrap();
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(ana.get("/me").await.unwrap().status, 401, "signed in with the old address no more");
    let mail = world.mail_to("ana@home.example.org").await;
    let (subject, text) = mail.last().unwrap();
    assert!(subject.contains("Confirme"), "the new address confirms: {mail:?}");
    assert!(text.contains("nuestra oficina") && !text.contains("página que dejó"), "no page waits for a code: {text}");
    let before = "select before from audit where verb = 'person.corrected'";
    assert_eq!(world.text(before).await, "Ana Lima, ana@example.org, Harborfield Teachers Association");
    // forgotten, for ever
    let mut dana = world.staff().await;
    assert_eq!(dana.get(&format!("{at}/erase")).await.unwrap().status, 404);
    assert_eq!(ruth.post(&format!("{at}/erase"), &[]).await.unwrap().status, 422);
    let erased = ruth.post(&format!("{at}/erase"), &[("reason", "Asked by mail")]).await.unwrap();
    assert_eq!(erased.location.as_deref(), Some("/staff/people?said=erased"));
    assert_eq!(world.count("select count(*) from person where name like '%Lima%'").await, 0);
    assert_eq!(world.count("select count(*) from audit where before like '%Lima%' or after like '%Lima%'").await, 0);
}

on_both!(power_never_moves_by_a_merge);
async fn power_never_moves_by_a_merge(world: World) {
    world.member("Ana Lima", "ana@example.org").await;
    let luis = world.member("Luis Amaral", "luis.amaral@example.org").await;
    drop(luis);
    let mut noor = world.administrator().await;
    let form = [
        ("email", "luis.amaral@example.org"),
        ("role", "president"),
        ("local", "Harborfield Teachers Association"),
        ("reason", "Elected"),
    ];
    assert_eq!(noor.post("/staff/roles", &form).await.unwrap().status, 303);
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let (ana, luis) = (key_of(&world, "ana@example.org").await, key_of(&world, "luis.amaral@example.org").await);
    let owen = key_of(&world, "owen.pike@example.org").await;
    for gone in [&luis, &owen] {
        let form = [("with", gone.as_str()), ("reason", "One person")];
        let refused = ruth.post(&format!("/staff/people/{ana}/merge"), &form).await.unwrap();
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.text().contains("has a role or teaches"));
        let form = [("with", ana.as_str()), ("reason", "One person")];
        assert_eq!(ruth.post(&format!("/staff/people/{gone}/merge"), &form).await.unwrap().status, 422);
    }
    let form = [("with", luis.as_str()), ("reason", "One person")];
    let merged = noor.post(&format!("/staff/people/{ana}/merge"), &form).await.unwrap();
    assert_eq!(merged.status, 303, "{}", merged.text());
    let has = "select count(*) from office o join person p on p.id = o.person_id where o.role = 'president' and p.email = 'ana@example.org'";
    assert_eq!(world.count(has).await, 0, "the office stays where an administrator gave it");
    let told = "select count(distinct person_id) from outbox where kind = 'power-changed' and detail = 'merged'";
    assert_eq!(world.count(told).await, 3, "both addresses, and the administrator");
}

on_both!(both_addresses_hear_of_a_merge_and_each_takes_it_back);
async fn both_addresses_hear_of_a_merge_and_each_takes_it_back(world: World) {
    world.member("Omar Hill", "omar@example.org").await;
    world.member("Acc Omplice", "acc@example.net").await;
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let (omar, acc) = (key_of(&world, "omar@example.org").await, key_of(&world, "acc@example.net").await);
    let form = [("with", acc.as_str()), ("reason", "One person"), ("email", "gone")];
    assert_eq!(ruth.post(&format!("/staff/people/{omar}/merge"), &form).await.unwrap().status, 303);
    let mut taken = world.sign_in("acc@example.net").await;
    assert!(taken.get("/me/profile").await.unwrap().text().contains("Omar Hill"), "she has taken his record");
    for email in ["omar@example.org", "acc@example.net"] {
        let mail = world.mail_to(email).await;
        assert!(mail.iter().any(|(subject, _)| subject == "Your record was joined with another"), "{email}: {mail:?}");
    }
    let letter = world.mail_to("omar@example.org").await.into_iter().find(|(s, _)| s.contains("joined")).unwrap().1;
    let link = format!("/address/{}", crate::world::between(&letter, "/address/", "\n").unwrap().trim());
    let mut anywhere = world.browser();
    assert!(anywhere.get(&link).await.unwrap().text().contains("Take the two records apart?"));
    let apart = anywhere.post(&link, &[]).await.unwrap();
    assert!(apart.text().contains("The records are two again"), "{}", apart.text());
    assert_eq!(world.count("select count(*) from person where merged_into is not null").await, 0);
    let still = taken.get("/me/profile").await.unwrap();
    assert!(!still.text().contains("Omar Hill"), "whoever was signed in may be either of the two");
    assert_eq!(anywhere.post(&link, &[]).await.unwrap().status, 422, "once");

    // an office that was given to a merged record goes to neither record when the two are separated
    let form =
        [("with", omar.as_str()), ("reason", "One person"), ("name", "gone"), ("email", "gone"), ("local", "gone")];
    assert_eq!(ruth.post(&format!("/staff/people/{acc}/merge"), &form).await.unwrap().status, 303);
    let mut noor = world.administrator().await;
    let office = [
        ("email", "omar@example.org"),
        ("role", "president"),
        ("local", "Harborfield Teachers Association"),
        ("reason", "Elected"),
    ];
    assert_eq!(noor.post("/staff/roles", &office).await.unwrap().status, 303);
    let key = world.text("select key from merge where undone_at is null").await;
    let undo = format!("/staff/people/{acc}/merges/{key}/undo");
    let refused = ruth.post(&undo, &[]).await.unwrap();
    assert!(refused.location.unwrap().contains("not-apart"), "a registrar alone does not");
    let class = world.class_key("dem-204-winter").await;
    let teaches = "insert into trainer (offering_id, person_id) select o.id, p.id from offering o join person p on p.key = $2 where o.key = $1";
    let pair = (class, acc.clone());
    world.app.db.write(move |tx| tx.run(teaches, &db::params![&pair.0, &pair.1])).await.unwrap();
    let live = "select count(*) from office where role = 'president' and until is null";
    assert_eq!(world.count(live).await, 1);
    assert!(noor.post(&undo, &[]).await.unwrap().location.unwrap().contains("said=apart"));
    assert_eq!(world.count(live).await, 0, "it is given anew to whom it is meant for");
    let teachers =
        "select count(*) from trainer t join person p on p.id = t.person_id where p.email like '%@example.net'";
    assert_eq!(world.count(teachers).await, 0, "and so is a class to teach");
}

on_both!(a_merge_joins_two_stays_of_one_person_and_parts_them_again);
async fn a_merge_joins_two_stays_of_one_person_and_parts_them_again(world: World) {
    for email in ["ana@example.org", "ana.lima@school.example.org"] {
        let mut member = world.member("Ana Lima", email).await;
        assert_eq!(world.sign_up(&mut member, "fnd-101-fall").await.status, 303);
    }
    world.pass_days(16);
    let class = world.class_key("fnd-101-fall").await;
    let mut owen = world.trainer().await;
    let mut dana = world.staff().await;
    let text = "Name,Email,Join Time,Leave Time\n\
        Ana Lima,ana@example.org,2026-09-16 16:30,2026-09-16 17:20\n\
        Ana Lima,ana.lima@school.example.org,2026-09-16 17:10,2026-09-16 18:00\n";
    let form = [("class", class.as_str()), ("name", "Two devices")];
    let at = dana
        .post_file_with("/staff/attendance/files", &form, "list.csv", text.as_bytes())
        .await
        .unwrap()
        .location
        .unwrap();
    dana.post(&format!("{at}/keep"), &[]).await.unwrap();
    owen.post(&format!("/teach/{class}/close"), &[]).await.unwrap();
    dana.post(&format!("/staff/attendance/{class}/approve"), &[("agreed", "1")]).await.unwrap();
    let minutes = "select cast(coalesce(sum(minutes), 0) as bigint) from credit";
    assert_eq!(world.count(minutes).await, 0, "neither record was there long enough");
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let (kept, gone) = (key_of(&world, "ana@example.org").await, key_of(&world, "ana.lima@school.example.org").await);
    let form = [("with", gone.as_str()), ("reason", "Two devices")];
    let merged = ruth.post(&format!("/staff/people/{kept}/merge"), &form).await.unwrap();
    assert_eq!(merged.status, 303, "{}", merged.text());
    assert_eq!(world.count(minutes).await, 90, "together the whole class");
    let page = ruth.get(&format!("/staff/people/{kept}")).await.unwrap().text();
    let merge = between(&page, "/merges/", "/undo").unwrap().to_owned();
    ruth.post(&format!("/staff/people/{kept}/merges/{merge}/undo"), &[]).await.unwrap();
    assert_eq!(world.count(minutes).await, 0);
    assert_eq!(world.count("select count(*) from presence_stretch where to_minute - from_minute = 50").await, 2);
}

on_both!(a_member_file_whose_numbers_lost_their_zeros_is_noticed_as_that);
async fn a_member_file_whose_numbers_lost_their_zeros_is_noticed_as_that(world: World) {
    use crate::world::job;
    use ratify::office::import::{Input, Job, by_operator};
    let head = "number,name,email,local,category\n";
    let mut plain = String::new();
    for n in 0..200 {
        plain += &format!("{},Person Number{n},p{n}@example.net,ashwell-esp,esp\n", 20_000 + n);
    }
    let stored = world.count("select count(*) from member").await;
    let first = format!(
        "{head}{plain}00117,\"Case, Zero\",zero1@example.net,ashwell-esp,esp\n00217,Zora Case,zero2@example.net,ashwell-esp,esp\n"
    );
    let done = by_operator(&world.app, job(vec![Input::new("members.csv", first.into())], true)).await.unwrap();
    assert!(done.kept, "{done:?}");
    assert_eq!(world.text("select name from member where number = '00117'").await, "Zero Case");
    let lost = format!(
        "{head}{plain}117,ZERO CASE,zero1@example.net,ashwell-esp,esp\n217,Zora Case,zero2@example.net,ashwell-esp,esp\n"
    );
    let alone = Job { agreed: false, ..job(vec![Input::new("members.csv", lost.into())], true) };
    let report = by_operator(&world.app, alone).await.unwrap();
    assert!(!report.kept, "nothing without a second person");
    let why = report.quarantine.unwrap().to_string();
    assert_eq!(why, "2 new rows have the name and address of 2 that are gone: have their numbers lost zeros?");
    assert!(report.warnings.iter().any(|w| w.to_string().contains("names in capitals only, such as ZERO CASE")));
    assert_eq!(world.count("select count(*) from member").await, stored + 202);
    // the same words in capitals are the same name
    let shouting = format!(
        "{head}{plain}00117,CASE ZERO,zero1@example.net,ashwell-esp,esp\n00217,Zora Case,zero2@example.net,ashwell-esp,esp\n"
    );
    let same = by_operator(&world.app, job(vec![Input::new("members.csv", shouting.into())], true)).await.unwrap();
    assert_eq!((same.counts[0].changed, same.counts[0].same), (0, 202));
}

on_both!(a_letter_about_a_merge_goes_to_both_although_one_address_is_dead);
async fn a_letter_about_a_merge_goes_to_both_although_one_address_is_dead(world: World) {
    world.member("Omar Hill", "omar@example.org").await;
    world.member("Omar Hill", "omar@example.net").await;
    let dead = "update person set bounced_at = 1 where email = 'omar@example.org'";
    world.app.db.write(move |tx| tx.run(dead, &[])).await.unwrap();
    let (kept, gone) = (key_of(&world, "omar@example.org").await, key_of(&world, "omar@example.net").await);
    let mut ruth = world.office("Ruth Abebe", "ruth.abebe@example.org", "registrar").await;
    let form = [("with", gone.as_str()), ("reason", "One person"), ("email", "gone")];
    assert_eq!(ruth.post(&format!("/staff/people/{kept}/merge"), &form).await.unwrap().status, 303);
    let heard = world.mail_to("omar@example.net").await;
    assert!(heard.iter().any(|(subject, _)| subject == "Your record was joined with another"), "{heard:?}");
    let dead = "select count(*) from person where email = 'omar@example.net' and bounced_at is null";
    assert_eq!(world.count(dead).await, 1, "that an address is dead goes where the address goes");
}

on_both!(somebody_is_called_as_they_like_and_certified_by_their_name);
async fn somebody_is_called_as_they_like_and_certified_by_their_name(world: World) {
    let mut ana = world.member("Anastasia Petrova", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    let profile = |called: &'static str| {
        [
            ("name", "Anastasia Petrova"),
            ("called", called),
            ("local", "Harborfield Teachers Association"),
            ("work", "teacher"),
            ("language", "en"),
            ("share", "1"),
        ]
    };
    ana.get("/me/profile").await.unwrap();
    let wrong = ana.post("/me/profile", &profile("123")).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("value=\"123\""), "{}", wrong.text());
    assert_eq!(ana.post("/me/profile", &profile("Stas")).await.unwrap().status, 303);
    assert!(ana.get("/me/profile").await.unwrap().text().contains("value=\"Stas\""));

    // letters and rosters call them so; the office sees both names and finds them by either
    let key = world.class_key("fnd-101-fall").await;
    let mut owen = world.trainer().await;
    let roster = owen.get(&format!("/teach/{key}")).await.unwrap().text();
    assert!(roster.contains("Stas") && !roster.contains("Anastasia"), "{roster}");
    let mut dana = world.staff().await;
    for text in ["stas", "anastasia"] {
        let found = dana.get(&format!("/staff/people?q={text}")).await.unwrap().text();
        assert!(found.contains("Anastasia Petrova"), "{text}: {found}");
    }
    let person = world.text("select key from person where email = 'ana@example.org'").await;
    let page = dana.get(&format!("/staff/people/{person}")).await.unwrap().text();
    assert!(page.contains("Anastasia Petrova") && page.contains(">Stas<"), "{page}");
    let sheet = dana.get(&format!("/staff/attendance/{key}")).await.unwrap().text();
    assert!(sheet.contains("Stas") && sheet.contains("(Anastasia Petrova)"), "{sheet}");
    let named = class(&[("trainers", "Stas"), ("trainer_emails", "ana@example.org")]);
    let plan = plan(&mut world.administrator().await, &[&named[..], &[("agreed", "1")]].concat()).await;
    dana.get(&plan).await.unwrap();
    dana.post(&plan.replace("/plan", "/publish"), &[("meant", "1")]).await.unwrap();
    world.app.clock.pass_minutes(6);
    let (_, letter) = world.mail_to("ana@example.org").await.pop().unwrap();
    assert!(letter.contains("Stas") && !letter.contains("Anastasia"), "{letter}");
    // the same name twice is no other name
    ana.get("/me/profile").await.unwrap();
    ana.post("/me/profile", &profile("Anastasia Petrova")).await.unwrap();
    assert_eq!(world.text("select called from person where email = 'ana@example.org'").await, "");
}

on_both!(a_local_with_chapters_asks_for_ones_own);
async fn a_local_with_chapters_asks_for_ones_own(world: World) {
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let local =
        world.text("select l.key from local l join person p on p.local_id = l.id where p.name = 'Ana Lima'").await;
    let name =
        world.text("select l.name from local l join person p on p.local_id = l.id where p.name = 'Ana Lima'").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    assert!(!ana.get("/me").await.unwrap().text().contains("has chapters"), "most locals have none");
    let import = |chapters: &str| {
        let text = format!("key,name,region,chapters\n{local},{name},Southeast,{chapters}\n");
        job(vec![Input::new("locals.csv", text.into_bytes())], true)
    };
    let twice = ratify::office::import::by_operator(&world.app, import("North; NORTH")).await.unwrap();
    assert!(!twice.kept && !twice.problems.is_empty());
    let kept = ratify::office::import::by_operator(&world.app, import("North Campus; South Campus")).await.unwrap();
    assert!(kept.kept, "{:?}", kept.problems);
    assert!(ana.get("/me").await.unwrap().text().contains("Your local has chapters"));
    let page = ana.get("/me/profile").await.unwrap().text();
    assert!(page.contains("<option value=\"South Campus\""), "{page}");
    let form = |local: &'static str, chapter: &'static str| {
        [("name", "Ana Lima"), ("local", local), ("chapter", chapter), ("work", "teacher"), ("language", "en")]
    };
    let own: &'static str = Box::leak(name.clone().into_boxed_str());
    ana.post("/me/profile", &form(own, "West Campus")).await.unwrap();
    assert_eq!(world.text("select chapter from person where name = 'Ana Lima'").await, "", "one that there is");
    ana.post("/me/profile", &form(own, "South Campus")).await.unwrap();
    assert!(!ana.get("/me").await.unwrap().text().contains("has chapters"));
    let key = world.class_key("fnd-101-fall").await;
    let roster = world.trainer().await.get(&format!("/teach/{key}")).await.unwrap().text();
    assert!(roster.contains(&format!("{name}, South Campus")), "{roster}");
    let row = world.staff().await.get(&format!("/staff/catalogue/locals/edit?row={local}")).await.unwrap().text();
    assert!(row.contains("North Campus; South Campus"), "{row}");
    // another local has other chapters: nobody keeps one that is not theirs
    let other =
        if name.starts_with("Ashwell") { "Harborfield Teachers Association" } else { "Ashwell Education Association" };
    let other: &'static str = Box::leak(other.to_owned().into_boxed_str());
    ana.get("/me/profile").await.unwrap();
    ana.post("/me/profile", &form(other, "South Campus")).await.unwrap();
    assert_eq!(world.text("select chapter from person where name = 'Ana Lima'").await, "");
}
