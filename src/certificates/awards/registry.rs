//! What anybody may ask for to check a certificate by themselves: the DID document, the status lists, and both together
//! as the registry that our own pages verify against.

use super::{badge, store};
use crate::{
    certificates::keys,
    ground::fault::Fault,
    visit::{Visit, app::App},
};
use axum::http::header;
use credential::{did, keys::PublicKeys, status::StatusList, verify};
use kit::{Reply, reply::File};
use rules::time::Instant;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// How long a list may be believed: a site that is down for less makes no certificate unverifiable.
const VALID: i64 = 14 * 24 * 60;
/// A list is signed anew at least this often.
const FRESH: i64 = 60;

/// A signed list, the places it was signed for, and when.
#[derive(Clone)]
struct Kept {
    places: Vec<u32>,
    signed: Instant,
    list: StatusList,
}

/// Signed lists by number.
#[derive(Default)]
pub(crate) struct Lists(Mutex<BTreeMap<i64, Kept>>);

/// The status list with a number, as it is now: a certificate that was taken back is in it from that moment on.
pub(crate) async fn status_list(app: &App, list: i64) -> Result<StatusList, Fault> {
    let ended = app
        .read(move |tx| {
            if !(1..=store::status_lists(tx)?).contains(&list) {
                return Err(Fault::NotFound);
            }
            store::ended_places(tx, list)
        })
        .await?;
    let (now, keys) = (app.now(), keys::signing(app).await?);
    let issuer = badge::issuer(&app.config);
    let method = did::method(&issuer.id, &keys.public().ed);
    let kept = app.of::<Lists>().0.lock().unwrap_or_else(PoisonError::into_inner).get(&list).cloned();
    if let Some(kept) = kept {
        let by_now = kept.list.proof.iter().all(|p| p.verification_method == method);
        let fresh = (kept.signed.0..kept.signed.plus_minutes(FRESH).0).contains(&now.0);
        if kept.places == ended && by_now && fresh {
            return Ok(kept.list);
        }
    }
    let made = sign(app, list, ended.clone(), (now, now.plus_minutes(VALID))).await?;
    let kept = Kept { places: ended, signed: now, list: made.clone() };
    app.of::<Lists>().0.lock().unwrap_or_else(PoisonError::into_inner).insert(list, kept);
    Ok(made)
}

/// Signs a status list that is valid from one moment to another.
pub(crate) async fn sign(
    app: &App,
    list: i64,
    ended: Vec<u32>,
    (from, until): (Instant, Instant),
) -> Result<StatusList, Fault> {
    let keys = keys::signing(app).await?;
    let issuer = badge::issuer(&app.config);
    let address = badge::status_list(&app.config, list);
    let made = tokio::task::spawn_blocking(move || {
        let method = did::method(&issuer.id, &keys.public().ed);
        let times = (badge::moment(from), badge::moment(until));
        StatusList::sign(&address, &issuer, &ended, (&times.0, &times.1), (&keys, &method))
    });
    Ok(made.await.map_err(|e| Fault::Ours(e.to_string()))??)
}

/// The registry at one moment.
pub(crate) struct Snapshot {
    did: String,
    keys: Vec<PublicKeys>,
    lists: BTreeMap<String, StatusList>,
}

impl Snapshot {
    /// Everything that a check can ask for.
    pub async fn take(app: &App) -> Result<Self, Fault> {
        let (keys, count) = app.read(|tx| Ok((keys::store::published(tx)?, store::status_lists(tx)?))).await?;
        let mut lists = BTreeMap::new();
        for list in 1..=count {
            lists.insert(badge::status_list(&app.config, list), status_list(app, list).await?);
        }
        Ok(Self { did: app.config.issuer(), keys, lists })
    }
}

impl verify::Registry for Snapshot {
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

/// An answer that any site may read, and keep for five minutes.
fn open_to_all(kind: &'static str, bytes: Vec<u8>) -> Reply {
    let file = Reply::File(File { kind, name: None, bytes });
    file.with(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*").with(header::CACHE_CONTROL, "public, max-age=300")
}

/// `GET /.well-known/did.json`
pub(crate) async fn did_document(visit: Visit) -> Result<Reply, Fault> {
    let keys = visit.read(|tx| keys::store::published(tx)).await?;
    let document = did::document(&visit.app.config.issuer(), &keys);
    Ok(open_to_all("application/did+json", serde_json::to_vec(&document)?))
}

/// `GET /status/revocation/{list}`: as a JWT for programs that ask for one.
pub(crate) async fn list(visit: Visit) -> Result<Reply, Fault> {
    let list = visit.param("list").parse().map_err(|_| Fault::NotFound)?;
    let list = status_list(&visit.app, list).await?;
    let reply = if visit.accept.contains("application/vc+jwt") {
        let jwt = credential::jwt::sign_list(&list, &keys::signing(&visit.app).await?)?;
        open_to_all("application/vc+jwt", jwt.into_bytes())
    } else {
        open_to_all("application/vc", serde_json::to_vec(&list)?)
    };
    Ok(reply.with(header::VARY, "Accept"))
}
