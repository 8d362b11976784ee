//! Subject access: one calendar month, three where it is complex.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::{calendar::count::months_after, date};

/// One month.
const ONE_MONTH: i32 = 1;
/// Two further months.
const FURTHER: i32 = 2;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "subject-access",
    title: "Answer to a subject access request",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::since(date(2018, 5, 25), "UK GDPR, art 12(3)"),
};

/// The last day on which a subject access request may be answered.
///
/// The same number one month after the day on which it is received, or that month's last day. Holidays do not pause it.
///
/// # Law
/// UK GDPR, art 12(3) and 15. In force since 2018-05-25; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::subject_access, date};
/// assert_eq!(subject_access::due_on(date(2027, 1, 31)), date(2027, 2, 28));
/// assert_eq!(subject_access::extended_due_on(date(2027, 1, 31)), date(2027, 4, 30));
/// ```
#[must_use]
pub fn due_on(received_on: Date) -> Date {
    months_after(received_on, ONE_MONTH)
}

/// The last day where the request is complex, the reason having been told within the first month: two months more.
#[must_use]
pub fn extended_due_on(received_on: Date) -> Date {
    months_after(received_on, ONE_MONTH + FURTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_months() {
        for (received_on, due, extended) in [
            (date(2026, 3, 2), date(2026, 4, 2), date(2026, 6, 2)),
            (date(2028, 1, 31), date(2028, 2, 29), date(2028, 4, 30)), // a leap year
            (date(2026, 7, 21), date(2026, 8, 21), date(2026, 10, 21)), // August does not pause it
            (date(2026, 11, 25), date(2026, 12, 25), date(2027, 2, 25)), // nor does Christmas
        ] {
            assert_eq!((due_on(received_on), extended_due_on(received_on)), (due, extended), "{received_on}");
        }
        assert_eq!(due_on(Date::MAX), Date::MAX);
    }
}
