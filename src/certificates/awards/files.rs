//! A certificate in every form: PDF, credential, JWT, baked PNG and SVG.

use super::{
    badge,
    certificate::Certificate,
    document::{self, PaperSize},
    seal,
    store::Shown,
};
use crate::{
    certificates::{awards::state::AwardState, keys},
    ground::fault::Fault,
    programme::brand::Look,
    visit::{Visit, app::App},
};
use axum::http::header;
use credential::{badge::Badge, bake, jwt};
use kit::{Language, Reply, Words, reply::File};
use rules::certificate_number::CertificateNumber;

/// Forms that a certificate comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Pdf(PaperSize),
    Json,
    Jwt,
    Png,
    Svg,
}

impl Form {
    const fn kind(self) -> &'static str {
        match self {
            Self::Pdf(_) => "application/pdf",
            Self::Json => "application/vc+ld+json",
            Self::Jwt => "application/vc+jwt",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf(_) => "pdf",
            Self::Json => "json",
            Self::Jwt => "jwt",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

/// The signed certificate of an award, signed now if it was not yet.
pub(crate) async fn signed(app: &App, award: i64) -> Result<Certificate, Fault> {
    let load = |app: &App| {
        let app = app.clone();
        async move { app.read(move |tx| Certificate::of_award(tx, award)).await }
    };
    let certificate = load(app).await?;
    if certificate.document.credential.is_some() || certificate.document.ended_at.is_some() {
        return Ok(certificate);
    }
    seal::seal(app, certificate.document.id).await?;
    load(app).await
}

/// The bytes of a certificate in a form. Blocking: a document takes milliseconds of processor time.
pub(crate) fn made(
    app: &App,
    (c, look): (&Certificate, &Look),
    form: Form,
    words: Words,
    keys: &credential::keys::Keys,
) -> Result<Vec<u8>, Fault> {
    let text = c.document.credential.as_deref().ok_or(Fault::NotFound)?;
    Ok(match form {
        Form::Pdf(sheet) => document::of(c, look, sheet, words, &app.config, &app.zone)?.pdf()?,
        Form::Json => text.as_bytes().to_vec(),
        Form::Jwt => jwt::sign(&serde_json::from_str::<Badge>(text)?, keys)?.into_bytes(),
        Form::Png => bake::into_png(&badge::png(app, &c.edition, &look.brand, words)?, text)?,
        Form::Svg => bake::into_svg(&badge::svg(&c.edition, &look.brand, words), text)?.into_bytes(),
    })
}

/// A certificate as a download.
async fn file(app: &App, award: i64, form: Form, words: Words) -> Result<Reply, Fault> {
    let (name, bytes) = named(app, award, form, words).await?;
    Ok(Reply::File(File { kind: form.kind(), name: Some(name), bytes }))
}

/// The forms of a certificate to be kept outside this program: the paper and the credential.
pub(crate) async fn kept(app: &App, award: i64, words: Words) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut out = Vec::new();
    for form in [Form::Pdf(PaperSize::Letter), Form::Json] {
        match named(app, award, form, words).await {
            Ok((name, bytes)) => out.push((format!("certificates/{name}"), bytes)),
            // one that was taken back has none
            Err(Fault::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(out)
}

/// A certificate's file. The version is in its name, so that a newer one is not mistaken for it.
async fn named(app: &App, award: i64, form: Form, words: Words) -> Result<(String, Vec<u8>), Fault> {
    let certificate = signed(app, award).await?;
    // a JWT is of the same generation of keys as the credential: what ends the one ends the other
    let own = match &certificate.document.signed_with {
        Some(ed) => keys::held(app, ed).await?,
        None => None,
    };
    let keys = match own {
        Some(keys) => keys,
        None => keys::signing(app).await?,
    };
    let name = format!("certificate-{}.{}", document::ident(&certificate), form.ending());
    let inner = app.clone();
    let day = certificate.document.made_at;
    let look = app.read(move |tx| Look::of_day(tx, day)).await?;
    let bytes = tokio::task::spawn_blocking(move || made(&inner, (&certificate, &look), form, words, &keys));
    let bytes = bytes.await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok((name, bytes))
}

async fn mine(visit: &Visit, form: Form) -> Result<Reply, Fault> {
    let person = visit.member()?.id;
    let award = visit.read(move |tx| super::store::of_person(tx, person)).await?.ok_or(Fault::NotFound)?;
    file(&visit.app, award.id, form, visit.words).await
}

/// `GET /me/certificate.pdf`
pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    mine(&visit, Form::Pdf(PaperSize::from_name(visit.query.get("sheet")))).await
}

/// `GET /me/certificate.json`
pub(crate) async fn json(visit: Visit) -> Result<Reply, Fault> {
    mine(&visit, Form::Json).await
}

/// `GET /me/certificate.jwt`
pub(crate) async fn jwt(visit: Visit) -> Result<Reply, Fault> {
    mine(&visit, Form::Jwt).await
}

/// `GET /me/certificate.png`
pub(crate) async fn png(visit: Visit) -> Result<Reply, Fault> {
    mine(&visit, Form::Png).await
}

/// `GET /me/certificate.svg`
pub(crate) async fn svg(visit: Visit) -> Result<Reply, Fault> {
    mine(&visit, Form::Svg).await
}

/// `GET /staff/certificates/{number}/certificate.pdf`: the copy that the office prints.
pub(crate) async fn for_office(visit: Visit) -> Result<Reply, Fault> {
    let number = CertificateNumber::parse(visit.param("number")).map_err(|_| Fault::NotFound)?;
    let award = visit.read(move |tx| super::store::by_number(tx, number.as_str())).await?.ok_or(Fault::NotFound)?;
    let language = {
        let award = award.clone();
        visit.read(move |tx| Ok(super::store::newest(tx, award.id)?.language)).await?
    };
    let words = visit.app.words(Language::from_tag(&language));
    file(&visit.app, award.id, Form::Pdf(PaperSize::from_name(visit.query.get("sheet"))), words).await
}

/// `GET /credentials/{uuid}`: the address that a credential names itself by. People are led to the page that checks it;
/// a program gets the credential where its holder shows the name, or asks for it.
pub(crate) async fn by_uuid(visit: Visit) -> Result<Reply, Fault> {
    let uuid = visit.param("uuid").to_owned();
    let found = visit.read(move |tx| Certificate::by_uuid(tx, &uuid)).await?.ok_or(Fault::NotFound)?;
    let wants = |kind: &str| visit.accept.contains(kind);
    let form = if wants("application/vc+jwt") {
        Form::Jwt
    } else if wants("application/vc") || wants("application/ld+json") || wants("application/json") {
        Form::Json
    } else {
        return Ok(Reply::see(visit.href(&format!("/verify/{}", found.award.number))).with(header::VARY, "Accept"));
    };
    let own = visit.visitor.as_ref().is_some_and(|v| v.id == found.award.person);
    if found.award.state != AwardState::Issued || !(own || found.award.shown == Shown::Name) {
        return Err(Fault::NotFound);
    }
    Ok(file(&visit.app, found.award.id, form, visit.words).await?.with(header::VARY, "Accept"))
}
