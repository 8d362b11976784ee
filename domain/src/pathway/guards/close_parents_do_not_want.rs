//! Closes a round: parents do not want SEN support; the school's duty remains.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[stops(
    "close-parents-do-not-want.what-continues-not-written",
    ToDo::Close,
    SENCO_HEAD,
    "Write what the school goes on doing for the child: its duty remains.",
    |facts| !facts.what_continues_is_written,
)];

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
