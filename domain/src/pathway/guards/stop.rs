//! Support can stop: targets met, gap closed, parents and pupil told (firm).

use crate::pathway::{Finding, SupportFacts, ToDo, facts::Gap};

use super::{
    SENCO, TEACHER_SENCO,
    check::{Check, firm, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    targets_not_met("stop.targets-not-met"),
    gap_not_closed("stop.gap-not-closed"),
    parents_not_told("stop.parents-not-told"),
    pupil_not_told("stop.pupil-not-told"),
    warns(
        "stop.not-kept",
        ToDo::Session,
        TEACHER_SENCO,
        "A target is met, and nobody has seen yet that it is kept: look again two school weeks later.",
        |facts: &SupportFacts| facts.targets.iter().any(|target| target.met && !target.kept),
    )
    .exactly(|facts| {
        format!(
            "Met, and not yet seen to be kept two school weeks later: {}.",
            facts.targets_named(|target| target.met && !target.kept).unwrap_or_default()
        )
    }),
    warns(
        "stop.not-watched",
        ToDo::Close,
        SENCO,
        "Watch the child for half a term: give the day to look back.",
        |facts| facts.watch_until.is_none(),
    ),
];

/// Every close that ends SEN support asks these four, under its own codes.
pub(super) const fn targets_not_met(code: &'static str) -> Check<SupportFacts> {
    stops(code, ToDo::Target, TEACHER_SENCO, "Not every current target is met.", |facts: &SupportFacts| {
        facts.targets.is_empty() || facts.targets.iter().any(|target| !target.met)
    })
    .exactly(|facts| {
        facts.targets_named(|target| !target.met).map_or_else(
            || "No target was set, so none is met: write why support can stop.".to_owned(),
            |names| format!("Not met yet: {names}."),
        )
    })
}

pub(super) const fn gap_not_closed(code: &'static str) -> Check<SupportFacts> {
    stops(
        code,
        ToDo::Gap,
        SENCO,
        "Look at the gap to peers: it has not closed, or nobody has written why that does not apply.",
        |facts| matches!(facts.gap, Gap::NotKnown | Gap::Open),
    )
}

pub(super) const fn parents_not_told(code: &'static str) -> Check<SupportFacts> {
    firm(
        code,
        ToDo::TellParents,
        TEACHER_SENCO,
        "Tell the parents that support stops, and record the day.",
        |facts| facts.parents_told_of_stop_on.is_none(),
    )
}

pub(super) const fn pupil_not_told(code: &'static str) -> Check<SupportFacts> {
    firm(
        code,
        ToDo::TellPupil,
        TEACHER_SENCO,
        "Tell the child that support stops, and record the day.",
        |facts| facts.pupil_told_of_stop_on.is_none(),
    )
}

/// What keeps SEN support from stopping.
///
/// # Source
/// pathway, step 8.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::stop}};
/// let facts = SupportFacts {
///     targets: vec![TargetFacts { met: true, ..Default::default() }],
///     gap: Gap::Closed,
///     parents_told_of_stop_on: Some(date(2026, 11, 20)),
///     watch_until: Some(date(2027, 1, 29)),
///     ..Default::default()
/// };
/// assert_eq!(stop::findings(&facts)[0].code, "stop.pupil-not-told");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
