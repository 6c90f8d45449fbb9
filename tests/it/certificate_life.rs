//! What happens to a certificate after it is issued: another name, taken back, a key withdrawn, its holder forgotten, and
//! this program gone.

use crate::{
    certificates::{Public, checked, download, upload},
    holders::{Holder, award_all, complete, holders, second_of_staff, start_batch},
    on_both,
    world::{DAY, Engine, START, World, between, postgres_url},
};
use credential::{carried, verify::verify};
use ratify::{
    assembly::{commands, jobs},
    ground::config::Config,
};
use std::{path::Path, process::Command};

const ANA: (&str, &str) = ("Ana Baptiste-Old", "ana@example.org");
const SAM: (&str, &str) = ("Sam Rivera", "sam@example.org");

async fn one(world: &World) -> Holder {
    holders(world, &[ANA]).await.pop().unwrap()
}

on_both!(another_name_is_a_new_copy_under_the_same_number);
async fn another_name_is_a_new_copy_under_the_same_number(world: World) {
    let Holder { mut browser, number } = one(&world).await;
    let (old_json, old_pdf) = (download(&mut browser, "json").await, download(&mut browser, "pdf").await);
    let ask = async |browser: &mut crate::visitor::Browser, name: &str| {
        browser.post("/me/certificate/name", &[("name", name), ("note", "I married")]).await.unwrap()
    };
    let same = ask(&mut browser, ANA.0).await;
    assert!(
        same.status == 422 && same.text().contains("the name already printed") && same.text().contains("I married")
    );
    let signs = ask(&mut browser, "Ana \u{10330}").await;
    assert!(signs.status == 422 && signs.text().contains("Certificates cannot show"), "{}", signs.text());
    assert_eq!(ask(&mut browser, "Ana Lima").await.status, 303);
    assert!(browser.get("/me/certificate").await.unwrap().text().contains("The office looks at it"));

    let mut dana = world.staff().await;
    assert!(dana.get("/staff").await.unwrap().text().contains("asks for another name"));
    let page = dana.get("/staff/names").await.unwrap().text();
    let form = between(&page, "action=\"/staff/names/", "\"").unwrap().to_owned();
    let unsaid = dana.post(&format!("/staff/names/{form}"), &[("answer", "")]).await.unwrap();
    assert!(unsaid.status == 422 && unsaid.text().contains("Say why"), "a no needs a reason: {}", unsaid.text());
    for _ in 0..2 {
        let answer = dana.post(&format!("/staff/names/{form}"), &[("agrees", "1")]).await.unwrap();
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    assert_eq!(world.count("select count(*) from document").await, 2, "pressed twice, made once");

    // the number stays; what is public knows the new name only
    let mut stranger = world.browser();
    let page = stranger.get(&format!("/verify/{number}")).await.unwrap().text();
    assert!(page.contains("Ana Lima") && page.contains("This copy made") && !page.contains("Baptiste"), "{page}");
    let new = download(&mut browser, "json").await;
    let before = carried::find(&old_json).unwrap();
    let before = verify(&before, &Public::read(&world).await, world.app.clock.now().0).unwrap();
    let after = checked(&world, &new).await;
    assert!(before.ended && !after.ended, "the old place of the list is taken, the new one is not");
    assert_eq!(before.badge.id, after.badge.id, "one credential");
    assert_eq!(before.badge.awarded_date, after.badge.awarded_date, "awarded when it was awarded");
    for old in [&old_json, &old_pdf] {
        let page = upload(&world, old).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(page.contains("This is an older copy") && !page.contains("Ana Lima"), "{page}");
    }
    assert!(upload(&world, &download(&mut browser, "pdf").await).await.text().contains("exactly as we made it"));
    let mail = world.mail_to(ANA.1).await;
    let (_, text) = mail.iter().find(|(s, _)| s == "Your new certificate").expect("told");
    assert!(text.contains("made out to Ana Lima") && text.contains(&number), "{text}");
    assert_eq!(world.count("select count(*) from document where name like '%Baptiste%'").await, 0, "forgotten");

    // a refusal is announced, with its reason
    assert_eq!(ask(&mut browser, "Queen Ana").await.status, 303);
    let page = dana.get("/staff/names").await.unwrap().text();
    let form = between(&page, "action=\"/staff/names/", "\"").unwrap().to_owned();
    dana.post(&format!("/staff/names/{form}"), &[("answer", "Titles are not printed.")]).await.unwrap();
    let mail = world.mail_to(ANA.1).await;
    assert!(mail.iter().any(|(_, text)| text.contains("Queen Ana") && text.contains("Titles are not printed.")));
    let page = dana.get("/staff/names").await.unwrap().text();
    assert!(page.contains("Nobody asks for another name"), "{page}");

    // the office corrects something of its own accord
    let staff_page = format!("/staff/certificates/{number}");
    let empty = dana.post(&format!("{staff_page}/reissue"), &[("name", "Ana Lima"), ("why", "")]).await.unwrap();
    assert_eq!(empty.status, 422);
    let put_right = [("name", "Ana Lima"), ("why", "The address was wrong")];
    let answer = dana.post(&format!("{staff_page}/reissue"), &put_right).await.unwrap();
    assert_eq!(answer.location, Some(format!("{staff_page}?said=reissued")));
    let page = browser.get("/me/certificate").await.unwrap().text();
    for line in ["Copy 1", "Copy 2", "Copy 3", "put right", "another name"] {
        assert!(page.contains(line), "{line}: {page}");
    }
    // and once more by mail, for anyone who lost it
    browser.post("/me/certificate/again", &[]).await.unwrap();
    let again = world.mail_to(ANA.1).await.iter().filter(|(_, text)| text.contains(&number)).count();
    browser.post("/me/certificate/again", &[]).await.unwrap();
    let twice = world.mail_to(ANA.1).await.iter().filter(|(_, text)| text.contains(&number)).count();
    // the first mail had not left when the second copy was made: nobody is sent a copy that has ended
    assert_eq!((again, twice), (3, 3), "two copies, and once again a day");
}

on_both!(two_people_take_a_certificate_back_and_its_holder_can_answer);
async fn two_people_take_a_certificate_back_and_its_holder_can_answer(world: World) {
    let Holder { mut browser, number } = one(&world).await;
    let json = download(&mut browser, "json").await;
    let (mut dana, mut robin) = (world.staff().await, second_of_staff(&world).await);
    let page = format!("/staff/certificates/{number}");
    let empty = dana.post(&format!("{page}/revoke"), &[("reason", "Private matter")]).await.unwrap();
    assert!(empty.status == 422 && empty.text().contains("Private matter"), "what was typed is kept");
    let form = [("category", "record"), ("reason", "Private matter 4711")];
    for said in ["asked", "before"] {
        let answer = dana.post(&format!("{page}/revoke"), &form).await.unwrap();
        assert_eq!(answer.location, Some(format!("{page}?said={said}")));
    }
    let mut stranger = world.browser();
    let public = format!("/verify/{number}");
    assert!(
        stranger.get(&public).await.unwrap().text().contains("This certificate is valid"),
        "asking changes nothing"
    );

    let list = robin.get("/staff/revocations").await.unwrap().text();
    let decide = between(&list, "action=\"/staff/revocations/", "\"").unwrap().to_owned();
    let decide = format!("/staff/revocations/{decide}");
    let own = dana.post(&decide, &[("agrees", "1")]).await.unwrap();
    assert_eq!(own.location.as_deref(), Some("/staff/revocations?said=same"), "nobody agrees with themselves");
    assert!(!dana.get("/staff/revocations").await.unwrap().text().contains(&decide), "and is not asked to");
    for said in ["done", "before"] {
        let answer = robin.post(&decide, &[("agrees", "1")]).await.unwrap();
        assert_eq!(answer.location, Some(format!("/staff/revocations?said={said}")));
    }

    // the day is public, the reason is not
    let text = stranger.get(&public).await.unwrap().text();
    assert!(text.contains("This certificate is not valid") && text.contains("We took it back on April 29, 2027"));
    assert!(!text.contains("4711") && !text.contains(ANA.0), "{text}");
    assert!(checked(&world, &json).await.ended, "its place in the list is taken from that moment on");
    assert!(upload(&world, &json).await.text().contains("This certificate is not valid"));
    let credential = stranger.get_as(&public, "application/json").await.unwrap().text();
    assert!(credential.contains("\"revoked\"") && !credential.contains("4711"), "{credential}");
    for form in ["json", "pdf", "png"] {
        assert_eq!(browser.get(&format!("/me/certificate.{form}")).await.unwrap().status, 404, "{form}");
    }

    // the holder is told, and can answer
    let mail = world.mail_to(ANA.1).await;
    let (_, text) = mail.iter().find(|(s, _)| s.contains("taken back")).expect("told");
    assert!(text.contains("4711") && text.contains("answer by"), "{text}");
    let empty = browser.post("/me/certificate/appeal", &[("appeal", "")]).await.unwrap();
    assert_eq!(empty.status, 422);
    let answer = browser.post("/me/certificate/appeal", &[("appeal", "I was there")]).await.unwrap();
    assert_eq!(answer.status, 303);
    let list = robin.get("/staff/revocations").await.unwrap().text();
    assert!(list.contains("I was there"), "{list}");
    let form = between(&list, "action=\"/staff/revocations/", "\"").unwrap().to_owned();
    let reply = [("answer", "You are right. We issue it anew.")];
    assert_eq!(robin.post(&format!("/staff/revocations/{form}"), &reply).await.unwrap().status, 303);
    assert!(world.mail_to(ANA.1).await.iter().any(|(_, t)| t.contains("We issue it anew")));
    assert!(browser.get("/me/certificate").await.unwrap().text().contains("We issue it anew"));

    // what is taken back stays taken back: a mistake is corrected by another award
    award_all(&world, &mut dana).await;
    let page = browser.get("/me/certificate").await.unwrap().text();
    let newer = between(&page, "/verify/", "\"").unwrap().to_owned();
    assert_ne!(newer, number);
    assert!(stranger.get(&format!("/verify/{newer}")).await.unwrap().text().contains("This certificate is valid"));
    assert!(stranger.get(&public).await.unwrap().text().contains("This certificate is not valid"));
    assert_eq!(world.count("select count(*) from award").await, 2, "nothing is deleted");
}

on_both!(nobody_decides_about_their_own_certificate);
async fn nobody_decides_about_their_own_certificate(world: World) {
    let Holder { mut browser, number } = one(&world).await;
    let made = ratify::assembly::commands::make_staff_link(&world.app, ANA.1, None, "coordinator").await.unwrap();
    browser.post("/me/certificate/name", &[("name", "Queen Ana")]).await.unwrap();
    let mut ana = world.browser();
    ana.post(made.strip_prefix("http://ratify.test").unwrap(), &[]).await.unwrap();
    let page = format!("/staff/certificates/{number}");
    let own = ana.post(&format!("{page}/reissue"), &[("name", "Queen Ana"), ("why", "I like it")]).await.unwrap();
    assert_eq!(own.location, Some(format!("{page}?said=before")));
    let names = ana.get("/staff/names").await.unwrap().text();
    let form = between(&names, "action=\"/staff/names/", "\"").unwrap().to_owned();
    let own = ana.post(&format!("/staff/names/{form}"), &[("agrees", "1")]).await.unwrap();
    assert_eq!(own.location.as_deref(), Some("/staff/names?said=self"));
    let form = [("category", "mistake"), ("reason", "A trial")];
    world.staff().await.post(&format!("{page}/revoke"), &form).await.unwrap();
    let list = ana.get("/staff/revocations").await.unwrap().text();
    assert!(!list.contains("/decide\""), "she is not asked: {list}");
    let key = world.text("select key from revocation").await;
    let own = ana.post(&format!("/staff/revocations/{key}/decide"), &[]).await.unwrap();
    assert_eq!(own.location.as_deref(), Some("/staff/revocations?said=same"));
    assert_eq!(world.count("select count(*) from revocation where decided_at is null").await, 1);
    assert_eq!(world.count("select count(*) from document").await, 1);
}

on_both!(a_batch_goes_on_where_it_stopped_and_says_who_changed);
async fn a_batch_goes_on_where_it_stopped_and_says_who_changed(world: World) {
    complete(&world, &[ANA, SAM, ("Kim Doe", "kim@example.org")]).await;
    let mut dana = world.staff().await;
    let ready = dana.get("/staff/certificates").await.unwrap().text();
    let keys: Vec<String> =
        ready.split("name=\"person\" value=\"").skip(1).map(|r| r.split('"').next().unwrap().to_owned()).collect();
    assert_eq!(keys.len(), 3);

    // since the page was opened, one has become ready, and one is no longer ready
    world.app.db.write(|tx| tx.run("update standing set complete = false", &[])).await.unwrap();
    let seen = keys[..2].join(" ");
    let form = [("seen", seen.as_str()), ("person", keys[0].as_str())];
    let text = dana.post("/staff/certificates/check", &form).await.unwrap().text();
    assert!(text.contains("1 person is no longer ready"), "{text}");
    world.app.db.write(|tx| tx.run("update standing set complete = true", &[])).await.unwrap();
    let text = dana.post("/staff/certificates/check", &form).await.unwrap().text();
    assert!(text.contains("1 person became ready since"), "{text}");

    let batch = start_batch(&mut dana).await;
    let page = dana.get(&batch).await.unwrap();
    assert_eq!(page.headers["refresh"], "2", "the page looks again by itself, without a script");
    assert!(page.text().contains("0 of 3 done") && page.text().contains("<progress"), "{}", page.text());
    // another batch for the same people, before the first has begun
    let second = start_batch(&mut dana).await;
    jobs::once(&world.app).await.unwrap();
    assert!(dana.get(&batch).await.unwrap().text().contains("3 certificates are issued"));
    assert!(dana.get(&second).await.unwrap().text().contains("No certificate was issued"));
    assert_eq!(world.count("select count(*) from award").await, 3);
    assert_eq!(world.count("select count(*) from document where content_hash is not null").await, 3);
    jobs::once(&world.app).await.unwrap();
    for email in [ANA.1, SAM.1, "kim@example.org"] {
        let mail = world.mail_to(email).await;
        assert_eq!(mail.iter().filter(|(_, t)| t.contains("Congratulations")).count(), 1, "{email}");
    }
    assert_eq!(dana.get("/staff/certificates/batches/unknown").await.unwrap().status, 404);
}

on_both!(an_edition_can_issue_by_itself);
async fn an_edition_can_issue_by_itself(world: World) {
    complete(&world, &[ANA]).await;
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from award").await, 0, "only where the office says so");
    let mut dana = world.administrator().await;
    let today = world.app.clock.now().date(&jiff::tz::TimeZone::get("America/New_York").unwrap()).to_string();
    let page = dana.get("/staff/policy").await.unwrap().text();
    assert!(page.contains("Certificates are issued by themselves"), "{page}");
    let form = [("knob", "auto-issue"), ("value", "1"), ("day", today.as_str()), ("reason", "A small programme")];
    let check = dana.post("/staff/policy", &form).await.unwrap();
    assert_eq!(check.status, 200, "{}", check.text());
    let answer = dana.post("/staff/policy/save", &form).await.unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    jobs::once(&world.app).await.unwrap();
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from award where issued_by is null").await, 1);
    assert!(world.mail_to(ANA.1).await.iter().any(|(_, t)| t.contains("Congratulations")));
    // what people took back does not come back by itself, however much time passes
    let number = world.text("select number from award").await;
    let mut robin = second_of_staff(&world).await;
    let form = [("category", "fraud"), ("reason", "Signed for by somebody else")];
    dana.post(&format!("/staff/certificates/{number}/revoke"), &form).await.unwrap();
    let list = robin.get("/staff/revocations").await.unwrap().text();
    let decide = between(&list, "action=\"/staff/revocations/", "\"").unwrap().to_owned();
    robin.post(&format!("/staff/revocations/{decide}"), &[("agrees", "1")]).await.unwrap();
    world.pass_days(3);
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from award").await, 1);
    let ready = dana.get("/staff/certificates").await;
    let ready = match ready {
        Ok(page) if page.status == 200 => page.text(),
        _ => world.staff().await.get("/staff/certificates").await.unwrap().text(),
    };
    assert!(ready.contains("A certificate was taken back on") && !ready.contains(" checked"), "{ready}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_rotate_and_a_stolen_one_is_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let config = Config {
        database: file("ratify.db"),
        base_url: "http://ratify.test".into(),
        keys: file("keys.json"),
        keeps_mail: true,
        ..Config::default()
    };
    let world = World::over(folder, config).await;
    let Holder { mut browser, number } = one(&world).await;
    let old = download(&mut browser, "json").await;
    let signer = |json: &[u8]| {
        let json: serde_json::Value = serde_json::from_slice(json).unwrap();
        let method = json["proof"][0]["verificationMethod"].as_str().unwrap().to_owned();
        method.split_once('#').unwrap().1.to_owned()
    };
    let first = signer(&old);
    let only = commands::withdraw_key(&world.app, first.clone(), "lost".into()).await;
    assert!(only.err().unwrap().to_string().contains("rotate"), "the last key that verifies stays");

    let second = commands::rotate_keys(&world.app).await.unwrap();
    assert!(!checked(&world, &old).await.ended, "what the old key signed goes on verifying");
    assert_eq!(download(&mut browser, "json").await, old, "nothing is made anew");
    // the list is signed with the new key, and the JWT too
    checked(&world, &download(&mut browser, "jwt").await).await;

    assert_eq!(commands::withdraw_key(&world.app, first.clone(), "stolen".into()).await.unwrap(), 1);
    let public = Public::read(&world).await;
    let doubt = verify(&carried::find(&old).unwrap(), &public, world.app.clock.now().0).unwrap_err();
    assert!(doubt.to_string().contains("key"), "{doubt}");
    let page = upload(&world, &old).await;
    assert!(page.status == 422 && page.text().contains("no longer trust"), "{}", page.text());
    let new = download(&mut browser, "json").await;
    assert_eq!(signer(&new), second);
    // interrupted in between: what is left with the withdrawn key is made anew by the job
    let left: &'static str = format!("update document set signed_with = '{first}' where ended_at is null").leak();
    world.app.db.write(move |tx| tx.run(left, &[])).await.unwrap();
    jobs::once(&world.app).await.unwrap();
    assert_eq!(world.count("select count(*) from document").await, 3);
    let new = download(&mut browser, "json").await;
    assert!(!checked(&world, &new).await.ended);
    assert_eq!(checked(&world, &new).await.badge.credential_subject.license_number, number);
    jobs::once(&world.app).await.unwrap();
    assert!(world.mail_to(ANA.1).await.iter().any(|(_, t)| t.contains("We signed your certificate anew")));
    assert!(commands::withdraw_key(&world.app, first, "again".into()).await.is_err());
}

/// Every value of every table that contains a word.
async fn holding(world: &World, word: &'static str) -> Vec<String> {
    let postgres = world.app.db.engine() == db::Engine::Postgres;
    let columns = if postgres {
        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
    } else {
        "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'"
    };
    let mut found = Vec::new();
    let rows = world.app.db.read(move |tx| tx.all(columns, &[])).await.unwrap();
    for row in rows {
        let (table, column): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let text = if postgres { format!("{column}::text") } else { format!("cast({column} as text)") };
        let count: &'static str = format!("select count(*) from {table} where lower({text}) like '%{word}%'").leak();
        if world.count(count).await > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

on_both!(who_is_erased_is_nowhere_and_the_paper_still_verifies);
async fn who_is_erased_is_nowhere_and_the_paper_still_verifies(world: World) {
    let Holder { mut browser, number } = one(&world).await;
    browser.post("/me/certificate/name", &[("name", "Ana Baptiste-New")]).await.unwrap();
    let (json, pdf) = (download(&mut browser, "json").await, download(&mut browser, "pdf").await);
    world.mail_to(ANA.1).await;
    assert!(holding(&world, "baptiste").await.len() > 3, "a control: the name is found where it is");

    let erased = commands::erase_person(&world.app, ANA.1.into(), "Asked for by letter".into()).await.unwrap();
    assert_eq!(erased, Some(1));
    for word in ["baptiste", "ana@example"] {
        assert_eq!(holding(&world, word).await, Vec::<String>::new(), "{word}");
    }
    if world.app.db.engine() == db::Engine::Sqlite {
        for file in [world.app.db.url().to_owned(), format!("{}-wal", world.app.db.url())] {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("Baptiste") && !text.contains(ANA.1), "{file} has bytes of it");
        }
    }
    let page = world.browser().get(&format!("/verify/{number}")).await.unwrap().text();
    assert!(page.contains("This certificate is valid") && page.contains("Kept private"), "{page}");
    assert!(!checked(&world, &json).await.ended);
    for file in [&json, &pdf] {
        let page = upload(&world, file).await.text();
        assert!(page.contains("This certificate is valid") && page.contains("Not kept any more"), "{page}");
    }
    assert_eq!(browser.get("/me/certificate").await.unwrap().status, 401, "signed out everywhere");
    assert_eq!(commands::erase_person(&world.app, ANA.1.into(), "again".into()).await.unwrap(), None);
    jobs::once(&world.app).await.unwrap();
}

fn ratify_verify(file: &Path, registry: &Path) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_ratify"))
        .args(["verify", &file.display().to_string(), "--registry", &registry.display().to_string()])
        .output()
        .unwrap();
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned())
}

/// A world moved in time so that anyone who is complete in it is complete on this machine's date, which a command goes
/// by.
async fn of_today(engine: Engine) -> Option<World> {
    let folder = tempfile::tempdir().unwrap();
    let database = match engine {
        Engine::Sqlite => folder.path().join("ratify.db").display().to_string(),
        Engine::Postgres => postgres_url()?,
    };
    let config = Config {
        database,
        base_url: "http://ratify.test".into(),
        keys: String::new(),
        keeps_mail: true,
        ..Config::default()
    };
    let days = (jiff::Timestamp::now().as_microsecond() - START.0) / (DAY * 60_000_000);
    Some(World::days_later(folder, config, days - 240).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_outlive_the_program() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if let Some(world) = of_today(engine).await {
            outlives(world).await;
        }
    }
}

async fn outlives(world: World) {
    let mut two = holders(&world, &[ANA, SAM]).await;
    let (mut sam, mut ana) = (two.pop().unwrap(), two.pop().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let mut files = Vec::new();
    for form in ["json", "jwt", "png", "svg", "pdf"] {
        files.push(put(&format!("ana.{form}"), &download(&mut ana.browser, form).await));
    }
    let of_sam = put("sam.pdf", &download(&mut sam.browser, "pdf").await);
    sam.browser.post("/me/certificate/name", &[("name", "Sam Newname")]).await.unwrap();
    let mut dana = world.staff().await;
    let page = dana.get("/staff/names").await.unwrap().text();
    let form = between(&page, "action=\"/staff/names/", "\"").unwrap().to_owned();
    dana.post(&format!("/staff/names/{form}"), &[("agrees", "1")]).await.unwrap();

    let registry = folder.path().join("registry");
    let said = commands::export_registry(&world.app, &registry, 3_653).await.unwrap();
    assert!(said.contains("2 certificates, 1 status lists"), "{said}");
    let page = std::fs::read_to_string(registry.join(format!("verify/{}/index.html", ana.number))).unwrap();
    assert!(page.contains("This certificate is valid") && page.contains("24 hours"), "{page}");
    let spanish = std::fs::read_to_string(registry.join(format!("es/verify/{}/index.html", ana.number))).unwrap();
    assert!(spanish.contains("Este certificado es válido"), "{spanish}");
    let hashes: serde_json::Value =
        serde_json::from_slice(&std::fs::read(registry.join("registry.json")).unwrap()).unwrap();
    let states: Vec<&str> =
        hashes["documents"].as_array().unwrap().iter().map(|d| d["state"].as_str().unwrap()).collect();
    assert_eq!(states.iter().filter(|s| **s == "valid").count(), 2, "{states:?}");
    assert_eq!(states.iter().filter(|s| **s == "replaced").count(), 1, "{states:?}");
    for entry in walk(&registry) {
        let bytes = std::fs::read(&entry).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for name in ["Baptiste", "Rivera", "Newname", "ana@example"] {
            assert!(!text.contains(name), "{name} in {}", entry.display());
        }
    }
    for file in &files {
        let (code, text) = ratify_verify(file, &registry);
        assert!(code == Some(0) && text.contains(": valid") && text.contains(ANA.0), "{text}");
    }
    let (code, text) = ratify_verify(&of_sam, &registry);
    assert!(code == Some(1) && text.contains("replaced or taken back"), "{text}");
    let (code, _) = ratify_verify(&put("nothing.pdf", b"%PDF-1.7"), &registry);
    assert_eq!(code, Some(1));
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}
