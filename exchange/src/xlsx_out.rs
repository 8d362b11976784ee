//! A list as an Excel workbook: title, headings, rows; the same list gives the same bytes.

use domain::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::list::{Cell, List, Unwritable};

/// The longest text that a cell can have.
const MAX_CELL_LETTERS: usize = 32_767;

/// Writes a list; `made_on` is the day that the file says it was made.
///
/// # Errors
/// When the list has more rows or columns than a sheet can have.
pub fn write(list: &List, made_on: Date) -> Result<Vec<u8>, Unwritable> {
    workbook(list, made_on).map_err(|fault| Unwritable(fault.to_string()))
}

fn workbook(list: &List, made_on: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook
        .set_properties(&DocProperties::new().set_title(&list.title).set_creation_datetime(&day(made_on)?));
    let bold = Format::new().set_bold();
    let heading = Format::new().set_bold().set_text_wrap();
    let date_format = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&list.title))?;
    sheet.write_string_with_format(0, 0, cut(&list.title), &bold)?;
    for (column, text) in (0u16..).zip(&list.headings) {
        sheet.write_string_with_format(1, column, cut(text), &heading)?;
        sheet.set_column_width(column, width(list, usize::from(column)))?;
    }
    for (row, cells) in (2u32..).zip(&list.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            write_cell(sheet, row, column, cell, &date_format)?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    if let (Some(last_column), false) = (list.headings.len().checked_sub(1), list.rows.is_empty()) {
        let last_row = u32::try_from(list.rows.len() + 1).unwrap_or(u32::MAX);
        sheet.autofilter(1, 0, last_row, u16::try_from(last_column).unwrap_or(u16::MAX))?;
    }
    workbook.save_to_buffer()
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    dates: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, cut(text))?;
        }
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Number(_) => {}
        Cell::Date(date) => match day(*date) {
            Ok(day) => {
                sheet.write_datetime_with_format(row, column, &day, dates)?;
            }
            // Excel knows no day before 1900.
            Err(_) => {
                sheet.write_string(row, column, date.to_string())?;
            }
        },
    }
    Ok(())
}

fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let unsigned = |number: i8| u8::try_from(number).unwrap_or(0);
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(0),
        unsigned(date.month()),
        unsigned(date.day()),
    )
}

/// A text no longer than a cell can hold; what is cut off is said.
fn cut(text: &str) -> String {
    const SAID: &str = " … (cut: too long for a cell)";
    if text.encode_utf16().count() <= MAX_CELL_LETTERS {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut length = SAID.encode_utf16().count();
    for c in text.chars() {
        length += c.len_utf16();
        if length > MAX_CELL_LETTERS {
            break;
        }
        kept.push(c);
    }
    kept + SAID
}

/// A width by the longest text of the first rows.
fn width(list: &List, column: usize) -> f64 {
    let of = |cell: &Cell| match cell {
        Cell::Text(text) => text.chars().count(),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) => 10,
    };
    let heading = list.headings.get(column).map_or(0, |text| text.chars().count());
    let widest = list.rows.iter().take(200).filter_map(|row| row.get(column)).map(of).max().unwrap_or(0);
    let letters = u16::try_from(widest.max(heading).clamp(8, 50)).unwrap_or(50);
    f64::from(letters) + 2.0
}

/// The title as the name of a sheet: 31 letters, and none of those that are not allowed.
fn sheet_name(title: &str) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let name: String = title.chars().filter(allowed).take(28).collect();
    let name = name.trim().trim_matches('\'').trim();
    if name.is_empty() || name.eq_ignore_ascii_case("history") { "List".to_owned() } else { name.to_owned() }
}
