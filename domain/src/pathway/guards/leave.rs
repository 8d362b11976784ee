//! The child has left the school: the county's process goes on elsewhere.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_DATA,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[warns(
    "leave.no-leaving-day",
    ToDo::Leaving,
    SENCO_DATA,
    "Record the day on which the child left.",
    |facts| facts.left_on.is_none(),
)];

/// What a record of leaving should not lack. Nothing stops it.
///
/// # Source
/// pathway, general rules.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::leave}};
/// let found = leave::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "leave.no-leaving-day");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
