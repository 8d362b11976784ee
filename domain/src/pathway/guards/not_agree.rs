//! Ends an application that is not agreed: parents may still apply.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[warns(
    "not-agree.parents-not-told-they-may-apply",
    ToDo::ParentsRights,
    SENCO_HEAD,
    "Tell the parents plainly that they may ask the county themselves.",
    |facts| !facts.parents_told_they_may_apply,
)];

/// What should be said when an application is not agreed. Nothing stops it.
///
/// # Law
/// Children and Families Act 2014 s.36. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::not_agree}};
/// let found = not_agree::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "not-agree.parents-not-told-they-may-apply");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
