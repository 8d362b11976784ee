//! Counting days and months, and writing a date in words.

use jiff::{ToSpan, civil::Date};

/// The day `days` days after `date`; before it when `days` is below zero. Stops at the last day that can be written.
///
/// # Example
/// ```
/// # use domain::{calendar::count, date};
/// assert_eq!(count::days_after(date(2028, 2, 28), 2), date(2028, 3, 1));
/// assert_eq!(count::days_after(date(2026, 3, 14), -14), date(2026, 2, 28));
/// ```
#[must_use]
pub fn days_after(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

/// The day of the same number `months` months later, or that month's last day where it has no such number.
///
/// # Example
/// ```
/// # use domain::{calendar::count, date};
/// assert_eq!(count::months_after(date(2026, 12, 31), 2), date(2027, 2, 28));
/// ```
#[must_use]
pub fn months_after(date: Date, months: i32) -> Date {
    date.saturating_add(months.months())
}

/// The last day of the `months` months that **start with** `date`: the day before the same number comes round.
///
/// Where the last month has no such number, the period ends with that month.
///
/// # Example
/// ```
/// # use domain::{calendar::count, date};
/// assert_eq!(count::last_of_months_from(date(2026, 1, 1), 12), date(2026, 12, 31));
/// assert_eq!(count::last_of_months_from(date(2027, 3, 1), 12), date(2028, 2, 29));
/// assert_eq!(count::last_of_months_from(date(2028, 2, 29), 12), date(2029, 2, 28));
/// ```
#[must_use]
pub fn last_of_months_from(date: Date, months: i32) -> Date {
    let same_number = months_after(date, months);
    if same_number.day() == date.day() { days_after(same_number, -1) } else { same_number }
}

/// How many days `later` lies after `earlier`; below zero when it lies before.
#[must_use]
pub fn days_between(earlier: Date, later: Date) -> i32 {
    // The whole range of dates is some seven million days: it fits.
    i32::try_from(earlier.duration_until(later).as_hours() / 24).unwrap_or(0)
}

/// The Monday of the week of `date`.
#[must_use]
pub fn monday_of(date: Date) -> Date {
    days_after(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

/// A date in words: `2 March 2026`.
#[must_use]
pub fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A date in words with its day of the week: `Monday 2 March 2026`.
#[must_use]
pub fn in_words_with_weekday(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn months_are_clamped_and_periods_end_the_day_before() {
        for (from, months, after, last) in [
            (date(2026, 6, 10), 2, date(2026, 8, 10), date(2026, 8, 9)),
            (date(2026, 12, 31), 2, date(2027, 2, 28), date(2027, 2, 28)),
            (date(2027, 12, 31), 2, date(2028, 2, 29), date(2028, 2, 29)),
            (date(2026, 12, 1), 1, date(2027, 1, 1), date(2026, 12, 31)),
            (date(2028, 2, 29), 12, date(2029, 2, 28), date(2029, 2, 28)),
            (date(2027, 3, 1), 12, date(2028, 3, 1), date(2028, 2, 29)),
        ] {
            assert_eq!(months_after(from, months), after, "{from}");
            assert_eq!(last_of_months_from(from, months), last, "{from}");
        }
    }

    #[test]
    fn the_ends_of_time_answer() {
        assert_eq!(days_after(Date::MAX, 42), Date::MAX);
        assert_eq!(days_after(Date::MIN, -42), Date::MIN);
        assert_eq!(months_after(Date::MAX, 12), Date::MAX);
        assert!(monday_of(Date::MIN) <= Date::MIN);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 2, 1)), -28);
        assert!(days_between(Date::MIN, Date::MAX) > 7_000_000);
    }

    #[test]
    fn a_week_starts_on_monday() {
        for day in 16..=22 {
            assert_eq!(monday_of(date(2026, 3, day)), date(2026, 3, 16));
        }
        assert_eq!(in_words_with_weekday(date(2026, 3, 2)), "Monday 2 March 2026");
    }
}
