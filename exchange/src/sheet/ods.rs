//! OpenDocument spreadsheets: the first table that holds a list.
//!
//! Read here and not by calamine, whose reader gives a repeated cell the room of every repetition before a limit can
//! stop it.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{MAX_COLUMNS, Sheet, archive, grid::Grid};
use crate::{
    Unreadable,
    UnreadableCode::{Malformed, NoRows, Password},
    roll::RollFormat,
};

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let manifest = archive::part(bytes, "META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Unreadable::new(
            Password,
            "The spreadsheet is locked by a password. Save it without one.",
        ));
    }
    let Some(content) = archive::inspect(bytes, "content.xml")? else {
        return Err(Unreadable::new(Malformed, "The spreadsheet has no content. Save it again."));
    };
    let mut tables = Tables::default();
    let mut reader = Reader::from_str(&content);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => tables.start(&start),
            Ok(Event::Empty(start)) => {
                tables.start(&start);
                tables.end(start.local_name().as_ref())?;
            }
            Ok(Event::End(end)) => tables.end(end.local_name().as_ref())?,
            Ok(Event::Text(text)) => tables.text(&text.xml10_content()),
            Ok(Event::CData(text)) => tables.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                if let Ok(Some(letter)) = reference.resolve_char_ref() {
                    tables.text(letter.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = quick_xml::escape::resolve_xml_entity(&reference) {
                    tables.text(text);
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(fault) => {
                return Err(Unreadable::new(Malformed, format!("The spreadsheet cannot be read ({fault}).")));
            }
        }
    }
    let Some((name, found)) = tables.found else {
        return Err(Unreadable::new(NoRows, "Every sheet of the workbook is empty."));
    };
    let mut sheet = found?;
    if tables.count > 1 {
        sheet.notes.push(format!("The workbook has {} sheets; only “{name}” was read.", tables.count));
    }
    Ok(sheet)
}

/// Where the reader stands in the tables.
#[derive(Default)]
struct Tables {
    count: usize,
    name: String,
    grid: Grid,
    /// The table that is read: a cover of a line or two is no list, the first table of columns and rows is.
    found: Option<(String, Result<Sheet, Unreadable>)>,
    /// The row that is being read, and how often it is repeated.
    row: u64,
    row_repeats: u64,
    row_cells: Vec<(usize, String)>,
    column: usize,
    cell: Option<Cell>,
    /// Depth inside a note at a cell, whose text is not the cell's.
    inside_note: bool,
}

#[derive(Default)]
struct Cell {
    repeats: usize,
    value: Option<String>,
    paragraphs: usize,
    inside_paragraph: bool,
    text: String,
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

impl Tables {
    fn is_found(&self) -> bool {
        self.found.as_ref().is_some_and(|(_, sheet)| sheet.as_ref().is_ok_and(Sheet::is_list))
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "table" => {
                self.count += 1;
                self.name = attribute(start, "name").unwrap_or_default();
                self.row = 1;
            }
            "table-row" => {
                let repeats = attribute(start, "number-rows-repeated").and_then(|number| number.parse().ok());
                self.row_repeats = repeats.unwrap_or(1).max(1);
                self.column = 0;
                self.row_cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                let repeats =
                    attribute(start, "number-columns-repeated").and_then(|number| number.parse().ok());
                let value = match attribute(start, "value-type").as_deref() {
                    Some("date") => attribute(start, "date-value").map(|date| date.replace("T00:00:00", "")),
                    Some("float" | "percentage" | "currency") => attribute(start, "value"),
                    Some("boolean") => attribute(start, "boolean-value"),
                    Some("string") => attribute(start, "string-value"),
                    _ => None,
                };
                self.cell = Some(Cell { repeats: repeats.unwrap_or(1).max(1), value, ..Cell::default() });
            }
            "annotation" => self.inside_note = true,
            "p" if !self.inside_note => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    cell.inside_paragraph = true;
                }
            }
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.inside_paragraph && !self.inside_note) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "annotation" => self.inside_note = false,
            "p" if !self.inside_note => {
                if let Some(cell) = &mut self.cell {
                    cell.inside_paragraph = false;
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let text = cell.value.unwrap_or(cell.text);
                    if !text.trim().is_empty() {
                        // One more than fits, so that the grid says what is wrong.
                        for repeat in 0..cell.repeats.min(MAX_COLUMNS + 1) {
                            self.row_cells.push((self.column.saturating_add(repeat), text.clone()));
                        }
                    }
                    self.column = self.column.saturating_add(cell.repeats);
                }
            }
            "table-row" => {
                if !self.row_cells.is_empty() && !self.is_found() {
                    for repeat in 0..self.row_repeats {
                        for (column, text) in &self.row_cells {
                            self.grid.put(self.row.saturating_add(repeat), *column, text.clone())?;
                        }
                    }
                }
                self.row_cells.clear();
                self.row = self.row.saturating_add(self.row_repeats);
            }
            "table" => {
                let grid = std::mem::take(&mut self.grid);
                if !grid.is_empty() {
                    let name = std::mem::take(&mut self.name);
                    let sheet = grid.sheet(RollFormat::Ods, Some(name.clone()), Vec::new());
                    if self.found.is_none() || sheet.as_ref().is_ok_and(Sheet::is_list) {
                        self.found = Some((name, sheet));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
