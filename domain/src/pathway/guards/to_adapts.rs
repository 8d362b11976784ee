//! 1 to 2: parents talked to, checklist done, acknowledged.

use crate::pathway::{Finding, SupportFacts, ToDo, facts::ParentsTalk};

use super::{
    SENCO_HEAD, TEACHER_SENCO,
    check::{Check, found, stops, warns},
};

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "to-adapts.parents-not-talked-to",
        ToDo::TalkToParents,
        TEACHER_SENCO,
        "Talk to the parents about the concern, or record that you tried to reach them.",
        |facts| facts.parents_talked_to == ParentsTalk::No,
    ),
    stops(
        "to-adapts.checklist-not-done",
        ToDo::Checklist,
        TEACHER_SENCO,
        "Go through the checklist: each item not seen, sometimes, often or most days.",
        |facts| !facts.checklist_done,
    ),
    stops(
        "to-adapts.not-acknowledged",
        ToDo::Acknowledge,
        SENCO_HEAD,
        "The SENCO acknowledges the concern and says what happens next.",
        |facts| !facts.acknowledged,
    ),
    warns(
        "to-adapts.hearing-or-vision-not-checked",
        ToDo::CheckHearingAndVision,
        TEACHER_SENCO,
        "Ask the parents whether hearing and vision were checked, and write down when.",
        |facts: &SupportFacts| !facts.hearing_checked || !facts.vision_checked,
    )
    .exactly(|facts| {
        let sense = match (facts.hearing_checked, facts.vision_checked) {
            (true, _) => "vision was",
            (false, true) => "hearing was",
            (false, false) => "hearing and vision were",
        };
        format!("Ask the parents whether {sense} checked, and write down when.")
    }),
    warns(
        "to-adapts.no-childs-view",
        ToDo::ChildsView,
        TEACHER_SENCO,
        "Ask the child how they see it, and write it down.",
        |facts| !facts.childs_view,
    ),
];

/// What keeps a child from moving to "teacher adapts".
///
/// # Source
/// pathway, step 1.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::to_adapts}};
/// let facts = SupportFacts {
///     parents_talked_to: ParentsTalk::RaisedByThem,
///     checklist_done: true,
///     hearing_checked: true,
///     vision_checked: true,
///     childs_view: true,
///     ..Default::default()
/// };
/// assert_eq!(to_adapts::findings(&facts)[0].code, "to-adapts.not-acknowledged");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
