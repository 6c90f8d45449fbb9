//! The parts of the design: the hour track, tags, notes, icons, facts.

use maud::{Markup, PreEscaped, html};

/// The icons, inlined: they take the colour of the text and cost no request. From Lucide (ISC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Done.
    Check,
    /// Open.
    Circle,
    /// Booked.
    Calendar,
    /// Waiting.
    Hourglass,
    /// Mind this.
    Warning,
    /// A place.
    Pin,
    /// Online.
    Screen,
    /// No longer so.
    Cross,
    /// A certificate.
    Award,
    /// A file.
    Download,
    /// A mail.
    Mail,
}

impl Icon {
    const fn source(self) -> &'static str {
        match self {
            Self::Check => include_str!("../../../assets/icons/check.svg"),
            Self::Circle => include_str!("../../../assets/icons/circle.svg"),
            Self::Calendar => include_str!("../../../assets/icons/calendar-days.svg"),
            Self::Hourglass => include_str!("../../../assets/icons/hourglass.svg"),
            Self::Warning => include_str!("../../../assets/icons/triangle-alert.svg"),
            Self::Pin => include_str!("../../../assets/icons/map-pin.svg"),
            Self::Screen => include_str!("../../../assets/icons/monitor.svg"),
            Self::Cross => include_str!("../../../assets/icons/circle-x.svg"),
            Self::Award => include_str!("../../../assets/icons/award.svg"),
            Self::Download => include_str!("../../../assets/icons/download.svg"),
            Self::Mail => include_str!("../../../assets/icons/mail.svg"),
        }
    }
}

/// An icon that says nothing to a screen reader: the words next to it do.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    let source = icon.source();
    let inner = source.split_once('>').and_then(|(_, rest)| {
        // the first tag is the licence comment; the second one is <svg ...>
        let (_, after) = rest.split_once('>')?;
        after.rsplit_once("</svg>").map(|(shapes, _)| shapes.trim())
    });
    html! { svg.ico viewBox="0 0 24 24" aria-hidden="true" { (PreEscaped(inner.unwrap_or_default())) } }
}

/// A state: icon, word and colour together.
#[must_use]
pub fn tag(style: &str, picture: Icon, text: &str) -> Markup {
    html! { span class={ "tag " (style) } { (icon(picture)) (text) } }
}

/// One part of the hour track, in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrackPart {
    /// Hours of the part.
    pub hours: usize,
    /// Hours done.
    pub done: usize,
    /// Hours booked.
    pub booked: usize,
}

/// The hour track: one bar per hour, grouped by part. `label` says all of it in a sentence.
#[must_use]
pub fn track(parts: &[TrackPart], label: &str) -> Markup {
    html! {
        div.track role="img" aria-label=(label) {
            @for p in parts {
                i class={ "n" (p.hours) } {
                    @for hour in 0..p.hours {
                        @if hour < p.done { b.d {} }
                        @else if hour < p.done + p.booked { b.k {} }
                        @else { b {} }
                    }
                }
            }
        }
    }
}

/// Facts with their names.
#[must_use]
pub fn facts(rows: &[(String, Markup)]) -> Markup {
    html! { dl.facts { @for (name, value) in rows { dt { (name) } dd { (value) } } } }
}

/// A page's main message in a coloured frame, with the symbol of its kind: `ok`, `warn`, `bad` or none.
#[must_use]
pub fn note(style: &str, heading: &str, body: Markup) -> Markup {
    let sign = match style {
        "ok" => Some(Icon::Check),
        "warn" => Some(Icon::Warning),
        "bad" => Some(Icon::Cross),
        _ => None,
    };
    html! { div class={ "note stack tight " (style) } { h2 { @if let Some(sign) = sign { (icon(sign)) " " } (heading) } (body) } }
}

/// A form that is one button.
#[must_use]
pub fn button_form(action: &str, style: &str, text: &str, more: Markup) -> Markup {
    html! { form method="post" action=(action) { (more) button class={ "btn " (style) } type="submit" { (text) } } }
}
