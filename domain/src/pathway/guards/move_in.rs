//! A plan moved from another county: the day of the move.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO, SENCO_DATA,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "move-in.no-day-of-move",
        ToDo::Roll,
        SENCO_DATA,
        "Record the day on which the child moved into the county.",
        |facts| facts.moved_on.is_none(),
    ),
    warns(
        "move-in.no-day-made",
        ToDo::Ehcp,
        SENCO,
        "Record the day on which the plan was made: the annual review is counted from it.",
        |facts| facts.plan_made_on.is_none(),
    ),
    warns("move-in.no-document", ToDo::Ehcp, SENCO, "Put the plan's document into the record.", |facts| {
        !facts.plan_document
    }),
    warns(
        "move-in.line-without-provision",
        ToDo::Provision,
        SENCO,
        "Tie each line of section F to provision, so that what is delivered can be compared with \
         what is specified.",
        |facts: &StatutoryFacts| facts.lines_without_provision > 0,
    )
    .exactly(|facts| {
        format!("Tie each line of section F to provision: {} without.", facts.lines_without_provision)
    }),
    warns(
        "move-in.no-talk-in-school",
        ToDo::TalkToParents,
        SENCO,
        "Talk with the parents in school about exactly what will happen, and record the day.",
        |facts| facts.talk_in_school_on.is_none(),
    ),
];

/// What keeps a plan from another county from being in place here. The new county keeps it from the day of
/// the move.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), reg 15. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::move_in}};
/// let found = move_in::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "move-in.no-day-of-move");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
