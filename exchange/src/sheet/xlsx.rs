//! Excel workbooks: the first visible sheet that holds something, its formulas by their last values.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Sheet, archive, grid::Grid};
use crate::{
    Unreadable,
    UnreadableCode::{Malformed, NoRows},
    roll::RollFormat,
};

fn damaged(fault: &XlsxError) -> Unreadable {
    Unreadable::new(
        Malformed,
        format!("The Excel workbook cannot be read ({fault}). Save it again as .xlsx."),
    )
}

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    archive::inspect(bytes, "")?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in &names {
        let mut grid = Grid::default();
        let mut cells = workbook.worksheet_cells_reader(name).map_err(|fault| damaged(&fault))?;
        while let Some(cell) = cells.next_cell().map_err(|fault| damaged(&fault))? {
            let (row, column) = cell.get_position();
            grid.put(u64::from(row) + 1, column as usize, text(cell.get_value()))?;
        }
        if !grid.is_empty() {
            let mut notes = Vec::new();
            if names.len() > 1 {
                notes.push(format!("The workbook has {} sheets; only “{name}” was read.", names.len()));
            }
            return grid.sheet(RollFormat::Xlsx, Some(name.clone()), notes);
        }
    }
    Err(Unreadable::new(NoRows, "Every sheet of the workbook is empty."))
}

/// The text of a cell: numbers without a needless fraction, dates as year-month-day.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
            if (hour, minute) == (0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
            }
        }
        DataRef::DateTime(duration) => duration.as_f64().to_string(),
        DataRef::DateTimeIso(text) => text.trim_end_matches("T00:00:00").to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}
