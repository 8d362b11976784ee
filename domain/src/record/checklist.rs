//! A filled checklist: a prompt for talk, never summed into a score.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Answers to the checklist of one version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilledChecklist {
    /// The checklist's id.
    pub checklist: String,
    /// Its version: an old concern keeps the one that it was filled in with.
    pub version: u32,
    /// Item id to answer: 0 not seen, 1 sometimes, 2 often, 3 most days. Safeguarding items are never among them.
    pub answers: BTreeMap<u32, u8>,
    /// The safeguarding items at which the safeguarding lead was shown. The record says only that.
    pub safeguarding_shown: Vec<u32>,
    /// Whether whoever filled it in says that it is done.
    pub done: bool,
}
