//! A child's record for the next school: it keeps to its schema, comes back as it was, and is refused when it is not whole.

use std::io::{Cursor, Read, Write};

use exchange::{
    plan_file::{FileDirection, FileTarget},
    transfer::{
        self, Day, Document, Format, FromSchool, NamedLine, NeedSpell, OfChild, OneScore, Part, StatusSpell,
        TargetWithScores, TransferEntry, TransferFile,
    },
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn day(text: &str) -> Day {
    Day(text.to_owned())
}

fn file() -> TransferFile {
    TransferFile {
        format: Format::WaymarkTransfer,
        version: transfer::VERSION,
        written_on: day("2026-11-23"),
        from: FromSchool {
            name: "Testing Lane".into(),
            urn: "900001".into(),
            authority: 919,
            establishment: 2003,
        },
        child: OfChild {
            upn: "A919200325001".into(),
            forename: "Ada".into(),
            surname: "O'Shea".into(),
            called: "Ada".into(),
            born_on: day("2019-02-11"),
            year: "2".into(),
            left_on: Some(day("2026-11-20")),
            key_facts: "Nut allergy".into(),
        },
        status: vec![StatusSpell { provision: "K".into(), from: day("2026-01-05"), to: None }],
        needs: vec![NeedSpell {
            kind: "SLCN".into(),
            name: "Speech, language and communication".into(),
            rank: 1,
            from: None,
            to: None,
        }],
        targets: vec![TargetWithScores {
            target: FileTarget {
                id: None,
                area: None,
                will: "Read 40 words a minute".into(),
                unit: "words".into(),
                direction: FileDirection::Increase,
                baseline: Some(12.into()),
                baseline_on: None,
                goal: Some(40.into()),
                by: Some(day("2026-12-18")),
                success: String::new(),
                checked_by: String::new(),
                levels: None,
            },
            scores: vec![OneScore { on: day("2026-10-01"), value: 20.into() }],
        }],
        entries: vec![TransferEntry {
            kind: "concern".into(),
            title: "Initial concern".into(),
            on: day("2026-01-02"),
            by: "Rowan Teacher".into(),
            lines: vec![NamedLine { name: "What has been noticed".into(), says: "Guesses\nwords".into() }],
        }],
        documents: vec![Document {
            path: "documents/one-page-profile.pdf".into(),
            title: "One page profile".into(),
            on: day("2026-11-23"),
        }],
    }
}

fn parts() -> Vec<Part> {
    vec![Part { path: "documents/one-page-profile.pdf".into(), bytes: b"%PDF-1.7 of a test".to_vec() }]
}

/// The ZIP anew, with each part as `change` gives it; none leaves it out.
fn changed(zip: &[u8], change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if let Some(bytes) = change(&name, bytes) {
            to.start_file(name, SimpleFileOptions::default()).unwrap();
            to.write_all(&bytes).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_record_keeps_to_the_schema_and_comes_back_as_it_was() {
    let schema: serde_json::Value = serde_json::from_str(&transfer::schema()).unwrap();
    let value = serde_json::to_value(file()).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource("transfer.json", schema).unwrap();
    let compiled = compiler.compile("transfer.json", &mut schemas).unwrap();
    assert!(schemas.validate(&value, compiled).is_ok());
    let mut wrong = value;
    wrong["child"]["nickname"] = "A".into();
    assert!(schemas.validate(&wrong, compiled).is_err());

    let zip = transfer::write(&file(), &parts()).unwrap();
    assert_eq!(zip, transfer::write(&file(), &parts()).unwrap(), "the same again gives the same bytes");
    let read = transfer::read(&zip).unwrap();
    assert_eq!((&read.file, &read.parts), (&file(), &parts()));
    assert_eq!(read.digest.len(), 64);
}

#[test]
fn what_is_not_whole_is_refused_with_a_sentence() {
    let zip = transfer::write(&file(), &parts()).unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let of_record = |change: &dyn Fn(String) -> String| {
        let mut record = Vec::new();
        ZipArchive::new(Cursor::new(&zip))
            .unwrap()
            .by_name("record.json")
            .unwrap()
            .read_to_end(&mut record)
            .unwrap();
        let record = change(text(&record)).into_bytes();
        let sums = transfer_sum(&record);
        changed(&zip, |name, bytes| match name {
            "record.json" => Some(record.clone()),
            "manifest.json" => {
                let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
                manifest["parts"][0]["sha256"] = sums.clone().into();
                Some(serde_json::to_vec(&manifest).unwrap())
            }
            _ => Some(bytes),
        })
    };
    for (bytes, says) in [
        (Vec::new(), "empty"),
        (b"PDF".to_vec(), "not a ZIP"),
        (zip[..zip.len() / 2].to_vec(), "cut off"),
        (changed(&zip, |name, bytes| (name != "record.json").then_some(bytes)), "no record.json"),
        (changed(&zip, |name, bytes| (name != "manifest.json").then_some(bytes)), "no manifest.json"),
        (changed(&zip, |name, bytes| (!name.ends_with("pdf")).then_some(bytes)), "is missing"),
        (
            changed(&zip, |name, bytes| {
                Some(if name.ends_with("pdf") { b"%PDF other".to_vec() } else { bytes })
            }),
            "SHA-256 differs",
        ),
        (of_record(&|record| record.replace("\"upn\"", "\"number\"")), "schema at child"),
        (of_record(&|record| record.replace("2019-02-11", "11 February")), "is no day"),
        (of_record(&|record| record.replacen("\"version\": 1", "\"version\": 2", 1)), "version 2"),
    ] {
        let refused = transfer::read(&bytes).unwrap_err();
        assert!(refused.sentence.contains(says), "{says}: {}", refused.sentence);
    }
}

/// The SHA-256 of a text, as the writer lists it.
fn transfer_sum(record: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(record).iter().map(|byte| format!("{byte:02x}")).collect()
}
