//! Pictures of the handbooks, made from the demo by `scripts/help-pictures`.

use crate::visit::Visit;

/// The address of a picture in the visitor's language.
pub(super) fn address(visit: &Visit, name: &str) -> Option<String> {
    visit.app.assets.pictures.get(&format!("{}-{name}", visit.language().tag())).cloned()
}
