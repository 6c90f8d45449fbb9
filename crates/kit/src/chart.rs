//! Charts as SVG, made on the server. Each appears above a table with the same figures: the picture is for a glance,
//! the table for everybody.

use maud::{Markup, html};

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is; `None` where the figure is not shown.
    pub value: Option<i64>,
    /// The figure in words.
    pub text: String,
}

/// Height of a bar with its label, width of a bar with its figure, and of the longest bar alone, in units.
const STEP: usize = 44;
const WIDTH: i64 = 360;
const ROOM: i64 = 280;

/// Horizontal bars, with the label above each and the figure after it; `title` says what they show.
#[must_use]
pub fn bars(title: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().filter_map(|b| b.value).max().unwrap_or(0).max(1);
    let height = bars.len() * STEP + 4;
    html! {
        svg.chart viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(title) {
            @for (n, bar) in bars.iter().enumerate() {
                @let top = n * STEP;
                @let length = bar.value.map_or(0, |v| (v * ROOM / most).max(i64::from(v > 0)));
                text x="0" y=(top + 16) { (bar.label) }
                rect.a x="0" y=(top + 22) width=(length) height="16" {}
                text x=(length + 8) y=(top + 35) { (bar.text) }
            }
            line.axis x1="0" y1="18" x2="0" y2=(height) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_its_room_and_a_hidden_one_has_none() {
        let bar = |value: Option<i64>| Bar { label: "a<b".into(), value, text: "x".into() };
        let svg = bars("t", &[bar(Some(10)), bar(Some(5)), bar(None), bar(Some(0))]).into_string();
        for width in ["width=\"280\"", "width=\"140\"", "width=\"0\""] {
            assert!(svg.contains(width), "{width} in {svg}");
        }
        assert!(svg.contains("a&lt;b"));
    }
}
