//! Any text as a programme file: it is read or refused with a message, and what is read can judge a record and be
//! checked before publishing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{
    audit::{Auditor, Catalogue, Course, Credit, Record},
    check::check,
    programme::{Programme, publishing},
};
use std::sync::Arc;

fuzz_target!(|text: &str| {
    let Ok(programme) = Programme::from_toml("fuzz.toml", text) else { return };
    let tags = |tags: &[&str]| tags.iter().map(|t| (*t).to_owned()).collect();
    let course = |minutes, t: &[&str]| Course { minutes: Some(minutes), tags: tags(t), ..Course::default() };
    let catalogue: Catalogue = [
        ("x".to_owned(), course(180, &["foundations", "specialized"])),
        ("y".to_owned(), course(90, &["democratized", "specialized"])),
    ]
    .into();
    let day = jiff::civil::date(2026, 2, 3);
    let credits = ["x", "y", "x", "y"].iter().enumerate().map(|(n, c)| Credit::attended(format!("c{n}"), *c, day));
    let record = Record { credits: credits.collect(), as_of: Some(day), enrolled: Some(day), ..Record::default() };
    let auditor = Auditor::new(Arc::new(programme.clone()), Arc::new(catalogue.clone()));
    let _ = publishing::check(&auditor);
    if let Ok(verdict) = auditor.audit(&record) {
        check(&programme, &catalogue, &record, &verdict).expect("the checker accepts every verdict");
    }
});
