//! What is read from a record for the guards of the statutory machine.

use super::*;
use crate::{
    date,
    pathway::guards,
    record::{Ehcp, EhcpOutcome, SectionFLine, Talk},
};

fn entry(number: u64, on: Date, content: Content) -> Entry {
    Entry::sample(number, on, content)
}

fn letters(of: &[(LetterKind, Date)]) -> Vec<Entry> {
    (1..)
        .zip(of)
        .map(|(number, (kind, on))| entry(number, *on, Content::CountyLetter(CountyLetter::new(*kind, *on))))
        .collect()
}

fn answer(number: u64, party: Party, name: &str, agrees: bool) -> Entry {
    let answer =
        ApplicationAgreement { party, name: name.to_owned(), agrees, ..ApplicationAgreement::default() };
    entry(number, date(2026, 11, 2), Content::ApplicationAgreement(answer))
}

fn read(statutory: StatutoryState, entries: &[Entry], the_move: StatutoryMove) -> StatutoryFacts {
    let state = CaseState { round: 1, statutory, ..CaseState::default() };
    let record = StatutoryRecord {
        state: &state,
        entries,
        roll_says: SenProvision::K,
        left_on: None,
        evidence_missing: &[],
        bank_holidays: BankHolidays::england(),
        today: date(2026, 11, 23),
    };
    facts(&record, the_move)
}

#[test]
fn everyone_agrees_or_not() {
    let read = |entries: &[Entry]| read(StatutoryState::Agreeing, entries, StatutoryMove::Request);
    let all = [
        answer(1, Party::Parent, "Ana", true),
        answer(2, Party::Teacher, "T", true),
        answer(3, Party::Senco, "S", true),
        answer(4, Party::Head, "H", true),
    ];
    let facts = read(&all);
    assert_eq!(facts.parents_consented_on, Some(date(2026, 11, 2)));
    let codes: Vec<_> = guards::request::findings(&facts).iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        ["request.no-pupils-view", "request.no-day-received", "request.parents-not-told-they-may-apply"]
    );
    // The other parent disagrees: there is no consent; the same parent who agrees later has consented.
    let two = [all[0].clone(), answer(5, Party::Parent, "Ben", false)];
    assert_eq!(read(&two).parents_consented_on, None);
    let turned = [answer(1, Party::Parent, "Ana", false), answer(5, Party::Parent, "ana ", true)];
    assert!(read(&turned).parents_consented_on.is_some());
    // What was said to an application that was refused does not count for the next.
    let mut refused = all.to_vec();
    let no = CountyLetter::new(LetterKind::RefusedToAssess, date(2026, 11, 9));
    refused.push(entry(9, no.dated_on, Content::CountyLetter(no)));
    assert!(!read(&refused).senco_agrees);
    let talk = |number, about| {
        let talk = Talk { with: Party::Parent, about, reached: true, ..Talk::default() };
        entry(number, date(2026, 11, 3), Content::Talk(talk))
    };
    // That they may ask themselves is one thing; that the school asks although not everyone agrees is another.
    let told = read(&[talk(1, TalkAbout::Application)]);
    assert!(told.parents_told_they_may_apply && told.parents_told_of_request_on.is_none());
    let told = read(&[talk(1, TalkAbout::ApplicationAlthough)]);
    assert_eq!(told.parents_told_of_request_on, Some(date(2026, 11, 3)));
    assert!(!told.parents_told_they_may_apply);
}

#[test]
fn what_was_said_before_an_application_was_begun_is_no_part_of_it() {
    let letter = |number, kind| {
        entry(number, date(2026, 11, 1), Content::CountyLetter(CountyLetter::new(kind, date(2026, 11, 1))))
    };
    let talk =
        Talk { with: Party::Parent, about: TalkAbout::ApplicationAlthough, reached: true, ..Talk::default() };
    // The first was not agreed: nothing of the county's ended it.
    let mut entries = vec![
        letter(1, LetterKind::Begun),
        answer(2, Party::Parent, "Ana", true),
        answer(3, Party::Senco, "S", true),
        entry(4, date(2026, 11, 3), Content::Talk(talk.clone())),
        letter(5, LetterKind::Withdrawn),
    ];
    let told = |entries: &[Entry]| {
        let request = read(StatutoryState::Agreeing, entries, StatutoryMove::Request);
        let withdraw = read(StatutoryState::Agreeing, entries, StatutoryMove::Withdraw);
        (
            request.parents_consented_on.is_some(),
            request.senco_agrees,
            request.parents_told_of_request_on.is_some(),
            withdraw.withdrawal_recorded,
        )
    };
    assert_eq!(told(&entries), (true, true, true, true));
    entries.push(letter(6, LetterKind::Begun));
    assert_eq!(told(&entries), (false, false, false, false));
    entries.push(answer(6, Party::Parent, "Ana", true));
    entries.push(entry(8, date(2026, 11, 3), Content::Talk(talk)));
    assert_eq!(told(&entries), (true, false, true, false));
}

#[test]
fn a_request_of_the_parents_own_is_withdrawn_like_the_schools() {
    use LetterKind::{ParentApplied, Received, Withdrawn};
    let day = |day| date(2026, 11, day);
    for (of, is_recorded) in [
        (vec![(ParentApplied, day(2)), (Withdrawn, day(9))], true),
        (vec![(ParentApplied, day(2)), (Received, day(3)), (Withdrawn, day(9))], true),
        (vec![(ParentApplied, day(2)), (Received, day(3))], false),
        (vec![(ParentApplied, day(2)), (Withdrawn, day(9)), (ParentApplied, day(16))], false),
    ] {
        let facts = read(StatutoryState::Requested, &letters(&of), StatutoryMove::Withdraw);
        assert_eq!(facts.withdrawal_recorded, is_recorded, "{of:?}");
    }
}

#[test]
fn a_plan_that_has_ceased_lets_nobody_arrive_with_it() {
    let plan = Ehcp { made_on: Some(date(2024, 1, 13)), ..Ehcp::default() };
    let ceased = |more: &[(LetterKind, Date)]| {
        let mut entries = letters(&[&[(LetterKind::Ceased, date(2026, 11, 16))], more].concat());
        entries.push(entry(9, date(2024, 1, 20), Content::Ehcp(plan.clone())));
        let state = CaseState { statutory: StatutoryState::Ceased, ..CaseState::default() };
        let record = StatutoryRecord {
            state: &state,
            entries: &entries,
            roll_says: SenProvision::K,
            left_on: None,
            evidence_missing: &[],
            bank_holidays: BankHolidays::england(),
            today: date(2026, 11, 23),
        };
        facts(&record, StatutoryMove::ArriveWithPlan)
    };
    let old = ceased(&[]);
    assert_eq!((old.roll_says_plan, old.plan_made_on), (false, None));
    let new = ceased(&[(LetterKind::ArrivesWithPlan, date(2026, 11, 20))]);
    assert_eq!((new.roll_says_plan, new.letter_on), (true, Some(date(2026, 11, 20))));
    let earlier = ceased(&[(LetterKind::ArrivesWithPlan, date(2025, 9, 3))]);
    assert!(!earlier.roll_says_plan);
}

#[test]
fn the_answer_of_the_latest_day_counts_whenever_it_was_typed_in() {
    let on = |number, day, agrees| Entry {
        on: date(2026, 11, day),
        ..answer(number, Party::Parent, "Ana", agrees)
    };
    for (entries, agrees) in [
        ([on(1, 12, false), on(2, 2, true)], false),
        ([on(1, 12, true), on(2, 2, false)], true),
        ([on(1, 12, true), on(2, 12, false)], false),
    ] {
        let latest = latest_answers(&entries, Party::Parent);
        assert_eq!(latest.iter().map(|(_, answer)| answer.agrees).collect::<Vec<_>>(), [agrees]);
    }
}

#[test]
fn an_old_applications_letters_do_not_count_for_a_new_one() {
    use LetterKind::*;
    let old = [(Received, date(2025, 9, 1)), (RefusedToAssess, date(2025, 10, 10))];
    let facts = read(StatutoryState::Agreeing, &letters(&old), StatutoryMove::Request);
    assert_eq!(facts.request_received_on, None);
    let again = [old[0], old[1], (Received, date(2026, 9, 22))];
    let facts = read(StatutoryState::Agreeing, &letters(&again), StatutoryMove::Request);
    assert_eq!(facts.request_received_on, Some(date(2026, 9, 22)));
    let facts = read(StatutoryState::Requested, &letters(&again), StatutoryMove::RefuseToAssess);
    assert_eq!(facts.letter_on, None);
    let facts = read(StatutoryState::RefusedToAssess, &letters(&old), StatutoryMove::Appeal);
    assert_eq!(
        (facts.adviser_due_on, facts.appeal_due_on),
        (Some(date(2025, 12, 10)), Some(date(2025, 12, 10)))
    );
}

#[test]
fn the_letter_of_each_move() {
    use LetterKind::*;
    let list = letters(&[
        (Received, date(2026, 3, 2)),
        (WillAssess, date(2026, 4, 10)),
        (Draft, date(2026, 7, 1)),
        (Final, date(2026, 7, 20)),
    ]);
    let facts = read(StatutoryState::Requested, &list, StatutoryMove::AgreeToAssess);
    assert_eq!(facts.letter_on, Some(date(2026, 4, 10)));
    let facts = read(StatutoryState::DraftPlan, &list, StatutoryMove::MakePlan);
    assert_eq!(
        (facts.draft_served_on, facts.plan_made_on),
        (Some(date(2026, 7, 1)), Some(date(2026, 7, 20)))
    );
    assert!(facts.parents_had_time_to_comment && facts.assessed_within_six_months);
    let facts = read(StatutoryState::EhcpInPlace, &list, StatutoryMove::MakeAmendedPlan);
    assert_eq!(facts.plan_made_on, None, "the first plan is not the amended one");
}

#[test]
fn the_plan_and_its_lines() {
    let plan = Ehcp {
        made_on: Some(date(2026, 7, 20)),
        outcomes: vec![EhcpOutcome::default()],
        provision: vec![SectionFLine::default(), SectionFLine::default()],
        document: "Cabinet".to_owned(),
        ..Ehcp::default()
    };
    let facts = read(
        StatutoryState::None,
        &[entry(1, date(2026, 9, 1), Content::Ehcp(plan))],
        StatutoryMove::ArriveWithPlan,
    );
    assert!(facts.roll_says_plan && facts.plan_document && facts.sections_recorded);
    assert_eq!((facts.lines_without_provision, facts.plan_made_on), (2, Some(date(2026, 7, 20))));
    assert!(!facts.parents_have_copy && facts.talk_in_school_on.is_none());
}

#[test]
fn a_plan_ceases_when_the_time_for_an_appeal_is_over() {
    use LetterKind::*;
    let over = |list: &[(LetterKind, Date)]| {
        read(StatutoryState::Ceasing, &letters(list), StatutoryMove::Cease).appeal_time_is_over
    };
    assert!(!over(&[(WillCease, date(2026, 11, 2))]));
    assert!(over(&[(WillCease, date(2026, 6, 2))]));
    assert!(!over(&[(WillCease, date(2026, 6, 2)), (AppealLodged, date(2026, 7, 1))]));
    let dismissed = [
        (WillCease, date(2026, 6, 2)),
        (AppealLodged, date(2026, 7, 1)),
        (AppealDismissed, date(2026, 11, 2)),
    ];
    assert!(over(&dismissed));
}
