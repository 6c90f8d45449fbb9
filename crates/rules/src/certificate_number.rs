//! The number printed on a certificate: twelve characters in three groups (`7F3K-92QD-M4XT`), no look-alikes, the last
//! one a check character, so that a mistyped number can be told from an unknown one.
//!
//! Eleven free characters out of 31 are about 54 bits: nobody guesses one. Numbers of eight characters, as they were
//! first issued, are accepted for ever. The check character is a weighted sum modulo the prime 31: it catches every
//! single wrong character and every swap of two neighbours.

/// The characters: digits and capitals without 0, 1, I, O and U (31, a prime, which the check character needs).
const SIGNS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTVWXYZ";

/// A well-formed certificate number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateNumber(String);

/// Why a text is not a certificate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not twelve (or eight) characters of the alphabet.
    Malformed,
    /// As many characters as there should be, but the check character does not fit: a typing mistake.
    Mistyped,
}

fn check_sign(body: &[usize]) -> usize {
    // Weights 2..=12 are distinct and non-zero modulo the prime 31, and so are their neighbouring differences:
    // a single wrong character or two swapped neighbours always change the sum.
    let sum: usize = body.iter().enumerate().map(|(i, v)| (i + 2) * v).sum();
    sum % 31
}

impl CertificateNumber {
    /// The number made from eleven random values (each is taken modulo 31).
    #[must_use]
    pub fn from_random(random: [u8; 11]) -> Self {
        let mut values: Vec<usize> = random.iter().map(|r| usize::from(*r) % 31).collect();
        values.push(check_sign(&values));
        Self::written(&values)
    }

    fn written(values: &[usize]) -> Self {
        let groups: Vec<String> =
            values.chunks(4).map(|group| group.iter().map(|v| char::from(SIGNS[*v])).collect()).collect();
        Self(groups.join("-"))
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
        match signs.split_last() {
            Some((check, body)) if matches!(body.len(), 7 | 11) => {
                if check_sign(body) == *check {
                    Ok(Self::written(&signs))
                } else {
                    Err(NumberError::Mistyped)
                }
            }
            _ => Err(NumberError::Malformed),
        }
    }

    /// The number as printed, with its dashes.
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
        fn what_is_made_can_be_read(random: [u8; 11]) {
            let number = CertificateNumber::from_random(random);
            prop_assert_eq!(CertificateNumber::parse(number.as_str()), Ok(number.clone()));
            let typed = format!(" {} ", number.as_str().to_lowercase().replace('-', " "));
            prop_assert_eq!(CertificateNumber::parse(&typed), Ok(number));
        }

        #[test]
        fn a_number_of_eight_signs_is_read_too(random: [u8; 7]) {
            let mut values: Vec<usize> = random.iter().map(|r| usize::from(*r) % 31).collect();
            values.push(check_sign(&values));
            let number = CertificateNumber::written(&values);
            prop_assert_eq!(CertificateNumber::parse(number.as_str()), Ok(number));
        }

        #[test]
        fn one_wrong_sign_is_noticed(random: [u8; 11], place in 0usize..12, by in 1usize..31) {
            let number = CertificateNumber::from_random(random);
            let mut signs: Vec<u8> = number.as_str().bytes().filter(|b| *b != b'-').collect();
            let was = SIGNS.iter().position(|s| *s == signs[place]).unwrap();
            signs[place] = SIGNS[(was + by) % 31];
            let typed = String::from_utf8(signs).unwrap();
            prop_assert_eq!(CertificateNumber::parse(&typed), Err(NumberError::Mistyped));
        }

        #[test]
        fn two_swapped_neighbours_are_noticed(random: [u8; 11], place in 0usize..11) {
            let number = CertificateNumber::from_random(random);
            let mut signs: Vec<u8> = number.as_str().bytes().filter(|b| *b != b'-').collect();
            prop_assume!(signs[place] != signs[place + 1]);
            signs.swap(place, place + 1);
            let typed = String::from_utf8(signs).unwrap();
            prop_assert_eq!(CertificateNumber::parse(&typed), Err(NumberError::Mistyped));
        }
    }
}
