//! Certificates: every form says the same and verifies, anything altered is refused, and the holder decides who sees
//! the name.

use crate::{
    holders::{Holder, holders},
    on_both,
    visitor::Browser,
    world::{World, between},
};
use credential::{
    carried, did,
    keys::PublicKeys,
    status::StatusList,
    verify::{Genuine, Registry, verify},
};
use ratify::assembly::browser::Answer;
use std::collections::BTreeMap;

const ZOE: (&str, &str) = ("Zoë Nguyễn-O’Connor", "zoe@example.org");
const VALID: &str = "This certificate is valid";
/// Forms that a holder can download.
const FORMS: [&str; 6] = ["json", "jwt", "png", "svg", "pdf", "pdf?sheet=a4"];

/// The registry as any stranger reads it: two public addresses.
pub struct Public {
    did: String,
    keys: Vec<PublicKeys>,
    lists: BTreeMap<String, StatusList>,
}

impl Public {
    pub async fn read(world: &World) -> Self {
        let mut stranger = world.browser();
        let document = stranger.get("/.well-known/did.json").await.unwrap();
        assert_eq!(document.headers["access-control-allow-origin"], "*");
        let document: serde_json::Value = serde_json::from_slice(&document.body).unwrap();
        let list = stranger.get("/status/revocation/1").await.unwrap();
        let list = serde_json::from_slice(&list.body).unwrap();
        Self {
            did: document["id"].as_str().unwrap().to_owned(),
            keys: did::keys(&document),
            lists: BTreeMap::from([("http://ratify.test/status/revocation/1".to_owned(), list)]),
        }
    }
}

impl Registry for Public {
    fn did(&self) -> &str {
        &self.did
    }

    fn keys(&self) -> &[PublicKeys] {
        &self.keys
    }

    fn list(&self, address: &str) -> Option<StatusList> {
        self.lists.get(address).cloned()
    }
}

pub async fn checked(world: &World, file: &[u8]) -> Genuine {
    let carried = carried::find(file).expect("a credential");
    verify(&carried, &Public::read(world).await, world.app.clock.now().0).unwrap()
}

pub async fn download(holder: &mut Browser, form: &str) -> Vec<u8> {
    let answer = holder.get(&format!("/me/certificate.{form}")).await.unwrap();
    assert_eq!(answer.status, 200, "{form}: {}", answer.text());
    answer.body.to_vec()
}

pub async fn upload(world: &World, file: &[u8]) -> Answer {
    world.browser().post_file("/verify", "file", "a file", file).await.unwrap()
}

async fn one(world: &World) -> Holder {
    holders(world, &[ZOE]).await.pop().unwrap()
}

on_both!(every_form_verifies_and_says_the_same);
async fn every_form_verifies_and_says_the_same(world: World) {
    let Holder { mut browser, number } = one(&world).await;
    for form in FORMS {
        let file = download(&mut browser, form).await;
        assert!(download(&mut browser, form).await == file, "{form} is made the same again");
        let genuine = checked(&world, &file).await;
        assert!(!genuine.ended);
        let badge = genuine.badge;
        assert_eq!(badge.credential_subject.name(), Some(ZOE.0));
        assert_eq!(badge.credential_subject.license_number, number);
        let parts: Vec<(&str, &str)> = badge.parts().collect();
        assert_eq!(parts.last().unwrap().1, "24 hours", "{parts:?}");
        assert!(!String::from_utf8_lossy(&file).contains(ZOE.1), "{form}: the address is in it as a salted hash");

        let page = upload(&world, &file).await;
        assert_eq!(page.status, 200, "{form}: {}", page.text());
        let page = page.text();
        assert!(page.contains(VALID) && page.contains("24 hours") && page.contains(ZOE.0), "{form}: {page}");
        assert_eq!(page.contains("exactly as we made it"), form.starts_with("pdf"), "{form}: {page}");
        assert!(!page.contains("Not found"), "{page}");
    }
    for (path, kind) in [("/me/record.pdf", "record"), ("/me/record.pdf?sheet=a4", "record")] {
        let answer = browser.get(path).await.unwrap();
        assert!(answer.body.starts_with(b"%PDF-"), "{path}");
        assert!(answer.headers["content-disposition"].to_str().unwrap().contains(kind));
    }
    let key = world.class_key("fnd-100-holyoke").await;
    let letter = browser.get(&format!("/me/classes/{key}/letter.pdf")).await.unwrap();
    assert!(letter.status == 200 && letter.body.starts_with(b"%PDF-"));
    let never = world.class_key("dem-200-springfield").await;
    assert_eq!(browser.get(&format!("/me/classes/{never}/letter.pdf")).await.unwrap().status, 404);
    // the programme gets another name: what was signed under the old one stays what it was
    let file = download(&mut browser, "pdf").await;
    let mut dana = world.staff().await;
    crate::words::rename(&mut dana, "Bargaining Diploma").await;
    assert!(world.browser().get("/").await.unwrap().text().contains("Bargaining Diploma"));
    for form in FORMS {
        let now = download(&mut browser, form).await;
        let page = upload(&world, &now).await.text();
        assert!(page.contains(VALID) && !page.contains("was changed"), "{form}: {page}");
    }
    let page = upload(&world, &file).await.text();
    assert!(page.contains(VALID) && page.contains("exactly as we made it"), "{page}");
    // the office's copy is the member's
    let copy = dana.get(&format!("/staff/certificates/{number}/certificate.pdf")).await.unwrap();
    assert!(copy.body == download(&mut browser, "pdf").await);
}

/// A PDF with another credential inside.
fn swapped(pdf: &[u8], credential: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    for object in document.objects.values_mut() {
        if let lopdf::Object::Stream(stream) = object
            && stream.dict.get(b"Type").and_then(lopdf::Object::as_name).is_ok_and(|n| n == b"EmbeddedFile")
        {
            stream.set_plain_content(credential.as_bytes().to_vec());
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

on_both!(what_was_changed_is_refused_in_words);
async fn what_was_changed_is_refused_in_words(world: World) {
    let mut two = holders(&world, &[ZOE, ("Sam Rivera", "sam@example.org")]).await;
    let mut sam = two.pop().unwrap().browser;
    let mut zoe = two.pop().unwrap().browser;
    let json = String::from_utf8(download(&mut zoe, "json").await).unwrap();
    let pdf = download(&mut zoe, "pdf").await;

    for (from, to) in [(ZOE.0, "Sam Rivera"), ("24 hours", "34 hours"), ("revocation/1#", "revocation/2#")] {
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json);
        let page = upload(&world, changed.as_bytes()).await;
        assert_eq!(page.status, 422);
        let page = page.text();
        assert!(page.contains("Do not rely on this file") && page.contains("was changed"), "{page}");
    }
    let more = json.replacen("\"name\":", "\"grade\":\"A\",\"name\":", 1);
    assert!(upload(&world, more.as_bytes()).await.text().contains("not in the form of a certificate of ours"));

    // Zoë's paper with Sam's credential in it: both are genuine, and they do not say the same
    let of_sam = String::from_utf8(download(&mut sam, "json").await).unwrap();
    let page = upload(&world, &swapped(&pdf, &of_sam)).await.text();
    assert!(page.contains("This file was changed") && page.contains("Not found"), "{page}");
    // printed once more by a program that keeps the text: not our bytes, and nothing else is wrong
    let page = upload(&world, &swapped(&pdf, &json)).await.text();
    assert!(!page.contains(VALID) && page.contains("This file is not as we made it"), "{page}");
    assert!(!page.contains("Not found"), "{page}");
    // two results that look alike and name blank nodes would keep a processor busy for hours
    let nodes: Vec<String> = (0..14).map(|n| format!("\"_:c{n}\"")).collect();
    let result = between(&json, "\"result\":[{\"type\":[\"Result\"]", "}").unwrap();
    let bomb = format!("{{\"type\":[\"Result\",{}]{result}}}", nodes.join(","));
    let bomb = json.replacen("\"result\":[", &format!("\"result\":[{bomb},{bomb},"), 1);
    let page = upload(&world, bomb.as_bytes()).await;
    assert!(page.status == 422 && page.text().contains("was changed"), "{}", page.text());
    let large = json.replacen("24 hours", &"24 hours".repeat(40_000), 1);
    assert_eq!(upload(&world, large.as_bytes()).await.status, 422);

    for nothing in [&b"\x89PNG\r\n\x1a\nnothing"[..], b"%PDF-1.7 nothing", b"{}", b"hello"] {
        let page = upload(&world, nothing).await;
        assert_eq!(page.status, 422, "{}", page.text());
    }
    let page = upload(&world, b"").await;
    assert!(page.status == 422 && page.text().contains("Choose a file"), "{}", page.text());
    let large = world.browser().post_file("/verify", "file", "x", &vec![0; 5_000_000]).await.unwrap();
    assert!(large.status == 413 && large.text().contains("This is too large to send"), "{}", large.text());
    let left = "select count(*) from audit where verb like '%upload%' or verb like '%verif%'";
    assert_eq!(world.count(left).await, 0, "a check leaves no trace");
}

on_both!(the_holder_decides_who_sees_the_name);
async fn the_holder_decides_who_sees_the_name(world: World) {
    let Holder { mut browser, number } = one(&world).await;
    let mut stranger = world.browser();
    let page = format!("/verify/{number}");
    let json = |answer: Answer| serde_json::from_slice::<serde_json::Value>(&answer.body).unwrap();
    let whole: serde_json::Value = serde_json::from_slice(&download(&mut browser, "json").await).unwrap();
    let credential = whole["id"].as_str().unwrap().strip_prefix("http://ratify.test").unwrap().to_owned();

    // shown: to people, to programs, and as the whole credential to whoever has its address
    assert!(stranger.get(&page).await.unwrap().text().contains(ZOE.0));
    assert_eq!(json(stranger.get_as(&page, "application/json").await.unwrap())["name"], ZOE.0);
    let fetched = stranger.get_as(&credential, "application/vc").await.unwrap();
    assert_eq!((fetched.status.as_u16(), json(fetched.clone()) == whole), (200, true));
    assert_eq!(fetched.headers["content-type"], "application/vc+ld+json");
    let token = stranger.get_as(&credential, "application/vc+jwt").await.unwrap();
    assert_eq!(token.headers["content-type"], "application/vc+jwt");
    assert_eq!(stranger.get(&credential).await.unwrap().location.as_deref(), Some(page.as_str()));

    // only compared, when somebody types a name
    browser.post("/me/certificate/shown", &[("shown", "match")]).await.unwrap();
    let text = stranger.get(&page).await.unwrap().text();
    assert!(!text.contains(ZOE.0) && text.contains("Does this name match?"), "{text}");
    let yes = stranger.post(&page, &[("name", "zoë nguyễn-o’connor ")]).await.unwrap().text();
    assert!(yes.contains("Yes, this is the name"), "{yes}");
    let no = stranger.post(&page, &[("name", "Zoe Nguyen")]).await.unwrap().text();
    assert!(no.contains("No, this is not the name") && no.contains("value=\"Zoe Nguyen\""), "{no}");
    let empty = stranger.post(&page, &[("name", "")]).await.unwrap();
    assert!(empty.status == 422 && empty.text().contains("Enter the name to compare"));

    // for nobody
    browser.post("/me/certificate/shown", &[("shown", "withheld")]).await.unwrap();
    let text = stranger.get(&page).await.unwrap().text();
    assert!(text.contains(VALID) && !text.contains(ZOE.0) && !text.contains("Does this name match?"), "{text}");
    assert!(!stranger.post(&page, &[("name", ZOE.0)]).await.unwrap().text().contains("Yes, this is"));
    assert!(json(stranger.get_as(&page, "application/json").await.unwrap()).get("name").is_none());
    assert_eq!(stranger.get_as(&credential, "application/vc").await.unwrap().status, 404);
    assert_eq!(browser.get_as(&credential, "application/vc").await.unwrap().status, 200, "her own");
    assert!(stranger.get(&page).await.unwrap().text().contains("name=\"robots\" content=\"noindex\""));
    assert_eq!(browser.post("/me/certificate/shown", &[("shown", "what")]).await.unwrap().status, 404);
}

on_both!(guessing_numbers_is_slow_and_says_nothing);
async fn guessing_numbers_is_slow_and_says_nothing(world: World) {
    let Holder { number, .. } = one(&world).await;
    let mut stranger = world.browser();
    // the last character is a check: a typing mistake is told apart from a number that was never issued
    let last = if number.ends_with('2') { '3' } else { '2' };
    let slip = format!("{}{last}", &number[..number.len() - 1]);
    let answer = stranger.get(&format!("/verify/{slip}")).await.unwrap();
    assert!(answer.status == 422 && answer.text().contains("mistyped"), "{}", answer.text());
    let mut refused = 0;
    for guess in 0..40_u64 {
        let mut random = [0; 11];
        random[3..].copy_from_slice(&(guess * 7_777_777_777).to_be_bytes());
        let unknown = rules::certificate_number::CertificateNumber::from_random(random);
        let answer = stranger.get(&format!("/verify/{}", unknown.as_str())).await.unwrap();
        match answer.status.as_u16() {
            404 => assert!(refused == 0 && answer.text().contains("We issued no certificate with this number")),
            429 => {
                refused += 1;
                assert_eq!(answer.headers["retry-after"], "60");
                assert!(answer.text().contains("Please wait a minute"), "{}", answer.text());
            }
            other => panic!("{other}"),
        }
    }
    assert!((8..=12).contains(&refused), "{refused} of 40 guesses were refused");
    let real = stranger.get(&format!("/verify/{number}")).await.unwrap();
    assert!(real.status == 200 && real.text().contains(VALID), "who holds a number is never made to wait");
    assert_eq!(between(&real.text(), "<h1>", "<").unwrap(), "Check a certificate");
}
