//! The county's decisions that parents may appeal: those that stand, over every letter and annual review.

use super::{Content, CountyLetter, Entry, LetterKind, Recommendation, county_letters};
use crate::{
    Date,
    deadlines::{Appealable, Disagreement},
};

/// A decision that parents may appeal, and what they did about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub what: Appealable,
    /// The day of the letter that says it: the parents' time counts from it.
    pub on: Date,
    /// What the parents did since.
    pub since: Disagreement,
}

/// The decisions that stand, the newest last: of each thing that can be decided the newest. One that the county or the
/// Tribunal has since turned is none any more; the day on which a plan ended, or on which an amendment was announced, is
/// none. What the parents did after a later decision is not counted as done about an earlier one: no last day is lost by it.
///
/// What an annual review says of the county's decision counts while its letter is not on the record.
///
/// # Law
/// Children and Families Act 2014, s.51(2). In force since 2014-09-01; read 2026-11-23.
#[must_use]
pub fn standing(entries: &[Entry]) -> Vec<Decided> {
    let letters = county_letters::all(entries);
    let by_letter = letters.iter().enumerate().filter_map(|(at, letter)| {
        let turned = letters[at + 1..].iter().any(|later| turns(later.kind, letter.kind));
        Some((letter.dated_on, letter.kind.appealable().filter(|_| !turned)?))
    });
    let by_review = entries.iter().filter_map(|entry| match &entry.content {
        Content::AnnualReview(review) => {
            let (what, letter) = match review.decision? {
                Recommendation::Keep => (Appealable::NotToAmend, LetterKind::KeepsPlan),
                Recommendation::Cease => (Appealable::ToCease, LetterKind::WillCease),
                Recommendation::Amend => return None,
            };
            let (on, meeting_on) = (review.decision_on?, review.meeting_on?);
            let said_or_turned = letters.iter().any(|known| {
                known.dated_on >= meeting_on && (known.kind == letter || turns(known.kind, letter))
            });
            (!said_or_turned).then_some((on, what))
        }
        _ => None,
    });
    let mut decided: Vec<(Date, Appealable)> = by_letter.chain(by_review).collect();
    decided.sort_by_key(|(on, _)| *on);
    let newest = |at: usize, what: Appealable| decided[at + 1..].iter().all(|(_, later)| *later != what);
    let of_each = decided.iter().enumerate().filter(|(at, (_, what))| newest(*at, *what));
    of_each
        .map(|(at, (on, what))| {
            let next = decided[at + 1..].iter().map(|(later, _)| *later).find(|later| later > on);
            Decided { what: *what, on: *on, since: between(&letters, *on, next) }
        })
        .collect()
}

/// What the parents did on or after the day of a decision.
#[must_use]
pub fn since(letters: &[&CountyLetter], decided_on: Date) -> Disagreement {
    between(letters, decided_on, None)
}

fn between(letters: &[&CountyLetter], decided_on: Date, next: Option<Date>) -> Disagreement {
    let is_about = |on: Date| on >= decided_on && next.is_none_or(|next| on < next);
    let of_it = |kind| letters.iter().rev().find(|letter| letter.kind == kind && is_about(letter.dated_on));
    let on = |kind| of_it(kind).map(|letter| letter.dated_on);
    Disagreement {
        adviser_contacted_on: on(LetterKind::AdviserContacted).or(on(LetterKind::Mediation)),
        mediation_declined_on: on(LetterKind::MediationDeclined),
        certificate_on: on(LetterKind::MediationCertificate),
        appealed_on: on(LetterKind::AppealLodged),
    }
}

/// Whether a later letter takes a decision back, so that nothing is left to appeal.
const fn turns(later: LetterKind, decision: LetterKind) -> bool {
    use LetterKind as K;
    match decision {
        K::RefusedToAssess => matches!(later, K::WillAssess | K::AppealUpheld),
        K::RefusedToIssue => matches!(later, K::Draft | K::AppealUpheld),
        K::RefusedToReassess => matches!(later, K::WillReassess | K::AppealUpheld),
        K::WillCease | K::KeepsPlan => matches!(later, K::AmendmentNotice | K::AppealUpheld),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, record::AnnualReview};

    fn entry(on: Date, content: Content) -> Entry {
        Entry::sample(1, on, content)
    }

    fn letter(kind: LetterKind, on: Date) -> Entry {
        entry(on, Content::CountyLetter(CountyLetter::new(kind, on)))
    }

    fn review(decision: Recommendation, on: Date) -> Entry {
        let review = AnnualReview {
            meeting_on: Some(date(2026, 6, 15)),
            decision: Some(decision),
            decision_on: Some(on),
            ..AnnualReview::default()
        };
        entry(on, Content::AnnualReview(review))
    }

    #[test]
    fn the_newest_that_stands() {
        use Appealable::*;
        use LetterKind as K;
        let (first, second, third) = (date(2026, 7, 1), date(2026, 8, 3), date(2026, 9, 7));
        let was_assessed = letter(K::Final, date(2024, 7, 1));
        for (entries, decided) in [
            (vec![], None),
            (vec![was_assessed.clone()], Some((SectionsBFI, date(2024, 7, 1)))),
            (vec![was_assessed.clone(), letter(K::KeepsPlan, first)], Some((NotToAmend, first))),
            (vec![letter(K::AmendmentNotice, first)], None),
            (
                vec![letter(K::AmendmentNotice, first), letter(K::AmendedPlan, second)],
                Some((SectionsBFI, second)),
            ),
            (vec![was_assessed.clone(), letter(K::RefusedToReassess, first)], Some((NotToReassess, first))),
            (vec![letter(K::WillCease, first)], Some((ToCease, first))),
            (vec![letter(K::WillCease, first), letter(K::Ceased, third)], Some((ToCease, first))),
            (vec![letter(K::Ceased, first)], None), // the day on which a plan ended is no decision
            (
                vec![
                    letter(K::WillCease, first),
                    letter(K::AppealLodged, second),
                    letter(K::AppealUpheld, third),
                ],
                None,
            ),
            (vec![letter(K::RefusedToAssess, first)], Some((NotToAssess, first))),
            (vec![letter(K::RefusedToAssess, first), letter(K::WillAssess, second)], None),
            (vec![letter(K::RefusedToIssue, first), letter(K::Draft, second)], None),
            (vec![review(Recommendation::Keep, first)], Some((NotToAmend, first))),
            (
                vec![review(Recommendation::Keep, first), letter(K::KeepsPlan, second)],
                Some((NotToAmend, second)),
            ),
            (vec![review(Recommendation::Cease, first)], Some((ToCease, first))),
            (vec![review(Recommendation::Cease, first), letter(K::AppealUpheld, third)], None),
            (vec![review(Recommendation::Amend, first)], None),
        ] {
            let found = standing(&entries).pop().map(|decided| (decided.what, decided.on));
            assert_eq!(found, decided, "{entries:?}");
        }
    }

    #[test]
    fn an_earlier_decision_about_something_else_stands_beside_it() {
        use Appealable::*;
        use LetterKind as K;
        let (plan, then, appealed) = (date(2026, 11, 10), date(2026, 11, 20), date(2026, 12, 1));
        for (first, second, both) in [
            (K::AmendedPlan, K::RefusedToReassess, vec![(SectionsBFI, plan), (NotToReassess, then)]),
            (K::Final, K::WillCease, vec![(SectionsBFI, plan), (ToCease, then)]),
            (K::Final, K::AmendedPlan, vec![(SectionsBFI, then)]),
        ] {
            let found =
                standing(&[letter(first, plan), letter(second, then), letter(K::AppealLodged, appealed)]);
            let told: Vec<_> = found.iter().map(|decided| (decided.what, decided.on)).collect();
            assert_eq!(told, both, "{first:?} {second:?}");
            assert_eq!(found.last().unwrap().since.appealed_on, Some(appealed));
            assert!(
                found.len() < 2 || found[0].since.appealed_on.is_none(),
                "which was appealed is not known"
            );
        }
    }

    #[test]
    fn what_the_parents_did_about_an_earlier_decision_does_not_count() {
        use LetterKind as K;
        let mut entries = vec![
            letter(K::Final, date(2024, 7, 1)),
            letter(K::MediationCertificate, date(2024, 8, 1)),
            letter(K::KeepsPlan, date(2026, 7, 1)),
        ];
        let newest = |entries: &[Entry]| standing(entries).pop().map(|decided| decided.since);
        assert_eq!(newest(&entries), Some(Disagreement::default()));
        entries.push(letter(K::Mediation, date(2026, 7, 9)));
        let since = newest(&entries).map(|since| since.adviser_contacted_on);
        assert_eq!(since, Some(Some(date(2026, 7, 9))));
    }
}
