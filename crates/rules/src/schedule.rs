//! Clashes between classes: which of a person's sessions share time with a class they want.

use crate::time::Span;

/// The first pair of sessions, one of each class, that overlap; `None` when both can be attended.
#[must_use]
pub fn first_clash(wanted: &[Span], held: &[Span]) -> Option<(Span, Span)> {
    wanted.iter().find_map(|w| held.iter().find(|h| w.overlaps(**h)).map(|h| (*w, *h)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    fn span(start: i64, end: i64) -> Span {
        Span { start: Instant(start), end: Instant(end) }
    }

    #[test]
    fn back_to_back_sessions_do_not_clash() {
        assert_eq!(first_clash(&[span(0, 10)], &[span(10, 20)]), None);
    }

    #[test]
    fn one_shared_minute_is_a_clash() {
        assert_eq!(first_clash(&[span(0, 11)], &[span(10, 20)]), Some((span(0, 11), span(10, 20))));
    }
}
