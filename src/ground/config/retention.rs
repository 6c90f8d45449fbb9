//! `[retention]`: after how many days something is forgotten.

use serde::Deserialize;

/// Days after which something is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Retention {
    /// What a letter said, after it was sent.
    pub mail_text_days: i64,
    /// That a letter was sent.
    pub mail_days: i64,
    /// Sign-ups that came to nothing, and names that others gave, after the class.
    pub seat_days: i64,
    /// What the people of a class said to one another and to its trainers, after it.
    pub board_days: i64,
    /// Addresses that were asked for or given up.
    pub address_days: i64,
    /// Who looked at whose record.
    pub look_days: i64,
    /// What the log says of a change; that it happened, when and by whom stays, and so does the chain.
    pub log_text_days: i64,
    /// People whose address was never confirmed.
    pub unconfirmed_days: i64,
    /// People who are not members in the union's file, hold no certificate, and did nothing: after a letter.
    pub inactive_days: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            mail_text_days: 30,
            mail_days: 365,
            seat_days: 90,
            board_days: 90,
            address_days: 30,
            look_days: 730,
            log_text_days: 7 * 365,
            unconfirmed_days: 30,
            inactive_days: 3 * 365,
        }
    }
}

impl Retention {
    /// Refuses numbers that make no sense.
    ///
    /// # Errors
    /// A sentence that says what to change.
    pub fn check(&self) -> Result<(), String> {
        // an address can be taken back for a week, a long list can be taken for two; a letter is retried for five days;
        // reminders look back a month
        let least = [
            ("mail_text_days", self.mail_text_days, 7),
            ("mail_days", self.mail_days, 180),
            ("seat_days", self.seat_days, 31),
            ("board_days", self.board_days, 7),
            ("address_days", self.address_days, 16),
            ("look_days", self.look_days, 30),
            ("log_text_days", self.log_text_days, 365),
            ("unconfirmed_days", self.unconfirmed_days, 2),
            ("inactive_days", self.inactive_days, 365),
        ];
        match least.iter().find(|(_, days, least)| days < least) {
            Some((name, _, least)) => Err(format!("retention: {name} is a number of days, {least} at least")),
            None => Ok(()),
        }
    }
}
