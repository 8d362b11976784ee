//! A list as CSV: UTF-8 with a mark (so that Excel reads it), text that no program takes for a formula.

use crate::list::{Cell, List};

/// Writes headings and rows; the title has no place in a CSV file.
#[must_use]
pub fn write(list: &List) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    // Writing to memory cannot fail.
    let _ = writer.write_record(list.headings.iter().map(|heading| harmless(heading)));
    for row in &list.rows {
        let _ = writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
        }));
    }
    writer.into_inner().unwrap_or_default()
}

/// The text with an apostrophe before a sign by which spreadsheet programs begin a formula.
///
/// # Source
/// OWASP, *CSV Injection*: equals, plus, minus, at, tab and carriage return.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
