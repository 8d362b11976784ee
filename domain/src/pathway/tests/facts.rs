//! Facts with which every move goes without a finding, and the table form of one test per move.

use std::collections::BTreeSet;

use crate::{
    census::SenProvision,
    date,
    pathway::{
        Finding, Pass, StatutoryFacts, SupportFacts, Weight,
        facts::{Contribution, FourParties, Gap, ParentsTalk, Said, TargetFacts},
        guards::Check,
    },
};

/// A target with everything.
pub(super) fn a_target() -> TargetFacts {
    TargetFacts {
        label: String::new(),
        complete: true,
        has_provision: true,
        provision_has_staff: true,
        provision_has_dates: true,
        first_session: true,
        scores: 4,
        has_outcome: true,
        met: true,
        kept: true,
    }
}

/// A record with everything, for the support machine.
pub(super) fn support_record() -> SupportFacts {
    let day = Some(date(2026, 11, 2));
    SupportFacts {
        roll_says: Some(SenProvision::K),
        concern_written: true,
        parents_talked_to: ParentsTalk::Yes,
        checklist_done: true,
        acknowledged: true,
        hearing_checked: true,
        vision_checked: true,
        childs_view: true,
        adaptations: 1,
        adaptations_reviewed: 1,
        school_weeks_adapting: 4,
        parents_spoken_to_since: true,
        contributions: FourParties::all(Contribution::Given),
        difficult_filled: true,
        help_wanted_filled: true,
        signed_off: true,
        targets: vec![a_target(), a_target()],
        agreement: FourParties::all(Said::Yes),
        parents_told_of_sen_support_on: day,
        needs_assessed_in_detail: true,
        resources_assigned: true,
        adults_booked_twice: Vec::new(),
        review_due: true,
        review_called: false,
        sessions_delivered_percent: Some(80),
        review_recorded: true,
        next_review_on: day,
        gap: Gap::Closed,
        parents_told_of_stop_on: day,
        pupil_told_of_stop_on: day,
        parents_told_of_close: true,
        gets_support: true,
        no_longer_needed: true,
        watch_until: Some(date(2027, 2, 1)),
        what_continues_is_written: true,
        left_on: day,
    }
}

/// A record with everything, for the statutory machine.
pub(super) fn statutory_record() -> StatutoryFacts {
    let day = Some(date(2026, 11, 2));
    StatutoryFacts {
        parents_consented_on: day,
        teacher_agrees: true,
        senco_agrees: true,
        head_agrees: true,
        pupils_view: true,
        evidence_missing: Vec::new(),
        parents_told_of_request_on: day,
        parents_told_they_may_apply: true,
        assessed_within_six_months: false,
        request_elsewhere_shown: true,
        request_received_on: day,
        county_has_answered: false,
        withdrawal_recorded: true,
        letter_on: day,
        parents_told_of_appeal: true,
        draft_served_on: day,
        parents_had_time_to_comment: true,
        plan_made_on: day,
        plan_document: true,
        sections_recorded: true,
        lines_without_provision: 0,
        parents_have_copy: true,
        talk_in_school_on: day,
        roll_says_plan: true,
        moved_on: day,
        adviser_contacted_on: day,
        adviser_due_on: day,
        certificate_on: day,
        appeal_about_section_i_alone: false,
        appeal_lodged_on: day,
        appeal_due_on: day,
        tribunal_decided_on: day,
        amendment_notice_on: day,
        ceased_on: day,
        appeal_time_is_over: true,
        left_on: day,
    }
}

/// A change to a record, and what the guard then finds: "F code", "FIRM code", "BOTH code" (head and
/// SENCO), "W code".
pub(super) type Case<F> = (fn(&mut F), &'static [&'static str]);

/// Finds nothing on the whole record, exactly what the table says after each change, and leaves no
/// check unproved.
pub(super) fn prove<F>(
    code: &str,
    guard: fn(&F) -> Vec<Finding>,
    checks: &[Check<F>],
    record: fn() -> F,
    cases: &[Case<F>],
) {
    assert_eq!(seen(&guard(&record()), code), Vec::<String>::new(), "{code} on a whole record");
    let mut proved = BTreeSet::new();
    for (place, (change, expected)) in (1..).zip(cases) {
        let mut facts = record();
        change(&mut facts);
        let found = guard(&facts);
        assert_eq!(seen(&found, code), *expected, "{code}, case {place}");
        for finding in found {
            assert!(!finding.sentence.is_empty() && finding.sentence.ends_with('.'), "{}", finding.sentence);
            assert!(!finding.who.is_empty(), "{}", finding.code);
            proved.insert(finding.code);
        }
    }
    assert_eq!(proved, checks.iter().map(|check| check.code).collect(), "{code}: a check is not proved");
}

fn seen(findings: &[Finding], code: &str) -> Vec<String> {
    let form = |finding: &Finding| {
        let weight = match (finding.weight, finding.pass) {
            (Weight::Firm, Pass::Nobody) => "FIRM",
            (Weight::Stops, Pass::SencoOrHead) => "F",
            (Weight::Stops, Pass::SencoAndHead) => "BOTH",
            (Weight::Warns, Pass::NotNeeded) => "W",
            (weight, pass) => panic!("{}: {weight:?} with {pass:?}", finding.code),
        };
        let name = finding.code.strip_prefix(code).and_then(|rest| rest.strip_prefix('.'));
        format!("{weight} {}", name.expect("a finding's code starts with its move's"))
    };
    findings.iter().map(form).collect()
}
