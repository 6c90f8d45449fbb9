//! The installation's secret: links in mails are made with it, and what the database holds of second factors is sealed
//! with it.

use super::fault::Fault;
use std::sync::OnceLock;

/// The secret, once it could be read.
#[derive(Default)]
pub(crate) struct Secret(OnceLock<Vec<u8>>);

impl Secret {
    /// The secret.
    ///
    /// # Errors
    /// If there is no key file here: a command that only looks or writes needs none.
    pub fn get(&self) -> Result<&[u8], Fault> {
        let missing = || Fault::Ours("this needs the key file: run it where the server's key file is".into());
        self.0.get().map(Vec::as_slice).ok_or_else(missing)
    }

    /// Sets what was read; two readers at once read the same.
    pub fn set(&self, found: Vec<u8>) {
        self.0.get_or_init(|| found);
    }
}
