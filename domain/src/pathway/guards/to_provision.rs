//! 4 to 5: a complete target, the plan agreed, the parents told (firm).

use crate::pathway::{
    Finding, SupportFacts, ToDo,
    facts::{Said, and},
};

use super::{
    SENCO, TEACHER_SENCO,
    check::{Check, firm, found, stops, warns},
};

/// More targets than this are hard to teach to.
const MOST_TARGETS: usize = 4;

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "to-provision.no-complete-target",
        ToDo::Target,
        TEACHER_SENCO,
        "Complete one target: a measure with its baseline, a goal with a number, by when, and who \
         checks.",
        |facts| !facts.targets.iter().any(|target| target.complete),
    ),
    stops(
        "to-provision.not-agreed",
        ToDo::Agreement,
        TEACHER_SENCO,
        "Record what the child, the parents, the class teacher and the SENCO say of the plan, or \
         that you tried to ask.",
        |facts: &SupportFacts| unheard(facts).is_some(),
    )
    .exactly(|facts| {
        format!(
            "Record what was said of the plan by {}, or that you tried to ask.",
            unheard(facts).unwrap_or_default()
        )
    }),
    firm(
        "to-provision.parents-not-told",
        ToDo::TellParents,
        TEACHER_SENCO,
        "Tell the parents that SEN support is being given, and record the day (Code of Practice 6.48).",
        |facts| facts.parents_told_of_sen_support_on.is_none(),
    ),
    warns(
        "to-provision.needs-not-assessed",
        ToDo::AssessNeeds,
        TEACHER_SENCO,
        "Record the assessments behind the plan, each with its date and source.",
        |facts| !facts.needs_assessed_in_detail,
    ),
    warns(
        "to-provision.no-resources",
        ToDo::Plan,
        SENCO,
        "Write which resources and expertise the plan is given.",
        |facts| !facts.resources_assigned,
    ),
    warns(
        "to-provision.more-than-four-targets",
        ToDo::Target,
        TEACHER_SENCO,
        "More than four targets are hard to teach to: keep the four that matter most.",
        |facts| facts.targets.len() > MOST_TARGETS,
    ),
    warns(
        "to-provision.target-without-provision",
        ToDo::Provision,
        TEACHER_SENCO,
        "Arrange provision for each target.",
        |facts: &SupportFacts| facts.targets.iter().any(|target| !target.has_provision),
    )
    .exactly(|facts| {
        format!(
            "Arrange provision for {}.",
            facts.targets_named(|target| !target.has_provision).unwrap_or_default()
        )
    }),
];

/// What keeps a child from moving to provision. A later cycle needs new agreement only for what changed,
/// and what was said in the review counts.
///
/// # Law
/// Parents told: Children and Families Act 2014 s.68, SEND Code of Practice 2015 6.48. The rest: pathway,
/// step 4. In force since 2014-09-01; read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::to_provision}};
/// let facts = SupportFacts {
///     targets: vec![TargetFacts { complete: true, has_provision: true, ..Default::default() }],
///     agreement: FourParties { parents: Said::DisagreesAndIsWritten, ..FourParties::all(Said::Yes) },
///     needs_assessed_in_detail: true,
///     resources_assigned: true,
///     ..Default::default()
/// };
/// let found = to_provision::findings(&facts);
/// assert_eq!(found[0].code, "to-provision.parents-not-told");
/// assert_eq!(found.len(), 1);
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}

fn unheard(facts: &SupportFacts) -> Option<String> {
    let unheard: Vec<&str> = facts
        .agreement
        .each()
        .into_iter()
        .filter(|(_, said)| match said {
            Said::NotAsked | Said::Disagrees => true,
            Said::Yes | Said::DisagreesAndIsWritten | Said::AttemptsShown | Said::NothingChanged => false,
        })
        .map(|(party, _)| party)
        .collect();
    and(&unheard)
}
