//! A score: a decimal number kept exactly, its day, and the direction in which it gets better.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The number of millionths in one.
const ONE: i64 = 1_000_000;
/// The largest score that is taken, in whole units.
const LARGEST: i64 = 1_000_000_000;

/// A score, kept as whole millionths so that comparisons are exact. At most a thousand million either way.
///
/// # Example
/// ```
/// # use domain::progress::Score;
/// let score: Score = "12.5".parse().unwrap();
/// assert_eq!(score.to_string(), "12.5");
/// assert_eq!(score, Score::from_millionths(12_500_000));
/// assert!("about ten".parse::<Score>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(i64);

impl Score {
    /// A whole number as a score.
    #[must_use]
    pub const fn whole(number: i32) -> Self {
        Self(number as i64 * ONE)
    }

    /// A score from its millionths (as the store keeps it).
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// The score in millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The score as a floating-point number, for statistics that are not compared.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// The whole number that the score is, when it is one.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.0 % ONE == 0 { Some(self.0 / ONE) } else { None }
    }

    /// The difference of two scores.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The sum of two scores.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Why a text is not a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreFault {
    /// Nothing is written.
    Empty,
    /// Not a decimal number.
    NotANumber,
    /// More than six decimal places.
    TooFine,
    /// Beyond a thousand million.
    TooLarge,
}

impl fmt::Display for ScoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ScoreFault::Empty => "there is no score",
            ScoreFault::NotANumber => "a score is a number such as 12 or 7.5",
            ScoreFault::TooFine => "a score has at most six decimal places",
            ScoreFault::TooLarge => "a score is at most a thousand million",
        })
    }
}

impl std::error::Error for ScoreFault {}

impl FromStr for Score {
    type Err = ScoreFault;

    fn from_str(text: &str) -> Result<Self, ScoreFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ScoreFault::Empty);
        }
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !all_digits(whole) || !all_digits(part) {
            return Err(ScoreFault::NotANumber);
        }
        let part = part.trim_end_matches('0');
        if part.len() > 6 {
            return Err(ScoreFault::TooFine);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 10 {
            return Err(ScoreFault::TooLarge);
        }
        let whole: i64 =
            if whole.is_empty() { 0 } else { whole.parse().map_err(|_| ScoreFault::TooLarge)? };
        let part: i64 = format!("{part:0<6}").parse().map_err(|_| ScoreFault::NotANumber)?;
        let size = whole * ONE + part;
        if size > LARGEST * ONE {
            return Err(ScoreFault::TooLarge);
        }
        Ok(Self(if negative { -size } else { size }))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, sign) = (self.0.unsigned_abs(), if self.0 < 0 { "-" } else { "" });
        let (whole, part) = (size / ONE as u64, size % ONE as u64);
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let part = format!("{part:06}");
        write!(f, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

/// The direction in which a measure gets better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better: words read in a minute.
    #[default]
    Increase,
    /// Less is better: times out of the room.
    Decrease,
}

impl Direction {
    /// The direction from a baseline to a goal; none when they are equal.
    #[must_use]
    pub fn from_goal(baseline: Score, goal: Score) -> Option<Self> {
        match goal.cmp(&baseline) {
            std::cmp::Ordering::Greater => Some(Self::Increase),
            std::cmp::Ordering::Less => Some(Self::Decrease),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// How `score` stands to `other`: greater means better.
    #[must_use]
    pub fn compare<T: Ord>(self, score: &T, other: &T) -> std::cmp::Ordering {
        match self {
            Self::Increase => score.cmp(other),
            Self::Decrease => other.cmp(score),
        }
    }

    /// Whether `score` is at the goal or beyond it.
    #[must_use]
    pub fn reaches(self, score: Score, goal: Score) -> bool {
        self.compare(&score, &goal).is_ge()
    }
}

/// A score and the day on which it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoredOn {
    /// The day.
    pub on: Date,
    /// The score.
    pub score: Score,
}

impl ScoredOn {
    /// A score on a day.
    #[must_use]
    pub const fn new(on: Date, score: Score) -> Self {
        Self { on, score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_scores() {
        for (text, millionths, shown) in [
            ("12", 12_000_000, "12"),
            (" 7.50 ", 7_500_000, "7.5"),
            ("-0.000001", -1, "-0.000001"),
            (".5", 500_000, "0.5"),
            ("+3.", 3_000_000, "3"),
            ("−4", -4_000_000, "-4"),
            ("-0", 0, "0"),
            ("0001000000000", 1_000_000_000_000_000, "1000000000"),
            ("1.10000000000", 1_100_000, "1.1"),
        ] {
            let score: Score = text.parse().unwrap();
            assert_eq!((score.millionths(), score.to_string().as_str()), (millionths, shown), "{text}");
        }
        for (text, fault) in [
            ("", ScoreFault::Empty),
            ("  ", ScoreFault::Empty),
            (".", ScoreFault::NotANumber),
            ("-", ScoreFault::NotANumber),
            ("1,5", ScoreFault::NotANumber),
            ("1e3", ScoreFault::NotANumber),
            ("NaN", ScoreFault::NotANumber),
            ("--1", ScoreFault::NotANumber),
            ("1.0000001", ScoreFault::TooFine),
            ("1000000000.000001", ScoreFault::TooLarge),
            ("99999999999999999999", ScoreFault::TooLarge),
        ] {
            assert_eq!(text.parse::<Score>(), Err(fault), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn shown_and_read_again(millionths in -1_000_000_000_000_000_i64..=1_000_000_000_000_000) {
            let score = Score::from_millionths(millionths);
            assert_eq!(score.to_string().parse(), Ok(score));
        }

        #[test]
        fn any_text_has_an_answer(text in ".*") {
            let _ = text.parse::<Score>();
        }
    }
}
