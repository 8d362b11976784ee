//! What a review's decision still needs before it can be carried out: the guards of step 8, asked before the move.

use crate::record::Decision;

use super::{
    Finding, SupportFacts, ToDo,
    guards::{continue_support, stop},
};

/// What is still missing for a decision, the heaviest first. What is written with the close itself (the day to look
/// back) is not asked for at the review.
///
/// # Source
/// pathway, step 8. An application has its own page, with its own list.
///
/// # Example
/// ```
/// # use domain::{pathway::{SupportFacts, review_needs}, record::Decision};
/// let facts = SupportFacts { review_recorded: true, ..Default::default() };
/// assert!(review_needs::of(Decision::Continue, &facts).is_empty());
/// assert!(!review_needs::of(Decision::Stop, &facts).is_empty());
/// ```
#[must_use]
pub fn of(decision: Decision, facts: &SupportFacts) -> Vec<Finding> {
    let mut findings = match decision {
        Decision::Continue | Decision::Change | Decision::StepDown | Decision::StepUp => {
            continue_support::findings(facts)
        }
        Decision::Stop => stop::findings(facts),
        Decision::Apply => Vec::new(),
    };
    findings.retain(|finding| finding.to_do != ToDo::Close);
    findings.sort_by_key(|finding| finding.weight);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        pathway::facts::{Gap, TargetFacts},
    };

    fn codes(decision: Decision, facts: &SupportFacts) -> Vec<&'static str> {
        of(decision, facts).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn each_decision_has_its_guard() {
        let target =
            |has_outcome, met, kept| TargetFacts { has_outcome, met, kept, ..TargetFacts::default() };
        let nothing = SupportFacts { targets: vec![target(false, false, false)], ..SupportFacts::default() };
        let told = Some(date(2026, 11, 20));
        let met = SupportFacts {
            review_recorded: true,
            targets: vec![target(true, true, false)],
            gap: Gap::Closed,
            parents_told_of_stop_on: told,
            pupil_told_of_stop_on: told,
            ..SupportFacts::default()
        };
        let kept = SupportFacts { targets: vec![target(true, true, true)], ..met.clone() };
        let open = SupportFacts { gap: Gap::Open, pupil_told_of_stop_on: None, ..kept.clone() };
        let continues = ["continue.review-not-recorded", "continue.target-without-outcome"];
        for decision in [Decision::Continue, Decision::Change, Decision::StepDown, Decision::StepUp] {
            assert_eq!(codes(decision, &nothing), continues);
            assert!(codes(decision, &met).is_empty());
        }
        for (facts, expected) in [
            (&met, vec!["stop.not-kept"]),
            (&kept, vec![]),
            (&open, vec!["stop.pupil-not-told", "stop.gap-not-closed"]),
        ] {
            assert_eq!(codes(Decision::Stop, facts), expected);
        }
        assert!(codes(Decision::Apply, &nothing).is_empty());
    }
}
