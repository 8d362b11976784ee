//! 3 to 4: all four have contributed, the page says what help is wanted, the SENCO has signed off.

use crate::pathway::{
    Finding, SupportFacts, ToDo,
    facts::{Contribution, and},
};

use super::{
    SENCO, SENCO_TEACHER_PARENT_PUPIL, TEACHER_SENCO,
    check::{Check, found, stops},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "to-iep.not-all-contributed",
        ToDo::ProfilePart,
        SENCO_TEACHER_PARENT_PUPIL,
        "Gather the parts of the child, the parents, the class teacher and the SENCO, or record \
         that you tried.",
        |facts: &SupportFacts| missing(facts).is_some(),
    )
    .exactly(|facts| {
        format!("Gather the part of {}, or record that you tried.", missing(facts).unwrap_or_default())
    }),
    stops(
        "to-iep.difficulties-or-help-empty",
        ToDo::ProfilePart,
        TEACHER_SENCO,
        "Fill in what the child finds difficult and what they want help with: targets grow from them.",
        |facts| !facts.difficult_filled || !facts.help_wanted_filled,
    ),
    stops(
        "to-iep.not-signed-off",
        ToDo::JoinProfile,
        SENCO,
        "The SENCO joins the parts and signs the profile off.",
        |facts| !facts.signed_off,
    ),
];

/// What keeps a child from moving to the IEP.
///
/// # Source
/// pathway, step 3.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::to_iep}};
/// let facts = SupportFacts {
///     contributions: FourParties { pupil: Contribution::Missing, ..FourParties::all(Contribution::Given) },
///     difficult_filled: true,
///     help_wanted_filled: true,
///     signed_off: true,
///     ..Default::default()
/// };
/// let found = to_iep::findings(&facts);
/// assert_eq!(found[0].sentence, "Gather the part of the child, or record that you tried.");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}

fn missing(facts: &SupportFacts) -> Option<String> {
    let missing: Vec<&str> = facts
        .contributions
        .each()
        .into_iter()
        .filter(|(_, contribution)| *contribution == Contribution::Missing)
        .map(|(party, _)| party)
        .collect();
    and(&missing)
}
