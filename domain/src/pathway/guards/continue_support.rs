//! 7 to 8, SEN support continues: the review is recorded and each target has its outcome.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    TEACHER_SENCO,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "continue.review-not-recorded",
        ToDo::Review,
        TEACHER_SENCO,
        "Record the review: who came, what was said and what changes.",
        |facts| !facts.review_recorded,
    ),
    stops(
        "continue.target-without-outcome",
        ToDo::Review,
        TEACHER_SENCO,
        "Give each target its outcome; \"not judged\" is one.",
        |facts: &SupportFacts| facts.targets.iter().any(|target| !target.has_outcome),
    )
    .exactly(|facts| {
        format!(
            "Give an outcome to {}; \"not judged\" is one.",
            facts.targets_named(|target| !target.has_outcome).unwrap_or_default()
        )
    }),
];

/// What keeps SEN support from continuing into a next cycle.
///
/// # Source
/// pathway, step 8.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::continue_support}};
/// let facts = SupportFacts { review_recorded: true, ..Default::default() };
/// assert!(continue_support::findings(&facts).is_empty());
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
