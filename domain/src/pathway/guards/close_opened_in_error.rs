//! Closes a round: it was opened in error.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    TEACHER_SENCO,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[warns(
    "close-opened-in-error.parents-not-told",
    ToDo::TellParents,
    TEACHER_SENCO,
    "If the parents know of the concern, tell them that it was opened in error.",
    |facts| !facts.parents_told_of_close,
)];

/// What a close as an error should not forget. Nothing stops it, and nothing is deleted.
///
/// # Source
/// pathway, general rules: close from any step.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::close_opened_in_error}};
/// let facts = SupportFacts { parents_told_of_close: true, ..Default::default() };
/// assert!(close_opened_in_error::findings(&facts).is_empty());
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
