//! A plan as a file: one JSON document with its template, by a published schema (`docs/schemas/plan.schema.json`).

mod read;
mod write;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use read::{Findings, PlanFault, read};
pub use write::{Answered, Whose, target_of, write};

/// The most bytes that a plan's file may have.
pub const MAX_BYTES: usize = 256 * 1024;
/// The version of the format.
pub const VERSION: u32 = 1;

/// A plan of special educational provision in school (an IEP, a SEN support plan, a One Plan), as Waymark writes and
/// reads it. It holds the template that the plan was written by, so that it can be read without Waymark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// What this file is.
    pub format: Format,
    /// The version of the format: 1.
    #[schemars(range(min = 1))]
    pub version: u32,
    /// The day on which the file was written.
    pub written_on: Day,
    /// The school that wrote it.
    pub school: String,
    /// The child.
    pub child: FileChild,
    /// The template by which the plan was written.
    pub template: FileTemplate,
    /// The plan.
    pub plan: FilePlan,
    /// What each party said of it. For reading only: answers are never taken over by an import.
    #[serde(default)]
    pub answers: Vec<FileAnswer>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// A plan of Waymark's format.
    #[serde(rename = "waymark-plan")]
    WaymarkPlan,
}

/// A day, as 2026-03-27.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("pattern" = r"^\d{4}-\d{2}-\d{2}$", "format" = "date"))]
pub struct Day(pub String);

/// The child of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileChild {
    /// The unique pupil number; empty when it is not known.
    #[serde(default)]
    pub upn: String,
    /// The child's name.
    pub name: String,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Day>,
}

/// A template: sections and fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileTemplate {
    /// Stable over its versions.
    pub id: String,
    /// Goes up with each edit.
    pub version: u32,
    /// The short name: "IEP".
    pub name: String,
    /// The full name.
    pub title: String,
    /// The sections, in order.
    pub sections: Vec<FileSection>,
}

/// A section of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileSection {
    /// Its heading.
    pub title: String,
    /// A line of help.
    #[serde(default)]
    pub help: String,
    /// Its fields, in order.
    pub fields: Vec<FileField>,
}

/// A field of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileField {
    /// The id under which a plan keeps its words: small letters, digits and hyphens.
    #[schemars(regex(pattern = r"^[a-z0-9-]{1,60}$"))]
    pub id: String,
    /// What it holds.
    pub kind: FileKind,
    /// Its label.
    pub label: String,
    /// A line of help.
    #[serde(default)]
    pub help: String,
    /// Whose words it holds.
    #[serde(default)]
    pub from: Vec<FileParty>,
    /// Whether a plan is a draft while it is empty.
    #[serde(default)]
    pub required: bool,
    /// What may be chosen, of a choice.
    #[serde(default)]
    pub options: Vec<String>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// Words on several lines.
    Words,
    /// Words on one line.
    Line,
    /// A day.
    Date,
    /// One of several.
    Choice,
    /// The list `needs` of the plan.
    Needs,
    /// The list `types` of the plan.
    Types,
    /// The list `targets` of the plan.
    Targets,
}

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileParty {
    /// The child.
    Pupil,
    /// A parent or carer.
    Parent,
    /// The class teacher.
    Teacher,
    /// The SENCO.
    Senco,
    /// A teaching assistant.
    Ta,
    /// The head teacher.
    Head,
    /// A professional of an outside agency.
    Agency,
}

/// One cycle's plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilePlan {
    /// The cycle of assess, plan, do, review, from 1.
    #[schemars(range(min = 1))]
    pub cycle: u32,
    /// The words of each field, by its id; a day is written 2026-03-27.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Needs assessed in detail.
    #[serde(default)]
    pub needs: Vec<FileNeed>,
    /// Types of need as the school census codes them (SPLD, SLCN ...), main first.
    #[serde(default)]
    pub types: Vec<String>,
    /// The targets.
    #[serde(default)]
    #[schemars(length(max = 12))]
    pub targets: Vec<FileTarget>,
}

/// A need with its day and source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileNeed {
    /// The day of the observation, test or report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// Where it is from.
    #[serde(default)]
    pub source: String,
    /// What it says.
    #[serde(default)]
    pub says: String,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileDirection {
    /// More is better.
    #[default]
    Increase,
    /// Less is better.
    Decrease,
}

/// A target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileTarget {
    /// The target's id, kept from cycle to cycle: a UUID. A target without one is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The area of need, by its code; none when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// What the child will do.
    pub will: String,
    /// What is counted.
    #[serde(default)]
    pub unit: String,
    /// Which way is better.
    #[serde(default)]
    pub direction: FileDirection,
    /// The score at the start; none means the median of the first three scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<serde_json::Number>,
    /// The day of the score at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_on: Option<Day>,
    /// The number to reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<serde_json::Number>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Day>,
    /// How everybody will know.
    #[serde(default)]
    pub success: String,
    /// Who checks.
    #[serde(default)]
    pub checked_by: String,
    /// Of a target that cannot be counted: five levels in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<FileLevels>,
}

/// Goal attainment: what five levels look like for this child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileLevels {
    /// From -2 (much less than hoped) to +2 (much more).
    pub descriptions: [String; 5],
    /// The day on which they were described.
    pub written_on: Day,
}

/// What a party said of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileAnswer {
    /// Which party.
    pub party: FileParty,
    /// Their name.
    #[serde(default)]
    pub name: String,
    /// "yes", "disagrees" or "not-reached".
    pub answer: String,
    /// "in-waymark", "on-paper" or "in-the-meeting".
    pub how: String,
    /// The day.
    pub on: Day,
    /// In words.
    #[serde(default)]
    pub words: String,
}

/// The published schema of a plan's file, as it is committed.
///
/// # Panics
/// Never: a schema is JSON.
#[must_use]
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(PlanFile);
    schema.insert("$id".to_owned(), "urn:waymark:plan:1".into());
    schema.insert("title".to_owned(), "A plan, as Waymark writes and reads it".into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}
