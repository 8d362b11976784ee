//! Attainment: at the end of each half term the data manager imports what every child reached in three subjects.

use app::gathering::AttainmentRow;
use domain::{
    Date,
    calendar::{AcademicYear, SchoolCalendar, count::days_between},
    census::SenProvision,
    progress::target_tracker::{HIGHEST, LOWEST, Step, usual_half_term},
};

use super::{
    days::{A_YEAR, Days},
    groups::shape_of,
};
use crate::{
    cast::{Child, Shape, Story},
    dice::Dice,
    school::Made,
};

/// What is collected.
const SUBJECTS: [&str; 3] = ["Reading", "Writing", "Mathematics"];
/// Where children without SEN stand, in steps from what is expected: most of them at it.
const SPREAD: [i32; 10] = [-2, -1, -1, 0, 0, 0, 0, 1, 1, 2];
/// Days before today on which the gap of a child whose support has stopped was already closed.
const CLOSED_BY: i32 = 190;

/// The days of the collections: the last school day of each half term; every eighth week where no terms are known.
pub fn collections(days: Days<'_>) -> Vec<Date> {
    let ended: Vec<Date> = days
        .calendar
        .half_terms()
        .filter(|half_term| days.first() < half_term.to && half_term.to < days.today)
        .filter_map(|half_term| last_school_day(days.calendar, half_term.from, half_term.to))
        .collect();
    if ended.is_empty() {
        (1..=A_YEAR / 56).rev().map(|number| days.ago(number * 56)).collect()
    } else {
        ended
    }
}

fn last_school_day(calendar: &SchoolCalendar, from: Date, to: Date) -> Option<Date> {
    calendar.days_in_session(from, to).last().copied()
}

/// How far children are from what is expected at their age, in each subject: rolled once for a school.
#[derive(Clone, Debug)]
pub struct Standing(Vec<[i32; SUBJECTS.len()]>);

impl Standing {
    /// Of every child.
    pub fn of(made: &Made, dice: &mut Dice) -> Self {
        let one = |(child, _): &(Child, _)| {
            let all_round = match child.provision {
                SenProvision::N => *dice.one_of(&SPREAD),
                SenProvision::K => -4 - below(dice, 4),
                SenProvision::E => -8 - below(dice, 6),
            };
            std::array::from_fn(|_| all_round + below(dice, 3) - 1)
        };
        Self(made.children.iter().map(one).collect())
    }

    /// The results of one collection: a row for each child on the roll and subject.
    pub fn rows(&self, made: &Made, on: Date) -> Vec<AttainmentRow> {
        let years_back = AcademicYear::of(made.today).starts_in() - AcademicYear::of(on).starts_in();
        let mut rows = Vec::new();
        for ((child, pupil), standing) in made.children.iter().zip(&self.0) {
            let (Some(pupil), Ok(back)) = (pupil, i8::try_from(years_back)) else { continue };
            let half_term = i32::from(usual_half_term(on));
            let expected = 6 * i32::from(child.year.0 - back) + half_term - 2;
            for (subject, from_expected) in SUBJECTS.iter().zip(standing) {
                let number = expected + now(child, *from_expected, on, made.today);
                let number = number.clamp(i32::from(LOWEST), i32::from(HIGHEST));
                let Some(step) = i8::try_from(number).ok().and_then(Step::from_number) else { continue };
                rows.push(AttainmentRow {
                    pupil: *pupil,
                    subject: (*subject).to_owned(),
                    scale: "target-tracker".to_owned(),
                    on,
                    written: step.to_string(),
                });
            }
        }
        rows
    }
}

fn below(dice: &mut Dice, limit: usize) -> i32 {
    i32::try_from(dice.below(limit)).unwrap_or(0)
}

/// How far from what is expected on a day: the gap closes where support works, and widens where it does not.
fn now(child: &Child, from_expected: i32, on: Date, today: Date) -> i32 {
    let gone = A_YEAR - days_between(on, today);
    if child.story == Story::Stopped {
        let left = (A_YEAR - CLOSED_BY - gone).max(0);
        return -(4 * left + A_YEAR - CLOSED_BY - 1) / (A_YEAR - CLOSED_BY);
    }
    if child.provision == SenProvision::N {
        return from_expected;
    }
    match shape_of(child.story) {
        Shape::Ahead | Shape::Met | Shape::MetAndKept => from_expected + 3 * gone / A_YEAR,
        Shape::OffTrack => from_expected - 3 * gone / A_YEAR,
        Shape::OnTrack | Shape::Missed | Shape::Sparse => from_expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date;

    #[test]
    fn collections_are_the_ends_of_half_terms_and_there_are_some_on_any_day() {
        let of = |today| collections(Days { today, calendar: SchoolCalendar::shipped() });
        let six = of(date(2026, 11, 23));
        assert_eq!((six.len(), six.last()), (6, Some(&date(2026, 10, 23))), "{six:?}");
        for today in [date(2019, 1, 10), date(2031, 5, 1), date(2026, 9, 2)] {
            let all = of(today);
            assert!(all.len() >= 5 && all.is_sorted() && all.iter().all(|day| *day < today), "{all:?}");
        }
    }
}
