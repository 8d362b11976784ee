//! Tau-BC: Tau after the baseline's own Theil-Sen line has been taken from all scores.

use super::{
    phases::{Phases, better_minus_worse},
    theil_sen,
};

/// Baseline-corrected Tau: the Theil-Sen line of the baseline is extended through the support phase and taken from
/// all scores; Tau (without ties in the denominator) is taken of what is left.
///
/// Variant: the correction is always made, whatever the baseline's trend (Tarlow makes it only when that is
/// significant). Compared exactly, so that points on the line are ties. Needs three baseline scores at two places
/// of x at least, and one of support.
///
/// # Source
/// Tarlow (2017), *Behavior Modification* 41(4), 427-467; `progress.md`.
///
/// # Example
/// ```
/// # use domain::progress::{tau_bc, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Increase,
///     &[1, 2, 3, 4, 5].map(Score::whole),
///     &[6, 7, 8, 9, 10].map(Score::whole),
/// );
/// assert_eq!(tau_bc::of(&phases), Some(0.0));
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Option<f64> {
    if !phases.are_enough() {
        return None;
    }
    let line = theil_sen::line(&phases.baseline)?;
    // The intercept shifts all scores alike, so the slope alone is taken away.
    let left = |phase: &[(i64, super::Score)]| -> Vec<i128> {
        phase.iter().map(|(x, score)| line.without_slope(*x, *score)).collect()
    };
    let net = better_minus_worse(phases.direction, &left(&phases.baseline), &left(&phases.support));
    Some(net as f64 / phases.pairs())
}
