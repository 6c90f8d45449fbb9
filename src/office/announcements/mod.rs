//! Messages from the office to many: an audience by filter, a text in each language, a test to oneself, a time outside
//! the quiet hours, and a stop that reaches what is still queued. Owns `announcement`, `announcement_text`.

pub(crate) mod audience;
pub(crate) mod mail;
pub(crate) mod pages;
pub(crate) mod store;
pub(crate) mod unsubscribe;
