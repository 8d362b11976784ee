//! Two phases of one target, baseline (A) and support (B), and the pairs of their scores.

use std::cmp::Ordering;

use super::{Direction, Score};

/// The fewest baseline scores from which there is an effect size.
pub const FEWEST_BASELINE: usize = 3;

/// One child's scores for one target in two phases, each in time order.
///
/// x is the session number (1, 2, ... through both phases), or the number of days when dates are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phases {
    /// The direction in which the measure gets better.
    pub direction: Direction,
    /// Phase A: x and score.
    pub baseline: Vec<(i64, Score)>,
    /// Phase B: x and score.
    pub support: Vec<(i64, Score)>,
}

impl Phases {
    /// Scores without dates: x is the session number.
    #[must_use]
    pub fn of_sessions(direction: Direction, baseline: &[Score], support: &[Score]) -> Self {
        let numbered = |first: i64, scores: &[Score]| (first..).zip(scores.iter().copied()).collect();
        Self {
            direction,
            baseline: numbered(1, baseline),
            support: numbered(1 + i64::try_from(baseline.len()).unwrap_or(i64::MAX - 1), support),
        }
    }

    /// Whether there is enough for an effect size: three baseline scores and one of support.
    #[must_use]
    pub fn are_enough(&self) -> bool {
        self.baseline.len() >= FEWEST_BASELINE && !self.support.is_empty()
    }

    /// The number of pairs of a baseline and a support score.
    pub(super) fn pairs(&self) -> f64 {
        self.baseline.len() as f64 * self.support.len() as f64
    }

    /// The values of a phase.
    pub(super) fn values(phase: &[(i64, Score)]) -> Vec<Score> {
        phase.iter().map(|(_, score)| *score).collect()
    }

    /// Better pairs minus worse pairs between the phases (S of A and B).
    pub(super) fn better_minus_worse(&self) -> i64 {
        better_minus_worse(self.direction, &Self::values(&self.baseline), &Self::values(&self.support))
    }
}

/// How many pairs (a, b) are better in b, minus those that are worse.
pub(super) fn better_minus_worse<T: Ord>(direction: Direction, a: &[T], b: &[T]) -> i64 {
    a.iter().map(|a| b.iter().map(|b| sign(direction.compare(b, a))).sum::<i64>()).sum()
}

/// 1 for better, 0 for equal, -1 for worse.
pub(super) const fn sign(ordering: Ordering) -> i64 {
    match ordering {
        Ordering::Greater => 1,
        Ordering::Equal => 0,
        Ordering::Less => -1,
    }
}
