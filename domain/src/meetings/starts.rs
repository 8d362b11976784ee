//! When the meetings of one day begin: one after the other.

use jiff::{ToSpan, civil::Time};

/// The latest at which a meeting is proposed to begin.
const LATEST: Time = Time::constant(18, 0, 0, 0);

/// When a meeting of a day can begin so that it overlaps none of those that stand, each with its start and its length in
/// minutes: the SENCO comes to all of them, and a teaching assistant to several. The soonest from `first` on; what would
/// begin too late in the evening is proposed for the last time that is not.
///
/// # Example
/// ```
/// # use domain::meetings::starts;
/// # use jiff::civil::time;
/// let taken = [(time(15, 30, 0, 0), 30), (time(16, 15, 0, 0), 30)];
/// assert_eq!(starts::free(time(15, 30, 0, 0), 30, &taken), time(16, 45, 0, 0));
/// ```
#[must_use]
pub fn free(first: Time, minutes: u32, taken: &[(Time, u32)]) -> Time {
    let over = |from: Time, minutes: u32| from.saturating_add(i64::from(minutes.min(24 * 60)).minutes());
    let mut begins = first;
    while let Some((at, long)) =
        taken.iter().find(|(at, long)| *at < over(begins, minutes) && begins < over(*at, *long))
    {
        let after = over(*at, *long);
        if after > LATEST || after <= begins {
            return first.max(LATEST);
        }
        begins = after;
    }
    begins
}

/// A time of day as people type it: 15:30, 15.30, 3:30 pm, 9am.
#[must_use]
pub fn read(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase().replace('.', ":").replace(' ', "");
    let (text, after_noon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(text), _) => (text, Some(true)),
        (_, Some(text)) => (text, Some(false)),
        (None, None) => (text.as_str(), None),
    };
    let (hour, minute) = match text.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?),
        Some(_) => return None,
        None => (text.parse::<i8>().ok().filter(|_| after_noon.is_some())?, 0),
    };
    let hour = match after_noon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after) => hour % 12 + if after { 12 } else { 0 },
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn one_after_the_other_and_never_at_night() {
        let first = time(15, 30, 0, 0);
        let at = |hour, minute, long| (time(hour, minute, 0, 0), long);
        for (minutes, taken, begins) in [
            (30, vec![], first),
            (30, vec![at(15, 30, 30)], time(16, 0, 0, 0)),
            // In the order in which they were planned, not of the clock.
            (30, vec![at(16, 0, 45), at(15, 30, 30)], time(16, 45, 0, 0)),
            // One that ends as it begins, and one in the morning, are in nobody's way.
            (30, vec![at(9, 0, 60), at(15, 0, 30)], first),
            (45, vec![at(16, 0, 30)], time(16, 30, 0, 0)),
            (30, vec![at(15, 30, 120), at(17, 30, 60)], LATEST),
            (30, vec![at(15, 30, u32::MAX)], LATEST),
        ] {
            assert_eq!(free(first, minutes, &taken), begins, "{minutes} {taken:?}");
        }
        let evening = time(19, 0, 0, 0);
        assert_eq!(free(evening, 30, &[(evening, 30)]), evening, "a school that meets in the evening");
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        for (typed, read_as) in [
            ("15:30", Some((15, 30))),
            (" 9.05 ", Some((9, 5))),
            ("3:30 pm", Some((15, 30))),
            ("12pm", Some((12, 0))),
            ("12:15 am", Some((0, 15))),
            ("00:00", Some((0, 0))),
            ("15", None),
            ("15:3", None),
            ("25:00", None),
            ("13 pm", None),
            ("after school", None),
            ("", None),
        ] {
            assert_eq!(read(typed), read_as.map(|(hour, minute)| time(hour, minute, 0, 0)), "{typed:?}");
        }
    }
}
