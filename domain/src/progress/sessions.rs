//! Whether the planned sessions took place: planned and delivered in a week, and over the last school weeks.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Week;

/// The sessions of one child for one target in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekSessions {
    /// The week.
    pub week: Week,
    /// Sessions planned.
    pub planned: u32,
    /// Sessions delivered to the child (extra ones count).
    pub delivered: u32,
    /// Sessions missed because the child was away.
    pub child_absent: u32,
    /// Sessions missed because they were not run.
    pub not_run: u32,
}

/// Sessions added up over some weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// Sessions planned.
    pub planned: u32,
    /// Sessions delivered.
    pub delivered: u32,
    /// Sessions missed because the child was away.
    pub child_absent: u32,
    /// Sessions missed because they were not run.
    pub not_run: u32,
}

impl Sessions {
    /// Whether under 80% of the planned sessions were delivered. Exactly 80% is enough; nothing planned is not
    /// too few.
    #[must_use]
    pub fn is_too_few(&self) -> bool {
        u64::from(self.delivered) * 5 < u64::from(self.planned) * 4
    }
}

/// The sessions of the last `weeks` school weeks (weeks with planned sessions) up to the week of `today`.
///
/// # Source
/// `progress.md`, rule 3: "under 80% of planned sessions delivered in the last four school weeks".
///
/// # Example
/// ```
/// # use domain::{progress::{sessions::{last_weeks, WeekSessions}, Week}, date};
/// let week = |day, planned, delivered| WeekSessions {
///     week: Week::of(date(2026, 11, day)), planned, delivered, child_absent: 0, not_run: planned - delivered,
/// };
/// let sum = last_weeks(&[week(2, 3, 0), week(9, 3, 3), week(16, 0, 0), week(23, 3, 2)], date(2026, 11, 25), 2);
/// assert_eq!((sum.planned, sum.delivered, sum.is_too_few()), (6, 5, false));
/// ```
#[must_use]
pub fn last_weeks(sessions: &[WeekSessions], today: Date, weeks: usize) -> Sessions {
    let this_week = Week::of(today);
    let mut school: Vec<&WeekSessions> =
        sessions.iter().filter(|week| week.planned > 0 && week.week <= this_week).collect();
    school.sort_by_key(|week| week.week);
    school.iter().rev().take(weeks).fold(Sessions::default(), |sum, week| Sessions {
        planned: sum.planned.saturating_add(week.planned),
        delivered: sum.delivered.saturating_add(week.delivered),
        child_absent: sum.child_absent.saturating_add(week.child_absent),
        not_run: sum.not_run.saturating_add(week.not_run),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn eighty_percent() {
        for (planned, delivered, too_few) in [
            (0, 0, false),
            (10, 8, false),
            (10, 7, true),
            (5, 4, false),
            (12, 9, true),
            (3, 5, false),
            (1, 0, true),
        ] {
            let sum = Sessions { planned, delivered, ..Sessions::default() };
            assert_eq!(sum.is_too_few(), too_few, "{delivered} of {planned}");
        }
        let later = WeekSessions {
            week: Week::of(date(2026, 11, 30)),
            planned: 9,
            delivered: 0,
            child_absent: 4,
            not_run: 5,
        };
        assert_eq!(last_weeks(&[later], date(2026, 11, 29), 4), Sessions::default());
        assert_eq!(last_weeks(&[later], date(2026, 11, 30), 4).child_absent, 4);
    }
}
