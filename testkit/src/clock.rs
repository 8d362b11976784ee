//! A clock that stands until it is moved, and ids from a seed.

use std::sync::{Mutex, PoisonError};

use domain::Now;
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::Uuid;

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub struct FixedClock {
    instant: Mutex<Timestamp>,
    london: TimeZone,
}

impl FixedClock {
    /// A clock that shows an instant in RFC 3339 ("2026-09-14T09:00:00Z").
    ///
    /// # Panics
    /// When it is not one.
    #[must_use]
    pub fn at(instant: &str) -> Self {
        Self {
            instant: Mutex::new(instant.parse().expect("an instant in RFC 3339")),
            london: TimeZone::get("Europe/London").expect("time zones are bundled"),
        }
    }

    /// The moment that it shows.
    #[must_use]
    pub fn now(&self) -> Now {
        Now::at(*self.instant.lock().unwrap_or_else(PoisonError::into_inner), &self.london)
    }

    /// Moves it on, and says the new moment.
    ///
    /// # Panics
    /// When it would leave the calendar.
    pub fn advance_minutes(&self, minutes: i64) -> Now {
        {
            let mut instant = self.instant.lock().unwrap_or_else(PoisonError::into_inner);
            *instant = instant.checked_add(minutes.minutes()).expect("within the calendar");
        }
        self.now()
    }
}

/// Ids made from a seed: the same run makes the same ids, and later ones of the same moment sort later (up to 4096).
#[derive(Debug)]
pub struct SeededIds(Mutex<(ChaCha8Rng, u16)>);

impl SeededIds {
    /// Ids of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self(Mutex::new((ChaCha8Rng::seed_from_u64(seed), 0)))
    }

    /// A new id (UUIDv7) for the moment.
    pub fn make<Id: From<Uuid>>(&self, now: Now) -> Id {
        let mut random = [0; 10];
        {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            state.0.fill_bytes(&mut random);
            state.1 = (state.1 + 1) % 4096;
            random[..2].copy_from_slice(&state.1.to_be_bytes());
        }
        let millis = u64::try_from(now.instant.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().into()
    }
}
