//! What no target can be: more than all there is, days that are no days of its cycle.

use super::Target;
use crate::{
    Date,
    calendar::count::months_after,
    progress::{Score, goal_attainment},
    provision::most_of,
};

/// A target is to be reached within so many months of its plan.
const FAR: i32 = 24;

/// The days by which a plan’s own days are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// When the plan was first written; today while it is.
    pub plan_on: Date,
    /// Today.
    pub today: Date,
}

/// Something that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// A goal outside 0 to n, of a unit that says "out of n".
    Goal(u32),
    /// A start outside 0 to n.
    Start(u32),
    /// A goal below nothing, of something that is counted.
    GoalBelow,
    /// A start below nothing.
    StartBelow,
    /// A start that was taken on a day that is still ahead.
    StartAhead,
    /// A goal to be reached before the plan.
    GoalPast,
    /// A goal to be reached years after the plan.
    GoalFar,
    /// A review before the plan.
    ReviewPast,
}

impl Impossible {
    /// What to do about it.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Impossible::Goal(most) | Impossible::Start(most) => {
                format!("What is counted is out of {most}: give a number from 0 to {most}")
            }
            Impossible::GoalBelow | Impossible::StartBelow => {
                "What is counted is 0 or more: give a number that is not below 0".to_owned()
            }
            Impossible::StartAhead => {
                "This day is still ahead: give the day on which the score was taken".to_owned()
            }
            Impossible::GoalPast => {
                "This day is before the plan: give the day by which it is to be reached".to_owned()
            }
            Impossible::GoalFar => {
                "This day is more than two years after the plan: check the year".to_owned()
            }
            Impossible::ReviewPast => {
                "This day is before the plan: give the day of the next review".to_owned()
            }
        }
    }
}

/// What of a target cannot be. What is not written yet can still be anything.
///
/// # Source
/// pathway, step 4: a target has a number, a baseline with its date and a day within the cycle.
///
/// # Example
/// ```
/// # use domain::{date, progress::Score, record::{Target, possible::{Days, Impossible, of_target}}};
/// let days = Days { plan_on: date(2026, 11, 23), today: date(2026, 11, 23) };
/// let target = Target { unit: "out of 10".into(), goal: Some(Score::whole(50)), ..Target::empty() };
/// assert_eq!(of_target(&target, days), [Impossible::Goal(10)]);
/// ```
#[must_use]
pub fn of_target(target: &Target, days: Days) -> Vec<Impossible> {
    let mut found = Vec::new();
    if let Some(most) = most_of(&target.unit).filter(|_| target.levels.is_none()) {
        let all = Score::whole(0)..=Score::whole(i32::try_from(most).unwrap_or(i32::MAX));
        let outside = |score: Option<Score>| score.is_some_and(|score| !all.contains(&score));
        if outside(target.goal) {
            found.push(Impossible::Goal(most));
        }
        if outside(target.baseline) {
            found.push(Impossible::Start(most));
        }
    }
    // What says "out of n" is looked at above; five levels in words go below 0, and so may degrees.
    let counts = target.levels.is_none()
        && !target.unit.trim().is_empty()
        && !matches!(target.unit.trim(), goal_attainment::UNIT)
        && !target.unit.contains('°')
        && most_of(&target.unit).is_none();
    let below = |score: Option<Score>| counts && score.is_some_and(|score| score < Score::whole(0));
    if below(target.goal) {
        found.push(Impossible::GoalBelow);
    }
    if below(target.baseline) {
        found.push(Impossible::StartBelow);
    }
    if target.baseline_on.is_some_and(|on| on > days.today) {
        found.push(Impossible::StartAhead);
    }
    if target.by.is_some_and(|by| by < days.plan_on) {
        found.push(Impossible::GoalPast);
    }
    if target.by.is_some_and(|by| by > months_after(days.plan_on, FAR)) {
        found.push(Impossible::GoalFar);
    }
    found
}

/// What of a plan’s review date cannot be.
#[must_use]
pub fn of_review(review_on: Option<Date>, days: Days) -> Option<Impossible> {
    review_on.is_some_and(|on| on < days.plan_on).then_some(Impossible::ReviewPast)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn numbers_and_days() {
        let days = Days { plan_on: date(2026, 11, 2), today: date(2026, 11, 23) };
        let of = |goal: i32, start: i32, unit: &str| Target {
            goal: Some(Score::whole(goal)),
            baseline: Some(Score::whole(start)),
            unit: unit.to_owned(),
            ..Target::empty()
        };
        let on = |by, baseline_on| Target { by, baseline_on, ..Target::empty() };
        let table = [
            (of(10, 0, "out of 10"), vec![]),
            (of(11, 3, "out of 10"), vec![Impossible::Goal(10)]),
            (of(8, 12, "correct /10"), vec![Impossible::Start(10)]),
            (of(-1, 3, "out of 10"), vec![Impossible::Goal(10)]),
            (of(150, 90, "words a minute"), vec![]),
            (of(101, 90, "out of 100"), vec![Impossible::Goal(100)]),
            (on(Some(date(2026, 11, 2)), Some(date(2026, 11, 23))), vec![]),
            (on(Some(date(2026, 11, 1)), None), vec![Impossible::GoalPast]),
            (of(-3, 1, "words"), vec![Impossible::GoalBelow]),
            (of(3, -1, "words"), vec![Impossible::StartBelow]),
            (of(-3, -5, "°C"), vec![]),
            (of(1, -2, goal_attainment::UNIT), vec![]),
            (on(Some(date(2028, 11, 2)), None), vec![]),
            (on(Some(date(2060, 12, 18)), None), vec![Impossible::GoalFar]),
            (on(None, Some(date(2026, 11, 24))), vec![Impossible::StartAhead]),
            (Target::empty(), vec![]),
        ];
        for (target, expected) in table {
            assert_eq!(of_target(&target, days), expected, "{target:?}");
        }
        for (on, expected) in [
            (None, None),
            (Some(date(2026, 11, 1)), Some(Impossible::ReviewPast)),
            (Some(date(2026, 11, 2)), None),
        ] {
            assert_eq!(of_review(on, days), expected, "{on:?}");
        }
    }
}
