//! One table per move of the support machine: what the guard finds after each change to a whole record.

use super::facts::{Case, a_target, prove, support_record};
use crate::{
    census::SenProvision,
    date,
    pathway::{
        CloseReason, SupportFacts, SupportMove,
        facts::{Contribution, Gap, ParentsTalk, Said},
        moves,
    },
};

fn table(the_move: SupportMove, cases: &[Case<SupportFacts>]) {
    for row in moves::SUPPORT.iter().filter(|row| row.the_move == the_move) {
        prove(the_move.code(), row.guard, row.checks, support_record, cases);
    }
}

#[test]
fn open_concern() {
    table(SupportMove::OpenConcern, &[(|f| f.concern_written = false, &["F nothing-noticed"])]);
}

#[test]
fn join_at_profile() {
    table(
        SupportMove::JoinAtProfile,
        &[
            (|f| f.roll_says = None, &["F roll-does-not-say"]),
            (|f| f.roll_says = Some(SenProvision::N), &["F roll-does-not-say"]),
            (|f| f.roll_says = Some(SenProvision::E), &[]),
            (|f| f.parents_told_of_sen_support_on = None, &["W no-day-parents-told"]),
        ],
    );
}

#[test]
fn to_adapts() {
    table(
        SupportMove::ToAdapts,
        &[
            (|f| f.parents_talked_to = ParentsTalk::No, &["F parents-not-talked-to"]),
            (|f| f.parents_talked_to = ParentsTalk::RaisedByThem, &[]),
            (|f| f.parents_talked_to = ParentsTalk::AttemptsShown, &[]),
            (|f| f.checklist_done = false, &["F checklist-not-done"]),
            (|f| f.acknowledged = false, &["F not-acknowledged"]),
            (|f| f.hearing_checked = false, &["W hearing-or-vision-not-checked"]),
            (|f| f.vision_checked = false, &["W hearing-or-vision-not-checked"]),
            (|f| f.childs_view = false, &["W no-childs-view"]),
            (
                |f| *f = SupportFacts::default(),
                &[
                    "F parents-not-talked-to",
                    "F checklist-not-done",
                    "F not-acknowledged",
                    "W hearing-or-vision-not-checked",
                    "W no-childs-view",
                ],
            ),
        ],
    );
}

#[test]
fn to_profile() {
    table(
        SupportMove::ToProfile,
        &[
            (|f| f.adaptations_reviewed = 0, &["F no-adaptation-reviewed"]),
            (|f| (f.adaptations, f.adaptations_reviewed) = (0, 0), &["F no-adaptation-reviewed"]),
            (|f| f.school_weeks_adapting = 3, &["W under-four-school-weeks"]),
            (|f| f.parents_spoken_to_since = false, &["W parents-not-spoken-to-since"]),
        ],
    );
}

#[test]
fn to_iep() {
    table(
        SupportMove::ToIep,
        &[
            (|f| f.contributions.pupil = Contribution::Missing, &["F not-all-contributed"]),
            (|f| f.contributions.parents = Contribution::Missing, &["F not-all-contributed"]),
            (|f| f.contributions.teacher = Contribution::Missing, &["F not-all-contributed"]),
            (|f| f.contributions.senco = Contribution::Missing, &["F not-all-contributed"]),
            (|f| f.contributions.parents = Contribution::AttemptsShown, &[]),
            (|f| f.difficult_filled = false, &["F difficulties-or-help-empty"]),
            (|f| f.help_wanted_filled = false, &["F difficulties-or-help-empty"]),
            (|f| f.signed_off = false, &["F not-signed-off"]),
        ],
    );
}

#[test]
fn to_provision() {
    table(
        SupportMove::ToProvision,
        &[
            (|f| f.targets.clear(), &["F no-complete-target"]),
            (|f| f.targets[0].complete = false, &[]),
            (|f| f.targets.iter_mut().for_each(|t| t.complete = false), &["F no-complete-target"]),
            (|f| f.agreement.pupil = Said::NotAsked, &["F not-agreed"]),
            (|f| f.agreement.parents = Said::Disagrees, &["F not-agreed"]),
            (|f| f.agreement.parents = Said::DisagreesAndIsWritten, &[]),
            (|f| f.agreement.parents = Said::AttemptsShown, &[]),
            (|f| f.agreement.parents = Said::NothingChanged, &[]),
            (|f| f.agreement.teacher = Said::NotAsked, &["F not-agreed"]),
            (|f| f.agreement.senco = Said::NotAsked, &["F not-agreed"]),
            (|f| f.parents_told_of_sen_support_on = None, &["FIRM parents-not-told"]),
            (|f| f.needs_assessed_in_detail = false, &["W needs-not-assessed"]),
            (|f| f.resources_assigned = false, &["W no-resources"]),
            (|f| f.targets = vec![a_target(); 4], &[]),
            (|f| f.targets = vec![a_target(); 5], &["W more-than-four-targets"]),
            (|f| f.targets[1].has_provision = false, &["W target-without-provision"]),
        ],
    );
}

#[test]
fn to_monitoring() {
    table(
        SupportMove::ToMonitoring,
        &[
            (|f| f.targets.clear(), &["F provision-not-ready"]),
            (|f| f.targets[0].has_provision = false, &["F provision-not-ready"]),
            (|f| f.targets[1].provision_has_staff = false, &["F provision-not-ready"]),
            (|f| f.targets[0].provision_has_dates = false, &["F provision-not-ready"]),
            (|f| f.targets[1].first_session = false, &["F provision-not-ready"]),
            (|f| f.adults_booked_twice = vec!["Ms Example".into()], &["W adult-booked-twice"]),
        ],
    );
}

#[test]
fn to_review() {
    table(
        SupportMove::ToReview,
        &[
            (|f| f.review_due = false, &["F no-review-due"]),
            (|f| (f.review_due, f.review_called) = (false, true), &[]),
            (|f| f.targets[1].scores = 3, &["W fewer-than-four-scores"]),
            (|f| f.sessions_delivered_percent = Some(79), &["W sessions-missed"]),
            (|f| f.sessions_delivered_percent = None, &[]),
        ],
    );
}

#[test]
fn continue_support() {
    table(
        SupportMove::Continue,
        &[
            (|f| f.review_recorded = false, &["F review-not-recorded"]),
            (|f| f.targets[0].has_outcome = false, &["F target-without-outcome"]),
        ],
    );
}

#[test]
fn start_cycle() {
    table(SupportMove::StartCycle, &[(|f| f.next_review_on = None, &["W no-next-review"])]);
}

#[test]
fn stop() {
    table(
        SupportMove::Close(CloseReason::SupportCanStop),
        &[
            (|f| f.targets[1].met = false, &["F targets-not-met"]),
            (|f| f.targets.clear(), &["F targets-not-met"]),
            (|f| f.targets[1].kept = false, &["W not-kept"]),
            (|f| f.gap = Gap::Open, &["F gap-not-closed"]),
            (|f| f.gap = Gap::NotKnown, &["F gap-not-closed"]),
            (|f| f.gap = Gap::DoesNotApply, &[]),
            (|f| f.parents_told_of_stop_on = None, &["FIRM parents-not-told"]),
            (|f| f.pupil_told_of_stop_on = None, &["FIRM pupil-not-told"]),
            (|f| f.watch_until = None, &["W not-watched"]),
        ],
    );
}

#[test]
fn close_concern_resolved() {
    table(
        SupportMove::Close(CloseReason::ConcernResolved),
        &[
            (|f| f.parents_told_of_close = false, &["W parents-not-told"]),
            (|f| f.watch_until = None, &["W not-watched"]),
            (|f| (f.adaptations, f.watch_until) = (0, None), &[]),
            // Support that is given ends only as support ends.
            (|f| f.targets[1].met = false, &["F targets-not-met"]),
            (|f| f.gap = Gap::Open, &["F gap-not-closed"]),
            (|f| f.parents_told_of_stop_on = None, &["FIRM parents-not-told-of-stop"]),
            (|f| f.pupil_told_of_stop_on = None, &["FIRM pupil-not-told"]),
            (
                |f| {
                    (f.gets_support, f.no_longer_needed) = (false, false);
                    f.targets.clear();
                    (f.gap, f.parents_told_of_stop_on, f.pupil_told_of_stop_on) = (Gap::Open, None, None);
                },
                &[],
            ),
        ],
    );
}

#[test]
fn close_parents_do_not_want() {
    table(
        SupportMove::Close(CloseReason::ParentsDoNotWant),
        &[
            (|f| f.what_continues_is_written = false, &["F what-continues-not-written"]),
            // The duty remains; it ends only where special provision is no longer needed.
            (|f| f.targets.clear(), &["F targets-not-met"]),
            (|f| f.gap = Gap::NotKnown, &["F gap-not-closed"]),
            (|f| f.parents_told_of_stop_on = None, &["FIRM parents-not-told-of-stop"]),
            (|f| f.pupil_told_of_stop_on = None, &["FIRM pupil-not-told"]),
            (
                |f| {
                    f.no_longer_needed = false;
                    (f.gap, f.parents_told_of_stop_on, f.pupil_told_of_stop_on) = (Gap::Open, None, None);
                },
                &[],
            ),
        ],
    );
}

#[test]
fn close_left_school() {
    table(
        SupportMove::Close(CloseReason::LeftSchool),
        &[(|f| f.left_on = None, &["W no-leaving-day"]), (|f| f.left_on = Some(date(2026, 7, 17)), &[])],
    );
}

#[test]
fn close_opened_in_error() {
    table(
        SupportMove::Close(CloseReason::OpenedInError),
        &[
            (|f| f.parents_told_of_close = false, &["W parents-not-told"]),
            (|f| f.targets[0].met = false, &["F targets-not-met"]),
            (|f| f.gap = Gap::Open, &["F gap-not-closed"]),
            (|f| f.parents_told_of_stop_on = None, &["FIRM parents-not-told-of-stop"]),
            (|f| f.pupil_told_of_stop_on = None, &["FIRM pupil-not-told"]),
            (
                |f| {
                    f.no_longer_needed = false;
                    (f.gap, f.parents_told_of_stop_on, f.pupil_told_of_stop_on) = (Gap::Open, None, None);
                },
                &[],
            ),
        ],
    );
}

#[test]
fn sentences_name_what_is_missing() {
    let said = |the_move, change: fn(&mut SupportFacts)| {
        let mut facts = support_record();
        change(&mut facts);
        moves::support_findings(the_move, &facts)[0].sentence.clone()
    };
    assert_eq!(
        said(SupportMove::ToAdapts, |f| f.vision_checked = false),
        "Ask the parents whether vision was checked, and write down when."
    );
    assert_eq!(
        said(SupportMove::ToIep, |f| {
            f.contributions.pupil = Contribution::Missing;
            f.contributions.parents = Contribution::Missing;
            f.contributions.senco = Contribution::Missing;
        }),
        "Gather the part of the child, the parents and the SENCO, or record that you tried."
    );
    assert_eq!(
        said(SupportMove::ToMonitoring, |f| {
            f.targets[0].label = "“Spelling”".into();
            f.targets.iter_mut().for_each(|target| target.first_session = false);
        }),
        "Give provision with staff, dates and a first session to “Spelling” and target 2."
    );
}
