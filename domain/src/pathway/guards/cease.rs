//! The plan has ceased: the day; not before the time for an appeal is over.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "cease.no-day",
        ToDo::CountyLetter,
        SENCO_HEAD,
        "Record the day on which the plan ceased.",
        |facts| facts.ceased_on.is_none(),
    ),
    warns(
        "cease.appeal-time-not-over",
        ToDo::ParentsRights,
        SENCO_HEAD,
        "The county may not cease a plan while an appeal can still be made or runs: ask why it did.",
        |facts| !facts.appeal_time_is_over,
    ),
];

/// What keeps the record from saying that a plan has ceased.
///
/// # Law
/// Children and Families Act 2014 s.45(4). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::cease}};
/// let found = cease::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "cease.no-day");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
