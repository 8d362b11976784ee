//! The appeal was upheld: the tribunal's order has a date.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "uphold.no-order",
    ToDo::Dispute,
    SENCO_HEAD,
    "Record the date of the tribunal's order.",
    |facts| facts.tribunal_decided_on.is_none(),
)];

/// What keeps the record from saying that an appeal was upheld.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 44. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::uphold}};
/// let found = uphold::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "uphold.no-order");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
