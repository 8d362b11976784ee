//! What an hour of an adult costs, by role: the school's own figures, with on-costs, and since when they hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Date, calendar::count::days_after, people::Role};

use super::Pence;

/// Pence of an hour by role code.
pub type ByCode = BTreeMap<String, i64>;

/// The rates of a time that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The last day on which they held.
    pub until_on: Date,
    /// Pence of an hour by role code.
    pub rates: ByCode,
}

/// What an hour costs from day to day: each amount holds from its day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverTime(Vec<(Date, Pence)>);

impl From<Pence> for OverTime {
    /// The same at all times.
    fn from(pence: Pence) -> Self {
        Self(vec![(Date::MIN, pence)])
    }
}

impl OverTime {
    /// Amounts in the order of the days from which they hold.
    #[must_use]
    pub fn new(amounts: Vec<(Date, Pence)>) -> Self {
        Self(amounts)
    }

    /// What an hour costs on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Pence {
        self.0.iter().rev().find(|(from, _)| *from <= day).map_or(Pence::ZERO, |(_, pence)| *pence)
    }
}

/// The rates of a school from day to day: the earlier ones, and then those that hold now.
#[must_use]
pub fn over_time(now: &ByCode, earlier: &[Earlier]) -> Vec<(Date, BTreeMap<Role, Pence>)> {
    let by_role = |rates: &ByCode| {
        rates.iter().filter_map(|(code, pence)| Some((Role::from_code(code)?, Pence(*pence)))).collect()
    };
    let ends = earlier.iter().map(|one| days_after(one.until_on, 1));
    let begins = std::iter::once(Date::MIN).chain(ends);
    begins.zip(earlier.iter().map(|one| &one.rates).chain([now]).map(by_role)).collect()
}

/// New rates hold from a day on. What was held before that day keeps the rates of its time; where a school had none
/// before, the new ones hold for all that was held.
///
/// # Source
/// `progress.md`, "Time and money": to date counts delivered sessions, at what they cost then.
///
/// # Example
/// ```
/// # use domain::{money::rates, date};
/// # use std::collections::BTreeMap;
/// let rate = |pence| BTreeMap::from([("ta".to_owned(), pence)]);
/// let (mut now, mut earlier) = (rate(1400), Vec::new());
/// rates::change(&mut now, &mut earlier, rate(1500), date(2026, 9, 1));
/// assert_eq!((now, earlier[0].until_on, &earlier[0].rates), (rate(1500), date(2026, 8, 31), &rate(1400)));
/// ```
pub fn change(now: &mut ByCode, earlier: &mut Vec<Earlier>, new: ByCode, from_on: Date) {
    let until_on = days_after(from_on, -1);
    let held = earlier.iter().find(|one| until_on <= one.until_on).map_or(&*now, |one| &one.rates).clone();
    earlier.retain(|one| one.until_on < until_on);
    if !(held.is_empty() && earlier.is_empty()) && held != new {
        earlier.push(Earlier { until_on, rates: held });
    }
    *now = new;
}

/// What an hour of a group's adults costs: the sum of the rate of each. An adult of several roles costs the dearest; a
/// role without a rate costs nothing, so that a school which has written none down sees no invented money.
///
/// # Source
/// `progress.md`, "Time and money": hourly cost; issue 4, section 2: rates by role.
///
/// # Example
/// ```
/// # use domain::{money::{Pence, rates}, people::Role};
/// # use std::collections::BTreeMap;
/// let rates_by_role = BTreeMap::from([(Role::Ta, Pence(1650)), (Role::Teacher, Pence(4200))]);
/// let adults = [vec![Role::Ta], vec![Role::Ta, Role::Teacher]];
/// assert_eq!(rates::hourly(&adults, &rates_by_role), Pence(5850));
/// ```
#[must_use]
pub fn hourly(adults: &[Vec<Role>], rates: &BTreeMap<Role, Pence>) -> Pence {
    adults
        .iter()
        .map(|roles| roles.iter().filter_map(|role| rates.get(role).copied()).max().unwrap_or(Pence::ZERO))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_rate_holds_from_its_day() {
        use crate::date;
        let rate = |pence| BTreeMap::from([("ta".to_owned(), pence)]);
        let (mut now, mut earlier) = (ByCode::new(), Vec::new());
        let costs = |now: &ByCode, earlier: &[Earlier]| {
            let over = over_time(now, earlier);
            let ta = |rates: &BTreeMap<Role, Pence>| hourly(&[vec![Role::Ta]], rates);
            let over = OverTime::new(over.iter().map(|(from, rates)| (*from, ta(rates))).collect());
            [date(2026, 1, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 1)]
                .map(|day| over.on(day).0)
        };
        assert_eq!(costs(&now, &earlier), [0, 0, 0, 0]);
        change(&mut now, &mut earlier, rate(1400), date(2026, 5, 1));
        assert_eq!(costs(&now, &earlier), [1400; 4], "the first, for all that was held");
        change(&mut now, &mut earlier, rate(1500), date(2026, 9, 1));
        assert_eq!(costs(&now, &earlier), [1400, 1400, 1500, 1500]);
        change(&mut now, &mut earlier, rate(1600), date(2026, 10, 1));
        assert_eq!(costs(&now, &earlier), [1400, 1400, 1500, 1600]);
        change(&mut now, &mut earlier, rate(1550), date(2026, 9, 1));
        assert_eq!(costs(&now, &earlier), [1400, 1400, 1550, 1550], "put right from its first day");
        change(&mut now, &mut earlier, rate(1400), date(2025, 9, 1));
        assert_eq!((costs(&now, &earlier), earlier.len()), ([1400; 4], 0), "from before the first");
    }

    #[test]
    fn table() {
        let rates = BTreeMap::from([(Role::Ta, Pence(1650)), (Role::Teacher, Pence(4200))]);
        for (adults, pence) in [
            (vec![], 0),
            (vec![vec![]], 0),
            (vec![vec![Role::Head]], 0),
            (vec![vec![Role::Ta]], 1650),
            (vec![vec![Role::Ta], vec![Role::Ta]], 3300),
            (vec![vec![Role::Teacher, Role::Ta]], 4200),
        ] {
            assert_eq!(hourly(&adults, &rates), Pence(pence), "{adults:?}");
        }
        assert_eq!(hourly(&[vec![Role::Ta]], &BTreeMap::new()), Pence::ZERO);
    }
}
