//! The authority says whether it will assess: six weeks.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Six weeks after the request is received.
const SIX_WEEKS: i32 = 42;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "decision-to-assess",
    title: "Decision whether to assess",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 5(3)"),
};

/// The last day on which the authority may say whether it will assess.
///
/// The first day is the one after the authority receives the request: "within six weeks of receiving" ends on
/// day 42. Holidays do not pause it.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 5(3); exemptions in reg 5(4). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::decision_to_assess, date};
/// assert_eq!(decision_to_assess::due_on(date(2026, 3, 2)), date(2026, 4, 13));
/// ```
#[must_use]
pub fn due_on(received_on: Date) -> Date {
    days_after(received_on, SIX_WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (received_on, due) in [
            (date(2026, 3, 2), date(2026, 4, 13)),
            (date(2028, 1, 31), date(2028, 3, 13)),  // a leap year
            (date(2026, 1, 31), date(2026, 3, 14)),  // a month's end
            (date(2026, 12, 10), date(2027, 1, 21)), // over Christmas
            (date(2026, 7, 20), date(2026, 8, 31)),  // over August
            (date(2026, 2, 28), date(2026, 4, 11)),  // from a Saturday
        ] {
            assert_eq!(due_on(received_on), due, "{received_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
