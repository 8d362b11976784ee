//! The report of the review meeting: two weeks.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Two weeks after the meeting.
const TWO_WEEKS: i32 = 14;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "annual-review-report",
    title: "Report of the meeting",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 20"),
};

/// The last day on which the report, with recommendations and differences of view, may be sent to all invited.
///
/// The first day is the one after the meeting.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 20. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::annual_review_report, date};
/// assert_eq!(annual_review_report::due_on(date(2026, 6, 15)), date(2026, 6, 29));
/// ```
#[must_use]
pub fn due_on(meeting_on: Date) -> Date {
    days_after(meeting_on, TWO_WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (meeting_on, due) in [
            (date(2026, 3, 2), date(2026, 3, 16)),
            (date(2028, 1, 31), date(2028, 2, 14)),   // a leap year
            (date(2026, 1, 31), date(2026, 2, 14)),   // a month's end
            (date(2026, 12, 10), date(2026, 12, 24)), // over Christmas
            (date(2026, 7, 20), date(2026, 8, 3)),    // over August
            (date(2026, 2, 28), date(2026, 3, 14)),   // from a Saturday
        ] {
            assert_eq!(due_on(meeting_on), due, "{meeting_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
