//! Mail: owed in the transaction of what it tells of, written when it is sent, from what is true then.
//!
//! A mail that is no longer true (a seat given back, an offer that ended) is dropped, not sent. Delivery claims rows by
//! lease and marks them once the relay has taken them: at least once, and a repeat carries the same Message-ID. The
//! texts are in each feature's `mail.rs`.

pub(crate) mod deliver;
pub(crate) mod desk;
pub(crate) mod late;
pub(crate) mod mailbox;
mod transport;

pub(crate) use transport::Transport;

use crate::{
    certificates::awards,
    classes::teaching,
    ground::{fault::Fault, mail::Mail},
    hours::{attendance, credit},
    office::{announcements, log, own_data::retention},
    people::{
        address,
        letter::{Desk, Letter},
        limits, signin,
    },
    seats::{class_board, signup, teams},
    site::door,
};

/// Writes one owed mail; `None` where there is nothing left to say.
pub(crate) fn write(desk: &Desk<'_, '_, '_>) -> Result<Option<Letter>, Fault> {
    let Ok(mail) = desk.owed.kind.parse::<Mail>() else {
        return Err(Fault::Ours(format!("no mail is called {}", desk.owed.kind)));
    };
    match mail {
        Mail::Confirm => door::letters::confirm(desk),
        Mail::ConfirmCorrected => door::letters::confirm_corrected(desk),
        Mail::SignIn => door::letters::sign_in(desk),
        Mail::SignedIn => signin::mail::signed_in(desk),
        Mail::PowerChanged => signin::told::letter(desk),
        Mail::ExportAsked => crate::assembly::exports::asked::asked_letter(desk),
        Mail::ExportDecided => crate::assembly::exports::asked::decided_letter(desk),
        Mail::SoonForgotten => retention::letter(desk),
        Mail::LimitReached => limits::letter(desk),
        Mail::AddressAsked => address::mail::asked(desk),
        Mail::AddressChanged => address::mail::changed(desk),
        Mail::RecordsJoined => crate::office::merge::letters::joined(desk),
        Mail::AddressBack => address::mail::taken_back(desk),
        Mail::Question => crate::office::questions::mail::to_office(desk),
        Mail::QuestionCopy => crate::office::questions::mail::copy(desk),
        Mail::LogAnchor => log::mail::anchor(desk),
        Mail::BackupLate => late::letter(desk),
        Mail::LetterTest => crate::site::texts::letters::tested(desk),
        Mail::Announcement | Mail::AnnouncementTest => announcements::mail::announced(desk),
        Mail::Welcome => door::welcome::welcome(desk),
        Mail::Booked => signup::mail::booked(desk),
        Mail::Day => signup::several_mail::day(desk),
        Mail::Waiting => signup::mail::waiting(desk),
        Mail::Offer => signup::mail::offer(desk),
        Mail::OfferEnding => signup::mail::offer_ending(desk),
        Mail::OfferEnded => signup::mail::offer_ended(desk),
        Mail::LastCall => signup::mail::last_call(desk),
        Mail::GivenBack => signup::mail::given_back(desk),
        Mail::StandIn => signup::mail::stand_in(desk),
        Mail::StandInAsked => signup::mail::stand_in_asked(desk),
        Mail::StandInNo => signup::mail::stand_in_no(desk),
        Mail::StoodIn => signup::mail::stood_in(desk),
        Mail::InviteOver => signup::mail::invite_over(desk),
        Mail::TeamInvite => teams::mail::invited(desk),
        Mail::ShareAsked => teams::mail::share_asked(desk),
        Mail::ProgramInvited => teams::mail::program_invited(desk),
        Mail::TeamEnded => teams::mail::ended(desk),
        Mail::Changed => signup::mail::changed(desk),
        Mail::Merged => signup::mail::merged(desk),
        Mail::Displaced => signup::mail::displaced(desk),
        Mail::ClassCancelled => signup::mail::class_cancelled(desk),
        Mail::ReminderWeek | Mail::ReminderDay => signup::mail::reminder(desk),
        Mail::TeachAsked => teaching::mail::asked(desk),
        Mail::TeachChanged => teaching::mail::changed(desk),
        Mail::TeachDeclined => teaching::mail::declined(desk),
        Mail::TeachReminder => teaching::mail::reminder(desk),
        Mail::PostAnswered => class_board::mail::answered(desk),
        Mail::PostRemoved => class_board::mail::removed(desk),
        Mail::PostReported => class_board::mail::reported(desk),
        Mail::ClassMessage => class_board::mail::message(desk),
        Mail::RosterOverdue => attendance::mail::overdue(desk),
        Mail::Credited => credit::mail::credited(desk),
        Mail::ClaimAnswered => credit::mail::claim_answered(desk),
        Mail::Awarded => awards::mail::awarded(desk),
        Mail::Reissued => awards::mail::reissued(desk),
        Mail::NameDeclined => awards::mail::name_declined(desk),
        Mail::Revoked => awards::mail::revoked(desk),
        Mail::AppealAnswered => awards::mail::appeal_answered(desk),
    }
}
