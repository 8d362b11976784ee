//! Mediation: a mediation adviser was contacted.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_PARENT,
    check::{Check, found, stops, warns},
    late,
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "go-to-mediation.adviser-not-contacted",
        ToDo::Dispute,
        SENCO_PARENT,
        "Record the day on which the parents contacted a mediation adviser.",
        |facts| facts.adviser_contacted_on.is_none(),
    ),
    warns(
        "go-to-mediation.adviser-contacted-late",
        ToDo::Dispute,
        SENCO_PARENT,
        "The adviser was contacted after the last day: the parents should ask for advice at once.",
        |facts| late(facts.adviser_contacted_on, facts.adviser_due_on),
    ),
];

/// What keeps the record from saying that there is mediation.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), regs 32 to 36; Children and Families Act 2014 s.52. In force since
/// 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::go_to_mediation}};
/// let found = go_to_mediation::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "go-to-mediation.adviser-not-contacted");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
