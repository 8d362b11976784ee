//! Where the letters of an application lead, in whatever order somebody types them in: every order, through the guards.

use super::*;
use crate::{
    calendar::BankHolidays,
    census::SenProvision,
    date,
    pathway::{
        CaseState, Change, Maker, MoveWords, attempt_statutory,
        facts_of_statutory::{self, StatutoryRecord},
    },
    record::Content,
};
use LetterKind as L;
use StatutoryState as S;

const TODAY: Date = date(2028, 11, 23);

/// Makes the move that a letter means, where its guard lets it.
fn makes(state: StatutoryState, entries: &[Entry], kind: LetterKind) -> Option<StatutoryState> {
    let the_move = kind.means(state)?;
    let case = CaseState { statutory: state, ..CaseState::default() };
    let record = StatutoryRecord {
        state: &case,
        entries,
        roll_says: SenProvision::N,
        left_on: None,
        evidence_missing: &[],
        bank_holidays: BankHolidays::england(),
        today: TODAY,
    };
    let facts = facts_of_statutory::facts(&record, the_move);
    match attempt_statutory(&case, the_move, &facts, Maker::Senco, TODAY, &MoveWords::default()) {
        Ok(Change::Made { state, .. }) => Some(state.statutory),
        Ok(Change::AlreadyThere) | Err(_) => None,
    }
}

/// Where the process is after these letters were recorded one after the other.
fn recorded_as(begins: StatutoryState, letters: &[(LetterKind, Date)]) -> StatutoryState {
    let mut state = begins;
    let mut entries: Vec<Entry> = Vec::new();
    if matches!(begins, S::Agreeing | S::NotAgreed) {
        let begun = CountyLetter::new(L::Begun, date(2025, 11, 3));
        entries.push(Entry::sample(1, begun.dated_on, Content::CountyLetter(begun)));
    }
    for (number, (kind, on)) in (2..).zip(letters) {
        let letter = CountyLetter::new(*kind, *on);
        let before = entries.clone();
        entries.push(Entry::sample(number, *on, Content::CountyLetter(letter.clone())));
        let next = match makes(state, &entries, *kind) {
            Some(to) => {
                state = to;
                county_letters::from(&before, *on)
            }
            None => catching_up(state, &entries, &letter),
        };
        for letter in next {
            if letter.kind.means(state).is_none() {
                continue;
            }
            let Some(to) = makes(state, &entries, letter.kind) else { break };
            state = to;
        }
    }
    state
}

/// Every order of these.
fn orders<T: Copy>(of: &[T]) -> Vec<Vec<T>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let with = |at: usize| {
        let rest: Vec<T> =
            of.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, one)| *one).collect();
        orders(&rest).into_iter().map(move |order| [vec![of[at]], order].concat())
    };
    (0..of.len()).flat_map(with).collect()
}

#[test]
fn the_state_follows_from_the_letters_whatever_the_order_in_which_they_are_typed_in() {
    // Where the process is before, the letters by date, and where it is in the end.
    let table: &[(S, &[L], S)] = &[
        (S::None, &[L::Received, L::WillAssess, L::Draft, L::Final], S::EhcpInPlace),
        (S::None, &[L::ParentApplied, L::Received, L::WillAssess, L::Draft], S::DraftPlan),
        (S::None, &[L::Received, L::RefusedToAssess], S::RefusedToAssess),
        (S::None, &[L::Received, L::WillAssess, L::RefusedToIssue], S::RefusedToIssue),
        (S::None, &[L::Received, L::WillAssess, L::Draft, L::Withdrawn], S::Withdrawn),
        (
            S::None,
            &[L::Received, L::RefusedToAssess, L::AppealLodged, L::AppealUpheld, L::WillAssess],
            S::Assessing,
        ),
        (S::None, &[L::Final], S::EhcpInPlace),
        (S::None, &[L::Final, L::AmendmentNotice, L::AmendedPlan], S::EhcpInPlace),
        (S::None, &[L::Received, L::Final, L::WillCease, L::KeepsPlan], S::EhcpInPlace),
        (S::None, &[L::Received, L::WillAssess, L::Draft, L::Final, L::Ceased], S::Ceased),
        // A second application after the first has ended.
        (S::None, &[L::Received, L::RefusedToAssess, L::Received, L::WillAssess], S::Assessing),
        (S::None, &[L::Final, L::Ceased, L::Received, L::RefusedToAssess], S::RefusedToAssess),
        (S::Ceased, &[L::Received, L::WillAssess, L::Draft, L::Final], S::EhcpInPlace),
        (S::RefusedToAssess, &[L::Received, L::WillAssess, L::RefusedToIssue], S::RefusedToIssue),
        // The school was still asking who agrees: the county's answer shows that it was asked.
        (S::Agreeing, &[L::Received], S::Agreeing),
        (S::Agreeing, &[L::WillAssess], S::Agreeing),
        (S::Agreeing, &[L::Received, L::WillAssess], S::Assessing),
        (S::Agreeing, &[L::Received, L::RefusedToAssess], S::RefusedToAssess),
        (S::Agreeing, &[L::Received, L::WillAssess, L::Draft, L::Final], S::EhcpInPlace),
        (S::NotAgreed, &[L::Received, L::RefusedToAssess], S::RefusedToAssess),
        // Whoever has left has left.
        (S::LeftSchool, &[L::WillAssess, L::Final], S::LeftSchool),
    ];
    for (before, kinds, expected) in table {
        let by_date: Vec<(L, Date)> =
            (1..).zip(*kinds).map(|(month, kind)| (*kind, date(2026, month, 12))).collect();
        for order in orders(&by_date) {
            assert_eq!(recorded_as(*before, &order), *expected, "{before:?}: {order:?}");
        }
    }
}

#[test]
fn letters_of_an_earlier_application_leave_alone_what_the_school_prepares() {
    // The school began on 3 November 2025.
    let (old, later, just_before) = (date(2025, 1, 12), date(2025, 2, 10), date(2025, 10, 30));
    let (answer, draft) = (date(2025, 12, 1), date(2026, 1, 20));
    let table: &[(&[(L, Date)], S)] = &[
        (&[(L::Received, old), (L::RefusedToAssess, later)], S::Agreeing),
        (&[(L::Received, old), (L::Withdrawn, later)], S::Agreeing),
        (&[(L::Received, old), (L::WillAssess, later)], S::Agreeing),
        (&[(L::Received, old), (L::WillAssess, later), (L::RefusedToIssue, just_before)], S::Agreeing),
        // The request that belongs to the answer may be a few days older than what the school began.
        (&[(L::Received, just_before), (L::WillAssess, answer)], S::Assessing),
        (&[(L::Received, just_before), (L::WillAssess, answer), (L::Draft, draft)], S::DraftPlan),
        (&[(L::Received, just_before), (L::RefusedToAssess, answer)], S::RefusedToAssess),
    ];
    for (letters, expected) in table {
        for order in orders(letters) {
            assert_eq!(recorded_as(S::Agreeing, &order), *expected, "{order:?}");
        }
    }
}

#[test]
fn an_application_by_which_the_process_stands_is_not_gone_through_again() {
    let entries = |kinds: &[L]| -> Vec<Entry> {
        (1..)
            .zip(kinds)
            .map(|(number, kind)| {
                let on = date(2026, i8::try_from(number).unwrap(), 12);
                Entry::sample(number, on, Content::CountyLetter(CountyLetter::new(*kind, on)))
            })
            .collect()
    };
    for (state, kinds, waits) in [
        (S::None, &[L::Received, L::RefusedToAssess][..], 2),
        (S::RefusedToAssess, &[L::Received, L::RefusedToAssess], 0),
        (S::Withdrawn, &[L::Received, L::Withdrawn], 0),
        (S::RefusedToAssess, &[L::Received, L::RefusedToAssess, L::Received], 1),
        (S::Requested, &[L::Received], 1),
        // The school began anew after the refusal.
        (S::Agreeing, &[L::Received, L::RefusedToAssess, L::Begun], 1),
        (S::Agreeing, &[L::Received, L::RefusedToAssess], 0),
        // The child left after the county's refusal, and is back.
        (S::LeftSchool, &[L::ParentApplied, L::WillAssess, L::RefusedToIssue], 0),
        (S::LeftSchool, &[L::ParentApplied, L::WillAssess], 2),
    ] {
        assert_eq!(waiting(state, &entries(kinds)).len(), waits, "{state:?} {kinds:?}");
    }
}
