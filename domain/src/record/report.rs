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

impl Report {
    /// What it advises; nothing of a record of another school, which is no advice and holds what goes on no paper.
    ///
    /// # Example
    /// ```
    /// # use domain::record::Report;
    /// let report = Report { advises: " Short sentences ".into(), ..Report::default() };
    /// assert_eq!(report.advice(), "Short sentences");
    /// assert_eq!(Report { from_school: "0a1b".into(), ..report }.advice(), "");
    /// ```
    #[must_use]
    pub fn advice(&self) -> &str {
        if self.from_school.is_empty() { self.advises.trim() } else { "" }
    }
}
