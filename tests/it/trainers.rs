//! Who teaches is shown only as they agreed to, and goes again when they say so.

use crate::{on_both, world::World};

on_both!(who_teaches_is_shown_as_they_agreed_and_no_longer);
async fn who_teaches_is_shown_as_they_agreed_and_no_longer(world: World) {
    let class = format!("/classes/{}", world.class_key("fnd-101-fall").await);
    let mut stranger = world.browser();
    assert!(!stranger.get("/trainers").await.unwrap().text().contains("Owen"));
    let mut owen = world.trainer().await;
    let own = "/me/trainer-page";
    owen.get(own).await.unwrap();
    let wrong = owen.post(own, &[("shown", "1"), ("about", "Long <b>at</b> the table.")]).await.unwrap();
    assert!(wrong.status == 422 && wrong.text().contains("at&lt;/b&gt; the table"), "{}", wrong.text());
    let agreed = [("shown", "1"), ("kind", "staff"), ("about", "Long <b>at</b> the table.")];
    assert_eq!(owen.post(own, &agreed).await.unwrap().status, 303);
    assert_eq!(owen.post(own, &agreed).await.unwrap().status, 303);
    assert_eq!(world.count("select count(*) from audit where verb = 'trainer-page.saved'").await, 1, "the same again");
    assert!(world.text("select agreed_to from trainer_page").await.contains("my name"), "what was agreed to is kept");

    let list = stranger.get("/trainers").await.unwrap().text();
    assert!(list.contains("Owen Pike") && list.contains("Union staff") && list.contains("&lt;b&gt;at"), "{list}");
    let key = world.text("select key from trainer_page").await;
    let page = stranger.get(&format!("/trainers/{key}")).await.unwrap().text();
    assert!(page.contains("What they teach next") && page.contains("/classes/"), "{page}");
    let answer = stranger.get(&class).await.unwrap();
    let of_class = stranger.follow(answer).await.unwrap().text();
    assert!(of_class.contains(&format!("/trainers/{key}")), "{of_class}");

    // nobody who only enrolled has such a page
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(ana.get(own).await.unwrap().status, 404);

    assert_eq!(owen.post(own, &[("kind", "staff"), ("about", "")]).await.unwrap().status, 303);
    assert!(!stranger.get("/trainers").await.unwrap().text().contains("Owen"));
    assert_eq!(stranger.get(&format!("/trainers/{key}")).await.unwrap().status, 404);
}
