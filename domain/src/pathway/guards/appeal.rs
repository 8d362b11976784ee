//! An appeal runs: the day on which it was lodged.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_PARENT,
    check::{Check, found, stops, warns},
    late,
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[
    stops(
        "appeal.not-lodged",
        ToDo::Dispute,
        SENCO_PARENT,
        "Record the day on which the parents lodged the appeal.",
        |facts| facts.appeal_lodged_on.is_none(),
    ),
    warns(
        "appeal.lodged-late",
        ToDo::Dispute,
        SENCO_PARENT,
        "The appeal was lodged after the last day: the parents ask the tribunal for more time.",
        |facts| late(facts.appeal_lodged_on, facts.appeal_due_on),
    ),
    warns(
        "appeal.no-certificate",
        ToDo::Dispute,
        SENCO_PARENT,
        "An appeal needs a mediation certificate, unless it is about section I alone.",
        |facts| facts.certificate_on.is_none() && !facts.appeal_about_section_i_alone,
    ),
];

/// What keeps the record from saying that an appeal runs. Whether it is in time is the tribunal's to say:
/// it warns.
///
/// # Law
/// Children and Families Act 2014 ss.51, 55; SI 2008/2699 r 20. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::appeal}};
/// let facts = StatutoryFacts {
///     appeal_lodged_on: Some(date(2026, 9, 2)),
///     appeal_due_on: Some(date(2026, 9, 1)),
///     appeal_about_section_i_alone: true,
///     ..Default::default()
/// };
/// assert_eq!(appeal::findings(&facts)[0].code, "appeal.lodged-late");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
