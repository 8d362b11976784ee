//! A top-up in a funding year: what is expected of the county, what has come, and the balance against cost.

use crate::{Date, calendar::count::days_between};

use super::{Pence, funding_year::FundingYear};

/// What a county is to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Pence a year.
    pub pence_a_year: i64,
    /// From this day on.
    pub from_on: Date,
    /// To this day; open while the plan runs.
    pub until_on: Option<Date>,
}

/// A payment that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The day.
    pub on: Date,
    /// How much, in pence.
    pub pence: i64,
}

/// What is expected in a funding year: the year's amount by days, to the nearest penny; nothing while it has not begun.
///
/// # Source
/// `progress.md`, "Top-up: 6,000 pounds + top-up received against cost"; counties pay top-up in proportion to the days
/// on which the pupil is on roll with the plan (DfE, *High needs funding: operational guide*).
///
/// # Example
/// ```
/// # use domain::{date, money::{Pence, funding_year::{self, FundingYearStart}, top_up::{Expected, expected}}};
/// let year = funding_year::of(FundingYearStart::April, date(2026, 9, 1));
/// let whole = Expected { pence_a_year: 412_500, from_on: date(2025, 1, 1), until_on: None };
/// assert_eq!(expected(&whole, year), Pence(412_500));
/// let half = Expected { from_on: date(2026, 10, 1), ..whole };
/// assert_eq!(expected(&half, year).to_string(), "£2,056.85");
/// ```
#[must_use]
pub fn expected(top_up: &Expected, year: FundingYear) -> Pence {
    let from = top_up.from_on.max(year.from);
    let to = top_up.until_on.map_or(year.to, |until| until.min(year.to));
    let days = i64::from(days_between(from, to)) + 1;
    let whole = i64::from(days_between(year.from, year.to)) + 1;
    if days <= 0 || whole <= 0 {
        return Pence::ZERO;
    }
    // To the nearest penny.
    Pence((top_up.pence_a_year.saturating_mul(days).saturating_mul(2).saturating_add(whole)) / (whole * 2))
}

/// What has come in a funding year until a day.
#[must_use]
pub fn received(payments: impl IntoIterator<Item = Payment>, year: FundingYear, until: Date) -> Pence {
    let of_year = payments.into_iter().filter(|one| year.contains(one.on) && one.on <= until);
    Pence(of_year.fold(0_i64, |sum, one| sum.saturating_add(one.pence)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        money::funding_year::{self, FundingYearStart},
    };

    #[test]
    fn by_days_of_the_year() {
        let year = funding_year::of(FundingYearStart::April, date(2026, 9, 1));
        let leap = funding_year::of(FundingYearStart::September, date(2028, 1, 1));
        for (pence, from_on, until_on, year, found) in [
            (365_000, date(2026, 4, 1), None, year, 365_000),
            (365_000, date(2020, 4, 1), Some(date(2026, 4, 1)), year, 1_000), // its first day
            (365_000, date(2027, 3, 31), None, year, 1_000),                  // its last
            (365_000, date(2027, 4, 1), None, year, 0),                       // begins after
            (365_000, date(2025, 4, 1), Some(date(2026, 3, 31)), year, 0),    // ended before
            (366_000, date(2027, 9, 1), None, leap, 366_000),
            (366_000, date(2028, 2, 29), Some(date(2028, 2, 29)), leap, 1_000),
            (100, date(2026, 4, 1), Some(date(2026, 4, 2)), year, 1), // 0.55 of a penny
            (0, date(2026, 4, 1), None, year, 0),
        ] {
            let top_up = Expected { pence_a_year: pence, from_on, until_on };
            assert_eq!(expected(&top_up, year), Pence(found), "{from_on} {until_on:?}");
        }
    }

    #[test]
    fn what_has_come_counts_in_its_year() {
        let year = funding_year::of(FundingYearStart::April, date(2026, 9, 1));
        let pay = |on, pence| Payment { on, pence };
        let all = [
            pay(date(2026, 3, 31), 1),
            pay(date(2026, 4, 1), 10),
            pay(date(2026, 9, 1), 100),
            pay(date(2026, 9, 2), 1_000),
            pay(date(2027, 4, 1), 10_000),
        ];
        assert_eq!(received(all, year, date(2026, 9, 1)), Pence(110));
        assert_eq!(received(all, year, date(2028, 9, 1)), Pence(1_110));
    }
}
