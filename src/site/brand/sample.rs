//! A certificate of nobody, to see how real ones will look.

use crate::{
    certificates::awards::{
        certificate::Printed,
        document::{self, Facts, PaperSize},
    },
    ground::{fault::Fault, when},
    programme::brand::{Brand, Look},
    visit::Visit,
};
use kit::{Reply, form::Typed, reply::File, t};

/// Names to try, in five scripts, and one that is long.
pub(super) const NAMES: [&str; 6] = [
    "Nguyễn Thị Mẫu",
    "សុខ ចាន់ដារ៉ា",
    "فاطمة الزهراء",
    "Ірина Зразок",
    "王小明",
    "Wilhelmina-Alexandrine Featherstonehaugh-Cholmondeley",
];

/// A number that no certificate has.
const NUMBER: &str = "0000-0000";

/// The address of a sample in the look that a form describes.
pub(super) fn address(typed: &Typed, form: &str, name: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for field in ["colour", "accent", "signatory", "signatory-office", "design", "upright"] {
        query.append_pair(field, typed.get(field));
    }
    query.append_pair("name", name);
    format!("/staff/brand/certificate.{form}?{}", query.finish())
}

/// `GET /staff/brand/certificate.svg`
pub(crate) async fn svg(visit: Visit) -> Result<Reply, Fault> {
    let paper = paper(&visit).await?;
    let svg = tokio::task::spawn_blocking(move || paper.svg()).await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok(Reply::File(File { kind: "image/svg+xml", name: None, bytes: svg.into_bytes() }))
}

/// `GET /staff/brand/certificate.pdf`
pub(crate) async fn pdf(visit: Visit) -> Result<Reply, Fault> {
    let paper = paper(&visit).await?;
    let bytes = tokio::task::spawn_blocking(move || paper.pdf()).await.map_err(|e| Fault::Ours(e.to_string()))??;
    Ok(Reply::File(File { kind: "application/pdf", name: None, bytes }))
}

async fn paper(visit: &Visit) -> Result<paper::Document, Fault> {
    let (look, edition) = visit.read(|tx| Ok((Look::now(tx)?, tx.edition()?))).await?;
    let brand = super::desk::described(&visit.query, &look.brand);
    let look = Look { brand: Brand { id: 0, ..brand }, ..look };
    let words = visit.words;
    let wording = edition.wording.of(words.language);
    let minutes: Vec<i64> = edition.rules.requirements.iter().map(rules::programme::Requirement::nominal).collect();
    let total = minutes.iter().sum();
    let today = visit.now().date(&visit.app.zone);
    let day = words.date(when::civil_day(today));
    let name = paper::printable(visit.query.get("name").chars().take(200).collect::<String>().trim());
    let printed = Printed {
        title: wording.site.clone(),
        name: if name.is_empty() { t!(words, "brand-sample-name") } else { name },
        sentence: t!(words, "certificate-sentence", hours = words.hours(total)),
        parts: edition
            .rules
            .requirements
            .iter()
            .zip(&minutes)
            .map(|(r, minutes)| (wording.part(&r.id).to_owned(), words.hours(*minutes)))
            .collect(),
        hours: words.hours(total),
        completed: day.clone(),
        issued: day,
        edition: edition.rules.edition.clone(),
        number: NUMBER.to_owned(),
        renewed: None,
    };
    let facts = Facts {
        printed: &printed,
        minutes: &minutes,
        total,
        issued_on: &today.to_string(),
        credential: "",
        sample: t!(words, "brand-sample-note"),
    };
    document::set(&facts, &look, PaperSize::Letter, words, &visit.app.config, NUMBER.into())
}
