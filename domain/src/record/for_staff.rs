//! What one parent says to staff alone, and what others may know of it.

use super::{Agreement, Answer, Content, Party};

/// Whether it is what one parent says to staff: their concern, their part of the profile, their answer to the plan. Staff
/// and whoever wrote it read it; the other parent and professionals from outside do not, and it stands on no paper that
/// goes to everybody. Of an answer others may know what [`Agreement::for_others`] leaves.
///
/// # Source
/// `people.md`: "One parent's address, phone and private view never show to the other: on screen, in letters, bundle or
/// subject access".
///
/// # Example
/// ```
/// # use domain::record::{Concern, Content, Party, is_for_staff};
/// let concern = |raised_by| Content::Concern(Concern { raised_by, ..Concern::default() });
/// assert!(is_for_staff(&concern(Party::Parent)));
/// assert!(!is_for_staff(&concern(Party::Teacher)));
/// ```
#[must_use]
pub fn is_for_staff(content: &Content) -> bool {
    match content {
        Content::Concern(concern) => concern.raised_by == Party::Parent,
        Content::ProfilePart(part) => part.party == Party::Parent,
        Content::Agreement(said) => said.party == Party::Parent,
        Content::Checklist(_)
        | Content::Acknowledgement(_)
        | Content::Talk(_)
        | Content::Adaptation(_)
        | Content::Profile(_)
        | Content::Plan(_)
        | Content::Referral(_)
        | Content::Report(_)
        | Content::FileItem(_)
        | Content::View(_)
        | Content::Review(_)
        | Content::ApplicationAgreement(_)
        | Content::SchoolsAdvice(_)
        | Content::RequestBundle(_)
        | Content::CountyLetter(_)
        | Content::Ehcp(_)
        | Content::AnnualReview(_)
        | Content::PlanComments(_)
        | Content::TopUp(_)
        | Content::Transition(_)
        | Content::Note(_) => false,
    }
}

impl Agreement {
    /// As others than staff and whoever wrote it know a parent's answer: without words, and of one that is no yes without
    /// whose it is. An answer of another party is everybody's.
    ///
    /// # Source
    /// `people.md`: one parent's private view never shows to the other.
    #[must_use]
    pub fn for_others(mut self) -> Self {
        if self.party == Party::Parent {
            self.words.clear();
            if self.answer != Answer::Yes {
                self.name.clear();
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntryId, record::HowSaid};

    #[test]
    fn of_a_parents_answer_others_know_no_words_and_of_a_no_no_name() {
        for (party, answer, name, words) in [
            (Party::Parent, Answer::Yes, "Anna Mother", ""),
            (Party::Parent, Answer::Disagrees, "", ""),
            (Party::Parent, Answer::NotReached, "", ""),
            (Party::Teacher, Answer::Disagrees, "Anna Mother", "More time"),
            (Party::Pupil, Answer::Yes, "Anna Mother", "More time"),
        ] {
            let said = Agreement {
                party,
                name: "Anna Mother".to_owned(),
                answer,
                how: HowSaid::OnPaper,
                words: "More time".to_owned(),
                plan: EntryId::new(1, &[0; 10]),
                plan_version: 1,
            }
            .for_others();
            assert_eq!((said.name.as_str(), said.words.as_str()), (name, words), "{party:?} {answer:?}");
        }
    }
}
