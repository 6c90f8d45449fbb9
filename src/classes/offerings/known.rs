//! How a class stands to what somebody has: said on its card.

/// How a course stands to what somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// All of it is on their record.
    Taken,
    /// All of it is on their record or booked.
    Booked,
    /// A part of it is.
    Partly,
}
