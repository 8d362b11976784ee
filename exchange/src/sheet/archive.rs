//! The ZIP around a workbook: which kind it is, and that unpacking it is safe.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use super::MAX_UNPACKED_BYTES;
use crate::{
    Unreadable,
    UnreadableCode::{self, Doctype, Malformed, TooLarge, Truncated, UnknownFormat},
    encoding::decode_xml,
    roll::RollFormat,
};

/// The most files in a workbook.
const MAX_FILES: usize = 2_000;
/// The deepest XML in a workbook.
const MAX_DEPTH: usize = 200;

fn fail<T>(code: UnreadableCode, sentence: &str) -> Result<T, Unreadable> {
    Err(Unreadable::new(code, sentence))
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Unreadable> {
    ZipArchive::new(Cursor::new(bytes)).or_else(|_| {
        fail(
            Truncated,
            "The workbook is cut off or damaged: its list of contents cannot be read. Save it again.",
        )
    })
}

/// The kind of workbook in a ZIP.
pub(super) fn kind(bytes: &[u8]) -> Result<RollFormat, Unreadable> {
    let archive = open(bytes)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return Ok(RollFormat::Xlsx);
    }
    if archive.index_for_name("content.xml").is_some()
        && part(bytes, "mimetype")?.is_some_and(|kind| kind.contains("opendocument.spreadsheet"))
    {
        return Ok(RollFormat::Ods);
    }
    if archive.index_for_name("xl/workbook.bin").is_some() {
        return fail(UnknownFormat, "This is a binary workbook (.xlsb). Save it as .xlsx.");
    }
    if archive.index_for_name("word/document.xml").is_some() {
        return fail(UnknownFormat, "This is a Word document, not a spreadsheet.");
    }
    fail(UnknownFormat, "This is a ZIP file, but neither an Excel workbook nor an OpenDocument spreadsheet.")
}

/// The text of one part, if it is there and is text; no more of it than a megabyte.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<Option<String>, Unreadable> {
    let mut archive = open(bytes)?;
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    Ok(file.take(1024 * 1024).read_to_string(&mut text).is_ok().then_some(text))
}

/// Unpacks every part once, within the limit: what the headers of a ZIP say about sizes need not be true. Every XML
/// part has to be whole, because readers behind this one may wait for ever for an end that does not come. Gives the
/// text of the part `wanted`.
pub(super) fn inspect(bytes: &[u8], wanted: &str) -> Result<Option<String>, Unreadable> {
    unpack(bytes, wanted, MAX_UNPACKED_BYTES)
}

fn unpack(bytes: &[u8], wanted: &str, limit: u64) -> Result<Option<String>, Unreadable> {
    let mut archive = open(bytes)?;
    if archive.len() > MAX_FILES {
        return fail(TooLarge, "The workbook holds thousands of files: it is not a list of pupils or staff.");
    }
    let (mut left, mut found) = (limit, None);
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else {
            return fail(
                Malformed,
                "A part of the workbook cannot be unpacked. Save it again without a password.",
            );
        };
        let Ok(name) = file.name().map(|name| name.to_ascii_lowercase()) else {
            return fail(Malformed, "A part of the workbook has a name that cannot be read. Save it again.");
        };
        let mut part = Vec::new();
        if file.take(left + 1).read_to_end(&mut part).is_err() {
            return fail(
                Truncated,
                "The workbook is damaged: a part of it cannot be unpacked. Save it again.",
            );
        }
        let size = part.len() as u64;
        if size > left {
            return fail(
                TooLarge,
                "Unpacked, the workbook is larger than any list of pupils or staff. It is refused.",
            );
        }
        left -= size;
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let text = decode_xml(&part)?.text;
            whole(&text)?;
            if name == wanted {
                found = Some(text.into_owned());
            }
        }
    }
    Ok(found)
}

/// Whether an XML text has an end for every beginning, and no document type.
fn whole(text: &str) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) if depth >= MAX_DEPTH => {
                return fail(
                    UnreadableCode::TooDeep,
                    "A part of the workbook has elements too deep within others.",
                );
            }
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(_)) => {
                return fail(
                    Doctype,
                    "A part of the workbook declares a document type (DOCTYPE). It is refused.",
                );
            }
            Ok(Event::Eof) if depth == 0 => return Ok(()),
            Ok(Event::Eof) | Err(_) => {
                return fail(Truncated, "A part of the workbook is cut off or is not XML. Save it again.");
            }
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn a_bomb_is_refused_by_what_comes_out_of_it() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["xl/workbook.xml", "xl/media/one.png", "xl/media/two.png"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(if name.ends_with("xml") { b"<a/>" } else { &[b' '; 60_000] }).unwrap();
        }
        let mut bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 2000);
        assert_eq!(unpack(&bytes, "xl/workbook.xml", 200_000), Ok(Some("<a/>".to_owned())));
        assert_eq!(unpack(&bytes, "", 100_000).unwrap_err().code, TooLarge);
        // A header that says little does not help: 60,000 becomes 1 wherever it is written.
        let size = 60_000u32.to_le_bytes();
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == size {
                bytes[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
            }
        }
        assert!(unpack(&bytes, "", 100_000).is_err());
    }
}
