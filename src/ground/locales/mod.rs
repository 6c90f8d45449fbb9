//! The catalogues of `locales/`, embedded.

use kit::{Language, language};

macro_rules! catalogue {
    ($language:literal: $($file:literal),+) => {
        &[$(($file, include_str!(concat!("../../../locales/", $language, "/", $file, ".ftl")))),+]
    };
}

const EN: language::Sources = catalogue!("en": "site", "classes", "enroll", "signup", "me", "teach", "staff", "mail", "certificate", "why", "office", "seats", "power", "people", "log", "term", "report", "message", "board", "afterwards", "file", "data", "host", "import");
const ES: language::Sources = catalogue!("es": "site", "classes", "enroll", "signup", "me", "teach", "staff", "mail", "certificate", "why", "office", "seats", "power", "people", "log", "term", "report", "message", "board", "afterwards", "file", "data", "host", "import");

/// Loads every language.
pub(crate) fn load() -> Result<(), String> {
    language::load(&[(Language::En, EN), (Language::Es, ES)])
}
