//! Sealing: bytes that only this installation can read, and that nobody can change. For what could otherwise be read in
//! an address or in the database.

use crate::Random;
use chacha20poly1305::{AeadInOut, ChaCha20Poly1305, KeyInit, Nonce};
use sha2::{Digest, Sha256};

const NONCE: usize = 12;

/// The cipher for one purpose: what was sealed for another does not open.
fn cipher(secret: &[u8], purpose: &str) -> ChaCha20Poly1305 {
    let key = Sha256::new().chain_update(b"sealing:").chain_update(purpose).chain_update(b":").chain_update(secret);
    ChaCha20Poly1305::new(&key.finalize())
}

/// Seals bytes.
pub(crate) fn seal(secret: &[u8], random: &Random, purpose: &str, plain: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE] = random.bytes();
    let mut sealed = plain.to_vec();
    // it fails only for texts of 256 GiB
    if cipher(secret, purpose).encrypt_in_place(&Nonce::from(nonce), b"", &mut sealed).is_err() {
        unreachable!("a text of this size is sealed");
    }
    [nonce.as_slice(), &sealed].concat()
}

/// Opens what was sealed for this purpose; `None` for anything else.
pub(crate) fn open(secret: &[u8], purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
    let mut plain = text.to_vec();
    cipher(secret, purpose).decrypt_in_place(&Nonce::from(*nonce), b"", &mut plain).ok()?;
    Some(plain)
}

/// A short text, sealed, in a form that fits into an address.
pub(crate) fn word(secret: &[u8], random: &Random, purpose: &str, plain: &str) -> String {
    seal(secret, random, purpose, plain.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// Reads such a text again.
pub(crate) fn read_word(secret: &[u8], purpose: &str, word: &str) -> Option<String> {
    let digits = word.as_bytes().chunks_exact(2);
    if !digits.remainder().is_empty() {
        return None;
    }
    let bytes: Option<Vec<u8>> =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    String::from_utf8(open(secret, purpose, &bytes?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{read_word, word};
    use crate::Random;

    #[test]
    fn a_sealed_word_reads_back_for_its_purpose_and_for_nothing_else() {
        let random = Random::seeded(7);
        let sealed = word(b"secret", &random, "asked", "ana@example.org");
        assert!(!sealed.contains("ana"), "{sealed}");
        assert_eq!(read_word(b"secret", "asked", &sealed).as_deref(), Some("ana@example.org"));
        assert_ne!(word(b"secret", &random, "asked", "ana@example.org"), sealed, "twice the same looks different");
        for (secret, purpose) in [(&b"other"[..], "asked"), (b"secret", "kept")] {
            assert_eq!(read_word(secret, purpose, &sealed), None);
        }
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            let other = if &changed[place..=place] == "0" { "1" } else { "0" };
            changed.replace_range(place..=place, other);
            assert_eq!(read_word(b"secret", "asked", &changed), None, "{place}");
        }
        for odd in ["", "00", "é", "zz", &sealed[1..]] {
            assert_eq!(read_word(b"secret", "asked", odd), None, "{odd}");
        }
    }
}
