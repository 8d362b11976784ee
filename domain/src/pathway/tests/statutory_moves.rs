//! One table per move of the statutory machine: what the guard finds after each change to a whole record.

use super::facts::{Case, prove, statutory_record};
use crate::{
    date,
    pathway::{StatutoryFacts, StatutoryMove as M, moves},
};

fn table(the_move: M, cases: &[Case<StatutoryFacts>]) {
    for row in moves::STATUTORY.iter().filter(|row| row.the_move == the_move) {
        prove(the_move.code(), row.guard, row.checks, statutory_record, cases);
    }
}

const MAY_APPLY: Case<StatutoryFacts> =
    (|f| f.parents_told_they_may_apply = false, &["W parents-not-told-they-may-apply"]);
const NO_LETTER: Case<StatutoryFacts> = (|f| f.letter_on = None, &["F no-letter"]);
const NO_APPEAL_TOLD: Case<StatutoryFacts> =
    (|f| f.parents_told_of_appeal = false, &["W parents-not-told-of-appeal"]);
const NO_DOCUMENT: Case<StatutoryFacts> = (|f| f.plan_document = false, &["W no-document"]);
const NO_PROVISION: Case<StatutoryFacts> = (|f| f.lines_without_provision = 1, &["W line-without-provision"]);
const NO_TALK: Case<StatutoryFacts> = (|f| f.talk_in_school_on = None, &["W no-talk-in-school"]);
const NO_COPY: Case<StatutoryFacts> = (|f| f.parents_have_copy = false, &["W parents-have-no-copy"]);
const NO_SECTIONS: Case<StatutoryFacts> = (|f| f.sections_recorded = false, &["W sections-not-recorded"]);
const NO_TIME: Case<StatutoryFacts> = (|f| f.parents_had_time_to_comment = false, &["W no-time-to-comment"]);
const NO_ORDER: Case<StatutoryFacts> = (|f| f.tribunal_decided_on = None, &["F no-order"]);
const NO_DAY_MADE: Case<StatutoryFacts> = (|f| f.plan_made_on = None, &["F no-day-made"]);
const UNKNOWN_DAY_MADE: Case<StatutoryFacts> = (|f| f.plan_made_on = None, &["W no-day-made"]);

#[test]
fn prepare() {
    table(M::Prepare, &[MAY_APPLY]);
}

#[test]
fn ask_again() {
    let recent: Case<StatutoryFacts> =
        (|f| f.assessed_within_six_months = true, &["W assessed-within-six-months"]);
    table(M::AskAgain, &[MAY_APPLY, recent]);
}

#[test]
fn not_agree() {
    table(M::NotAgree, &[MAY_APPLY]);
}

#[test]
fn request() {
    table(
        M::Request,
        &[
            (|f| f.parents_consented_on = None, &["BOTH parents-not-agreed"]),
            (|f| f.teacher_agrees = false, &["BOTH teacher-not-agreed"]),
            (|f| f.senco_agrees = false, &["BOTH senco-not-agreed"]),
            (|f| f.head_agrees = false, &["BOTH head-not-agreed"]),
            (
                |f| (f.head_agrees, f.parents_told_of_request_on) = (false, None),
                &["BOTH head-not-agreed", "FIRM parents-not-told"],
            ),
            (|f| f.parents_told_of_request_on = None, &[]),
            (
                |f| {
                    (f.head_agrees, f.parents_told_of_request_on, f.county_has_answered) = (false, None, true)
                },
                &["W not-all-agreed-on-record"],
            ),
            (|f| f.county_has_answered = true, &[]),
            (|f| f.pupils_view = false, &["W no-pupils-view"]),
            (|f| f.evidence_missing = vec!["attendance".into()], &["W evidence-missing"]),
            (|f| f.request_received_on = None, &["W no-day-received"]),
            MAY_APPLY,
        ],
    );
}

#[test]
fn parent_applies() {
    table(
        M::ParentApplies,
        &[
            (|f| f.request_elsewhere_shown = false, &["F not-shown"]),
            (|f| f.request_received_on = None, &["W no-day-received"]),
        ],
    );
}

#[test]
fn withdraw() {
    table(M::Withdraw, &[(|f| f.withdrawal_recorded = false, &["F not-recorded"])]);
}

#[test]
fn agree_to_assess() {
    table(M::AgreeToAssess, &[NO_LETTER]);
}

#[test]
fn refuse_to_assess() {
    table(M::RefuseToAssess, &[NO_LETTER, NO_APPEAL_TOLD]);
}

#[test]
fn issue_draft() {
    table(M::IssueDraft, &[(|f| f.draft_served_on = None, &["F no-day-served"])]);
}

#[test]
fn refuse_to_issue() {
    table(M::RefuseToIssue, &[NO_LETTER, NO_APPEAL_TOLD]);
}

#[test]
fn make_plan() {
    table(M::MakePlan, &[NO_DAY_MADE, NO_DOCUMENT, NO_SECTIONS, NO_PROVISION, NO_COPY, NO_TALK, NO_TIME]);
}

#[test]
fn go_to_mediation() {
    table(
        M::GoToMediation,
        &[
            (|f| f.adviser_contacted_on = None, &["F adviser-not-contacted"]),
            (|f| f.adviser_contacted_on = Some(date(2026, 11, 3)), &["W adviser-contacted-late"]),
            (|f| f.adviser_due_on = None, &[]),
        ],
    );
}

#[test]
fn end_mediation() {
    table(M::EndMediation, &[(|f| f.certificate_on = None, &["W no-certificate"])]);
}

#[test]
fn appeal() {
    table(
        M::Appeal,
        &[
            (|f| f.appeal_lodged_on = None, &["F not-lodged"]),
            (|f| f.appeal_due_on = Some(date(2026, 11, 1)), &["W lodged-late"]),
            (|f| f.certificate_on = None, &["W no-certificate"]),
            (|f| (f.certificate_on, f.appeal_about_section_i_alone) = (None, true), &[]),
        ],
    );
}

#[test]
fn uphold() {
    table(M::Uphold, &[NO_ORDER]);
}

#[test]
fn dismiss() {
    table(M::Dismiss, &[NO_ORDER]);
}

#[test]
fn arrive_with_plan() {
    let not_said: Case<StatutoryFacts> = (|f| f.roll_says_plan = false, &["F roll-does-not-say"]);
    table(M::ArriveWithPlan, &[not_said, UNKNOWN_DAY_MADE, NO_DOCUMENT, NO_PROVISION, NO_TALK]);
}

#[test]
fn move_in() {
    let no_day: Case<StatutoryFacts> = (|f| f.moved_on = None, &["F no-day-of-move"]);
    table(M::MoveIn, &[no_day, UNKNOWN_DAY_MADE, NO_DOCUMENT, NO_PROVISION, NO_TALK]);
}

#[test]
fn amend() {
    table(
        M::Amend,
        &[
            (|f| (f.amendment_notice_on, f.tribunal_decided_on) = (None, None), &["F no-notice"]),
            (|f| f.amendment_notice_on = None, &[]),
            (|f| f.tribunal_decided_on = None, &[]),
        ],
    );
}

#[test]
fn reassess() {
    table(M::Reassess, &[NO_LETTER]);
}

#[test]
fn make_amended_plan() {
    table(M::MakeAmendedPlan, &[NO_DAY_MADE, NO_DOCUMENT, NO_SECTIONS, NO_PROVISION, NO_COPY, NO_TIME]);
}

#[test]
fn keep_plan() {
    table(M::KeepPlan, &[NO_LETTER, NO_APPEAL_TOLD]);
}

#[test]
fn decide_to_cease() {
    table(M::DecideToCease, &[NO_LETTER, NO_APPEAL_TOLD]);
}

#[test]
fn cease() {
    table(
        M::Cease,
        &[
            (|f| f.ceased_on = None, &["F no-day"]),
            (|f| f.appeal_time_is_over = false, &["W appeal-time-not-over"]),
        ],
    );
}

#[test]
fn leave() {
    table(M::Leave, &[(|f| f.left_on = None, &["W no-leaving-day"])]);
}
