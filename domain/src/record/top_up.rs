//! The county's top-up for a plan: its band, amount and hours, from when until when, and what has come.

use serde::{Deserialize, Serialize};

use crate::{
    Date,
    calendar::count::days_after,
    money::top_up::{Expected, Payment},
};

/// A payment that came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Received {
    /// The day.
    pub on: Option<Date>,
    /// How much, in pence.
    pub pence: i64,
    /// For what, in a few words.
    pub words: String,
}

/// What the county paid before it set another band.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierBand {
    /// The county's band.
    pub band: String,
    /// Pence a year.
    pub pence_a_year: i64,
    /// Minutes a week that it paid for.
    pub minutes_per_week: u32,
    /// From when.
    pub from_on: Option<Date>,
    /// Until when; none is until the day before the next band began.
    pub until_on: Option<Date>,
}

/// A top-up: the band that the county pays now, and those before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopUp {
    /// The county's band.
    pub band: String,
    /// Pence a year.
    pub pence_a_year: i64,
    /// Minutes a week that it pays for, when the county says so.
    pub minutes_per_week: u32,
    /// From when.
    pub from_on: Option<Date>,
    /// Until when; open while the plan runs.
    pub until_on: Option<Date>,
    /// What has come.
    pub received: Vec<Received>,
    /// What the county paid before.
    pub earlier: Vec<EarlierBand>,
}

impl TopUp {
    /// What is to come of it, as money counts: each band until the day before the next one begins, the earliest first.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, record::{EarlierBand, TopUp}};
    /// let (april, september) = (date(2027, 4, 1), date(2027, 9, 1));
    /// let three = EarlierBand { pence_a_year: 732_000, from_on: Some(april), ..EarlierBand::default() };
    /// let now = TopUp {
    ///     pence_a_year: 900_000,
    ///     from_on: Some(september),
    ///     earlier: vec![three],
    ///     ..TopUp::default()
    /// };
    /// let until: Vec<_> = now.expected().iter().map(|one| one.until_on).collect();
    /// assert_eq!(until, [Some(date(2027, 8, 31)), None]);
    /// ```
    #[must_use]
    pub fn expected(&self) -> Vec<Expected> {
        let before = self.earlier.iter().map(|one| (one.from_on, one.until_on, one.pence_a_year));
        let bands = before.chain([(self.from_on, self.until_on, self.pence_a_year)]);
        let mut all: Vec<Expected> = bands
            .filter_map(|(from_on, until_on, pence_a_year)| {
                Some(Expected { pence_a_year, from_on: from_on?, until_on })
            })
            .collect();
        all.sort_by_key(|one| one.from_on);
        for at in 1..all.len() {
            let day_before = days_after(all[at].from_on, -1);
            let until = all[at - 1].until_on;
            all[at - 1].until_on = Some(until.map_or(day_before, |until| until.min(day_before)));
        }
        all
    }

    /// The same when the plan ended on a day, if it did: no county pays for it after that, unless a band begins later.
    #[must_use]
    pub fn expected_until(&self, ended_on: Option<Date>) -> Vec<Expected> {
        let mut all = self.expected();
        if let Some(ended_on) = ended_on {
            for one in all.iter_mut().filter(|one| one.from_on <= ended_on) {
                one.until_on = Some(one.until_on.map_or(ended_on, |until| until.min(ended_on)));
            }
        }
        all
    }

    /// What has come of it, as money counts.
    pub fn payments(&self) -> impl Iterator<Item = Payment> {
        self.received.iter().filter_map(|one| Some(Payment { on: one.on?, pence: one.pence }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        money::{
            Pence,
            funding_year::{self, FundingYearStart},
            top_up,
        },
    };

    #[test]
    fn a_new_band_from_a_day_on_keeps_what_was_expected_before_it() {
        let year = funding_year::of(FundingYearStart::April, date(2027, 9, 1));
        let (april, september) = (date(2027, 4, 1), date(2027, 9, 1));
        let three = |until_on| EarlierBand {
            band: "Band 3".to_owned(),
            pence_a_year: 732_000,
            from_on: Some(april),
            until_on,
            ..EarlierBand::default()
        };
        let no_day = EarlierBand { from_on: None, ..three(None) };
        for (earlier, pence) in [
            (vec![], 523_770),
            (vec![three(Some(date(2027, 8, 31)))], 829_770),
            (vec![three(None)], 829_770),
            (vec![three(Some(date(2028, 3, 31)))], 829_770), // never two bands on one day
            (vec![three(Some(april))], 525_770),
            (vec![no_day], 523_770),
        ] {
            let four = TopUp {
                pence_a_year: 900_000,
                from_on: Some(september),
                earlier: earlier.clone(),
                ..TopUp::default()
            };
            let sum: Pence = four.expected().iter().map(|one| top_up::expected(one, year)).sum();
            assert_eq!(sum, Pence(pence), "{earlier:?}");
        }
    }

    #[test]
    fn nothing_is_expected_after_the_plan_ended_but_what_began_later() {
        let (first, ended, after) = (date(2026, 4, 1), date(2026, 8, 20), date(2026, 9, 1));
        let of = |from_on, until_on| TopUp {
            pence_a_year: 412_500,
            from_on: Some(from_on),
            until_on,
            ..TopUp::default()
        };
        for (top_up, ended_on, until) in [
            (of(first, None), None, None),
            (of(first, None), Some(ended), Some(ended)),
            (of(first, Some(date(2026, 7, 31))), Some(ended), Some(date(2026, 7, 31))),
            (of(first, Some(after)), Some(ended), Some(ended)),
            (of(after, None), Some(ended), None),
        ] {
            let all = top_up.expected_until(ended_on);
            assert_eq!(all.iter().map(|one| one.until_on).collect::<Vec<_>>(), [until], "{ended_on:?}");
        }
    }
}
