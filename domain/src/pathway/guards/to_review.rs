//! 6 to 7: the half term's review is due, or the SENCO calls one.

use crate::pathway::{Finding, SupportFacts, ToDo};

use super::{
    SENCO, TEACHER_TA_SENCO,
    check::{Check, found, stops, warns},
};

/// Fewer scores than this say little.
const FEWEST_SCORES: u32 = 4;
/// Under this share of planned sessions, teaching cannot be judged.
const LEAST_PERCENT: u32 = 80;

/// What this guard looks for.
pub const CHECKS: &[Check<SupportFacts>] = &[
    stops(
        "to-review.no-review-due",
        ToDo::Review,
        SENCO,
        "No review is due this half term; the SENCO can call one.",
        |facts| !facts.review_due && !facts.review_called,
    ),
    warns(
        "to-review.fewer-than-four-scores",
        ToDo::Session,
        TEACHER_TA_SENCO,
        "A target has fewer than four scores: the chart cannot say much yet.",
        |facts: &SupportFacts| facts.targets.iter().any(|target| target.scores < FEWEST_SCORES),
    )
    .exactly(|facts| {
        format!(
            "Fewer than {FEWEST_SCORES} scores on {}: the chart cannot say much yet.",
            facts.targets_named(|target| target.scores < FEWEST_SCORES).unwrap_or_default()
        )
    }),
    warns(
        "to-review.sessions-missed",
        ToDo::Session,
        TEACHER_TA_SENCO,
        "Under 80% of planned sessions took place: say why before you judge the teaching.",
        |facts: &SupportFacts| {
            facts.sessions_delivered_percent.is_some_and(|percent| percent < LEAST_PERCENT)
        },
    )
    .exactly(|facts| {
        format!(
            "{}% of planned sessions took place: say why before you judge the teaching.",
            facts.sessions_delivered_percent.unwrap_or_default()
        )
    }),
];

/// What keeps a child from moving to the review.
///
/// # Source
/// pathway, step 6.
///
/// # Example
/// ```
/// # use domain::{date, pathway::{SupportFacts, facts::*, guards::to_review}};
/// let facts =
///     SupportFacts { review_due: true, sessions_delivered_percent: Some(79), ..Default::default() };
/// assert_eq!(to_review::findings(&facts)[0].code, "to-review.sessions-missed");
/// ```
#[must_use]
pub fn findings(facts: &SupportFacts) -> Vec<Finding> {
    found(CHECKS, facts)
}
