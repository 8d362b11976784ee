//! A bundle that was made: by which template, of what, with the digest of every part.

use serde::{Deserialize, Serialize};

use crate::{Date, FileId};

/// A file of the bundle, or a report in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ManifestPart {
    /// What it is: "bundle.pdf", "Report 2: …".
    pub name: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its pages; 0 when it has none or they cannot be counted.
    pub pages: usize,
    /// The page of the bundle on which it begins; 0 when it is not in the PDF.
    pub begins_on: usize,
    /// Why it is a file of its own beside the PDF; empty when it is in it.
    pub beside: String,
}

/// The record of a bundle that was made. Its files are kept with the entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestBundle {
    /// The county's template.
    pub template: String,
    /// Its version.
    pub template_version: u32,
    /// What it is called.
    pub template_name: String,
    /// Pages of the PDF.
    pub pages: usize,
    /// How many names that other children have, too, somebody looked at and left standing. Which they are stands in the
    /// event that tells of the making: parents read this.
    pub checked: usize,
    /// What was missing on the completeness page.
    pub missing: Vec<String>,
    /// The files and the reports.
    pub parts: Vec<ManifestPart>,
    /// The file that parents may open: in it nobody reads how another parent is reached.
    pub for_parents: Option<FileId>,
    /// The day on which it was recorded as sent to the county; parents read what was sent, and no version before it.
    pub sent_on: Option<Date>,
}
