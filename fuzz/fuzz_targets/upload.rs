//! Any bytes as a file that a stranger hands in: whatever they are, there is an answer, and it is never that somebody else's
//! bytes are a certificate of ours.

#![no_main]

use credential::{
    carried,
    keys::{Keys, PublicKeys},
    status::StatusList,
    verify::{Registry, verify},
};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KEYS: LazyLock<Vec<PublicKeys>> =
    LazyLock::new(|| vec![Keys::from_random(&[7; 64]).expect("keys").public()]);

struct Ours;

impl Registry for Ours {
    fn did(&self) -> &str {
        "did:web:ratify.test"
    }

    fn keys(&self) -> &[PublicKeys] {
        &KEYS
    }

    fn list(&self, _: &str) -> Option<StatusList> {
        None
    }
}

fuzz_target!(|bytes: &[u8]| {
    if let Some(carried) = carried::find(bytes) {
        assert!(verify(&carried, &Ours, 1_800_000_000_000_000).is_err());
    }
});
