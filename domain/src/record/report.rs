//! A professional's report: whose, what it advises, and what was done with its advice. The paper itself is a file.

use serde::{Deserialize, Serialize};

use crate::{EntryId, UserId};

/// A report of a professional of an outside agency. Its day is the report's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// What it is: "Educational psychologist's report".
    pub title: String,
    /// Who wrote it, with their post.
    pub author: String,
    /// What it advises, in a few sentences.
    pub advises: String,
    /// What was done with its advice.
    pub done: String,
    /// The referral that it answers, if any.
    pub referral: Option<EntryId>,
    /// Who gave it to the school: an invited professional reads their own, whoever wrote last what was done with it.
    pub given_by: Option<UserId>,
    /// The SHA-256 of the record of another school that it holds: the same one is not taken twice; empty for others.
    pub from_school: String,
}
