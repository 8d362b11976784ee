//! The ZIP: written so that the same content gives the same bytes, read so that nothing that is not whole comes in.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::{DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Day, TransferFile, VERSION};
use crate::{Unreadable, UnreadableCode as Code, list::Unwritable};

/// The record.
const RECORD: &str = "record.json";
/// Every part with its SHA-256.
const MANIFEST: &str = "manifest.json";
/// Where the documents lie.
const DOCUMENTS: &str = "documents/";
/// The most parts.
const MAX_PARTS: usize = 1_000;
/// The most bytes of all parts together.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;

/// A document with its place in the ZIP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The place, under `documents/`.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A bundle that was read and is whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The record.
    pub file: TransferFile,
    /// The SHA-256 of the record, in hexadecimal: what tells one bundle from another.
    pub digest: String,
    /// The documents, in the order of the record.
    pub parts: Vec<Part>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    written_on: Day,
    parts: Vec<Listed>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Listed {
    path: String,
    bytes: u64,
    sha256: String,
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a bundle.
///
/// # Errors
/// When a place is given twice, or the ZIP cannot be written.
pub fn write(file: &TransferFile, parts: &[Part]) -> Result<Vec<u8>, Unwritable> {
    let failed = |fault: &dyn std::fmt::Display| Unwritable(fault.to_string());
    let record = serde_json::to_vec_pretty(file).map_err(|fault| failed(&fault))?;
    let whole = [(RECORD, record.as_slice())];
    let whole = whole.into_iter().chain(parts.iter().map(|part| (part.path.as_str(), part.bytes.as_slice())));
    let listed = whole.clone().map(|(path, bytes)| Listed {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: digest(bytes),
    });
    let manifest = Manifest { written_on: file.written_on.clone(), parts: listed.collect() };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|fault| failed(&fault))?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in whole.chain([(MANIFEST, manifest.as_slice())]) {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        zip.start_file(path, options).map_err(|fault| failed(&fault))?;
        zip.write_all(bytes).map_err(|fault| failed(&fault))?;
    }
    Ok(zip.finish().map_err(|fault| failed(&fault))?.into_inner())
}

fn no<T>(code: Code, sentence: impl Into<String>) -> Result<T, Unreadable> {
    Err(Unreadable::new(code, sentence))
}

/// Reads a bundle: every part of the manifest is there and as it was, and there is no other.
///
/// # Errors
/// With a sentence when it is no bundle, cut off, changed since it was made, or of a version that is not read here.
pub fn read(bytes: &[u8]) -> Result<Received, Unreadable> {
    let mut found = unpack(bytes)?;
    let Some(record) = found.remove(RECORD) else {
        return no(
            Code::UnknownFormat,
            "This ZIP file is no record from another school: it has no record.json in it.",
        );
    };
    let Some(manifest) = found.remove(MANIFEST) else {
        return no(
            Code::Truncated,
            "The bundle has no manifest.json. Ask the other school to make it again.",
        );
    };
    let listed: Manifest = serde_json::from_slice(&manifest).or_else(|_| {
        no(Code::Malformed, "The bundle’s manifest cannot be read. Ask the other school to make it again.")
    })?;
    let digest_of_record = digest(&record);
    let mut whole = BTreeMap::from([(RECORD.to_owned(), digest_of_record.clone())]);
    whole.extend(found.iter().map(|(path, bytes)| (path.clone(), digest(bytes))));
    for part in &listed.parts {
        match whole.remove(&part.path) {
            None => {
                return no(
                    Code::Truncated,
                    format!(
                        "{} is missing from the bundle. Ask the other school to make it again.",
                        part.path
                    ),
                );
            }
            Some(known) if known != part.sha256 => {
                return no(
                    Code::Malformed,
                    format!(
                        "{} is not as it was when the bundle was made: its SHA-256 differs. Ask the other school to send it again.",
                        part.path
                    ),
                );
            }
            Some(_) => {}
        }
    }
    if let Some(more) = whole.keys().next() {
        return no(
            Code::Malformed,
            format!("{more} is in the bundle, but not on its list. Ask the other school to send it again."),
        );
    }
    let file = record_of(&record)?;
    let mut parts = Vec::new();
    for document in &file.documents {
        match found.remove(&document.path) {
            Some(bytes) if document.path.starts_with(DOCUMENTS) => {
                parts.push(Part { path: document.path.clone(), bytes });
            }
            _ => {
                return no(
                    Code::Malformed,
                    format!("The record names {}, which is not among the documents.", document.path),
                );
            }
        }
    }
    Ok(Received { file, digest: digest_of_record, parts })
}

fn record_of(record: &[u8]) -> Result<TransferFile, Unreadable> {
    #[derive(Deserialize)]
    struct Head {
        version: u32,
    }
    if let Ok(Head { version }) = serde_json::from_slice(record)
        && version > VERSION
    {
        return no(
            Code::Version,
            format!(
                "The record is of version {version}; this Waymark reads up to version {VERSION}. Update Waymark, or read the PDFs."
            ),
        );
    }
    let file: TransferFile = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(
        record,
    ))
    .or_else(|fault| {
        no(
            Code::Malformed,
            format!("record.json does not keep to its schema at {}: {}.", fault.path(), fault.inner()),
        )
    })?;
    let days =
        [&file.written_on, &file.child.born_on].into_iter().chain(file.entries.iter().map(|entry| &entry.on));
    for day in days {
        if day.0.parse::<domain::Date>().is_err() {
            return no(Code::Malformed, format!("“{}” in record.json is no day.", day.0));
        }
    }
    Ok(file)
}

/// Every part by its place, within the limits: what the headers of a ZIP say of sizes need not be true.
fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Unreadable> {
    if bytes.is_empty() {
        return no(Code::Empty, "The file is empty.");
    }
    if !bytes.starts_with(b"PK") {
        return no(
            Code::UnknownFormat,
            "This is not a ZIP file. Choose the bundle as the other school sent it.",
        );
    }
    let damaged =
        |_| Unreadable::new(Code::Truncated, "The ZIP file is cut off or damaged. Ask for it again.");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return no(Code::TooLarge, "The ZIP file holds more files than any child’s record.");
    }
    let mut left = MAX_UNPACKED;
    let mut found = BTreeMap::new();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        if part.is_dir() {
            continue;
        }
        let Ok(path) = part.name().map(|name| name.to_string()) else {
            return no(Code::Malformed, "A part of the ZIP file has a name that cannot be read.");
        };
        let mut bytes = Vec::new();
        if part.take(left + 1).read_to_end(&mut bytes).is_err() {
            return no(Code::Truncated, "A part of the ZIP file is damaged or locked. Ask for it again.");
        }
        let Some(rest) = left.checked_sub(bytes.len() as u64) else {
            return no(
                Code::TooLarge,
                "Unpacked, the ZIP file is larger than any child’s record. It is refused.",
            );
        };
        left = rest;
        if found.insert(path, bytes).is_some() {
            return no(Code::Malformed, "A part is in the ZIP file twice.");
        }
    }
    Ok(found)
}
