//! The amended plan: the day it was made, its document and lines.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO, SENCO_HEAD,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "make-amended-plan.no-day-made",
        ToDo::Ehcp,
        SENCO_HEAD,
        "Record the day on which the amended plan was made.",
        |facts| facts.plan_made_on.is_none(),
    ),
    warns(
        "make-amended-plan.no-document",
        ToDo::Ehcp,
        SENCO,
        "Put the plan's document into the record.",
        |facts| !facts.plan_document,
    ),
    warns(
        "make-amended-plan.sections-not-recorded",
        ToDo::Ehcp,
        SENCO,
        "Record the outcomes of section E and the provision of section F as lines.",
        |facts| !facts.sections_recorded,
    ),
    warns(
        "make-amended-plan.line-without-provision",
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
        "make-amended-plan.parents-have-no-copy",
        ToDo::TellParents,
        SENCO,
        "See that the parents have a copy of the plan.",
        |facts| !facts.parents_have_copy,
    ),
    warns(
        "make-amended-plan.no-time-to-comment",
        ToDo::CountyLetter,
        SENCO,
        "The parents have at least 15 days to comment, counted from the day served: ask the county \
         why it did not wait.",
        |facts| !facts.parents_had_time_to_comment,
    ),
];

/// What keeps an amended plan from being in place.
///
/// # Law
/// SEND Regulations 2014 (SI 2014/1530), regs 22, 27, 28. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::make_amended_plan}};
/// let found = make_amended_plan::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "make-amended-plan.no-day-made");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
