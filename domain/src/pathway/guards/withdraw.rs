//! Withdraws an application: who, when and why is written.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[stops(
    "withdraw.not-recorded",
    ToDo::CountyLetter,
    SENCO_HEAD,
    "Record who withdrew the application, when and why.",
    |facts| !facts.withdrawal_recorded,
)];

/// What keeps an application from being withdrawn.
///
/// # Source
/// pathway, step 7.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::withdraw}};
/// let found = withdraw::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "withdraw.not-recorded");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
