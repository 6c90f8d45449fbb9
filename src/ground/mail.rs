//! All the letters there are. The writer of each is listed in `assembly/messages`; what is not in this list cannot be
//! owed, and what is in it has a writer.

use strum::{Display, EnumString, IntoStaticStr, VariantNames};

/// A letter, by the name that it has in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "each is named by what it tells; its text says the rest")]
pub enum Mail {
    Confirm,
    ConfirmCorrected,
    SignIn,
    SignedIn,
    PowerChanged,
    ExportAsked,
    ExportDecided,
    SoonForgotten,
    LimitReached,
    AddressAsked,
    AddressChanged,
    AddressBack,
    RecordsJoined,
    LogAnchor,
    BackupLate,
    Question,
    QuestionCopy,
    LetterTest,
    Announcement,
    AnnouncementTest,
    Welcome,
    Booked,
    Day,
    Waiting,
    Offer,
    OfferEnding,
    OfferEnded,
    LastCall,
    GivenBack,
    StandIn,
    StandInAsked,
    StandInNo,
    StoodIn,
    InviteOver,
    TeamInvite,
    ShareAsked,
    ProgramInvited,
    TeamEnded,
    Changed,
    Merged,
    Displaced,
    ClassCancelled,
    ReminderWeek,
    ReminderDay,
    TeachAsked,
    TeachChanged,
    TeachDeclined,
    TeachReminder,
    PostAnswered,
    PostReported,
    PostRemoved,
    ClassMessage,
    RosterOverdue,
    Credited,
    ClaimAnswered,
    Awarded,
    Reissued,
    NameDeclined,
    Revoked,
    AppealAnswered,
}

impl Mail {
    /// Its name in the outbox.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}
