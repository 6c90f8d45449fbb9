//! `ratify export registry`: the registry as a folder of plain files, for any web server. With it, certificates still
//! verify when this program no longer runs. There are no names in it, and no list of numbers.

use super::{badge, certificate::Certificate, registry, store};
use crate::{
    certificates::{awards::state::AwardState, keys},
    ground::{fault::Fault, when},
    visit::app::App,
};
use credential::did;
use db::{Tx, params, sql};
use kit::{Language, Words, t};
use maud::{DOCTYPE, Markup, html};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    pub certificates: usize,
    pub lists: i64,
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Fault> {
    let file = folder.join(path);
    let wrong = |e: std::io::Error| Fault::Ours(format!("{}: {e}", file.display()));
    if let Some(above) = file.parent() {
        fs::create_dir_all(above).map_err(wrong)?;
    }
    fs::write(&file, bytes).map_err(wrong)
}

/// Awards after an id, so that a registry of any size is written in pieces.
fn awards_after(tx: &Tx<'_>, id: i64) -> Result<Vec<i64>, Fault> {
    let rows = tx.all(sql!("select id from award where id > $1 order by id limit 500"), &params![id])?;
    rows.iter().map(|r| Ok(r.get(0)?)).collect()
}

/// Hash, state and dates of every document of an award.
fn hashes(tx: &Tx<'_>, award: &store::Award) -> Result<Vec<Value>, Fault> {
    let documents = store::documents(tx, award.id)?;
    let signed = documents.iter().filter_map(|d| Some((d, d.content_hash.as_ref()?)));
    Ok(signed
        .map(|(d, hash)| {
            let state = match (&d.ended_at, award.state) {
                (None, _) => "valid",
                (Some(_), AwardState::Revoked) => "revoked",
                _ => "replaced",
            };
            json!({
                "sha256": hash, "state": state, "issued": award.issued_on, "ended": d.ended_at.map(badge::moment),
                "version": d.version, "key": d.signed_with,
            })
        })
        .collect())
}

/// Writes the registry; status lists in it are valid for the given number of days.
pub(crate) async fn registry(app: &App, folder: &Path, days: i64) -> Result<Written, Fault> {
    let (keys, lists) = app.read(|tx| Ok((keys::store::published(tx)?, store::status_lists(tx)?))).await?;
    let did = app.config.issuer();
    put(folder, ".well-known/did.json", &serde_json::to_vec_pretty(&did::document(&did, &keys))?)?;
    let (now, until) = (app.now(), app.now().plus_minutes(days * 24 * 60));
    for list in 1..=lists {
        let ended = app.read(move |tx| store::ended_places(tx, list)).await?;
        let signed = registry::sign(app, list, ended, (now, until)).await?;
        put(folder, &format!("status/revocation/{list}"), &serde_json::to_vec(&signed)?)?;
    }
    let (mut last, mut documents, mut certificates) = (0, Vec::new(), 0);
    loop {
        let some = app
            .read(move |tx| {
                let mut some = Vec::new();
                for id in awards_after(tx, last)? {
                    let certificate = Certificate::of_award(tx, id)?;
                    let hashes = hashes(tx, &certificate.award)?;
                    some.push((certificate, hashes));
                }
                Ok(some)
            })
            .await?;
        let Some((newest, _)) = some.last() else { break };
        last = newest.award.id;
        for (certificate, mut hashes) in some {
            for language in Language::ALL {
                let path = format!("{}/verify/{}/index.html", language.prefix(), certificate.award.number);
                let page = page(app, &certificate, app.words(language)).into_string();
                put(folder, path.trim_start_matches('/'), page.as_bytes())?;
            }
            documents.append(&mut hashes);
            certificates += 1;
        }
    }
    documents.sort_by_key(|d| d["sha256"].as_str().map(str::to_owned));
    let all = json!({ "issuer": did, "as_of": badge::moment(now), "valid_until": badge::moment(until), "documents": documents });
    put(folder, "registry.json", &serde_json::to_vec(&all)?)?;
    Ok(Written { certificates, lists })
}

/// A self-contained verification page without a name.
fn page(app: &App, c: &Certificate, words: Words) -> Markup {
    let p = c.printed(words, &app.zone);
    let day = |text: &str| words.date(when::civil_day(when::parse_date(text)));
    let ended = c.award.ended_on.as_deref().map(day).unwrap_or_default();
    let (title, text) = match c.award.state {
        AwardState::Issued => (t!(words, "verify-valid-title"), t!(words, "verify-valid-text")),
        AwardState::Replaced => (t!(words, "verify-replaced-title"), t!(words, "verify-replaced-text", day = ended)),
        AwardState::Revoked => (t!(words, "verify-revoked-title"), t!(words, "verify-revoked-text", day = ended)),
    };
    let mut rows = vec![
        (t!(words, "verify-name"), t!(words, "verify-name-withheld")),
        (t!(words, "verify-certificate"), p.title.clone()),
        (t!(words, "verify-hours"), p.hours.clone()),
    ];
    rows.extend(p.parts.iter().cloned());
    rows.push((t!(words, "certificate-completed"), p.completed));
    rows.push((t!(words, "certificate-issued"), p.issued));
    rows.push((t!(words, "certificate-edition"), p.edition));
    rows.push((t!(words, "certificate-number"), p.number));
    rows.push((t!(words, "verify-issuer"), app.config.office.name.clone()));
    let today = words.date(when::day(app.now(), &app.zone));
    html! {
        (DOCTYPE)
        html lang=(words.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="robots" content="noindex";
                title { (t!(words, "verify-title")) }
            }
            body style="font:18px/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#14212d" {
                h1 { (t!(words, "verify-title")) }
                h2 { (title) }
                p { (text) }
                dl { @for (label, value) in &rows { dt { (label) } dd { strong { (value) } } } }
                p { (t!(words, "export-as-of", day = today)) }
            }
        }
    }
}
