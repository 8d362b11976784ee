//! Civil dates for rules, instants for records; both come in as parameters.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A civil date, for tests, data and examples.
///
/// # Panics
/// When there is no such day. Dates that people type go through `str::parse`.
#[must_use]
pub const fn date(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// The moment at which a verb is carried out: an instant in UTC, and the day it is in London.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// The instant, in UTC.
    pub instant: Timestamp,
    /// The civil date in London at that instant; every rule counts in it.
    pub today: Date,
}

impl Now {
    /// The moment `instant`, with the day it is in the zone `london` (Europe/London).
    #[must_use]
    pub fn at(instant: Timestamp, london: &TimeZone) -> Self {
        Self { instant, today: london.to_datetime(instant).date() }
    }

    /// The day on which rules count.
    #[must_use]
    pub const fn today(&self) -> Date {
        self.today
    }
}
