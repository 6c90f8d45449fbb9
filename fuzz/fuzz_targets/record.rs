//! Any bytes as a record under the shipped certificates: four bytes a class. The verdict is checked, does not depend on
//! the record's order, and one more class never leaves more to do where nothing limits it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{
    audit::{Auditor, Credit, Record, document},
    check::check,
};
use std::sync::{Arc, LazyLock};

static AUDITORS: LazyLock<Vec<Auditor>> = LazyLock::new(|| {
    let files = [
        include_str!("../../programmes/bargaining-certificate.examples.json"),
        include_str!("../../programmes/osha-shf-gi.examples.json"),
        include_str!("../../programmes/ma-licence-renewal.examples.json"),
        include_str!("../../programmes/pmi-pmp-ccr.examples.json"),
        include_str!("../../programmes/ilr-labor-relations.examples.json"),
    ];
    let auditor = |text: &&str| {
        let case = document::read("examples", text).expect("shipped").swap_remove(0);
        Auditor::new(Arc::new(case.editions[0].1.clone()), Arc::new(case.catalogue))
    };
    files.iter().map(auditor).collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let auditor = &AUDITORS[usize::from(*which) % AUDITORS.len()];
    let codes: Vec<&String> = auditor.catalogue().keys().collect();
    let credits = rest.chunks_exact(4).take(14).enumerate().map(|(n, b)| {
        let code = codes[usize::from(b[0]) % codes.len()].clone();
        let date = jiff::civil::date(2020 + i16::from(b[1] % 6), 1 + (b[1] / 22) as i8, 1 + (b[2] % 28) as i8);
        let minutes = (b[3] != 0).then(|| i64::from(b[3]) * 5);
        Credit { minutes, ..Credit::attended(format!("c{n:02}"), code, date) }
    });
    let day = jiff::civil::date(2026, 1, 1);
    let record = Record { credits: credits.collect(), as_of: Some(day), enrolled: Some(day), ..Record::default() };
    let Ok(verdict) = auditor.audit(&record) else { return };
    check(auditor.programme(), auditor.catalogue(), &record, &verdict).expect("the checker accepts every verdict");
    let mut turned = record.clone();
    turned.credits.reverse();
    assert_eq!(auditor.audit(&turned), Ok(verdict));
});
