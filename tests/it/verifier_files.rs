//! Certificates, and everything that can be wrong with them, as files with what a verifier must say about each. Our own
//! verifier is asked here; where `RATIFY_VERIFIER_FILES` names a folder, the files are left there for other verifiers
//! (`tests/verifiers`).

use crate::{
    certificates::download,
    holders::{Holder, holders, second_of_staff},
    world::{DAY, START, World, between},
};
use credential::{
    badge::{Badge, Profile},
    bake, carried, did,
    keys::{Keys, PublicKeys, StoredKeys},
    status::StatusList,
    verify::{Registry, verify},
};
use ratify::ground::config::Config;
use serde_json::{Value, json};
use std::{fs, path::Path};

const BASE: &str = "https://ratify.test";
const ISSUER: &str = "did:web:ratify.test";
const LIST: &str = "https://ratify.test/status/revocation/1";

/// A registry as files: the DID document, and the list in both of its forms.
struct Files {
    did: Value,
    list: Option<StatusList>,
    jwt: String,
}

impl Files {
    async fn read(world: &World) -> Self {
        let mut stranger = world.browser();
        let did = stranger.get("/.well-known/did.json").await.unwrap();
        let list = stranger.get("/status/revocation/1").await.unwrap();
        let jwt = stranger.get_as("/status/revocation/1", "application/vc+jwt").await.unwrap();
        assert_eq!(jwt.headers["content-type"], "application/vc+jwt");
        Self {
            did: serde_json::from_slice(&did.body).unwrap(),
            list: Some(serde_json::from_slice(&list.body).unwrap()),
            jwt: jwt.text(),
        }
    }

    fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("did.json"), self.did.to_string()).unwrap();
        if let Some(list) = &self.list {
            fs::write(folder.join("list.json"), serde_json::to_string(list).unwrap()).unwrap();
            fs::write(folder.join("list.jwt"), &self.jwt).unwrap();
        }
    }
}

struct Asked<'f>(&'f Files, Vec<PublicKeys>);

impl Registry for Asked<'_> {
    fn did(&self) -> &str {
        ISSUER
    }

    fn keys(&self) -> &[PublicKeys] {
        &self.1
    }

    fn list(&self, address: &str) -> Option<StatusList> {
        self.0.list.clone().filter(|_| address == LIST)
    }
}

/// Files with what a verifier must say: `valid`, `ended` or `refused`.
struct Cases<'f> {
    folder: &'f Path,
    now: i64,
    cases: Vec<Value>,
}

impl Cases<'_> {
    fn add(&mut self, name: &str, bytes: &[u8], (registry, files): (&str, &Files), expected: &str) {
        let found = carried::find(bytes).map(|c| verify(&c, &Asked(files, did::keys(&files.did)), self.now));
        let said = match found {
            Some(Ok(genuine)) if genuine.ended => "ended",
            Some(Ok(_)) => "valid",
            Some(Err(_)) | None => "refused",
        };
        assert_eq!(said, expected, "{name}");
        fs::write(self.folder.join(name), bytes).unwrap();
        self.cases.push(json!({ "file": name, "registry": registry, "expected": expected }));
    }
}

/// A world moved by enough days that its certificates are dated today: the verifiers of others go by this machine's
/// clock.
async fn of_today(folder: tempfile::TempDir) -> World {
    let config = Config {
        database: folder.path().join("ratify.db").display().to_string(),
        base_url: BASE.into(),
        keys: folder.path().join("keys.json").display().to_string(),
        keeps_mail: true,
        ..Config::default()
    };
    let days = (jiff::Timestamp::now().as_microsecond() - START.0) / (DAY * 60_000_000);
    World::days_later(folder, config, days - 240).await
}

/// What is wrong with a JWT: its payload, its algorithm, its signer.
fn wrong_tokens(token: &str, badge: &Badge, foreign: &Keys) -> Vec<(&'static str, String)> {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
    let pieces: Vec<&str> = token.split('.').collect();
    let open = |n: usize| String::from_utf8(BASE64.decode(pieces[n]).unwrap()).unwrap();
    let payload = BASE64.encode(open(1).replacen("24 hours", "34 hours", 1));
    let header = BASE64.encode(open(0).replacen("ES256", "none", 1));
    let own = credential::jwt::sign(badge, foreign).unwrap();
    let own: Vec<&str> = own.split('.').collect();
    vec![
        ("altered.jwt", format!("{}.{payload}.{}", pieces[0], pieces[2])),
        ("no-algorithm.jwt", format!("{header}.{}.", pieces[1])),
        ("foreign-key.jwt", own.join(".")),
        ("foreign-signature.jwt", format!("{}.{}.{}", pieces[0], pieces[1], own[2])),
        ("no-signature.jwt", format!("{}.{}.", pieces[0], pieces[1])),
    ]
}

/// The chunk of a PNG that holds the credential: where it begins and ends.
fn chunk(png: &[u8]) -> (usize, usize) {
    let at = png.windows(4).position(|w| w == b"iTXt").unwrap() - 4;
    let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
    (at, at + 12 + length)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_file_is_judged_as_it_must_be() {
    let kept = std::env::var("RATIFY_VERIFIER_FILES").ok();
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.as_deref().map_or(temporary.path(), Path::new);
    fs::create_dir_all(folder).unwrap();

    let place = tempfile::tempdir().unwrap();
    let key_file = place.path().join("keys.json");
    let world = of_today(place).await;
    let people = [("Zoë Nguyễn-O’Connor", "zoe@example.org"), ("Sam Rivera", "sam@example.org")];
    let mut two = holders(&world, &people).await;
    let (sam, zoe) = (two.pop().unwrap(), two.pop().unwrap());
    let (mut sam, mut zoe) = (sam, zoe.browser);
    let json_text = String::from_utf8(download(&mut zoe, "json").await).unwrap();
    let (token, png) = (String::from_utf8(download(&mut zoe, "jwt").await).unwrap(), download(&mut zoe, "png").await);
    let svg = String::from_utf8(download(&mut zoe, "svg").await).unwrap();
    let badge: Badge = serde_json::from_str(&json_text).unwrap();
    let now = jiff::Timestamp::now().as_microsecond();

    // Sam's is taken back, after it was downloaded
    let of_sam = download(&mut sam.browser, "json").await;
    let token_of_sam = download(&mut sam.browser, "jwt").await;
    take_back(&world, &sam).await;

    let good = Files::read(&world).await;
    good.write(&folder.join("registry"));
    let mut all = Cases { folder, now, cases: Vec::new() };
    let by = ("registry", &good);
    for form in ["json", "jwt", "png", "svg", "pdf"] {
        let bytes = download(&mut zoe, form).await;
        all.add(&format!("good.{form}"), &bytes, by, "valid");
    }
    let a4 = download(&mut zoe, "pdf?sheet=a4").await;
    all.add("good-a4.pdf", &a4, by, "valid");
    all.add("ended.json", &of_sam, by, "ended");
    all.add("ended.jwt", &token_of_sam, by, "ended");

    // every fact that is changed
    let subject = "\"credentialSubject\":{";
    for (name, from, to) in [
        ("name", "Zoë Nguyễn", "Zoe Nguyen"),
        ("hours", "24 hours", "34 hours"),
        ("date", "\"activityEndDate\":\"2", "\"activityEndDate\":\"3"),
        ("number", "\"licenseNumber\":\"", "\"licenseNumber\":\"2"),
        ("status", "\"statusListIndex\":\"", "\"statusListIndex\":\"1"),
        ("unknown-member", "\"name\":", "\"grade\":\"A\",\"name\":"),
        ("unknown-member-inside", subject, "\"credentialSubject\":{\"grade\":\"A\","),
        ("other-issuer", "\"issuer\":{\"id\":\"did:web:ratify.test\"", "\"issuer\":{\"id\":\"did:web:other.test\""),
    ] {
        let changed = json_text.replacen(from, to, 1);
        assert_ne!(changed, json_text, "{name}");
        all.add(&format!("changed-{name}.json"), changed.as_bytes(), by, "refused");
    }

    // foreign keys
    let foreign = Keys::from_random(&[7; 64]).unwrap();
    let signed = badge.unsigned().sign(&foreign, &badge.valid_from).unwrap();
    all.add("foreign-key.json", serde_json::to_string(&signed).unwrap().as_bytes(), by, "refused");
    let mut claimed = signed.clone();
    claimed.proof[0].verification_method = badge.proof[0].verification_method.clone();
    all.add("foreign-signature.json", serde_json::to_string(&claimed).unwrap().as_bytes(), by, "refused");
    for (name, wrong) in wrong_tokens(&token, &badge, &foreign) {
        all.add(name, wrong.as_bytes(), by, "refused");
    }

    // pictures that were cut, or carry two
    let (from, to) = chunk(&png);
    let cut = [&png[..from + 200], &png[to..]].concat();
    all.add("cut.png", &cut, by, "refused");
    let doubled = [&png[..to], &png[from..to], &png[to..]].concat();
    all.add("doubled.png", &doubled, by, "refused");
    let other = bake::into_png(&png, &json_text.replacen("24 hours", "34 hours", 1)).unwrap();
    all.add("altered.png", &other, by, "refused");
    all.add("altered.svg", svg.replacen("24 hours", "34 hours", 1).as_bytes(), by, "refused");
    let element = between(&svg, "<openbadges:credential", "</openbadges:credential>").unwrap();
    let element = format!("<openbadges:credential{element}</openbadges:credential>");
    all.add("doubled.svg", svg.replacen(&element, &element.repeat(2), 1).as_bytes(), by, "refused");

    // lists that are old, forged, or gone; and a key that was withdrawn
    let stored: Value = serde_json::from_slice(&fs::read(&key_file).unwrap()).unwrap();
    let stored: StoredKeys = serde_json::from_value(stored["generations"][0].clone()).unwrap();
    let own = Keys::read(&stored).unwrap();
    let list = |keys: &Keys, method: &str, from: i64, until: i64| {
        let time = |days: i64| (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * days)).to_string();
        let issuer = Profile::new(ISSUER.into(), "Training office".into());
        StatusList::sign(LIST, &issuer, &[], (&time(from), &time(until)), (keys, method)).unwrap()
    };
    let (our_method, foreign_method) =
        (did::method(ISSUER, &own.public().ed), did::method(ISSUER, &foreign.public().ed));
    for (name, made, by) in [
        ("stale-list", list(&own, &our_method, -30, -16), &own),
        ("forged-list", list(&foreign, &our_method, -1, 13), &foreign),
        ("foreign-list", list(&foreign, &foreign_method, -1, 13), &foreign),
    ] {
        let jwt = credential::jwt::sign_list(&made, by).unwrap();
        let files = Files { did: good.did.clone(), list: Some(made), jwt };
        files.write(&folder.join(name));
        // the list says that nothing has ended: a verifier that believes it takes Sam's certificate for valid
        for (file, bytes) in [("json", of_sam.as_slice()), ("jwt", token_of_sam.as_slice())] {
            all.add(&format!("{name}.{file}"), bytes, (name, &files), "refused");
        }
    }
    let gone = Files { did: good.did.clone(), list: None, jwt: String::new() };
    gone.write(&folder.join("no-list"));
    all.add("no-list.json", json_text.as_bytes(), ("no-list", &gone), "refused");
    let keys_now = did::document(ISSUER, &[foreign.public()]);
    let under_new_key = list(&foreign, &foreign_method, -1, 13);
    let jwt = credential::jwt::sign_list(&under_new_key, &foreign).unwrap();
    let withdrawn = Files { did: keys_now, list: Some(under_new_key), jwt };
    withdrawn.write(&folder.join("withdrawn-key"));
    all.add("withdrawn-key.json", json_text.as_bytes(), ("withdrawn-key", &withdrawn), "refused");
    all.add("withdrawn-key.jwt", token.as_bytes(), ("withdrawn-key", &withdrawn), "refused");

    fs::write(folder.join("cases.json"), serde_json::to_string_pretty(&all.cases).unwrap()).unwrap();
    papers(&world, &mut zoe, folder).await;
}

/// Two people of the office take a certificate back.
async fn take_back(world: &World, holder: &Holder) {
    let (mut dana, mut robin) = (world.staff().await, second_of_staff(world).await);
    let form = [("category", "mistake"), ("reason", "A trial")];
    dana.post(&format!("/staff/certificates/{}/revoke", holder.number), &form).await.unwrap();
    let list = robin.get("/staff/revocations").await.unwrap().text();
    let key = between(&list, "action=\"/staff/revocations/", "\"").unwrap();
    let answer = robin.post(&format!("/staff/revocations/{key}"), &[("agrees", "1")]).await.unwrap();
    assert_eq!(answer.status, 303);
}

/// The same certificate for names in every script that members write their names in: the text of each can be read out
/// of the PDF as it was typed.
async fn papers(world: &World, zoe: &mut crate::visitor::Browser, folder: &Path) {
    let mut dana = world.staff().await;
    let page = zoe.get("/me/certificate").await.unwrap().text();
    let number = between(&page, "/verify/", "\"").unwrap().to_owned();
    let names = fs::read_to_string(format!("{}/tests/verifiers/names.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut papers = Vec::new();
    for (n, name) in names.lines().enumerate() {
        let form = [("name", name), ("why", "A trial of scripts")];
        let answer = dana.post(&format!("/staff/certificates/{number}/reissue"), &form).await.unwrap();
        assert_eq!(answer.status, 303, "{name}: {}", answer.text());
        let sheet = if n % 2 == 0 { "pdf" } else { "pdf?sheet=a4" };
        let pdf = download(zoe, sheet).await;
        let printed = carried::printed(&pdf);
        assert!(plain(&printed).contains(&plain(name)), "{name} in {printed}");
        let file = format!("name-{n:02}.pdf");
        fs::write(folder.join(&file), pdf).unwrap();
        papers.push(json!({ "file": file, "name": name, "number": number }));
    }
    assert_eq!(papers.len(), 50);
    fs::write(folder.join("papers.json"), serde_json::to_string_pretty(&papers).unwrap()).unwrap();
}
