//! Dice: a small seeded generator (splitmix64) and the few ways of throwing it that random cases need.

use serde_json::{Map, Value, json};

/// A generator; the same seed gives the same numbers everywhere.
pub struct Random(u64);

impl Random {
    /// The generator of one case: cases of one seed are independent of each other and of their order.
    pub fn of_case(seed: u64, index: usize) -> Self {
        let mut first = Self(seed);
        let mixed = first.next();
        Self(mixed ^ (index as u64).wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True in this many of 100 throws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// From `least` to `most` different ones, in random order.
    pub fn some<T: Clone>(&mut self, from: &[T], least: usize, most: usize) -> Vec<T> {
        let mut left = from.to_vec();
        let n = least + self.below(most - least + 1);
        (0..n.min(from.len())).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}

/// A JSON object under construction.
#[derive(Default)]
pub struct Table(Map<String, Value>);

impl Table {
    /// Sets a key.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Sets a key to one of the values in this many of 100 throws.
    pub fn maybe<T: Copy + Into<Value>>(
        &mut self,
        random: &mut Random,
        percent: usize,
        key: &str,
        from: &[T],
    ) -> &mut Self {
        if random.chance(percent) {
            self.set(key, random.pick(from));
        }
        self
    }

    /// Sets a key to some of the words in this many of 100 throws.
    pub fn maybe_some(
        &mut self,
        random: &mut Random,
        percent: usize,
        key: &str,
        (from, least, most): (&[&str], usize, usize),
    ) -> &mut Self {
        if random.chance(percent) {
            self.set(key, json!(random.some(from, least, most)));
        }
        self
    }

    /// The finished object.
    pub fn done(&mut self) -> Value {
        Value::Object(std::mem::take(&mut self.0))
    }
}
