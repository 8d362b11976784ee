//! What of a child's record goes to the next school.

use super::Content;

/// Whether an entry goes with a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transferable {
    /// It goes.
    Goes,
    /// It goes when a person says so of this one entry.
    WhenTicked,
    /// It stays.
    Stays,
}

/// Whether an entry goes to the next school with the child.
///
/// What was written for the child goes, and what was seen and agreed. A confidential note goes only when somebody ticks
/// it. What one parent wrote and the other may not read stays, with what only staff noted of their calls, what was
/// never finished or was taken back, what the school was paid, and bundles whose parts go by themselves.
///
/// # Source
/// `formats.md`, "To the next school"; `people.md`: one parent's private view never shows to the other; Education
/// (Pupil Information) (England) Regulations 2005 (SI 2005/1437), reg 9.
///
/// # Example
/// ```
/// # use domain::record::{Content, Note, Transferable, View, transferable};
/// assert_eq!(transferable(&Content::Note(Note::default())), Transferable::WhenTicked);
/// assert_eq!(transferable(&Content::View(View::default())), Transferable::Goes);
/// assert_eq!(
///     transferable(&Content::View(View { private: true, ..View::default() })),
///     Transferable::Stays
/// );
/// ```
#[must_use]
pub const fn transferable(content: &Content) -> Transferable {
    const fn goes_when(is: bool) -> Transferable {
        if is { Transferable::Goes } else { Transferable::Stays }
    }
    match content {
        Content::Concern(_)
        | Content::Acknowledgement(_)
        | Content::ProfilePart(_)
        | Content::Profile(_)
        | Content::Plan(_)
        | Content::Agreement(_)
        | Content::Referral(_)
        | Content::Report(_)
        | Content::FileItem(_)
        | Content::Review(_)
        | Content::ApplicationAgreement(_)
        | Content::SchoolsAdvice(_)
        | Content::CountyLetter(_)
        | Content::Ehcp(_)
        | Content::AnnualReview(_)
        | Content::Transition(_) => Transferable::Goes,
        Content::Checklist(filled) => goes_when(filled.done),
        Content::Adaptation(adaptation) => goes_when(adaptation.taken_back_on.is_none()),
        Content::Talk(talk) => goes_when(talk.shared),
        Content::View(view) => goes_when(!view.private),
        Content::RequestBundle(_) | Content::TopUp(_) | Content::PlanComments(_) => Transferable::Stays,
        Content::Note(_) => Transferable::WhenTicked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        record::{Adaptation, Concern, FilledChecklist, Plan, PlanComments, Talk, TopUp},
    };

    #[test]
    fn what_goes_and_what_stays() {
        let taken_back = Adaptation { taken_back_on: Some(date(2026, 9, 7)), ..Adaptation::default() };
        for (content, expected) in [
            (Content::Concern(Concern::default()), Transferable::Goes),
            (Content::Plan(Plan::default()), Transferable::Goes),
            (Content::Talk(Talk { shared: true, ..Talk::default() }), Transferable::Goes),
            (Content::Talk(Talk { shared: false, ..Talk::default() }), Transferable::Stays),
            (Content::Adaptation(Adaptation::default()), Transferable::Goes),
            (Content::Adaptation(taken_back), Transferable::Stays),
            (
                Content::Checklist(FilledChecklist { done: false, ..FilledChecklist::default() }),
                Transferable::Stays,
            ),
            (Content::TopUp(TopUp::default()), Transferable::Stays),
            (Content::PlanComments(PlanComments::default()), Transferable::Stays),
        ] {
            assert_eq!(transferable(&content), expected, "{content:?}");
        }
    }
}
