//! Who is booked twice: an adult or a child in two groups at one time.

use crate::{PupilId, UserId, pathway::facts};

use super::{Provision, starts_at, weekday_name};

/// Who is booked twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Booked {
    /// Somebody who runs groups.
    Adult(UserId),
    /// A child with places.
    Child(PupilId),
}

/// Two groups that want the same person at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Who.
    pub who: Booked,
    /// The weekdays on which they meet, 1 Monday to 5 Friday, in order.
    pub weekdays: Vec<u8>,
    /// The one group, by its place in the list.
    pub one: usize,
    /// The other.
    pub other: usize,
}

impl Clash {
    /// The weekdays in words: "Monday and Wednesday".
    #[must_use]
    pub fn days_in_words(&self) -> String {
        let names: Vec<&str> = self.weekdays.iter().map(|day| weekday_name(*day)).collect();
        facts::and(&names).unwrap_or_default()
    }
}

/// Everybody who is booked twice. Two groups meet when they share a weekday, their times overlap, and their dates do;
/// a group without a time meets none, and one that ends as another starts does not meet it.
///
/// # Source
/// `pathway.md`, step 5: "Clashes: a child or adult booked twice".
///
/// # Example
/// ```
/// # use domain::{*, provision::*};
/// # let ann = UserId::new(1, &[1; 10]);
/// # let group = |number: u8, starts_at: &str| Provision {
/// #     weekdays: vec![1, 3], starts_at: starts_at.to_owned(), minutes: 20, from_on: date(2026, 9, 7),
/// #     until_on: date(2026, 12, 18), staff: vec![ann], ..Provision::new(ProvisionId::new(1, &[number; 10]))
/// # };
/// let found = clashes(&[group(1, "9:00"), group(2, "9:15"), group(3, "9:35")]);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].who, found[0].one, found[0].other), (Booked::Adult(ann), 0, 1));
/// ```
#[must_use]
pub fn clashes(provisions: &[Provision]) -> Vec<Clash> {
    let mut found = Vec::new();
    for (one, first) in provisions.iter().enumerate() {
        for (other, second) in provisions.iter().enumerate().skip(one + 1) {
            let weekdays = meeting_days(first, second);
            if weekdays.is_empty() {
                continue;
            }
            let mut clash = |who| found.push(Clash { who, weekdays: weekdays.clone(), one, other });
            for adult in first.staff.iter().filter(|adult| second.staff.contains(adult)) {
                clash(Booked::Adult(*adult));
            }
            let mut children: Vec<PupilId> = first
                .places
                .iter()
                .filter(|place| {
                    second.places.iter().any(|there| {
                        there.pupil == place.pupil
                            && place.from_on.max(there.from_on).max(first.from_on).max(second.from_on)
                                <= last(place.until_on, first).min(last(there.until_on, second))
                    })
                })
                .map(|place| place.pupil)
                .collect();
            children.sort_unstable();
            children.dedup();
            for child in children {
                clash(Booked::Child(child));
            }
        }
    }
    found
}

fn last(until_on: Option<crate::Date>, provision: &Provision) -> crate::Date {
    until_on.map_or(provision.until_on, |until| until.min(provision.until_on))
}

/// The weekdays on which two groups run at one time.
fn meeting_days(first: &Provision, second: &Provision) -> Vec<u8> {
    let (Some(start), Some(other)) = (starts_at(&first.starts_at), starts_at(&second.starts_at)) else {
        return Vec::new();
    };
    if first.from_on.max(second.from_on) > first.until_on.min(second.until_on)
        || start.max(other) >= (start + first.minutes).min(other + second.minutes)
    {
        return Vec::new();
    }
    let mut days: Vec<u8> =
        first.weekdays.iter().copied().filter(|day| second.weekdays.contains(day)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, ProvisionId, date, provision::Place};

    fn group(days: &[u8], at: &str, minutes: u32, dates: (Date, Date)) -> Provision {
        Provision {
            weekdays: days.to_vec(),
            starts_at: at.to_owned(),
            minutes,
            from_on: dates.0,
            until_on: dates.1,
            staff: vec![UserId::new(1, &[1; 10])],
            ..Provision::new(ProvisionId::new(1, &[0; 10]))
        }
    }

    #[test]
    fn table() {
        let term = (date(2026, 9, 7), date(2026, 12, 18));
        let spring = (date(2027, 1, 4), date(2027, 3, 25));
        for (name, other, clashes_with) in [
            ("same time", group(&[1], "09:00", 20, term), true),
            ("other day", group(&[2], "09:00", 20, term), false),
            ("starts as it ends", group(&[1], "09:20", 20, term), false),
            ("ends as it starts", group(&[1], "08:40", 20, term), false),
            ("a minute early", group(&[1], "09:19", 20, term), true),
            ("around it", group(&[1], "08:00", 120, term), true),
            ("no time", group(&[1], "", 20, term), false),
            ("next term", group(&[1], "09:00", 20, spring), false),
        ] {
            let one = group(&[1, 3], "9:00", 20, term);
            assert_eq!(!clashes(&[one, other]).is_empty(), clashes_with, "{name}");
        }
        let found = clashes(&[group(&[5, 3, 1], "9:00", 20, term), group(&[1, 2, 3, 5], "9:00", 20, term)]);
        assert_eq!((found.len(), found[0].days_in_words().as_str()), (1, "Monday, Wednesday and Friday"));
    }

    #[test]
    fn children_while_they_have_both_places() {
        let term = (date(2026, 9, 7), date(2026, 12, 18));
        let pupil = PupilId::new(1, &[7; 10]);
        let with = |from_on, until_on| {
            let mut group = group(&[1], "9:00", 20, term);
            group.staff.clear();
            group.places = vec![Place { pupil, target: None, from_on, until_on }];
            group
        };
        let first = with(date(2026, 9, 7), Some(date(2026, 10, 1)));
        let later = with(date(2026, 10, 2), None);
        assert!(clashes(&[first.clone(), later]).is_empty());
        let found = clashes(&[first, with(date(2026, 10, 1), None)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].who, Booked::Child(pupil));
    }
}
