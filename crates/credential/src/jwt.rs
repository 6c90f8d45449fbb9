//! The same credential as a VC-JWT, signed ES256 (Open Badges 3.0, section 8.2). One algorithm, so that no header can
//! choose another: three pieces of base64url are all there is to it.

use crate::{
    CredentialError,
    badge::Badge,
    did,
    keys::{Keys, PublicKeys},
    status::StatusList,
    verify::moment,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// The claims besides the credential.
const CLAIMS: [&str; 4] = ["iss", "jti", "nbf", "sub"];

/// What the claims say, from the credential itself. `nbf` in seconds since 1970.
fn claims(badge: &Badge) -> Result<[Value; 4], CredentialError> {
    let from = moment(&badge.valid_from).ok_or_else(|| CredentialError("validFrom is no moment".into()))?;
    let subject = badge.credential_subject.id.as_str();
    Ok([badge.issuer.id.as_str().into(), badge.id.as_str().into(), (from / 1_000_000).into(), subject.into()])
}

/// Signs a badge; an embedded proof is left out.
///
/// # Errors
/// When `validFrom` is not a moment.
pub fn sign(badge: &Badge, keys: &Keys) -> Result<String, CredentialError> {
    let payload = serde_json::to_value(badge.unsigned()).map_err(CredentialError::because)?;
    write(payload, CLAIMS.into_iter().zip(claims(badge)?), &badge.issuer.id, keys)
}

/// Signs a status list, for verifiers that accept no other form of it; its embedded proof is left out.
///
/// # Errors
/// When its times are not moments.
pub fn sign_list(list: &StatusList, keys: &Keys) -> Result<String, CredentialError> {
    let seconds = |text: &str| {
        let moment = moment(text).ok_or_else(|| CredentialError(format!("{text} is no moment")))?;
        Ok::<Value, CredentialError>((moment / 1_000_000).into())
    };
    let (from, until) = (seconds(&list.valid_from)?, seconds(&list.valid_until)?);
    let mut bare = list.clone();
    bare.proof.clear();
    let payload = serde_json::to_value(&bare).map_err(CredentialError::because)?;
    let subject = payload["credentialSubject"]["id"].clone();
    let claims = [
        ("iss", list.issuer.as_str().into()),
        ("jti", list.id.as_str().into()),
        ("nbf", from),
        ("exp", until),
        ("sub", subject),
    ];
    write(payload, claims.into_iter(), &list.issuer, keys)
}

fn write(
    mut payload: Value,
    claims: impl Iterator<Item = (&'static str, Value)>,
    issuer: &str,
    keys: &Keys,
) -> Result<String, CredentialError> {
    let header = Header { alg: "ES256".into(), kid: did::method(issuer, &keys.public().p256), typ: "JWT".into() };
    if let Some(members) = payload.as_object_mut() {
        members.extend(claims.map(|(name, value)| (name.to_owned(), value)));
    }
    let part = |json: Vec<u8>| BASE64_URL_SAFE_NO_PAD.encode(json);
    let header = serde_json::to_vec(&header).map_err(CredentialError::because)?;
    let payload = serde_json::to_vec(&payload).map_err(CredentialError::because)?;
    let text = format!("{}.{}", part(header), part(payload));
    let signature = keys.sign_p256(text.as_bytes());
    Ok(format!("{text}.{}", part(signature)))
}

/// A JWT that was read, but is not believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jwt {
    /// What it says.
    pub badge: Badge,
    /// The key's address.
    pub method: String,
    signed: String,
    signature: Vec<u8>,
}

/// Reads a JWT. `None` where it is not one of ours in form: other members, other algorithms, claims that disagree with
/// the credential.
#[must_use]
pub fn read(text: &str) -> Option<Jwt> {
    let (signed, signature) = text.trim().rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    let part = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).ok();
    let header: Header = serde_json::from_slice(&part(header)?).ok()?;
    let mut payload: Value = serde_json::from_slice(&part(payload)?).ok()?;
    let members = payload.as_object_mut()?;
    let said: Vec<Value> = CLAIMS.iter().map(|c| members.remove(*c)).collect::<Option<_>>()?;
    let badge: Badge = serde_json::from_value(payload).ok()?;
    let as_said = claims(&badge).is_ok_and(|c| c.as_slice() == said) && badge.proof.is_empty();
    (as_said && header.alg == "ES256" && header.typ == "JWT").then_some(Jwt {
        badge,
        method: header.kid,
        signed: signed.to_owned(),
        signature: part(signature)?,
    })
}

impl Jwt {
    /// Whether the key signed it.
    #[must_use]
    pub fn holds(&self, key: &PublicKeys) -> bool {
        key.signed_p256(self.signed.as_bytes(), &self.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{badge::tests::said, keys::tests::keys};

    #[test]
    fn a_jwt_says_what_the_badge_says_and_nothing_else_passes() {
        let badge = Badge::new(said("Zoë O'Connor-Müller"));
        let text = sign(&badge, &keys(7)).unwrap();
        let jwt = read(&text).unwrap();
        assert!(jwt.badge == badge && jwt.holds(&keys(7).public()) && !jwt.holds(&keys(8).public()));
        let pieces: Vec<&str> = text.split('.').collect();
        let json = |piece: &str| String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(piece).unwrap()).unwrap();
        let with = |piece: usize, changed: String| {
            let mut pieces: Vec<String> = pieces.iter().map(|p| (*p).to_owned()).collect();
            pieces[piece] = BASE64_URL_SAFE_NO_PAD.encode(changed);
            pieces.join(".")
        };
        let refused = |text: &str| read(text).is_none_or(|jwt| !jwt.holds(&keys(7).public()));
        assert!(refused(&with(0, json(pieces[0]).replace("ES256", "none"))));
        assert!(refused(&with(1, json(pieces[1]).replace("18 hours", "28 hours"))));
        assert!(refused(&with(1, json(pieces[1]).replacen('{', "{\"grade\":\"A\",", 1))));
        assert!(refused(&text[..text.len() - 2]));
    }
}
