//! Small counts: those who may see totals but nobody's record cannot tell that one person in a small local is complete.

/// The smallest count that is shown to everybody.
pub const LEAST: i64 = 5;

/// The counts of one breakdown as they may be shown; `None` stands for a few. Where only one would be hidden and a
/// total would give it away, the smallest of the others is hidden too.
#[must_use]
pub fn suppressed(counts: &[i64]) -> Vec<Option<i64>> {
    let small = |n: i64| n > 0 && n < LEAST;
    let mut shown: Vec<Option<i64>> = counts.iter().map(|n| Some(*n).filter(|n| !small(*n))).collect();
    if shown.iter().filter(|n| n.is_none()).count() == 1 {
        let next = (0..counts.len()).filter(|i| shown[*i].is_some_and(|n| n > 0)).min_by_key(|i| counts[*i]);
        if let Some(next) = next {
            shown[next] = None;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_not_told_from_one() {
        assert_eq!(suppressed(&[0, 1, 4, 5, 9]), [Some(0), None, None, Some(5), Some(9)]);
    }

    #[test]
    fn no_total_gives_a_hidden_count_away() {
        assert_eq!(
            suppressed(&[3, 40, 12]),
            [None, Some(40), None],
            "one hidden count would be the total less the rest"
        );
        assert_eq!(suppressed(&[3, 0]), [None, Some(0)], "there is nobody to hide it among");
        // every breakdown of up to four counts: no small count is shown, and there is never just one hidden among
        // others
        let mut tried = 0;
        for n in 0..10_000_i64 {
            let counts = [n % 10, n / 10 % 10, n / 100 % 10, n / 1000];
            let shown = suppressed(&counts);
            assert!(shown.iter().flatten().all(|n| *n == 0 || *n >= LEAST));
            let hidden = shown.iter().filter(|n| n.is_none()).count();
            let others = counts.iter().filter(|n| **n > 0).count() - hidden;
            assert!(hidden != 1 || others == 0, "{counts:?}");
            tried += 1;
        }
        assert_eq!(tried, 10_000);
    }
}
