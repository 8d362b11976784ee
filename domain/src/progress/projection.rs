//! The projected date: where the trend reaches the goal.

use jiff::{ToSpan, civil::Date};

use super::{Direction, Score, theil_sen::Trend};

/// The first day, from the trend's first score on, on which the trend line is at the goal or beyond it.
///
/// None when the slope is flat or leads away, or when the day lies beyond the calendar. Computed with whole
/// numbers, so that a trend that meets the goal exactly on a day gives that day.
///
/// # Source
/// `progress.md`; the line is the Theil-Sen trend (see `theil_sen`), so three scores are needed.
///
/// # Example
/// ```
/// # use domain::{progress::{projection, theil_sen::Trend, Direction, Score, ScoredOn}, date};
/// let scores = [(7, 10), (14, 11), (21, 12)].map(|(d, y)| ScoredOn::new(date(2026, 9, d), Score::whole(y)));
/// let trend = Trend::of(&scores).unwrap();
/// let on = projection::reached_on(&trend, Score::whole(20), Direction::Increase);
/// assert_eq!(on, Some(date(2026, 11, 16)));
/// assert_eq!(projection::reached_on(&trend, Score::whole(5), Direction::Decrease), None);
/// ```
#[must_use]
pub fn reached_on(trend: &Trend, goal: Score, direction: Direction) -> Option<Date> {
    let line = &trend.line;
    let (rise, way) = match direction {
        Direction::Increase => (line.rise, 2 * line.run * i128::from(goal.millionths()) - line.twice),
        Direction::Decrease => (-line.rise, line.twice - 2 * line.run * i128::from(goal.millionths())),
    };
    if rise <= 0 {
        return None;
    }
    // Rounded up to whole days; a goal behind the first score is reached on the first day.
    let per_day = 2 * rise;
    let days = if way <= 0 { 0 } else { (way + per_day - 1) / per_day };
    trend.from.checked_add(i32::try_from(days).ok().filter(|days| *days < 4_000_000)?.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, progress::ScoredOn};

    #[test]
    fn dates() {
        let start = date(2026, 9, 7);
        let trend = |values: &[&str]| {
            let scores: Vec<_> = (0_i64..)
                .zip(values)
                .map(|(week, y)| ScoredOn::new(start + (7 * week).days(), y.parse().unwrap()))
                .collect();
            Trend::of(&scores).unwrap()
        };
        let (up, down) = (Direction::Increase, Direction::Decrease);
        for (values, goal, direction, weeks) in [
            (&["10", "10.5", "11"][..], 15, up, Some(10)),
            (&["10.1", "10.2", "10.3", "10.4"], 11, up, Some(9)),
            (&["9", "8", "7"], 0, down, Some(9)),
            (&["9", "8", "7"], 12, up, None),
            (&["9", "9", "9"], 12, up, None),
            (&["9", "9", "9"], 9, up, None),
            (&["1", "2", "3"], -5, up, Some(0)),
            (&["1", "1.000001", "1.000002"], 1_000_000, up, None),
        ] {
            let on = reached_on(&trend(values), Score::whole(goal), direction);
            assert_eq!(on, weeks.map(|weeks: i64| start + (7 * weeks).days()), "{values:?} to {goal}");
        }
    }
}
