//! The authority says that it will not issue a plan: sixteen weeks.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Sixteen weeks after the request is received.
const SIXTEEN_WEEKS: i32 = 112;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "refusal-to-issue",
    title: "Decision whether to issue a plan",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 10(1)"),
};

/// The last day on which the authority may say that it will **not** issue a plan.
///
/// The first day is the one after the authority receives the request for an assessment; day 112 is the last.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 10(1); exemptions in reg 10(4). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::refusal_to_issue, date};
/// assert_eq!(refusal_to_issue::due_on(date(2026, 3, 2)), date(2026, 6, 22));
/// ```
#[must_use]
pub fn due_on(received_on: Date) -> Date {
    days_after(received_on, SIXTEEN_WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (received_on, due) in [
            (date(2026, 3, 2), date(2026, 6, 22)),
            (date(2028, 1, 31), date(2028, 5, 22)), // a leap year
            (date(2026, 1, 31), date(2026, 5, 23)), // a month's end
            (date(2026, 12, 10), date(2027, 4, 1)), // over Christmas
            (date(2026, 7, 20), date(2026, 11, 9)), // over August
            (date(2026, 2, 28), date(2026, 6, 20)), // from a Saturday
        ] {
            assert_eq!(due_on(received_on), due, "{received_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
