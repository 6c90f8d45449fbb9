//! What the page after a form knows about it.

use crate::{
    ground::{fault::Fault, sealing},
    visit::{Visit, ways::query},
};
use serde::{Deserialize, Serialize};

/// What the page after a form knows about it. It is sealed in the page's address: addresses end up in logs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub email: String,
    /// The class that somebody new wants a place in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<AskedClass>,
}

/// A class that was asked for together with an enrolment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AskedClass {
    pub title: String,
    pub when: String,
    /// For whom, as typed.
    pub name: String,
    /// Until when a place is held, in microseconds.
    pub until: i64,
}

impl Asked {
    pub fn of(email: &str) -> Self {
        Self { email: email.to_owned(), class: None }
    }

    /// As a query.
    pub fn query(&self, visit: &Visit) -> Result<String, Fault> {
        let text = serde_json::to_string(self).unwrap_or_default();
        Ok(query(&[("asked", &sealing::word(visit.app.secret.get()?, &visit.app.random, "asked", &text))]))
    }

    /// What the address says; empty if it holds nothing of ours.
    pub fn read(visit: &Visit) -> Self {
        let secret = visit.app.secret.get().ok();
        let text = secret.and_then(|s| sealing::read_word(s, "asked", visit.query.get("asked")));
        text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default()
    }
}
