//! The words of every letter are the office's: seen as a letter that went out, filled or refused, and brought back.

use crate::{on_both, world::World};

const BOOKED: &str = "/staff/mails/booked";

/// The form as the page shows it, with other words in some fields.
pub fn form<'a>(page: &str, more: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    // the language of the page is chosen in its header
    let page = page.split_once("<main").unwrap().1;
    let mut fields: Vec<(String, String)> = page
        .split("<textarea")
        .skip(1)
        .map(|rest| {
            let name = rest.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            let text = rest.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
            (name.to_owned(), text.replace("&amp;", "&").replace("&quot;", "\""))
        })
        .collect();
    for name in ["language", "seen"] {
        let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap();
        fields.push((name.to_owned(), value.to_owned()));
    }
    for (name, value) in more {
        fields.retain(|(n, _)| n != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

fn sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

on_both!(a_letter_says_what_the_office_wrote_and_again_what_ships);
async fn a_letter_says_what_the_office_wrote_and_again_what_ships(world: World) {
    let mut dana = world.staff().await;
    let mut ana = world.member("Ana Lima", "ana@example.org").await;
    assert_eq!(world.sign_up(&mut ana, "fnd-101-fall").await.status, 303);
    assert!(world.mail_to("ana@example.org").await.last().unwrap().1.contains("your seat is booked"));
    let page = dana.get(BOOKED).await.unwrap().text();
    assert!(page.contains("Is filled: {name}") && page.contains("{name}, your seat is booked."), "{page}");

    // what cannot be filled is not saved, and nothing that was typed is lost
    for (wrong, why) in [("Dear {nam}", "{nam}"), ("Dear {name", "stands alone"), (" ", "Write a text")] {
        let fields = form(&page, &[("mail-booked-lead", wrong), ("do", "save")]);
        let answer = dana.post(BOOKED, &sent(&fields)).await.unwrap();
        assert!(answer.status == 422 && answer.text().contains(why), "{wrong}: {}", answer.text());
        assert!(answer.text().contains(wrong.trim()), "{wrong}");
    }
    // it is seen as a letter that really went out
    let ours = [("mail-booked-lead", "Good news, {name}! *A seat* [is] yours."), ("do", "look")];
    let looked = dana.post(BOOKED, &sent(&form(&page, &ours))).await.unwrap().text();
    assert!(
        looked.contains("Good news, Ana Lima! *A seat* [is] yours.") && looked.contains("Foundations 1"),
        "{looked}"
    );
    assert!(!looked.contains("/mail/"), "what a letter leads to is its reader's: {looked}");
    assert_eq!(world.count("select count(*) from look where page = '/staff/mails/{slug}'").await, 1);
    assert_eq!(world.count("select count(*) from text_version").await, 0, "looking saves nothing");
    let save = [ours[0], ("do", "save")];
    assert_eq!(dana.post(BOOKED, &sent(&form(&page, &save))).await.unwrap().status, 303);

    assert_eq!(world.sign_up(&mut ana, "dem-201-fall").await.status, 303);
    let (_, letter) = world.mail_to("ana@example.org").await.pop().unwrap();
    assert!(letter.contains("Good news, Ana Lima! *A seat* [is] yours."), "{letter}");
    // the page says the same as before: letters alone have other words
    let stale = dana.post(BOOKED, &sent(&form(&page, &[("mail-booked-lead", "Again, {name}"), ("do", "save")]))).await;
    assert!(stale.unwrap().text().contains("meanwhile"));

    let test = dana.post(BOOKED, &sent(&form(&page, &[("do", "test")]))).await.unwrap();
    assert!(test.text().contains("On its way"), "{}", test.text());
    let (subject, letter) = world.mail_to("dana.kowalski@example.org").await.pop().unwrap();
    assert!(subject.contains("Test") && letter.contains("Good news, {name}!"), "{letter}");

    let shipped = dana.get(&format!("{BOOKED}?language=en&version=shipped")).await.unwrap().text();
    let back = form(&shipped, &[("do", "save")]);
    assert_eq!(dana.post(BOOKED, &sent(&back)).await.unwrap().status, 303);
    assert_eq!(world.sign_up(&mut ana, "spc-302a-winter").await.status, 303);
    assert!(world.mail_to("ana@example.org").await.last().unwrap().1.contains("your seat is booked"));
}

on_both!(every_letter_can_be_edited_in_every_language);
async fn every_letter_can_be_edited_in_every_language(world: World) {
    let mut dana = world.staff().await;
    let list = dana.get("/staff/pages").await.unwrap().text();
    let groups: Vec<&str> =
        list.split("href=\"/staff/mails/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(groups.len() > 50, "{groups:?}");
    for group in groups {
        let address = format!("/staff/mails/{group}");
        let page = dana.get(&address).await.unwrap();
        assert_eq!(page.status, 200, "{address}");
        let fields = form(&page.text(), &[("do", "look")]);
        let looked = dana.post(address.split('?').next().unwrap(), &sent(&fields)).await.unwrap();
        assert_eq!(looked.status, 200, "what ships fits: {address}: {}", looked.text());
    }
    // what stands under every letter does so
    let foot = "/staff/mails/every-letter";
    let page = dana.get(foot).await.unwrap().text();
    let ours = form(&page, &[("mail-footer", "Union strong. Write to {email}."), ("do", "save")]);
    assert_eq!(dana.post(foot, &sent(&ours)).await.unwrap().status, 303);
    world.member("Bo Reyes", "bo@example.org").await;
    let (_, letter) = world.mail_to("bo@example.org").await.pop().unwrap();
    assert!(letter.contains("Union strong. Write to "), "{letter}");
    // a letter with a code must have it
    let confirm = "/staff/mails/confirm";
    let page = dana.get(confirm).await.unwrap().text();
    let without = form(&page, &[("mail-confirm-code", "Look at the page."), ("do", "save")]);
    let answer = dana.post(confirm, &sent(&without)).await.unwrap();
    assert!(answer.status == 422 && answer.text().contains("{code}"), "{}", answer.text());
}
