//! The bank holidays of England, with the first and the last day for which they are known.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::known::{Almanac, NotKnown};

const DATA: &str = include_str!("../data/bank_holidays.csv");

static ENGLAND: LazyLock<BankHolidays> = LazyLock::new(|| {
    let days: BTreeMap<Date, String> = DATA
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(day, name)| (day.parse().expect("a date in bank_holidays.csv"), name.to_owned()))
        .collect();
    let first = days.keys().next().expect("a first bank holiday").first_of_year();
    let last = days.keys().next_back().expect("a last bank holiday").last_of_year();
    BankHolidays { since: first, until: last, days }
});

/// A day on which offices are closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankHoliday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: String,
}

/// What a school adds to the shipped list: later years, or a day proclaimed in between.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreBankHolidays {
    /// The last day for which the list is now whole; never shortens what is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<BankHoliday>,
}

/// The known bank holidays, and from them the working days.
///
/// # Law
/// Banking and Financial Dealings Act 1971, s.1 and Sch.1, with Good Friday and Christmas Day; Tribunal Procedure
/// (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008 (SI 2008/2699), r 1(3), "working day".
/// In force since 2008-11-03; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::BankHolidays, date};
/// let england = BankHolidays::england();
/// assert_eq!(england.is_working_day(date(2026, 8, 31)), Ok(false));
/// assert_eq!(england.next_working_day(date(2026, 12, 24)), Ok(date(2026, 12, 29)));
/// assert!(england.next_working_day(date(2028, 12, 31)).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankHolidays {
    since: Date,
    until: Date,
    days: BTreeMap<Date, String>,
}

impl BankHolidays {
    /// The list that is shipped: England, 2024 to 2028.
    #[must_use]
    pub fn england() -> &'static Self {
        &ENGLAND
    }

    /// This list with what a school adds.
    #[must_use]
    pub fn with(&self, more: &MoreBankHolidays) -> Self {
        let mut extended = self.clone();
        extended.until = more.until.map_or(self.until, |until| until.max(self.until));
        for day in &more.days {
            extended.days.insert(day.date, day.name.clone());
        }
        extended
    }

    /// The last day for which the list is whole.
    #[must_use]
    pub const fn known_until(&self) -> Date {
        self.until
    }

    /// The first day for which the list is whole.
    #[must_use]
    pub const fn known_since(&self) -> Date {
        self.since
    }

    /// The name of the bank holiday on `date`, when one is known.
    #[must_use]
    pub fn name_of(&self, date: Date) -> Option<&str> {
        self.days.get(&date).map(String::as_str)
    }

    /// Every known bank holiday, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Date, &str)> {
        self.days.iter().map(|(date, name)| (*date, name.as_str()))
    }

    /// Whether `date` is a bank holiday.
    ///
    /// # Errors
    /// When the day lies outside the time for which the list is whole and is not on it.
    pub fn is_bank_holiday(&self, date: Date) -> Result<bool, NotKnown> {
        if self.days.contains_key(&date) {
            return Ok(true);
        }
        if date > self.until {
            return Err(NotKnown::BeyondKnown { of: Almanac::BankHolidays, until: self.until });
        }
        if date < self.since {
            return Err(NotKnown::BeforeKnown { of: Almanac::BankHolidays, since: self.since });
        }
        Ok(false)
    }

    /// Whether `date` is neither a Saturday, nor a Sunday, nor a bank holiday.
    ///
    /// # Errors
    /// When it is a weekday for which bank holidays are not known.
    pub fn is_working_day(&self, date: Date) -> Result<bool, NotKnown> {
        if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            return Ok(false);
        }
        self.is_bank_holiday(date).map(|holiday| !holiday)
    }

    /// The first working day after `date`.
    ///
    /// # Errors
    /// When it lies where bank holidays are not known.
    pub fn next_working_day(&self, date: Date) -> Result<Date, NotKnown> {
        let mut day = date;
        loop {
            day = day
                .tomorrow()
                .map_err(|_| NotKnown::BeyondKnown { of: Almanac::BankHolidays, until: self.until })?;
            if self.is_working_day(day)? {
                return Ok(day);
            }
        }
    }

    /// `date` itself when it is a working day, else the first working day after it.
    ///
    /// # Errors
    /// When that day lies where bank holidays are not known.
    pub fn working_day_from(&self, date: Date) -> Result<Date, NotKnown> {
        if self.is_working_day(date)? { Ok(date) } else { self.next_working_day(date) }
    }

    /// The `count`th working day after `date`, which does not count itself.
    ///
    /// # Errors
    /// When that day lies where bank holidays are not known.
    pub fn working_days_after(&self, date: Date, count: u32) -> Result<Date, NotKnown> {
        let mut day = date;
        for _ in 0..count {
            day = self.next_working_day(day)?;
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn every_shipped_year_has_eight() {
        let england = BankHolidays::england();
        for year in 2024..=2028 {
            assert_eq!(england.iter().filter(|(day, _)| day.year() == year).count(), 8, "{year}");
        }
        assert!(england.iter().all(|(day, _)| day.weekday() != Weekday::Sunday));
        assert_eq!(england.known_until(), date(2028, 12, 31));
        assert_eq!(england.known_since(), date(2024, 1, 1));
    }

    #[test]
    fn working_days() {
        let england = BankHolidays::england();
        for (day, working) in [
            (date(2026, 3, 2), Ok(true)),
            (date(2026, 3, 7), Ok(false)),
            (date(2026, 3, 8), Ok(false)),
            (date(2026, 4, 3), Ok(false)),
            (date(2026, 12, 26), Ok(false)),
            (date(2026, 12, 28), Ok(false)),
            (date(2028, 12, 29), Ok(true)),
            (date(2029, 1, 6), Ok(false)), // a Saturday needs no list
            (
                date(2029, 1, 8),
                Err(NotKnown::BeyondKnown { of: Almanac::BankHolidays, until: date(2028, 12, 31) }),
            ),
            (
                date(2023, 12, 25),
                Err(NotKnown::BeforeKnown { of: Almanac::BankHolidays, since: date(2024, 1, 1) }),
            ),
        ] {
            assert_eq!(england.is_working_day(day), working, "{day}");
        }
    }

    #[test]
    fn the_next_working_day_and_a_count_of_them() {
        let england = BankHolidays::england();
        for (from, count, expected) in [
            (date(2026, 3, 2), 3, date(2026, 3, 5)),
            (date(2026, 3, 5), 3, date(2026, 3, 10)),
            (date(2026, 4, 2), 1, date(2026, 4, 7)),     // over Easter
            (date(2026, 12, 24), 3, date(2026, 12, 31)), // over Christmas
            (date(2027, 12, 31), 1, date(2028, 1, 4)),   // New Year's Day has a substitute
            (date(2026, 3, 7), 0, date(2026, 3, 7)),
        ] {
            assert_eq!(england.working_days_after(from, count), Ok(expected), "{from} {count}");
        }
        assert!(england.working_days_after(date(2028, 12, 28), 3).is_err());
        assert!(england.next_working_day(Date::MAX).is_err());
        assert!(england.next_working_day(Date::MIN).is_err());
    }

    #[test]
    fn a_school_extends_the_list_but_never_shortens_it() {
        let more = MoreBankHolidays {
            until: Some(date(2029, 12, 31)),
            days: vec![BankHoliday { date: date(2029, 1, 1), name: "New Year's Day".into() }],
        };
        let extended = BankHolidays::england().with(&more);
        assert_eq!(extended.next_working_day(date(2028, 12, 31)), Ok(date(2029, 1, 2)));
        let earlier = MoreBankHolidays { until: Some(date(2025, 1, 1)), days: vec![] };
        assert_eq!(extended.with(&earlier).known_until(), date(2029, 12, 31));
        let proclaimed = MoreBankHolidays {
            until: None,
            days: vec![BankHoliday { date: date(2027, 6, 21), name: "Invented jubilee".into() }],
        };
        assert_eq!(BankHolidays::england().with(&proclaimed).is_working_day(date(2027, 6, 21)), Ok(false));
    }
}
