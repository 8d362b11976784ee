//! How long SEN records are kept: until 31 years after birth.

use jiff::civil::Date;

use crate::calendar::count::{days_after, months_after};

/// Years after birth, unless the school sets another number.
pub const DEFAULT_YEARS: u8 = 31;
/// Months in a year.
const MONTHS: i32 = 12;

/// The last day on which the SEN records of a child born on `born_on` are kept.
///
/// The last school keeps them; a primary school passes them on. Nothing is deleted by the passing of this day alone:
/// a named person approves it, and a certificate without content stays.
///
/// # Law
/// No statute sets the time: 25 years after birth for an EHC plan's records plus six of limitation (Limitation Act
/// 1980, s.2 and 28), as the IRMS *Information management toolkit for schools* advises; UK GDPR, art 5(1)(e). In force
/// since 2018-05-25; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{deadlines::retention, date};
/// assert_eq!(retention::keep_until(date(2017, 5, 4), retention::DEFAULT_YEARS), date(2048, 5, 4));
/// ```
#[must_use]
pub fn keep_until(born_on: Date, years: u8) -> Date {
    months_after(born_on, i32::from(years) * MONTHS)
}

/// The first day on which somebody may approve a deletion.
#[must_use]
pub fn may_be_deleted_from(born_on: Date, years: u8) -> Date {
    days_after(keep_until(born_on, years), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn years_after_birth() {
        for (born_on, years, until) in [
            (date(2017, 5, 4), 31, date(2048, 5, 4)),
            (date(2020, 2, 29), 31, date(2051, 2, 28)), // born on a leap day
            (date(2017, 12, 31), 25, date(2042, 12, 31)),
            (date(2017, 8, 1), 0, date(2017, 8, 1)),
        ] {
            assert_eq!(keep_until(born_on, years), until, "{born_on}");
        }
        assert_eq!(may_be_deleted_from(date(2020, 2, 29), 31), date(2051, 3, 1));
        assert_eq!(keep_until(Date::MAX, 255), Date::MAX);
    }
}
