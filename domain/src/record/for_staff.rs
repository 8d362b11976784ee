//! What one parent says to staff alone, and what others may know of it.

use std::borrow::Cow;

use super::{Agreement, Answer, Content, Party};
use crate::permissions::{Action, Actor, Subject};

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

/// An entry's words for others than staff: of an annual review who is invited, and not what each answered.
///
/// # Source
/// `people.md`: one parent's private view never shows to the other.
#[must_use]
pub fn for_others(content: &Content) -> Cow<'_, Content> {
    match content {
        Content::AnnualReview(review) => Cow::Owned(Content::AnnualReview(review.without_answers())),
        other => Cow::Borrowed(other),
    }
}

/// An entry's words as somebody reads them who may: staff who reach the child read all of them, families and agencies what is
/// [`for_others`].
#[must_use]
pub fn for_reader<'a>(actor: &Actor, subject: Subject, content: &'a Content) -> Cow<'a, Content> {
    let is_staff = actor
        .holdings
        .iter()
        .any(|holding| holding.role.is_staff() && holding.reaches(Action::SeeChild, subject));
    if is_staff { Cow::Borrowed(content) } else { for_others(content) }
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
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        EntryId, PupilId, SchoolId, UserId,
        meetings::Reply,
        people::Role,
        permissions::{Holding, Who},
        record::{AnnualGuest, AnnualReview, HowSaid},
    };

    #[test]
    fn what_a_guest_answered_is_for_staff() {
        let (school, pupil) = (SchoolId::new(1, &[0; 10]), PupilId::new(1, &[0; 10]));
        let subject = Subject::Pupil { school, pupil, class: None };
        let mother = AnnualGuest {
            name: "Anna Mother".to_owned(),
            reply: Some(Reply::OtherDay),
            words: "Not in one room with him".to_owned(),
            ..AnnualGuest::default()
        };
        let content =
            Content::AnnualReview(AnnualReview { invited: vec![mother], ..AnnualReview::default() });
        for (role, reads) in [
            (Role::Senco, true),
            (Role::Head, true),
            (Role::Parent, false),
            (Role::Agency, false),
            (Role::Pupil, false),
        ] {
            let holding = Holding { pupils: BTreeSet::from([pupil]), ..Holding::of(role) };
            let who = Who::Person(UserId::new(1, &[1; 10]));
            let actor = Actor { school, who, holdings: vec![holding] };
            let read = for_reader(&actor, subject, &content);
            let Content::AnnualReview(review) = read.as_ref() else { panic!("a review") };
            let one = &review.invited[0];
            assert_eq!((one.reply.is_some(), !one.words.is_empty()), (reads, reads), "{role:?}");
            assert_eq!(one.name, "Anna Mother");
        }
    }

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
