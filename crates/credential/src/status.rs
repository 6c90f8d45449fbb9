//! The list of credentials that have ended (W3C Bitstring Status List 1.0): a credential of its own, signed like the
//! others, that is valid for days, so that an old copy cannot be shown for ever.

use crate::{
    CredentialError,
    badge::Profile,
    contexts::CREDENTIALS,
    keys::Keys,
    proof::{self, Proof},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// Places in a list: the least that the standard allows, so that one place says little about one person.
pub const PLACES: u32 = 131_072;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Bits {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    status_purpose: String,
    encoded_list: String,
}

/// A signed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusList {
    #[serde(rename = "@context")]
    context: Vec<String>,
    /// Its address.
    pub id: String,
    #[serde(rename = "type")]
    kind: Vec<String>,
    /// The DID of its issuer.
    pub issuer: String,
    /// From when it is true, with zone.
    pub valid_from: String,
    /// How long it may be believed, with zone.
    pub valid_until: String,
    credential_subject: Bits,
    /// None while it is being made, one when it is signed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Proof>,
}

/// The bits as the standard writes them: place 0 is the left-most.
fn encode(ended: &[u32]) -> Result<String, CredentialError> {
    let mut bits = vec![0_u8; (PLACES / 8) as usize];
    for place in ended {
        let byte = bits.get_mut((place / 8) as usize).ok_or_else(|| CredentialError(format!("place {place}")))?;
        *byte |= 0x80 >> (place % 8);
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&bits).map_err(CredentialError::because)?;
    Ok(format!("u{}", BASE64_URL_SAFE_NO_PAD.encode(packed.finish().map_err(CredentialError::because)?)))
}

impl StatusList {
    /// The list at `address`, in which the credentials at these places have ended, signed.
    ///
    /// # Errors
    /// When a place is outside the list.
    pub fn sign(
        address: &str,
        issuer: &Profile,
        ended: &[u32],
        (from, until): (&str, &str),
        (keys, method): (&Keys, &str),
    ) -> Result<Self, CredentialError> {
        let mut list = Self {
            context: vec![CREDENTIALS.into()],
            id: address.into(),
            kind: vec!["VerifiableCredential".into(), "BitstringStatusListCredential".into()],
            issuer: issuer.id.clone(),
            valid_from: from.into(),
            valid_until: until.into(),
            credential_subject: Bits {
                id: format!("{address}#list"),
                kind: "BitstringStatusList".into(),
                status_purpose: "revocation".into(),
                encoded_list: encode(ended)?,
            },
            proof: Vec::new(),
        };
        let document = serde_json::to_value(&list).map_err(CredentialError::because)?;
        list.proof = vec![proof::sign(&document, keys, from, method)?];
        Ok(list)
    }

    /// Whether the credential at a place has ended; `None` where the list does not have that place.
    #[must_use]
    pub fn ended(&self, place: u32) -> Option<bool> {
        let packed = BASE64_URL_SAFE_NO_PAD.decode(self.credential_subject.encoded_list.strip_prefix('u')?).ok()?;
        let mut bits = Vec::new();
        GzDecoder::new(packed.as_slice()).take(u64::from(PLACES)).read_to_end(&mut bits).ok()?;
        let byte = bits.get((place / 8) as usize).filter(|_| bits.len() >= (PLACES / 8) as usize)?;
        Some(byte & (0x80 >> (place % 8)) != 0)
    }

    /// Whether it is a list of the kind that is made here.
    pub(crate) fn is_ours(&self) -> bool {
        self.context == [CREDENTIALS]
            && self.kind == ["VerifiableCredential", "BitstringStatusListCredential"]
            && self.credential_subject.status_purpose == "revocation"
            && self.credential_subject.kind == "BitstringStatusList"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::tests::keys;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn what_has_ended_is_said_and_nothing_else(ended in proptest::collection::btree_set(0..PLACES, 0..50), other in 0..PLACES) {
            let list: Vec<u32> = ended.iter().copied().collect();
            let issuer = Profile::new("did:web:training.example".into(), "Office".into());
            let times = ("2026-11-20T14:00:00Z", "2026-12-04T14:00:00Z");
            let list = StatusList::sign("https://training.example/status/revocation/1", &issuer, &list, times, (&keys(1), "k")).unwrap();
            prop_assert!(ended.iter().all(|place| list.ended(*place) == Some(true)));
            prop_assert_eq!(list.ended(other), Some(ended.contains(&other)));
            prop_assert_eq!(list.ended(PLACES), None);
        }
    }
}
