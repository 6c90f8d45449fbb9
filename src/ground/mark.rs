//! The mark of what a form was filled in from: an older tab must not write over what somebody saved meanwhile.

use sha2::{Digest, Sha256};
use std::fmt::Debug;

/// The name of the field that carries it.
pub(crate) const SEEN: &str = "seen";

/// Sixteen hexadecimal digits that differ where what is stored differs.
pub(crate) fn mark(stored: &impl Debug) -> String {
    let digest = Sha256::digest(format!("{stored:?}"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn what_differs_has_another_mark() {
        assert_eq!(mark(&["a", "b"]), mark(&["a", "b"]));
        assert_ne!(mark(&["a", "b"]), mark(&["ab"]));
        assert_eq!(mark(&1).len(), 16);
    }
}
