//! After a class: hand-outs for those who came, and answers that name nobody.

use crate::{on_both, visitor::Browser, world::World};

const CLASS: &str = "fnd-100-holyoke";

/// A class that was held, with this many who came and one who did not.
async fn held(world: &World, people: usize) -> (String, Vec<Browser>) {
    let key = world.class_key(CLASS).await;
    world.pass_days(33);
    let mut owen = world.trainer().await;
    let mut browsers = Vec::new();
    for n in 0..people {
        let (name, email) = (format!("Came Person{n}"), format!("came{n}@example.org"));
        browsers.push(world.member(&name, &email).await);
        let form = [("name", name.as_str()), ("email", email.as_str())];
        assert_eq!(owen.post(&format!("/teach/{key}/walk-in"), &form).await.unwrap().status, 303);
    }
    (key, browsers)
}

on_both!(hand_outs_are_for_those_who_came);
async fn hand_outs_are_for_those_who_came(world: World) {
    let (key, mut people) = held(&world, 1).await;
    let mut owen = world.trainer().await;
    let at = format!("/teach/{key}/materials");
    assert_eq!(owen.post_file(&at, "file", "x.exe", b"MZ\x90\x00\x03").await.unwrap().status, 422, "a program");
    let refused = owen.post(&at, &[("title", "Slides")]).await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("value=\"Slides\""), "no file, and the title stays");
    let added =
        owen.post_file_with(&at, &[("title", "Slides <1>")], "x.html", b"<script>alert(1)</script>").await.unwrap();
    assert_eq!(added.status, 303, "{}", added.text());
    let mine = people[0].get(&format!("/me/classes/{key}/materials")).await.unwrap().text();
    assert!(mine.contains("Slides &lt;1&gt;") && mine.contains("TXT, 1 kB"), "{mine}");
    let path = world.text("select key from material").await;
    let file = people[0].get(&format!("/me/classes/{key}/materials/{path}")).await.unwrap();
    assert_eq!(file.headers["content-type"], "text/plain; charset=utf-8");
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("attachment; filename=\"slides-1.txt\""));
    let mut absent = world.member("Not There", "not@example.org").await;
    for path in ["materials".to_owned(), format!("materials/{path}"), "feedback".to_owned()] {
        assert_eq!(absent.get(&format!("/me/classes/{key}/{path}")).await.unwrap().status, 404, "{path}");
    }
    owen.post(&format!("{at}/{path}/remove"), &[]).await.unwrap();
    assert_eq!(world.count("select count(*) from material").await, 0);
}

on_both!(answers_name_nobody_and_are_shown_from_five_up);
async fn answers_name_nobody_and_are_shown_from_five_up(world: World) {
    let (key, mut people) = held(&world, 5).await;
    let mut owen = world.trainer().await;
    let (at, answers) = (format!("/me/classes/{key}/feedback"), format!("/teach/{key}/feedback"));
    let refused = people[0].post(&at, &[("better", "More <time>")]).await.unwrap();
    assert!(refused.status == 422 && refused.text().contains("More &lt;time&gt;"));
    for (n, person) in people.iter_mut().enumerate() {
        let page = owen.get(&answers).await.unwrap().text();
        assert!(
            page.contains("fewer than five") && !page.contains("More <time>") && !page.contains("Idea"),
            "{n}: {page}"
        );
        let idea = format!("Idea {n}");
        let form = [("useful", "5"), ("pace", "fast"), ("better", idea.as_str())];
        for _ in 0..2 {
            assert_eq!(person.post(&at, &form).await.unwrap().status, 303, "twice is once");
        }
        assert!(person.get(&at).await.unwrap().text().contains("Thank you"));
    }
    let page = owen.get(&answers).await.unwrap().text();
    assert!(page.contains("5 answers") && page.contains("Idea 3") && !page.contains("Person3"), "{page}");
    assert_eq!(world.count("select count(*) from feedback").await, 5);
    assert_eq!(world.count("select count(*) from audit where verb = 'feedback.given' and after <> ''").await, 0);
}
