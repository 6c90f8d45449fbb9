//! The number printed on a certificate: eight signs in two groups (`7F3K-92QD`), no look-alikes, the last one a
//! check sign, so that a mistyped number can be told from an unknown one.
//!
//! Seven free signs of 31 are about 35 bits: nobody walks through them against a rate limit.
//! The check sign is a weighted sum modulo the prime 31: it catches every single wrong sign and every swap of two
//! neighbours.

/// The signs: digits and capitals without 0, 1, I, O and U (31 signs, a prime, which the check sign needs).
const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTVWXYZ";

/// A well-formed certificate number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateNumber(String);

/// Why a text is not a certificate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not eight signs of the alphabet.
    Malformed,
    /// Eight signs, but the check sign does not fit: a typing mistake.
    Mistyped,
}

fn check_sign(body: &[usize]) -> usize {
    // Weights 2..=8 are distinct and non-zero modulo the prime 31, and so are their neighbouring differences:
    // a single wrong sign or two swapped neighbours always change the sum.
    let sum: usize = body.iter().enumerate().map(|(i, v)| (i + 2) * v).sum();
    sum % 31
}

impl CertificateNumber {
    /// The number made from seven random values (each is taken modulo 31).
    #[must_use]
    pub fn from_random(random: [u8; 7]) -> Self {
        let mut values: Vec<usize> = random.iter().map(|r| usize::from(*r) % 31).collect();
        values.push(check_sign(&values));
        let text: String = values.iter().map(|v| char::from(SIGNS[*v])).collect();
        Self(format!("{}-{}", &text[..4], &text[4..]))
    }

    /// Reads a number as a person types it: any case, spaces and dashes anywhere.
    ///
    /// # Errors
    /// [`NumberError::Malformed`] or [`NumberError::Mistyped`].
    pub fn parse(typed: &str) -> Result<Self, NumberError> {
        let signs: Vec<usize> = typed
            .chars()
            .filter(|c| !c.is_whitespace() && !"-–—_.".contains(*c))
            .map(|c| {
                let upper = c.to_ascii_uppercase();
                SIGNS.iter().position(|s| char::from(*s) == upper).ok_or(NumberError::Malformed)
            })
            .collect::<Result<_, _>>()?;
        if signs.len() != 8 {
            return Err(NumberError::Malformed);
        }
        if check_sign(&signs[..7]) != signs[7] {
            return Err(NumberError::Mistyped);
        }
        let text: String = signs.iter().map(|v| char::from(SIGNS[*v])).collect();
        Ok(Self(format!("{}-{}", &text[..4], &text[4..])))
    }

    /// The number as printed, with its dash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_made_can_be_read(random: [u8; 7]) {
            let number = CertificateNumber::from_random(random);
            prop_assert_eq!(CertificateNumber::parse(number.as_str()), Ok(number.clone()));
            let typed = format!(" {} ", number.as_str().to_lowercase().replace('-', " "));
            prop_assert_eq!(CertificateNumber::parse(&typed), Ok(number));
        }

        #[test]
        fn one_wrong_sign_is_noticed(random: [u8; 7], place in 0usize..8, by in 1usize..31) {
            let number = CertificateNumber::from_random(random);
            let mut signs: Vec<u8> = number.as_str().bytes().filter(|b| *b != b'-').collect();
            let was = SIGNS.iter().position(|s| *s == signs[place]).unwrap();
            signs[place] = SIGNS[(was + by) % 31];
            let typed = String::from_utf8(signs).unwrap();
            prop_assert_eq!(CertificateNumber::parse(&typed), Err(NumberError::Mistyped));
        }

        #[test]
        fn two_swapped_neighbours_are_noticed(random: [u8; 7], place in 0usize..6) {
            let number = CertificateNumber::from_random(random);
            let mut signs: Vec<u8> = number.as_str().bytes().filter(|b| *b != b'-').collect();
            prop_assume!(signs[place] != signs[place + 1]);
            signs.swap(place, place + 1);
            let typed = String::from_utf8(signs).unwrap();
            prop_assert_eq!(CertificateNumber::parse(&typed), Err(NumberError::Mistyped));
        }
    }
}
