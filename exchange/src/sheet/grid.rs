//! Cells gathered in any order into rows, within limits, and then headings told from rows.

use std::collections::{BTreeMap, HashMap};

use super::{MAX_CELL_LETTERS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES, Sheet, SheetRow, first_row};
use crate::{Unreadable, UnreadableCode, roll::RollFormat};

/// Cells that hold something, by row number (from 1) and column (from 0).
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<u64, Vec<String>>,
    cells: usize,
    bytes: usize,
}

fn too_large<T>(sentence: String) -> Result<T, Unreadable> {
    Err(Unreadable::new(UnreadableCode::TooLarge, sentence))
}

/// What a column without a heading is called.
pub(super) fn unheaded(column: usize) -> String {
    format!("Column {}", column + 1)
}

impl Grid {
    /// Puts a text into its cell; an empty one takes no room.
    pub(super) fn put(&mut self, number: u64, column: usize, text: String) -> Result<(), Unreadable> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return too_large(format!("Row {number} has more than {MAX_COLUMNS} columns."));
        }
        if text.len() > MAX_CELL_LETTERS && text.chars().count() > MAX_CELL_LETTERS {
            return too_large(format!("A cell of row {number} has more than {MAX_CELL_LETTERS} letters."));
        }
        self.cells += 1;
        self.bytes += text.len();
        if self.bytes > MAX_TEXT_BYTES {
            return too_large(
                "The cells of the spreadsheet hold more text than a list of pupils or staff.".to_owned(),
            );
        }
        if self.cells > MAX_CELLS {
            return too_large(format!(
                "The spreadsheet has more than {MAX_CELLS} cells that hold something."
            ));
        }
        if !self.rows.contains_key(&number) && self.rows.len() > MAX_ROWS {
            return too_large(format!("The spreadsheet has more than {MAX_ROWS} rows."));
        }
        let row = self.rows.entry(number).or_default();
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The sheet: headings are the first row with two texts or more (a title above has one), else the first row. When
    /// that row holds values, it is a row like the others, and the columns are named by their letters.
    pub(super) fn sheet(
        self,
        format: RollFormat,
        name: Option<String>,
        mut notes: Vec<String>,
    ) -> Result<Sheet, Unreadable> {
        let filled = |row: &Vec<String>| row.iter().filter(|text| !text.trim().is_empty()).count();
        let first = self.rows.iter().find(|(_, row)| filled(row) > 1).or_else(|| self.rows.iter().next());
        let Some((heading_row, written)) = first.map(|(number, row)| (*number, row.clone())) else {
            return Err(Unreadable::new(UnreadableCode::NoRows, "The spreadsheet is empty."));
        };
        let width = self.rows.range(heading_row..).map(|(_, row)| row.len()).max().unwrap_or(0);
        let below = self.rows.range(heading_row + 1..).next().map(|(_, row)| row.as_slice());
        let is_headed = !first_row::holds_values(&written, below);
        if !is_headed {
            notes.push(first_row::NOTE.to_owned());
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        let headings: Vec<String> = (0..width)
            .map(|column| {
                if !is_headed {
                    return first_row::letters(column);
                }
                let text = written.get(column).map_or("", |text| text.trim());
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.is_empty() {
                    return unheaded(column);
                }
                let times = seen.entry(text.to_lowercase()).and_modify(|times| *times += 1).or_insert(1);
                if *times > 1 { format!("{text} ({times})") } else { text }
            })
            .collect();
        let rows: Vec<SheetRow> = self
            .rows
            .into_iter()
            .filter(|(number, _)| *number > heading_row || !is_headed && *number == heading_row)
            .map(|(number, mut cells)| {
                cells.resize(width, String::new());
                SheetRow { number, cells }
            })
            .collect();
        if rows.is_empty() {
            return Err(Unreadable::new(
                UnreadableCode::NoRows,
                "The spreadsheet has a row of headings, but no row under it.",
            ));
        }
        Ok(Sheet { format, name, headings, rows, notes })
    }
}
