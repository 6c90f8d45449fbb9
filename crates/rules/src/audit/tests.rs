//! The documented cases of every shipped programme.

use super::document;

fn every_case_agrees(file: &str, text: &str) {
    let cases = document::read(file, text).unwrap();
    assert!(cases.len() >= 10, "{file}: {} cases", cases.len());
    for case in cases {
        let found = case.judge().unwrap();
        assert_eq!(Some(&found), case.expect.as_ref(), "{file}, {}: {}", case.id, case.title);
    }
}

macro_rules! shipped {
    ($($name:ident $file:literal;)*) => {$(
        #[test]
        fn $name() {
            every_case_agrees($file, include_str!(concat!("../../../../programmes/", $file)));
        }
    )*};
}

shipped! {
    bargaining_certificate "bargaining-certificate.examples.json";
    osha_safety_and_health "osha-shf-gi.examples.json";
    massachusetts_licence_renewal "ma-licence-renewal.examples.json";
    pmi_professional_credits "pmi-pmp-ccr.examples.json";
    ilr_two_certificates "ilr-labor-relations.examples.json";
}

#[test]
fn one_more_class_on_a_short_record_is_the_record_with_one_more_class() {
    use super::{Auditor, Credit, Desk};
    use std::sync::Arc;
    let text = include_str!("../../../../programmes/bargaining-certificate.examples.json");
    let mut desk = Desk::default();
    for case in document::read("examples", text).unwrap() {
        let auditor = Auditor::new(Arc::new(case.editions[0].1.clone()), Arc::new(case.catalogue));
        let mut brief = auditor.brief(&case.record);
        let before = auditor.judge(&brief, &mut desk);
        for code in auditor.catalogue().keys() {
            let date = jiff::civil::date(2025, 10, 15);
            let place = brief.add_class(auditor.course(code).unwrap(), date, 0);
            let mut record = case.record.clone();
            record.credits.push(Credit::attended("~one-more", code.clone(), date));
            assert_eq!(auditor.judge(&brief, &mut desk), auditor.judge(&auditor.brief(&record), &mut Desk::default()));
            brief.take_back(place);
        }
        assert_eq!(auditor.judge(&brief, &mut desk), before);
    }
}
