//! The mediation adviser gives the certificate: three working days.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::calendar::{BankHolidays, NotKnown};

/// Three working days.
const THREE_WORKING_DAYS: u32 = 3;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "mediation-certificate",
    title: "Certificate from the mediation adviser",
    party: Party::MediationAdviser,
    nature: Nature::Duty,
    law: Law::send("SEND Regulations 2014, reg 34"),
};

/// The last day on which the adviser may give the certificate to parents who do not want mediation.
///
/// The first day is the first working day after the adviser is told.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 34; Children and Families Act 2014, s.55(4). In force since 2014-09-01;
/// read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::BankHolidays, deadlines::mediation_certificate, date};
/// let england = BankHolidays::england();
/// assert_eq!(mediation_certificate::due_on(date(2026, 12, 23), england), Ok(date(2026, 12, 30)));
/// ```
///
/// # Errors
/// When it lies where bank holidays are not known.
pub fn due_on(told_on: Date, bank_holidays: &BankHolidays) -> Result<Date, NotKnown> {
    bank_holidays.working_days_after(told_on, THREE_WORKING_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn working_days_only() {
        for (told_on, due) in [
            (date(2026, 6, 10), date(2026, 6, 15)),   // over a weekend
            (date(2026, 4, 1), date(2026, 4, 8)),     // over Easter
            (date(2026, 12, 23), date(2026, 12, 30)), // over Christmas
            (date(2026, 8, 28), date(2026, 9, 3)),    // over the summer bank holiday; August itself counts
            (date(2028, 2, 28), date(2028, 3, 2)),    // a leap year
            (date(2026, 6, 13), date(2026, 6, 17)),   // told on a Saturday
        ] {
            assert_eq!(due_on(told_on, BankHolidays::england()), Ok(due), "{told_on}");
        }
        assert!(due_on(date(2028, 12, 28), BankHolidays::england()).is_err());
        assert!(due_on(Date::MAX, BankHolidays::england()).is_err());
    }
}
