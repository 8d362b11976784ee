//! The only random: the operating system's, or a seeded one that gives the same again.

use std::sync::Mutex;

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};

/// Where random bytes come from.
#[derive(Debug)]
pub struct Random(Source);

#[derive(Debug)]
enum Source {
    System,
    Seeded(Box<Mutex<ChaCha12Rng>>),
}

impl Random {
    /// The operating system's random.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// Random that is the same again for the same seed: for demonstrations and tests.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Box::new(Mutex::new(ChaCha12Rng::seed_from_u64(seed)))))
    }

    /// Random bytes.
    ///
    /// # Panics
    /// When the operating system has no random to give: nothing can be kept secret then.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the system's random is read")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => getrandom::fill(&mut bytes).expect("the operating system gives random bytes"),
            Source::Seeded(rng) => {
                rng.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(&mut bytes);
            }
        }
        bytes
    }

    /// A new id for a moment.
    #[must_use]
    pub fn id<Id: From<uuid::Uuid>>(&self, now: domain::Now) -> Id {
        let millis = u64::try_from(now.instant.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid().into()
    }
}
