//! Which numbers a unit has: what a target is measured in cannot take every number.

use crate::progress::{
    Score,
    goal_attainment::{self, Level},
    scale,
};

/// More often than this nobody counts something: times, prompts, words.
const MOST_OFTEN: u32 = 500;
/// The most of any other number.
const MOST_OF_ALL: u32 = 100_000;
/// What a unit begins with that is counted, one by one.
const COUNTED: [&str; 22] = [
    "times",
    "prompts",
    "words",
    "letters",
    "sounds",
    "steps",
    "lessons",
    "days",
    "breaks",
    "turns",
    "pieces",
    "questions",
    "mistakes",
    "errors",
    "jumps",
    "beads",
    "sentences",
    "books",
    "pages",
    "right",
    "correct",
    "incidents",
];

/// The numbers of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The least.
    pub from: i32,
    /// The most.
    pub to: i32,
    /// Whether only whole numbers are numbers of it.
    pub whole: bool,
}

/// Of how many a unit says it is: "out of 40", "correct /12", "steps of 7".
///
/// # Example
/// ```
/// # use domain::provision::most_of;
/// assert_eq!(most_of("words, out of 40"), Some(40));
/// assert_eq!(most_of("words a minute"), None);
/// ```
#[must_use]
pub fn most_of(unit: &str) -> Option<u32> {
    let unit = unit.to_lowercase();
    let unit = unit.trim().trim_end_matches(['.', ')']);
    let number = |text: &str| -> Option<u32> {
        let text = text.trim();
        text[..text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len())].parse().ok()
    };
    let of_all = || unit.rsplit_once("out of").and_then(|(_, most)| number(most));
    // "2/3 lessons" and "counts in steps of 2" say of how many they are no more than "lessons" does.
    let of_steps = || unit.strip_prefix("steps of").and_then(number);
    let slash = || {
        let (before, most) = unit.rsplit_once('/')?;
        most.trim().parse().ok().filter(|_| !before.ends_with(|last: char| last.is_ascii_digit()))
    };
    let most: u32 = of_all().or_else(of_steps).or_else(slash)?;
    (1..=MOST_OF_ALL).contains(&most).then_some(most)
}

impl Measure {
    /// The numbers of a unit: 0 to n of "out of n", 0 to 100 of a percentage, a standardised score's and an age's own
    /// range; nothing is below nought, and what is counted one by one is whole.
    ///
    /// # Source
    /// `progress.md`, "the target's own measure"; the ranges of tests are those of `domain/src/data/scales.toml`.
    ///
    /// # Example
    /// ```
    /// # use domain::provision::Measure;
    /// let of_ten = Measure::of("out of 10");
    /// assert!(of_ten.takes("10".parse().unwrap()) && !of_ten.takes("11".parse().unwrap()));
    /// assert_eq!(of_ten.in_words(), "a whole number from 0 to 10");
    /// ```
    #[must_use]
    pub fn of(unit: &str) -> Self {
        if unit.trim() == goal_attainment::UNIT {
            let [least, .., most] = Level::ALL.map(Level::number);
            return Self { from: least.into(), to: most.into(), whole: true };
        }
        let most = |most: u32| i32::try_from(most).unwrap_or(i32::MAX);
        if let Some(of) = most_of(unit) {
            return Self { from: 0, to: most(of), whole: true };
        }
        let unit = unit.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| unit.contains(word));
        let of_scale = |code: &str, whole: bool| {
            let found = scale::find(scale::shipped(), code);
            found.map(|scale| Self { from: scale.from, to: scale.to, whole })
        };
        let is_age = has(&["reading age", "spelling age", "comprehension age", "number age", "maths age"])
            || unit.trim() == "age"
            || unit.trim_start().starts_with("age in ");
        let tested = match () {
            () if has(&["standard score", "standardised", "standardized"]) => {
                of_scale("standardised-score", false)
            }
            () if has(&["scaled score"]) => of_scale("scaled-score", false),
            () if has(&["%", "percent", "per cent"]) => of_scale("percent", false),
            // An age is written in months or in years: the least of these, the most of those.
            () if is_age && !has(&["month"]) => {
                of_scale("reading-age", false).map(|ages| Self { from: ages.from / 12, ..ages })
            }
            () if is_age => of_scale("reading-age", true),
            () => None,
        };
        let first = unit.split_whitespace().next().unwrap_or_default();
        let counted = COUNTED.contains(&first.trim_end_matches(',')) || has(&["wpm", "wcpm", "yes"]);
        tested.unwrap_or(if counted {
            Self { from: 0, to: most(MOST_OFTEN), whole: true }
        } else {
            Self { from: 0, to: most(MOST_OF_ALL), whole: false }
        })
    }

    /// Whether a number is one of the unit.
    #[must_use]
    pub fn takes(self, value: Score) -> bool {
        (Score::whole(self.from)..=Score::whole(self.to)).contains(&value)
            && (!self.whole || value.as_whole().is_some())
    }

    /// Which numbers it has: "a whole number from 0 to 10".
    #[must_use]
    pub fn in_words(self) -> String {
        let number = if self.whole { "a whole number" } else { "a number" };
        format!("{number} from {} to {}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_units() {
        for (unit, takes, refuses) in [
            ("out of 10", &["0", "10"][..], &["-1", "11", "1000000", "5.123456", "9.5"][..]),
            ("out of 40", &["0", "31", "40"], &["41", "-0.5"]),
            ("correct /12", &["12"], &["13"]),
            ("steps of 7", &["7"], &["8"]),
            ("numbers counted in steps of 2", &["10"], &["-1"]),
            ("times in 2/3 lessons", &["5"], &["1.5"]),
            ("age-appropriate answers", &["0", "2"], &["-1"]),
            ("reading age", &["7.5"], &["2"]),
            ("words (out of 12)", &["12"], &["13"]),
            ("times a week", &["0", "30", "500"], &["-2", "999", "1.5"]),
            ("prompts", &["3"], &["-3", "2.5"]),
            ("words a minute", &["42"], &["-1", "42.5"]),
            ("WPM", &["42"], &["42.5"]),
            ("per cent", &["0", "62.5", "100"], &["-1", "101"]),
            ("% correct", &["100"], &["100.5"]),
            ("standard score", &["40", "98.5", "160"], &["39", "161"]),
            ("standardised score", &["85"], &["0"]),
            ("scaled score", &["80", "120"], &["79", "121"]),
            ("reading age in months", &["36", "90", "240"], &["35", "241", "90.5"]),
            ("spelling age", &["7.5", "90"], &["2", "241"]),
            ("minutes", &["0", "7.5", "600"], &["-1", "1000000"]),
            ("pages read", &["3"], &["3.5"]),
            ("", &["7.5"], &["-1"]),
            (goal_attainment::UNIT, &["-2", "0", "2"], &["-3", "3", "0.5"]),
        ] {
            let measure = Measure::of(unit);
            for (values, expected) in [(takes, true), (refuses, false)] {
                for value in values {
                    assert_eq!(measure.takes(value.parse().unwrap()), expected, "{value} {unit}");
                }
            }
        }
        assert_eq!(Measure::of("minutes").in_words(), "a number from 0 to 100000");
    }
}
