//! Closes a round: it was opened in error; SEN support that is given goes on, unless it is no longer needed (firm).

use crate::pathway::{CloseReason, Finding, SupportFacts, ToDo, ends_support};

use super::{
    NO_LONGER_NEEDED, TEACHER_SENCO,
    check::{Check, found, warns},
    stop,
};

const fn ends(facts: &SupportFacts) -> bool {
    ends_support::by_close(CloseReason::OpenedInError, facts)
}

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stop::targets_not_met("close-opened-in-error.targets-not-met").only_when(NO_LONGER_NEEDED, ends),
    stop::gap_not_closed("close-opened-in-error.gap-not-closed").only_when(NO_LONGER_NEEDED, ends),
    stop::parents_not_told("close-opened-in-error.parents-not-told-of-stop")
        .only_when(NO_LONGER_NEEDED, ends),
    stop::pupil_not_told("close-opened-in-error.pupil-not-told").only_when(NO_LONGER_NEEDED, ends),
    warns(
        "close-opened-in-error.parents-not-told",
        ToDo::TellParents,
        TEACHER_SENCO,
        "If the parents know of the concern, tell them that it was opened in error.",
        |facts| !facts.parents_told_of_close,
    ),
];

/// What a close as an error should not forget. Nothing is deleted, and nothing stops it, unless SEN support is to end
/// with it: then what keeps support from stopping.
///
/// # Source
/// pathway, general rules: close from any step; step 8.
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
