//! Which page mends a finding: from the kind of thing to do to the path below the child's.

use domain::pathway::{ToDo, plan_in_place};

/// The path below `/pupils/{id}` of the page that mends a finding; `code` is the finding's own.
#[must_use]
pub fn path(to_do: ToDo, code: &str) -> &'static str {
    match to_do {
        ToDo::TalkToParents => match code {
            "make-plan.no-talk-in-school"
            | "arrive-with-plan.no-talk-in-school"
            | "move-in.no-talk-in-school" => "/contacts/new?about=ehcp-talk&with=parent",
            _ => "/contacts/new?about=concern&with=parent",
        },
        ToDo::TellParents => match code {
            "to-provision.parents-not-told" | "join-at-profile.no-day-parents-told" => {
                "/contacts/new?about=sen-support-begins&with=parent"
            }
            "request.parents-not-told" => "/contacts/new?about=application-although&with=parent",
            "make-plan.parents-have-no-copy" | "make-amended-plan.parents-have-no-copy" => "/ehc/plan",
            _ => "/contacts/new?about=support-ends&with=parent",
        },
        ToDo::TellPupil => "/contacts/new?about=support-ends&with=pupil",
        ToDo::ParentsRights => match code {
            "prepare.parents-not-told-they-may-apply"
            | "ask-again.parents-not-told-they-may-apply"
            | "not-agree.parents-not-told-they-may-apply"
            | "request.parents-not-told-they-may-apply" => "/contacts/new?about=application&with=parent",
            _ => "/ehc",
        },
        ToDo::Concern | ToDo::CheckHearingAndVision => "/concern",
        ToDo::ChildsView => match code {
            "to-adapts.no-childs-view" => "/view?of=pupil",
            _ => "/ehc/application",
        },
        ToDo::Checklist => "/checklist",
        ToDo::Acknowledge => "/acknowledge",
        ToDo::Adaptation | ToDo::ReviewAdaptation => "/adaptations",
        ToDo::ProfilePart => "/profile/part",
        ToDo::JoinProfile => "/profile/join",
        ToDo::AssessNeeds | ToDo::Plan => "/plan/edit",
        ToDo::Target => match code {
            // Whether a target is met is said at the review.
            "stop.targets-not-met"
            | "close-concern-resolved.targets-not-met"
            | "close-opened-in-error.targets-not-met"
            | "close-parents-do-not-want.targets-not-met" => "/reviews/new",
            _ => "/plan/edit",
        },
        ToDo::Agreement => "/plan/agreement",
        ToDo::Provision => match code {
            "to-provision.target-without-provision" | "to-monitoring.provision-not-ready" => "/provision/new",
            _ => "/ehc/plan",
        },
        ToDo::Staffing => "/provision",
        ToDo::Session | ToDo::Gap => "/progress",
        ToDo::Review => match code {
            "to-review.no-review-due" => "/reviews",
            _ => "/reviews/new",
        },
        ToDo::Roll | ToDo::Leaving => "/people",
        ToDo::Close => "/close",
        ToDo::Application | ToDo::Evidence => "/ehc/application",
        ToDo::CountyLetter => match code {
            "withdraw.not-recorded" => "/ehc/letters/new?kind=withdrawn",
            plan_in_place::ROLL_SAYS_OTHERWISE => "/ehc/letters/new?kind=ceased",
            _ => "/ehc/letters/new",
        },
        ToDo::Dispute => "/ehc/letters/new",
        ToDo::Ehcp => match code {
            "arrive-with-plan.no-day-made" => "/ehc/plan/change",
            _ => "/ehc/plan",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::pathway::moves::{STATUTORY, SUPPORT};

    #[test]
    fn each_finding_of_each_guard_has_a_page() {
        let support = SUPPORT.iter().flat_map(|row| row.checks.iter().map(|check| (check.to_do, check.code)));
        let statutory =
            STATUTORY.iter().flat_map(|row| row.checks.iter().map(|check| (check.to_do, check.code)));
        for (to_do, code) in support.chain(statutory) {
            assert!(path(to_do, code).starts_with('/'), "{code}");
        }
        assert_eq!(
            path(ToDo::TellParents, "to-provision.parents-not-told"),
            "/contacts/new?about=sen-support-begins&with=parent"
        );
    }
}
