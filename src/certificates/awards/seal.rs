//! Signing documents. Deciding takes a database, signing takes a processor: the two never wait for each other. What is
//! decided and not signed yet is signed by a job, so that a crash in between loses nothing.

use super::{badge, certificate::Certificate, store, verbs};
use crate::{
    certificates::keys,
    ground::fault::Fault,
    programme::{brand, change::Actor},
    visit::app::App,
};
use kit::Language;

impl From<credential::CredentialError> for Fault {
    fn from(e: credential::CredentialError) -> Self {
        Self::Ours(e.to_string())
    }
}

/// Signs one document, unless that is done; then its mail is owed.
pub(crate) async fn seal(app: &App, document: i64) -> Result<(), Fault> {
    let (certificate, email, brand) = app
        .read(move |tx| {
            let certificate = Certificate::of_document(tx, document)?;
            let email = store::holder(tx, &certificate.award)?.email;
            let brand = brand::of_day(tx, certificate.document.made_at)?;
            Ok((certificate, email, brand))
        })
        .await?;
    if certificate.document.content_hash.is_some() || certificate.document.ended_at.is_some() {
        return Ok(());
    }
    let keys = keys::signing(app).await?;
    let signer = keys.public().ed;
    let inner = app.clone();
    let signed = tokio::task::spawn_blocking(move || {
        let words = inner.words(Language::from_tag(&certificate.document.language));
        let badge = badge::unsigned(&certificate, &email, &brand, words, &inner.config, &inner.zone);
        let created = badge.valid_from.clone();
        Ok::<_, Fault>(serde_json::to_string(&badge.sign(&keys, &created)?)?)
    });
    let text = signed.await.map_err(|e| Fault::Ours(e.to_string()))??;
    app.change(Actor::System, move |change| verbs::seal(change, document, &text, &signer)).await
}

/// Signs one document; a fault of ours in doing so is logged, and the job tries again.
pub(crate) async fn seal_or_log(app: &App, document: i64) {
    if let Err(fault) = seal(app, document).await {
        tracing::error!(%fault, document, "a certificate is not signed yet");
    }
}

/// Signs whatever is not signed yet.
pub(crate) async fn seal_all(app: &App) -> Result<(), Fault> {
    for document in app.read(|tx| store::unsigned(tx)).await? {
        seal_or_log(app, document).await;
    }
    Ok(())
}

/// Makes anew every document that stands with the signature of a withdrawn key. Returns how many there were.
pub(crate) async fn renew(app: &App) -> Result<usize, Fault> {
    let awards = app.read(|tx| store::of_withdrawn_keys(tx)).await?;
    for award in &awards {
        let award = *award;
        let made = app.change(Actor::System, move |change| {
            let (award, name) = (store::by_id(change.tx, award)?, store::newest(change.tx, award)?.name);
            verbs::reissue(change, &award, &name, verbs::Why::Key, "")
        });
        if let Some(document) = made.await? {
            seal_or_log(app, document).await;
        }
    }
    Ok(awards.len())
}
