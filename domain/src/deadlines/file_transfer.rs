//! The SEN file and the Common Transfer File go to the next school: fifteen school days.

use jiff::civil::Date;

use super::rule::{Law, Nature, Party, Rule};
use crate::{
    calendar::{NotKnown, SchoolCalendar},
    date,
};

/// Fifteen school days.
const FIFTEEN_SCHOOL_DAYS: usize = 15;

/// What this clock says of itself.
pub const RULE: Rule = Rule {
    code: "file-transfer",
    title: "SEN file and CTF to the next school",
    party: Party::School,
    nature: Nature::Duty,
    law: Law::since(date(2005, 7, 8), "Education (Pupil Information) (England) Regulations 2005, reg 9"),
};

/// The last day on which the SEN file and the Common Transfer File may be sent to the next maintained school.
///
/// The first day is the first school day after the child leaves this school's roll; only days on which pupils attend count.
///
/// # Law
/// Education (Pupil Information) (England) Regulations 2005 (SI 2005/1437), reg 9. In force since 2005-07-08; read
/// 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, deadlines::file_transfer, date};
/// let calendar = SchoolCalendar::shipped();
/// assert_eq!(file_transfer::due_on(date(2026, 11, 23), calendar), Ok(date(2026, 12, 14)));
/// ```
///
/// # Errors
/// When it lies where the school's terms are not known.
pub fn due_on(left_on: Date, calendar: &SchoolCalendar) -> Result<Date, NotKnown> {
    calendar.school_days_after(left_on, FIFTEEN_SCHOOL_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_days_only() {
        let calendar = SchoolCalendar::shipped();
        for (left_on, due) in [
            (date(2026, 11, 23), date(2026, 12, 14)),
            (date(2026, 11, 28), date(2026, 12, 18)), // from a Saturday
            (date(2026, 12, 18), date(2027, 1, 25)),  // over Christmas and an INSET day
            (date(2026, 7, 17), date(2026, 9, 22)),   // over August
            (date(2027, 4, 30), date(2027, 5, 24)),   // over a bank holiday
            (date(2028, 2, 11), date(2028, 3, 10)),   // over half term, in a leap year
        ] {
            assert_eq!(due_on(left_on, calendar), Ok(due), "{left_on}");
        }
        assert!(due_on(date(2028, 7, 20), calendar).is_err());
        assert!(due_on(Date::MIN, calendar).is_err());
    }
}
