//! When the half term's review is due: once in each half term for each child at step 5 or later.

use crate::{
    Date,
    calendar::{SchoolCalendar, count::days_after},
};

use super::{CaseState, SupportState};

/// So many days before its last day a review may be held as the half term's: three weeks, so that a school with sixty
/// children can spread them.
const WINDOW: i32 = 21;
/// The length of a half term where the school's terms are not known: seven weeks.
const HALF_TERM: i32 = 49;

/// Whether half-termly reviews are due for a child who stands here.
///
/// # Source
/// pathway, step 7: each child at step 5 or later.
#[must_use]
pub const fn is_reviewed(case: &CaseState) -> bool {
    match case.support {
        Some(
            SupportState::Provision
            | SupportState::Monitoring
            | SupportState::Review
            | SupportState::Continues,
        ) => true,
        // A next cycle's plan is written while provision runs.
        Some(SupportState::Iep) => case.cycle > 1,
        Some(SupportState::Concern | SupportState::TeacherAdapts | SupportState::Profile)
        | Some(SupportState::Closed(_))
        | None => false,
    }
}

/// The last day of the half term in which the next review is due, counted from `since`: the day of the last review, or
/// the day on which the child came to step 5.
///
/// After a review it is the half term after; without one, the half term in which the child came to step 5, or the next
/// when they came in a holiday or within the last three weeks of it.
///
/// # Source
/// pathway, step 7.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, date, pathway::review_due};
/// let calendar = SchoolCalendar::shipped();
/// let came_on = date(2026, 11, 9);
/// assert_eq!(review_due::due_on(calendar, None, came_on), date(2026, 12, 18));
/// assert_eq!(review_due::due_on(calendar, Some(date(2026, 12, 10)), came_on), date(2027, 2, 12));
/// ```
#[must_use]
pub fn due_on(calendar: &SchoolCalendar, last_review_on: Option<Date>, since: Date) -> Date {
    let guess = |from| days_after(from, HALF_TERM);
    let next = |from| {
        calendar
            .next_half_term(from)
            .filter(|_| calendar.knows(from))
            .map_or_else(|| guess(from), |term| term.to)
    };
    match last_review_on {
        Some(last) => next(last),
        None => match calendar.half_term_of(since) {
            Some(term) if since <= days_after(term.to, -WINDOW) => term.to,
            Some(_) | None => next(since),
        },
    }
}

/// Whether a review that is due on `due_on` is due today: from three weeks before, and while it is late.
#[must_use]
pub fn is_due(due_on: Date, today: Date) -> bool {
    today >= days_after(due_on, -WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn once_in_each_half_term() {
        let calendar = SchoolCalendar::shipped();
        let (autumn_2, spring_1) = (date(2026, 12, 18), date(2027, 2, 12));
        for (last, since, due) in [
            (None, date(2026, 11, 2), autumn_2),
            (None, date(2026, 11, 27), autumn_2), // exactly three weeks are left
            (None, date(2026, 11, 28), spring_1),
            (None, date(2026, 12, 24), spring_1), // in the holiday
            (Some(date(2026, 11, 3)), date(2026, 9, 7), spring_1), // early: the half term has had its review
            (Some(date(2026, 12, 18)), date(2026, 9, 7), spring_1),
            (Some(date(2026, 12, 20)), date(2026, 9, 7), spring_1),
            (Some(date(2040, 1, 9)), date(2026, 9, 7), date(2040, 2, 27)), // terms not known
        ] {
            assert_eq!(due_on(calendar, last, since), due, "{last:?} {since}");
        }
        assert!(!is_due(autumn_2, date(2026, 11, 26)) && is_due(autumn_2, date(2026, 11, 27)));
        assert!(is_due(autumn_2, date(2027, 1, 6)));
    }
}
