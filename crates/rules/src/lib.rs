//! The rules of Ratify: what a programme asks for, what attendance is worth, what is complete, who gets a seat.
//!
//! Everything here is a pure function of plain values: no I/O, no clock, no randomness, no async, no floats.
//! The caller brings the time and the facts, and gets a decision with its reason. The program's feature
//! folders (`src/`) load the facts and carry the decisions out.

pub mod audit;
pub mod certificate_number;
pub mod check;
pub mod credit;
pub mod night;
pub mod programme;
pub mod schedule;
pub mod seats;
pub mod suppress;
pub mod time;
pub mod timetable;

/// A whole number of minutes. Hours are shown to people, minutes are what is counted.
pub type Minutes = i64;
