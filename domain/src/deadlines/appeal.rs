//! Parents appeal to the Tribunal: two months, or one from the certificate, and when the last day moves.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::{
    calendar::{
        BankHolidays, NotKnown,
        count::{days_after, months_after},
    },
    date,
};

/// Two months from the decision letter.
const FROM_THE_DECISION: i32 = 2;
/// One month from the mediation certificate.
const FROM_THE_CERTIFICATE: i32 = 1;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "appeal",
    title: "Appeal to the Tribunal, by 5 pm",
    party: Party::Parents,
    nature: Nature::Window,
    law: Law::since(date(2008, 11, 3), "Tribunal Procedure (HESC) Rules 2008, r 12 and 20"),
};

/// The last day on which the appeal may reach the Tribunal, by 5 pm.
///
/// Two months from the decision letter or one month from the mediation certificate, whichever ends later. Then, once:
/// a last day from 25 December to 1 January moves to the first working day after 1 January; one in August to the first
/// working day after 31 August; any other that is a Saturday, Sunday or bank holiday to the next working day.
///
/// # Law
/// Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008 (SI 2008/2699),
/// r 12(1) to (3)(a) and r 20(1). In force since 2008-11-03; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::BankHolidays, deadlines::appeal, date};
/// let england = BankHolidays::england();
/// assert_eq!(appeal::due_on(date(2026, 6, 10), None, england), Ok(date(2026, 9, 1)));
/// assert_eq!(appeal::due_on(date(2027, 5, 31), None, england), Ok(date(2027, 8, 2)));
/// ```
///
/// # Errors
/// When the last day lies where bank holidays are not known.
pub fn due_on(
    decision_on: Date,
    certificate_on: Option<Date>,
    bank_holidays: &BankHolidays,
) -> Result<Date, NotKnown> {
    moved(unmoved(decision_on, certificate_on), bank_holidays)
}

/// The last day before anything moves it: never later than the true one, and so safe to show where bank holidays are
/// not known.
#[must_use]
pub fn unmoved(decision_on: Date, certificate_on: Option<Date>) -> Date {
    let from_the_decision = months_after(decision_on, FROM_THE_DECISION);
    certificate_on.map_or(from_the_decision, |certificate_on| {
        from_the_decision.max(months_after(certificate_on, FROM_THE_CERTIFICATE))
    })
}

fn moved(last: Date, bank_holidays: &BankHolidays) -> Result<Date, NotKnown> {
    match (last.month(), last.day()) {
        (12, 25..=31) => bank_holidays.next_working_day(days_after(last.last_of_year(), 1)),
        (1, 1) => bank_holidays.next_working_day(last),
        (8, _) => bank_holidays.next_working_day(last.last_of_month()),
        _ => bank_holidays.working_day_from(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Almanac;

    #[test]
    fn the_last_day_and_where_it_moves() {
        for (decision_on, certificate_on, due) in [
            (date(2026, 3, 2), None, date(2026, 5, 5)), // 2 May is a Saturday, 4 May a bank holiday
            (date(2026, 6, 10), None, date(2026, 9, 1)), // August; 31 August is a bank holiday
            (date(2025, 6, 1), None, date(2025, 9, 1)), // 1 August
            (date(2025, 6, 30), None, date(2025, 9, 1)), // 30 August
            (date(2027, 5, 31), None, date(2027, 8, 2)), // Saturday 31 July: not on into the August rule
            (date(2026, 10, 24), None, date(2026, 12, 24)), // Christmas Eve is a Thursday
            (date(2026, 10, 25), None, date(2027, 1, 4)), // 25 December; 1 January is a Friday
            (date(2026, 10, 31), None, date(2027, 1, 4)), // 31 December
            (date(2026, 11, 1), None, date(2027, 1, 4)), // 1 January
            (date(2027, 11, 1), None, date(2028, 1, 4)), // 1 January is a Saturday, 3 January a bank holiday
            (date(2028, 10, 24), None, date(2028, 12, 27)), // Sunday 24 December
            (date(2026, 12, 31), None, date(2027, 3, 1)), // the end of February is a Sunday
            (date(2027, 12, 31), None, date(2028, 2, 29)), // a leap year
            (date(2026, 3, 2), Some(date(2026, 3, 20)), date(2026, 5, 5)), // the letter ends later
            (date(2026, 3, 2), Some(date(2026, 4, 20)), date(2026, 5, 20)), // the certificate ends later
            (date(2026, 3, 2), Some(date(2026, 7, 15)), date(2026, 9, 1)), // the certificate ends in August
            (date(2026, 12, 1), Some(date(2027, 1, 31)), date(2027, 3, 1)), // one month, clamped, then a Sunday
        ] {
            let found = due_on(decision_on, certificate_on, BankHolidays::england());
            assert_eq!(found, Ok(due), "{decision_on} {certificate_on:?}");
            assert!(unmoved(decision_on, certificate_on) <= due);
        }
    }

    #[test]
    fn never_a_guess() {
        let beyond = Err(NotKnown::BeyondKnown { of: Almanac::BankHolidays, until: date(2028, 12, 31) });
        for decision_on in
            [date(2028, 10, 27), date(2028, 11, 1), date(2028, 11, 2), date(2031, 6, 10), Date::MAX]
        {
            assert_eq!(due_on(decision_on, None, BankHolidays::england()), beyond, "{decision_on}");
        }
        assert!(due_on(date(2023, 1, 10), None, BankHolidays::england()).is_err());
        assert_eq!(unmoved(date(2031, 6, 10), None), date(2031, 8, 10));
    }
}
