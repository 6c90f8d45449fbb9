//! The embedded proof `eddsa-rdfc-2022` (W3C Data Integrity EdDSA Cryptosuites 1.0): what is signed is the SHA-256 of the
//! canonical RDF of the proof's options, then that of the document without its proof.

use crate::{
    CredentialError, contexts,
    keys::{Keys, PublicKeys},
};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{
    Dataset,
    dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// An embedded proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proof {
    #[serde(rename = "type")]
    kind: String,
    cryptosuite: String,
    /// When it was made, with zone.
    pub created: String,
    /// The key's address in the issuer's DID document.
    pub verification_method: String,
    proof_purpose: String,
    /// `z` and base58 of the signature; empty while the proof is being made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof_value: String,
}

impl Proof {
    /// A proof without its value.
    #[must_use]
    pub fn unsigned(created: &str, verification_method: &str) -> Self {
        Self {
            kind: "DataIntegrityProof".into(),
            cryptosuite: "eddsa-rdfc-2022".into(),
            created: created.into(),
            verification_method: verification_method.into(),
            proof_purpose: "assertionMethod".into(),
            proof_value: String::new(),
        }
    }

    /// Whether it is of the only kind that is made and believed here.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.without_value() == Self::unsigned(&self.created, &self.verification_method)
    }

    /// The same proof before it was made.
    pub(crate) fn without_value(&self) -> Self {
        Self { proof_value: String::new(), ..self.clone() }
    }
}

/// Whether a document names blank nodes by itself. Ours never do; canonicalising a few that look alike takes hours.
fn names_blank_nodes(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim_start().starts_with("_:"),
        Value::Array(items) => items.iter().any(names_blank_nodes),
        Value::Object(members) => members.values().any(names_blank_nodes),
        _ => false,
    }
}

/// A document as canonical N-Quads (RDFC-1.0).
fn canonical(document: &Value) -> Result<String, CredentialError> {
    if names_blank_nodes(document) {
        return Err(CredentialError("a blank node is named".into()));
    }
    let text = serde_json::to_vec(document).map_err(CredentialError::because)?;
    let parser = JsonLdParser::new().for_slice(&text).with_load_document_callback(|address, _| {
        let text = contexts::text(address).ok_or_else(|| format!("{address} is no context of ours"))?;
        Ok(JsonLdRemoteDocument { document: text.into(), document_url: address.into() })
    });
    let mut dataset = parser.collect::<Result<Dataset, _>>().map_err(CredentialError::because)?;
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm: CanonicalizationHashAlgorithm::Sha256 });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}

/// What is signed.
fn message(document: &Value, proof: &Proof) -> Result<Vec<u8>, CredentialError> {
    let mut bare = document.clone();
    let members = bare.as_object_mut().ok_or_else(|| CredentialError("a document is an object".into()))?;
    members.remove("proof");
    let mut options = serde_json::to_value(proof.without_value()).map_err(CredentialError::because)?;
    if let (Some(options), Some(context)) = (options.as_object_mut(), members.get("@context")) {
        options.insert("@context".into(), context.clone());
    }
    let hash = |part: &Value| Ok::<_, CredentialError>(Sha256::digest(canonical(part)?).to_vec());
    Ok([hash(&options)?, hash(&bare)?].concat())
}

/// A proof of a document: `created` with zone, `method` the key's address.
///
/// # Errors
/// When the document is not JSON-LD in the contexts known here.
pub fn sign(document: &Value, keys: &Keys, created: &str, method: &str) -> Result<Proof, CredentialError> {
    let mut proof = Proof::unsigned(created, method);
    let signature = keys.sign_ed(&message(document, &proof)?);
    proof.proof_value = format!("z{}", bs58::encode(signature).into_string());
    Ok(proof)
}

/// Whether the proof is the key's on this document.
#[must_use]
pub fn holds(document: &Value, proof: &Proof, key: &PublicKeys) -> bool {
    let signature = proof.proof_value.strip_prefix('z').and_then(|v| bs58::decode(v).into_vec().ok());
    match (signature, message(document, proof)) {
        (Some(signature), Ok(message)) => proof.is_ours() && key.signed_ed(&message, &signature),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");

    fn vector(name: &str) -> String {
        std::fs::read_to_string(format!("{VECTORS}/{name}")).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The key of the W3C's vectors, as its two multibase texts.
    fn key() -> (SigningKey, PublicKeys) {
        let pair: Value = serde_json::from_str(&vector("keyPair.json")).unwrap();
        let text = |name: &str| pair[name].as_str().unwrap().to_owned();
        let seed = bs58::decode(&text("privateKeyMultibase")[1..]).into_vec().unwrap();
        let signing = SigningKey::from_bytes(seed[2..34].try_into().unwrap());
        (signing, PublicKeys { ed: text("publicKeyMultibase"), p256: String::new() })
    }

    #[test]
    fn the_first_test_vector_of_the_w3c_holds_step_by_step() {
        let document: Value = serde_json::from_str(&vector("unsigned.json")).unwrap();
        let signed: Value = serde_json::from_str(&vector("eddsa-rdfc-2022/signedDataInt.json")).unwrap();
        let mut options: Value = serde_json::from_str(&vector("eddsa-rdfc-2022/proofConfigDataInt.json")).unwrap();
        assert_eq!(canonical(&document).unwrap(), vector("eddsa-rdfc-2022/canonDocDataInt.txt"));
        assert_eq!(canonical(&options).unwrap(), vector("eddsa-rdfc-2022/proofCanonDataInt.txt"));
        options.as_object_mut().unwrap().remove("@context");
        let proof: Proof = serde_json::from_value(options).unwrap();
        let message = message(&document, &proof).unwrap();
        assert_eq!(hex(&message), vector("eddsa-rdfc-2022/combinedHashDataInt.txt"));
        let (signing, public) = key();
        let signature = signing.sign(&message).to_bytes();
        assert_eq!(hex(&signature), vector("eddsa-rdfc-2022/sigHexDataInt.txt"));
        let proof: Proof = serde_json::from_value(signed["proof"].clone()).unwrap();
        assert_eq!(format!("z{}", bs58::encode(signature).into_string()), proof.proof_value);
        assert!(holds(&signed, &proof, &public));
    }

    #[test]
    fn the_second_test_vector_holds_from_its_canonical_form_on() {
        let part = |name: &str| vector(&format!("eddsa-rdfc-2022/employ/{name}"));
        let hash = |text: String| Sha256::digest(text).to_vec();
        let message = [hash(part("proofCanonDataInt.txt")), hash(part("canonDocDataInt.txt"))].concat();
        assert_eq!(hex(&message), part("combinedHashDataInt.txt"));
        let (signing, public) = key();
        let signature = signing.sign(&message).to_bytes();
        assert_eq!(hex(&signature), part("sigHexDataInt.txt"));
        assert!(public.signed_ed(&message, &signature));
    }

    #[test]
    fn every_flipped_bit_of_a_proof_is_refused() {
        let document = serde_json::to_value(crate::badge::Badge::new(crate::badge::tests::said("Ana"))).unwrap();
        let keys = crate::keys::tests::keys(7);
        let proof = sign(&document, &keys, "2026-11-20T14:00:00Z", "did:web:training.example#k").unwrap();
        assert!(holds(&document, &proof, &keys.public()));
        let message = message(&document, &proof).unwrap();
        let signature = bs58::decode(&proof.proof_value[1..]).into_vec().unwrap();
        for bit in 0..signature.len() * 8 {
            let mut flipped = signature.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!keys.public().signed_ed(&message, &flipped), "bit {bit}");
        }
    }
}
