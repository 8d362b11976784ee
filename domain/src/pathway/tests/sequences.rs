//! Any sequence of moves, by anybody, over any facts: never to a state without its facts or a recorded override,
//! never past a firm F, and a retry is harmless.

use std::collections::BTreeSet;

use proptest::{bool::weighted, collection::vec, prelude::*};

use super::{
    facts::{statutory_record, support_record},
    oracle,
};
use crate::{
    Date, date,
    pathway::{
        CaseState, Change, Maker, MoveWords, Pass, StatutoryFacts, StatutoryMove, StatutoryState,
        SupportFacts, SupportMove, SupportState, Weight, attempt,
        attempt::{attempt_statutory, attempt_support},
        facts::{Contribution, Gap, ParentsTalk, Said},
    },
};

const TODAY: Date = date(2026, 11, 23);
const STEPS: usize = 40;

/// One try: which move, by whom, whether with a written reason, and which facts are lacking.
type Try = (prop::sample::Index, Maker, bool, Vec<bool>);

fn tries(lacking: f64) -> impl Strategy<Value = Vec<Try>> {
    let maker = prop::sample::select(&Maker::ALL[..]);
    vec((any::<prop::sample::Index>(), maker, any::<bool>(), vec(weighted(lacking), 24)), STEPS)
}

/// The whole record without the facts that `lacks` names by place.
fn support_facts(lacks: &[bool]) -> SupportFacts {
    let mut f = support_record();
    let spoil: [fn(&mut SupportFacts); 24] = [
        |f| f.roll_says = None,
        |f| f.concern_written = false,
        |f| f.parents_talked_to = ParentsTalk::No,
        |f| f.checklist_done = false,
        |f| f.acknowledged = false,
        |f| f.adaptations_reviewed = 0,
        |f| f.contributions.pupil = Contribution::Missing,
        |f| f.contributions.parents = Contribution::Missing,
        |f| f.help_wanted_filled = false,
        |f| f.signed_off = false,
        |f| f.targets.clear(),
        |f| f.targets.iter_mut().for_each(|target| target.complete = false),
        |f| f.targets.iter_mut().for_each(|target| target.first_session = false),
        |f| f.targets.iter_mut().take(1).for_each(|target| target.has_outcome = false),
        |f| f.targets.iter_mut().take(1).for_each(|target| target.met = false),
        |f| f.agreement.parents = Said::Disagrees,
        |f| f.parents_told_of_sen_support_on = None,
        |f| f.review_due = false,
        |f| f.review_recorded = false,
        |f| f.gap = Gap::Open,
        |f| f.parents_told_of_stop_on = None,
        |f| f.pupil_told_of_stop_on = None,
        |f| f.what_continues_is_written = false,
        |f| (f.gets_support, f.no_longer_needed) = (false, false),
    ];
    spoil.iter().zip(lacks).filter(|(_, lacks)| **lacks).for_each(|(spoil, _)| spoil(&mut f));
    f
}

fn statutory_facts(lacks: &[bool]) -> StatutoryFacts {
    let mut f = statutory_record();
    let spoil: [fn(&mut StatutoryFacts); 18] = [
        |f| f.parents_consented_on = None,
        |f| f.teacher_agrees = false,
        |f| f.senco_agrees = false,
        |f| f.head_agrees = false,
        |f| f.parents_told_of_request_on = None,
        |f| f.request_elsewhere_shown = false,
        |f| f.withdrawal_recorded = false,
        |f| f.letter_on = None,
        |f| f.draft_served_on = None,
        |f| f.plan_made_on = None,
        |f| f.roll_says_plan = false,
        |f| f.moved_on = None,
        |f| (f.request_elsewhere_shown, f.roll_says_plan, f.moved_on) = (false, false, None),
        |f| f.adviser_contacted_on = None,
        |f| f.appeal_lodged_on = None,
        |f| f.tribunal_decided_on = None,
        |f| f.amendment_notice_on = None,
        |f| f.ceased_on = None,
    ];
    spoil.iter().zip(lacks).filter(|(_, lacks)| **lacks).for_each(|(spoil, _)| spoil(&mut f));
    f
}

/// Mostly forward, so that sequences reach the late states; one in four is any move at all.
fn support_move(case: &CaseState, index: prop::sample::Index) -> SupportMove {
    let place = index.index(SupportMove::ALL.len() * 4);
    let forward = match case.support {
        None | Some(SupportState::Closed(_)) => SupportMove::OpenConcern,
        Some(SupportState::Concern) => SupportMove::ToAdapts,
        Some(SupportState::TeacherAdapts) => SupportMove::ToProfile,
        Some(SupportState::Profile) => SupportMove::ToIep,
        Some(SupportState::Iep) => SupportMove::ToProvision,
        Some(SupportState::Provision) => SupportMove::ToMonitoring,
        Some(SupportState::Monitoring) => SupportMove::ToReview,
        Some(SupportState::Review) => SupportMove::Continue,
        Some(SupportState::Continues) => SupportMove::StartCycle,
    };
    SupportMove::ALL.get(place).copied().unwrap_or(forward)
}

fn met(ways: &[Vec<oracle::Need>], (maker, wrote): (Maker, bool), overridden: &[&'static str]) -> bool {
    ways.iter().any(|needs| needs.iter().all(|need| need.is_met(maker, wrote, overridden)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn support_comes_to_no_state_without_its_facts(tries in tries(0.08)) {
        let mut case = CaseState::default();
        let mut been = BTreeSet::new();
        let mut joined = false;
        for (index, maker, wrote, lacks) in tries {
            let the_move = support_move(&case, index);
            let facts = support_facts(&lacks);
            let words = MoveWords { why_passed: wrote.then(|| "because".to_owned()) };
            let attempt = |case: &CaseState| attempt_support(case, the_move, &facts, maker, TODAY, &words);
            let result = attempt(&case);
            prop_assert_eq!(&result, &attempt(&case), "the same question has the same answer");
            let Ok(Change::Made { state, overridden, warnings }) = result else { continue };
            let to = state.support.expect("a move comes to a state");
            for finding in &overridden {
                prop_assert!(wrote && finding.weight == Weight::Stops && maker.passes(finding.pass));
            }
            prop_assert!(warnings.iter().all(|finding| finding.weight == Weight::Warns));
            let codes: Vec<&str> = overridden.iter().map(|finding| finding.code).collect();
            let ways = oracle::support(case.support, to, &facts);
            prop_assert!(
                ways.is_some_and(|ways| met(&ways, (maker, wrote), &codes)),
                "{:?} to {to:?} with {facts:?}, overridden {codes:?}", case.support
            );
            if !case.is_open() {
                been.clear();
                prop_assert_eq!((state.round, state.cycle), (case.round + 1, 0));
                joined = false;
            }
            joined |= the_move == SupportMove::JoinAtProfile;
            if !joined {
                let way = oracle::before(to);
                prop_assert!(way.iter().all(|earlier| been.contains(earlier)), "{to:?} after {been:?}");
            }
            let new_cycle = to == SupportState::Iep;
            if case.is_open() {
                prop_assert_eq!((state.round, state.cycle), (case.round, case.cycle + u32::from(new_cycle)));
            }
            prop_assert_eq!((state.statutory, state.support_entered_on), (case.statutory, Some(TODAY)));
            prop_assert_eq!(attempt(&state), Ok(Change::AlreadyThere), "a retry is harmless");
            been.insert(to);
            case = state;
        }
    }

    #[test]
    fn the_county_comes_to_no_state_without_its_facts(
        start in prop::sample::select(StatutoryState::ALL),
        tries in tries(0.4),
    ) {
        let mut case = CaseState { statutory: start, ..CaseState::default() };
        for (index, maker, wrote, lacks) in tries {
            let goes: Vec<_> = crate::pathway::moves::statutory_from(case.statutory);
            let place = index.index(StatutoryMove::ALL.len() + goes.len() * 3);
            let the_move =
                StatutoryMove::ALL.get(place).copied().unwrap_or_else(|| goes[place % goes.len()]);
            let facts = statutory_facts(&lacks);
            let words = MoveWords { why_passed: wrote.then(|| "because".to_owned()) };
            let attempt = |case: &CaseState| attempt_statutory(case, the_move, &facts, maker, TODAY, &words);
            let result = attempt(&case);
            prop_assert_eq!(&result, &attempt(&case), "the same question has the same answer");
            let Ok(Change::Made { state, overridden, warnings }) = result else { continue };
            for finding in &overridden {
                prop_assert!(wrote && finding.pass != Pass::Nobody && maker.passes(finding.pass));
            }
            prop_assert!(warnings.iter().all(|finding| finding.weight == Weight::Warns));
            let codes: Vec<&str> = overridden.iter().map(|finding| finding.code).collect();
            let ways = oracle::statutory(case.statutory, state.statutory, &facts);
            prop_assert!(
                ways.is_some_and(|ways| met(&ways, (maker, wrote), &codes)),
                "{:?} to {:?} with {facts:?}, overridden {codes:?}", case.statutory, state.statutory
            );
            prop_assert_eq!(attempt(&state), Ok(Change::AlreadyThere), "a retry is harmless");
            prop_assert_eq!((state.round, state.cycle, state.support), (case.round, case.cycle, case.support));
            case = state;
        }
    }
}

/// Every lacking fact, alone, by every maker, with and without words: refused exactly when the oracle says so.
#[test]
fn a_single_lacking_fact_refuses_exactly_when_the_oracle_says_so() {
    for support in SupportState::ALL.map(Some).into_iter().chain([None]) {
        let case = CaseState { support, ..CaseState::default() };
        for (the_move, place) in SupportMove::ALL.into_iter().flat_map(|m| (0..24).map(move |p| (m, p))) {
            let mut lacks = [false; 24];
            lacks[place] = true;
            let facts = support_facts(&lacks);
            for (maker, wrote) in Maker::ALL.into_iter().flat_map(|maker| [(maker, false), (maker, true)]) {
                let words = MoveWords { why_passed: wrote.then(|| "because".to_owned()) };
                match attempt_support(&case, the_move, &facts, maker, TODAY, &words) {
                    Ok(Change::AlreadyThere) => {}
                    Ok(Change::Made { .. }) => {} // the properties above look at what was made
                    Err(refused) if refused.code == attempt::NO_SUCH_MOVE => {}
                    Err(refused) => {
                        let row = crate::pathway::moves::SUPPORT.iter().find(|row| row.the_move == the_move);
                        let to = row.and_then(|row| row.to).expect("the move has a row");
                        let ways = oracle::support(support, to, &facts).expect("the oracle knows the way");
                        let needs = ways.iter().flatten();
                        let stopping =
                            needs.filter(|need| refused.findings.iter().any(|found| found.code == need.code));
                        let codes: Vec<&str> = refused.findings.iter().map(|found| found.code).collect();
                        let unmet: Vec<&str> = stopping
                            .filter(|need| !need.is_met(maker, wrote, &codes))
                            .map(|need| need.code)
                            .collect();
                        assert!(!unmet.is_empty(), "{support:?} {the_move:?} refused for nothing: {codes:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_application_is_passed_only_by_both_in_writing_with_parents_told() {
    let case = CaseState { statutory: StatutoryState::Agreeing, ..CaseState::default() };
    let told = StatutoryFacts { head_agrees: false, ..statutory_record() };
    let untold = StatutoryFacts { parents_told_of_request_on: None, ..told.clone() };
    let why = MoveWords::passing("The head is on leave; the governors' chair agrees.");
    let blank = MoveWords::passing("  ");
    let table = [
        (&told, Maker::Senco, &why, Err(attempt::NEEDS_HEAD_AND_SENCO)),
        (&told, Maker::Head, &why, Err(attempt::NEEDS_HEAD_AND_SENCO)),
        (&told, Maker::Teacher, &why, Err(attempt::NEEDS_HEAD_AND_SENCO)),
        (&told, Maker::SencoAndHead, &blank, Err(attempt::NEEDS_HEAD_AND_SENCO)),
        (&untold, Maker::SencoAndHead, &why, Err(attempt::STOPPED_FIRMLY)),
        (&told, Maker::SencoAndHead, &why, Ok(vec!["request.head-not-agreed"])),
    ];
    for (facts, maker, words, expected) in table {
        let result = attempt_statutory(&case, StatutoryMove::Request, facts, maker, TODAY, words);
        let seen = match result {
            Ok(Change::Made { overridden, .. }) => {
                Ok(overridden.iter().map(|finding| finding.code).collect())
            }
            Ok(Change::AlreadyThere) => Ok(vec![]),
            Err(refused) => Err(refused.code),
        };
        assert_eq!(seen, expected, "{maker:?} {words:?}");
    }
}

#[test]
fn a_close_keeps_the_day_to_look_back_and_a_new_round_forgets_it() {
    let close = SupportMove::Close(crate::pathway::CloseReason::ConcernResolved);
    let case = CaseState { round: 1, support: Some(SupportState::TeacherAdapts), ..CaseState::default() };
    let facts = support_record();
    let go = |case: &CaseState, the_move, facts: &SupportFacts| {
        attempt_support(case, the_move, facts, Maker::Senco, TODAY, &MoveWords::default())
    };
    let late = SupportFacts { watch_until: Some(TODAY), ..facts.clone() };
    assert_eq!(go(&case, close, &late).unwrap_err().code, attempt::WATCH_DAY_NOT_AHEAD);
    let Ok(Change::Made { state: closed, .. }) = go(&case, close, &facts) else { panic!("closes") };
    assert_eq!(closed.watch_until, facts.watch_until);
    let Ok(Change::Made { state: reopened, .. }) = go(&closed, SupportMove::OpenConcern, &facts) else {
        panic!("opens")
    };
    assert_eq!((reopened.round, reopened.watch_until), (2, None));
}
