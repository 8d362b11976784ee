//! Phase transfer: the plan is reviewed and amended before 15 February, or before 31 March for post-16.

use jiff::civil::Date;

use super::{
    amended_plan, annual_review_decision, annual_review_notice,
    rule::{Law, Nature, Party, Rule},
};
use crate::{
    calendar::{AcademicYear, count::days_after},
    date,
    people::YearGroup,
};

/// The year group from whose end a child leaves for post-16.
const LAST_YEAR_OF_SECONDARY: YearGroup = YearGroup(11);

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "phase-transfer",
    title: "Plan amended for the next school, before 15 February",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 18"),
};

/// What it says where the school ends with Year 11 or later.
pub const POST_16: Rule =
    Rule { code: "phase-transfer-post-16", title: "Plan amended for post-16, before 31 March", ..RULE };

/// The rule of a school that ends with `last_year`. A rule for a phase that the school does not have never shows.
#[must_use]
pub const fn rule(last_year: YearGroup) -> &'static Rule {
    if last_year.0 >= LAST_YEAR_OF_SECONDARY.0 { &POST_16 } else { &RULE }
}

/// The last day on which the plan can be reviewed and amended in the calendar year of the transfer: the day before the
/// day that the law names.
///
/// `last_year` is the last year group of this school: nursery, infant, first, primary and middle schools have 14
/// February, a school that ends with Year 11 or later 30 March.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 18(1): "before" 15 February, and 31 March. In force since 2014-09-01; read
/// 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::phase_transfer, people::YearGroup};
/// assert_eq!(phase_transfer::due_on(YearGroup(6), 2027), date(2027, 2, 14));
/// assert_eq!(phase_transfer::due_on(YearGroup(11), 2027), date(2027, 3, 30));
/// ```
#[must_use]
pub fn due_on(last_year: YearGroup, year_of_transfer: i16) -> Date {
    let year = year_of_transfer.clamp(-9999, 9999);
    if last_year >= LAST_YEAR_OF_SECONDARY { date(year, 3, 30) } else { date(year, 2, 14) }
}

/// The last year group of a school of this phase: `nursery`, `infant`, `first`, `junior`, `primary`, `middle`,
/// `secondary`; none for a word that is not a phase.
#[must_use]
pub fn last_year_of(phase: &str) -> Option<YearGroup> {
    match phase.trim().to_lowercase().as_str() {
        "nursery" => Some(YearGroup(-1)),
        "infant" => Some(YearGroup(2)),
        "first" => Some(YearGroup(4)),
        "junior" | "primary" => Some(YearGroup(6)),
        "middle" => Some(YearGroup(8)),
        "secondary" => Some(LAST_YEAR_OF_SECONDARY),
        _ => None,
    }
}

/// The calendar year in which a child of `year_group` leaves a school that ends with `last_year`; none when the child
/// is past it.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::phase_transfer, people::YearGroup};
/// assert_eq!(phase_transfer::year_of_transfer(YearGroup(6), YearGroup(6), date(2026, 11, 23)), Some(2027));
/// assert_eq!(phase_transfer::year_of_transfer(YearGroup(4), YearGroup(6), date(2026, 11, 23)), Some(2029));
/// ```
#[must_use]
pub fn year_of_transfer(year_group: YearGroup, last_year: YearGroup, today: Date) -> Option<i16> {
    let years_left = i16::from(last_year.0) - i16::from(year_group.0);
    (years_left >= 0).then(|| AcademicYear::of(today).ends_in().saturating_add(years_left))
}

/// The day on which a year group counts: a school that moves its children up in July or August has them in the year
/// group of the year to come, which the birthday tells.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::phase_transfer, people::YearGroup};
/// let (born, august) = (date(2017, 3, 2), date(2027, 8, 31));
/// assert_eq!(phase_transfer::counted_on(YearGroup(6), born, august), date(2027, 9, 1));
/// assert_eq!(phase_transfer::counted_on(YearGroup(5), born, august), august);
/// ```
#[must_use]
pub fn counted_on(year_group: YearGroup, born_on: Date, today: Date) -> Date {
    let this = AcademicYear::of(today);
    let is_ahead = YearGroup::by_age(born_on, this.next()) == year_group
        && YearGroup::by_age(born_on, this) != year_group
        && matches!(today.month(), 7 | 8);
    if is_ahead { this.next().first_day() } else { today }
}

/// Whether the child is in the last year of this school, so that the transfer review is due this year.
#[must_use]
pub const fn is_due_this_year(year_group: YearGroup, last_year: YearGroup) -> bool {
    year_group.0 == last_year.0
}

/// The last day for the review meeting, so that the amended plan can still be ready: in the autumn term.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::phase_transfer, people::YearGroup};
/// assert_eq!(phase_transfer::meeting_by(YearGroup(6), 2027), date(2026, 11, 22));
/// ```
#[must_use]
pub fn meeting_by(last_year: YearGroup, year_of_transfer: i16) -> Date {
    days_after(due_on(last_year, year_of_transfer), -amended_plan::FROM_THE_MEETING)
}

/// The day by which the review is finished, with the county's decision, so that the amended plan can still be ready.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::phase_transfer, people::YearGroup};
/// assert_eq!(phase_transfer::review_by(YearGroup(6), 2027), date(2026, 12, 20));
/// ```
#[must_use]
pub fn review_by(last_year: YearGroup, year_of_transfer: i16) -> Date {
    annual_review_decision::due_on(meeting_by(last_year, year_of_transfer))
}

/// The day by which the review of a plan is finished that was made on a day. Of a plan that is too new for the time above,
/// notice of the meeting, the meeting and the county's decision follow one another at once: the child leaves before its
/// twelve months end. None when even that is after the day that the law names.
///
/// # Law
/// As [`due_on`]; reg 20(3) for the notice, and reg 20(10) for the decision. Read 2026-11-30.
///
/// # Example
/// ```
/// # use domain::{date, deadlines::phase_transfer::review_of_a_plan_by, people::YearGroup};
/// let by = |made_on| review_of_a_plan_by(YearGroup(6), 2027, made_on);
/// assert_eq!(by(date(2026, 1, 12)), Some(date(2026, 12, 20)));
/// assert_eq!(by(date(2026, 11, 23)), Some(date(2027, 1, 4)));
/// assert_eq!(by(date(2027, 1, 11)), None);
/// ```
#[must_use]
pub fn review_of_a_plan_by(last_year: YearGroup, year_of_transfer: i16, made_on: Date) -> Option<Date> {
    let at_once = annual_review_decision::due_on(annual_review_notice::earliest_meeting(made_on));
    let by = at_once.max(review_by(last_year, year_of_transfer));
    (by <= due_on(last_year, year_of_transfer)).then_some(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_last_year_of_this_school() {
        for (kind, last_year, due, meeting_by_day) in [
            ("nursery", YearGroup(-1), date(2028, 2, 14), date(2027, 11, 22)),
            ("infant", YearGroup(2), date(2028, 2, 14), date(2027, 11, 22)),
            ("first", YearGroup(4), date(2028, 2, 14), date(2027, 11, 22)),
            ("primary", YearGroup(6), date(2028, 2, 14), date(2027, 11, 22)),
            ("middle", YearGroup(8), date(2028, 2, 14), date(2027, 11, 22)),
            ("secondary", YearGroup(11), date(2028, 3, 30), date(2028, 1, 6)), // over 29 February
        ] {
            assert_eq!(last_year_of(kind), Some(last_year), "{kind}");
            assert_eq!(due_on(last_year, 2028), due, "{kind}");
            assert_eq!(meeting_by(last_year, 2028), meeting_by_day, "{kind}");
            assert_eq!(amended_plan::due_on(meeting_by_day, None), due, "{kind}: the plan is ready in time");
            assert!(review_by(last_year, 2028) < due, "{kind}");
        }
    }

    #[test]
    fn a_plan_of_the_last_autumn_is_reviewed_before_the_child_leaves() {
        for (made_on, by) in [
            (date(2026, 11, 8), Some(date(2026, 12, 20))),
            (date(2026, 11, 9), Some(date(2026, 12, 21))),
            (date(2026, 12, 7), Some(date(2027, 1, 18))),
            (date(2027, 1, 3), Some(date(2027, 2, 14))),
            (date(2027, 1, 4), None), // its decision would come after the day
        ] {
            assert_eq!(review_of_a_plan_by(YearGroup(6), 2027, made_on), by, "{made_on}");
        }
    }

    #[test]
    fn the_year_of_transfer_turns_in_september() {
        for (year_group, last_year, today, year) in [
            (6, 6, date(2026, 8, 31), Some(2026)),
            (6, 6, date(2026, 9, 1), Some(2027)),
            (6, 6, date(2027, 1, 1), Some(2027)),
            (0, 6, date(2026, 12, 25), Some(2033)),
            (7, 6, date(2026, 12, 25), None),
            (-1, -1, date(2026, 12, 25), Some(2027)),
        ] {
            let found = year_of_transfer(YearGroup(year_group), YearGroup(last_year), today);
            assert_eq!(found, year, "{year_group} {today}");
        }
        let far = year_of_transfer(YearGroup(-1), YearGroup(13), Date::MAX);
        assert!(far.is_some_and(|year| due_on(YearGroup(13), year) <= Date::MAX));
        assert!(
            is_due_this_year(YearGroup(6), YearGroup(6)) && !is_due_this_year(YearGroup(5), YearGroup(6))
        );
    }
}
