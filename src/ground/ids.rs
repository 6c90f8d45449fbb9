//! The ids that may not be taken for each other: whose record, which class, which sign-up.
//!
//! In the databases each is a bigint, in addresses and files its digits. Other tables' ids are plain `i64`: they rarely meet
//! a second kind of id in one signature.

use db::{FromValue, Value};
use serde::{Deserialize, Serialize};
use std::{fmt, num::ParseIntError, str::FromStr};

macro_rules! ids {
    ($($(#[$of:meta])+ $id:ident;)+) => { $(
        $(#[$of])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $id(pub i64);

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $id {
            type Err = ParseIntError;

            fn from_str(digits: &str) -> Result<Self, ParseIntError> {
                digits.parse().map(Self)
            }
        }

        impl FromValue for $id {
            fn from_value(value: &Value) -> Option<Self> {
                i64::from_value(value).map(Self)
            }
        }

        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                Self::Int(id.0)
            }
        }
    )+ };
}

ids! {
    /// Of a person's record.
    PersonId;
    /// Of an offering: one class on its dates.
    OfferingId;
    /// Of a sign-up: one person's seat, place in line or offer in one class.
    SignupId;
}
