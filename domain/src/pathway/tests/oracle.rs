//! The oracle: a second table, state and facts, written from the specification and not from the guards.
//!
//! It knows no moves: only that whoever comes to a state from another must have these facts, or a finding
//! of that code passed in writing by somebody who may.

use crate::{
    census::SenProvision,
    pathway::{
        CloseReason, Maker, StatutoryFacts, StatutoryState as S, SupportFacts, SupportState as State,
        facts::{Contribution, Gap, ParentsTalk, Said},
    },
};

/// Who can do without a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Without {
    Nobody,
    Either,
    Both,
}

/// A fact that a state needs; without it, a finding with this ending is passed by those.
pub(super) struct Need {
    pub(super) fact: bool,
    pub(super) code: &'static str,
    pub(super) without: Without,
}

impl Need {
    /// Whether the fact is there, or its lack was passed by one who may, in writing, and is on the record.
    pub(super) fn is_met(&self, maker: Maker, wrote_why: bool, overridden: &[&'static str]) -> bool {
        let may = match (self.without, maker) {
            (Without::Nobody, _) => false,
            (Without::Either, Maker::Senco | Maker::Head | Maker::SencoAndHead) => wrote_why,
            (Without::Both, Maker::SencoAndHead) => wrote_why,
            _ => false,
        };
        self.fact || (may && overridden.contains(&self.code))
    }
}

fn need(fact: bool, code: &'static str) -> Need {
    Need { fact, code, without: Without::Either }
}

fn firm(fact: bool, code: &'static str) -> Need {
    Need { fact, code, without: Without::Nobody }
}

fn both(fact: bool, code: &'static str) -> Need {
    Need { fact, code, without: Without::Both }
}

/// What every end of SEN support needs, by the codes of the close; parents and child are told whoever closes.
fn support_ends(f: &SupportFacts, [targets, gap, parents, pupil]: [&'static str; 4]) -> Vec<Need> {
    vec![
        need(!f.targets.is_empty() && f.targets.iter().all(|target| target.met), targets),
        need(matches!(f.gap, Gap::Closed | Gap::DoesNotApply), gap),
        firm(f.parents_told_of_stop_on.is_some(), parents),
        firm(f.pupil_told_of_stop_on.is_some(), pupil),
    ]
}

const STOP: [&str; 4] =
    ["stop.targets-not-met", "stop.gap-not-closed", "stop.parents-not-told", "stop.pupil-not-told"];
const RESOLVED: [&str; 4] = [
    "close-concern-resolved.targets-not-met",
    "close-concern-resolved.gap-not-closed",
    "close-concern-resolved.parents-not-told-of-stop",
    "close-concern-resolved.pupil-not-told",
];
const IN_ERROR: [&str; 4] = [
    "close-opened-in-error.targets-not-met",
    "close-opened-in-error.gap-not-closed",
    "close-opened-in-error.parents-not-told-of-stop",
    "close-opened-in-error.pupil-not-told",
];
const NOT_WANTED: [&str; 4] = [
    "close-parents-do-not-want.targets-not-met",
    "close-parents-do-not-want.gap-not-closed",
    "close-parents-do-not-want.parents-not-told-of-stop",
    "close-parents-do-not-want.pupil-not-told",
];

/// What coming to a support state from another needs: one of these lists, whole. None: there is no such way.
pub(super) fn support(from: Option<State>, to: State, f: &SupportFacts) -> Option<Vec<Vec<Need>>> {
    use State::*;
    let open = from.is_some_and(|state| !matches!(state, Closed(_)));
    let four = |ok: [bool; 4]| ok.iter().all(|each| *each);
    let said = |said: Said| !matches!(said, Said::NotAsked | Said::Disagrees);
    let joined = || {
        vec![need(
            matches!(f.roll_says, Some(SenProvision::K) | Some(SenProvision::E)),
            "join-at-profile.roll-does-not-say",
        )]
    };
    Some(match (from, to) {
        (_, Concern) if !open => vec![vec![need(f.concern_written, "open-concern.nothing-noticed")]],
        (Some(Concern), TeacherAdapts) => vec![vec![
            need(f.parents_talked_to != ParentsTalk::No, "to-adapts.parents-not-talked-to"),
            need(f.checklist_done, "to-adapts.checklist-not-done"),
            need(f.acknowledged, "to-adapts.not-acknowledged"),
        ]],
        (Some(TeacherAdapts), Profile) => {
            vec![vec![need(f.adaptations_reviewed >= 1, "to-profile.no-adaptation-reviewed")], joined()]
        }
        (Some(Concern), Profile) => vec![joined()],
        (_, Profile) if !open => vec![joined()],
        (Some(Profile), Iep) => vec![vec![
            need(
                four(
                    [
                        f.contributions.pupil,
                        f.contributions.parents,
                        f.contributions.teacher,
                        f.contributions.senco,
                    ]
                    .map(|part| part != Contribution::Missing),
                ),
                "to-iep.not-all-contributed",
            ),
            need(f.difficult_filled && f.help_wanted_filled, "to-iep.difficulties-or-help-empty"),
            need(f.signed_off, "to-iep.not-signed-off"),
        ]],
        (Some(Iep), Provision) => vec![vec![
            need(
                f.targets.iter().filter(|target| target.complete).count() > 0,
                "to-provision.no-complete-target",
            ),
            need(
                four(
                    [f.agreement.pupil, f.agreement.parents, f.agreement.teacher, f.agreement.senco]
                        .map(said),
                ),
                "to-provision.not-agreed",
            ),
            firm(f.parents_told_of_sen_support_on.is_some(), "to-provision.parents-not-told"),
        ]],
        (Some(Provision), Monitoring) => vec![vec![need(
            !f.targets.is_empty()
                && f.targets.iter().all(|target| {
                    target.has_provision
                        && target.provision_has_staff
                        && target.provision_has_dates
                        && target.first_session
                }),
            "to-monitoring.provision-not-ready",
        )]],
        (Some(Monitoring), Review) => {
            vec![vec![need(f.review_due || f.review_called, "to-review.no-review-due")]]
        }
        (Some(Review), Continues) => vec![vec![
            need(f.review_recorded, "continue.review-not-recorded"),
            need(f.targets.iter().all(|target| target.has_outcome), "continue.target-without-outcome"),
        ]],
        (Some(Continues), Iep) => vec![vec![]],
        (_, Closed(CloseReason::SupportCanStop)) if open => {
            vec![support_ends(f, STOP)]
        }
        (_, Closed(CloseReason::ParentsDoNotWant)) if open => {
            let mut needs = if f.no_longer_needed { support_ends(f, NOT_WANTED) } else { vec![] };
            needs.push(need(
                f.what_continues_is_written,
                "close-parents-do-not-want.what-continues-not-written",
            ));
            vec![needs]
        }
        (_, Closed(CloseReason::ConcernResolved)) if open && (f.gets_support || f.no_longer_needed) => {
            vec![support_ends(f, RESOLVED)]
        }
        (_, Closed(CloseReason::OpenedInError)) if open && f.no_longer_needed => {
            vec![support_ends(f, IN_ERROR)]
        }
        (_, Closed(CloseReason::ConcernResolved | CloseReason::OpenedInError | CloseReason::LeftSchool))
            if open =>
        {
            vec![vec![]]
        }
        _ => return None,
    })
}

/// The open states that a round must have been in before it comes to this one, when it did not join at step 3.
pub(super) fn before(to: State) -> &'static [State] {
    use State::*;
    const WAY: [State; 7] = [Concern, TeacherAdapts, Profile, Iep, Provision, Monitoring, Review];
    match to {
        Concern | Closed(_) => &[],
        TeacherAdapts => &WAY[..1],
        Profile => &WAY[..2],
        Iep => &WAY[..3],
        Provision => &WAY[..4],
        Monitoring => &WAY[..5],
        Review => &WAY[..6],
        Continues => &WAY[..7],
    }
}

/// What coming to a statutory state from another needs: one of these lists, whole. None: there is no such way.
pub(super) fn statutory(from: S, to: S, f: &StatutoryFacts) -> Option<Vec<Vec<Need>>> {
    use S::*;
    let letter = |code| vec![need(f.letter_on.is_some(), code)];
    let order = |code| vec![need(f.tribunal_decided_on.is_some(), code)];
    let asked_elsewhere = || vec![need(f.request_elsewhere_shown, "parent-applies.not-shown")];
    let appeal = || vec![vec![need(f.appeal_lodged_on.is_some(), "appeal.not-lodged")]];
    let mediation =
        || vec![vec![need(f.adviser_contacted_on.is_some(), "go-to-mediation.adviser-not-contacted")]];
    let arrives = || {
        [
            vec![need(f.roll_says_plan, "arrive-with-plan.roll-does-not-say")],
            vec![need(f.moved_on.is_some(), "move-in.no-day-of-move")],
        ]
    };
    let all_agree = f.parents_consented_on.is_some() && f.teacher_agrees && f.senco_agrees && f.head_agrees;
    let at_rest = matches!(
        from,
        None | NotAgreed
            | Withdrawn
            | RefusedToAssess
            | DismissedToAssess
            | RefusedToIssue
            | DismissedToIssue
            | Ceased
            | LeftSchool
    );
    Some(match (from, to) {
        (_, Agreeing) if at_rest => vec![vec![]],
        (Agreeing, NotAgreed) => vec![vec![]],
        (Agreeing, Requested) => vec![
            vec![
                both(f.county_has_answered || f.parents_consented_on.is_some(), "request.parents-not-agreed"),
                both(f.county_has_answered || f.teacher_agrees, "request.teacher-not-agreed"),
                both(f.county_has_answered || f.senco_agrees, "request.senco-not-agreed"),
                both(f.county_has_answered || f.head_agrees, "request.head-not-agreed"),
                firm(
                    f.county_has_answered || all_agree || f.parents_told_of_request_on.is_some(),
                    "request.parents-not-told",
                ),
            ],
            asked_elsewhere(),
        ],
        (_, Requested) if at_rest => vec![asked_elsewhere()],
        (Agreeing | Requested | Assessing | DraftPlan, Withdrawn) => {
            vec![vec![need(f.withdrawal_recorded, "withdraw.not-recorded")]]
        }
        (Requested | RefusedToAssess | MediationToAssess, Assessing) => {
            vec![letter("agree-to-assess.no-letter")]
        }
        (AppealToAssess, Assessing) => vec![letter("agree-to-assess.no-letter"), order("uphold.no-order")],
        (Requested, RefusedToAssess) => vec![letter("refuse-to-assess.no-letter")],
        (Assessing | RefusedToIssue | MediationToIssue, DraftPlan) => {
            vec![vec![need(f.draft_served_on.is_some(), "issue-draft.no-day-served")]]
        }
        (AppealToIssue, DraftPlan) => vec![
            vec![need(f.draft_served_on.is_some(), "issue-draft.no-day-served")],
            order("uphold.no-order"),
        ],
        (Assessing | DraftPlan, RefusedToIssue) => vec![letter("refuse-to-issue.no-letter")],
        (RefusedToAssess, MediationToAssess)
        | (RefusedToIssue, MediationToIssue)
        | (EhcpInPlace, MediationOnPlan)
        | (Ceasing, MediationToCease) => mediation(),
        (MediationToAssess, RefusedToAssess)
        | (MediationToIssue, RefusedToIssue)
        | (MediationOnPlan, EhcpInPlace)
        | (MediationToCease, Ceasing) => vec![vec![]],
        (RefusedToAssess | MediationToAssess, AppealToAssess)
        | (RefusedToIssue | MediationToIssue, AppealToIssue)
        | (EhcpInPlace | MediationOnPlan, AppealOnPlan)
        | (Ceasing | MediationToCease | Ceased, AppealToCease) => appeal(),
        (AppealToAssess, DismissedToAssess) | (AppealToIssue, DismissedToIssue) => {
            vec![order("dismiss.no-order")]
        }
        (AppealToCease, Ceased) => vec![order("dismiss.no-order")],
        (AppealOnPlan, EhcpInPlace) => vec![
            order("uphold.no-order"),
            order("dismiss.no-order"),
            vec![need(f.plan_made_on.is_some(), "make-amended-plan.no-day-made")],
        ],
        (AppealToCease, EhcpInPlace) => vec![order("uphold.no-order"), letter("keep-plan.no-letter")],
        (Amending | Reassessing, EhcpInPlace) => vec![
            vec![need(f.plan_made_on.is_some(), "make-amended-plan.no-day-made")],
            letter("keep-plan.no-letter"),
        ],
        (Ceasing | MediationToCease, EhcpInPlace) => vec![letter("keep-plan.no-letter")],
        (LeftSchool, EhcpInPlace) => arrives().into(),
        (_, EhcpInPlace) if !from.has_plan() => {
            let mut ways = vec![vec![need(f.plan_made_on.is_some(), "make-plan.no-day-made")]];
            ways.extend(arrives());
            ways
        }
        (EhcpInPlace | Reassessing, Amending) => vec![vec![need(
            f.amendment_notice_on.is_some() || f.tribunal_decided_on.is_some(),
            "amend.no-notice",
        )]],
        (EhcpInPlace, Reassessing) => vec![letter("reassess.no-letter")],
        (EhcpInPlace | Amending | Reassessing | MediationOnPlan | AppealOnPlan, Ceasing) => {
            vec![letter("decide-to-cease.no-letter")]
        }
        (EhcpInPlace | Ceasing | MediationToCease, Ceased) => {
            vec![vec![need(f.ceased_on.is_some(), "cease.no-day")]]
        }
        (from, LeftSchool) if !matches!(from, None | LeftSchool) => vec![vec![]],
        _ => return Option::None,
    })
}
