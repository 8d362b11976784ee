//! Why a file as a whole cannot be read: a code and a sentence.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is wrong with a file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnreadableCode {
    /// Nothing in it.
    Empty,
    /// More bytes, rows, columns, pupils or text than a roll can have.
    TooLarge,
    /// Elements within elements, deeper than any roll.
    TooDeep,
    /// Neither XML nor a spreadsheet.
    UnknownFormat,
    /// XML, but not a Common Transfer File.
    NotCtf,
    /// A Common Transfer File of a version that is not read here.
    Version,
    /// It stops in the middle.
    Truncated,
    /// It breaks the rules of its own format.
    Malformed,
    /// It declares a document type or uses entities of its own, by which a small file can fill a memory.
    Doctype,
    /// Its bytes are not in the encoding that it says, or in none that is known.
    Encoding,
    /// It holds no pupil, or no row.
    NoRows,
    /// A spreadsheet that is locked by a password.
    Password,
    /// No column can be told to be one that is needed.
    Headings,
}

impl UnreadableCode {
    /// The code in JSON and logs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            UnreadableCode::Empty => "empty",
            UnreadableCode::TooLarge => "too-large",
            UnreadableCode::TooDeep => "too-deep",
            UnreadableCode::UnknownFormat => "unknown-format",
            UnreadableCode::NotCtf => "not-ctf",
            UnreadableCode::Version => "version",
            UnreadableCode::Truncated => "truncated",
            UnreadableCode::Malformed => "malformed",
            UnreadableCode::Doctype => "doctype",
            UnreadableCode::Encoding => "encoding",
            UnreadableCode::NoRows => "no-rows",
            UnreadableCode::Password => "password",
            UnreadableCode::Headings => "headings",
        }
    }
}

/// A file that cannot be read: nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// What is wrong, for programs.
    pub code: UnreadableCode,
    /// What is wrong, and what to do, for people.
    pub sentence: String,
}

impl Unreadable {
    /// A fault with its sentence.
    #[must_use]
    pub fn new(code: UnreadableCode, sentence: impl Into<String>) -> Self {
        Self { code, sentence: sentence.into() }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Unreadable {}
