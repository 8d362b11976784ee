//! Every move of both machines on one screen: from where, to where, when it is already made, guard, who makes it.

use crate::people::Role::{self, DataManager, Head, Parent, Senco, Ta, Teacher};

use super::{
    CloseReason, Finding, StatutoryFacts, StatutoryMove, StatutoryState, SupportFacts, SupportMove,
    SupportState,
    guards::{self, Check},
};

/// One row: a move from some states to one.
pub struct Row<M: 'static, S: 'static, F: 'static> {
    /// The move.
    pub the_move: M,
    /// From these states.
    pub from: &'static [S],
    /// To this state.
    pub to: S,
    /// In these states the answer is "already there".
    pub already_in: &'static [S],
    /// Whether it may be made.
    pub guard: fn(&F) -> Vec<Finding>,
    /// What the guard looks for.
    pub checks: &'static [Check<F>],
    /// Who normally makes it; rights themselves are `permissions`'.
    pub made_by: &'static [Role],
}

macro_rules! row {
    ($move:expr, $from:expr => $to:expr, already $already:expr, $guard:ident, $by:expr) => {
        Row {
            the_move: $move,
            from: $from,
            to: $to,
            already_in: $already,
            guard: guards::$guard::findings,
            checks: guards::$guard::CHECKS,
            made_by: $by,
        }
    };
}

/// A row of the support machine; no state means that no round was ever opened.
pub type SupportRow = Row<SupportMove, Option<SupportState>, SupportFacts>;
/// A row of the statutory machine.
pub type StatutoryRow = Row<StatutoryMove, StatutoryState, StatutoryFacts>;

const LEAD: &[Role] = &[Senco, Head];

/// The support machine.
#[rustfmt::skip]
pub const SUPPORT: &[SupportRow] = {
    use {CloseReason::*, SupportMove::*, SupportState::{Closed, Concern, Continues, Iep, Monitoring, Profile, Provision, Review, TeacherAdapts}};
    const OPEN: &[Option<SupportState>] = &[Some(Concern), Some(TeacherAdapts), Some(Profile), Some(Iep), Some(Provision), Some(Monitoring), Some(Review), Some(Continues)];
    const NO_ROUND: &[Option<SupportState>] = &[None, Some(Closed(ConcernResolved)), Some(Closed(OpenedInError)), Some(Closed(LeftSchool)), Some(Closed(ParentsDoNotWant)), Some(Closed(SupportCanStop))];
    const BEFORE_3: &[Option<SupportState>] = &[None, Some(Closed(ConcernResolved)), Some(Closed(OpenedInError)), Some(Closed(LeftSchool)), Some(Closed(ParentsDoNotWant)), Some(Closed(SupportCanStop)), Some(Concern), Some(TeacherAdapts)];
    const fn from_step(step: usize) -> &'static [Option<SupportState>] { OPEN.split_at(step - 1).1 }
    &[
        row!(OpenConcern, NO_ROUND => Some(Concern), already OPEN, open_concern, &[Parent, Teacher, Ta, Senco, Head]),
        row!(JoinAtProfile, BEFORE_3 => Some(Profile), already from_step(3), join_at_profile, &[Senco, DataManager]),
        row!(ToAdapts, &[Some(Concern)] => Some(TeacherAdapts), already from_step(2), to_adapts, &[Teacher, Senco, Head]),
        row!(ToProfile, &[Some(TeacherAdapts)] => Some(Profile), already from_step(3), to_profile, LEAD),
        row!(ToIep, &[Some(Profile)] => Some(Iep), already from_step(4), to_iep, LEAD),
        row!(ToProvision, &[Some(Iep)] => Some(Provision), already from_step(5), to_provision, LEAD),
        row!(ToMonitoring, &[Some(Provision)] => Some(Monitoring), already from_step(6), to_monitoring, LEAD),
        row!(ToReview, &[Some(Monitoring)] => Some(Review), already from_step(7), to_review, LEAD),
        row!(Continue, &[Some(Review)] => Some(Continues), already from_step(8), continue_support, LEAD),
        row!(StartCycle, &[Some(Continues)] => Some(Iep), already &[Some(Iep)], start_cycle, LEAD),
        row!(Close(SupportCanStop), OPEN => Some(Closed(SupportCanStop)), already &[Some(Closed(SupportCanStop))], stop, LEAD),
        row!(Close(ConcernResolved), OPEN => Some(Closed(ConcernResolved)), already &[Some(Closed(ConcernResolved))], close_concern_resolved, LEAD),
        row!(Close(ParentsDoNotWant), OPEN => Some(Closed(ParentsDoNotWant)), already &[Some(Closed(ParentsDoNotWant))], close_parents_do_not_want, LEAD),
        row!(Close(LeftSchool), OPEN => Some(Closed(LeftSchool)), already NO_ROUND, close_left_school, LEAD),
        row!(Close(OpenedInError), OPEN => Some(Closed(OpenedInError)), already &[Some(Closed(OpenedInError))], close_opened_in_error, LEAD),
    ]
};

/// The statutory machine. A move with several rows goes to different states from different states.
#[rustfmt::skip]
pub const STATUTORY: &[StatutoryRow] = {
    use {StatutoryMove as M, StatutoryState::*};
    const UNDER_WAY: &[StatutoryState] = &[Requested, Assessing, DraftPlan];
    const PREPARED: &[StatutoryState] = &[Agreeing, Requested, Assessing, DraftPlan];
    const PLAN: &[StatutoryState] = &[EhcpInPlace, Amending, Reassessing, MediationOnPlan, AppealOnPlan, Ceasing, MediationToCease, AppealToCease];
    // Whatever was recorded of the way there: that the county has made a plan is a fact.
    const MAY_GET_PLAN: &[StatutoryState] = &[None, Agreeing, NotAgreed, Withdrawn, Requested, RefusedToAssess, MediationToAssess, AppealToAssess, DismissedToAssess, Assessing, RefusedToIssue, MediationToIssue, AppealToIssue, DismissedToIssue, DraftPlan, Ceased];
    const NO_PLAN: &[StatutoryState] = &[None, Agreeing, NotAgreed, Withdrawn, Requested, RefusedToAssess, MediationToAssess, AppealToAssess, DismissedToAssess, Assessing, RefusedToIssue, MediationToIssue, AppealToIssue, DismissedToIssue, DraftPlan, Ceased, LeftSchool];
    const ENDED: &[StatutoryState] = &[NotAgreed, Withdrawn, RefusedToAssess, DismissedToAssess, RefusedToIssue, DismissedToIssue, Ceased];
    const NOT_ASKED: &[StatutoryState] = &[None, Agreeing, NotAgreed, Withdrawn, RefusedToAssess, DismissedToAssess, RefusedToIssue, DismissedToIssue, Ceased, LeftSchool];
    const AT_SCHOOL: &[StatutoryState] = &[Agreeing, NotAgreed, Withdrawn, Requested, RefusedToAssess, MediationToAssess, AppealToAssess, DismissedToAssess, Assessing, RefusedToIssue, MediationToIssue, AppealToIssue, DismissedToIssue, DraftPlan, EhcpInPlace, Amending, Reassessing, MediationOnPlan, AppealOnPlan, Ceasing, MediationToCease, AppealToCease, Ceased];
    const MEDIATION: &[StatutoryState] = &[MediationToAssess, MediationToIssue, MediationOnPlan, MediationToCease];
    const NO_MEDIATION: &[StatutoryState] = &[RefusedToAssess, RefusedToIssue, EhcpInPlace, Ceasing];
    const APPEAL: &[StatutoryState] = &[AppealToAssess, AppealToIssue, AppealOnPlan, AppealToCease];
    const UPHELD: &[StatutoryState] = &[Assessing, DraftPlan, EhcpInPlace];
    const DISMISSED: &[StatutoryState] = &[DismissedToAssess, DismissedToIssue, EhcpInPlace, Ceased];
    &[
        row!(M::Prepare, &[None, LeftSchool] => Agreeing, already PREPARED, prepare, LEAD),
        row!(M::AskAgain, ENDED => Agreeing, already PREPARED, ask_again, LEAD),
        row!(M::NotAgree, &[Agreeing] => NotAgreed, already &[NotAgreed], not_agree, LEAD),
        row!(M::Request, &[Agreeing] => Requested, already UNDER_WAY, request, LEAD),
        row!(M::ParentApplies, NOT_ASKED => Requested, already UNDER_WAY, parent_applies, LEAD),
        row!(M::Withdraw, PREPARED => Withdrawn, already &[Withdrawn], withdraw, LEAD),
        row!(M::AgreeToAssess, &[Requested, RefusedToAssess, MediationToAssess, AppealToAssess] => Assessing, already &[Assessing, DraftPlan], agree_to_assess, LEAD),
        row!(M::RefuseToAssess, &[Requested] => RefusedToAssess, already &[RefusedToAssess, MediationToAssess, AppealToAssess], refuse_to_assess, LEAD),
        row!(M::IssueDraft, &[Assessing, RefusedToIssue, MediationToIssue, AppealToIssue] => DraftPlan, already &[DraftPlan], issue_draft, LEAD),
        row!(M::RefuseToIssue, &[Assessing, DraftPlan] => RefusedToIssue, already &[RefusedToIssue, MediationToIssue, AppealToIssue], refuse_to_issue, LEAD),
        row!(M::MakePlan, MAY_GET_PLAN => EhcpInPlace, already PLAN, make_plan, LEAD),
        row!(M::GoToMediation, &[RefusedToAssess] => MediationToAssess, already MEDIATION, go_to_mediation, LEAD),
        row!(M::GoToMediation, &[RefusedToIssue] => MediationToIssue, already MEDIATION, go_to_mediation, LEAD),
        row!(M::GoToMediation, &[EhcpInPlace] => MediationOnPlan, already MEDIATION, go_to_mediation, LEAD),
        row!(M::GoToMediation, &[Ceasing] => MediationToCease, already MEDIATION, go_to_mediation, LEAD),
        row!(M::EndMediation, &[MediationToAssess] => RefusedToAssess, already NO_MEDIATION, end_mediation, LEAD),
        row!(M::EndMediation, &[MediationToIssue] => RefusedToIssue, already NO_MEDIATION, end_mediation, LEAD),
        row!(M::EndMediation, &[MediationOnPlan] => EhcpInPlace, already NO_MEDIATION, end_mediation, LEAD),
        row!(M::EndMediation, &[MediationToCease] => Ceasing, already NO_MEDIATION, end_mediation, LEAD),
        row!(M::Appeal, &[RefusedToAssess, MediationToAssess] => AppealToAssess, already APPEAL, appeal, LEAD),
        row!(M::Appeal, &[RefusedToIssue, MediationToIssue] => AppealToIssue, already APPEAL, appeal, LEAD),
        row!(M::Appeal, &[EhcpInPlace, MediationOnPlan] => AppealOnPlan, already APPEAL, appeal, LEAD),
        // Lodged in time although the county had ceased the plan: it holds again until the tribunal decides (CFA s.45(4)).
        row!(M::Appeal, &[Ceasing, MediationToCease, Ceased] => AppealToCease, already APPEAL, appeal, LEAD),
        row!(M::Uphold, &[AppealToAssess] => Assessing, already UPHELD, uphold, LEAD),
        row!(M::Uphold, &[AppealToIssue] => DraftPlan, already UPHELD, uphold, LEAD),
        row!(M::Uphold, &[AppealOnPlan, AppealToCease] => EhcpInPlace, already UPHELD, uphold, LEAD),
        row!(M::Dismiss, &[AppealToAssess] => DismissedToAssess, already DISMISSED, dismiss, LEAD),
        row!(M::Dismiss, &[AppealToIssue] => DismissedToIssue, already DISMISSED, dismiss, LEAD),
        row!(M::Dismiss, &[AppealOnPlan] => EhcpInPlace, already DISMISSED, dismiss, LEAD),
        row!(M::Dismiss, &[AppealToCease] => Ceased, already DISMISSED, dismiss, LEAD),
        row!(M::ArriveWithPlan, NO_PLAN => EhcpInPlace, already PLAN, arrive_with_plan, &[Senco, DataManager]),
        row!(M::MoveIn, NO_PLAN => EhcpInPlace, already PLAN, move_in, &[Senco, DataManager]),
        row!(M::Amend, &[EhcpInPlace, Reassessing] => Amending, already &[Amending], amend, LEAD),
        row!(M::Reassess, &[EhcpInPlace] => Reassessing, already &[Reassessing], reassess, LEAD),
        row!(M::MakeAmendedPlan, &[Amending, Reassessing, AppealOnPlan] => EhcpInPlace, already &[EhcpInPlace], make_amended_plan, LEAD),
        row!(M::KeepPlan, &[Amending, Reassessing, Ceasing, MediationToCease, AppealToCease] => EhcpInPlace, already &[EhcpInPlace], keep_plan, LEAD),
        row!(M::DecideToCease, &[EhcpInPlace, Amending, Reassessing, MediationOnPlan, AppealOnPlan] => Ceasing, already &[Ceasing, MediationToCease, AppealToCease], decide_to_cease, LEAD),
        row!(M::Cease, &[EhcpInPlace, Ceasing, MediationToCease] => Ceased, already &[Ceased], cease, LEAD),
        row!(M::Leave, AT_SCHOOL => LeftSchool, already &[None, LeftSchool], leave, LEAD),
    ]
};

/// What a move would do from a state.
#[derive(Clone, Copy)]
pub enum Answer<'a, M: 'static, S: 'static, F: 'static> {
    /// It goes, when its guard lets it.
    Goes(&'a Row<M, S, F>),
    /// It was made before.
    AlreadyThere,
    /// There is no such move from here.
    NoSuchMove,
}

/// What the move would do from the state, in a table of rows.
pub fn answer<M: PartialEq, S: PartialEq, F>(
    table: &'static [Row<M, S, F>],
    the_move: &M,
    from: &S,
) -> Answer<'static, M, S, F> {
    let mut rows = table.iter().filter(|row| row.the_move == *the_move);
    if let Some(row) = rows.clone().find(|row| row.from.contains(from)) {
        Answer::Goes(row)
    } else if rows.any(|row| row.already_in.contains(from)) {
        Answer::AlreadyThere
    } else {
        Answer::NoSuchMove
    }
}

/// The moves that can be tried from a state of support, forward ones first: the buttons of the child's page.
#[must_use]
pub fn support_from(state: Option<SupportState>) -> Vec<SupportMove> {
    SUPPORT.iter().filter(|row| row.from.contains(&state)).map(|row| row.the_move).collect()
}

/// The moves that can be tried from a state of the county's process.
#[must_use]
pub fn statutory_from(state: StatutoryState) -> Vec<StatutoryMove> {
    STATUTORY.iter().filter(|row| row.from.contains(&state)).map(|row| row.the_move).collect()
}

/// What keeps a support move from being made, as the facts stand: what the page shows before anybody presses.
#[must_use]
pub fn support_findings(the_move: SupportMove, facts: &SupportFacts) -> Vec<Finding> {
    SUPPORT.iter().find(|row| row.the_move == the_move).map_or_else(Vec::new, |row| (row.guard)(facts))
}

/// What keeps a statutory move from being made, as the facts stand.
#[must_use]
pub fn statutory_findings(the_move: StatutoryMove, facts: &StatutoryFacts) -> Vec<Finding> {
    STATUTORY.iter().find(|row| row.the_move == the_move).map_or_else(Vec::new, |row| (row.guard)(facts))
}
