//! Standardised scores: mean 100, standard deviation 15. An unchanged score is normal progress.

use serde::{Deserialize, Serialize};

use super::Score;

/// The mean of the scale.
pub const MEAN: i32 = 100;
/// Its standard deviation.
pub const STANDARD_DEVIATION: i32 = 15;

/// Where a standardised score lies among pupils of the same age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Under 70: more than two standard deviations below the mean.
    VeryLow,
    /// From 70 to under 85.
    BelowAverage,
    /// From 85 to 115: within one standard deviation of the mean.
    Average,
    /// Over 115 to 130.
    AboveAverage,
    /// Over 130.
    VeryHigh,
}

impl Band {
    /// What to say of it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Band::VeryLow => "well below average for the age",
            Band::BelowAverage => "below average for the age",
            Band::Average => "average for the age",
            Band::AboveAverage => "above average for the age",
            Band::VeryHigh => "well above average for the age",
        }
    }
}

/// The band of a standardised score: cut at one and two standard deviations.
///
/// # Source
/// Mean 100 and standard deviation 15 as published tests use them; `progress.md`.
///
/// # Example
/// ```
/// # use domain::progress::{standard_score::{self, Band}, Score};
/// assert_eq!(standard_score::band(Score::whole(85)), Band::Average);
/// assert_eq!(standard_score::band(Score::whole(84)), Band::BelowAverage);
/// ```
#[must_use]
pub fn band(score: Score) -> Band {
    let at = |deviations: i32| Score::whole(MEAN + deviations * STANDARD_DEVIATION);
    if score < at(-2) {
        Band::VeryLow
    } else if score < at(-1) {
        Band::BelowAverage
    } else if score <= at(1) {
        Band::Average
    } else if score <= at(2) {
        Band::AboveAverage
    } else {
        Band::VeryHigh
    }
}

/// What a change from one standardised score to a later one says.
///
/// The score already allows for age: who keeps it has learnt as much as others of the age; who gains is catching up.
///
/// # Source
/// `progress.md`, "an unchanged score is normal progress, said so".
///
/// # Example
/// ```
/// # use domain::progress::{standard_score, Score};
/// assert_eq!(
///     standard_score::change(Score::whole(82), Score::whole(82)),
///     "82, unchanged: normal progress, the child has kept pace with others of the age."
/// );
/// ```
#[must_use]
pub fn change(before: Score, after: Score) -> String {
    let change = after.minus(before);
    match change.cmp(&Score::default()) {
        std::cmp::Ordering::Equal => {
            format!("{after}, unchanged: normal progress, the child has kept pace with others of the age.")
        }
        std::cmp::Ordering::Greater => {
            format!(
                "From {before} to {after}, {change} up: more than normal progress, the child is catching up."
            )
        }
        std::cmp::Ordering::Less => {
            let down = before.minus(after);
            format!(
                "From {before} to {after}, {down} down: less than normal progress. A few points up or down are chance."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_changes() {
        for (score, expected) in [
            ("69.9", Band::VeryLow),
            ("70", Band::BelowAverage),
            ("84.9", Band::BelowAverage),
            ("85", Band::Average),
            ("115", Band::Average),
            ("115.1", Band::AboveAverage),
            ("130", Band::AboveAverage),
            ("131", Band::VeryHigh),
        ] {
            assert_eq!(band(score.parse().unwrap()), expected, "{score}");
        }
        assert!(change(Score::whole(80), Score::whole(86)).contains("6 up"));
        assert!(change(Score::whole(86), Score::whole(80)).contains("6 down"));
    }
}
