//! The final plan: twenty weeks.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Twenty weeks after the request is received.
const TWENTY_WEEKS: i32 = 140;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "final-plan",
    title: "Final plan",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 13(2)"),
};

/// The last day on which the authority may send the final plan.
///
/// The first day is the one after the authority receives the request for an assessment; day 140 is the last. An
/// [`Exemption`](super::exemption::Exemption) does not move it: the clock then shows "late, exempt" beside it.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 13(2); exemptions by reg 13(3) with reg 10(4). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::final_plan, date};
/// assert_eq!(final_plan::due_on(date(2026, 3, 2)), date(2026, 7, 20));
/// ```
#[must_use]
pub fn due_on(received_on: Date) -> Date {
    days_after(received_on, TWENTY_WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (received_on, due) in [
            (date(2026, 3, 2), date(2026, 7, 20)),
            (date(2028, 1, 31), date(2028, 6, 19)),  // a leap year
            (date(2026, 1, 31), date(2026, 6, 20)),  // a month's end
            (date(2026, 12, 10), date(2027, 4, 29)), // over Christmas
            (date(2026, 7, 20), date(2026, 12, 7)),  // over August
            (date(2026, 2, 28), date(2026, 7, 18)),  // from a Saturday
        ] {
            assert_eq!(due_on(received_on), due, "{received_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
