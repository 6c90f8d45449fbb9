//! A letter: one point, one button, a plain-text twin.

use crate::{
    ground::{
        config::{Config, Office},
        ids::PersonId,
    },
    people::store::Person,
    programme::{brand::Brand, change::Change},
};
use kit::{Words, colour::Palette, t};
use maud::{DOCTYPE, Markup, html};

/// A row of the outbox.
#[derive(Debug, Clone)]
pub(crate) struct OwedRow {
    pub id: i64,
    pub kind: String,
    pub person: PersonId,
    pub about: Option<i64>,
    pub detail: String,
    pub attempts: i64,
    /// When it became due, in microseconds.
    pub due: i64,
    /// Until when it is this process's, in microseconds.
    pub lease: i64,
}

/// Everything a letter is written from.
pub(crate) struct Desk<'d, 'c, 't> {
    pub change: &'d Change<'c, 't>,
    pub owed: &'d OwedRow,
    pub person: &'d Person,
    pub words: Words,
    pub config: &'d Config,
    pub office: &'d Office,
    pub base_url: &'d str,
    /// What addresses begin with, where the letter is about a programme that is not its reader's first.
    pub base: String,
    pub secret: &'d [u8],
}

impl Desk<'_, '_, '_> {
    /// The whole address of a page, in the language of the letter: it may be opened where nobody is signed in.
    pub fn whole(&self, path: &str) -> String {
        format!("{}{}{}{path}", self.base_url, self.words.language.prefix(), self.base)
    }

    /// The whole address of a page of one programme.
    pub fn whole_in(&self, programme: &str, path: &str) -> String {
        let several = self.change.editions.listed().len() > 1;
        let base = if several { format!("/programs/{programme}") } else { String::new() };
        format!("{}{}{base}{path}", self.base_url, self.words.language.prefix())
    }
}

enum Piece {
    Line(String),
    Heading(String),
    Item(String, Option<String>),
    /// A second action: words that lead somewhere.
    Way(String, String),
    Button(String, String),
}

/// A file that goes with a letter.
#[derive(Debug, Clone)]
pub(crate) enum Enclosure {
    /// A calendar entry with its method.
    Calendar { method: &'static str, text: String },
    /// A certificate, made when the letter is sent.
    Certificate(Box<paper::Document>),
}

impl Enclosure {
    /// The text of a calendar entry.
    pub fn calendar(&self) -> Option<&str> {
        match self {
            Self::Calendar { text, .. } => Some(text),
            Self::Certificate(_) => None,
        }
    }
}

/// A letter.
pub(crate) struct Letter {
    pub subject: String,
    /// Where it goes instead of its person's address.
    pub to: Option<String>,
    pieces: Vec<Piece>,
    pub enclosures: Vec<Enclosure>,
    /// The look of whoever sends it.
    pub brand: Brand,
    /// Where its reader can stop mail of this kind, for messages to many.
    pub no_more: Option<String>,
}

impl Letter {
    pub fn new(subject: String) -> Self {
        Self { subject, to: None, pieces: Vec::new(), enclosures: Vec::new(), brand: Brand::default(), no_more: None }
    }

    /// Sends it to an address other than its person's: one that is not theirs yet, or no longer is.
    pub fn to(mut self, address: String) -> Self {
        self.to = Some(address);
        self
    }

    pub fn line(mut self, text: String) -> Self {
        self.pieces.push(Piece::Line(text));
        self
    }

    pub fn heading(mut self, text: String) -> Self {
        self.pieces.push(Piece::Heading(text));
        self
    }

    pub fn item(mut self, text: String) -> Self {
        self.pieces.push(Piece::Item(text, None));
        self
    }

    pub fn link_item(mut self, text: String, address: String) -> Self {
        self.pieces.push(Piece::Item(text, Some(address)));
        self
    }

    /// A second action: a sentence that leads somewhere.
    pub fn way(mut self, text: String, address: String) -> Self {
        self.pieces.push(Piece::Way(text, address));
        self
    }

    pub fn button(mut self, text: String, address: String) -> Self {
        self.pieces.push(Piece::Button(text, address));
        self
    }

    /// Names the address that ends messages of this kind with one press.
    pub fn unsubscribe(mut self, address: String) -> Self {
        self.no_more = Some(address);
        self
    }

    pub fn enclose(mut self, enclosure: Enclosure) -> Self {
        self.enclosures.push(enclosure);
        self
    }

    /// The plain-text twin: the same words, with every address written out.
    pub fn text(&self, words: Words, office: &Office) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Line(t) => out += &format!("{t}\n\n"),
                Piece::Heading(t) => out += &format!("{t}\n"),
                Piece::Item(t, None) => out += &format!("- {t}\n"),
                Piece::Item(t, Some(a)) => out += &format!("- {t}\n  {a}\n"),
                Piece::Way(t, a) | Piece::Button(t, a) => out += &format!("{t}:\n{a}\n\n"),
            }
        }
        let mut from = office.name.clone();
        if !self.brand.address.is_empty() {
            from = format!("{from}\n{}", self.brand.address);
        }
        format!("{}\n\n--\n{from}\n{}\n", out.trim_end(), t!(words, "mail-footer", email = &office.email))
    }

    /// As a page shows it, to whoever wrote its text: without addresses, since what a letter leads to is its reader's.
    pub fn as_shown(&self) -> Markup {
        html! {
            @for piece in &self.pieces {
                @match piece {
                    Piece::Line(t) => { p { (with_links(t, None)) } }
                    Piece::Heading(t) => { h2.small-title { (t) } }
                    Piece::Item(t, None) => { p { "• " (t) } }
                    Piece::Item(t, Some(_)) => { p { "• " u { (t) } } }
                    Piece::Way(t, _) => { p { u { (t) } } }
                    Piece::Button(t, _) => { p { span.btn { (t) } } }
                }
            }
        }
    }

    /// The HTML twin: readable without pictures, in the dark, and 600 pixels wide.
    pub fn html(&self, words: Words, office: &Office) -> String {
        let Palette { main, deep, accent } = self.brand.palette();
        let link = format!("color:{main}");
        let band = format!(
            "background:{deep};color:#ffffff;border-bottom:4px solid {accent};padding:14px 24px;font-weight:bold"
        );
        let body = "margin:0;padding:24px 16px;background:#f7f5f0;color:#14212d;font:17px/1.55 Arial,sans-serif";
        let button = format!(
            "display:inline-block;padding:12px 22px;background:{main};color:#ffffff;font-weight:bold;text-decoration:none;border-radius:6px"
        );
        html! {
            (DOCTYPE)
            html lang=(words.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    title { (self.subject) }
                }
                body style=(body) {
                    div style="max-width:600px;margin:0 auto;background:#ffffff;border-radius:12px;overflow:hidden" {
                      div style=(band) { (office.name) }
                      div style="padding:24px" {
                        h1 style="font-size:22px;line-height:1.25;margin:0 0 16px" { (self.subject) }
                        @for piece in &self.pieces {
                            @match piece {
                                Piece::Line(t) => { p style="margin:0 0 16px" { (with_links(t, Some(&link))) } }
                                Piece::Heading(t) => { h2 style="font-size:18px;margin:20px 0 8px" { (t) } }
                                Piece::Item(t, None) => { p style="margin:0 0 8px;padding-left:14px" { "• " (t) } }
                                Piece::Item(t, Some(a)) => {
                                    p style="margin:0 0 8px;padding-left:14px" {
                                        "• " a href=(a) style=(link) { (t) }
                                    }
                                }
                                Piece::Way(t, a) => { p style="margin:0 0 16px" { a href=(a) style=(link) { (t) } } }
                                Piece::Button(t, a) => { p style="margin:8px 0 16px" { a href=(a) style=(button) { (t) } } }
                            }
                        }
                        p style="margin:24px 0 0;font-size:14px;color:#3d4b56" {
                            (office.name) br;
                            @for line in self.brand.address.lines() { (line) br; }
                            (with_links(&t!(words, "mail-footer", email = &office.email), Some(&link)))
                        }
                      }
                    }
                }
            }
        }
        .into_string()
    }
}

/// A sentence in which every address is a link: a site's shows where it leads, a mailbox's whose it is.
pub(crate) fn with_links(text: &str, style: Option<&str>) -> Markup {
    html! {
        @for piece in text.split_inclusive(char::is_whitespace) {
            @let word = piece.trim_end();
            @let bare = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
            @if let Some(shown) = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")) {
                a href=(bare) style=[style] { (shown.trim_end_matches('/')) } (&word[bare.len()..])
            } @else if crate::people::is_address(bare) {
                a href={ "mailto:" (bare) } style=[style] { (bare) } (&word[bare.len()..])
            } @else { (word) }
            (&piece[word.len()..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Letter, with_links};
    use crate::ground::config::Config;
    use kit::Language;

    #[test]
    fn the_html_shows_words_where_the_text_shows_addresses() {
        crate::ground::locales::load().expect("the texts load");
        let (words, office) = (kit::language::words(Language::En), Config::default().office);
        let letter = Letter::new("Seats".into())
            .button("See my seat".into(), "https://example.org/seat".into())
            .way("Give it back".into(), "https://example.org/back".into())
            .link_item("Another date".into(), "https://example.org/other".into());
        let (html, text) = (letter.html(words, &office), letter.text(words, &office));
        for address in ["https://example.org/seat", "https://example.org/back", "https://example.org/other"] {
            assert!(text.contains(address), "{text}");
            assert!(html.contains(&format!("href=\"{address}\"")), "{html}");
        }
        let mut shown = html.split('>').filter_map(|piece| piece.split('<').next());
        assert!(shown.all(|words| !words.contains("https://")), "{html}");
        assert!(html.contains(&format!("href=\"mailto:{}\"", office.email)), "{html}");
    }

    #[test]
    fn addresses_in_sentences_can_be_pressed() {
        let shown = with_links("Write to office@example.org. See https://example.org/x, or <b>.", None).into_string();
        assert!(shown.contains("<a href=\"mailto:office@example.org\""), "{shown}");
        assert!(shown.contains(">office@example.org</a>. See"), "{shown}");
        assert!(
            shown.contains("<a href=\"https://example.org/x\"") && shown.contains(">example.org/x</a>,"),
            "{shown}"
        );
        assert!(shown.ends_with("or &lt;b&gt;."), "{shown}");
        let lines = with_links("https://example.org/x\nSee you", None).into_string();
        assert!(lines.contains("href=\"https://example.org/x\"") && lines.ends_with("</a>\nSee you"), "{lines}");
    }
}
