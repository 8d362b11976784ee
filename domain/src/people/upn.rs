//! The unique pupil number: thirteen characters, the first a check letter.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The check letters for the remainders 0 to 22: no I, O or S.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// A unique pupil number whose check letter is right.
///
/// Characters: check letter, local authority (3 digits), establishment (4), year of allocation (2), serial (3).
/// A temporary number ends in a letter instead of its last digit.
///
/// # Source
/// DfE, *Unique pupil numbers (UPNs): a guide for schools and local authorities*; `formats.md`.
///
/// # Example
/// ```
/// # use domain::people::Upn;
/// let upn: Upn = " r201100018042 ".parse().unwrap();
/// assert_eq!(upn.as_str(), "R201100018042");
/// assert!("T20110001804V".parse::<Upn>().unwrap().is_temporary());
/// assert!("A201100018042".parse::<Upn>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Upn(String);

/// Why a text is not a unique pupil number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpnFault {
    /// Not thirteen characters long.
    Length(usize),
    /// The character at this place (1 to 13) is not one that may stand there.
    Character {
        /// The place, counted from 1.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// The check letter is not the one that the other twelve characters give.
    CheckLetter {
        /// What stands there.
        found: char,
        /// What should.
        expected: char,
    },
}

impl fmt::Display for UpnFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UpnFault::Length(found) => write!(f, "a UPN has 13 characters, this has {found}"),
            UpnFault::Character { place: 1, found } => {
                write!(f, "a UPN starts with one of the letters A to Z but not I, O or S, not with “{found}”")
            }
            UpnFault::Character { place: 13, found } => write!(
                f,
                "a UPN ends with a digit, or with a letter other than I, O or S when it is temporary, not with “{found}”"
            ),
            UpnFault::Character { place, found } => {
                write!(f, "character {place} of a UPN is a digit, not “{found}”")
            }
            UpnFault::CheckLetter { found, expected } => {
                write!(f, "the check letter is “{found}”, but the other characters give “{expected}”")
            }
        }
    }
}

impl std::error::Error for UpnFault {}

/// The number 0 to 22 of a check letter.
fn value_of_letter(byte: u8) -> Option<u32> {
    LETTERS.iter().position(|letter| *letter == byte).map(|at| at as u32)
}

/// The letter that twelve characters (digits, the last perhaps a letter) give.
fn check_letter(rest: &[u8]) -> Result<char, UpnFault> {
    let mut sum = 0;
    for (index, byte) in rest.iter().enumerate() {
        let fault = UpnFault::Character { place: index + 2, found: char::from(*byte) };
        let value = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            _ if index == 11 => value_of_letter(*byte).ok_or(fault)?,
            _ => return Err(fault),
        };
        sum += value * (index as u32 + 2);
    }
    Ok(char::from(LETTERS[(sum % 23) as usize]))
}

impl FromStr for Upn {
    type Err = UpnFault;

    /// Lower case and surrounding blanks are taken; look-alike letters are not.
    fn from_str(text: &str) -> Result<Self, UpnFault> {
        let text = text.trim();
        let length = text.chars().count();
        if length != 13 {
            return Err(UpnFault::Length(length));
        }
        if let Some((index, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_alphanumeric()) {
            return Err(UpnFault::Character { place: index + 1, found });
        }
        let upn = text.to_ascii_uppercase();
        let bytes = upn.as_bytes();
        if value_of_letter(bytes[0]).is_none() {
            return Err(UpnFault::Character { place: 1, found: char::from(bytes[0]) });
        }
        let expected = check_letter(&bytes[1..])?;
        let found = char::from(bytes[0]);
        if found == expected { Ok(Self(upn)) } else { Err(UpnFault::CheckLetter { found, expected }) }
    }
}

impl Upn {
    /// The number, in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the number is temporary: it ends in a letter.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.0.ends_with(|last: char| last.is_ascii_alphabetic())
    }

    /// Makes a permanent number for an establishment, with its check letter.
    ///
    /// `authority` has three digits, `establishment` four, `year` two, `serial` three; larger numbers are cut to
    /// their last digits.
    #[must_use]
    pub fn compose(authority: u16, establishment: u16, year: u16, serial: u16) -> Self {
        let rest = format!(
            "{:03}{:04}{:02}{:03}",
            authority % 1000,
            establishment % 10_000,
            year % 100,
            serial % 1000
        );
        let letter = check_letter(rest.as_bytes()).unwrap_or('A');
        Self(format!("{letter}{rest}"))
    }
}

impl fmt::Display for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Upn {
    type Error = UpnFault;

    fn try_from(text: String) -> Result<Self, UpnFault> {
        text.parse()
    }
}

impl From<Upn> for String {
    fn from(upn: Upn) -> String {
        upn.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_and_wrong() {
        for right in ["R201100018042", "T20110001804V", "M919200325001", "A91920032504A", "\tr201100018042 "]
        {
            assert!(right.parse::<Upn>().is_ok(), "{right}");
        }
        assert_eq!("".parse::<Upn>(), Err(UpnFault::Length(0)));
        assert_eq!("R20110001804".parse::<Upn>(), Err(UpnFault::Length(12)));
        for (wrong, place, found) in [
            ("I201100018042", 1, 'I'),
            ("1201100018042", 1, '1'),
            ("R2O1100018042", 3, 'O'),
            ("R20110001804S", 13, 'S'),
            ("R2011 0018042", 6, ' '),
            ("Я201100018042", 1, 'Я'),
        ] {
            assert_eq!(wrong.parse::<Upn>(), Err(UpnFault::Character { place, found }), "{wrong}");
        }
        assert_eq!("A201100018042".parse::<Upn>(), Err(UpnFault::CheckLetter { found: 'A', expected: 'R' }));
    }

    #[test]
    fn composed_numbers_are_right() {
        for serial in 0..1000 {
            let upn = Upn::compose(919, 2003, 26, serial);
            assert_eq!(upn.as_str().parse::<Upn>(), Ok(upn.clone()));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_answer(text in ".*") {
            let _ = text.parse::<Upn>();
        }
    }
}
