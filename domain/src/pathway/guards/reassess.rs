//! The county will re-assess: its letter has a date.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "reassess.no-letter",
    ToDo::CountyLetter,
    SENCO_HEAD,
    "Record the date of the county's letter that says it will re-assess.",
    |facts| facts.letter_on.is_none(),
)];

/// What keeps the record from saying that the county re-assesses.
///
/// # Law
/// Children and Families Act 2014 s.44; SEND Regulations 2014 (SI 2014/1530), reg 24. In force since
/// 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::reassess}};
/// let found = reassess::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "reassess.no-letter");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
