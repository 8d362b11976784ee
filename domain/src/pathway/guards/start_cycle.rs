//! 8 to 4: the next cycle starts from the last.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    SENCO,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] =
    &[warns("start-cycle.no-next-review", ToDo::Review, SENCO, "Give the next review a date.", |facts| {
        facts.next_review_on.is_none()
    })];

/// What a next cycle should not start without. Nothing stops it: what is kept is kept, and provision runs
/// meanwhile.
///
/// # Source
/// pathway, step 8.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::start_cycle}};
/// let facts = SupportFacts { next_review_on: Some(date(2027, 2, 8)), ..Default::default() };
/// assert!(start_cycle::findings(&facts).is_empty());
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
