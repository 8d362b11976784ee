//! Closes a round: the concern is resolved, or adaptations were enough; support that is given ends with it (firm).

use crate::pathway::{CloseReason, Finding, SupportFacts, ToDo, ends_support};

use super::{
    SENCO, TEACHER_SENCO,
    check::{Check, found, warns},
    stop,
};

const GIVEN: &str = "when the round gave SEN support, or special provision is said to be no longer needed";

const fn ends(facts: &SupportFacts) -> bool {
    ends_support::by_close(CloseReason::ConcernResolved, facts)
}

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stop::targets_not_met("close-concern-resolved.targets-not-met").only_when(GIVEN, ends),
    stop::gap_not_closed("close-concern-resolved.gap-not-closed").only_when(GIVEN, ends),
    stop::parents_not_told("close-concern-resolved.parents-not-told-of-stop").only_when(GIVEN, ends),
    stop::pupil_not_told("close-concern-resolved.pupil-not-told").only_when(GIVEN, ends),
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

/// What keeps a round from closing as resolved: while SEN support is given, what keeps support from stopping. Before
/// that nothing stops it.
///
/// # Source
/// pathway, steps 2 and 8.
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
