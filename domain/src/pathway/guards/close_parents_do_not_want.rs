//! Closes a round: parents do not want SEN support; the school's duty remains, and K with it, unless special provision is
//! no longer needed (firm).

use crate::pathway::{CloseReason, Finding, SupportFacts, ToDo, ends_support};

use super::{
    NO_LONGER_NEEDED, SENCO_HEAD,
    check::{Check, found, stops},
    stop,
};

const fn ends(facts: &SupportFacts) -> bool {
    ends_support::by_close(CloseReason::ParentsDoNotWant, facts)
}

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "close-parents-do-not-want.what-continues-not-written",
        ToDo::Close,
        SENCO_HEAD,
        "Write what the school goes on doing for the child: its duty remains.",
        |facts| !facts.what_continues_is_written,
    ),
    stop::targets_not_met("close-parents-do-not-want.targets-not-met").only_when(NO_LONGER_NEEDED, ends),
    stop::gap_not_closed("close-parents-do-not-want.gap-not-closed").only_when(NO_LONGER_NEEDED, ends),
    stop::parents_not_told("close-parents-do-not-want.parents-not-told-of-stop")
        .only_when(NO_LONGER_NEEDED, ends),
    stop::pupil_not_told("close-parents-do-not-want.pupil-not-told").only_when(NO_LONGER_NEEDED, ends),
];

/// What keeps a round from closing because parents do not want SEN support.
///
/// # Law
/// The duty to use best endeavours remains: Children and Families Act 2014 s.66. In force since 2014-09-01;
/// read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::close_parents_do_not_want}};
/// assert_eq!(close_parents_do_not_want::findings(&SupportFacts::default()).len(), 1);
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
