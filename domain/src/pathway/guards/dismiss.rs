//! The appeal was dismissed, or withdrawn by the parents: the day has a date.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "dismiss.no-order",
    ToDo::Dispute,
    SENCO_HEAD,
    "Record the date of the tribunal's order, or of the parents' withdrawal.",
    |facts| facts.tribunal_decided_on.is_none(),
)];

/// What keeps the record from saying that an appeal was dismissed or withdrawn.
///
/// # Law
/// Children and Families Act 2014 s.51; SI 2008/2699 r 17. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::dismiss}};
/// let found = dismiss::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "dismiss.no-order");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
