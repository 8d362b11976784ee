//! NAP: the share of pairs in which the support score is better than the baseline score.

use super::phases::Phases;

/// Non-overlap of All Pairs: the sum of q over all pairs of a baseline and a support score, divided by their number;
/// q = 1 when the support score is better, 0.5 when they are equal, 0 otherwise.
///
/// From 0 to 1; 0.5 is no difference. Needs three baseline scores and one of support. It misleads when the baseline
/// was already rising: look at the baseline's own trend beside it.
///
/// # Source
/// Parker & Vannest (2009), *Behavior Therapy* 40(4), 357-367.
///
/// # Example
/// ```
/// # use domain::progress::{nap, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Decrease,
///     &[12, 14, 9, 10].map(Score::whole),
///     &[10, 6, 4, 5, 3, 4].map(Score::whole),
/// );
/// assert_eq!(nap::of(&phases), Some(0.9375));
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Option<f64> {
    phases.are_enough().then(|| (phases.better_minus_worse() as f64 / phases.pairs() + 1.0) / 2.0)
}
