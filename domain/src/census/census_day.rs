//! Census days: the first Thursday of October, the third Thursdays of January and of May.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{AcademicYear, count::days_after},
    date,
};

/// Which of the year's three censuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CensusTerm {
    /// October.
    Autumn,
    /// January: the one that counts types of need, too.
    Spring,
    /// May.
    Summer,
}

impl CensusTerm {
    /// Every census of an academic year, in order.
    pub const ALL: [Self; 3] = [Self::Autumn, Self::Spring, Self::Summer];

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Autumn => "Autumn census",
            Self::Spring => "Spring census",
            Self::Summer => "Summer census",
        }
    }

    /// Whether types of need are returned.
    #[must_use]
    pub const fn counts_types(self) -> bool {
        match self {
            Self::Spring => true,
            Self::Autumn | Self::Summer => false,
        }
    }
}

/// A census day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CensusDay {
    /// The day.
    pub date: Date,
    /// Which census.
    pub term: CensusTerm,
}

/// The census day of an academic year and term.
///
/// # Source
/// DfE, *School census: guide for schools*, reference dates; `formats.md`.
///
/// # Example
/// ```
/// # use domain::{calendar::AcademicYear, census::census_day::{self, CensusTerm}, date};
/// let year = AcademicYear::of(date(2026, 11, 23));
/// assert_eq!(census_day::of(year, CensusTerm::Spring).date, date(2027, 1, 21));
/// ```
#[must_use]
pub fn of(year: AcademicYear, term: CensusTerm) -> CensusDay {
    let (first_of_month, nth) = match term {
        CensusTerm::Autumn => (date(year.starts_in(), 10, 1), 1),
        CensusTerm::Spring => (date(year.ends_in(), 1, 1), 3),
        CensusTerm::Summer => (date(year.ends_in(), 5, 1), 3),
    };
    let to_thursday = first_of_month.weekday().until(Weekday::Thursday);
    let first_thursday = days_after(first_of_month, i32::from(to_thursday));
    CensusDay { date: days_after(first_thursday, 7 * (nth - 1)), term }
}

/// The first census day on or after `today`; at the end of the calendar, the last.
///
/// # Example
/// ```
/// # use domain::{census::census_day, date};
/// assert_eq!(census_day::next_from(date(2026, 11, 23)).date, date(2027, 1, 21));
/// assert_eq!(census_day::next_from(date(2027, 5, 21)).date, date(2027, 10, 7));
/// ```
#[must_use]
pub fn next_from(today: Date) -> CensusDay {
    let year = AcademicYear::of(today);
    CensusTerm::ALL
        .into_iter()
        .map(|term| of(year, term))
        .find(|day| day.date >= today)
        .unwrap_or_else(|| of(year.next(), CensusTerm::Autumn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_several_years() {
        for (starts_in, autumn, spring, summer) in [
            (2024, date(2024, 10, 3), date(2025, 1, 16), date(2025, 5, 15)),
            (2025, date(2025, 10, 2), date(2026, 1, 15), date(2026, 5, 21)),
            (2026, date(2026, 10, 1), date(2027, 1, 21), date(2027, 5, 20)),
            (2027, date(2027, 10, 7), date(2028, 1, 20), date(2028, 5, 18)), // a leap year
        ] {
            let year = AcademicYear::starting_in(starts_in);
            let days = CensusTerm::ALL.map(|term| of(year, term).date);
            assert_eq!(days, [autumn, spring, summer], "{year}");
        }
    }

    #[test]
    fn the_next_day() {
        for (today, next) in [
            (date(2026, 10, 1), date(2026, 10, 1)),
            (date(2026, 10, 2), date(2027, 1, 21)),
            (date(2026, 12, 25), date(2027, 1, 21)),
            (date(2027, 8, 31), date(2027, 10, 7)),
        ] {
            assert_eq!(next_from(today).date, next, "{today}");
        }
        for day in [Date::MIN, Date::MAX] {
            let _ = next_from(day);
        }
    }
}
