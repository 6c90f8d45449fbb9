//! A local's bargaining team: measured against its aims, with those who agreed, and nobody else's people.

use crate::{holders::complete, on_both, visitor::Browser, world::World};

async fn president(world: &World, admin: &mut Browser, email: &str, local: &str) -> Browser {
    let form = [("email", email), ("role", "president"), ("local", local), ("reason", "Elected")];
    assert_eq!(admin.post("/staff/roles", &form).await.unwrap().status, 303);
    let mut browser = world.sign_in(email).await;
    world.set_up_app(&mut browser).await;
    browser
}

async fn share(browser: &mut Browser, name: &str, local: &str) {
    let form = [("name", name), ("local", local), ("work", "teacher"), ("language", "en"), ("share", "1")];
    assert_eq!(browser.post("/me/profile", &form).await.unwrap().status, 303);
}

on_both!(nobody_is_told_somebodys_new_address);
async fn nobody_is_told_somebodys_new_address(world: World) {
    world.member("Pat Reyes", "pat@example.org").await;
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    let mut admin = world.administrator().await;
    let mut pat = president(&world, &mut admin, "pat@example.org", "Ashwell ESP Association").await;
    pat.post("/local/team/people", &[("people", "ana@example.org")]).await.unwrap();
    ana.post("/me/address", &[("email", "very.private@example.net")]).await.unwrap();
    let (_, text) = world.mail_to("very.private@example.net").await.pop().unwrap();
    let link = format!("/address/{}", crate::world::between(&text, "/address/", "\n").unwrap().trim());
    world.browser().post(&link, &[]).await.unwrap();
    assert_eq!(world.text("select email from person where name = 'Ana Lima'").await, "very.private@example.net");
    let page = pat.get("/local/team").await.unwrap().text();
    assert!(!page.contains("very.private") && page.contains("ana@example.org"), "it stays as it was typed: {page}");
}

on_both!(a_team_is_seen_against_its_aims_by_its_own_officers_and_with_a_yes);
async fn a_team_is_seen_against_its_aims_by_its_own_officers_and_with_a_yes(world: World) {
    const LOCAL: &str = "Harborfield Teachers Association";
    let mut people = complete(&world, &[("Ana Lima", "ana@example.org"), ("Bo Reyes", "bo@example.org")]).await;
    world.member("Pat Reyes", "pat@example.org").await;
    world.member("Eve Other", "eve@example.org").await;
    let mut admin = world.administrator().await;
    let mut pat = president(&world, &mut admin, "pat@example.org", LOCAL).await;
    // aims: two with Municipal Health Insurance, one through Democratized Bargaining
    let aims = [
        ("contract", "2028-06-30"),
        ("what1", "course:spc-307"),
        ("people1", "2"),
        ("what2", "course:spc-302"),
        ("people2", "many"),
    ];
    let wrong = pat.post("/local/team", &aims).await.unwrap();
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"many\""));
    let page = pat.get("/local/team").await.unwrap().text();
    let part = page.split("value=\"part:").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let part = format!("part:{part}");
    let aims = [
        ("contract", "2028-06-30"),
        ("what1", "course:spc-307"),
        ("people1", "2"),
        ("what2", part.as_str()),
        ("people2", "1"),
    ];
    assert_eq!(pat.post("/local/team", &aims).await.unwrap().status, 303);
    // whoever is added, the answer is the same, and nothing is shown without a yes
    for email in ["ana@example.org", "bo@example.org", "nobody@example.org"] {
        let answer = pat.post("/local/team/people", &[("people", email)]).await.unwrap();
        assert_eq!(answer.location.as_deref(), Some("/local/team?said=asked"));
    }
    let page = pat.get("/local/team").await.unwrap().text();
    assert!(page.contains("3 people did not agree") && !page.contains("Ana Lima"), "{page}");
    assert!(page.contains("3 gaps are left") && page.contains("Nobody has it yet"), "{page}");
    let asked = world.mail_to("ana@example.org").await;
    assert!(asked.iter().any(|(s, _)| s == "May your local see how far you are?"));
    // a yes shows the name, the hours, and what they have
    share(&mut people[0], "Ana Lima", LOCAL).await;
    let page = pat.get("/local/team").await.unwrap().text();
    assert!(
        page.contains("1 person has it: Ana Lima") && page.contains("1 gap is left") && !page.contains("Bo Reyes"),
        "{page}"
    );
    // another local's officer sees none of it, and a move takes it away
    let form = [
        ("email", "eve@example.org"),
        ("role", "president"),
        ("local", "Ashwell ESP Association"),
        ("reason", "Elected"),
    ];
    admin.post("/staff/roles", &form).await.unwrap();
    let mut eve = world.sign_in("eve@example.org").await;
    world.set_up_app(&mut eve).await;
    eve.post("/local/team/people", &[("people", "ana@example.org")]).await.unwrap();
    assert!(!eve.get("/local/team").await.unwrap().text().contains("Ana Lima"));
    share(&mut people[0], "Ana Lima", "Ashwell ESP Association").await;
    assert!(!pat.get("/local/team").await.unwrap().text().contains("Ana Lima"), "she is another local's member now");
    assert!(eve.get("/local/team").await.unwrap().text().contains("Ana Lima"));
    pat.post("/local/team/remove", &[("who", "nobody@example.org")]).await.unwrap();
    assert!(!pat.get("/local/team").await.unwrap().text().contains("nobody@example.org"));
}

on_both!(a_whole_team_is_pasted_and_others_who_have_it_are_named);
async fn a_whole_team_is_pasted_and_others_who_have_it_are_named(world: World) {
    const LOCAL: &str = "Harborfield Teachers Association";
    let mut people = complete(&world, &[("Ana Lima", "ana@example.org"), ("Bo Reyes", "bo@example.org")]).await;
    world.member("Pat Reyes", "pat@example.org").await;
    let mut admin = world.administrator().await;
    let mut pat = president(&world, &mut admin, "pat@example.org", LOCAL).await;
    pat.get("/local/team").await.unwrap();
    let wrong = pat.post("/local/team/people", &[("people", "Ana <ana@example.org>\nSomebody <here>")]).await.unwrap();
    let text = wrong.text();
    assert!(wrong.status == 422 && text.contains("There is no address in: Somebody &lt;here&gt;"), "{text}");
    assert!(text.contains("Ana &lt;ana@example.org&gt;"), "what was pasted stays: {text}");
    assert_eq!(world.count("select count(*) from board_person").await, 0);
    let pasted = "Ana Lima <ana@example.org>\nCy, cy@example.org; dee@example.org";
    assert_eq!(pat.post("/local/team/people", &[("people", pasted)]).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from board_person").await, 3);
    assert_eq!(world.count("select count(*) from audit where verb = 'board.person-added'").await, 1, "one act");

    // Bo has the course, is not on the team, and shows only after a yes
    let aims = [("contract", "2028-06-30"), ("what1", "course:spc-307"), ("people1", "2")];
    pat.post("/local/team", &aims).await.unwrap();
    assert!(!pat.get("/local").await.unwrap().text().contains("Bo Reyes"));
    share(&mut people[1], "Bo Reyes", LOCAL).await;
    let page = pat.get("/local").await.unwrap().text();
    assert!(page.contains("2 gaps are left") && page.contains("In your local, and not on the team"), "{page}");
    let key = world.text("select key from person where email = 'bo@example.org'").await;
    pat.get("/local/team").await.unwrap();
    assert_eq!(pat.post("/local/team/people", &[("person", &key)]).await.unwrap().status, 303);
    let page = pat.get("/local").await.unwrap().text();
    assert!(page.contains("1 gap is left") && page.contains("1 person has it: Bo Reyes"), "{page}");
    // nobody typed that address: it is not shown when the yes is taken back
    let form = [("name", "Bo Reyes"), ("local", LOCAL), ("work", "teacher"), ("language", "en")];
    assert_eq!(people[1].post("/me/profile", &form).await.unwrap().status, 303);
    let page = pat.get("/local/team").await.unwrap().text();
    assert!(!page.contains("bo@example.org") && !page.contains("Bo Reyes"), "{page}");
    let stranger = world.text("select key from person where email = 'pat@example.org'").await;
    let refused = pat.post("/local/team/people", &[("person", &stranger)]).await.unwrap();
    assert_eq!(refused.status, 404, "nobody is put on by a key without a yes");
}

on_both!(a_president_has_a_letter_to_send_on_and_a_page_for_the_wall);
async fn a_president_has_a_letter_to_send_on_and_a_page_for_the_wall(world: World) {
    const LOCAL: &str = "Harborfield Teachers Association";
    world.member("Pat Reyes", "pat@example.org").await;
    let mut admin = world.administrator().await;
    let mut pat = president(&world, &mut admin, "pat@example.org", LOCAL).await;
    let page = pat.get("/local/notice").await.unwrap().text();
    assert!(page.contains(LOCAL) && page.contains("/enroll") && page.contains("mailto:?subject=Free%20"), "{page}");
    let class = world.class_key("fnd-101-fall").await;
    let one = pat.get(&format!("/local/notice?class={class}")).await.unwrap().text();
    assert!(one.contains("A class for you:") && one.contains(&format!("/classes/{class}")), "{one}");
    for query in ["paper=letter".to_owned(), format!("paper=a4&class={class}")] {
        let flyer = pat.get(&format!("/local/flyer.pdf?{query}")).await.unwrap();
        assert!(flyer.body.starts_with(b"%PDF") && flyer.headers["content-type"] == "application/pdf", "{query}");
    }
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(ana.get("/local/flyer.pdf").await.unwrap().status, 404);
}

on_both!(who_is_pasted_and_not_enrolled_gets_one_letter_that_invites);
async fn who_is_pasted_and_not_enrolled_gets_one_letter_that_invites(world: World) {
    const LOCAL: &str = "Harborfield Teachers Association";
    world.member("Pat Reyes", "pat@example.org").await;
    world.member("Ana Lima", "ana@example.org").await;
    let mut admin = world.administrator().await;
    let mut pat = president(&world, &mut admin, "pat@example.org", LOCAL).await;
    pat.get("/local/team").await.unwrap();
    let pasted = "Zoë Lindqvist <zoe@example.org>\nana@example.org\nnobody.special@example.org";
    for _ in 0..2 {
        assert_eq!(pat.post("/local/team/people", &[("people", pasted)]).await.unwrap().status, 303);
    }
    let invitations = world.mail_to("zoe@example.org").await;
    let [(subject, letter)] = invitations.as_slice() else { panic!("one letter: {invitations:?}") };
    assert!(subject.contains("Pat Reyes invites you to"), "{subject}");
    assert!(letter.contains(LOCAL) && letter.contains("/enroll"), "{letter}");
    assert_eq!(world.mail_to("nobody.special@example.org").await.len(), 1);
    let ana = world.mail_to("ana@example.org").await;
    assert!(ana.iter().all(|(subject, _)| !subject.contains("invites you")), "she is enrolled: {ana:?}");
    // the page says the same of all three, and no record is shown before its person agrees
    let page = pat.get("/local/team").await.unwrap().text();
    assert!(page.contains("zoe@example.org") && page.contains("ana@example.org"), "{page}");
    assert!(!page.contains("Zoë Lindqvist") && !page.contains("Ana Lima"), "{page}");

    // whoever enrolls meanwhile is no stranger; and there is an end to it
    let mut many = String::new();
    for n in 0..60 {
        many += &format!("p{n}@example.org\n");
    }
    assert_eq!(pat.post("/local/team/people", &[("people", &many)]).await.unwrap().status, 303);
    let more = many.replace('p', "q");
    let refused = pat.post("/local/team/people", &[("people", &more)]).await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("more than 120"), "{}", refused.text());
    assert!(refused.text().contains("q59@"), "nothing that was typed is lost");
}
