//! The funding year: April to March, or September to August.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::count::{days_after, last_of_months_from},
    date,
};

/// In which month a school's funding year starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FundingYearStart {
    /// 1 April: maintained schools.
    April,
    /// 1 September: academies.
    September,
}

/// A funding year, its first and last day included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingYear {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// The funding year in which a day lies.
///
/// # Source
/// Maintained schools are funded by the financial year, academies by the academic year (ESFA funding guides);
/// `pathway.md` step 5 makes it a setting.
///
/// # Example
/// ```
/// # use domain::{money::funding_year::{self, FundingYearStart}, date};
/// let year = funding_year::of(FundingYearStart::April, date(2027, 3, 31));
/// assert_eq!((year.from, year.to), (date(2026, 4, 1), date(2027, 3, 31)));
/// assert_eq!(year.name(), "2026/27");
/// ```
#[must_use]
pub fn of(start: FundingYearStart, day: Date) -> FundingYear {
    let month = match start {
        FundingYearStart::April => 4,
        FundingYearStart::September => 9,
    };
    let year = if day.month() < month { (day.year() - 1).max(-9999) } else { day.year() };
    let from = date(year, month, 1);
    FundingYear { from, to: last_of_months_from(from, 12) }
}

impl FundingYear {
    /// Its name: 2026/27.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{:02}", self.from.year(), (self.from.year() + 1).rem_euclid(100))
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// The day after its last.
    #[must_use]
    pub fn next_from(&self) -> Date {
        days_after(self.to, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years() {
        use FundingYearStart::{April, September};
        for (start, day, from, to) in [
            (April, date(2026, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
            (April, date(2026, 3, 31), date(2025, 4, 1), date(2026, 3, 31)),
            (September, date(2026, 8, 31), date(2025, 9, 1), date(2026, 8, 31)),
            (September, date(2026, 9, 1), date(2026, 9, 1), date(2027, 8, 31)),
            (September, date(2028, 2, 29), date(2027, 9, 1), date(2028, 8, 31)),
        ] {
            let year = of(start, day);
            assert_eq!((year.from, year.to), (from, to), "{start:?} {day}");
            assert!(year.contains(day) && !year.contains(year.next_from()));
        }
        assert_eq!(of(September, date(2099, 9, 1)).name(), "2099/00");
        let _ = (of(April, Date::MIN), of(April, Date::MAX));
    }
}
