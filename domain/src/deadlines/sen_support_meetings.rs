//! SEN support without a plan: three meetings a year with the parents at least.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::{AcademicYear, SchoolCalendar};

/// At least so many in an academic year.
pub const A_YEAR: usize = 3;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "sen-support-meetings",
    title: "Meeting with parents (three a year)",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("SEND Code of Practice 2015, 6.65"),
};

/// How many of the meetings were held in the academic year of `today`, up to that day. A half-termly review that was
/// a meeting counts; a call, video or note does not.
#[must_use]
pub fn held(meetings_on: &[Date], today: Date) -> usize {
    let year = AcademicYear::of(today);
    meetings_on.iter().filter(|on| **on <= today && AcademicYear::of(**on) == year).count()
}

/// The day by which the next of the year's three meetings should be held; none when three were.
///
/// One in each term: the last day of the autumn term for the first, of the spring term for the second, of the summer
/// term for the third; 31 August where the year's terms are not known.
///
/// # Law
/// SEND Code of Practice 2015, 6.65: "schools should meet parents at least three times each year". In force since
/// 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, deadlines::sen_support_meetings, date};
/// let calendar = SchoolCalendar::shipped();
/// let due_on = |held: &[_]| sen_support_meetings::due_on(held, date(2026, 11, 23), calendar);
/// assert_eq!(due_on(&[]), Some(date(2026, 12, 18)));
/// assert_eq!(due_on(&[date(2026, 10, 20)]), Some(date(2027, 3, 25)));
/// ```
#[must_use]
pub fn due_on(meetings_on: &[Date], today: Date, calendar: &SchoolCalendar) -> Option<Date> {
    let held = held(meetings_on, today);
    if held >= A_YEAR {
        return None;
    }
    let year = AcademicYear::of(today);
    let Some(school_year) = calendar.school_year(year) else { return Some(year.last_day()) };
    // Half terms are counted in thirds of the year, so that a school with three terms has an answer, too.
    let terms = &school_year.terms;
    let last_of_this_third = (terms.len() * (held + 1)).div_ceil(A_YEAR).saturating_sub(1);
    terms.get(last_of_this_third).map(|term| term.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn one_a_term() {
        let calendar = SchoolCalendar::shipped();
        let (autumn, spring, summer) = (date(2026, 10, 20), date(2027, 2, 1), date(2027, 6, 20));
        for (held_on, today, count, due) in [
            (vec![], date(2026, 9, 1), 0, Some(date(2026, 12, 18))),
            (vec![autumn], date(2026, 12, 25), 1, Some(date(2027, 3, 25))),
            (vec![autumn, spring], date(2027, 3, 1), 2, Some(date(2027, 7, 21))),
            (vec![autumn, spring, summer], date(2027, 7, 1), 3, None),
            (vec![autumn, spring, summer], date(2027, 9, 1), 0, Some(date(2027, 12, 17))), // a new year
            (vec![spring], date(2027, 1, 1), 0, Some(date(2026, 12, 18))), // booked is not held; late
            (vec![], date(2031, 11, 1), 0, Some(date(2032, 8, 31))),       // terms not known
        ] {
            assert_eq!(held(&held_on, today), count, "{today}");
            assert_eq!(due_on(&held_on, today, calendar), due, "{today}");
        }
    }
}
