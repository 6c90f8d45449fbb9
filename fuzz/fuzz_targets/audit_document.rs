//! Any text as a file of cases: it is refused with one message or judged, and the checker accepts what is judged.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{audit::document, check::check};

fuzz_target!(|text: &str| {
    let Ok(cases) = document::read("fuzz.json", text) else { return };
    for case in cases.iter().take(4).filter(|c| c.record.credits.len() <= 16) {
        let Ok(judged) = case.verdict() else { continue };
        let (_, programme) = &case.editions[judged.edition];
        check(programme, &case.catalogue, &case.record, &judged.verdict).expect("the checker accepts every verdict");
    }
});
