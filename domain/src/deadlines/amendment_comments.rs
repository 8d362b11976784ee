//! Parents comment on proposed amendments: fifteen days at least.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::days_after;

/// Fifteen days, the day of service being the first.
const FOURTEEN_DAYS: i32 = 14;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "amendment-comments",
    title: "Comments on the amendments",
    party: Party::Parents,
    nature: Nature::Window,
    law: Law::send("SEND Regulations 2014, reg 22(2)"),
};

/// The day until which, at least, the parents may comment on the amendments.
///
/// The first day is the one on which the notice is served, so the last is day 14 after it.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 22(2)(c). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::amendment_comments, date};
/// assert_eq!(amendment_comments::due_on(date(2026, 7, 13)), date(2026, 7, 27));
/// ```
#[must_use]
pub fn due_on(served_on: Date) -> Date {
    days_after(served_on, FOURTEEN_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn the_day_counts_through_holidays() {
        for (served_on, due) in [
            (date(2026, 3, 2), date(2026, 3, 16)),
            (date(2028, 1, 31), date(2028, 2, 14)),   // a leap year
            (date(2026, 1, 31), date(2026, 2, 14)),   // a month's end
            (date(2026, 12, 10), date(2026, 12, 24)), // over Christmas
            (date(2026, 7, 20), date(2026, 8, 3)),    // over August
            (date(2026, 2, 28), date(2026, 3, 14)),   // from a Saturday
        ] {
            assert_eq!(due_on(served_on), due, "{served_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
