//! The annual review of an EHC plan: within twelve months of the plan, then of the last review.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::{
    calendar::{AcademicYear, count::last_of_months_from},
    people::YearGroup,
};

/// Twelve months.
const TWELVE_MONTHS: i32 = 12;
/// Three months.
const THREE_MONTHS: i32 = 3;
/// The year group from whose review preparing for adulthood is part of it.
const YEAR_NINE: YearGroup = YearGroup(9);

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "annual-review",
    title: "Annual review",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("Children and Families Act 2014, s.44"),
};

/// The last day of the twelve months in which the plan must be reviewed.
///
/// The first day is that on which the plan was made, or that of the last review: "12 months starting with" it end on
/// the day before it comes round again. Of the two days the later counts; without a review that of the plan.
///
/// # Law
/// Children and Families Act 2014, s.44(1) and (2). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::annual_review, date};
/// assert_eq!(annual_review::due_on(date(2026, 1, 1), None), date(2026, 12, 31));
/// assert_eq!(annual_review::due_on(date(2025, 1, 1), Some(date(2025, 11, 14))), date(2026, 11, 13));
/// ```
#[must_use]
pub fn due_on(plan_made_on: Date, last_review_on: Option<Date>) -> Date {
    let from = last_review_on.map_or(plan_made_on, |last_review_on| last_review_on.max(plan_made_on));
    last_of_months_from(from, TWELVE_MONTHS)
}

/// The last day of the review of a plan that came from another authority on a day: three months starting with it, when the
/// twelve months end before.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 15(5). In force since 2014-09-01; read 2026-11-30.
///
/// # Example
/// ```
/// # use domain::{deadlines::annual_review, date};
/// let (made, moved_in) = (date(2024, 2, 29), Some(date(2026, 11, 2)));
/// assert_eq!(annual_review::due_after_a_move(made, None, moved_in), date(2027, 2, 1));
/// assert_eq!(annual_review::due_after_a_move(made, Some(date(2026, 6, 1)), moved_in), date(2027, 5, 31));
/// assert_eq!(annual_review::due_after_a_move(made, None, None), date(2025, 2, 28));
/// ```
#[must_use]
pub fn due_after_a_move(
    plan_made_on: Date,
    last_review_on: Option<Date>,
    transferred_on: Option<Date>,
) -> Date {
    let of_the_year = due_on(plan_made_on, last_review_on);
    // A review that was held here ended what the move began.
    let moved = transferred_on.filter(|on| last_review_on.is_none_or(|last| last < *on));
    moved.map_or(of_the_year, |on| of_the_year.max(last_of_months_from(on, THREE_MONTHS)))
}

/// By when the next review is finished, and what asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewDue {
    /// The day.
    pub on: Date,
    /// When it is earlier than the twelve months: the day before which the plan is amended for the next school.
    pub for_transfer: Option<Date>,
}

impl ReviewDue {
    /// Of the twelve months alone.
    #[must_use]
    pub const fn of_the_year(on: Date) -> Self {
        Self { on, for_transfer: None }
    }

    /// The earlier of the twelve months and of what a transfer asks: the day of the review, and that of the amendment.
    #[must_use]
    pub fn earlier(of_the_year: Date, for_transfer: Option<(Date, Date)>) -> Self {
        match for_transfer {
            Some((on, amended_before)) if on < of_the_year => Self { on, for_transfer: Some(amended_before) },
            Some(_) | None => Self::of_the_year(of_the_year),
        }
    }
}

/// Whether the plan has been reviewed in the school year of `today`: what the school shows beside the date.
#[must_use]
pub fn reviewed_this_school_year(last_review_on: Option<Date>, today: Date) -> bool {
    last_review_on.is_some_and(|on| on <= today && AcademicYear::of(on) == AcademicYear::of(today))
}

/// Whether the review looks at preparing for adulthood: from Year 9.
///
/// # Law
/// SEND Code of Practice 2015, 9.184. In force since 2014-09-01; read 2026-11-23.
#[must_use]
pub const fn prepares_for_adulthood(year_group: YearGroup) -> bool {
    year_group.0 >= YEAR_NINE.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn twelve_months_starting_with_a_day() {
        for (made, reviewed, due) in [
            (date(2026, 1, 1), None, date(2026, 12, 31)),
            (date(2026, 3, 1), None, date(2027, 2, 28)),
            (date(2027, 3, 1), None, date(2028, 2, 29)), // into a leap year
            (date(2028, 2, 29), None, date(2029, 2, 28)),
            (date(2026, 8, 15), None, date(2027, 8, 14)), // August does not move it
            (date(2025, 12, 26), None, date(2026, 12, 25)),
            (date(2025, 1, 1), Some(date(2025, 11, 14)), date(2026, 11, 13)),
            (date(2026, 1, 1), Some(date(2025, 11, 14)), date(2026, 12, 31)), // a review of an earlier plan
        ] {
            assert_eq!(due_on(made, reviewed), due, "{made} {reviewed:?}");
        }
        assert!(due_on(Date::MAX, None) <= Date::MAX);
    }

    #[test]
    fn this_school_year() {
        for (last, today, reviewed) in [
            (None, date(2026, 11, 23), false),
            (Some(date(2026, 9, 1)), date(2026, 11, 23), true),
            (Some(date(2026, 8, 31)), date(2026, 11, 23), false),
            (Some(date(2026, 8, 31)), date(2026, 8, 31), true),
            (Some(date(2026, 12, 1)), date(2026, 11, 23), false), // not held yet
        ] {
            assert_eq!(reviewed_this_school_year(last, today), reviewed, "{last:?}");
        }
        assert!(prepares_for_adulthood(YearGroup(9)) && !prepares_for_adulthood(YearGroup(8)));
    }
}
