//! The county's decision that parents may appeal: the newest that stands, over every letter and annual review.

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

/// The newest decision that stands. One that the county or the Tribunal has since turned is none any more; the day on
/// which a plan ended, or on which an amendment was announced, is none.
///
/// What an annual review says of the county's decision counts while its letter is not on the record.
///
/// # Law
/// Children and Families Act 2014, s.51(2). In force since 2014-09-01; read 2026-11-23.
#[must_use]
pub fn standing(entries: &[Entry]) -> Option<Decided> {
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
    let (on, what) = by_letter.chain(by_review).max_by_key(|(on, _)| *on)?;
    Some(Decided { what, on, since: since(&letters, on) })
}

/// What the parents did on or after the day of a decision.
#[must_use]
pub fn since(letters: &[&CountyLetter], decided_on: Date) -> Disagreement {
    let on = |kind| county_letters::day(letters, kind).filter(|on| *on >= decided_on);
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
            let found = standing(&entries).map(|decided| (decided.what, decided.on));
            assert_eq!(found, decided, "{entries:?}");
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
        assert_eq!(standing(&entries).map(|decided| decided.since), Some(Disagreement::default()));
        entries.push(letter(K::Mediation, date(2026, 7, 9)));
        let since = standing(&entries).map(|decided| decided.since.adviser_contacted_on);
        assert_eq!(since, Some(Some(date(2026, 7, 9))));
    }
}
