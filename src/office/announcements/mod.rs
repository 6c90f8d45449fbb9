//! Messages of the office to many: an audience by filter, a text in each language, a test to oneself, a time outside of
//! the quiet hours, and an end that reaches what is queued. Owns `announcement`, `announcement_text`.

pub(crate) mod audience;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod store;
pub(crate) mod unsubscribe;
