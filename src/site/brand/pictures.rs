//! The organisation's pictures: handed in, made anew, taken off.

use super::desk;
use crate::{
    ground::fault::Fault,
    programme::brand::{self, Kind},
    visit::Visit,
};
use kit::{
    Reply, Words,
    form::{Errors, Field, file_field},
    reply::File,
    t,
};
use maud::{Markup, html};
use paper::PictureError;
use strum::IntoEnumIterator;

/// What can be handed in.
const ACCEPTED: &str = ".svg,.png,.jpg,.jpeg,image/svg+xml,image/png,image/jpeg";

/// Each picture with the form that changes it.
pub(super) fn forms(visit: &Visit, brand: &brand::Brand, errors: &Errors) -> Markup {
    let words = visit.words;
    let named = |does: &str, label: &str| format!("{}: {label}", words.text(&format!("brand-{does}"), &[]));
    html! {
        @for kind in Kind::iter() {
            @let (name, own) = (kind.name(), brand.pictures.of(kind).is_some());
            @let label = words.text(&format!("brand-{name}"), &[]);
            @let hint = words.text(&format!("brand-{name}-hint"), &[]);
            section.card.stack id={ "picture-" (name) } {
                h3 { (label) }
                @if own {
                    img.shown src=(shown(brand, kind)) alt=(t!(words, "brand-picture-now", picture = &label));
                } @else { p.mut { (words.text(&format!("brand-{name}-none"), &[])) } }
                form.stack method="post" action={ "/staff/brand/" (name) } enctype="multipart/form-data" {
                    (file_field(words, Field::new(name, &t!(words, "brand-file")).hinted(&hint), ACCEPTED, errors))
                    p.row {
                        button.btn.second type="submit" name="do" value="use" aria-label=(named("use", &label)) {
                            (t!(words, "brand-use"))
                        }
                        @if own {
                            button.btn.second type="submit" name="do" value="remove" aria-label=(named("remove", &label)) {
                                (t!(words, "brand-remove"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn shown(brand: &brand::Brand, kind: Kind) -> String {
    match kind {
        Kind::Signature => "/staff/brand/signature.png".to_owned(),
        _ => brand.picture(kind).unwrap_or_default(),
    }
}

/// `GET /staff/brand/signature.png`
pub(crate) async fn signature(visit: Visit) -> Result<Reply, Fault> {
    let png = visit
        .read(|tx| match brand::newest(tx)?.pictures.signature {
            Some(key) => brand::picture(tx, &key),
            None => Ok(None),
        })
        .await?;
    Ok(Reply::File(File { kind: "image/png", name: None, bytes: png.ok_or(Fault::NotFound)? }))
}

pub(crate) fn refused(words: Words, why: PictureError) -> String {
    match why {
        PictureError::Unreadable => t!(words, "error-picture-unreadable"),
        PictureError::TooLarge => t!(words, "error-picture-large"),
        PictureError::Text => t!(words, "error-picture-text"),
        PictureError::Nested => t!(words, "error-picture-nested"),
        PictureError::Empty => t!(words, "error-picture-empty"),
    }
}

/// `POST /staff/brand/{kind}`
pub(crate) async fn save(visit: Visit) -> Result<Reply, Fault> {
    let kind: Kind = visit.param("kind").parse().map_err(|_| Fault::NotFound)?;
    let words = visit.words;
    let made = match (visit.form.get("do"), visit.file.clone()) {
        ("remove", _) => Ok(None),
        (_, None) => Err(t!(words, "error-picture-none")),
        // drawing it takes a while: not on the threads that answer everybody
        (_, Some(bytes)) => tokio::task::spawn_blocking(move || paper::remake(&bytes, kind.purpose()))
            .await
            .map_err(|e| Fault::Ours(e.to_string()))?
            .map(Some)
            .map_err(|why| refused(words, why)),
    };
    let made = match made {
        Ok(made) => made,
        Err(sentence) => {
            let mut errors = Errors::default();
            errors.add(kind.name(), sentence);
            return desk::again(&visit, &errors).await;
        }
    };
    visit
        .change(move |change| {
            let mut brand = brand::newest(change)?;
            let key = made.as_ref().map(|m| brand::keep(change, m)).transpose()?;
            brand.pictures.set(kind, key);
            brand::save(change, &brand, kind.name())
        })
        .await?;
    Ok(Reply::see(format!("/staff/brand?saved=1#picture-{}", kind.name())))
}
