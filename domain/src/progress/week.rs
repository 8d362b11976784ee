//! A week, Monday to Sunday, named by its Monday.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{
    SchoolWeek,
    count::{days_after, monday_of},
};

/// A week from Monday to Sunday. Whether it is a *school* week is for the caller to say: one of a term, or one
/// with planned sessions.
///
/// # Source
/// `progress.md`; ISO 8601 weeks.
///
/// # Example
/// ```
/// # use domain::{progress::Week, date};
/// assert_eq!(Week::of(date(2026, 11, 22)), Week::of(date(2026, 11, 16)));
/// assert_eq!(Week::of(date(2026, 11, 22)).monday(), date(2026, 11, 16));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Week(Date);

impl Week {
    /// The week in which a day lies.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(monday_of(day))
    }

    /// Its Monday.
    #[must_use]
    pub const fn monday(self) -> Date {
        self.0
    }

    /// Its Sunday.
    #[must_use]
    pub fn sunday(self) -> Date {
        days_after(self.0, 6)
    }
}

impl From<SchoolWeek> for Week {
    fn from(week: SchoolWeek) -> Self {
        Self(week.monday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn mondays() {
        for (day, monday) in [
            (date(2026, 11, 23), date(2026, 11, 23)),
            (date(2026, 11, 29), date(2026, 11, 23)),
            (date(2027, 1, 1), date(2026, 12, 28)),
            (date(2028, 2, 29), date(2028, 2, 28)),
        ] {
            assert_eq!(Week::of(day).monday(), monday);
            assert!(Week::of(day).sunday() >= day);
        }
        let _ = (Week::of(Date::MIN), Week::of(Date::MAX).sunday());
    }
}
