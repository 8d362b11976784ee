//! 2 to 3: an adaptation has been reviewed.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    TEACHER_SENCO,
    check::{Check, found, stops, warns},
};

/// School weeks that adaptations usually need.
const SCHOOL_WEEKS: u32 = 4;

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "to-profile.no-adaptation-reviewed",
        ToDo::ReviewAdaptation,
        TEACHER_SENCO,
        "Say of one adaptation what difference it made: none, some or enough.",
        |facts: &SupportFacts| facts.adaptations_reviewed == 0,
    )
    .exactly(|facts| {
        if facts.adaptations == 0 {
            "Record what you changed in your teaching, and what difference it made.".to_owned()
        } else {
            "Say of one adaptation what difference it made: none, some or enough.".to_owned()
        }
    }),
    warns(
        "to-profile.under-four-school-weeks",
        ToDo::Adaptation,
        TEACHER_SENCO,
        "Adaptations usually need four school weeks to show a difference.",
        |facts: &SupportFacts| facts.school_weeks_adapting < SCHOOL_WEEKS,
    )
    .exactly(|facts| {
        format!(
            "Adaptations usually need {SCHOOL_WEEKS} school weeks to show a difference; so far: {}.",
            facts.school_weeks_adapting
        )
    }),
    warns(
        "to-profile.parents-not-spoken-to-since",
        ToDo::TalkToParents,
        TEACHER_SENCO,
        "Tell the parents what you changed and what came of it.",
        |facts| !facts.parents_spoken_to_since,
    ),
];

/// What keeps a child from moving to the one page profile. Passable: a new child with a diagnosis.
///
/// # Source
/// pathway, step 2.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::to_profile}};
/// let facts = SupportFacts {
///     adaptations_reviewed: 1,
///     school_weeks_adapting: 3,
///     parents_spoken_to_since: true,
///     ..Default::default()
/// };
/// assert_eq!(to_profile::findings(&facts)[0].code, "to-profile.under-four-school-weeks");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
