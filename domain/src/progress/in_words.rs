//! Did it work, in plain words: how many scores are better than before, and whether they were rising already.

use super::{
    gap_to_peers::median,
    phases::{FEWEST_BASELINE, Phases},
    theil_sen,
};

/// How many support scores are better than the middle of the baseline, and whether the baseline was getting better
/// by itself (its Theil-Sen line). Needs three baseline scores and one of support, else says what is missing.
///
/// # Source
/// `progress.md`, "On screen: plain words and the chart".
///
/// # Example
/// ```
/// # use domain::progress::{in_words, phases::Phases, Direction, Score};
/// let phases = Phases::of_sessions(
///     Direction::Increase,
///     &[1, 2, 3].map(Score::whole),
///     &[2, 4, 5].map(Score::whole),
/// );
/// assert_eq!(
///     in_words::of(&phases),
///     "2 of 3 scores since support began are better than before; scores were already getting better."
/// );
/// ```
#[must_use]
pub fn of(phases: &Phases) -> String {
    let middle = median(Phases::values(&phases.baseline));
    let (Some(middle), true) = (middle, phases.are_enough()) else {
        return format!(
            "Not enough data to say whether it worked: it takes {FEWEST_BASELINE} scores before and 1 since support began; there are {} and {}.",
            phases.baseline.len(),
            phases.support.len()
        );
    };
    let better =
        phases.support.iter().filter(|(_, score)| phases.direction.compare(score, &middle).is_gt()).count();
    let before = match theil_sen::line(&phases.baseline) {
        None => "the baseline has no trend",
        Some(line) => match phases.direction.compare(&line.rise, &0) {
            std::cmp::Ordering::Greater => "scores were already getting better",
            std::cmp::Ordering::Equal => "scores were level before",
            std::cmp::Ordering::Less => "scores were getting worse before",
        },
    };
    let (number, are) = (phases.support.len(), if better == 1 { "is" } else { "are" });
    format!("{better} of {number} scores since support began {are} better than before; {before}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::{Direction, Score};

    #[test]
    fn words() {
        for (direction, a, b, words) in [
            (
                Direction::Increase,
                &[5, 5, 5][..],
                &[5][..],
                "0 of 1 scores since support began are better than before; scores were level before.",
            ),
            (
                Direction::Decrease,
                &[5, 6, 7],
                &[5, 9],
                "1 of 2 scores since support began is better than before; scores were getting worse before.",
            ),
            (
                Direction::Increase,
                &[5, 6],
                &[5],
                "Not enough data to say whether it worked: it takes 3 scores before and 1 since support began; there are 2 and 1.",
            ),
        ] {
            let scores = |list: &[i32]| list.iter().map(|y| Score::whole(*y)).collect::<Vec<_>>();
            assert_eq!(of(&Phases::of_sessions(direction, &scores(a), &scores(b))), words);
        }
    }
}
