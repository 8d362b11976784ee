//! The keypad of a target: which keys a score is tapped with, read from the target's unit.

use super::most_of;
use crate::progress::{Score, goal_attainment};

/// A keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pad {
    /// One of 0 to n: "out of 20".
    OutOf(u32),
    /// Words a minute: near the last score, or typed.
    WordsAMinute,
    /// How many times: 0, 1, 2, ...
    Times,
    /// How many prompts were needed: 0, 1, 2, ...
    Prompts,
    /// Yes or no, and how often yes: no is 0.
    YesNo,
    /// Five levels, each described in words: -2 to +2.
    Levels,
    /// Any number.
    Number,
}

/// The most keys that fit a phone: of more, a number is typed.
const MOST_KEYS: u32 = 30;

impl Pad {
    /// The keypad of a unit.
    ///
    /// # Example
    /// ```
    /// # use domain::provision::Pad;
    /// assert_eq!(Pad::of("words, out of 20"), Pad::OutOf(20));
    /// assert_eq!(Pad::of("words a minute"), Pad::WordsAMinute);
    /// assert_eq!(Pad::of("yes or no"), Pad::YesNo);
    /// ```
    #[must_use]
    pub fn of(unit: &str) -> Self {
        if unit.trim() == goal_attainment::UNIT {
            return Pad::Levels;
        }
        let most = most_of(unit).filter(|most| *most <= MOST_KEYS);
        let unit = unit.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| unit.contains(word));
        match most {
            Some(most) => Pad::OutOf(most),
            None if has(&["a minute", "per minute", "wpm", "wcpm", "/min"]) => Pad::WordsAMinute,
            None if has(&["yes"]) => Pad::YesNo,
            None if has(&["prompt"]) => Pad::Prompts,
            None if has(&["times", "often", "occasions", "incidents"]) => Pad::Times,
            None => Pad::Number,
        }
    }

    /// Its code, as pages and devices know it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Pad::OutOf(_) => "out-of",
            Pad::WordsAMinute => "words-a-minute",
            Pad::Times => "times",
            Pad::Prompts => "prompts",
            Pad::YesNo => "yes-no",
            Pad::Levels => "levels",
            Pad::Number => "number",
        }
    }

    /// Near which number the keys stand of a pad that has no ends: the last score, before there is one where the child
    /// began, else the goal; none when nothing is known.
    ///
    /// # Example
    /// ```
    /// # use domain::{progress::Score, provision::Pad};
    /// assert_eq!(Pad::near(None, Some(Score::whole(42)), Some(Score::whole(60))), Some(Score::whole(42)));
    /// ```
    #[must_use]
    pub fn near(last: Option<Score>, baseline: Option<Score>, goal: Option<Score>) -> Option<Score> {
        last.or(baseline).or(goal)
    }

    /// The most that can be scored, when there is a most.
    #[must_use]
    pub const fn most(self) -> Option<u32> {
        match self {
            Pad::OutOf(most) => Some(most),
            Pad::WordsAMinute | Pad::Times | Pad::Prompts | Pad::YesNo | Pad::Levels | Pad::Number => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_that_schools_write() {
        for (unit, pad) in [
            ("", Pad::Number),
            (goal_attainment::UNIT, Pad::Levels),
            ("words correct per minute", Pad::WordsAMinute),
            ("WPM", Pad::WordsAMinute),
            ("out of 10", Pad::OutOf(10)),
            ("correct /12", Pad::OutOf(12)),
            ("words read / 30", Pad::OutOf(30)),
            ("out of 100", Pad::Number),
            ("steps of 7", Pad::OutOf(7)),
            ("words/min", Pad::WordsAMinute),
            ("times in a lesson", Pad::Times),
            ("prompts", Pad::Prompts),
            ("Yes/no", Pad::YesNo),
            ("standard score", Pad::Number),
        ] {
            assert_eq!(Pad::of(unit), pad, "{unit}");
        }
    }
}
