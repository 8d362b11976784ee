//! The baseline of a target: the value given, or the median of the first three scores.

use super::{Score, ScoredOn};

/// The number of scores from which a baseline is taken when none is given.
pub const SCORES: usize = 3;

/// The baseline: the value given, else the median of the first three scores by date, on the day of the third.
///
/// Needs a given value or three scores; else there is none.
///
/// # Source
/// `progress.md` ("the median of the first three scores, or the value given"); the median of three baseline
/// probes is usual in curriculum-based measurement (Hosp, Hosp & Howell, *The ABCs of CBM*, 2016).
///
/// # Example
/// ```
/// # use domain::{progress::{baseline, Score, ScoredOn}, date};
/// let scores = [(1, 12), (8, 30), (15, 14)]
///     .map(|(day, score)| ScoredOn::new(date(2026, 9, day), Score::whole(score)));
/// assert_eq!(baseline::of(None, &scores), Some(ScoredOn::new(date(2026, 9, 15), Score::whole(14))));
/// assert_eq!(baseline::of(None, &scores[..2]), None);
/// ```
#[must_use]
pub fn of(given: Option<ScoredOn>, scores: &[ScoredOn]) -> Option<ScoredOn> {
    if given.is_some() {
        return given;
    }
    let mut by_date = scores.to_vec();
    by_date.sort_by_key(|score| score.on);
    let first = by_date.get(..SCORES)?;
    let mut values: Vec<Score> = first.iter().map(|score| score.score).collect();
    values.sort_unstable();
    Some(ScoredOn::new(first[SCORES - 1].on, values[SCORES / 2]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn given_or_median() {
        let on = |day, score| ScoredOn::new(date(2026, 9, day), Score::whole(score));
        let given = on(1, 5);
        assert_eq!(of(Some(given), &[]), Some(given));
        assert_eq!(of(Some(given), &[on(2, 9), on(3, 9), on(4, 9)]), Some(given));
        assert_eq!(of(None, &[]), None);
        assert_eq!(of(None, &[on(20, 3), on(3, 9), on(4, 1), on(2, 7)]), Some(on(4, 7)));
        assert_eq!(of(None, &[on(2, 7), on(3, 7), on(4, 7)]), Some(on(4, 7)));
    }
}
