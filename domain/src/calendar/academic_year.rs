//! An academic year: 1 September to 31 August.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::date;

/// An academic year, named by the calendar year in which it starts.
///
/// # Source
/// DfE school census, academic year; a child's year group counts from 1 September (Education Act 1996 s.8).
///
/// # Example
/// ```
/// # use domain::{calendar::AcademicYear, date};
/// assert_eq!(AcademicYear::of(date(2026, 8, 31)).to_string(), "2025/26");
/// assert_eq!(AcademicYear::of(date(2026, 9, 1)).to_string(), "2026/27");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AcademicYear(i16);

impl AcademicYear {
    /// The academic year that starts in September of `year`; years that cannot be written are moved to those that can.
    #[must_use]
    pub fn starting_in(year: i16) -> Self {
        Self(year.clamp(-9999, 9998))
    }

    /// The academic year of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self::starting_in(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The calendar year in which it starts.
    #[must_use]
    pub const fn starts_in(self) -> i16 {
        self.0
    }

    /// The calendar year in which it ends: that of a transfer at its end.
    #[must_use]
    pub const fn ends_in(self) -> i16 {
        self.0 + 1
    }

    /// Its first day, 1 September.
    #[must_use]
    pub const fn first_day(self) -> Date {
        date(self.0, 9, 1)
    }

    /// Its last day, 31 August.
    #[must_use]
    pub const fn last_day(self) -> Date {
        date(self.0 + 1, 8, 31)
    }

    /// The academic year after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::starting_in(self.0.saturating_add(1))
    }
}

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

impl FromStr for AcademicYear {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("“{text}” is not an academic year such as 2026/27");
        let (first, second) = text.trim().split_once('/').ok_or_else(fault)?;
        let year = Self::starting_in(first.parse().map_err(|_| fault())?);
        if second.len() == 2 && year.to_string().ends_with(second) { Ok(year) } else { Err(fault()) }
    }
}

impl TryFrom<String> for AcademicYear {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<AcademicYear> for String {
    fn from(year: AcademicYear) -> String {
        year.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_ends() {
        for (day, name, ends_in) in [
            (date(2026, 11, 23), "2026/27", 2027),
            (date(2027, 8, 31), "2026/27", 2027),
            (date(2099, 12, 1), "2099/00", 2100),
            (date(1999, 9, 1), "1999/00", 2000),
        ] {
            let year = AcademicYear::of(day);
            assert_eq!((year.to_string().as_str(), year.ends_in()), (name, ends_in));
            assert_eq!(name.parse(), Ok(year));
            assert!(year.first_day() <= day && day <= year.last_day());
        }
        for wrong in ["", "2026", "2026/28", "2026/2027", "x/27", "/26"] {
            assert!(wrong.parse::<AcademicYear>().is_err(), "{wrong}");
        }
        for day in [Date::MIN, Date::MAX] {
            let year = AcademicYear::of(day).next();
            assert!(year.first_day() < year.last_day());
        }
    }
}
