//! Why a date cannot be said: what it depends on is not known for that time. Never a guess.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::count::in_words;

/// A list of days that ends somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Almanac {
    /// The bank holidays of England.
    BankHolidays,
    /// The school's own terms and closed days.
    SchoolYears,
}

impl Almanac {
    /// What a sentence calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Almanac::BankHolidays => "bank holidays",
            Almanac::SchoolYears => "term dates",
        }
    }
}

/// The answer of a rule that would have to guess.
///
/// # Source
/// `statute.md`, "School calendar": beyond the last known year a rule never guesses.
///
/// # Example
/// ```
/// # use domain::{calendar::BankHolidays, date};
/// let refused = BankHolidays::england().is_working_day(date(2030, 1, 1)).unwrap_err();
/// assert_eq!(refused.to_string(), "bank holidays not known after 31 December 2028");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum NotKnown {
    /// The day lies after the last one that is known.
    BeyondKnown {
        /// What is not known.
        of: Almanac,
        /// The last day that is known.
        until: Date,
    },
    /// The day lies before the first one that is known.
    BeforeKnown {
        /// What is not known.
        of: Almanac,
        /// The first day that is known.
        since: Date,
    },
}

impl fmt::Display for NotKnown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotKnown::BeyondKnown { of, until } => {
                write!(f, "{} not known after {}", of.name(), in_words(*until))
            }
            NotKnown::BeforeKnown { of, since } => {
                write!(f, "{} not known before {}", of.name(), in_words(*since))
            }
        }
    }
}

impl std::error::Error for NotKnown {}
