//! A spreadsheet of any kind as headings and rows of text: CSV, XLSX or ODS, told by content and not by name.

mod archive;
mod first_row;
mod grid;
mod mapping;
mod ods;
mod text;
mod xlsx;

use serde::{Deserialize, Serialize};

use crate::{Unreadable, UnreadableCode, roll::RollFormat};

pub use mapping::{Field, Mapping};

/// The most bytes that a spreadsheet may have.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most bytes that a workbook may have when it is unpacked.
pub const MAX_UNPACKED_BYTES: u64 = 100 * 1024 * 1024;
/// The most rows.
pub const MAX_ROWS: usize = 50_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 200;
/// The most cells that hold something, and the longest cell (the limit of spreadsheet programs).
const MAX_CELLS: usize = 2_000_000;
const MAX_CELL_LETTERS: usize = 32_767;
/// The most text in all cells together: a workbook may name one long text in every cell.
const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// A row with its number as the spreadsheet program shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// The number, from 1; of a CSV file the line on which the row starts.
    pub number: u64,
    /// One text for each heading.
    pub cells: Vec<String>,
}

/// A spreadsheet: the headings, and the rows under them that are not empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The kind of file.
    pub format: RollFormat,
    /// The name of the sheet in its workbook.
    pub name: Option<String>,
    /// The headings; a second column of the same heading is "Email (2)", one without is "Column 4". Where the first row
    /// holds values instead, the letters of the columns.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<SheetRow>,
    /// What somebody should know: other sheets that were not read, an encoding that was guessed.
    pub notes: Vec<String>,
}

impl Sheet {
    /// Whether it has columns and rows: a cover of a line or two has not.
    pub(crate) fn is_list(&self) -> bool {
        self.headings.len() > 1 && !self.rows.is_empty()
    }

    /// How many columns have a heading, or stand before one that has.
    pub(crate) fn headed(&self) -> usize {
        let is_own = |(column, heading): (usize, &String)| *heading != grid::unheaded(column);
        self.headings.iter().enumerate().rposition(is_own).map_or(0, |last| last + 1)
    }

    /// Rows with something beyond the last heading, when most rows have nothing there: their cells may have shifted. Where
    /// most have something it is a column that nobody gave a heading.
    pub(crate) fn beyond_headings(&self) -> Vec<u64> {
        let headed = self.headed();
        let longer = |row: &&SheetRow| row.cells.iter().skip(headed).any(|text| !text.trim().is_empty());
        let long: Vec<u64> = self.rows.iter().filter(longer).map(|row| row.number).collect();
        if long.len() * 2 > self.rows.len() { Vec::new() } else { long }
    }

    /// The text of a cell without blanks around it; empty when there is none.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a SheetRow, column: Option<usize>) -> &'a str {
        column.and_then(|column| row.cells.get(column)).map_or("", |text| text.trim())
    }
}

/// Tells the kind of a file by its content: a CTF or any other XML, a workbook, or text.
///
/// # Errors
/// When it is none of them; the sentence says what it seems to be.
pub fn detect(bytes: &[u8]) -> Result<RollFormat, Unreadable> {
    let nothing = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let fail = |sentence: &str| Err(Unreadable::new(UnreadableCode::UnknownFormat, sentence));
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = [b"\xff\xfe".as_slice(), b"\xfe\xff"]
        .iter()
        .find_map(|mark| start.strip_prefix(*mark))
        .unwrap_or(start);
    let first = start.iter().take(4000).find(|byte| !nothing(byte));
    match first {
        None if bytes.iter().take(4_000_000).all(nothing) => {
            Err(Unreadable::new(UnreadableCode::Empty, "The file is empty."))
        }
        Some(b'<') => Ok(RollFormat::Ctf),
        _ if bytes.starts_with(b"PK\x03\x04") => archive::kind(bytes),
        _ if bytes.starts_with(b"\xd0\xcf\x11\xe0") => fail(
            "This is a workbook of Excel 97 to 2003, or one that is locked by a password. Save it as .xlsx \
             without a password.",
        ),
        _ if bytes.starts_with(b"%PDF") => fail("This is a PDF. Export the list as a spreadsheet or CSV."),
        _ => Ok(RollFormat::Csv),
    }
}

/// Reads a spreadsheet.
///
/// # Errors
/// When the file as a whole cannot be read.
pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::new(
            UnreadableCode::TooLarge,
            format!(
                "The file has {} MB; a spreadsheet may have up to {} MB.",
                bytes.len() / (1024 * 1024),
                MAX_BYTES / (1024 * 1024)
            ),
        ));
    }
    match detect(bytes)? {
        RollFormat::Ctf => Err(Unreadable::new(
            UnreadableCode::UnknownFormat,
            "This is XML or a web page, not a spreadsheet.",
        )),
        RollFormat::Csv => text::read(bytes),
        RollFormat::Xlsx => xlsx::read(bytes),
        RollFormat::Ods => ods::read(bytes),
    }
}
