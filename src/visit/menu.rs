//! What stands around every page: the entries of its header and footer, for whoever looks at it.

use super::{Visit, visitor::Visitor};
use kit::{
    Words,
    page::{Account, Link},
    t,
};

/// Where somebody who is signed in keeps their language, and leaves.
pub(super) const ACCOUNT: Account = Account { language: "/me/language", sign_out: "/sign-out" };
/// Where looking as somebody else ends.
pub(super) const STOP_LOOKING: &str = "/view-as/end";

/// The header's entries.
pub(super) fn header(visit: &Visit) -> Vec<Link> {
    let words = visit.words;
    let own = Link::new("/me", t!(words, "menu-me"));
    let mut links = vec![
        Link::new("/classes", t!(words, "menu-classes")),
        Link::new("/events", t!(words, "menu-events")),
        Link::new("/requirements", t!(words, "menu-requirements")),
    ];
    links.extend(match visit.visitor.as_ref().map(|v: &Visitor| &v.holds) {
        Some(holds) if holds.office() => vec![Link::new("/staff", t!(words, "menu-staff"))],
        Some(holds) if holds.trainer => vec![own, Link::new("/teach", t!(words, "menu-teach"))],
        Some(holds) if holds.leadership => vec![own, Link::new("/staff/reports", t!(words, "menu-reports"))],
        _ => vec![own],
    });
    links
}

/// The footer's entries.
pub(super) fn footer(words: Words) -> Vec<Link> {
    vec![
        Link::new("/about", t!(words, "footer-about")),
        Link::new("/teams", t!(words, "footer-teams")),
        Link::new("/trainers", t!(words, "trainers-title")),
        Link::new("/help", t!(words, "help-title")),
        Link::new("/faq", t!(words, "footer-questions")),
        Link::new("/contact", t!(words, "footer-contact")),
        Link::new("/verify", t!(words, "footer-verify")),
        Link::new("/opportunities", t!(words, "footer-opportunities")),
        Link::new("/accessibility", t!(words, "footer-accessibility")),
        Link::new("/privacy", t!(words, "footer-privacy")),
    ]
}
