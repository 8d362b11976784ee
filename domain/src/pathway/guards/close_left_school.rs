//! Closes a round: the child has left the school.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    SENCO_DATA,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[warns(
    "close-left-school.no-leaving-day",
    ToDo::Leaving,
    SENCO_DATA,
    "Record the day on which the child left: the file goes to the next school within 15 school \
         days.",
    |facts| facts.left_on.is_none(),
)];

/// What a close for leaving should not forget. Nothing stops it.
///
/// # Law
/// Education (Pupil Information) (England) Regulations 2005, reg 9: 15 school days. In force since
/// 2005-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::close_left_school}};
/// let facts = SupportFacts { left_on: Some(date(2026, 7, 17)), ..Default::default() };
/// assert!(close_left_school::findings(&facts).is_empty());
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
