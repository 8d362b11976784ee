//! Asks the county again, after a refusal, a withdrawal or a plan that ceased.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO, SENCO_HEAD,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    warns(
        "ask-again.assessed-within-six-months",
        ToDo::Application,
        SENCO,
        "The county need not assess within six months of the last assessment: say what has changed \
         since.",
        |facts| facts.assessed_within_six_months,
    ),
    warns(
        "ask-again.parents-not-told-they-may-apply",
        ToDo::ParentsRights,
        SENCO_HEAD,
        "Tell the parents plainly that they may ask the county themselves.",
        |facts| !facts.parents_told_they_may_apply,
    ),
];

/// What a school should know before it asks again. Nothing stops it: no number of cycles is law.
///
/// # Law
/// Children and Families Act 2014 s.36(6)(b). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::ask_again}};
/// let facts = StatutoryFacts { assessed_within_six_months: true, ..Default::default() };
/// assert_eq!(ask_again::findings(&facts).len(), 2);
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
