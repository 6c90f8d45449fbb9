//! The page around everything: skip link, header, language, footer.

use crate::{Language, Words, form::hidden, t};
use maud::{DOCTYPE, Markup, html};

/// What surrounds a page's own content.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The programme's title.
    pub site: String,
    /// What every address begins with, after the language, where this one names a programme; otherwise empty.
    pub base: String,
    /// The page's path without all that, with its query.
    pub path: String,
    /// Whether the page exists in every language under its own address.
    pub public: bool,
    /// The parts of the site that this page stands in side by side; empty where there is one.
    pub siblings: Vec<Sibling>,
    /// The header's entries.
    pub menu: Vec<Link>,
    /// The footer's entries.
    pub foot: Vec<Link>,
    /// Addresses for somebody who is signed in.
    pub account: Option<Account>,
    /// Address of the stylesheet.
    pub stylesheet: String,
    /// Address of the first font file.
    pub font: String,
    /// Address of the icon, and what kind of picture it is.
    pub icon: (String, &'static str),
    /// Address of the organisation's mark.
    pub logo: Option<String>,
    /// Address of the stylesheet with the organisation's colours.
    pub colours: Option<String>,
    /// The colour of the band at the top, for what a browser draws around a page.
    pub theme: String,
    /// Where letters reach the organisation, in lines.
    pub address: String,
    /// Whether this is sample data.
    pub sample: bool,
    /// Scheme and host, for addresses that must be complete.
    pub base_url: String,
    /// Whose site it is; empty where nobody said so.
    pub owner: String,
    /// Who they are, for the foot of every page.
    pub about: String,
    /// Where these are the pages of somebody else: their name, and the address of the form that ends looking.
    pub seen_as: Option<(String, &'static str)>,
    /// Where this page is explained.
    pub help: Option<String>,
    /// The form that this page answers, as names and values: it is sent again when another language is chosen.
    pub again: Vec<(String, String)>,
}

/// A page in another part of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// Its address.
    pub path: String,
    /// The name of that part.
    pub text: String,
    /// Whether this page is that one.
    pub here: bool,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its address, without language prefix.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Link {
    /// An entry.
    #[must_use]
    pub fn new(path: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), text }
    }
}

/// Addresses of the forms of somebody who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Keeps the language that they choose: fields `language` and `back`.
    pub language: &'static str,
    /// Signs them out.
    pub sign_out: &'static str,
}

/// One page.
pub struct Page {
    /// Its title.
    pub title: String,
    /// A wide picture above the content.
    pub hero: Option<Markup>,
    /// The content.
    pub body: Markup,
    /// Whether a form came back with errors.
    pub wrong: bool,
    /// Whether a form goes along with it, to be sent on later.
    pub carries: bool,
    /// Whether search engines stay away.
    pub noindex: bool,
    /// What sites show where somebody shares the page's link.
    pub shared: Option<Shared>,
}

/// A page as other sites show it (Open Graph).
pub struct Shared {
    /// A title that says nothing about a person.
    pub title: String,
    /// Full address of a picture.
    pub picture: String,
}

impl Page {
    /// A page with a title and its content.
    #[must_use]
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self { title: title.into(), hero: None, body, wrong: false, carries: false, noindex: false, shared: None }
    }

    /// The same page for the person it belongs to: not to be indexed.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.noindex = true;
        self
    }

    /// The same page as an answer to a form with errors.
    #[must_use]
    pub fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    /// The same page with a form that goes along, to be sent on later.
    #[must_use]
    pub fn carrying(mut self, carries: bool) -> Self {
        self.carries = carries;
        self
    }

    /// The whole document.
    #[must_use]
    pub fn render(self, words: Words, frame: &Frame) -> Markup {
        let error = if self.wrong { t!(words, "form-error-mark") + " " } else { String::new() };
        html! {
            (DOCTYPE)
            html lang=(words.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (error) (self.title) " | " (frame.site) }
                    meta name="description" content=(t!(words, "site-description"));
                    @if self.noindex || !frame.public { meta name="robots" content="noindex"; }
                    @else { (alternates(frame)) }
                    @if let Some(shared) = &self.shared {
                        meta property="og:type" content="website";
                        meta property="og:title" content=(shared.title);
                        meta property="og:site_name" content=(frame.site);
                        meta property="og:image" content=(shared.picture);
                    }
                    meta name="theme-color" content=(frame.theme);
                    link rel="icon" href=(frame.icon.0) type=(frame.icon.1);
                    link rel="preload" href=(frame.font) as="font" type="font/woff2" crossorigin;
                    link rel="stylesheet" href=(frame.stylesheet);
                    @if let Some(colours) = &frame.colours { link rel="stylesheet" href=(colours); }
                }
                body {
                    a.skip href="#main" { (t!(words, "skip-link")) }
                    (header(words, frame, self.wrong || self.carries))
                    @if let Some((name, end)) = &frame.seen_as { (band(words, name, end)) }
                    main id="main" tabindex="-1" {
                        @if let Some(hero) = &self.hero { (hero) }
                        div.wrap.stack.body {
                            (self.body)
                            @if let Some(help) = &frame.help { p.help { a href=(help) { (t!(words, "help-with-this")) } } }
                        }
                    }
                    (footer(words, frame))
                }
            }
        }
    }
}

/// Says on every page that it is being viewed as somebody else, and leads back.
fn band(words: Words, name: &str, end: &str) -> Markup {
    html! {
        aside.note.warn aria-label=(t!(words, "view-as-band")) {
            form.row method="post" action=(end) {
                span { (t!(words, "view-as-now", name = name)) }
                button.btn.second type="submit" { (t!(words, "view-as-end")) }
            }
        }
    }
}

fn alternates(frame: &Frame) -> Markup {
    html! {
        @for l in Language::ALL {
            link rel="alternate" hreflang=(l.tag()) href={ (frame.base_url) (l.prefix()) (frame.base) (frame.path) };
        }
    }
}

/// `keeps`: whether this page holds what was filled in, which must not be lost when the language changes.
fn header(words: Words, frame: &Frame, keeps: bool) -> Markup {
    let prefix = words.language.prefix();
    let here = frame.path.split('?').next().unwrap_or("/");
    html! {
        header.top {
            div.wrap {
                a.brand href={ (prefix) "/" } {
                    @if let Some(logo) = &frame.logo { img.logo src=(logo) alt=""; }
                    span.names {
                        span { (frame.site) }
                        @if !frame.owner.is_empty() { span.owner { (frame.owner) } }
                    }
                }
                @for l in Language::ALL.into_iter().filter(|l| *l != words.language) {
                    @if keeps && !frame.again.is_empty() {
                        form.language method="post" action=(switch(frame, l)) {
                            @for (name, value) in &frame.again { (hidden(name, value)) }
                            button.link type="submit" lang=(l.tag()) { (l.own_name()) }
                        }
                    } @else if let Some(account) = frame.account.filter(|_| frame.seen_as.is_none()) {
                        // for anyone signed in, the choice is kept: pages and mails come in that language from now on
                        form.language method="post" action=(account.language) {
                            (hidden("language", l.tag())) (hidden("back", &format!("{}{}", frame.base, frame.path)))
                            button.link type="submit" lang=(l.tag()) { (l.own_name()) }
                        }
                    } @else {
                        a.language href=(switch(frame, l)) hreflang=(l.tag()) lang=(l.tag()) { (l.own_name()) }
                    }
                }
                nav aria-label=(t!(words, "menu-main")) {
                    @for Link { path, text } in &frame.menu {
                        a href={ (prefix) (path) } aria-current=[(here == *path).then_some("page")] { (text) }
                    }
                }
                @if !frame.siblings.is_empty() {
                    nav.siblings aria-label=(t!(words, "menu-siblings")) {
                        @for one in &frame.siblings {
                            a href=(one.path) aria-current=[one.here.then_some("true")] { (one.text) }
                        }
                    }
                }
            }
        }
    }
}

/// Where the language link leads: the same page, in the other language.
fn switch(frame: &Frame, to: Language) -> String {
    format!("{}{}", to.prefix(), frame.path)
}

fn footer(words: Words, frame: &Frame) -> Markup {
    let prefix = words.language.prefix();
    html! {
        footer {
            div.wrap.stack {
                nav.row aria-label=(t!(words, "footer-nav")) {
                    @for Link { path, text } in &frame.foot { a href={ (prefix) (path) } { (text) } }
                }
                @if let Some(account) = frame.account {
                    form method="post" action=(account.sign_out) { button.link type="submit" { (t!(words, "sign-out")) } }
                }
                @if !frame.owner.is_empty() || !frame.about.is_empty() {
                    p.small { @if !frame.owner.is_empty() { strong { (frame.owner) } ". " } (frame.about) }
                }
                @if !frame.address.is_empty() { p.small.lines { (frame.address) } }
                p.small { (t!(words, "footer-cookie")) }
                @if frame.sample { p.small { (t!(words, "sample-note")) } }
            }
        }
    }
}
