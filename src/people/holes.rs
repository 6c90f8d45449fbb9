//! Texts of the office with holes in braces, which are filled in for each reader.

/// Something in braces that is not among the holes that a text may have; a lone brace counts.
pub(crate) fn unknown_hole(text: &str, holes: &[&str]) -> Option<String> {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let found = &rest[at..];
        let shown = |to: usize| Some(found[..to].chars().take(30).collect());
        let Some(end) = found.find('}') else { return shown(found.len()) };
        let name = found.get(1..end).unwrap_or_default();
        if !found.starts_with('{') || !holes.contains(&name) {
            return shown(end + 1);
        }
        rest = &found[end + 1..];
    }
    None
}

/// A text with its holes filled, in one pass: what is filled in is not looked at again.
pub(crate) fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out += &rest[..at];
        let Some(end) = rest[at..].find('}') else { break };
        out += &value(&rest[at + 1..at + end]);
        rest = &rest[at + end + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_holes_are_taken_and_what_is_filled_in_is_left_alone() {
        let holes = ["name", "hours", "left", "link"];
        assert_eq!(unknown_hole("Hello {name}, {hours} of {left}", &holes), None);
        for text in ["{email}", "{ name }", "{name", "a } b", "{{name}}", "{name.x}"] {
            assert!(unknown_hole(text, &holes).is_some(), "{text}");
        }
        assert_eq!(unknown_hole("Hi {x} {name}", &holes).as_deref(), Some("{x}"));
        assert_eq!(filled("Hi {name}: {left}", |hole| format!("<{{{hole}}}>")), "Hi <{name}>: <{left}>");
    }
}
