//! A group in other hands from a day on.

use super::{Place, Provision};
use crate::{Date, ProvisionId, UserId, calendar::count::days_after};

/// A group when somebody follows on somebody else in it: what is saved of it. From today on, or when it has not begun, only
/// its staff change. From a later day it stays as it is until the day before, and goes on as `next` with the same children:
/// nobody gives it away, or sees its children, before that day.
///
/// # Source
/// `people.md`: when somebody leaves, their work is handed to the successor in one move, and nothing is lost.
#[must_use]
pub fn handed_on(
    group: &Provision,
    (from, to): (UserId, UserId),
    on: Date,
    today: Date,
    next: ProvisionId,
) -> Vec<Provision> {
    let mut staff: Vec<UserId> =
        group.staff.iter().copied().filter(|one| *one != from && *one != to).collect();
    staff.push(to);
    if on <= today || group.from_on >= on {
        return vec![Provision { staff, places: Vec::new(), ..group.clone() }];
    }
    let going_on = group.places.iter().filter(|place| place.until_on.is_none_or(|until| until >= on));
    let places = going_on.map(|place| Place { from_on: place.from_on.max(on), ..*place }).collect();
    vec![
        Provision { until_on: days_after(on, -1), places: Vec::new(), ..group.clone() },
        Provision {
            id: next,
            follows: Some(group.id),
            // What was bought once is not bought again.
            resources_pence: 0,
            from_on: on,
            staff,
            places,
            version: 0,
            ..group.clone()
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PupilId, date};

    #[test]
    fn a_later_day_splits_the_group_and_an_earlier_one_changes_its_staff() {
        let user = |number| UserId::new(1, &[number; 10]);
        let pupil = |number| PupilId::new(1, &[number; 10]);
        let [first, next] = [1, 2].map(|number| ProvisionId::new(1, &[number; 10]));
        let place = |number, until_on| Place {
            pupil: pupil(number),
            target: None,
            from_on: date(2026, 9, 7),
            until_on,
        };
        let group = Provision {
            from_on: date(2026, 9, 7),
            until_on: date(2027, 2, 12),
            staff: vec![user(1), user(3)],
            places: vec![place(1, None), place(2, Some(date(2026, 11, 6)))],
            resources_pence: 900,
            version: 4,
            ..Provision::new(first)
        };
        let today = date(2026, 11, 23);
        let hands = (user(1), user(2));
        let [now] = handed_on(&group, hands, today, today, next).try_into().unwrap();
        assert_eq!((now.id, now.staff, now.until_on), (first, vec![user(3), user(2)], group.until_on));

        let on = date(2027, 1, 4);
        let [before, after] = handed_on(&group, hands, on, today, next).try_into().unwrap();
        assert_eq!((before.staff, before.until_on), (group.staff.clone(), date(2027, 1, 3)));
        assert_eq!((after.id, after.follows, after.version), (next, Some(first), 0));
        assert_eq!(
            (after.from_on, after.until_on, after.staff),
            (on, group.until_on, vec![user(3), user(2)])
        );
        assert_eq!(after.places, [Place { from_on: on, ..place(1, None) }]);
        assert_eq!(after.resources_pence, 0);

        let ahead = Provision { from_on: date(2027, 1, 11), ..group };
        assert_eq!(handed_on(&ahead, hands, on, today, next).len(), 1);
    }
}
