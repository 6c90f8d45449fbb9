//! The catalogues of `locales/`, embedded.

use kit::{Language, language};

macro_rules! catalogues {
    ($($file:literal),+ $(,)?) => {
        const EN: language::Sources =
            &[$(($file, include_str!(concat!("../../../locales/en/", $file, ".ftl")))),+];
        const ES: language::Sources =
            &[$(($file, include_str!(concat!("../../../locales/es/", $file, ".ftl")))),+];
    };
}

catalogues! {
    "site", "classes", "enroll", "signup", "me", "teach", "staff", "mail", "certificate", "why", "office", "seats",
    "power", "programs", "pages", "people", "log", "verbs", "term", "report", "message", "board", "brand", "begin", "teaching", "letters", "afterwards", "class_board", "file", "data", "host",
    "import",
}

/// Loads every language.
pub(crate) fn load() -> Result<(), String> {
    language::load(&[(Language::En, EN), (Language::Es, ES)])
}
