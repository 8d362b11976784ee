//! Tau-U with the baseline's trend taken away: (S of A and B, minus S within A) over the pairs of A and B.

use super::{
    Direction, Score,
    phases::{Phases, sign},
};

/// Better pairs minus worse pairs within a phase, each score with those after it.
fn better_minus_worse_in_time(direction: Direction, scores: &[Score]) -> i64 {
    let with_later = |(at, first): (usize, &Score)| -> i64 {
        scores[at + 1..].iter().map(|later| sign(direction.compare(later, first))).sum()
    };
    scores.iter().enumerate().map(with_later).sum()
}

/// Tau-U, variant "A versus B, minus trend A": (S_AB - S_AA) / (m n), where S is better pairs minus worse pairs and
/// S_AA is taken within the baseline in time order.
///
/// It can pass 1 (a falling baseline) and is divided by the pairs of A and B alone. Needs three baseline scores and
/// one of support.
///
/// # Source
/// Parker, Vannest, Davis & Sauber (2011), *Behavior Therapy* 42(2), 284-299; the denominator as in Tarlow (2017),
/// *Behavior Modification* 41(4), 427-467.
///
/// # Example
/// ```
/// # use domain::progress::{tau_u_a, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Increase,
///     &[1, 2, 3, 4, 5].map(Score::whole),
///     &[6, 7, 8, 9, 10].map(Score::whole),
/// );
/// assert_eq!(tau_u_a::of(&phases), Some(0.6));
/// ```
#[must_use]
pub fn of(phases: &Phases) -> Option<f64> {
    phases.are_enough().then(|| {
        let within = better_minus_worse_in_time(phases.direction, &Phases::values(&phases.baseline));
        (phases.better_minus_worse() - within) as f64 / phases.pairs()
    })
}
