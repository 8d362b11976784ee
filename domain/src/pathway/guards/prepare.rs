//! Starts an application: the parents know that they may apply themselves.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[warns(
    "prepare.parents-not-told-they-may-apply",
    ToDo::ParentsRights,
    SENCO_HEAD,
    "Tell the parents plainly that they may ask the county themselves.",
    |facts| !facts.parents_told_they_may_apply,
)];

/// What a school should not prepare an application without. Nothing stops it.
///
/// # Law
/// Children and Families Act 2014 s.36. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::prepare}};
/// let found = prepare::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "prepare.parents-not-told-they-may-apply");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
