//! The programmes that come with the product: their rules, words and examples, ready to be published.

use crate::{
    ground::fault::Fault,
    office::import::{self, Input, Report},
    visit::Visit,
};
use kit::{Words, parts::note, t};
use maud::{Markup, html};

/// The files of a programme that ships.
pub(super) struct Shipped {
    name: &'static str,
    rules: &'static str,
    wording: &'static str,
    examples: &'static str,
}

macro_rules! shipped {
    ($($name:literal),+) => { [$(Shipped {
        name: $name,
        rules: include_str!(concat!("../../../programmes/", $name, ".toml")),
        wording: include_str!(concat!("../../../programmes/", $name, ".wording.toml")),
        examples: include_str!(concat!("../../../programmes/", $name, ".examples.json")),
    }),+] };
}

const SHIPPED: [Shipped; 5] =
    shipped!("bargaining-certificate", "ilr-labor-relations", "osha-shf-gi", "ma-licence-renewal", "pmi-pmp-ccr");

/// The one that is offered first.
pub(super) const FIRST: &str = SHIPPED[0].name;

/// Those that are not published yet, as choices.
pub(super) fn options(words: Words, published: &[&str]) -> Vec<(String, String)> {
    let new = SHIPPED.iter().filter(|s| !published.contains(&s.name));
    new.map(|s| (s.name.to_owned(), words.text(&format!("begin-programme-{}", s.name), &[]))).collect()
}

/// The one that a form chose.
pub(super) fn chosen(visit: &Visit) -> Option<Shipped> {
    SHIPPED.into_iter().find(|s| s.name == visit.form.get("programme"))
}

/// Publishes one, unless the report says what is wrong with it.
pub(super) async fn publish(visit: &Visit, programme: Shipped) -> Result<Report, Fault> {
    let input =
        |ending: &str, text: &str| Input::new(&format!("{}.{ending}", programme.name), text.as_bytes().to_vec());
    let inputs = vec![
        input("toml", programme.rules),
        input("wording.toml", programme.wording),
        input("examples.json", programme.examples),
    ];
    let job = import::Job { inputs, shift_days: 0, keep: true, take_doubtful: false, over_stored: false, agreed: true };
    import::run(&visit.app, visit.actor(), job, import::Progress::default()).await
}

/// What is wrong with one, for its page.
pub(super) fn wrong(words: Words, report: &Report) -> Markup {
    note(
        "bad",
        &t!(words, "import-problems", count = report.problems.len()),
        html! {
            ul { @for p in &report.problems { li { (p.in_words(words)) } } }
        },
    )
}
