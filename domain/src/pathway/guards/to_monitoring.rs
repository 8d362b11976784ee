//! 5 to 6: each target has provision with staff, dates and a first session.

use crate::pathway::{Finding, SupportFacts, ToDo, facts::and};

use super::{
    SENCO, TEACHER_SENCO,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "to-monitoring.provision-not-ready",
        ToDo::Provision,
        TEACHER_SENCO,
        "Give each target provision with staff, dates and a first session.",
        |facts: &SupportFacts| {
            facts.targets.is_empty() || facts.targets.iter().any(|target| !target.provision_is_ready())
        },
    )
    .exactly(|facts| {
        facts.targets_named(|target| !target.provision_is_ready()).map_or_else(
            || "Write a target and give it provision: the plan has none now.".to_owned(),
            |names| format!("Give provision with staff, dates and a first session to {names}."),
        )
    }),
    warns(
        "to-monitoring.adult-booked-twice",
        ToDo::Staffing,
        SENCO,
        "An adult is booked twice at one time: move one of the two.",
        |facts: &SupportFacts| !facts.adults_booked_twice.is_empty(),
    )
    .exactly(|facts| {
        format!(
            "Booked twice at one time: {}. Move one of the two.",
            and(&facts.adults_booked_twice).unwrap_or_default()
        )
    }),
];

/// What keeps a child from moving to weekly monitoring.
///
/// # Source
/// pathway, step 5.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::to_monitoring}};
/// let ready = TargetFacts {
///     has_provision: true,
///     provision_has_staff: true,
///     provision_has_dates: true,
///     first_session: true,
///     ..Default::default()
/// };
/// let facts = SupportFacts { targets: vec![ready, TargetFacts::default()], ..Default::default() };
/// let found = to_monitoring::findings(&facts);
/// assert_eq!(found[0].sentence, "Give provision with staff, dates and a first session to target 2.");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
