//! Mediation has ended: the certificate has a date.

use crate::pathway::{Finding, StatutoryFacts, ToDo};

use super::{
    SENCO_PARENT,
    check::{Check, found, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<StatutoryFacts>] = &[warns(
    "end-mediation.no-certificate",
    ToDo::Dispute,
    SENCO_PARENT,
    "Record the date of the mediation certificate: one month for an appeal runs from it.",
    |facts| facts.certificate_on.is_none(),
)];

/// What a record of ended mediation should not lack. Nothing stops it.
///
/// # Law
/// Children and Families Act 2014 s.55. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{StatutoryFacts, facts::*, guards::end_mediation}};
/// let found = end_mediation::findings(&StatutoryFacts::default());
/// assert_eq!(found[0].code, "end-mediation.no-certificate");
/// ```
#[must_use]
pub fn findings(facts: &StatutoryFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
