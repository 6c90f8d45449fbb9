//! Teams: a local president or bargaining chair holds seats for people in the local until a date. Each person says yes
//! with one tap, and nobody is signed up without one; seats that are not claimed go back to everybody.
//!
//! A held seat is a row of `seat` that names its team; a named person is a sign-up that names it. Owns `team`, `board`,
//! `board_target`, `board_person`.

pub(crate) mod bargaining;
pub(crate) mod board;
pub(crate) mod hand_over;
pub(crate) mod mail;
pub(crate) mod notice;
pub(crate) mod pages;
pub(crate) mod team_page;
pub(crate) mod verbs;
