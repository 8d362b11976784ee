//! PND: the share of support scores that are better than the best of the baseline.

use super::phases::Phases;

/// Percentage of non-overlapping data, as a share from 0 to 1: support scores strictly better than the best baseline
/// score, divided by all support scores.
///
/// One good day in the baseline decides it, so it stands beside the others and never alone. Needs three baseline
/// scores and one of support.
///
/// # Source
/// Scruggs, Mastropieri & Casto (1987), *Remedial and Special Education* 8(2), 24-33.
///
/// # Example
/// ```
/// # use domain::progress::{pnd, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Increase,
///     &[2, 4, 3].map(Score::whole),
///     &[4, 5, 3, 6].map(Score::whole),
/// );
/// assert_eq!(pnd::of(&phases), Some(0.5));
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Option<f64> {
    if !phases.are_enough() {
        return None;
    }
    let better = |a: &super::Score, b: &super::Score| phases.direction.compare(a, b);
    let best = Phases::values(&phases.baseline).into_iter().max_by(better)?;
    let above = phases.support.iter().filter(|(_, score)| better(score, &best).is_gt()).count();
    Some(above as f64 / phases.support.len() as f64)
}
