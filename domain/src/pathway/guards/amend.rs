//! The plan is being amended: the amendment notice, or the tribunal's order.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "amend.no-notice",
    ToDo::CountyLetter,
    SENCO_HEAD,
    "Record the day on which the amendment notice was served, or the tribunal's order.",
    |facts| facts.amendment_notice_on.is_none() && facts.tribunal_decided_on.is_none(),
)];

/// What keeps the record from saying that a plan is being amended.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 22. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::amend}};
/// let found = amend::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "amend.no-notice");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
