//! Mail: owed in the transaction of what it tells of, written when it is sent from what is true then.
//!
//! A mail that is no longer true (a seat given back, an offer that ended) is dropped, not sent. Delivery claims
//! rows by lease and marks them after the relay took them: at least once, and a repeat carries the same
//! Message-ID. The texts are in each feature's `mail.rs`.

pub(crate) mod deliver;
pub(crate) mod desk;
pub(crate) mod mailbox;
mod transport;

pub(crate) use transport::Transport;

use crate::{
    certificates::awards,
    ground::fault::Fault,
    hours::{attendance, credit},
    office::{announcements, log, own_data::retention},
    people::{
        address,
        letter::{Desk, Letter},
        limits, signin,
    },
    seats::{signup, teams},
    site::door,
};

/// Writes one owed mail; `None` where there is nothing left to say.
fn write(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    match desk.owed.kind.as_str() {
        "confirm" => door::welcome::confirm(desk),
        "confirm-corrected" => door::welcome::confirm_corrected(desk),
        "sign-in" => door::welcome::sign_in(desk),
        "signed-in" => signin::mail::signed_in(desk),
        "power-changed" => signin::told::letter(desk),
        "export-asked" => crate::assembly::exports::asked::asked_letter(desk),
        "export-decided" => crate::assembly::exports::asked::decided_letter(desk),
        "soon-forgotten" => retention::letter(desk),
        "limit-reached" => limits::letter(desk),
        "address-asked" => address::mail::asked(desk),
        "address-changed" => address::mail::changed(desk),
        "records-joined" => crate::office::merge::letters::joined(desk),
        "address-back" => address::mail::taken_back(desk),
        "log-anchor" => log::mail::anchor(desk),
        "announcement" | "announcement-test" => announcements::mail::announced(desk),
        "welcome" => door::welcome::welcome(desk),
        "booked" => signup::mail::booked(desk),
        "waiting" => signup::mail::waiting(desk),
        "offer" => signup::mail::offer(desk),
        "offer-ending" => signup::mail::offer_ending(desk),
        "offer-ended" => signup::mail::offer_ended(desk),
        "last-call" => signup::mail::last_call(desk),
        "given-back" => signup::mail::given_back(desk),
        "stand-in" => signup::mail::stand_in(desk),
        "stand-in-asked" => signup::mail::stand_in_asked(desk),
        "stand-in-no" => signup::mail::stand_in_no(desk),
        "stood-in" => signup::mail::stood_in(desk),
        "invite-over" => signup::mail::invite_over(desk),
        "team-invite" => teams::mail::invited(desk),
        "share-asked" => teams::mail::share_asked(desk),
        "team-ended" => teams::mail::ended(desk),
        "changed" => signup::mail::changed(desk),
        "merged" => signup::mail::merged(desk),
        "displaced" => signup::mail::displaced(desk),
        "class-cancelled" => signup::mail::class_cancelled(desk),
        "reminder-week" | "reminder-day" => signup::mail::reminder(desk),
        "roster-overdue" => attendance::mail::overdue(desk),
        "credited" => credit::mail::credited(desk),
        "claim-answered" => credit::mail::claim_answered(desk),
        "awarded" => awards::mail::awarded(desk),
        "reissued" => awards::mail::reissued(desk),
        "name-declined" => awards::mail::name_declined(desk),
        "revoked" => awards::mail::revoked(desk),
        "appeal-answered" => awards::mail::appeal_answered(desk),
        other => Err(Fault::Ours(format!("no mail is called {other}"))),
    }
}
