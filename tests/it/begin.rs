//! From an empty database to a published first class by pages alone, and each of the programmes that ship.

use crate::{
    on_both,
    term::{class, plan},
    world::World,
};

const BEGIN: &str = "/staff/begin";

on_both!(an_empty_site_leads_its_administrator_to_a_first_class);
async fn an_empty_site_leads_its_administrator_to_a_first_class(world: World) {
    let world = World::empty(world.engine).await.unwrap();
    let home = world.browser().get("/").await.unwrap();
    assert!(home.status == 503 && home.text().contains("Nothing is published yet"), "{}", home.text());
    let mut noor = world.administrator().await;
    assert_eq!(noor.get("/staff").await.unwrap().location.as_deref(), Some(BEGIN));
    let page = noor.get(BEGIN).await.unwrap().text();
    assert!(page.contains("Publish it") && page.matches("This comes after the steps above").count() == 4, "{page}");
    let none = noor.post(BEGIN, &[("programme", "mine")]).await.unwrap();
    assert!(none.status == 422 && none.text().contains("Choose one of these"), "{}", none.text());
    let form = [("programme", "bargaining-certificate")];
    assert_eq!(noor.post(BEGIN, &form).await.unwrap().location.as_deref(), Some(BEGIN));
    assert_eq!(noor.post(BEGIN, &form).await.unwrap().status, 303, "a second press publishes nothing");
    assert_eq!(world.count("select count(*) from edition").await, 1);
    assert_eq!(world.count("select count(*) from audit where verb = 'import.applied'").await, 1);

    for (language, union) in [("en", "Bay Union"), ("es", "Sindicato de la Bahía")] {
        let address = format!("/staff/words?language={language}");
        let page = noor.get(&address).await.unwrap().text();
        let main = page.split_once("<main").unwrap().1;
        let mut fields = crate::mail_words::form(&page, &[("union", union), ("do", "save")]);
        for rest in main.split("<input id=\"").skip(1) {
            let of =
                |name: &str| rest.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned();
            if of("name") != "union" {
                fields.push((of("name"), of("value").replace("&amp;", "&")));
            }
        }
        let sent: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let saved = noor.post("/staff/words", &sent).await.unwrap();
        assert_eq!(saved.status, 303, "{}", saved.text());
    }
    noor.get("/staff/catalogue/venues/new").await.unwrap();
    let place = [
        ("key", "holyoke-office"),
        ("name", "Holyoke office"),
        ("kind", "office"),
        ("region", "West"),
        ("address", "1 Main Street"),
    ];
    let saved = noor.post("/staff/catalogue/venues", &place).await.unwrap();
    assert_eq!(saved.status, 303, "{}", saved.text());
    noor.get("/staff/catalogue/courses/new").await.unwrap();
    let course = [
        ("code", "spc-302"),
        ("title", "Costing"),
        ("minutes", "180"),
        ("about", "What an offer costs."),
        ("audience", "Anyone"),
        ("counts", "specialized"),
        ("do", "save"),
    ];
    let course = noor.post("/staff/catalogue/courses", &course).await.unwrap();
    assert_eq!(course.status, 303, "{}", course.text());
    let page = noor.get(BEGIN).await.unwrap().text();
    assert_eq!(page.matches("class=\"tag").count(), 4, "four are done: {page}");
    let form = [("trainers", "Noor Haddad"), ("trainer_emails", "noor.haddad@example.org")];
    let check = noor.post("/staff/classes/new", &class(&form)).await.unwrap().text();
    assert!(check.contains("Who is told"), "she gets power over a roster: {check}");
    let at = plan(&mut noor, &class(&[&form[..], &[("agreed", "1")]].concat())).await;
    let publish = at.replace("/plan", "/publish");
    let done = noor.post(&publish, &[("meant", "1")]).await.unwrap();
    assert_eq!(done.status, 303, "{}", done.text());
    let page = noor.get(BEGIN).await.unwrap().text();
    assert!(page.contains("All five are done"), "{page}");
    let home = world.browser().get("/").await.unwrap().text();
    assert!(home.contains("Bay Union") && home.contains("Costing"), "{home}");
    world.member("Ana Lima", "ana@example.org").await;
}

on_both!(each_programme_that_ships_is_published_and_enrolled_in);
async fn each_programme_that_ships_is_published_and_enrolled_in(world: World) {
    for name in ["ilr-labor-relations", "osha-shf-gi", "ma-licence-renewal", "pmi-pmp-ccr"] {
        let world = World::empty(world.engine).await.unwrap();
        let mut noor = world.administrator().await;
        noor.get(BEGIN).await.unwrap();
        assert_eq!(noor.post(BEGIN, &[("programme", name)]).await.unwrap().status, 303, "{name}");
        for address in ["/", "/es/", "/requirements", "/es/requirements"] {
            let page = world.browser().get(address).await.unwrap();
            assert_eq!(page.status, 200, "{name}{address}");
            let text = page.text();
            assert!(!text.contains(" 0 hours") && !text.contains(" 0 horas"), "{name}{address}: {text}");
        }
        let mut ana = world.member("Ana Lima", "ana@example.org").await;
        let me = ana.get("/me").await.unwrap();
        assert_eq!(me.status, 200, "{name}: {}", me.text());
    }
}
