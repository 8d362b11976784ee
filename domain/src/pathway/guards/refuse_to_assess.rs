//! The county will not assess: its letter has a date, and parents know what they can do.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_HEAD,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "refuse-to-assess.no-letter",
        ToDo::CountyLetter,
        SENCO_HEAD,
        "Record the date of the county's letter that says it will not assess.",
        |facts| facts.letter_on.is_none(),
    ),
    warns(
        "refuse-to-assess.parents-not-told-of-appeal",
        ToDo::ParentsRights,
        SENCO_HEAD,
        "Tell the parents about mediation and appeal, with the last days.",
        |facts| !facts.parents_told_of_appeal,
    ),
];

/// What keeps the record from saying that the county refused to assess. The letter's date starts the days
/// for mediation and appeal.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 5; Children and Families Act 2014 s.51(2)(a). In force since
/// 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::refuse_to_assess}};
/// let found = refuse_to_assess::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "refuse-to-assess.no-letter");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
