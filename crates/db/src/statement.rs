//! Statements register themselves, so that one test can prepare every statement of the program on both engines.

use crate::Engine;

/// One SQL text of the program, and where it is.
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
/// where the engine has several writers; `in {list $1}` matches any of the texts of a JSON list.
#[macro_export]
macro_rules! sql {
    ($($text:literal),+) => {{
        $crate::inventory::submit! { $crate::Statement { text: concat!($($text),+), file: file!(), line: line!() } }
        concat!($($text),+)
    }};
}

impl Statement {
    /// The text as it reads on an engine.
    #[must_use]
    pub fn on(&self, engine: Engine) -> String {
        text_on(self.text, engine)
    }
}

/// A text as it reads on an engine.
pub(crate) fn text_on(text: &str, engine: Engine) -> String {
    let (for_update, skip_locked) = match engine {
        Engine::Sqlite => ("", ""),
        // "no key": rows that point at a locked row can still be added, so that mail for a person who signs up
        // somewhere else does not wait for them
        Engine::Postgres if locks() => ("for no key update", "skip locked"),
        Engine::Postgres => ("", ""),
    };
    // what comes before and after the parameter of a list
    let (before, after) = match engine {
        Engine::Sqlite => ("(select value from json_each(", "))"),
        Engine::Postgres => {
            ("(select value from json_array_elements_text(cast(cast(", " as text) as json)) as e(value))")
        }
    };
    let text = text.replace("{for_update}", for_update).replace("{skip_locked}", skip_locked);
    let mut pieces = text.split("{list ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| match piece.split_once('}') {
        Some((param, rest)) => out + before + param + after + rest,
        None => out + "{list " + piece,
    })
}

/// Whether rows are locked. A debug build can be told not to lock them, so that the race tests can show that they
/// notice.
fn locks() -> bool {
    !(cfg!(debug_assertions) && std::env::var_os("RATIFY_TEST_WITHOUT_LOCKS").is_some())
}

#[cfg(test)]
mod tests {
    use super::text_on;
    use crate::Engine;

    #[test]
    fn a_list_reads_as_the_engine_says_it() {
        let text = "x in {list $1} or y in {list $12};";
        let read = text_on(text, Engine::Sqlite);
        assert_eq!(read, "x in (select value from json_each($1)) or y in (select value from json_each($12));");
        assert_eq!(text_on(text, Engine::Postgres).matches("json_array_elements_text").count(), 2);
    }
}
