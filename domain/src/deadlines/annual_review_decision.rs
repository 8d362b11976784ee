//! The authority decides after a review: keep, amend or cease, four weeks.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Four weeks after the meeting.
pub const FOUR_WEEKS: i32 = 28;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "annual-review-decision",
    title: "Decision to keep, amend or cease",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 20(10); [2022] EWHC 493 (Admin)"),
};

/// The last day on which the authority may decide to keep, amend or cease the plan; a notice of amendment is due by
/// the same day.
///
/// The first day is the one after the meeting.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 20(10) and 22(2); R (L, M and P) v Devon County Council \[2022\] EWHC 493
/// (Admin). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::annual_review_decision, date};
/// assert_eq!(annual_review_decision::due_on(date(2026, 6, 15)), date(2026, 7, 13));
/// ```
#[must_use]
pub fn due_on(meeting_on: Date) -> Date {
    days_after(meeting_on, FOUR_WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (meeting_on, due) in [
            (date(2026, 3, 2), date(2026, 3, 30)),
            (date(2028, 1, 31), date(2028, 2, 28)), // a leap year
            (date(2026, 1, 31), date(2026, 2, 28)), // a month's end
            (date(2026, 12, 10), date(2027, 1, 7)), // over Christmas
            (date(2026, 7, 20), date(2026, 8, 17)), // over August
            (date(2026, 2, 28), date(2026, 3, 28)), // from a Saturday
        ] {
            assert_eq!(due_on(meeting_on), due, "{meeting_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
