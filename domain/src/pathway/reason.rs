//! Why a move is made when nobody wrote it and nothing had to be passed: what its guard found to be there.

use super::{CloseReason, StatutoryMove, SupportFacts, SupportMove, ends_support};

const SUPPORT_ENDS: &str =
    "Every target is met, the gap has closed or does not apply, and parents and child were told.";

/// Why a move of support was made, in a line, where its guard stopped nothing.
///
/// # Source
/// pathway, general rules: each move is made by a named person at a time, with a reason.
///
/// # Example
/// ```
/// # use domain::pathway::{SupportFacts, SupportMove, reason};
/// let facts = SupportFacts { review_due: true, ..Default::default() };
/// assert_eq!(reason::support(SupportMove::ToReview, &facts), "The half term’s review is due.");
/// ```
#[must_use]
pub const fn support(the_move: SupportMove, facts: &SupportFacts) -> &'static str {
    match the_move {
        SupportMove::OpenConcern => "It is written what has been noticed.",
        SupportMove::JoinAtProfile => {
            "The roll, a transfer or the school says that the child gets SEN support."
        }
        SupportMove::ToAdapts => {
            "The parents were asked, the checklist is done, and the concern is acknowledged."
        }
        SupportMove::ToProfile => "An adaptation was reviewed.",
        SupportMove::ToIep => "All four were asked for their part, and the SENCO signed the profile off.",
        SupportMove::ToProvision => "A target is complete, all four were asked, and the parents were told.",
        SupportMove::ToMonitoring => "Each target has provision with staff, dates and a first session.",
        SupportMove::ToReview if facts.review_due => "The half term’s review is due.",
        SupportMove::ToReview => "The SENCO called a review.",
        SupportMove::Continue => "The review is recorded, with an outcome for each target.",
        SupportMove::StartCycle => "SEN support continues.",
        SupportMove::Close(reason) if ends_support::by_close(reason, facts) => SUPPORT_ENDS,
        SupportMove::Close(CloseReason::SupportCanStop) => SUPPORT_ENDS,
        SupportMove::Close(CloseReason::ConcernResolved) => "The concern is resolved.",
        SupportMove::Close(CloseReason::OpenedInError) => "It was opened in error.",
        SupportMove::Close(CloseReason::ParentsDoNotWant) => {
            "The parents do not want SEN support; it is written what goes on."
        }
        SupportMove::Close(CloseReason::LeftSchool) => "The child left the school.",
    }
}

/// Why a move of the county's process was made, in a line, where its guard stopped nothing: mostly the paper that
/// it records.
///
/// # Source
/// pathway, general rules: each move is made by a named person at a time, with a reason.
///
/// # Example
/// ```
/// # use domain::pathway::{StatutoryMove, reason};
/// assert_eq!(reason::statutory(StatutoryMove::IssueDraft), "The county served a draft plan.");
/// ```
#[must_use]
pub const fn statutory(the_move: StatutoryMove) -> &'static str {
    match the_move {
        StatutoryMove::Prepare => "The school looks at asking the county to assess.",
        StatutoryMove::AskAgain => "The school looks at asking the county again.",
        StatutoryMove::NotAgree => "Not everyone agrees.",
        StatutoryMove::Request => "Everyone agrees.",
        StatutoryMove::ParentApplies => "A parent or an earlier school asked the county.",
        StatutoryMove::Withdraw => "It was withdrawn, as recorded.",
        StatutoryMove::AgreeToAssess => "The county’s letter says that it will assess.",
        StatutoryMove::RefuseToAssess => "The county’s letter says that it will not assess.",
        StatutoryMove::IssueDraft => "The county served a draft plan.",
        StatutoryMove::RefuseToIssue => "The county’s letter says that it will not issue a plan.",
        StatutoryMove::MakePlan => "The county made the plan.",
        StatutoryMove::GoToMediation => "The mediation adviser was contacted.",
        StatutoryMove::EndMediation => "Mediation has ended.",
        StatutoryMove::Appeal => "The parents appealed.",
        StatutoryMove::Uphold => "The tribunal’s order upholds the appeal.",
        StatutoryMove::Dismiss => "The appeal was dismissed or withdrawn.",
        StatutoryMove::ArriveWithPlan => "The roll, a transfer or a paper says that there is a plan.",
        StatutoryMove::MoveIn => "The child moved from another county, with a plan.",
        StatutoryMove::Amend => "The county’s amendment notice, or the tribunal’s order.",
        StatutoryMove::Reassess => "The county’s letter says that it will re-assess.",
        StatutoryMove::MakeAmendedPlan => "The county made the amended plan.",
        StatutoryMove::KeepPlan => "The county’s letter says that the plan stays as it is.",
        StatutoryMove::DecideToCease => "The county’s letter says that it will cease the plan.",
        StatutoryMove::Cease => "The county ceased the plan.",
        StatutoryMove::Leave => "The child left the school.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_has_a_reason_that_is_a_sentence() {
        let mut facts = SupportFacts::default();
        for the_move in SupportMove::ALL {
            for (due, needed) in [(true, true), (false, false)] {
                (facts.review_due, facts.no_longer_needed) = (due, needed);
                let said = support(the_move, &facts);
                assert!(said.ends_with('.'), "{the_move:?}: {said}");
            }
        }
        for the_move in StatutoryMove::ALL {
            assert!(statutory(*the_move).ends_with('.'), "{the_move:?}");
        }
    }

    #[test]
    fn what_differs_by_the_facts() {
        let close = SupportMove::Close(CloseReason::ParentsDoNotWant);
        let ends = SupportFacts { no_longer_needed: true, ..SupportFacts::default() };
        assert_eq!(support(close, &ends), SUPPORT_ENDS);
        assert_ne!(support(close, &SupportFacts::default()), SUPPORT_ENDS);
        assert_eq!(support(SupportMove::ToReview, &SupportFacts::default()), "The SENCO called a review.");
    }
}
