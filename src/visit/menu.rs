//! What stands around every page: the entries of its header and footer, for whoever looks at it. Where the office placed a
//! page otherwise, or added one, that counts (`programme::pages`).

use super::{Visit, visitor::Visitor};
use crate::programme::pages::{Place, Placed};
use kit::{
    Words,
    page::{Account, Link},
    t,
};

/// Where somebody who is signed in keeps their language, and leaves.
pub(super) const ACCOUNT: Account = Account { language: "/me/language", sign_out: "/sign-out" };
/// Where looking as somebody else ends.
pub(super) const STOP_LOOKING: &str = "/view-as/end";

/// The pages at the foot as they ship: their names, addresses and texts.
pub(crate) const FOOT: [(&str, &str, &str); 10] = [
    ("about", "/about", "footer-about"),
    ("teams", "/teams", "footer-teams"),
    ("trainers", "/trainers", "trainers-title"),
    ("help", "/help", "help-title"),
    ("faq", "/faq", "footer-questions"),
    ("contact", "/contact", "footer-contact"),
    ("verify", "/verify", "footer-verify"),
    ("opportunities", "/opportunities", "footer-opportunities"),
    ("accessibility", "/accessibility", "footer-accessibility"),
    ("privacy", "/privacy", "footer-privacy"),
];

/// A page with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// What its address ends with.
    pub name: String,
    /// Whether the organisation added it.
    pub own: bool,
    pub place: Place,
    pub link: Link,
}

/// Every page that can be placed, in order.
pub(crate) fn items(words: Words, placed: &[Placed]) -> Vec<Item> {
    let of = |name: &str| placed.iter().find(|p| p.name == name);
    let shipped = FOOT.iter().zip(0i64..).map(|((name, path, text), n)| {
        let (place, ordinal) = of(name).map_or((Place::Foot, n), |p| (p.place, p.ordinal));
        let link = Link::new(*path, words.text(text, &[]));
        (ordinal, Item { name: (*name).to_owned(), own: false, place, link })
    });
    let own = placed.iter().filter(|p| p.own).map(|p| {
        let link = Link::new(format!("/pages/{}", p.name), p.title(words.language).to_owned());
        (p.ordinal, Item { name: p.name.clone(), own: true, place: p.place, link })
    });
    let mut all: Vec<(i64, Item)> = shipped.chain(own).collect();
    // the order of the list decides between those that never were moved
    all.sort_by_key(|(ordinal, _)| *ordinal);
    all.into_iter().map(|(_, item)| item).collect()
}

fn links(words: Words, placed: &[Placed], place: Place) -> impl Iterator<Item = Link> {
    items(words, placed).into_iter().filter(move |i| i.place == place).map(|i| i.link)
}

/// The header's entries.
pub(super) fn header(visit: &Visit, placed: &[Placed]) -> Vec<Link> {
    let words = visit.words;
    let own = Link::new("/me", t!(words, "menu-me"));
    let mut all = vec![
        Link::new("/classes", t!(words, "menu-classes")),
        Link::new("/events", t!(words, "menu-events")),
        Link::new("/requirements", t!(words, "menu-requirements")),
    ];
    all.extend(links(words, placed, Place::Menu));
    all.extend(match visit.visitor.as_ref().map(|v: &Visitor| &v.holds) {
        Some(holds) if holds.office() => vec![Link::new("/staff", t!(words, "menu-staff"))],
        Some(holds) if holds.trainer => vec![own, Link::new("/teach", t!(words, "menu-teach"))],
        Some(holds) if holds.leadership => vec![own, Link::new("/staff/reports", t!(words, "menu-reports"))],
        _ => vec![own],
    });
    all
}

/// The footer's entries.
pub(super) fn footer(words: Words, placed: &[Placed]) -> Vec<Link> {
    links(words, placed, Place::Foot).collect()
}
