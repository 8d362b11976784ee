//! The aim line: straight from the baseline at its date to the goal at its date, compared exactly.

use std::{cmp::Ordering, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Direction, Score, ScoredOn};
use crate::calendar::count::days_between;

/// The side of the aim line on which a score lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Better than the line.
    Right,
    /// On the line: on neither side.
    On,
    /// Worse than the line.
    Wrong,
}

/// The straight line from a baseline to a goal. Before the baseline's date it stands at the baseline, after the
/// goal's date at the goal.
///
/// # Source
/// `progress.md`. The line is the expected path of curriculum-based measurement (Deno 1985; the four-point rule
/// of Stecker, Lembke & Foegen 2008 compares scores with it).
///
/// # Example
/// ```
/// # use domain::{progress::{AimLine, Direction, Score, ScoredOn, Side}, date};
/// let aim = AimLine::new(
///     ScoredOn::new(date(2026, 9, 7), Score::whole(10)),
///     ScoredOn::new(date(2026, 12, 14), Score::whole(24)),
///     None,
/// ).unwrap();
/// assert_eq!(aim.direction(), Direction::Increase);
/// assert_eq!(aim.at(date(2026, 9, 21)), 12.0);
/// assert_eq!(aim.side(&ScoredOn::new(date(2026, 9, 21), Score::whole(12))), Side::On);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AimLine {
    baseline: ScoredOn,
    goal: ScoredOn,
    direction: Direction,
}

/// Why there is no aim line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AimFault {
    /// The goal's date is not after the baseline's.
    GoalNotAfterBaseline,
    /// Goal and baseline are equal, and no direction is given.
    NoDirection,
    /// The goal is worse than the baseline in the direction given.
    GoalIsWorse,
}

impl fmt::Display for AimFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AimFault::GoalNotAfterBaseline => "the goal's date must be after the baseline's date",
            AimFault::NoDirection => {
                "the goal equals the baseline: say whether more or less is better (direction)"
            }
            AimFault::GoalIsWorse => "the goal is worse than the baseline in the direction given",
        })
    }
}

impl std::error::Error for AimFault {}

impl AimLine {
    /// The line from `baseline` to `goal`; the direction is read from them when it is not given.
    pub fn new(baseline: ScoredOn, goal: ScoredOn, direction: Option<Direction>) -> Result<Self, AimFault> {
        if goal.on <= baseline.on {
            return Err(AimFault::GoalNotAfterBaseline);
        }
        let direction = match (Direction::from_goal(baseline.score, goal.score), direction) {
            (None, None) => return Err(AimFault::NoDirection),
            (None, Some(given)) => given,
            (Some(read), None) => read,
            (Some(read), Some(given)) if read == given => given,
            (Some(_), Some(_)) => return Err(AimFault::GoalIsWorse),
        };
        Ok(Self { baseline, goal, direction })
    }

    /// Where the line starts.
    #[must_use]
    pub const fn baseline(&self) -> ScoredOn {
        self.baseline
    }

    /// Where the line ends.
    #[must_use]
    pub const fn goal(&self) -> ScoredOn {
        self.goal
    }

    /// The direction in which the measure gets better.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// The line's value on a day as numerator (millionths times days) and denominator (days).
    fn exact(&self, on: Date) -> (i128, i128) {
        let length = days_between(self.baseline.on, self.goal.on);
        let gone = days_between(self.baseline.on, on).clamp(0, length);
        let (from, to) =
            (i128::from(self.baseline.score.millionths()), i128::from(self.goal.score.millionths()));
        (from * i128::from(length) + (to - from) * i128::from(gone), i128::from(length))
    }

    /// The line's value on a day, for showing; `side` compares exactly.
    #[must_use]
    pub fn at(&self, on: Date) -> f64 {
        let (numerator, denominator) = self.exact(on);
        numerator as f64 / (denominator as f64 * 1e6)
    }

    /// Whether scores of a day are judged by it: those before the baseline's day come from before the target.
    #[must_use]
    pub fn judges(&self, on: Date) -> bool {
        on >= self.baseline.on
    }

    /// The side on which a score lies, by exact comparison of whole numbers.
    #[must_use]
    pub fn side(&self, score: &ScoredOn) -> Side {
        let (line, days) = self.exact(score.on);
        match self.direction.compare(&(i128::from(score.score.millionths()) * days), &line) {
            Ordering::Greater => Side::Right,
            Ordering::Equal => Side::On,
            Ordering::Less => Side::Wrong,
        }
    }

    /// Whether a score is at the goal or beyond it.
    #[must_use]
    pub fn is_reached_by(&self, score: Score) -> bool {
        self.direction.reaches(score, self.goal.score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;
    use jiff::ToSpan;

    fn on(day: i64, score: &str) -> ScoredOn {
        ScoredOn::new(date(2026, 9, 7) + day.days(), score.parse().unwrap())
    }

    #[test]
    fn sides_of_a_line_with_thirds() {
        // Up one in three days: on day 1 the line is at 10 1/3.
        let up = AimLine::new(on(0, "10"), on(30, "20"), None).unwrap();
        let down = AimLine::new(on(0, "20"), on(30, "10"), None).unwrap();
        for (day, score, side_up, side_down) in [
            (1, "10.333333", Side::Wrong, Side::Right),
            (1, "10.333334", Side::Right, Side::Right),
            (3, "11", Side::On, Side::Right),
            (15, "15", Side::On, Side::On),
            (15, "15.000001", Side::Right, Side::Wrong),
            (15, "14.999999", Side::Wrong, Side::Right),
            (-5, "10", Side::On, Side::Right),
            (30, "20", Side::On, Side::Wrong),
            (45, "20", Side::On, Side::Wrong),
            (45, "10", Side::Wrong, Side::On),
        ] {
            assert_eq!(up.side(&on(day, score)), side_up, "up, day {day}, {score}");
            assert_eq!(down.side(&on(day, score)), side_down, "down, day {day}, {score}");
        }
        // Tenths that floating point cannot hold.
        let tenths = AimLine::new(on(0, "0"), on(10, "1"), None).unwrap();
        for day in 0..=10 {
            let line = Score::from_millionths(day * 100_000);
            assert_eq!(tenths.side(&ScoredOn::new(on(day, "0").on, line)), Side::On, "day {day}");
        }
    }

    #[test]
    fn lines_that_are_none() {
        use AimFault::{GoalIsWorse, GoalNotAfterBaseline, NoDirection};
        assert_eq!(AimLine::new(on(0, "1"), on(0, "2"), None), Err(GoalNotAfterBaseline));
        assert_eq!(AimLine::new(on(0, "1"), on(5, "1"), None), Err(NoDirection));
        assert_eq!(AimLine::new(on(0, "1"), on(5, "2"), Some(Direction::Decrease)), Err(GoalIsWorse));
        let flat = AimLine::new(on(0, "1"), on(5, "1"), Some(Direction::Decrease)).unwrap();
        assert_eq!((flat.at(on(3, "0").on), flat.side(&on(3, "0"))), (1.0, Side::Right));
    }

    proptest::proptest! {
        #[test]
        fn shifting_and_turning_keep_the_side(
            base in -1000_i32..1000, rise in 1_i32..1000, length in 1_i64..400,
            day in -10_i64..420, score in -2000_i32..2000, shift in -5000_i32..5000,
        ) {
            let at = |day: i64, score: i32| ScoredOn::new(date(2026, 1, 5) + day.days(), Score::whole(score));
            let plain = AimLine::new(at(0, base), at(length, base + rise), None).unwrap();
            let shifted = AimLine::new(at(0, base + shift), at(length, base + rise + shift), None).unwrap();
            let turned = AimLine::new(at(0, -base), at(length, -base - rise), None).unwrap();
            let side = plain.side(&at(day, score));
            assert_eq!(shifted.side(&at(day, score + shift)), side);
            assert_eq!(turned.side(&at(day, -score)), side);
            // Simpler and in floating point: the same unless very near.
            let near = f64::from(score) - plain.at(at(day, 0).on);
            if near.abs() > 1e-6 { assert_eq!(side == Side::Right, near > 0.0); }
        }
    }
}
