//! Target Tracker steps: bands of six steps, written in many ways, and the step expected at an age.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Score;

/// The steps of a band, in order, as Target Tracker writes them.
const STEPS: [&str; 6] = ["b", "b+", "w", "w+", "s", "s+"];
/// The number of the lowest step, Nursery b.
pub const LOWEST: i8 = -6;
/// The number of the highest step, 6s+.
pub const HIGHEST: i8 = 41;

/// A step of the Target Tracker scale: number = 6 x band + (0 to 5), where Reception is band 0 and Nursery band -1.
///
/// The steps of a band are b, b+, w, w+, s, s+: beginning, working within, secure. One step is expected in each half
/// term.
///
/// # Source
/// `progress.md` and `formats.md` (assessments).
///
/// # Example
/// ```
/// # use domain::progress::target_tracker::Step;
/// let step = Step::read("Band 2 Working within").unwrap();
/// assert_eq!((step.number(), step.to_string().as_str()), (14, "2w"));
/// assert_eq!(Step::read("2 b+"), Step::read("2B+"));
/// assert_eq!(Step::read("Rec S").unwrap().number(), 4);
/// assert!(Step::read("b+").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
pub struct Step(i8);

/// Why a cell is not a step. The cell is listed with its row, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepFault {
    /// Nothing is written.
    Empty,
    /// There is no band, or one that does not exist.
    Band,
    /// There is a band but no step that exists.
    Step,
}

impl fmt::Display for StepFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StepFault::Empty => "there is no step",
            StepFault::Band => "a step starts with its band: Nursery, Reception or 1 to 6, as in 2b+",
            StepFault::Step => {
                "a step of a band is b, b+, w, w+, s or s+, as in 2b+ or Band 2 Working within"
            }
        })
    }
}

impl std::error::Error for StepFault {}

impl Step {
    /// The step of a number from -6 (Nursery b) to 41 (6s+).
    #[must_use]
    pub const fn from_number(number: i8) -> Option<Self> {
        if number >= LOWEST && number <= HIGHEST { Some(Self(number)) } else { None }
    }

    /// The step's number.
    #[must_use]
    pub const fn number(self) -> i8 {
        self.0
    }

    /// The step's number as a score, for gaps and slopes.
    #[must_use]
    pub const fn score(self) -> Score {
        Score::whole(self.0 as i32)
    }

    /// The band: -1 Nursery, 0 Reception, 1 to 6.
    #[must_use]
    pub const fn band(self) -> i8 {
        self.0.div_euclid(6)
    }

    /// Reads a cell: `2b+`, `2 b+`, `2B+`, `Band 2 Working within`, `Year 2 secure plus`, `Rec S`, `Nursery w+`. A dash
    /// between band and step is read over; one before or after them may be a minus, which no step has, and is refused.
    pub fn read(cell: &str) -> Result<Self, StepFault> {
        let text = cell.to_lowercase().replace("plus", "+");
        let text: String =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | ':' | '.')).collect();
        if text.is_empty() {
            return Err(StepFault::Empty);
        }
        match cell.trim() {
            cell if cell.starts_with(['-', '–']) => return Err(StepFault::Band),
            cell if cell.ends_with(['-', '–']) => return Err(StepFault::Step),
            _ => {}
        }
        let (band, rest) = band(&text).ok_or(StepFault::Band)?;
        let (letter, plus) = match rest.strip_suffix('+') {
            Some(letter) => (letter, 1),
            None => (rest, 0),
        };
        let step = match letter {
            "b" | "beginning" | "begin" => 0,
            "w" | "working" | "within" | "workingwithin" => 2,
            "s" | "secure" => 4,
            _ => return Err(StepFault::Step),
        };
        Ok(Self(6 * band + step + plus))
    }

    /// The step expected at the end of a half term (1 to 6, from Autumn 1) of a year group (-1 Nursery, 0
    /// Reception, 1 to 6): `s` of the year's band by July, one step less for each half term before.
    ///
    /// None outside the scale or for other numbers.
    ///
    /// ```
    /// # use domain::progress::target_tracker::Step;
    /// let shown = |half_term| Step::expected(3, half_term).unwrap().to_string();
    /// assert_eq!([1, 2, 3, 4, 5, 6].map(shown), ["2s+", "3b", "3b+", "3w", "3w+", "3s"]);
    /// ```
    #[must_use]
    pub const fn expected(year_group: i8, half_term: u8) -> Option<Self> {
        if half_term < 1 || half_term > 6 || year_group < -1 || year_group > 6 {
            return None;
        }
        Self::from_number(6 * year_group + half_term as i8 - 2)
    }
}

/// The half term (1 to 6) in which a day usually lies, for a school whose own calendar is not known: Autumn 1 to the
/// end of October, Spring 1 to 15 February, Spring 2 to the end of March, Summer 1 in April and May, Summer 2 from
/// June to August.
#[must_use]
pub fn usual_half_term(day: Date) -> u8 {
    match (day.month(), day.day()) {
        (9 | 10, _) => 1,
        (11 | 12, _) => 2,
        (1, _) => 3,
        (2, day) if day <= 15 => 3,
        (2 | 3, _) => 4,
        (4 | 5, _) => 5,
        _ => 6,
    }
}

/// The band at the front of a text in small letters without blanks, and what follows it.
fn band(text: &str) -> Option<(i8, &str)> {
    for (name, band) in [("nursery", -1), ("nur", -1), ("n", -1), ("reception", 0), ("rec", 0), ("r", 0)] {
        if let Some(rest) = text.strip_prefix(name) {
            return Some((band, rest));
        }
    }
    let text = ["band", "year", "yr", "y"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    match text.strip_prefix(['n', 'r']) {
        // "Band N", "Year R": the letters again, after the word.
        Some(_) => band(text),
        None => {
            let digit = text.chars().next().filter(|digit| ('1'..='6').contains(digit))?;
            Some((digit as i8 - b'0' as i8, &text[1..]))
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = STEPS[self.0.rem_euclid(6) as usize];
        match self.band() {
            -1 => write!(f, "Nursery {step}"),
            0 => write!(f, "Reception {step}"),
            band => write!(f, "{band}{step}"),
        }
    }
}

impl From<Step> for i8 {
    fn from(step: Step) -> i8 {
        step.0
    }
}

impl TryFrom<i8> for Step {
    type Error = StepFault;

    fn try_from(number: i8) -> Result<Self, StepFault> {
        Self::from_number(number).ok_or(StepFault::Step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn notations() {
        for (cell, number) in [
            ("2b+", 13),
            ("2 b+", 13),
            ("2B+", 13),
            ("2 b +", 13),
            ("Band 2 Working within", 14),
            ("band 2 working within +", 15),
            ("3w+", 21),
            ("Rec S", 4),
            ("Reception secure plus", 5),
            ("R b", 0),
            ("Year R w", 2),
            ("Nursery b", -6),
            ("Nur S+", -1),
            ("N w+", -3),
            ("Band N s", -2),
            ("Y6 s+", 41),
            ("Year 1 Beginning", 6),
            ("Band 4: Secure", 28),
            ("5\u{a0}w", 32),
        ] {
            let step = Step::read(cell).unwrap_or_else(|fault| panic!("{cell}: {fault}"));
            assert_eq!(step.number(), number, "{cell}");
        }
        for (cell, fault) in [
            ("", StepFault::Empty),
            ("  ", StepFault::Empty),
            ("b+", StepFault::Band),
            ("7b", StepFault::Band),
            ("0b", StepFault::Band),
            ("Band", StepFault::Band),
            ("absent", StepFault::Band),
            ("2", StepFault::Step),
            ("2x", StepFault::Step),
            ("22b", StepFault::Step),
            ("2b++", StepFault::Step),
            ("2bw", StepFault::Step),
            ("2b-", StepFault::Step),
            ("3s –", StepFault::Step),
            ("2b minus", StepFault::Step),
            ("-2b", StepFault::Band),
            ("--", StepFault::Empty),
            ("+2b", StepFault::Band),
            ("Nothing", StepFault::Step),
            ("Ж2b", StepFault::Band),
        ] {
            assert_eq!(Step::read(cell), Err(fault), "{cell}");
        }
    }

    #[test]
    fn every_number_is_written_and_read_again() {
        for number in LOWEST..=HIGHEST {
            let step = Step::from_number(number).unwrap();
            assert_eq!(Step::read(&step.to_string()), Ok(step));
            assert!((step.band() * 6..=step.band() * 6 + 5).contains(&number), "{number}");
        }
        assert_eq!((Step::from_number(-7), Step::from_number(42)), (None, None));
    }

    #[test]
    fn expectations() {
        assert_eq!(Step::expected(0, 6).unwrap().to_string(), "Reception s");
        assert_eq!(Step::expected(0, 1).unwrap().to_string(), "Nursery s+");
        assert_eq!(Step::expected(-1, 1), None);
        assert_eq!((Step::expected(2, 0), Step::expected(2, 7), Step::expected(9, 1)), (None, None, None));
        for (day, half_term) in [
            (date(2026, 9, 1), 1),
            (date(2026, 12, 31), 2),
            (date(2027, 2, 12), 3),
            (date(2027, 2, 22), 4),
            (date(2027, 5, 31), 5),
            (date(2027, 7, 21), 6),
            (date(2027, 8, 31), 6),
        ] {
            assert_eq!(usual_half_term(day), half_term, "{day}");
        }
        // Six steps a year, at any half term.
        for (year, half_term) in (0..6).flat_map(|year| (1..=6).map(move |half_term| (year, half_term))) {
            let gain = Step::expected(year + 1, half_term).unwrap().number()
                - Step::expected(year, half_term).unwrap().number();
            assert_eq!(gain, 6);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_answer(text in ".*") {
            let _ = Step::read(&text);
        }
    }
}
