//! Those whom the authority asks for advice answer: six weeks.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Six weeks after the authority's request is received.
const SIX_WEEKS: i32 = 42;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "advice-from-school",
    title: "Advice for the assessment",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 8(1)"),
};

/// The last day on which advice may be given, counted from the day on which the **request for advice** is received.
///
/// The first day is the one after that. An appointment that the child missed excuses, and so do the exemptions of
/// reg 5(4); the day stays the same and shows as excused.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 8(1), excuses in reg 8(2). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::advice_from_school, date};
/// assert_eq!(advice_from_school::due_on(date(2026, 4, 20)), date(2026, 6, 1));
/// ```
#[must_use]
pub fn due_on(asked_on: Date) -> Date {
    days_after(asked_on, SIX_WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (asked_on, due) in [
            (date(2026, 3, 2), date(2026, 4, 13)),
            (date(2028, 1, 31), date(2028, 3, 13)),  // a leap year
            (date(2026, 1, 31), date(2026, 3, 14)),  // a month's end
            (date(2026, 12, 10), date(2027, 1, 21)), // over Christmas
            (date(2026, 7, 20), date(2026, 8, 31)),  // over August
            (date(2026, 2, 28), date(2026, 4, 11)),  // from a Saturday
        ] {
            assert_eq!(due_on(asked_on), due, "{asked_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
