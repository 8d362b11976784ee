//! The county keeps the plan as it is: its letter has a date.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "keep-plan.no-letter",
        ToDo::CountyLetter,
        SENCO_HEAD,
        "Record the date of the county's letter that says the plan stays as it is.",
        |facts| facts.letter_on.is_none(),
    ),
    warns(
        "keep-plan.parents-not-told-of-appeal",
        ToDo::ParentsRights,
        SENCO_HEAD,
        "Tell the parents about mediation and appeal, with the last days.",
        |facts| !facts.parents_told_of_appeal,
    ),
];

/// What keeps the record from saying that the plan stays as it is.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), regs 20, 22; Children and Families Act 2014 s.51(2)(e), (f). In
/// force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::keep_plan}};
/// let found = keep_plan::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "keep-plan.no-letter");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
