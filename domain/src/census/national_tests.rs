//! Which national tests a year group sits, and what can be arranged in them for a child.

use crate::people::YearGroup;

/// National curriculum tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NationalTests {
    /// Key stage 1, in year 2: a school may sit them.
    KeyStage1,
    /// Key stage 2, in year 6.
    KeyStage2,
}

/// Arrangements under the one who decides.
pub type Arrangements = (&'static str, &'static [&'static str]);

impl NationalTests {
    /// The tests of a year group; none in other years.
    ///
    /// # Source
    /// Standards and Testing Agency: key stage 2 tests in year 6; those of key stage 1, in year 2, are optional since the school
    /// year 2023/24. Read 2026-11-29.
    ///
    /// # Example
    /// ```
    /// # use domain::{census::NationalTests, people::YearGroup};
    /// assert_eq!(NationalTests::of(YearGroup(6)), Some(NationalTests::KeyStage2));
    /// assert_eq!(NationalTests::of(YearGroup(5)), None);
    /// ```
    #[must_use]
    pub const fn of(year: YearGroup) -> Option<Self> {
        match year.0 {
            2 => Some(NationalTests::KeyStage1),
            6 => Some(NationalTests::KeyStage2),
            _ => None,
        }
    }

    /// What they are called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            NationalTests::KeyStage1 => "Key stage 1 tests, if the school sits them",
            NationalTests::KeyStage2 => "Key stage 2 tests",
        }
    }

    /// What can be arranged, by who decides it. The school looks into the year's own guidance before it does: what must be
    /// asked for changes from year to year.
    ///
    /// # Source
    /// Standards and Testing Agency, 2024 key stage 2 access arrangements guidance (updated 18 March 2024), sections 2 to 4: asked
    /// for before; told afterwards; the school’s own where it is normal classroom practice. Read 2026-11-29.
    #[must_use]
    pub const fn arrangements(self) -> &'static [Arrangements] {
        const APPLY: Arrangements = (
            "Asked of the Standards and Testing Agency before the tests",
            &[
                "Additional time (with an EHC plan up to 25% without asking)",
                "Papers opened early, to adapt them",
                "Compensatory marks for spelling (hearing)",
                "Modified papers: large print, braille",
            ],
        );
        const TELL: Arrangements = (
            "Told to the agency after the tests",
            &["A scribe", "A transcript", "A word processor, or another electronic or technical aid"],
        );
        const OWN: Arrangements = (
            "Decided by the school, when it is the child’s normal way of working",
            &[
                "A reader",
                "A prompter",
                "Rest breaks",
                "A separate room, or a small group",
                "A translation, spoken or written",
                "Objects to count with, highlighters, coloured overlays",
            ],
        );
        match self {
            NationalTests::KeyStage1 => &[(
                "Decided by the school, when it is the child’s normal way of working",
                &[
                    "Additional time, or a test in parts",
                    "A reader or a prompter",
                    "A scribe, a transcript or a word processor",
                    "Rest breaks",
                    "A separate room, or a small group",
                    "Modified papers: large print, braille",
                ],
            )],
            NationalTests::KeyStage2 => &[APPLY, TELL, OWN],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_year_groups_sit_tests() {
        let sits: Vec<i8> = (-2..=14).filter(|year| NationalTests::of(YearGroup(*year)).is_some()).collect();
        assert_eq!(sits, [2, 6]);
        for tests in [NationalTests::KeyStage1, NationalTests::KeyStage2] {
            assert!(tests.arrangements().iter().all(|(who, lines)| !who.is_empty() && lines.len() > 2));
        }
    }
}
