//! The standard error of NAP.

use super::{
    Score, nap,
    phases::{Phases, sign},
};

/// The standard error of NAP, from the unbiased estimator of its variance.
///
/// sqrt((N(1 - N) + n Q1 + m Q2 - 2 Q3) / ((m - 1)(n - 1))), with N = NAP held in [1/(2mn), 1 - 1/(2mn)] and
/// Q1 = sum_i (sum_j (q_ij - NAP))^2 / (m n^2), Q2 = sum_j (sum_i (q_ij - NAP))^2 / (m^2 n),
/// Q3 = sum (q_ij - NAP)^2 / (m n). Scores are taken as independent, which weekly scores of one child hardly are.
/// Needs three baseline and two support scores.
///
/// # Source
/// Sen (1967) and Mee (1990), as given by Pustejovsky (2019) for NAP; `progress.md`.
///
/// # Example
/// ```
/// # use domain::progress::{nap_se, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Increase,
///     &[1, 2, 3, 4, 5].map(Score::whole),
///     &[6, 7, 8, 9, 10].map(Score::whole),
/// );
/// assert!((nap_se::of(&phases).unwrap() - 0.035).abs() < 1e-12);
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Option<f64> {
    let nap = nap::of(phases)?;
    let (m, n) = (phases.baseline.len() as f64, phases.support.len() as f64);
    if phases.support.len() < 2 {
        return None;
    }
    let off = |a: Score, b: Score| (sign(phases.direction.compare(&b, &a)) + 1) as f64 / 2.0 - nap;
    let (mut q1, mut q3) = (0.0, 0.0);
    let mut columns = vec![0.0; phases.support.len()];
    for (_, a) in &phases.baseline {
        let mut row = 0.0;
        for (column, (_, b)) in columns.iter_mut().zip(&phases.support) {
            let off = off(*a, *b);
            row += off;
            *column += off;
            q3 += off * off;
        }
        q1 += row * row;
    }
    let q2: f64 = columns.iter().map(|column| column * column).sum();
    let edge = 1.0 / (2.0 * m * n);
    let held = nap.clamp(edge, 1.0 - edge);
    let sum = held * (1.0 - held) + q1 / (m * n) + q2 / (m * n) - 2.0 * q3 / (m * n);
    Some((sum / ((m - 1.0) * (n - 1.0))).max(0.0).sqrt())
}
