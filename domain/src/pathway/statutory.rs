//! The county's statutory process: its states, and the moves between them.

use super::coded::coded;

coded! {
    /// Where the county's process is, as far as the school knows.
    ///
    /// # Law
    /// Children and Families Act 2014 ss.36 to 51; SEND Regulations 2014 (SI 2014/1530).
    StatutoryState {
        None = "none", "No statutory process";
        Agreeing = "agreeing", "Agreeing the application";
        NotAgreed = "not-agreed", "Application not agreed";
        Withdrawn = "withdrawn", "Application withdrawn";
        Requested = "requested", "Assessment requested";
        RefusedToAssess = "refused-to-assess", "County refused to assess";
        MediationToAssess = "mediation-to-assess", "Mediation about the refusal to assess";
        AppealToAssess = "appeal-to-assess", "Appeal running against the refusal to assess";
        DismissedToAssess = "dismissed-to-assess", "Appeal to assess dismissed";
        Assessing = "assessing", "County assesses";
        RefusedToIssue = "refused-to-issue", "County refused to issue a plan";
        MediationToIssue = "mediation-to-issue", "Mediation about the refusal to issue";
        AppealToIssue = "appeal-to-issue", "Appeal running against the refusal to issue";
        DismissedToIssue = "dismissed-to-issue", "Appeal to issue dismissed";
        DraftPlan = "draft-plan", "Draft plan";
        EhcpInPlace = "ehcp-in-place", "EHCP in place";
        Amending = "amending", "EHCP in place, being amended";
        Reassessing = "reassessing", "EHCP in place, being re-assessed";
        MediationOnPlan = "mediation-on-plan", "EHCP in place, mediation about it";
        AppealOnPlan = "appeal-on-plan", "EHCP in place, appeal about it running";
        Ceasing = "ceasing", "EHCP in place, county has decided to cease it";
        MediationToCease = "mediation-to-cease", "EHCP in place, mediation about ceasing it";
        AppealToCease = "appeal-to-cease", "EHCP in place, appeal against ceasing it running";
        Ceased = "ceased", "EHCP ceased";
        LeftSchool = "left-school", "Left the school";
    }
}

impl StatutoryState {
    /// The step that this state shows: 7 from agreeing to the draft plan, 8 while a plan is in place (being amended,
    /// re-assessed, disputed or ceased too: the plan holds until it has ceased, CFA s.45(4)); none otherwise, and the
    /// support machine's number shows.
    #[must_use]
    pub const fn step(self) -> Option<u8> {
        use StatutoryState::*;
        match self {
            Agreeing | Requested | Assessing | DraftPlan => Some(7),
            EhcpInPlace | Amending | Reassessing | MediationOnPlan | AppealOnPlan | Ceasing
            | MediationToCease | AppealToCease => Some(8),
            None | NotAgreed | Withdrawn | RefusedToAssess | MediationToAssess | AppealToAssess
            | DismissedToAssess | RefusedToIssue | MediationToIssue | AppealToIssue | DismissedToIssue
            | Ceased | LeftSchool => Option::None,
        }
    }

    /// Whether anything goes on: an application, a plan in place, or a dispute about a refusal.
    #[must_use]
    pub const fn runs(self) -> bool {
        use StatutoryState::*;
        self.step().is_some()
            || matches!(self, MediationToAssess | MediationToIssue | AppealToAssess | AppealToIssue)
    }

    /// Whether a plan is in place (census E).
    #[must_use]
    pub const fn has_plan(self) -> bool {
        matches!(self.step(), Some(8))
    }

    /// Whether the county's 20 weeks run: from the request to the draft plan.
    #[must_use]
    pub const fn clock_runs(self) -> bool {
        matches!(self, Self::Requested | Self::Assessing | Self::DraftPlan)
    }
}

coded! {
    /// What a person does to the statutory process, mostly by recording what the county or the parents did.
    StatutoryMove {
        Prepare = "prepare", "Prepare an application";
        /// After a refusal, a withdrawal, a dismissed appeal or a plan that ceased.
        AskAgain = "ask-again", "Prepare a new application";
        NotAgree = "not-agree", "Record that it is not agreed";
        Request = "request", "Ask the county to assess";
        /// Or an earlier school did: the county's clock runs without the school's application.
        ParentApplies = "parent-applies", "Record that a parent has asked the county";
        Withdraw = "withdraw", "Withdraw the application";
        AgreeToAssess = "agree-to-assess", "Record that the county will assess";
        RefuseToAssess = "refuse-to-assess", "Record that the county will not assess";
        IssueDraft = "issue-draft", "Record the draft plan";
        RefuseToIssue = "refuse-to-issue", "Record that the county will not issue a plan";
        MakePlan = "make-plan", "Record the final plan";
        GoToMediation = "go-to-mediation", "Record mediation";
        EndMediation = "end-mediation", "Record that mediation has ended";
        Appeal = "appeal", "Record an appeal";
        /// Back to assessing; to a draft when the refusal was to issue; the plan holds when it was about the plan.
        Uphold = "uphold", "Record that the appeal was upheld";
        /// Or withdrawn by the parents.
        Dismiss = "dismiss", "Record that the appeal was dismissed";
        ArriveWithPlan = "arrive-with-plan", "Record that the child arrives with a plan";
        MoveIn = "move-in", "Record a plan moved from another county";
        Amend = "amend", "Record the amendment notice";
        Reassess = "reassess", "Record that the county will re-assess";
        MakeAmendedPlan = "make-amended-plan", "Record the amended plan";
        KeepPlan = "keep-plan", "Record that the county keeps the plan as it is";
        DecideToCease = "decide-to-cease", "Record the decision to cease the plan";
        Cease = "cease", "Record that the plan has ceased";
        Leave = "leave", "Record that the child has left the school";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_there_and_back() {
        for state in StatutoryState::ALL {
            assert_eq!(StatutoryState::from_code(state.code()), Some(*state));
            assert_eq!(serde_json::to_string(state).unwrap(), format!("\"{}\"", state.code()));
        }
        for the_move in StatutoryMove::ALL {
            assert_eq!(StatutoryMove::from_code(the_move.code()), Some(*the_move));
        }
    }

    #[test]
    fn the_clock_runs_only_in_step_7() {
        for state in StatutoryState::ALL {
            assert!(!state.clock_runs() || state.step() == Some(7), "{state:?}");
            assert!(!(state.clock_runs() && state.has_plan()), "{state:?}");
        }
    }
}
