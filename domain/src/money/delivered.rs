//! Section F of a plan: hours delivered against hours specified, by week and to date.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A length of time in whole minutes; shown in hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes) = (self.0 / 60, self.0 % 60);
        match (hours, minutes) {
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

/// One week of one line of section F.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineWeek {
    /// What the plan specifies for a whole school week.
    pub specified: Minutes,
    /// The days on which pupils attend in this week, 0 to 5 (0: holiday).
    pub school_days: u8,
    /// What was delivered.
    pub delivered: Minutes,
    /// What was not delivered because the child was away.
    pub child_absent: Minutes,
}

/// Specified and delivered time, with what is missing told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// What the plan specifies for the days of school.
    pub specified: Minutes,
    /// What was delivered.
    pub delivered: Minutes,
    /// What falls on holidays and is therefore not specified.
    pub holiday: Minutes,
    /// What is missing because the child was away.
    pub child_absent: Minutes,
    /// What is missing because it was not run.
    pub not_run: Minutes,
}

impl Delivered {
    /// The share of the specified time that was delivered, in whole per cent (rounded down); none when nothing was
    /// specified. Over 100 when more was given.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        (self.specified.0 > 0).then(|| u64::from(self.delivered.0) * 100 / u64::from(self.specified.0))
    }

    /// This time and another, added up.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let add = |a: Minutes, b: Minutes| Minutes(a.0.saturating_add(b.0));
        Self {
            specified: add(self.specified, other.specified),
            delivered: add(self.delivered, other.delivered),
            holiday: add(self.holiday, other.holiday),
            child_absent: add(self.child_absent, other.child_absent),
            not_run: add(self.not_run, other.not_run),
        }
    }
}

/// One week: a holiday day takes a fifth of the week's time away; of the rest, what was not delivered is the child's
/// absence as far as it goes, and otherwise not run.
///
/// # Source
/// `progress.md`, "Section F: hours delivered / hours specified"; `pathway.md` step 8.
///
/// # Example
/// ```
/// # use domain::money::delivered::{self, LineWeek, Minutes};
/// let week = delivered::of_week(&LineWeek {
///     specified: Minutes(300),
///     school_days: 4,
///     delivered: Minutes(120),
///     child_absent: Minutes(60),
/// });
/// assert_eq!((week.specified, week.holiday, week.not_run), (Minutes(240), Minutes(60), Minutes(60)));
/// assert_eq!(week.percent(), Some(50));
/// ```
#[must_use]
pub fn of_week(week: &LineWeek) -> Delivered {
    let days = u64::from(week.school_days.min(5));
    // Rounded to the nearest minute.
    let specified = u32::try_from((2 * u64::from(week.specified.0) * days + 5) / 10).unwrap_or(u32::MAX);
    let missing = specified.saturating_sub(week.delivered.0);
    let child_absent = week.child_absent.0.min(missing);
    Delivered {
        specified: Minutes(specified),
        delivered: week.delivered,
        holiday: Minutes(week.specified.0.saturating_sub(specified)),
        child_absent: Minutes(child_absent),
        not_run: Minutes(missing - child_absent),
    }
}

/// To date: the weeks added up, each judged by itself, so that more in one week does not hide less in another.
#[must_use]
pub fn to_date(weeks: &[LineWeek]) -> Delivered {
    weeks.iter().map(of_week).fold(Delivered::default(), |sum, week| sum.and(&week))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks() {
        for (specified, school_days, delivered, child_absent, expected) in [
            // specified, delivered, holiday, child absent, not run
            (300, 5, 300, 0, [300, 300, 0, 0, 0]),
            (300, 5, 0, 0, [300, 0, 0, 0, 300]),
            (300, 5, 0, 300, [300, 0, 0, 300, 0]),
            (300, 5, 200, 300, [300, 200, 0, 100, 0]),
            (300, 0, 0, 0, [0, 0, 300, 0, 0]),
            (300, 0, 60, 0, [0, 60, 300, 0, 0]),
            (300, 5, 360, 0, [300, 360, 0, 0, 0]),
            (32, 4, 0, 0, [26, 0, 6, 0, 26]),
            (300, 9, 0, 0, [300, 0, 0, 0, 300]),
        ] {
            let week = LineWeek {
                specified: Minutes(specified),
                school_days,
                delivered: Minutes(delivered),
                child_absent: Minutes(child_absent),
            };
            let found = of_week(&week);
            let found = [found.specified, found.delivered, found.holiday, found.child_absent, found.not_run]
                .map(|m| m.0);
            assert_eq!(found, expected, "{week:?}");
        }
    }

    #[test]
    fn more_in_one_week_does_not_hide_less_in_another() {
        let week = |delivered| LineWeek {
            specified: Minutes(60),
            school_days: 5,
            delivered: Minutes(delivered),
            child_absent: Minutes(0),
        };
        let sum = to_date(&[week(120), week(0)]);
        assert_eq!((sum.percent(), sum.not_run), (Some(100), Minutes(60)));
        assert_eq!(to_date(&[]).percent(), None);
        let shown = [0, 45, 60, 1530].map(|minutes| Minutes(minutes).to_string());
        assert_eq!(shown, ["0 min", "45 min", "1 h", "25 h 30 min"]);
    }
}
