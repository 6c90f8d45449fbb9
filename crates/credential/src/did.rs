//! The issuer's DID document (`did:web`): which keys speak for the issuer now.

use crate::keys::PublicKeys;
use serde_json::{Value, json};

/// The DID of a host, as `did:web` writes it: `training.example`, or `127.0.0.1:8080` with the colon escaped.
#[must_use]
pub fn of_host(host: &str) -> String {
    format!("did:web:{}", host.replace(':', "%3A"))
}

/// The address of a key in the DID document.
#[must_use]
pub fn method(did: &str, key: &str) -> String {
    format!("{did}#{key}")
}

/// The document: every key that verifies, with its kind, from keys that are given oldest first. The newest come first,
/// those for JWTs before the others: some verifiers try the first key of a document and no other.
#[must_use]
pub fn document(did: &str, keys: &[PublicKeys]) -> Value {
    let mut methods = Vec::new();
    for key in keys.iter().rev() {
        if let Some((x, y)) = key.coordinates() {
            methods.push(json!({
                "id": method(did, &key.p256), "type": "JsonWebKey", "controller": did,
                "publicKeyJwk": { "kty": "EC", "crv": "P-256", "alg": "ES256", "x": x, "y": y },
            }));
        }
        methods.push(json!({
            "id": method(did, &key.ed), "type": "Multikey", "controller": did, "publicKeyMultibase": key.ed,
        }));
    }
    let ids: Vec<Value> = methods.iter().map(|m| m["id"].clone()).collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": ids,
    })
}

/// The keys of a document that was read, oldest first, in pairs as [`document`] writes them: a key without its twin
/// comes alone.
#[must_use]
pub fn keys(document: &Value) -> Vec<PublicKeys> {
    let names = document["assertionMethod"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut keys: Vec<PublicKeys> = Vec::new();
    for name in names.filter_map(|n| n.rsplit_once('#')).map(|(_, key)| key) {
        match keys.last_mut().filter(|k| k.ed.is_empty() && name.starts_with("z6Mk")) {
            Some(last) => last.ed = name.into(),
            None if name.starts_with("z6Mk") => keys.push(PublicKeys { ed: name.into(), p256: String::new() }),
            None if name.starts_with("zDn") => keys.push(PublicKeys { ed: String::new(), p256: name.into() }),
            None => {}
        }
    }
    keys.reverse();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_gives_back_its_keys() {
        let both = [crate::keys::tests::keys(1).public(), crate::keys::tests::keys(2).public()];
        let document = document(&of_host("training.example"), &both);
        assert_eq!(keys(&document), both);
        assert_eq!(document["verificationMethod"].as_array().unwrap().len(), 4);
    }
}
