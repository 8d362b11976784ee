//! Notice of the review's date, and everybody's advice: two weeks before the meeting.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Two weeks before the meeting.
const TWO_WEEKS_BEFORE: i32 = -14;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "annual-review-notice",
    title: "Notice of the meeting",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 20(3)"),
};

/// The last day on which notice of the date may be given, and the advice of all who are invited be sent round.
///
/// "At least two weeks before": day 14 before the meeting is in time.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 20(3) and 20(4). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::annual_review_notice, date};
/// assert_eq!(annual_review_notice::due_on(date(2026, 6, 15)), date(2026, 6, 1));
/// ```
#[must_use]
pub fn due_on(meeting_on: Date) -> Date {
    days_after(meeting_on, TWO_WEEKS_BEFORE)
}

/// The first day on which a meeting can be held whose notice is given on a day.
///
/// # Example
/// ```
/// # use domain::{deadlines::annual_review_notice, date};
/// assert_eq!(annual_review_notice::earliest_meeting(date(2026, 6, 1)), date(2026, 6, 15));
/// ```
#[must_use]
pub fn earliest_meeting(notice_on: Date) -> Date {
    days_after(notice_on, -TWO_WEEKS_BEFORE)
}

/// What the clock of the advice says of itself: due on the same day.
pub const ADVICE: Rule = Rule {
    code: "annual-review-advice",
    title: "Advice sent to all invited",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 20(4)"),
};

/// The last day on which the advice of all who are invited may be sent round: that of the notice.
#[must_use]
pub fn advice_circulated_due_on(meeting_on: Date) -> Date {
    due_on(meeting_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (meeting_on, due) in [
            (date(2026, 6, 15), date(2026, 6, 1)),
            (date(2028, 3, 10), date(2028, 2, 25)), // a leap year
            (date(2027, 3, 10), date(2027, 2, 24)),
            (date(2027, 1, 4), date(2026, 12, 21)),  // over Christmas
            (date(2026, 9, 7), date(2026, 8, 24)),   // into August
            (date(2026, 1, 14), date(2025, 12, 31)), // a month's end
        ] {
            assert_eq!(due_on(meeting_on), due, "{meeting_on}");
        }
        assert_eq!(due_on(Date::MIN), Date::MIN);
    }
}
