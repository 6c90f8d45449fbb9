//! From a class that was held and a person's presence to credited minutes per curriculum unit.
//!
//! `class` decides once, at publishing, what the class is worth; `presence` judges one person in one session;
//! [`due()`] puts the two together with what a coordinator decided. Nothing here is decided by the trainer: trainers only
//! say who was there.

mod class;
mod due;
pub mod policy;
mod presence;

pub use class::{ClassWorth, SessionPlan, UnitWorth, Worth, class_worth};
pub use due::{Attended, Decision, due};
pub use presence::{Interval, Presence, PresencePolicy, SessionTimes, Standing, join, judge, stay};
