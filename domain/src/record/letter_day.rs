//! Whether the day of a county's letter can be right: not before the child, the law, or what it answers.

use super::{CountyLetter, LetterKind};
use crate::{Date, deadlines::rule::SEND_IN_FORCE};

/// Why the day of a letter cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongDay {
    /// Before the child was born.
    BeforeBirth,
    /// Before the law by which it is written.
    BeforeTheLaw,
    /// Before what it answers, which is on the record with that day.
    Before(LetterKind, Date),
}

/// What a kind of letter answers: it cannot be earlier than the first of these that are on the record.
const fn answers(kind: LetterKind) -> &'static [LetterKind] {
    use LetterKind as K;
    match kind {
        K::AdviceAsked
        | K::WillAssess
        | K::RefusedToAssess
        | K::RefusedToIssue
        | K::Draft
        | K::Final
        | K::Withdrawn => &[K::Received, K::ParentApplied],
        K::AdviceSent => &[K::AdviceAsked],
        K::Commented => &[K::Draft, K::AmendmentNotice],
        K::ConsultationAnswered => &[K::Consultation],
        K::AppealUpheld | K::AppealDismissed => &[K::AppealLodged],
        K::MediationEnded => &[K::Mediation, K::AdviserContacted],
        K::Begun
        | K::Received
        | K::ParentApplied
        | K::AppointmentMissed
        | K::Consultation
        | K::ArrivesWithPlan
        | K::MovedIn
        | K::KeepsPlan
        | K::AmendmentNotice
        | K::AmendedPlan
        | K::WillReassess
        | K::RefusedToReassess
        | K::WillCease
        | K::Ceased
        | K::AdviserContacted
        | K::MediationDeclined
        | K::Mediation
        | K::MediationCertificate
        | K::AppealLodged
        | K::Exemption
        | K::FileSent
        | K::Other => &[],
    }
}

/// Why the day of a letter cannot be right; none when it can. `known` are the child's letters on the record. A letter may be
/// recorded before the one that it answers: then nothing is said.
///
/// # Source
/// pathway.md: a county's letters may be recorded at any step; statute.md for what answers what.
///
/// # Example
/// ```
/// # use domain::{date, record::{CountyLetter, LetterKind, letter_day::{self, WrongDay}}};
/// let received = CountyLetter::new(LetterKind::Received, date(2026, 3, 2));
/// let answer = CountyLetter::new(LetterKind::WillAssess, date(2026, 2, 10));
/// let wrong = letter_day::wrong(&answer, &[&received], date(2018, 5, 4));
/// assert_eq!(wrong, Some(WrongDay::Before(LetterKind::Received, date(2026, 3, 2))));
/// ```
#[must_use]
pub fn wrong(letter: &CountyLetter, known: &[&CountyLetter], born_on: Date) -> Option<WrongDay> {
    if letter.dated_on < born_on {
        return Some(WrongDay::BeforeBirth);
    }
    if letter.dated_on < SEND_IN_FORCE {
        return Some(WrongDay::BeforeTheLaw);
    }
    let answered = known.iter().filter(|one| answers(letter.kind).contains(&one.kind));
    let first = answered.min_by_key(|one| one.dated_on)?;
    (first.dated_on > letter.dated_on).then_some(WrongDay::Before(first.kind, first.dated_on))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn a_letter_is_not_before_what_it_answers() {
        use LetterKind as K;
        let letter = CountyLetter::new;
        let (born, march) = (date(2018, 5, 4), date(2026, 3, 2));
        for (kind, on, known, wrong_day) in [
            (K::Received, march, vec![], None),
            (K::Received, date(2018, 5, 3), vec![], Some(WrongDay::BeforeBirth)),
            (K::WillAssess, march, vec![letter(K::Received, march)], None),
            (
                K::WillAssess,
                date(2026, 3, 1),
                vec![letter(K::Received, march)],
                Some(WrongDay::Before(K::Received, march)),
            ),
            // An earlier request is on the record, too.
            (
                K::WillAssess,
                date(2026, 3, 1),
                vec![letter(K::Received, date(2025, 1, 6)), letter(K::Received, march)],
                None,
            ),
            (
                K::AdviceSent,
                date(2026, 3, 1),
                vec![letter(K::AdviceAsked, march)],
                Some(WrongDay::Before(K::AdviceAsked, march)),
            ),
            (K::AdviceSent, march, vec![], None),
            (K::Commented, march, vec![letter(K::Draft, date(2026, 2, 20))], None),
        ] {
            let found: Vec<&CountyLetter> = known.iter().collect();
            assert_eq!(wrong(&letter(kind, on), &found, born), wrong_day, "{kind:?} {on}");
        }
        let old = letter(K::Received, date(2014, 8, 31));
        assert_eq!(wrong(&old, &[], date(2010, 1, 1)), Some(WrongDay::BeforeTheLaw));
    }
}
