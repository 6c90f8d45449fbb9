//! Why a handler has no ordinary answer. Anything that a person can do something about is a page with a way on; only
//! our own faults are errors with a reference.

/// No ordinary answer.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database or the program failed.
    #[error("{0}")]
    Ours(String),
    /// So busy that the person should come back.
    #[error("too busy")]
    Busy,
    /// The database is away or cannot write just now: the same may go well in a moment.
    #[error("{what}")]
    Away {
        /// What it said.
        what: String,
        /// Whether a change may have been kept all the same.
        unsure: bool,
    },
    /// No programme is published yet: the site is being set up.
    #[error("no programme is published: run `ratify import`")]
    NoProgramme,
    /// There is nothing at this address, or not for this person.
    #[error("not found")]
    NotFound,
    /// The page needs a sign-in.
    #[error("sign-in needed")]
    SignIn,
}

impl From<db::Error> for Fault {
    fn from(e: db::Error) -> Self {
        match e {
            db::Error::Busy => Self::Busy,
            passing if passing.is_passing() => {
                Self::Away { what: passing.to_string(), unsure: matches!(passing, db::Error::Unknown(_)) }
            }
            other => Self::Ours(other.to_string()),
        }
    }
}

impl From<paper::PaperError> for Fault {
    fn from(e: paper::PaperError) -> Self {
        Self::Ours(e.to_string())
    }
}

impl From<serde_json::Error> for Fault {
    fn from(e: serde_json::Error) -> Self {
        Self::Ours(e.to_string())
    }
}
