//! The county decides to cease the plan: its letter has a date, and parents know what they can do.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "decide-to-cease.no-letter",
        ToDo::CountyLetter,
        SENCO_HEAD,
        "Record the date of the county's letter that says the plan will cease.",
        |facts| facts.letter_on.is_none(),
    ),
    warns(
        "decide-to-cease.parents-not-told-of-appeal",
        ToDo::ParentsRights,
        SENCO_HEAD,
        "Tell the parents about mediation and appeal, with the last days.",
        |facts| !facts.parents_told_of_appeal,
    ),
];

/// What keeps the record from saying that the county has decided to cease the plan. The plan holds
/// meanwhile.
///
/// # Law
/// Children and Families Act 2014 ss.45, 51(2)(f). In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::decide_to_cease}};
/// let found = decide_to_cease::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "decide-to-cease.no-letter");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
