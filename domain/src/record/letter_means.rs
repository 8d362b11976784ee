//! What a letter means for the county's process: the move that recording it makes.

use super::LetterKind;
use crate::{
    deadlines::Appealable,
    pathway::{
        StatutoryMove, StatutoryState,
        moves::{Answer, STATUTORY, answer},
    },
};

impl LetterKind {
    /// The move that a letter of this kind makes from a state; none when it only tells of a day.
    ///
    /// A letter whose move cannot be made from here is recorded all the same, and moves nothing: nothing done for a
    /// child waits for a step.
    ///
    /// # Source
    /// pathway: the statutory machine, and "a county's letters may be recorded at any step; a guard stops only the
    /// move".
    ///
    /// # Example
    /// ```
    /// # use domain::{pathway::{StatutoryMove, StatutoryState}, record::LetterKind};
    /// let means = LetterKind::Received.means(StatutoryState::Agreeing);
    /// assert_eq!(means, Some(StatutoryMove::Request));
    /// assert_eq!(LetterKind::Received.means(StatutoryState::None), Some(StatutoryMove::ParentApplies));
    /// assert_eq!(LetterKind::Received.means(StatutoryState::Assessing), None);
    /// assert_eq!(LetterKind::Draft.means(StatutoryState::None), None);
    /// ```
    #[must_use]
    pub fn means(self, from: StatutoryState) -> Option<StatutoryMove> {
        let meant = match self {
            LetterKind::Received if from == StatutoryState::Agreeing => StatutoryMove::Request,
            LetterKind::Received | LetterKind::ParentApplied => StatutoryMove::ParentApplies,
            LetterKind::WillAssess => StatutoryMove::AgreeToAssess,
            LetterKind::RefusedToAssess => StatutoryMove::RefuseToAssess,
            LetterKind::RefusedToIssue => StatutoryMove::RefuseToIssue,
            LetterKind::Draft => StatutoryMove::IssueDraft,
            LetterKind::Final if from == StatutoryState::Reassessing => StatutoryMove::MakeAmendedPlan,
            LetterKind::Final => StatutoryMove::MakePlan,
            LetterKind::ArrivesWithPlan => StatutoryMove::ArriveWithPlan,
            LetterKind::MovedIn => StatutoryMove::MoveIn,
            LetterKind::KeepsPlan => StatutoryMove::KeepPlan,
            LetterKind::AmendmentNotice => StatutoryMove::Amend,
            LetterKind::AmendedPlan => StatutoryMove::MakeAmendedPlan,
            LetterKind::WillReassess => StatutoryMove::Reassess,
            LetterKind::WillCease => StatutoryMove::DecideToCease,
            LetterKind::Ceased => StatutoryMove::Cease,
            LetterKind::Mediation => StatutoryMove::GoToMediation,
            LetterKind::MediationEnded => StatutoryMove::EndMediation,
            LetterKind::AppealLodged => StatutoryMove::Appeal,
            LetterKind::AppealUpheld => StatutoryMove::Uphold,
            LetterKind::AppealDismissed => StatutoryMove::Dismiss,
            LetterKind::Withdrawn => StatutoryMove::Withdraw,
            LetterKind::AdviceAsked
            | LetterKind::AdviceSent
            | LetterKind::AppointmentMissed
            | LetterKind::Commented
            | LetterKind::Consultation
            | LetterKind::ConsultationAnswered
            | LetterKind::RefusedToReassess
            | LetterKind::AdviserContacted
            | LetterKind::MediationDeclined
            | LetterKind::MediationCertificate
            | LetterKind::Exemption
            | LetterKind::FileSent
            | LetterKind::Begun
            | LetterKind::Other => return None,
        };
        match answer(STATUTORY, &meant, &from) {
            Answer::Goes(_) => Some(meant),
            Answer::AlreadyThere | Answer::NoSuchMove => None,
        }
    }

    /// Whether it is written with the school's own move, and so never typed in by itself.
    #[must_use]
    pub const fn comes_with_a_move(self) -> bool {
        matches!(self, LetterKind::Begun)
    }

    /// Whether a letter of this kind is likely next: it moves from here, or tells of a day that matters here. The
    /// form offers these first.
    #[must_use]
    pub fn is_likely(self, from: StatutoryState) -> bool {
        use StatutoryState as S;
        match self {
            LetterKind::AdviceAsked
            | LetterKind::AdviceSent
            | LetterKind::AppointmentMissed
            | LetterKind::Exemption => matches!(from, S::Requested | S::Assessing | S::Reassessing),
            LetterKind::Consultation | LetterKind::ConsultationAnswered => {
                matches!(from, S::Assessing | S::DraftPlan | S::Amending | S::Reassessing)
            }
            LetterKind::Commented => matches!(from, S::DraftPlan | S::Amending),
            LetterKind::AdviserContacted
            | LetterKind::MediationDeclined
            | LetterKind::MediationCertificate => {
                StatutoryMove::Appeal.can_be_tried(from) || StatutoryMove::EndMediation.can_be_tried(from)
            }
            LetterKind::RefusedToReassess => from.has_plan(),
            LetterKind::FileSent => from == S::LeftSchool,
            LetterKind::Other => true,
            // That the county received a request of a parent's own is said by "parents asked".
            LetterKind::Received => self.means(from) == Some(StatutoryMove::Request) || from == S::Requested,
            _ => self.means(from).is_some(),
        }
    }

    /// The decision that it says, when parents can go to mediation and appeal after it.
    #[must_use]
    pub const fn appealable(self) -> Option<Appealable> {
        match self {
            LetterKind::RefusedToAssess => Some(Appealable::NotToAssess),
            LetterKind::RefusedToIssue => Some(Appealable::NotToIssue),
            LetterKind::RefusedToReassess => Some(Appealable::NotToReassess),
            LetterKind::KeepsPlan => Some(Appealable::NotToAmend),
            LetterKind::WillCease => Some(Appealable::ToCease),
            LetterKind::Final | LetterKind::AmendedPlan => Some(Appealable::SectionsBFI),
            LetterKind::Begun
            | LetterKind::Received
            | LetterKind::ParentApplied
            | LetterKind::AdviceAsked
            | LetterKind::AdviceSent
            | LetterKind::AppointmentMissed
            | LetterKind::WillAssess
            | LetterKind::Draft
            | LetterKind::Commented
            | LetterKind::Consultation
            | LetterKind::ConsultationAnswered
            | LetterKind::ArrivesWithPlan
            | LetterKind::MovedIn
            | LetterKind::AmendmentNotice
            | LetterKind::WillReassess
            | LetterKind::Ceased
            | LetterKind::AdviserContacted
            | LetterKind::MediationDeclined
            | LetterKind::Mediation
            | LetterKind::MediationEnded
            | LetterKind::MediationCertificate
            | LetterKind::AppealLodged
            | LetterKind::AppealUpheld
            | LetterKind::AppealDismissed
            | LetterKind::Exemption
            | LetterKind::Withdrawn
            | LetterKind::FileSent
            | LetterKind::Other => None,
        }
    }
}

impl StatutoryMove {
    /// Whether there is a row for this move from a state.
    #[must_use]
    pub fn can_be_tried(self, from: StatutoryState) -> bool {
        matches!(answer(STATUTORY, &self, &from), Answer::Goes(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_that_the_county_or_the_parents_make_has_its_letter() {
        // These are the school's own, or the roll's.
        let own =
            [StatutoryMove::Prepare, StatutoryMove::AskAgain, StatutoryMove::NotAgree, StatutoryMove::Leave];
        for the_move in StatutoryMove::ALL {
            let by_letter = StatutoryState::ALL
                .iter()
                .any(|from| LetterKind::ALL.iter().any(|kind| kind.means(*from) == Some(*the_move)));
            assert_eq!(by_letter, !own.contains(the_move), "{the_move:?}");
        }
    }

    #[test]
    fn codes_go_there_and_back_and_something_is_always_likely() {
        for kind in LetterKind::ALL {
            assert_eq!(LetterKind::from_code(kind.code()), Some(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{}\"", kind.code()));
        }
        for from in StatutoryState::ALL {
            assert!(LetterKind::ALL.iter().any(|kind| kind.is_likely(*from)), "{from:?}");
        }
    }
}
