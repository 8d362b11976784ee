//! A child's record for the next school: a ZIP of one JSON document by a published schema
//! (`docs/schemas/transfer.schema.json`), the documents, and a manifest with the SHA-256 of each.
//!
//! # Source
//! `formats.md`, "To the next school".

mod bundle;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

pub use crate::plan_file::Day;
use crate::plan_file::FileTarget;
pub use bundle::{Part, Received, read, write};

/// The most bytes that a bundle may have.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The version of the format.
pub const VERSION: u32 = 1;

/// What a school hands on of a child with special educational needs, as Waymark writes and reads it. It holds what
/// each paper said, line by line with the names of the lines, so that it can be read without Waymark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferFile {
    /// What this file is.
    pub format: Format,
    /// The version of the format: 1.
    #[schemars(range(min = 1))]
    pub version: u32,
    /// The day on which it was written.
    pub written_on: Day,
    /// The school that wrote it.
    pub from: FromSchool,
    /// The child.
    pub child: OfChild,
    /// SEN provision with its history, by day.
    #[serde(default)]
    pub status: Vec<StatusSpell>,
    /// Types of need, main first.
    #[serde(default)]
    pub needs: Vec<NeedSpell>,
    /// Every target of every plan, each in its newest wording, with its scores.
    #[serde(default)]
    pub targets: Vec<TargetWithScores>,
    /// What was written on the record, by day.
    #[serde(default)]
    pub entries: Vec<TransferEntry>,
    /// The documents that lie beside this file.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// A record of Waymark's format.
    #[serde(rename = "waymark-transfer")]
    WaymarkTransfer,
}

/// The school that hands the record on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FromSchool {
    /// Its name.
    pub name: String,
    /// Its unique reference number; empty when it is not known.
    #[serde(default)]
    pub urn: String,
    /// The local authority's number (three digits).
    pub authority: u16,
    /// The establishment's number (four digits).
    pub establishment: u16,
}

/// The child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfChild {
    /// The unique pupil number.
    pub upn: String,
    /// Legal forename.
    pub forename: String,
    /// Legal surname.
    pub surname: String,
    /// What the child is called.
    pub called: String,
    /// The day of birth.
    pub born_on: Day,
    /// The year group: N1, N2, R, 1 to 14.
    pub year: String,
    /// The last day on the roll; none while the child is still here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<Day>,
    /// What everybody must know to keep the child safe.
    #[serde(default)]
    pub key_facts: String,
}

/// A time of one SEN provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusSpell {
    /// N, K or E.
    pub provision: String,
    /// First day.
    pub from: Day,
    /// Last day; none while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// A type of need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedSpell {
    /// As the school census codes it (SPLD, SLCN ...).
    pub kind: String,
    /// The same in words.
    pub name: String,
    /// 1 is the main one.
    #[schemars(range(min = 1))]
    pub rank: u32,
    /// First day, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day; none while it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// A target with its scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetWithScores {
    /// The target, as a plan's file has it.
    pub target: FileTarget,
    /// The scores, by day.
    #[serde(default)]
    pub scores: Vec<OneScore>,
}

/// A score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OneScore {
    /// The day.
    pub on: Day,
    /// The value, in the target's unit; of a target that has levels the level, from -2 to +2.
    pub value: Number,
}

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferEntry {
    /// The kind's code: concern, plan, review, report ...
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// The day that it is about.
    pub on: Day,
    /// Who wrote it.
    pub by: String,
    /// What it says, line by line.
    pub lines: Vec<NamedLine>,
}

/// A line with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedLine {
    /// What it is.
    pub name: String,
    /// What it says; line breaks as typed.
    pub says: String,
}

/// A document beside the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its place in the ZIP, under `documents/`.
    pub path: String,
    /// What it is.
    pub title: String,
    /// The day that it is about.
    pub on: Day,
}

/// The published schema of `record.json`, as it is committed.
///
/// # Panics
/// Never: a schema is JSON.
#[must_use]
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(TransferFile);
    schema.insert("$id".to_owned(), "urn:waymark:transfer:1".into());
    schema.insert(
        "title".to_owned(),
        "A child's record for the next school, as Waymark writes and reads it".into(),
    );
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
