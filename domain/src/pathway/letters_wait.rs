//! What must be recorded before letters that are on the record can take their places.

use super::{Finding, Pass, StatutoryState, ToDo, Weight, letters_lead};
use crate::{
    people::Role,
    record::{Entry, LetterKind, county_letters},
};

/// The code of the finding that a letter answers a request of which nothing is on the record.
pub const NO_REQUEST: &str = "letters-wait.no-request";
/// The code of the finding that a letter is about a plan of which nothing is on the record.
pub const NO_PLAN: &str = "letters-wait.no-plan";

/// What the county's letters wait for while its process has not begun.
///
/// # Source
/// pathway: a county's letters may be recorded at any step; the statutory machine starts from any support step or from no
/// record at all.
#[must_use]
pub fn finding(state: StatutoryState, entries: &[Entry]) -> Option<Finding> {
    if !matches!(state, StatutoryState::None | StatutoryState::Agreeing) {
        return None;
    }
    let letters = county_letters::newest_application(&county_letters::since_begun(entries));
    let any = |is: fn(LetterKind) -> bool| letters.iter().any(|letter| is(letter.kind));
    let (code, sentence) = if any(is_about_a_plan) {
        (
            NO_PLAN,
            "A letter about an EHC plan is on the record, and no plan is. Record the letter “Final plan”, or that the \
             child arrives with a plan.",
        )
    } else if any(letters_lead::is_answer) && county_letters::received_on(&letters).is_none() {
        (
            NO_REQUEST,
            "The county’s answer is on the record, and the day on which it was asked is not. Record “County received \
             the request”: the other letters then take their places.",
        )
    } else {
        return None;
    };
    Some(Finding {
        code,
        weight: Weight::Warns,
        pass: Pass::NotNeeded,
        sentence: sentence.to_owned(),
        who: &[Role::Senco],
        to_do: ToDo::CountyLetter,
    })
}

fn is_about_a_plan(kind: LetterKind) -> bool {
    use LetterKind as L;
    matches!(
        kind,
        L::KeepsPlan
            | L::AmendmentNotice
            | L::AmendedPlan
            | L::WillReassess
            | L::RefusedToReassess
            | L::WillCease
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        record::{Content, CountyLetter},
    };

    #[test]
    fn what_a_letter_waits_for_is_said_while_nothing_has_begun() {
        use LetterKind::*;
        use StatutoryState as S;
        for (state, kinds, code) in [
            (S::None, &[][..], None),
            (S::None, &[WillAssess], Some(NO_REQUEST)),
            (S::None, &[RefusedToAssess], Some(NO_REQUEST)),
            (S::Agreeing, &[Draft], Some(NO_REQUEST)),
            (S::Agreeing, &[Received, Draft], None),
            (S::None, &[AmendedPlan], Some(NO_PLAN)),
            (S::None, &[WillCease], Some(NO_PLAN)),
            (S::None, &[Other], None),
            (S::RefusedToAssess, &[RefusedToAssess], None),
            (S::EhcpInPlace, &[AmendedPlan], None),
        ] {
            let entries: Vec<Entry> = (1..)
                .zip(kinds)
                .map(|(number, kind)| {
                    let on = date(2026, 3, 2);
                    Entry::sample(number, on, Content::CountyLetter(CountyLetter::new(*kind, on)))
                })
                .collect();
            assert_eq!(finding(state, &entries).map(|found| found.code), code, "{state:?} {kinds:?}");
        }
    }
}
