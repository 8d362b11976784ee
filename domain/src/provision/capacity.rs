//! How much of an adult's week is planned, against the hours of their contract.

use std::collections::BTreeMap;

use crate::{Date, UserId, money::delivered::Minutes};

use super::Provision;

/// An adult's week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// Minutes with children.
    pub taught: Minutes,
    /// Minutes of preparation.
    pub preparation: Minutes,
    /// Minutes of the contract; zero when nobody wrote it down.
    pub contracted: Minutes,
}

impl Capacity {
    /// Everything that is planned.
    #[must_use]
    pub fn planned(&self) -> Minutes {
        Minutes(self.taught.0.saturating_add(self.preparation.0))
    }

    /// Whether more is planned than the contract holds.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.contracted.0 > 0 && self.planned() > self.contracted
    }

    /// What is left of the contract; none when it is not known.
    #[must_use]
    pub fn left(&self) -> Option<Minutes> {
        (self.contracted.0 > 0).then(|| Minutes(self.contracted.0.saturating_sub(self.planned().0)))
    }

    /// How full the week is, in percent; none when the contract is not known.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        let planned = u64::from(self.planned().0) * 100;
        planned.checked_div(u64::from(self.contracted.0)).and_then(|percent| u32::try_from(percent).ok())
    }
}

/// Each adult's week, of what runs in the week of a day. Two adults of one group are both busy with it.
///
/// # Source
/// Issue 4, section 2: capacity of each adult, planned against contracted hours.
///
/// # Example
/// ```
/// # use domain::{*, money::delivered::Minutes, provision::*};
/// # use std::collections::BTreeMap;
/// let ann = UserId::new(1, &[1; 10]);
/// let group = Provision {
///     weekdays: vec![1, 3, 5], minutes: 20, preparation_minutes: 5, staff: vec![ann],
///     from_on: date(2026, 9, 7), until_on: date(2026, 12, 18), ..Provision::new(ProvisionId::new(1, &[1; 10]))
/// };
/// let weeks = capacities(&[group], &BTreeMap::from([(ann, 60)]), date(2026, 9, 9));
/// assert_eq!(weeks[&ann].planned(), Minutes(75));
/// assert!(weeks[&ann].is_over());
/// ```
#[must_use]
pub fn capacities(
    provisions: &[Provision],
    contracted: &BTreeMap<UserId, u32>,
    day: Date,
) -> BTreeMap<UserId, Capacity> {
    let mut weeks: BTreeMap<UserId, Capacity> = contracted
        .iter()
        .map(|(adult, minutes)| (*adult, Capacity { contracted: Minutes(*minutes), ..Capacity::default() }))
        .collect();
    for provision in provisions.iter().filter(|one| one.from_on <= day && day <= one.until_on) {
        let times = u32::try_from(provision.weekdays.len()).unwrap_or(0);
        for adult in &provision.staff {
            let week = weeks.entry(*adult).or_default();
            week.taught.0 = week.taught.0.saturating_add(provision.minutes.saturating_mul(times));
            let preparation = provision.preparation_minutes.saturating_mul(times);
            week.preparation.0 = week.preparation.0.saturating_add(preparation);
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ProvisionId, date};

    #[test]
    fn table() {
        let (ann, ben) = (UserId::new(1, &[1; 10]), UserId::new(1, &[2; 10]));
        let group = |days: &[u8], minutes, staff: &[UserId], until_on| Provision {
            weekdays: days.to_vec(),
            minutes,
            staff: staff.to_vec(),
            from_on: date(2026, 9, 7),
            until_on,
            ..Provision::new(ProvisionId::new(1, &[1; 10]))
        };
        let end = date(2026, 12, 18);
        let all = [
            group(&[1, 2], 30, &[ann, ben], end),
            group(&[3], 45, &[ann], end),
            group(&[4], 500, &[ann], date(2026, 9, 8)),
        ];
        let contracts = BTreeMap::from([(ann, 105), (UserId::new(1, &[3; 10]), 600)]);
        let weeks = capacities(&all, &contracts, date(2026, 9, 14));
        assert_eq!((weeks[&ann].planned(), weeks[&ann].is_over()), (Minutes(105), false), "just full");
        assert_eq!((weeks[&ann].left(), weeks[&ann].percent()), (Some(Minutes(0)), Some(100)));
        assert_eq!(
            (weeks[&ben].planned(), weeks[&ben].is_over(), weeks[&ben].percent()),
            (Minutes(60), false, None)
        );
        assert_eq!(weeks[&UserId::new(1, &[3; 10])].left(), Some(Minutes(600)), "free hours show too");
        assert_eq!(weeks.len(), 3);
        assert!(
            capacities(&all, &contracts, date(2026, 9, 8))[&ann].is_over(),
            "the long day counts that week"
        );
    }
}
