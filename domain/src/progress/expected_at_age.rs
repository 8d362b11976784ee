//! What is expected at a child's age on a day: a step of the year group, an age in months, or one value at any age.

use jiff::civil::Date;

use super::{
    Score,
    scale::{Kind, Scale},
    target_tracker::{Step, usual_half_term},
};
use crate::{calendar::SchoolCalendar, people::YearGroup};

/// The half terms of a year in which six steps are taught.
const HALF_TERMS: usize = 6;

/// Whose age it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whose {
    /// The year group today.
    pub year: YearGroup,
    /// Date of birth.
    pub born_on: Date,
    /// Today: in an earlier school year the child was in an earlier year group.
    pub today: Date,
}

/// What is expected at the child's age on a day, where the scale says: of Target Tracker the step of the school's half
/// term (in the holidays, of the last one before them), of a reading or spelling age the child's own age in whole months,
/// of standardised scores their mean. None where a scale knows no age.
///
/// # Source
/// progress, gap to peers: fewer than five peers are compared with the age's expectation; Target Tracker expects one step
/// each half term.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, date, people::YearGroup};
/// # use domain::progress::{Score, expected_at_age::{self, Whose}, scale};
/// let scale = scale::find(scale::shipped(), "reading-age").unwrap();
/// let child = Whose { year: YearGroup(3), born_on: date(2018, 12, 31), today: date(2026, 11, 23) };
/// let expected = expected_at_age::on(scale, child, date(2026, 10, 16), SchoolCalendar::shipped());
/// assert_eq!(scale.show(expected.unwrap()), "7:09");
/// ```
#[must_use]
pub fn on(scale: &Scale, child: Whose, day: Date, calendar: &SchoolCalendar) -> Option<Score> {
    match scale.kind {
        Kind::TargetTracker => step(child, day, calendar).map(Step::score),
        Kind::YearsAndMonths => Some(Score::whole(months_of_age(child.born_on, day)?)),
        Kind::Number | Kind::Steps | Kind::OutOf => scale.expected.map(Score::whole),
    }
}

/// The whole months that somebody has lived on a day; none before birth.
fn months_of_age(born_on: Date, day: Date) -> Option<i32> {
    let months = i32::from(day.year() - born_on.year()) * 12 + i32::from(day.month() - born_on.month());
    // Who is born on the 31st is a month older at the end of a shorter month, too.
    let not_yet = day.day() < born_on.day() && day.day() < day.days_in_month();
    Some(months - i32::from(not_yet)).filter(|months| *months >= 0)
}

fn step(child: Whose, day: Date, calendar: &SchoolCalendar) -> Option<Step> {
    let year = calendar.academic_year_of(day);
    let years_back = calendar.academic_year_of(child.today).starts_in() - year.starts_in();
    let group = i8::try_from(i16::from(child.year.0) - years_back).ok()?;
    if calendar.half_terms().filter(|term| term.year == year).count() != HALF_TERMS {
        return Step::expected(group, usual_half_term(day));
    }
    match calendar.half_terms().filter(|term| term.year == year && term.from <= day).last() {
        Some(term) => Step::expected(group, term.number),
        // The year has not begun: what the one before ended with.
        None => Step::expected(group - 1, HALF_TERMS as u8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, progress::scale};

    fn expected(code: &str, day: Date) -> Option<String> {
        let scale = scale::find(scale::shipped(), code).unwrap();
        let child = Whose { year: YearGroup(3), born_on: date(2019, 2, 28), today: date(2026, 11, 23) };
        on(scale, child, day, SchoolCalendar::shipped()).map(|value| scale.show(value))
    }

    #[test]
    fn steps_go_by_the_schools_half_terms() {
        let calendar = SchoolCalendar::shipped();
        let of = |number| {
            calendar.half_terms().find(|term| term.year.starts_in() == 2026 && term.number == number).unwrap()
        };
        for (day, text) in [
            (of(1).from, "2s+"),
            (of(1).to, "2s+"),
            (crate::calendar::count::days_after(of(1).to, 1), "2s+"), // the holidays
            (of(2).from, "3b"),
            (of(4).from, "3w"),
            (of(6).to, "3s"),
            (date(2026, 7, 10), "2s"), // an earlier school year, an earlier year group
            (date(2025, 12, 5), "2b"),
        ] {
            assert_eq!(expected("target-tracker", day).as_deref(), Some(text), "{day}");
        }
    }

    #[test]
    fn ages_are_the_childs_own_and_other_scales_say_what_they_say() {
        for (day, age) in
            [(date(2026, 10, 27), "7:07"), (date(2026, 10, 28), "7:08"), (date(2027, 2, 28), "8:00")]
        {
            assert_eq!(expected("reading-age", day).as_deref(), Some(age), "{day}");
            assert_eq!(expected("spelling-age", day).as_deref(), Some(age), "{day}");
        }
        assert_eq!(months_of_age(date(2020, 1, 31), date(2026, 2, 28)), Some(73));
        assert_eq!(months_of_age(date(2020, 1, 31), date(2026, 3, 30)), Some(73));
        assert_eq!(months_of_age(date(2020, 1, 31), date(2019, 3, 1)), None);
        assert_eq!(expected("standardised-score", date(2026, 10, 16)).as_deref(), Some("100"));
    }
}
