//! Closes a round: the concern is resolved, or adaptations were enough.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    SENCO, TEACHER_SENCO,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    warns(
        "close-concern-resolved.parents-not-told",
        ToDo::TellParents,
        TEACHER_SENCO,
        "Tell the parents that the concern is closed, and what to do if it comes back.",
        |facts| !facts.parents_told_of_close,
    ),
    warns(
        "close-concern-resolved.not-watched",
        ToDo::Close,
        SENCO,
        "Adaptations were enough: give the day until which the child is watched.",
        |facts| facts.adaptations > 0 && facts.watch_until.is_none(),
    ),
];

/// What a close as resolved should not forget. Nothing stops it.
///
/// # Source
/// pathway, step 2.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::close_concern_resolved}};
/// let facts = SupportFacts { adaptations: 1, parents_told_of_close: true, ..Default::default() };
/// assert_eq!(close_concern_resolved::findings(&facts)[0].code, "close-concern-resolved.not-watched");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
