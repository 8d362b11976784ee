//! What changed on a target while a child had a place: from where the child stood when it began to the last score in it.

use jiff::civil::Date;

use super::{Score, ScoredOn, baseline};

/// The value when a time began, and the last one in it; none without two values.
///
/// Where the child stood is the latest score before the first day, or the baseline given by then; else the baseline given
/// in the time; else the median of the first three scores in it, or the first. What came after the last day is not the
/// time's.
///
/// # Source
/// progress, did it work: an intervention across the school has the median change of its children; what a child reached
/// before or after their place is not its doing.
///
/// # Example
/// ```
/// # use domain::{progress::{Score, ScoredOn, change_within}, date};
/// let scores = [(1, 10), (8, 12), (22, 16), (30, 30)]
///     .map(|(day, score)| ScoredOn::new(date(2026, 9, day), Score::whole(score)));
/// let found = change_within::of(None, &scores, date(2026, 9, 7), date(2026, 9, 25));
/// assert_eq!(found, Some((Score::whole(10), Score::whole(16))));
/// ```
#[must_use]
pub fn of(given: Option<ScoredOn>, scores: &[ScoredOn], from: Date, until: Date) -> Option<(Score, Score)> {
    let mut by_date = scores.to_vec();
    by_date.sort_by_key(|score| score.on);
    let within: Vec<ScoredOn> =
        by_date.iter().filter(|score| from <= score.on && score.on <= until).copied().collect();
    let before = by_date.iter().copied().filter(|score| score.on < from);
    let stood = before.chain(given.filter(|given| given.on <= from)).max_by_key(|value| value.on);
    let start = stood
        .or_else(|| given.filter(|given| given.on <= until))
        .or_else(|| {
            baseline::of(None, &within).filter(|start| within.last().is_some_and(|l| l.on > start.on))
        })
        .or_else(|| within.first().copied())?;
    let last = within.last().filter(|last| last.on > start.on)?;
    Some((start.score, last.score))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn only_the_time_of_the_place_counts() {
        let on = |day, score| ScoredOn::new(date(2026, 9, day), Score::whole(score));
        let (from, until) = (date(2026, 9, 7), date(2026, 9, 25));
        let found = |given, scores: &[ScoredOn]| {
            of(given, scores, from, until).map(|(first, last)| (first.to_string(), last.to_string()))
        };
        let pair = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        for (given, scores, expected) in [
            (None, vec![], None),
            (None, vec![on(8, 5)], None),
            (None, vec![on(8, 5), on(9, 7)], pair("5", "7")),
            // The median of the first three, where scores go on after them.
            (None, vec![on(8, 5), on(9, 9), on(10, 7), on(11, 8)], pair("7", "8")),
            (None, vec![on(8, 5), on(9, 9), on(10, 7)], pair("5", "7")),
            // A baseline given before, on the first day, and in the time.
            (Some(on(1, 4)), vec![on(8, 5)], pair("4", "5")),
            (Some(on(7, 4)), vec![on(8, 5)], pair("4", "5")),
            (Some(on(7, 4)), vec![on(7, 5)], None),
            (Some(on(1, 4)), vec![on(7, 5)], pair("4", "5")),
            (Some(on(8, 4)), vec![on(9, 5)], pair("4", "5")),
            // Where the child stood when the place began, not where the target began.
            (Some(on(1, 4)), vec![on(5, 6), on(20, 9)], pair("6", "9")),
            // What came later is not the place's.
            (Some(on(1, 4)), vec![on(20, 9), on(28, 40)], pair("4", "9")),
            (Some(on(1, 4)), vec![on(28, 40)], None),
            (Some(on(28, 4)), vec![on(29, 40)], None),
        ] {
            assert_eq!(found(given, &scores), expected, "{given:?} {scores:?}");
        }
    }
}
