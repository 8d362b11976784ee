//! National Curriculum year groups: N1, N2, R, 1 to 14.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A year group.
///
/// # Source
/// DfE common basic data set, actual National Curriculum year group; `formats.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum YearGroup {
    /// First year of nursery.
    N1,
    /// Second year of nursery.
    N2,
    /// Reception.
    R,
    /// Year 1 to 14.
    Year(u8),
}

impl FromStr for YearGroup {
    type Err = String;

    /// Takes "4", "04", "Y4", "Yr 4", "Year 4", "R", "Rec", "Reception", "N2", "Nursery 2", "Nursery".
    fn from_str(text: &str) -> Result<Self, String> {
        let plain: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let plain = plain.to_ascii_lowercase();
        let plain = ["curriculumyear", "ncyear", "year", "yr", "y"]
            .iter()
            .find_map(|word| plain.strip_prefix(word).filter(|rest| !rest.is_empty()))
            .unwrap_or(&plain);
        match plain {
            "n1" | "nursery1" => Ok(YearGroup::N1),
            "n2" | "nursery2" | "nursery" | "n" => Ok(YearGroup::N2),
            "r" | "rec" | "reception" | "0" => Ok(YearGroup::R),
            number => match number.parse::<u8>() {
                Ok(year @ 1..=14) => Ok(YearGroup::Year(year)),
                _ => Err(format!("“{text}” is not a year group (N1, N2, R, 1 to 14)")),
            },
        }
    }
}

impl fmt::Display for YearGroup {
    /// The census code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            YearGroup::N1 => f.write_str("N1"),
            YearGroup::N2 => f.write_str("N2"),
            YearGroup::R => f.write_str("R"),
            YearGroup::Year(year) => write!(f, "{year}"),
        }
    }
}

impl YearGroup {
    /// The year group of a census code or of the words that schools use.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    /// The name on screen.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            YearGroup::N1 => "Nursery 1".to_owned(),
            YearGroup::N2 => "Nursery 2".to_owned(),
            YearGroup::R => "Reception".to_owned(),
            YearGroup::Year(year) => format!("Year {year}"),
        }
    }
}

impl TryFrom<String> for YearGroup {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<YearGroup> for String {
    fn from(year: YearGroup) -> String {
        year.to_string()
    }
}
