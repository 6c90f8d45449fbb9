//! Whose programme the sample is: a union that does not exist, and says so.

use crate::{
    ground::fault::Fault,
    programme::{change::Actor, texts, wording::slug},
    visit::app::App,
};
use kit::Language;

/// Says it in both languages, as the office would.
pub(super) async fn say(app: &App) -> Result<(), Fault> {
    let edition = app.read(|tx| tx.edition()).await?;
    let slug = slug(&edition.rules.id);
    for (language, union, about) in [
        (
            Language::En,
            "Sample Educators Union",
            "A made-up union of teachers, staff and faculty. It exists only in this sample.",
        ),
        (
            Language::Es,
            "Sindicato de Educadores de Muestra",
            "Un sindicato inventado de maestros y personal. Solo existe en esta muestra.",
        ),
    ] {
        let mut words = edition.wording.of(language).clone();
        (words.union, words.about) = (union.to_owned(), about.to_owned());
        let (text, slug) = (words.as_text()?, slug.clone());
        app.change(Actor::Operator, move |change| texts::save(change, (&slug, language), &text, 0).map(drop)).await?;
    }
    Ok(())
}
