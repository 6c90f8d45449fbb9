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

#[test]
fn content_that_was_attended_before_brings_nobody_nearer() {
    use super::{Auditor, Credit, Desk};
    use std::sync::Arc;
    let text = include_str!("../../../../programmes/bargaining-certificate.examples.json");
    let (mut desk, mut repeats, mut partly, mut fresh) = (Desk::default(), 0, 0, 0);
    for case in document::read("examples", text).unwrap() {
        let auditor = Auditor::new(Arc::new(case.editions[0].1.clone()), Arc::new(case.catalogue));
        let mut brief = auditor.brief(&case.record);
        let before = auditor.judge(&brief, &mut desk).unwrap();
        let held = auditor.held(&case.record);
        for code in auditor.catalogue().keys() {
            let course = auditor.course(code).unwrap();
            let shared = auditor.shared(&held, course, 0);
            assert!(shared.attended <= shared.held && shared.held <= shared.whole, "{}: {code}: {shared:?}", case.id);
            let known = |place: &usize| *place < case.record.credits.len();
            assert!(shared.with.iter().all(known), "{}: {code}", case.id);
            assert_eq!(shared.held > 0, !shared.with.is_empty(), "{}: {code}: {shared:?}", case.id);
            let place = brief.add_class(course, jiff::civil::date(2026, 10, 15), 0);
            let after = auditor.judge(&brief, &mut desk).unwrap();
            brief.take_back(place);
            if shared.is_attended() {
                repeats += 1;
                assert_eq!((after.left, after.total), (before.left, before.total), "{}: {code}", case.id);
            } else if shared.attended > 0 {
                partly += 1;
            } else {
                fresh += 1;
            }
            // what is booked is held, and not attended
            let mut record = case.record.clone();
            let date = jiff::civil::date(2026, 10, 1);
            record.credits.push(Credit { status: "booked".into(), ..Credit::attended("~booked", code.clone(), date) });
            let booked = auditor.shared(&auditor.held(&record), course, 0);
            assert!(booked.is_held(), "{}: {code}: {booked:?}", case.id);
            assert_eq!(booked.attended, shared.attended, "{}: {code}", case.id);
        }
    }
    assert!(repeats > 10 && partly > 10 && fresh > 10, "{repeats} repeats, {partly} in part, {fresh} new");
}
