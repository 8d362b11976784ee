//! Opens a round: what was noticed is written.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    ANYONE,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[stops(
    "open-concern.nothing-noticed",
    ToDo::Concern,
    ANYONE,
    "Write what has been noticed, since when and where.",
    |facts| !facts.concern_written,
)];

/// What keeps a concern from opening a round.
///
/// # Source
/// pathway, step 1.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::open_concern}};
/// let facts = SupportFacts { concern_written: true, ..Default::default() };
/// assert!(open_concern::findings(&facts).is_empty());
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
