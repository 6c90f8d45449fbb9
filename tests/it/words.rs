//! What the site says is the office's: words change at once, stay as they were, and make no other edition.

use crate::{on_both, world::World};

async fn form_of(browser: &mut crate::visitor::Browser, path: &str) -> Vec<(String, String)> {
    let page = browser.get(path).await.unwrap().text();
    let form = crate::crawl::forms(path, &page).into_iter().find(|f| f.action.starts_with("/staff/")).unwrap();
    let fields =
        form.fields.into_iter().filter(|(name, kind, _)| !name.is_empty() && kind != "submit" && kind != "action");
    fields.map(|(name, _, value)| (name, value)).collect()
}

fn with<'a>(form: &'a [(String, String)], changes: &'a [(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    let mut out: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), changed(n).unwrap_or(v.as_str()))).collect();
    out.extend(changes.iter().filter(|(n, _)| !form.iter().any(|(f, _)| f == n)));
    out
}

/// Gives the programme another title.
pub async fn rename(office: &mut crate::visitor::Browser, title: &str) {
    let form = form_of(office, "/staff/words?language=en").await;
    let saved = office.post("/staff/words", &with(&form, &[("site", title), ("do", "save")])).await.unwrap();
    assert_eq!(saved.status, 303, "{}", saved.text());
}

on_both!(a_word_on_the_start_page_is_changed_seen_first_and_brought_back);
async fn a_word_on_the_start_page_is_changed_seen_first_and_brought_back(world: World) {
    let mut dana = world.staff().await;
    let form = form_of(&mut dana, "/staff/words?language=en").await;
    let lead = form.iter().find(|(n, _)| n == "lead").unwrap().1.clone();
    let change =
        [("union", "Bay Local <b>7</b>"), ("lead", "Come and learn."), ("part-title.foundations", "The basics")];

    let look = dana.post("/staff/words", &with(&form, &[&change[..], &[("do", "look")]].concat())).await.unwrap();
    assert_eq!(look.status, 200);
    assert!(look.text().contains("Nothing is saved yet") && look.text().contains("Come and learn."), "{}", look.text());
    assert!(!world.browser().get("/").await.unwrap().text().contains("Come and learn."), "only looked at");

    let saved = dana.post("/staff/words", &with(&form, &[&change[..], &[("do", "save")]].concat())).await.unwrap();
    assert_eq!(saved.location.as_deref(), Some("/staff/words?language=en&saved=1"), "{}", saved.text());
    let mut stranger = world.browser();
    for path in ["/", "/requirements", "/faq", "/verify"] {
        assert!(
            stranger.get(path).await.unwrap().text().contains("Bay Local &lt;b&gt;7&lt;/b&gt;"),
            "{path} says whose it is"
        );
    }
    let start = stranger.get("/").await.unwrap().text();
    assert!(start.contains("Come and learn.") && start.contains("The basics"), "{start}");
    assert!(stranger.get("/classes").await.unwrap().text().contains("The basics"));
    assert!(!stranger.get("/es/").await.unwrap().text().contains("Come and learn."), "a language of its own");
    assert_eq!(world.count("select count(*) from edition").await, 1, "words are no other edition");
    assert_eq!(world.count("select count(*) from audit where verb = 'page.saved'").await, 1);

    // what it said before: who and when, and what came with the program
    let page = dana.get("/staff/words?language=en").await.unwrap().text();
    assert!(page.contains("What it said before") && page.contains("Dana Kowalski"), "{page}");
    let before = form_of(&mut dana, "/staff/words?language=en&version=shipped").await;
    assert!(before.contains(&("lead".to_owned(), lead.clone())), "{before:?}");
    assert_eq!(dana.post("/staff/words", &with(&before, &[("do", "save")])).await.unwrap().status, 303);
    assert!(world.browser().get("/").await.unwrap().text().contains(&lead));
    assert_eq!(world.count("select count(*) from text_version").await, 2, "nothing is written over");

    let wrong = dana.post("/staff/words", &with(&before, &[("headline", ""), ("lead", "Kept")])).await.unwrap();
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("The promise, first half: enter a text in 200 characters or fewer")
            && wrong.text().contains("Kept")
    );
}

async fn post(
    browser: &mut crate::visitor::Browser,
    path: &str,
    form: &[(&str, String)],
) -> ratify::assembly::browser::Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &form).await.unwrap()
}

on_both!(a_page_is_seen_first_and_an_earlier_text_is_brought_back);
async fn a_page_is_seen_first_and_an_earlier_text_is_brought_back(world: World) {
    let mut dana = world.staff().await;
    let path = "/staff/pages/teams";
    dana.get(&format!("{path}?language=en")).await.unwrap();
    let mut seen = "0".to_owned();
    let text = |body: &'static str, seen: &str| {
        let fields = [("language", "en"), ("title", "Teams"), ("body", body), ("do", "save"), ("seen", seen)];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    let newest = "select cast(max(id) as text) from text_version";
    assert_eq!(post(&mut dana, path, &text("The first text.", &seen)).await.status, 303);
    assert_eq!(post(&mut dana, path, &text("The first text.", &seen)).await.status, 303);
    assert_eq!(world.count("select count(*) from text_version").await, 1, "the same again is no version");
    // somebody else, who opened the form before that, writes over nothing unseen
    let late = post(&mut dana, path, &text("From another desk.", &seen)).await;
    assert!(late.status == 422 && late.text().contains("Somebody else saved this text meanwhile"), "{}", late.text());
    assert!(late.text().contains("From another desk."));
    seen = world.text(newest).await;
    assert!(late.text().contains(&format!("name=\"seen\" value=\"{seen}\"")), "now it is seen");
    let look = [("language", "en"), ("title", "Teams"), ("body", "Another *text*."), ("do", "look")];
    let shown = dana.post(path, &look).await.unwrap();
    assert!(shown.text().contains("Another <em>text</em>."), "{}", shown.text());
    let edit = [("language", "en"), ("title", "Teams"), ("body", "Another *text*."), ("do", "edit")];
    assert!(dana.post(path, &edit).await.unwrap().text().contains("Another *text*."));
    assert_eq!(post(&mut dana, path, &text("The second text.", &seen)).await.status, 303);
    assert!(world.browser().get("/teams").await.unwrap().text().contains("The second text."));
    let page = dana.get(&format!("{path}?language=en")).await.unwrap().text();
    let first = page.rsplit("version=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let earlier = form_of(&mut dana, &format!("{path}?language=en&version={first}")).await;
    assert!(earlier.contains(&("body".to_owned(), "The first text.".to_owned())), "{earlier:?}");
    // a version of another text is not one of this
    let other = dana.get(&format!("/staff/pages/faq?language=en&version={first}")).await.unwrap();
    assert_eq!(other.status, 404);
}

on_both!(other_words_in_the_file_are_no_other_edition_and_other_rules_are);
async fn other_words_in_the_file_are_no_other_edition_and_other_rules_are(world: World) {
    use crate::world::job;
    use ratify::office::import::{self, Input};
    let rules = include_str!("../../programmes/bargaining-certificate.toml");
    let words = include_str!("../../programmes/bargaining-certificate.wording.toml");
    let examples = include_str!("../../programmes/bargaining-certificate.examples.json");
    let run = async |rules: String, words: String| {
        let inputs = vec![
            Input::new("bargaining-certificate.toml", rules.into_bytes()),
            Input::new("bargaining-certificate.wording.toml", words.into_bytes()),
            Input::new("bargaining-certificate.examples.json", examples.as_bytes().to_vec()),
        ];
        import::by_operator(&world.app, job(inputs, true)).await.unwrap()
    };
    let mut dana = world.staff().await;
    let form = form_of(&mut dana, "/staff/words?language=en").await;
    let own = [("lead", "The office's own words."), ("union", "Our union"), ("do", "save")];
    assert_eq!(dana.post("/staff/words", &with(&form, &own)).await.unwrap().status, 303);

    let same = run(rules.to_owned(), words.to_owned()).await;
    assert!(same.problems.is_empty(), "{:?}", same.problems);
    let start = world.browser().get("/").await.unwrap().text();
    assert!(start.contains("The office&#39;s own words.") || start.contains("The office's own words."), "{start}");

    let newer = words.replacen("Free classes for every member", "Classes for everybody", 1);
    assert_ne!(newer, words);
    let said = run(rules.to_owned(), newer.clone()).await;
    assert!(said.problems.is_empty(), "{:?}", said.problems);
    assert_eq!(world.count("select count(*) from edition").await, 1);
    assert!(
        world.browser().get("/").await.unwrap().text().contains("Classes for everybody"),
        "the newest words are in force"
    );

    let wrong = run(rules.replacen("minutes = 1440", "minutes = 1380", 1), newer).await;
    assert!(!wrong.problems.is_empty(), "rules of a published edition stay");
}

on_both!(the_welcome_is_one_letter_with_three_real_steps_and_the_office_s_words);
async fn the_welcome_is_one_letter_with_three_real_steps_and_the_office_s_words(world: World) {
    // enrolled with a class: the letter names it as a seat, and not among what to take first
    let key = world.class_key("fnd-101-wus").await;
    let mut ana = world.browser();
    let path = format!("/classes/{key}/enroll");
    ana.get(&format!("/classes/{key}/sign-up")).await.unwrap();
    let sent = ana.post(&path, &crate::world::enroll_form("Ana Baptiste", "ana@example.org")).await.unwrap();
    assert_eq!(sent.status, 303, "{}", sent.text());
    let code = world.code_for("ana@example.org").await;
    ana.post("/enroll/code", &[("email", "ana@example.org"), ("code", &code)]).await.unwrap();
    let mail = world.mail_to("ana@example.org").await;
    assert_eq!(mail.len(), 2, "the code, and one letter: {mail:#?}");
    let (subject, text) = &mail[1];
    assert_eq!(subject, "Bargaining Certificate: where to start");
    let first = text.split("What to take first").nth(1).unwrap().split("What you need").next().unwrap();
    for part in ["Bargaining Foundations: ", "Democratized Bargaining: ", "Specialized Topics: "] {
        assert_eq!(first.matches(part).count(), 1, "{text}");
    }
    assert!(!first.contains(&key), "not the class that is booked: {text}");
    assert_eq!(first.matches("/classes/").count(), 3, "{text}");
    for said in [
        "You have a seat in this class.",
        "You get the full hours when you miss at most 15 minutes",
        "waiting list",
        "/classes.pdf",
        "/requirements",
        "/faq",
        "training@example.org",
        "/go/",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }

    let mut dana = world.staff().await;
    let path = "/staff/letters/welcome";
    let form = form_of(&mut dana, &format!("{path}?language=en")).await;
    let wrong = [("body", "Hello {nobody}"), ("do", "save")];
    let answer = dana.post(path, &with(&form, &wrong)).await.unwrap();
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("{nobody}”") && answer.text().contains("Hello {nobody}"), "{}", answer.text());
    let lacks =
        dana.post(path, &with(&form, &[("body", "Good day, {name}.\n{office}"), ("do", "save")])).await.unwrap();
    assert!(lacks.status == 422 && lacks.text().contains("The text needs {seats}"), "{}", lacks.text());
    let body = "Good day, {name}.\n\n{seats}\n{next}\n{office}\n\n[Where we are](/es/contact)\n[Write](mailto:{email})";
    let look = dana.post(path, &with(&form, &[("body", body), ("do", "look")])).await.unwrap();
    assert!(look.text().contains("Good day, Dana Kowalski."), "{}", look.text());
    assert!(!look.text().contains("/go/"), "a letter that is only looked at opens nothing");
    assert_eq!(dana.post(path, &with(&form, &[("body", body), ("do", "save")])).await.unwrap().status, 303);
    world.member("Bo Lima", "bo@example.org").await;
    let mail = world.mail_to("bo@example.org").await;
    assert!(mail[1].1.starts_with("Good day, Bo Lima."), "{mail:#?}");
    assert!(
        mail[1].1.contains("ratify.test/contact\n") && mail[1].1.contains("mailto:training@example.org"),
        "{mail:#?}"
    );
    assert_eq!(dana.get("/staff/letters/faq").await.unwrap().status, 404, "a page is no letter");
    assert_eq!(dana.get("/staff/pages/welcome").await.unwrap().status, 404, "a letter is no page");
}
