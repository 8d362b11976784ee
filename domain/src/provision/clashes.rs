//! Who is booked twice: an adult, a child or a whole class in two groups at one time.

use std::collections::{BTreeMap, BTreeSet};

use crate::{ClassId, Date, PupilId, UserId, calendar::count::days_after, pathway::facts};

use super::{Place, Provision, starts_at, weekday_name};

/// Who is booked twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Booked {
    /// Somebody who runs groups.
    Adult(UserId),
    /// A child with places, or with a place while their whole class has something else.
    Child(PupilId),
    /// A class that has two provisions whole.
    Class(ClassId),
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

/// Everybody who is booked twice. Two groups meet when their times overlap and a weekday of both lies within the dates of
/// both (and, for a child, of both places); a group without a time meets none, and one that ends as another starts does
/// not meet it. `class_of` says which class a child is in: none where it does not matter, or is not known.
///
/// # Source
/// `pathway.md`, step 5: "Clashes: a child or adult booked twice"; issue 4, section 2: whole-class provision too.
///
/// # Example
/// ```
/// # use domain::{*, provision::*};
/// # let ann = UserId::new(1, &[1; 10]);
/// # let group = |number: u8, starts_at: &str| Provision {
/// #     weekdays: vec![1, 3], starts_at: starts_at.to_owned(), minutes: 20, from_on: date(2026, 9, 7),
/// #     until_on: date(2026, 12, 18), staff: vec![ann], ..Provision::new(ProvisionId::new(1, &[number; 10]))
/// # };
/// let found = clashes(&[group(1, "9:00"), group(2, "9:15"), group(3, "9:35")], |_| None);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].who, found[0].one, found[0].other), (Booked::Adult(ann), 0, 1));
/// ```
#[must_use]
pub fn clashes(provisions: &[Provision], class_of: impl Fn(PupilId) -> Option<ClassId>) -> Vec<Clash> {
    let mut found = Vec::new();
    for (one, first) in provisions.iter().enumerate() {
        for (other, second) in provisions.iter().enumerate().skip(one + 1) {
            if !overlap(first, second) {
                continue;
            }
            let together = (first.from_on.max(second.from_on), first.until_on.min(second.until_on));
            let days = |within: (Date, Date)| meeting_days(first, second, within);
            let mut clash = |who, weekdays: Vec<u8>| {
                if !weekdays.is_empty() {
                    found.push(Clash { who, weekdays, one, other });
                }
            };
            for adult in first.staff.iter().filter(|adult| second.staff.contains(adult)) {
                clash(Booked::Adult(*adult), days(together));
            }
            if let Some(class) = first.class.filter(|class| second.class == Some(*class)) {
                clash(Booked::Class(class), days(together));
            }
            let mut children: Vec<(PupilId, (Date, Date))> = Vec::new();
            for place in &first.places {
                let both = second.places.iter().filter(|there| there.pupil == place.pupil);
                children.extend(both.map(|there| (place.pupil, during(there, during(place, together)))));
            }
            for (group, whole) in [(first, second.class), (second, first.class)] {
                let of_class = |place: &&Place| whole.is_some() && class_of(place.pupil) == whole;
                let places = group.places.iter().filter(of_class);
                children.extend(places.map(|place| (place.pupil, during(place, together))));
            }
            // Who left a group and came again has two places in it: the days of both count.
            let mut days_of: BTreeMap<PupilId, BTreeSet<u8>> = BTreeMap::new();
            for (child, within) in children {
                days_of.entry(child).or_default().extend(days(within));
            }
            for (child, weekdays) in days_of {
                clash(Booked::Child(child), weekdays.into_iter().collect());
            }
        }
    }
    found
}

/// What of a time a child has the place.
fn during(place: &Place, (from, to): (Date, Date)) -> (Date, Date) {
    (from.max(place.from_on), place.until_on.map_or(to, |until| until.min(to)))
}

/// Whether two groups run at the same time of day.
fn overlap(first: &Provision, second: &Provision) -> bool {
    match (starts_at(&first.starts_at), starts_at(&second.starts_at)) {
        (Some(start), Some(other)) => start.max(other) < (start + first.minutes).min(other + second.minutes),
        (None, _) | (_, None) => false,
    }
}

/// The weekdays of both groups that occur from a day to a day.
fn meeting_days(first: &Provision, second: &Provision, (from, to): (Date, Date)) -> Vec<u8> {
    let days = (0..7).map(|count| days_after(from, count)).take_while(|day| *day <= to);
    let mut days: Vec<u8> = days
        .filter(|day| first.runs_on(*day) && second.runs_on(*day))
        .map(|day| day.weekday().to_monday_one_offset().unsigned_abs())
        .collect();
    days.sort_unstable();
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
            (
                "from its last Friday",
                group(&[1], "09:00", 20, (date(2026, 12, 18), date(2026, 12, 20))),
                false,
            ),
            (
                "over its last Monday",
                group(&[1], "09:00", 20, (date(2026, 12, 14), date(2026, 12, 14))),
                true,
            ),
        ] {
            let one = group(&[1, 3], "9:00", 20, term);
            assert_eq!(!clashes(&[one, other], |_| None).is_empty(), clashes_with, "{name}");
        }
        let whole = [group(&[5, 3, 1], "9:00", 20, term), group(&[1, 2, 3, 5], "9:00", 20, term)];
        let found = clashes(&whole, |_| None);
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
        assert!(clashes(&[first.clone(), later], |_| None).is_empty());
        let found = clashes(&[first, with(date(2026, 9, 28), None)], |_| None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].who, Booked::Child(pupil));
        // Left and came again: a Monday of the one place, a Wednesday of the other.
        let both_days = |mut group: Provision| {
            group.weekdays = vec![1, 3];
            group
        };
        let (monday, wednesday) = (date(2026, 9, 7), date(2026, 9, 9));
        let mut again = both_days(with(monday, Some(monday)));
        again.places.push(Place { pupil, target: None, from_on: wednesday, until_on: Some(wednesday) });
        let found = clashes(&[again, both_days(with(monday, None))], |_| None);
        assert_eq!((found.len(), found[0].days_in_words().as_str()), (1, "Monday and Wednesday"));
    }

    #[test]
    fn stopped_and_started_again_it_meets_itself_on_no_day() {
        let wednesdays = |from, to| group(&[3, 5], "10:00", 20, (from, to));
        let stopped = wednesdays(date(2026, 11, 2), date(2026, 11, 23));
        let again = wednesdays(date(2026, 11, 23), date(2026, 12, 18));
        assert!(clashes(&[stopped.clone(), again], |_| None).is_empty(), "Monday 23 is a day of neither");
        let early = wednesdays(date(2026, 11, 20), date(2026, 12, 18));
        let found = clashes(&[stopped, early], |_| None);
        assert_eq!((found.len(), found[0].weekdays.as_slice()), (1, &[5][..]), "one Friday");
    }

    #[test]
    fn a_whole_class_and_a_place() {
        let term = (date(2026, 9, 7), date(2026, 12, 18));
        let (hazel, oak) = (ClassId::new(1, &[1; 10]), ClassId::new(1, &[2; 10]));
        let (ours, theirs) = (PupilId::new(1, &[7; 10]), PupilId::new(1, &[8; 10]));
        let class_of = |pupil| Some(if pupil == ours { hazel } else { oak });
        let free = |mut one: Provision| {
            one.staff.clear();
            one
        };
        let whole = Provision { class: Some(hazel), ..free(group(&[2], "9:00", 60, term)) };
        let place = |pupil| Place { pupil, target: None, from_on: term.0, until_on: None };
        let places = vec![place(ours), place(theirs)];
        let small = Provision { places, ..free(group(&[2, 4], "9:20", 20, term)) };
        let found = clashes(&[whole.clone(), small], class_of);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].who, found[0].days_in_words().as_str()), (Booked::Child(ours), "Tuesday"));
        let second = Provision { starts_at: "9:30".to_owned(), ..whole.clone() };
        assert_eq!(clashes(&[whole.clone(), second], class_of)[0].who, Booked::Class(hazel));
        let other = Provision { class: Some(oak), ..whole.clone() };
        assert!(clashes(&[whole, other], class_of).is_empty());
    }
}
