//! A generation of keys: one Ed25519 key for embedded proofs and one P-256 key for JWTs, made and ended together.
//!
//! A key is named by its own fingerprint (`z6Mk...`), so that its name can never come to mean another key.

use crate::CredentialError;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The multicodec prefix of an Ed25519 public key.
const ED25519: [u8; 2] = [0xed, 0x01];
/// The multicodec prefix of a P-256 public key.
const P256: [u8; 2] = [0x80, 0x24];

/// Private keys. They are never printed.
#[derive(Clone)]
pub struct Keys {
    ed: SigningKey,
    p256: p256::ecdsa::SigningKey,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({})", self.public().ed)
    }
}

/// Private keys as they are stored, base64url.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredKeys {
    ed25519: String,
    p256: String,
}

/// The public halves of a generation, as multibase texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKeys {
    /// `z6Mk...`
    pub ed: String,
    /// `zDn...`
    pub p256: String,
}

fn multibase(prefix: [u8; 2], key: &[u8]) -> String {
    format!("z{}", bs58::encode([&prefix[..], key].concat()).into_string())
}

/// The bytes behind a multibase text with this prefix.
fn bytes(prefix: [u8; 2], text: &str) -> Option<Vec<u8>> {
    let all = bs58::decode(text.strip_prefix('z')?).into_vec().ok()?;
    all.strip_prefix(&prefix).map(<[u8]>::to_vec)
}

impl Keys {
    /// New keys from 64 random bytes.
    ///
    /// # Errors
    /// When the bytes do not make a P-256 key (less likely than 2^-32): draw again.
    pub fn from_random(random: &[u8; 64]) -> Result<Self, CredentialError> {
        let (first, second) = random.split_at(32);
        let ed = SigningKey::from_bytes(first.try_into().map_err(CredentialError::because)?);
        let p256 = p256::ecdsa::SigningKey::from_slice(second).map_err(CredentialError::because)?;
        Ok(Self { ed, p256 })
    }

    /// Reads stored keys.
    ///
    /// # Errors
    /// When they are not base64url of 32 bytes each.
    pub fn read(stored: &StoredKeys) -> Result<Self, CredentialError> {
        let part = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).map_err(CredentialError::because);
        let both = [part(&stored.ed25519)?, part(&stored.p256)?].concat();
        Self::from_random(&both.try_into().map_err(|_| CredentialError("a key is 32 bytes".into()))?)
    }

    /// For storing.
    #[must_use]
    pub fn store(&self) -> StoredKeys {
        StoredKeys {
            ed25519: BASE64_URL_SAFE_NO_PAD.encode(self.ed.to_bytes()),
            p256: BASE64_URL_SAFE_NO_PAD.encode(self.p256.to_bytes()),
        }
    }

    /// A secret of 32 bytes for a purpose other than signing, made from the private halves: it gives nothing about them
    /// away.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        let halves = Sha256::new().chain_update(self.ed.to_bytes()).chain_update(self.p256.to_bytes());
        halves.chain_update("derived:").chain_update(purpose).finalize().into()
    }

    /// The public halves.
    #[must_use]
    pub fn public(&self) -> PublicKeys {
        PublicKeys {
            ed: multibase(ED25519, self.ed.verifying_key().as_bytes()),
            p256: multibase(P256, self.p256.verifying_key().to_sec1_point(true).as_bytes()),
        }
    }

    /// An Ed25519 signature.
    pub(crate) fn sign_ed(&self, message: &[u8]) -> [u8; 64] {
        self.ed.sign(message).to_bytes()
    }

    /// A P-256 signature as JWS wants it: r and s (deterministic, RFC 6979).
    pub(crate) fn sign_p256(&self, message: &[u8]) -> Vec<u8> {
        let signature: p256::ecdsa::Signature = self.p256.sign(message);
        signature.to_bytes().to_vec()
    }
}

impl PublicKeys {
    /// Whether an Ed25519 signature of ours is on the message. Strict: one message and key, one signature.
    pub(crate) fn signed_ed(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = bytes(ED25519, &self.ed).and_then(|b| VerifyingKey::from_bytes(&b.try_into().ok()?).ok());
        let signature = ed25519_dalek::Signature::from_slice(signature);
        matches!((key, signature), (Some(key), Ok(signature)) if key.verify_strict(message, &signature).is_ok())
    }

    /// Whether a P-256 signature of ours is on the message.
    pub(crate) fn signed_p256(&self, message: &[u8], signature: &[u8]) -> bool {
        use p256::ecdsa::signature::Verifier;
        let key = bytes(P256, &self.p256).and_then(|b| p256::ecdsa::VerifyingKey::from_sec1_bytes(&b).ok());
        let signature = p256::ecdsa::Signature::from_slice(signature);
        matches!((key, signature), (Some(key), Ok(signature)) if key.verify(message, &signature).is_ok())
    }

    /// The P-256 key's coordinates, base64url, for a JWK.
    pub(crate) fn coordinates(&self) -> Option<(String, String)> {
        let key = bytes(P256, &self.p256).and_then(|b| p256::ecdsa::VerifyingKey::from_sec1_bytes(&b).ok())?;
        let point = key.to_sec1_point(false);
        let part = |at: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(at);
        let all = point.as_bytes();
        Some((part(all.get(1..33)?), part(all.get(33..65)?)))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Keys for tests.
    pub(crate) fn keys(seed: u8) -> Keys {
        Keys::from_random(&[seed; 64]).unwrap()
    }

    #[test]
    fn stored_keys_are_the_same_keys() {
        let before = keys(7);
        let after = Keys::read(&before.store()).unwrap();
        assert_eq!(before.public(), after.public());
        assert!(before.public().ed.starts_with("z6Mk") && before.public().p256.starts_with("zDn"));
        assert!(!format!("{before:?}").contains(&before.store().ed25519));
    }

    #[test]
    fn a_signature_is_of_one_key_and_one_message() {
        let (mine, other) = (keys(7), keys(8));
        let (ed, p) = (mine.sign_ed(b"text"), mine.sign_p256(b"text"));
        assert!(mine.public().signed_ed(b"text", &ed) && mine.public().signed_p256(b"text", &p));
        assert!(!mine.public().signed_ed(b"test", &ed) && !mine.public().signed_p256(b"test", &p));
        assert!(!other.public().signed_ed(b"text", &ed) && !other.public().signed_p256(b"text", &p));
    }
}
