//! How much of an adult's week is planned, against the hours of their contract.

use std::collections::BTreeMap;

use crate::{
    UserId,
    calendar::{SchoolCalendar, count::days_after},
    money::delivered::Minutes,
    progress::Week,
};

use super::{Provision, planned_days};

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

/// Each adult's week: what is planned on its days in session. Two adults of one group are both busy with it.
///
/// # Source
/// Issue 4, section 2: capacity of each adult, planned against contracted hours.
///
/// # Example
/// ```
/// # use domain::{*, calendar::SchoolCalendar, money::delivered::Minutes, progress::Week, provision::*};
/// # use std::collections::BTreeMap;
/// let ann = UserId::new(1, &[1; 10]);
/// let group = Provision {
///     weekdays: vec![1, 3, 5], minutes: 20, preparation_minutes: 5, staff: vec![ann],
///     from_on: date(2026, 9, 9), until_on: date(2026, 12, 18), ..Provision::new(ProvisionId::new(1, &[1; 10]))
/// };
/// let calendar = SchoolCalendar::shipped();
/// let of = |day| capacities(&[group.clone()], &BTreeMap::from([(ann, 60)]), calendar, Week::of(day));
/// assert_eq!(of(date(2026, 9, 14))[&ann].planned(), Minutes(75));
/// assert!(of(date(2026, 9, 14))[&ann].is_over());
/// assert_eq!(of(date(2026, 9, 7))[&ann].planned(), Minutes(50), "it begins on the Wednesday");
/// ```
#[must_use]
pub fn capacities(
    provisions: &[Provision],
    contracted: &BTreeMap<UserId, u32>,
    calendar: &SchoolCalendar,
    week: Week,
) -> BTreeMap<UserId, Capacity> {
    let mut weeks: BTreeMap<UserId, Capacity> = contracted
        .iter()
        .map(|(adult, minutes)| (*adult, Capacity { contracted: Minutes(*minutes), ..Capacity::default() }))
        .collect();
    for provision in provisions {
        let days = planned_days(provision, calendar, week.monday(), week.sunday());
        let times = u32::try_from(days.len()).unwrap_or(0);
        for adult in provision.staff.iter().filter(|_| times > 0) {
            let week = weeks.entry(*adult).or_default();
            week.taught.0 = week.taught.0.saturating_add(provision.minutes.saturating_mul(times));
            let preparation = provision.preparation_minutes.saturating_mul(times);
            week.preparation.0 = week.preparation.0.saturating_add(preparation);
        }
    }
    weeks
}

/// Who has more planned than their contract holds in a week that comes after one: each with the first such week, so that
/// it is seen before it begins. Looks ahead as far as something is planned, a year at most.
#[must_use]
pub fn over_later(
    provisions: &[Provision],
    contracted: &BTreeMap<UserId, u32>,
    calendar: &SchoolCalendar,
    after: Week,
) -> BTreeMap<UserId, (Week, Capacity)> {
    let last = provisions.iter().map(|one| one.until_on).max();
    let mondays = (1..=53).map(|count| days_after(after.monday(), 7 * count));
    let mut found = BTreeMap::new();
    for monday in mondays.take_while(|monday| last.is_some_and(|last| *monday <= last)) {
        let week = Week::of(monday);
        for (adult, capacity) in capacities(provisions, contracted, calendar, week) {
            if capacity.is_over() {
                found.entry(adult).or_insert((week, capacity));
            }
        }
    }
    found
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
            group(&[4], 500, &[ann], date(2026, 9, 10)),
        ];
        let contracts = BTreeMap::from([(ann, 105), (UserId::new(1, &[3; 10]), 600)]);
        let calendar = SchoolCalendar::shipped();
        let weeks = capacities(&all, &contracts, calendar, Week::of(date(2026, 9, 14)));
        assert_eq!((weeks[&ann].planned(), weeks[&ann].is_over()), (Minutes(105), false), "just full");
        assert_eq!((weeks[&ann].left(), weeks[&ann].percent()), (Some(Minutes(0)), Some(100)));
        assert_eq!(
            (weeks[&ben].planned(), weeks[&ben].is_over(), weeks[&ben].percent()),
            (Minutes(60), false, None)
        );
        assert_eq!(weeks[&UserId::new(1, &[3; 10])].left(), Some(Minutes(600)), "free hours show too");
        assert_eq!(weeks.len(), 3);
        let first = Week::of(date(2026, 9, 8));
        assert!(
            capacities(&all, &contracts, calendar, first)[&ann].is_over(),
            "the long day counts that week"
        );
        assert!(
            !capacities(&all, &contracts, calendar, Week::of(date(2026, 10, 28))).contains_key(&ben),
            "half term"
        );
        assert!(over_later(&all, &contracts, calendar, first).is_empty());
        let spring =
            Provision { from_on: date(2027, 1, 12), ..group(&[1, 2, 3], 60, &[ann, ben], date(2027, 2, 12)) };
        let all = [&all[..], &[spring]].concat();
        let over = over_later(&all, &contracts, calendar, first);
        let (week, capacity) = over[&ann];
        assert_eq!(
            (week.monday(), capacity.planned()),
            (date(2027, 1, 11), Minutes(120)),
            "from its Tuesday"
        );
        assert_eq!(over.len(), 1, "of Ben no contract is known");
    }
}
