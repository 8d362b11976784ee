//! Excel workbooks: the first visible sheet with columns and rows, else the first that holds something; its formulas by
//! their last values.

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
    let mut cover = None;
    for name in &names {
        let mut grid = Grid::default();
        let mut cells = workbook.worksheet_cells_reader(name).map_err(|fault| damaged(&fault))?;
        while let Some(cell) = cells.next_cell().map_err(|fault| damaged(&fault))? {
            let (row, column) = cell.get_position();
            grid.put(u64::from(row) + 1, column as usize, text(cell.get_value()))?;
        }
        if grid.is_empty() {
            continue;
        }
        let mut notes = Vec::new();
        if names.len() > 1 {
            let others: Vec<String> =
                names.iter().filter(|other| *other != name).map(|other| format!("“{other}”")).collect();
            notes.push(format!(
                "The workbook has {} sheets; only “{name}” was read, and not {}.",
                names.len(),
                others.join(", ")
            ));
        }
        let sheet = grid.sheet(RollFormat::Xlsx, Some(name.clone()), notes);
        // A cover of a line or two is no list: the first sheet of columns and rows is.
        if sheet.as_ref().is_ok_and(Sheet::is_list) {
            return sheet;
        }
        cover.get_or_insert(sheet);
    }
    cover.unwrap_or_else(|| Err(Unreadable::new(NoRows, "Every sheet of the workbook is empty.")))
}

/// The text of a cell: numbers without a needless fraction, dates as year-month-day, times as they are typed: an age of
/// seven years and six months, typed as 7:06, is a time to Excel.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) if moment.is_duration() || moment.as_f64() < 1.0 => {
            hours_and_minutes(moment.as_f64())
        }
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

/// A part of days as hours and minutes, and seconds where there are any: "7:06".
fn hours_and_minutes(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    let (sign, seconds) = if seconds < 0.0 { ("-", -seconds) } else { ("", seconds) };
    let (hours, minutes, rest) =
        ((seconds / 3600.0).floor(), (seconds / 60.0).floor() % 60.0, seconds % 60.0);
    let tail = if rest == 0.0 { String::new() } else { format!(":{rest:02}") };
    format!("{sign}{hours}:{minutes:02}{tail}")
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn what_excel_made_a_time_is_read_as_it_was_typed() {
        for (days, kind, wanted) in [
            (7.1 / 24.0, ExcelDateTimeType::DateTime, "7:06"),
            (11.0 / 24.0, ExcelDateTimeType::DateTime, "11:00"),
            (27.5 / 24.0, ExcelDateTimeType::TimeDelta, "27:30"),
            (0.5 / 86_400.0 * 90.0, ExcelDateTimeType::DateTime, "0:00:45"),
            (46_100.0, ExcelDateTimeType::DateTime, "2026-03-19"),
        ] {
            let moment = ExcelDateTime::new(days, kind, false);
            assert_eq!(text(&DataRef::DateTime(moment)), wanted, "{days}");
        }
    }
}
