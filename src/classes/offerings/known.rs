//! How a class relates to what somebody already has: said on its card.

/// How a course relates to what somebody already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// All of it is on their record.
    Taken,
    /// All of it is on their record or booked.
    Booked,
    /// A part of it is.
    Partly,
}
