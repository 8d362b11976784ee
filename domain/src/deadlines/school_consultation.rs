//! The school answers when the county consults it: fifteen days.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Fifteen days after the school is consulted.
const FIFTEEN_DAYS: i32 = 15;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "school-consultation",
    title: "Answer to the county's consultation",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("SEND Code of Practice 2015, 9.83"),
};

/// The last day on which a school that is consulted about naming it may answer.
///
/// The first day is the one after the county consults the school.
///
/// # Law
/// SEND Code of Practice 2015, 9.83 (CFA 2014 s.39(2)). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::school_consultation, date};
/// assert_eq!(school_consultation::due_on(date(2026, 6, 8)), date(2026, 6, 23));
/// ```
#[must_use]
pub fn due_on(consulted_on: Date) -> Date {
    days_after(consulted_on, FIFTEEN_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (consulted_on, due) in [
            (date(2026, 3, 2), date(2026, 3, 17)),
            (date(2028, 1, 31), date(2028, 2, 15)),   // a leap year
            (date(2026, 1, 31), date(2026, 2, 15)),   // a month's end
            (date(2026, 12, 10), date(2026, 12, 25)), // over Christmas
            (date(2026, 7, 20), date(2026, 8, 4)),    // over August
            (date(2026, 2, 28), date(2026, 3, 15)),   // from a Saturday
        ] {
            assert_eq!(due_on(consulted_on), due, "{consulted_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
