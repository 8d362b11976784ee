//! The trend: the Theil-Sen line, the median of all pairwise slopes.

use jiff::civil::Date;

use super::{Score, ScoredOn};
use crate::calendar::count::days_between;

/// The fewest scores from which there is a trend.
pub const FEWEST: usize = 3;

/// A straight line with exact coefficients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Slope: `rise / run`, in millionths of a score for each step of x; `run` is positive.
    pub(super) rise: i128,
    pub(super) run: i128,
    /// Intercept: `twice / (2 run)`, in millionths.
    pub(super) twice: i128,
}

impl Line {
    /// The slope: score for each step of x.
    #[must_use]
    pub fn slope(&self) -> f64 {
        self.rise as f64 / self.run as f64 / 1e6
    }

    /// The line's value at x.
    #[must_use]
    pub fn at(&self, x: i64) -> f64 {
        (2 * self.rise * i128::from(x) + self.twice) as f64 / (2 * self.run) as f64 / 1e6
    }

    /// What is left of a score at x when the slope is taken away, times the run: whole, so that scores on one line
    /// with the same slope compare as equal.
    pub(super) fn without_slope(&self, x: i64, score: Score) -> i128 {
        i128::from(score.millionths()) * self.run - self.rise * i128::from(x)
    }
}

/// The Theil-Sen line through scores at places x.
///
/// Variant: slope = median of (y2 - y1) / (x2 - x1) over all pairs with different x (mean of the two middle ones
/// when their number is even); intercept = median of y - slope x. It resists one bad day; least squares does not.
/// Needs three scores, at two places at least.
///
/// # Source
/// Theil (1950); Sen (1968), *Journal of the American Statistical Association* 63, 1379-1389; the intercept after
/// Conover (1980) in the form median(y - slope x), as in `progress.md`.
///
/// # Example
/// ```
/// # use domain::progress::{theil_sen, Score};
/// let points = [(1, 2), (2, 4), (3, 60), (4, 8)].map(|(x, y)| (x, Score::whole(y)));
/// let line = theil_sen::line(&points).unwrap();
/// assert_eq!((line.slope(), line.at(5)), (2.0, 10.0));
/// assert_eq!(theil_sen::line(&points[..2]), None);
/// ```
#[must_use]
pub fn line(points: &[(i64, Score)]) -> Option<Line> {
    if points.len() < FEWEST {
        return None;
    }
    let (rise, run) = median_slope(points)?;
    let mut line = Line { rise, run, twice: 0 };
    let mut left: Vec<i128> = points.iter().map(|(x, y)| line.without_slope(*x, *y)).collect();
    left.sort_unstable();
    let middle = left.len() / 2;
    line.twice =
        if left.len().is_multiple_of(2) { left[middle - 1] + left[middle] } else { 2 * left[middle] };
    Some(line)
}

/// The median of the pairwise slopes as a fraction; none when all points stand at one place.
fn median_slope(points: &[(i64, Score)]) -> Option<(i128, i128)> {
    let mut slopes: Vec<(f64, i64, i64)> = Vec::with_capacity(points.len() * (points.len() - 1) / 2);
    for (index, (x1, y1)) in points.iter().enumerate() {
        for (x2, y2) in &points[index + 1..] {
            let (mut rise, mut run) = (y2.millionths() - y1.millionths(), x2 - x1);
            if run == 0 {
                continue;
            }
            if run < 0 {
                (rise, run) = (-rise, -run);
            }
            // Division of exact numbers keeps their order, so the quotient may choose and the fraction is kept.
            slopes.push((rise as f64 / run as f64, rise, run));
        }
    }
    if slopes.is_empty() {
        return None;
    }
    let middle = slopes.len() / 2;
    let even = slopes.len().is_multiple_of(2);
    let (below, upper, _) = slopes.select_nth_unstable_by(middle, |a, b| a.0.total_cmp(&b.0));
    let (rise2, run2) = (i128::from(upper.1), i128::from(upper.2));
    let lower = below.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    Some(match lower {
        Some(lower) if even => {
            let (rise1, run1) = (i128::from(lower.1), i128::from(lower.2));
            (rise1 * run2 + rise2 * run1, 2 * run1 * run2)
        }
        _ => (rise2, run2),
    })
}

/// The trend of dated scores: a Theil-Sen line over days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The day from which the line counts: that of the earliest score.
    pub from: Date,
    /// The line; x is the number of days since `from`.
    pub line: Line,
}

impl Trend {
    /// The trend of dated scores, in any order; none under three scores or when all are of one day.
    #[must_use]
    pub fn of(scores: &[ScoredOn]) -> Option<Self> {
        let from = scores.iter().map(|score| score.on).min()?;
        let points: Vec<(i64, Score)> =
            scores.iter().map(|score| (days_between(from, score.on).into(), score.score)).collect();
        Some(Self { from, line: line(&points)? })
    }

    /// The slope: score for each week of seven days.
    #[must_use]
    pub fn per_week(&self) -> f64 {
        (7 * self.line.rise) as f64 / self.line.run as f64 / 1e6
    }

    /// The trend's value on a day.
    #[must_use]
    pub fn at(&self, on: Date) -> f64 {
        self.line.at(days_between(self.from, on).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(values: &[i32]) -> Vec<(i64, Score)> {
        (1_i64..).zip(values).map(|(x, y)| (x, Score::whole(*y))).collect()
    }

    #[test]
    fn published() {
        // Sen (1968), the seven observations of his example: slope 4; the intercept median(y - 4x) is 6.
        let sen = [(1, 9), (2, 15), (3, 19), (4, 20), (10, 45), (12, 55), (18, 78)];
        let sen = line(&sen.map(|(x, y)| (x, Score::whole(y)))).unwrap();
        assert_eq!((sen.slope(), sen.at(0)), (4.0, 6.0));
        // Hollander & Wolfe (1999), example 9.1, effect of cloud seeding over five years: -0.056.
        let seeding = (1_i64..).zip(["1.26", "1.27", "1.12", "1.16", "1.03"]);
        let seeding: Vec<(i64, Score)> = seeding.map(|(x, y)| (x, y.parse().unwrap())).collect();
        assert!((line(&seeding).unwrap().slope() + 0.05625).abs() < 1e-12);
    }

    /// The definition, in floating point and without care.
    fn simple(points: &[(i64, Score)]) -> Option<(f64, f64)> {
        let median = |mut list: Vec<f64>| {
            list.sort_by(f64::total_cmp);
            let n = list.len();
            (n > 0).then(|| (list[(n - 1) / 2] + list[n / 2]) / 2.0)
        };
        let mut slopes = Vec::new();
        for (x1, y1) in points {
            for (x2, y2) in points {
                if x1 < x2 {
                    slopes.push((y2.as_f64() - y1.as_f64()) / (x2 - x1) as f64);
                }
            }
        }
        let slope = median(slopes)?;
        let intercept = median(points.iter().map(|(x, y)| y.as_f64() - slope * *x as f64).collect())?;
        (points.len() >= 3).then_some((slope, intercept))
    }

    #[test]
    fn tables() {
        for (values, slope) in [
            (&[20, 20, 26, 25, 22, 23][..], 0.6),
            (&[28, 25, 24, 27, 30, 30, 29], 2.0 / 3.0),
            (&[1, 2, 3, 4, 5], 1.0),
            (&[12, 14, 9, 10], -13.0 / 12.0),
            (&[7, 7, 7, 7], 0.0),
            (&[1, 2, 3, 900], 451.0 / 3.0),
        ] {
            let found = line(&points(values)).unwrap().slope();
            assert!((found - slope).abs() < 1e-9, "{values:?}: {found}");
        }
        for too_few in [&[][..], &[1], &[1, 2]] {
            assert_eq!(line(&points(too_few)), None);
        }
        let one_day = [(4, Score::whole(1)), (4, Score::whole(2)), (4, Score::whole(3))];
        assert_eq!(line(&one_day), None);
    }

    proptest! {
        #[test]
        fn like_the_simple_one(values in prop::collection::vec((0_i64..30, -50_i32..50), 0..14)) {
            let points: Vec<_> = values.iter().map(|(x, y)| (*x, Score::whole(*y))).collect();
            match (line(&points), simple(&points)) {
                (Some(line), Some((slope, intercept))) => {
                    prop_assert!((line.slope() - slope).abs() < 1e-9);
                    prop_assert!((line.at(0) - intercept).abs() < 1e-6);
                }
                (found, expected) => prop_assert_eq!(found.is_some(), expected.is_some()),
            }
        }

        #[test]
        fn shift_scale_and_reversal(
            values in prop::collection::vec(-50_i32..50, 3..12), shift in -99_i32..99, scale in 1_i32..9,
        ) {
            let slope = |list: Vec<i32>| line(&points(&list)).unwrap().slope();
            let plain = slope(values.clone());
            prop_assert!((slope(values.iter().map(|y| y + shift).collect()) - plain).abs() < 1e-9);
            prop_assert!((slope(values.iter().map(|y| y * scale).collect()) - plain * f64::from(scale)).abs() < 1e-6);
            prop_assert!((slope(values.iter().rev().copied().collect()) + plain).abs() < 1e-9);
        }
    }
}
