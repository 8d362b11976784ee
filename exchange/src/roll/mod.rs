//! The roll of a school as a file tells it: what the reader of a CTF and of a spreadsheet both give.

pub(crate) mod check;
pub(crate) mod codes;
mod contact;
pub(crate) mod dates;
pub(crate) mod draft;
mod pupil;
mod sen;
mod year_group;

use serde::{Deserialize, Serialize};

pub use contact::{Phone, RollContact};
pub use pupil::{AttendanceYear, FsmPeriod, RollPupil, SenNeed, SenPeriod, Sex, StageAssessment};
pub use year_group::YearGroup;

/// The most pupils that a roll may have.
pub const MAX_PUPILS: usize = 20_000;

/// What kind of file a roll was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RollFormat {
    /// Common Transfer File.
    Ctf,
    /// Text with separators.
    Csv,
    /// Office Open XML workbook.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
}

impl RollFormat {
    /// The code in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            RollFormat::Ctf => "ctf",
            RollFormat::Csv => "csv",
            RollFormat::Xlsx => "xlsx",
            RollFormat::Ods => "ods",
        }
    }

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RollFormat::Ctf => "Common Transfer File",
            RollFormat::Csv => "CSV",
            RollFormat::Xlsx => "Excel workbook",
            RollFormat::Ods => "OpenDocument spreadsheet",
        }
    }
}

/// A school as a file names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolRef {
    /// The local authority's number (three digits).
    pub authority: u16,
    /// The establishment's number (four digits).
    pub establishment: u16,
    /// The name, if the file gives one.
    pub name: Option<String>,
}

/// A pupil's row that is not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Where it stands: "pupil 14, line 310" or "row 15".
    pub place: String,
    /// The UPN as it is written there, if one is.
    pub upn: Option<String>,
    /// Every fault of the row, one sentence each.
    pub reason: String,
}

/// A roll, checked: what may be taken, what not, and what was noticed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Roll {
    /// The kind of file.
    pub format: RollFormat,
    /// The version of the format, for a CTF ("25.0").
    pub version: Option<String>,
    /// The school that the file comes from, if it says.
    pub source: Option<SchoolRef>,
    /// Whether the file says that it holds every pupil of the school.
    pub full: bool,
    /// The pupils whose rows are in order.
    pub pupils: Vec<RollPupil>,
    /// The rows that are not.
    pub refused: Vec<RefusedRow>,
    /// What was read in a way that somebody should know: a retired code, a date that was concluded.
    pub notes: Vec<String>,
}
