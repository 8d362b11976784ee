//! Parents contact the mediation adviser: two months.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::months_after;

/// Two months from the decision letter.
const TWO_MONTHS: i32 = 2;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "mediation-adviser",
    title: "Contact the mediation adviser",
    party: Party::Parents,
    nature: Nature::Window,
    law: Law::send("SEND Regulations 2014, reg 33"),
};

/// The last day on which the parents may contact the mediation adviser.
///
/// Plain months from the day of the decision letter: the same number two months later, or that month's last day.
/// Nothing moves it, no weekend, no bank holiday, no August. No certificate is needed for section I alone.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 33; Children and Families Act 2014, s.55. In force since 2014-09-01;
/// read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::mediation_adviser, date};
/// assert_eq!(mediation_adviser::due_on(date(2026, 6, 10)), date(2026, 8, 10));
/// ```
#[must_use]
pub fn due_on(decision_on: Date) -> Date {
    months_after(decision_on, TWO_MONTHS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn plain_months() {
        for (decision_on, due) in [
            (date(2026, 6, 10), date(2026, 8, 10)),
            (date(2026, 12, 31), date(2027, 2, 28)),
            (date(2027, 12, 31), date(2028, 2, 29)),
            (date(2026, 10, 25), date(2026, 12, 25)), // Christmas does not move it
            (date(2027, 5, 31), date(2027, 7, 31)),   // nor does a Saturday
            (date(2026, 7, 31), date(2026, 9, 30)),
        ] {
            assert_eq!(due_on(decision_on), due, "{decision_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
