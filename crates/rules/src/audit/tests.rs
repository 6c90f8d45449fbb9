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
