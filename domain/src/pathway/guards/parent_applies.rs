//! A parent (or an earlier school) has asked the county: the clock runs all the same.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO, SENCO_HEAD,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "parent-applies.not-shown",
        ToDo::Application,
        SENCO_HEAD,
        "Write how the school knows: the parent's word, or the county's letter.",
        |facts| !facts.request_elsewhere_shown,
    ),
    warns(
        "parent-applies.no-day-received",
        ToDo::CountyLetter,
        SENCO,
        "Record the day on which the county received it: its clock starts that day.",
        |facts| facts.request_received_on.is_none(),
    ),
];

/// What keeps the record from saying that the county was asked by somebody else.
///
/// # Law
/// Children and Families Act 2014 s.36. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::parent_applies}};
/// let facts = StatutoryFacts { request_elsewhere_shown: true, ..Default::default() };
/// assert_eq!(parent_applies::findings(&facts)[0].code, "parent-applies.no-day-received");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
