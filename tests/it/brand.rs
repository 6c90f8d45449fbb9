//! How the organisation looks is changed on pages, and what was issued keeps the look of its day.

use crate::{
    certificates::upload,
    holders::holders,
    on_both,
    world::{World, between},
};

const LOGO: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><script>alert(1)</script>
    <rect width="90" height="30" fill="#7a1f12"/></svg>"##;
const FORM: &str = "/staff/brand";

fn form<'a>(main: &'a str, seen: &'a str, does: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("colour", main),
        ("accent", "#f2b705"),
        ("address", " 20 Sample Street \r\n\r\nSampleton, MA 02100"),
        ("signatory", "Rosa Muster"),
        ("signatory-office", "President"),
        ("design", "modern"),
        ("seen", seen),
        ("do", does),
    ]
}

on_both!(colours_address_and_mark_are_on_every_page_and_in_mail);
async fn colours_address_and_mark_are_on_every_page_and_in_mail(world: World) {
    let mut dana = world.staff().await;
    let plain = world.browser().get("/").await.unwrap().text();
    assert!(!plain.contains("/brand/"), "what ships needs no stylesheet of its own");

    dana.get(FORM).await.unwrap();
    let pale = dana.post(FORM, &form("#ffd9d0", "0", "save")).await.unwrap();
    assert!(pale.status == 422 && pale.text().contains("too light to be read"), "{}", pale.text());
    assert!(pale.text().contains("value=\"#ffd9d0\"") && pale.text().contains("20 Sample Street"), "nothing is lost");
    let nearest = between(&pale.text(), "nearest that can be read is \u{2068}", "\u{2069}").map(str::to_owned);
    let nearest = nearest.or_else(|| between(&pale.text(), "nearest that can be read is ", "<").map(str::to_owned));
    let nearest = nearest.expect("a colour that can be read is named");
    let looked = dana.post(FORM, &form(&nearest, "0", "look")).await.unwrap().text();
    assert!(looked.contains(&format!("/brand/{}-f2b705.css", nearest.trim_start_matches('#'))), "{looked}");
    assert_eq!(world.count("select count(*) from brand").await, 0, "looking saves nothing");

    assert_eq!(dana.post(FORM, &form("#7a1f12", "0", "save")).await.unwrap().status, 303);
    let stale = dana.post(FORM, &form("#123456", "0", "save")).await.unwrap();
    assert!(stale.status == 422 && stale.text().contains("meanwhile"), "{}", stale.text());
    let shown = world.browser().get("/").await.unwrap().text();
    assert!(shown.contains("/brand/7a1f12-f2b705.css") && shown.contains("20 Sample Street\nSampleton"), "{shown}");
    let css = world.browser().get("/brand/7a1f12-f2b705.css").await.unwrap();
    assert!(
        css.text().contains("--brand:#7a1f12") && css.headers["cache-control"].to_str().unwrap().contains("immutable")
    );
    assert_eq!(world.browser().get("/brand/ffd9d0-f2b705.css").await.unwrap().status, 404, "that cannot be read");

    let picture = |kind: &str| format!("{FORM}/{kind}");
    let letters = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>U</text></svg>";
    let text = dana.post_file(&picture("logo"), "logo", "m.svg", letters).await.unwrap();
    assert!(text.status == 422 && text.text().contains("Turn them into paths"), "{}", text.text());
    for kind in ["logo", "signature"] {
        assert_eq!(dana.post_file(&picture(kind), kind, "mark.svg", LOGO).await.unwrap().status, 303);
    }
    let home = world.browser().get("/").await.unwrap().text();
    let logo = between(&home, "<img class=\"logo\" src=\"", "\"").expect("the mark is in the header").to_owned();
    let png = world.browser().get(&logo).await.unwrap();
    assert!(png.body.starts_with(b"\x89PNG") && !png.body.windows(5).any(|w| w == b"alert"));
    let signature = logo.replace("/logo-", "/signature-");
    assert_eq!(world.browser().get(&signature).await.unwrap().status, 404, "a signature is on paper only");
    assert_eq!(world.browser().get("/staff/brand/signature.png").await.unwrap().status, 401);
    assert_eq!(dana.get("/staff/brand/signature.png").await.unwrap().status, 200);
    let kinds = "select count(*) from audit where verb = 'brand.saved'";
    assert_eq!(world.count(kinds).await, 3);

    let sample = dana
        .get("/staff/brand/certificate.svg?design=classic&colour=%23fff&name=%E1%9E%9F%E1%9E%BB%E1%9E%81")
        .await
        .unwrap();
    assert!(sample.status == 200 && sample.text().starts_with("<svg"));

    world.member("Ana Lima", "ana@example.org").await;
    let (_, letter) = world.mail_to("ana@example.org").await.pop().unwrap();
    assert!(letter.contains("20 Sample Street\nSampleton, MA 02100"), "{letter}");

    assert_eq!(dana.post(&picture("logo"), &[("do", "remove")]).await.unwrap().status, 303);
    assert!(!world.browser().get("/").await.unwrap().text().contains("class=\"logo\""));
    assert_eq!(world.browser().get(&logo).await.unwrap().status, 200, "pages that are still open show it");
}

on_both!(a_certificate_keeps_the_look_of_its_day);
async fn a_certificate_keeps_the_look_of_its_day(world: World) {
    let mut zoe = holders(&world, &[("Zoë Nguyễn-O’Connor", "zoe@example.org")]).await.pop().unwrap();
    let before = zoe.browser.get("/me/certificate.pdf").await.unwrap().body;
    world.pass_days(1);
    let mut dana = world.staff().await;
    dana.get(FORM).await.unwrap();
    assert_eq!(dana.post(FORM, &form("#7a1f12", "0", "save")).await.unwrap().status, 303);
    assert_eq!(dana.post_file("/staff/brand/signature", "signature", "s.svg", LOGO).await.unwrap().status, 303);
    let after = zoe.browser.get("/me/certificate.pdf").await.unwrap().body;
    assert!(before == after, "the same paper as the day before");
    let today = zoe.browser.get("/achievements/bargaining-certificate/2026/badge.svg").await.unwrap().text();
    assert!(!today.contains("#0c2c57"), "the public badge has today's colours: {today}");
    let own = zoe.browser.get("/me/certificate.svg").await.unwrap().text();
    assert!(own.contains("#0c2c57"), "and the one that was issued those of its day");
    let checked = upload(&world, &after).await.text();
    assert!(checked.contains("exactly as we made it"), "{checked}");
}
