//! The draft plan: the day on which it was served.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "issue-draft.no-day-served",
    ToDo::CountyLetter,
    SENCO_HEAD,
    "Record the day on which the draft plan was served.",
    |facts| facts.draft_served_on.is_none(),
)];

/// What keeps the record from saying that there is a draft plan. Fifteen days to comment begin with the day
/// served.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 13(1). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::issue_draft}};
/// let found = issue_draft::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "issue-draft.no-day-served");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
