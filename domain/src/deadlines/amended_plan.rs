//! The final amended plan: eight weeks from the notice, twelve from the meeting at the latest.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Eight weeks after the notice of amendment.
const FROM_THE_NOTICE: i32 = 56;
/// Twelve weeks after the meeting: the four until the notice, and eight.
pub const FROM_THE_MEETING: i32 = 84;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "amended-plan",
    title: "Final amended plan",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 22(3) and (4); [2022] EWHC 493 (Admin)"),
};

/// The last day on which the authority may send the amended plan.
///
/// The first day is the one after the notice of amendment was **in fact** served, so an early notice brings it forward;
/// a late one does not put it off: twelve weeks after the meeting is the latest.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 22(3) and (4); R (L, M and P) v Devon County Council \[2022\] EWHC 493
/// (Admin). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::amended_plan, date};
/// assert_eq!(amended_plan::due_on(date(2026, 6, 15), None), date(2026, 9, 7));
/// assert_eq!(amended_plan::due_on(date(2026, 6, 15), Some(date(2026, 7, 1))), date(2026, 8, 26));
/// ```
#[must_use]
pub fn due_on(meeting_on: Date, notice_served_on: Option<Date>) -> Date {
    let latest = days_after(meeting_on, FROM_THE_MEETING);
    notice_served_on.map_or(latest, |served_on| days_after(served_on, FROM_THE_NOTICE).min(latest))
}

/// The last day of an amended plan whose notice followed no annual review: eight weeks after it was served.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 22(3) and 28(3). In force since 2014-09-01; read 2026-11-30.
///
/// # Example
/// ```
/// # use domain::{deadlines::amended_plan, date};
/// assert_eq!(amended_plan::without_a_review_due_on(date(2026, 7, 1)), date(2026, 8, 26));
/// ```
#[must_use]
pub fn without_a_review_due_on(notice_served_on: Date) -> Date {
    days_after(notice_served_on, FROM_THE_NOTICE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn from_the_notice_but_never_later_than_twelve_weeks() {
        for (meeting_on, notice_on, due) in [
            (date(2026, 6, 15), None, date(2026, 9, 7)), // over August
            (date(2026, 6, 15), Some(date(2026, 7, 13)), date(2026, 9, 7)), // on the last day
            (date(2026, 6, 15), Some(date(2026, 7, 1)), date(2026, 8, 26)), // early
            (date(2026, 6, 15), Some(date(2026, 8, 10)), date(2026, 9, 7)), // late
            (date(2027, 12, 10), None, date(2028, 3, 3)), // over Christmas and 29 February
        ] {
            assert_eq!(due_on(meeting_on, notice_on), due, "{meeting_on} {notice_on:?}");
        }
        assert_eq!(due_on(Date::MAX, Some(Date::MAX)), Date::MAX);
    }
}
