//! Tau: NAP on a scale from -1 to 1.

use super::phases::Phases;

/// Kendall's Tau between phases, without ties in the denominator (Tau-a): better pairs minus worse pairs, divided by
/// all pairs; equal to 2 NAP - 1.
///
/// Needs three baseline scores and one of support. It says nothing of a baseline that was already rising.
///
/// # Source
/// Parker, Vannest, Davis & Sauber (2011), *Behavior Therapy* 42(2), 284-299 (Tau for A against B).
///
/// # Example
/// ```
/// # use domain::progress::{tau, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Increase,
///     &[1, 2, 3, 4, 5].map(Score::whole),
///     &[6, 7, 8, 9, 10].map(Score::whole),
/// );
/// assert_eq!(tau::of(&phases), Some(1.0));
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Option<f64> {
    phases.are_enough().then(|| phases.better_minus_worse() as f64 / phases.pairs())
}
