//! CSV: the separator is guessed (comma, semicolon, tab), and so is the encoding.

use super::{Sheet, grid::Grid};
use crate::{
    Unreadable,
    UnreadableCode::{Malformed, UnknownFormat},
    encoding::decode_plain,
    roll::RollFormat,
};

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let decoded = decode_plain(bytes)?;
    // One kind of line end, so that every row has a line number of its own.
    let unix = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let mut text = unix.as_str();
    let odd = text.chars().take(4000).filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd > 0 {
        return Err(Unreadable::new(
            UnknownFormat,
            "This is neither text, a workbook nor a Common Transfer File.",
        ));
    }
    let mut first_line = 1;
    let mut delimiter = None;
    // Excel's own first line: "sep=;".
    if let Some((line, rest)) = text.split_once('\n')
        && let Some(separator) = line.trim_end().strip_prefix("sep=")
        && let [separator] = separator.as_bytes()
    {
        (text, first_line, delimiter) = (rest, 2, Some(*separator));
    }
    let delimiter = delimiter.unwrap_or_else(|| guess(text));
    if let Some(line) = open_quote(text, delimiter) {
        return Err(Unreadable::new(
            Malformed,
            format!("The quotation mark that opens in line {} is never closed.", line + first_line - 1),
        ));
    }
    let mut grid = Grid::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut number, mut counted_to) = (first_line, 0);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(fault) => {
                return Err(Unreadable::new(Malformed, format!("The CSV file cannot be read ({fault}).")));
            }
        }
        // The record's place is before the empty lines above it.
        let mut start = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
        while text.as_bytes().get(start) == Some(&b'\n') {
            start += 1;
        }
        let passed = text.as_bytes().get(counted_to..start).unwrap_or_default();
        number += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        counted_to = start;
        for (column, cell) in record.iter().enumerate() {
            grid.put(number, column, cell.to_owned())?;
        }
    }
    let mut notes = Vec::new();
    if decoded.guessed {
        notes.push("The file is not UTF-8; it was read as Windows-1252.".to_owned());
    }
    grid.sheet(RollFormat::Csv, None, notes)
}

/// The separator that gives the first rows the most columns.
fn guess(text: &str) -> u8 {
    let columns = |delimiter: u8| -> usize {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut widths: Vec<usize> = reader.records().take(20).flatten().map(|record| record.len()).collect();
        widths.sort_unstable();
        widths.get(widths.len() / 2).copied().unwrap_or(0)
    };
    // max_by_key takes the last of equals: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| columns(*delimiter)).unwrap_or(b',')
}

/// The line of a quotation mark that opens a cell and is never closed: it would swallow the rest of the file.
fn open_quote(text: &str, delimiter: u8) -> Option<u64> {
    let (mut line, mut opened) = (1, None);
    let mut at_start = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        line += u64::from(byte == b'\n');
        match (opened, byte) {
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (Some(_), b'"') => opened = None,
            (Some(_), _) => {}
            (None, b'"') if at_start => opened = Some(line),
            (None, _) => {}
        }
        at_start = opened.is_none() && (byte == delimiter || byte == b'\n');
    }
    opened
}
