//! Goal attainment, for targets without a unit: from much less to much more than hoped, described beforehand.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Score;

/// What is counted of a target with levels.
pub const UNIT: &str = "level, -2 to +2";

/// How far a goal was attained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// -2.
    MuchLess,
    /// -1.
    Less,
    /// 0.
    AsHoped,
    /// +1.
    More,
    /// +2.
    MuchMore,
}

impl Level {
    /// All five, from the least.
    pub const ALL: [Self; 5] = [Self::MuchLess, Self::Less, Self::AsHoped, Self::More, Self::MuchMore];

    /// The number from -2 to +2.
    #[must_use]
    pub const fn number(self) -> i8 {
        self as i8 - 2
    }

    /// The number as people write it: -2 to +2.
    #[must_use]
    pub const fn signed(self) -> &'static str {
        match self {
            Level::MuchLess => "-2",
            Level::Less => "-1",
            Level::AsHoped => "0",
            Level::More => "+1",
            Level::MuchMore => "+2",
        }
    }

    /// The level of a number from -2 to +2.
    #[must_use]
    pub fn from_number(number: i8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// The level as a score, for the chart; the goal is 0.
    #[must_use]
    pub const fn score(self) -> Score {
        Score::whole(self.number() as i32)
    }

    /// The level in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Level::MuchLess => "much less than hoped",
            Level::Less => "less than hoped",
            Level::AsHoped => "as hoped",
            Level::More => "more than hoped",
            Level::MuchMore => "much more than hoped",
        }
    }
}

/// The five levels of one target, each described in words before support begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    /// What each level looks like for this child, from -2 to +2.
    pub descriptions: [String; 5],
    /// The day on which they were written.
    pub written_on: Date,
}

impl Levels {
    /// Each level with its number and what it looks like, the best first: "+2: starts a game".
    #[must_use]
    pub fn in_lines(&self) -> String {
        let line = |(level, text): (Level, &String)| format!("{}: {}", level.signed(), text.trim());
        let lines: Vec<String> = Level::ALL.into_iter().zip(&self.descriptions).rev().map(line).collect();
        lines.join("\n")
    }
}

/// What is wrong with a description of levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelsFault {
    /// A level is not described.
    NotDescribed(Level),
    /// Two levels are described alike: this one, and one before it.
    Alike(Level),
    /// They were written after the first judgement.
    TooLate,
}

impl fmt::Display for LevelsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LevelsFault::NotDescribed(level) => {
                write!(f, "say what “{}” ({}) looks like for this child", level.words(), level.signed())
            }
            LevelsFault::Alike(level) => {
                write!(f, "“{}” ({}) is described like another level", level.words(), level.signed())
            }
            LevelsFault::TooLate => f.write_str("the levels must be described before the first is judged"),
        }
    }
}

/// Whether levels may be judged: all five described, all different, and before the first judgement.
///
/// # Source
/// Kiresuk & Sherman (1968), *Community Mental Health Journal* 4, 443-453 (goal attainment scaling); `progress.md`.
///
/// # Example
/// ```
/// # use domain::{progress::goal_attainment::{check, Level, Levels, LevelsFault}, date};
/// let mut levels = Levels {
///     descriptions: ["alone", "beside others", "joins one game", "joins two games", "starts a game"].map(Into::into),
///     written_on: date(2026, 9, 7),
/// };
/// assert_eq!(check(&levels, date(2026, 9, 14)), Ok(()));
/// levels.descriptions[4].clear();
/// assert_eq!(check(&levels, date(2026, 9, 14)), Err(LevelsFault::NotDescribed(Level::MuchMore)));
/// ```
pub fn check(levels: &Levels, first_judged_on: Date) -> Result<(), LevelsFault> {
    let plain = |text: &String| text.trim().to_lowercase();
    for (at, level) in Level::ALL.into_iter().enumerate() {
        let text = plain(&levels.descriptions[at]);
        if text.is_empty() {
            return Err(LevelsFault::NotDescribed(level));
        }
        if levels.descriptions[..at].iter().any(|other| plain(other) == text) {
            return Err(LevelsFault::Alike(level));
        }
    }
    if first_judged_on < levels.written_on { Err(LevelsFault::TooLate) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn levels() {
        for (level, number) in Level::ALL.into_iter().zip(-2..=2) {
            assert_eq!((level.number(), Level::from_number(number)), (number, Some(level)));
            assert_eq!(level.score(), Score::whole(number.into()));
        }
        assert_eq!((Level::from_number(3), Level::from_number(-3)), (None, None));
        let lines = Levels {
            descriptions: ["alone", "beside", "joins one", "joins two", "starts"].map(Into::into),
            written_on: date(2026, 9, 7),
        };
        assert_eq!(lines.in_lines(), "+2: starts\n+1: joins two\n0: joins one\n-1: beside\n-2: alone");
        let mut levels =
            Levels { descriptions: ["a", "b", "c", "d", "e"].map(Into::into), written_on: date(2026, 9, 7) };
        assert_eq!(check(&levels, date(2026, 9, 7)), Ok(()));
        assert_eq!(check(&levels, date(2026, 9, 6)), Err(LevelsFault::TooLate));
        levels.descriptions[3] = " A ".to_owned();
        assert_eq!(check(&levels, date(2026, 9, 7)), Err(LevelsFault::Alike(Level::More)));
        assert_eq!(
            LevelsFault::NotDescribed(Level::Less).to_string(),
            "say what “less than hoped” (-1) looks like for this child"
        );
    }
}
