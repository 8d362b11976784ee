//! Seeded chance: the same seed gives the same school.

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};

/// Dice of one seed.
#[derive(Debug)]
pub struct Dice(ChaCha12Rng);

impl Dice {
    /// Dice of a seed, for one purpose: another purpose rolls otherwise.
    pub fn new(seed: u64, purpose: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose))
    }

    /// A number below `limit`, which is above nought.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.next_u64() % limit.max(1) as u64).unwrap_or(0)
    }

    /// Whether something of so many percent happens.
    pub fn percent(&mut self, percent: f64) -> bool {
        (self.below(100_000) as f64) < percent * 1000.0
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }
}
