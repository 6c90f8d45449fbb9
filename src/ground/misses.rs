//! How often somebody may guess: numbers that we did not issue, names that do not match, files to check. Anyone who
//! finds what they ask for is never held up.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{net::IpAddr, num::NonZeroU32};

/// Guesses that an address has, and how many come back per minute.
const A_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");

/// Guesses by the visitor's address, and by anybody at one certificate's name. Kept in this process: several servers
/// allow several times as many.
pub(crate) struct Misses {
    by_visitor: DefaultKeyedRateLimiter<IpAddr>,
    by_number: DefaultKeyedRateLimiter<String>,
}

impl Default for Misses {
    fn default() -> Self {
        let quota = Quota::per_minute(A_MINUTE);
        Self { by_visitor: RateLimiter::keyed(quota), by_number: RateLimiter::keyed(quota) }
    }
}

/// Whoever has one IPv6 address has 2^64 of them: they count together.
pub(crate) fn household(visitor: IpAddr) -> IpAddr {
    match visitor {
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => IpAddr::V4(mapped),
            None => IpAddr::V6((u128::from(address) >> 64 << 64).into()),
        },
        IpAddr::V4(_) => visitor,
    }
}

/// The network of the site that an IPv6 address belongs to: providers give offices no smaller ones.
pub(crate) fn site_of(visitor: IpAddr) -> Option<IpAddr> {
    match household(visitor) {
        IpAddr::V6(address) => Some(IpAddr::V6((u128::from(address) >> 80 << 80).into())),
        IpAddr::V4(_) => None,
    }
}

impl Misses {
    /// Takes one guess; `false` where none is left.
    pub fn take(&self, visitor: IpAddr) -> bool {
        if self.by_visitor.len() > 10_000 {
            self.by_visitor.retain_recent();
        }
        self.by_visitor.check_key(&household(visitor)).is_ok()
    }

    /// Takes one guess at the name on a certificate, whoever guesses; `false` where none is left.
    pub fn take_name(&self, visitor: IpAddr, number: &str) -> bool {
        if self.by_number.len() > 10_000 {
            self.by_number.retain_recent();
        }
        self.take(visitor) && self.by_number.check_key(&number.to_owned()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_runs_out_of_guesses_and_another_does_not() {
        let misses = Misses::default();
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        assert!((0..30).all(|_| misses.take(one)));
        assert!(!misses.take(one) && misses.take(other));
        let from = |n: u8| IpAddr::from([10, 0, 1, n]);
        assert!((0..30).all(|n| misses.take_name(from(n), "7F3K-92QD")), "thirty visitors, one certificate");
        assert!(!misses.take_name(from(99), "7F3K-92QD") && misses.take_name(from(99), "AAAA-92QD"));
        let of_one_house = |n: u16| IpAddr::from([0x2001, 0xdb8, 1, 2, 3, 4, 5, n]);
        assert!((0..30).all(|n| misses.take(of_one_house(n))) && !misses.take(of_one_house(99)));
        let of_one_site = |n: u16| site_of(IpAddr::from([0x2001, 0xdb8, 1, n, 3, 4, 5, 6]));
        assert!(of_one_site(1) == of_one_site(2) && of_one_site(1).is_some());
        assert!(site_of(one).is_none() && site_of(IpAddr::from([0x2001, 0xdb8, 2, 1, 0, 0, 0, 1])) != of_one_site(1));
    }
}
