//! What of an application stays on the record while the county's process stands on it: its letters, and the answers to it.

use super::{Content, CountyLetter, Entry, LetterKind, county_letters};
use crate::pathway::{StatutoryState, facts_of_statutory};

/// What to do before the only letter of a kind is taken out.
const REQUEST: &str = "This letter says when the county was asked, and no other does: every date of the county counts from \
                       it. Record the right letter first, under “EHC plan”, or withdraw the application when there was \
                       none; then take this one out.";
const LETTER: &str = "The county’s process stands on this letter, and no other letter says the same. Record the right letter \
                      first, under “EHC plan”; then take this one out.";
const ANSWER: &str = "The request has gone to the county with this answer. Write down what is right as a new answer, under \
                      “EHC plan”: what each person said last counts.";

/// The letters that say the same as one of this kind, when the county's process stands on such a letter where it is.
const fn holds(kind: LetterKind, state: StatutoryState) -> Option<&'static [LetterKind]> {
    use LetterKind as L;
    use StatutoryState as S;
    match kind {
        L::Received | L::ParentApplied => match state {
            S::Requested
            | S::RefusedToAssess
            | S::MediationToAssess
            | S::AppealToAssess
            | S::Assessing
            | S::RefusedToIssue
            | S::MediationToIssue
            | S::AppealToIssue
            | S::DraftPlan => Some(&[L::Received, L::ParentApplied]),
            S::None
            | S::Agreeing
            | S::NotAgreed
            | S::Withdrawn
            | S::DismissedToAssess
            | S::DismissedToIssue
            | S::EhcpInPlace
            | S::Amending
            | S::Reassessing
            | S::MediationOnPlan
            | S::AppealOnPlan
            | S::Ceasing
            | S::MediationToCease
            | S::AppealToCease
            | S::Ceased
            | S::LeftSchool => None,
        },
        L::RefusedToAssess
            if matches!(state, S::RefusedToAssess | S::MediationToAssess | S::AppealToAssess) =>
        {
            Some(&[L::RefusedToAssess])
        }
        L::RefusedToIssue if matches!(state, S::RefusedToIssue | S::MediationToIssue | S::AppealToIssue) => {
            Some(&[L::RefusedToIssue])
        }
        L::Draft if matches!(state, S::DraftPlan) => Some(&[L::Draft]),
        L::Final if state.has_plan() => Some(&[L::Final, L::AmendedPlan, L::ArrivesWithPlan, L::MovedIn]),
        L::WillCease if matches!(state, S::Ceasing | S::MediationToCease | S::AppealToCease) => {
            Some(&[L::WillCease])
        }
        L::RefusedToAssess
        | L::RefusedToIssue
        | L::Draft
        | L::Final
        | L::WillCease
        | L::Begun
        | L::AdviceAsked
        | L::AdviceSent
        | L::AppointmentMissed
        | L::WillAssess
        | L::Commented
        | L::Consultation
        | L::ConsultationAnswered
        | L::ArrivesWithPlan
        | L::MovedIn
        | L::AmendmentNotice
        | L::AmendedPlan
        | L::WillReassess
        | L::RefusedToReassess
        | L::KeepsPlan
        | L::Ceased
        | L::AdviserContacted
        | L::Mediation
        | L::MediationDeclined
        | L::MediationEnded
        | L::MediationCertificate
        | L::AppealLodged
        | L::AppealUpheld
        | L::AppealDismissed
        | L::Exemption
        | L::Withdrawn
        | L::FileSent
        | L::Other => None,
    }
}

/// Why a county's letter stays: the process stands on it, and no other of the application says the same.
pub(super) fn letter(state: StatutoryState, entries: &[Entry], entry: &Entry) -> Option<&'static str> {
    let is = entries.iter().find(|one| one.id == entry.id)?;
    let Content::CountyLetter(letter) = &is.content else { return None };
    let same = holds(letter.kind, state)?;
    let of_application = county_letters::newest_application(&county_letters::all(entries));
    let is_this = |one: &&CountyLetter| std::ptr::eq(*one, letter);
    let another = of_application.iter().any(|one| same.contains(&one.kind) && !is_this(one));
    let belongs = of_application.iter().any(is_this);
    let is_request = matches!(letter.kind, LetterKind::Received | LetterKind::ParentApplied);
    (belongs && !another).then_some(if is_request { REQUEST } else { LETTER })
}

/// Why an answer to the application stays: the request reached the county.
pub(super) fn answer(entries: &[Entry], entry: &Entry) -> Option<&'static str> {
    let of_this = facts_of_statutory::answers(entries).any(|(one, _)| one.id == entry.id);
    (of_this && facts_of_statutory::reached_the_county(entries).is_some()).then_some(ANSWER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, date, record::ApplicationAgreement};

    fn entry(number: u64, on: Date, content: Content) -> Entry {
        Entry::sample(number, on, content)
    }

    fn letters(kinds: &[LetterKind]) -> Vec<Entry> {
        (1..)
            .zip(kinds)
            .map(|(day, kind)| {
                let on = date(2026, 3, day);
                let number = u64::try_from(day).unwrap();
                entry(number, on, Content::CountyLetter(CountyLetter::new(*kind, on)))
            })
            .collect()
    }

    #[test]
    fn the_only_letter_on_which_the_process_stands_stays() {
        use LetterKind::*;
        use StatutoryState as S;
        // Where the process is, the letters by date, which of them is looked at, and whether it stays.
        let table: &[(S, &[LetterKind], usize, bool)] = &[
            (S::Requested, &[Received], 0, true),
            (S::Requested, &[ParentApplied], 0, true),
            (S::Requested, &[Received, Received], 0, false),
            (S::Requested, &[Received, ParentApplied], 1, false),
            (S::Assessing, &[Received, WillAssess], 0, true),
            (S::Assessing, &[Received, WillAssess], 1, false),
            (S::Assessing, &[Received, WillAssess, AdviceAsked], 2, false),
            (S::Withdrawn, &[Received, Withdrawn], 0, false),
            (S::RefusedToAssess, &[Received, RefusedToAssess], 1, true),
            (S::AppealToAssess, &[Received, RefusedToAssess, AppealLodged], 1, true),
            (S::RefusedToAssess, &[Received, RefusedToAssess, RefusedToAssess], 1, false),
            (S::Assessing, &[Received, RefusedToAssess, WillAssess], 1, false),
            (S::RefusedToIssue, &[Received, WillAssess, RefusedToIssue], 2, true),
            (S::DraftPlan, &[Received, WillAssess, Draft], 2, true),
            (S::EhcpInPlace, &[Received, WillAssess, Draft, Final], 3, true),
            (S::EhcpInPlace, &[Received, WillAssess, Draft, Final], 0, false),
            (S::EhcpInPlace, &[Received, Draft, Final, AmendedPlan], 2, false),
            (S::EhcpInPlace, &[ArrivesWithPlan, Final], 1, false),
            (S::Ceasing, &[Final, WillCease], 1, true),
            // What an earlier application holds is no letter of this one.
            (S::Requested, &[Received, RefusedToAssess, Received], 2, true),
            (S::Requested, &[Received, RefusedToAssess, Received], 0, false),
        ];
        for (state, kinds, at, stays) in table {
            let all = letters(kinds);
            assert_eq!(letter(*state, &all, &all[*at]).is_some(), *stays, "{state:?} {kinds:?} {at}");
        }
    }

    #[test]
    fn an_answer_stays_once_the_request_reached_the_county() {
        let said = entry(1, date(2026, 2, 2), Content::ApplicationAgreement(ApplicationAgreement::default()));
        let at = |number: u64, kind| {
            let on = date(2026, 3, 2);
            entry(number, on, Content::CountyLetter(CountyLetter::new(kind, on)))
        };
        let (gone, ended) = (at(2, LetterKind::Received), at(3, LetterKind::RefusedToAssess));
        for (others, stays) in [
            (vec![], false),
            (vec![gone.clone()], true),
            (vec![at(2, LetterKind::ParentApplied)], true),
            (vec![at(0, LetterKind::Begun), gone.clone(), ended.clone()], true),
            (vec![gone, ended, at(4, LetterKind::Begun)], false),
        ] {
            let all: Vec<Entry> = [said.clone()].into_iter().chain(others).collect();
            assert_eq!(answer(&all, &said).is_some(), stays, "{all:?}");
        }
    }
}
