//! Days of the school's year, counted back from the demonstration's today.

use domain::{
    Date,
    calendar::{SchoolCalendar, count::days_after},
};

/// How far back the history goes.
pub const A_YEAR: i32 = 364;

/// Days back from today.
#[derive(Clone, Copy, Debug)]
pub struct Days<'a> {
    /// Today.
    pub today: Date,
    /// The calendar.
    pub calendar: &'a SchoolCalendar,
}

impl Days<'_> {
    /// The last school day on or before so many days ago; the day itself where no terms are known.
    pub fn ago(&self, days: i32) -> Date {
        let day = days_after(self.today, -days);
        self.calendar.school_day_by(day).filter(|found| (day - *found).get_days() < 60).unwrap_or(day)
    }

    /// The first day of the history.
    pub fn first(&self) -> Date {
        self.ago(A_YEAR)
    }
}
