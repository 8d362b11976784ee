//! The county will assess: its letter has a date.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "agree-to-assess.no-letter",
    ToDo::CountyLetter,
    SENCO_HEAD,
    "Record the date of the county's letter that says it will assess.",
    |facts| facts.letter_on.is_none(),
)];

/// What keeps the record from saying that the county assesses.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 5. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::agree_to_assess}};
/// let found = agree_to_assess::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "agree-to-assess.no-letter");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
