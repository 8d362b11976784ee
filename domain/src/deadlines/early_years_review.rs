//! Under fives: the plan is considered for review every three to six months.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::count::months_after;

/// The earliest.
const THREE_MONTHS: i32 = 3;
/// The latest.
const SIX_MONTHS: i32 = 6;
/// Five years.
const FIVE_YEARS: i32 = 60;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "early-years-review",
    title: "Review considered (under five)",
    party: Party::Authority,
    nature: Nature::Duty,
    law: Law::send("SEND Code of Practice 2015, 9.178"),
};

/// The latest day on which a review should be considered: six months after the plan was made or last reviewed.
///
/// # Law
/// SEND Code of Practice 2015, 9.178. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::early_years_review, date};
/// assert_eq!(early_years_review::from(date(2026, 11, 30)), date(2027, 2, 28));
/// assert_eq!(early_years_review::due_on(date(2026, 11, 30)), date(2027, 5, 30));
/// ```
#[must_use]
pub fn due_on(made_or_reviewed_on: Date) -> Date {
    months_after(made_or_reviewed_on, SIX_MONTHS)
}

/// The earliest day on which it should: three months after.
#[must_use]
pub fn from(made_or_reviewed_on: Date) -> Date {
    months_after(made_or_reviewed_on, THREE_MONTHS)
}

/// Whether the child is under five on `today`, so that the rule applies.
#[must_use]
pub fn applies(born_on: Date, today: Date) -> bool {
    today < months_after(born_on, FIVE_YEARS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn three_to_six_months() {
        for (made, earliest, latest) in [
            (date(2026, 3, 2), date(2026, 6, 2), date(2026, 9, 2)),
            (date(2027, 8, 31), date(2027, 11, 30), date(2028, 2, 29)), // a leap year
            (date(2026, 6, 25), date(2026, 9, 25), date(2026, 12, 25)), // Christmas does not move it
            (date(2026, 2, 14), date(2026, 5, 14), date(2026, 8, 14)),
        ] {
            assert_eq!((from(made), due_on(made)), (earliest, latest), "{made}");
        }
    }

    #[test]
    fn only_under_five() {
        assert!(applies(date(2022, 3, 2), date(2027, 3, 1)));
        assert!(!applies(date(2022, 3, 2), date(2027, 3, 2)));
        assert!(applies(date(2024, 2, 29), date(2029, 2, 27)));
    }
}
