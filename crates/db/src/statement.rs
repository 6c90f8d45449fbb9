//! Statements register themselves, so that one test can prepare every statement of the program on both engines.

/// One SQL text of the program, with where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// The text, as written.
    pub text: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line.
    pub line: u32,
}

inventory::collect!(Statement);

/// Every statement that was written with [`sql!`](crate::sql).
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    inventory::iter::<Statement>.into_iter()
}

/// A SQL text, in one literal or several; `$1 $2 ...` for its parameters. `{for_update}` and `{skip_locked}` lock rows
/// where the engine has several writers.
#[macro_export]
macro_rules! sql {
    ($($text:literal),+) => {{
        $crate::inventory::submit! { $crate::Statement { text: concat!($($text),+), file: file!(), line: line!() } }
        concat!($($text),+)
    }};
}

/// The text as `for_update` and `skip_locked` read on an engine.
pub(crate) fn with_words(text: &str, for_update: &str, skip_locked: &str) -> String {
    text.replace("{for_update}", for_update).replace("{skip_locked}", skip_locked)
}
