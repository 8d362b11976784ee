//! An entry that was written by mistake is taken out of the record; what the record stands on is not.

use jiff::Timestamp;

use super::{Content, Entry, LetterKind, Party, TalkAbout, letter_stands};
use crate::{
    pathway::{
        CaseState, StatutoryState, SupportState,
        facts_of_support::{current_plan, told},
    },
    permissions::Who,
};

/// When, by whom and why an entry was taken out. It counts nowhere since, and stays with every version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOut {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Who,
    /// Why, in their words.
    pub why: String,
}

/// What a record stands on that a guard asks for *firmly*: whom, about what, and what to do before it is taken out.
const FIRM: [(Party, TalkAbout, &str); 4] = [
    (
        Party::Parent,
        TalkAbout::SenSupportBegins,
        "The parents must have been told of SEN support, and this is the only day that says so. Record the right day in \
         the contact log first; then take this one out.",
    ),
    (
        Party::Parent,
        TalkAbout::SupportEnds,
        "The parents must have been told that support ends, and this is the only day that says so. Record the right day \
         in the contact log first; then take this one out.",
    ),
    (
        Party::Pupil,
        TalkAbout::SupportEnds,
        "The child must have been told that support ends, and this is the only day that says so. Record the right day in \
         the contact log first; then take this one out.",
    ),
    (
        Party::Parent,
        TalkAbout::ApplicationAlthough,
        "The parents must have been told that the school asked although not everyone agreed, and this is the only day \
         that says so. Record the right day in the contact log first; then take this one out.",
    ),
];

/// Whether the record, where it stands, needs somebody to have been told: it came there by a move whose guard asks for
/// it firmly.
fn needs(state: &CaseState, about: TalkAbout) -> bool {
    match about {
        TalkAbout::SenSupportBegins => matches!(
            state.support,
            Some(
                SupportState::Provision
                    | SupportState::Monitoring
                    | SupportState::Review
                    | SupportState::Continues
            )
        ),
        TalkAbout::SupportEnds => matches!(state.support, Some(SupportState::Closed(_))),
        TalkAbout::ApplicationAlthough => !matches!(
            state.statutory,
            StatutoryState::None
                | StatutoryState::Agreeing
                | StatutoryState::NotAgreed
                | StatutoryState::Withdrawn
        ),
        TalkAbout::General
        | TalkAbout::Concern
        | TalkAbout::Contribution
        | TalkAbout::Application
        | TalkAbout::EhcpTalk
        | TalkAbout::Appeal => false,
    }
}

/// Why an entry cannot be taken out as the record stands, and what to do first; none when it can. `entries` are all of
/// the child's, with it. A move that was made stays made: so what it stands on stays, until something right stands
/// beside it.
///
/// # Source
/// pathway: what a guard asks for firmly (parents told of SEN support, CoP 6.48; parents and child told that support
/// ends; parents told of a request although not everyone agrees); the only letter of the county on which its process
/// stands, and the answers with which a request has gone.
///
/// # Example
/// ```
/// # use domain::{*, pathway::CaseState, permissions::Who, record::*};
/// let talk = Entry {
///     id: EntryId::new(1, &[1; 10]),
///     school: SchoolId::new(1, &[0; 10]),
///     pupil: PupilId::new(1, &[0; 10]),
///     round: 1,
///     on: date(2026, 11, 23),
///     content: Content::Talk(Talk { said: "Of another child".into(), ..Talk::default() }),
///     author: Who::Operator,
///     written_at: jiff::Timestamp::UNIX_EPOCH,
///     version: 1,
/// };
/// assert_eq!(stands_on(&CaseState::default(), &[talk.clone()], &talk), None);
/// ```
#[must_use]
pub fn stands_on(state: &CaseState, entries: &[Entry], entry: &Entry) -> Option<&'static str> {
    let of_open_round = entry.round == state.round.max(1);
    let others = || entries.iter().filter(|other| other.id != entry.id);
    match &entry.content {
        Content::Concern(_) => {
            let begins = matches!(state.support, Some(SupportState::Concern | SupportState::TeacherAdapts));
            let another = others()
                .any(|other| other.round == entry.round && matches!(other.content, Content::Concern(_)));
            (of_open_round && begins && !another).then_some(
                "The open round stands on this concern. Close the round as opened in error first, or write the right \
                 concern; then take this one out.",
            )
        }
        Content::Talk(talk) if of_open_round => FIRM
            .iter()
            .find(|(party, about, _)| {
                told(talk, *party, *about)
                    && needs(state, *about)
                    && !others().any(|other| {
                        other.round == entry.round
                            && matches!(&other.content, Content::Talk(talk) if told(talk, *party, *about))
                    })
            })
            .map(|(_, _, sentence)| *sentence),
        Content::Plan(_) => {
            let current = current_plan(state, entries);
            let is_current = current.is_some_and(|(current, _)| current.id == entry.id);
            (is_current && needs(state, TalkAbout::SenSupportBegins)).then_some(
                "Groups and scores hang on the targets of this plan. Change the plan instead, or put an earlier version \
                 of it back.",
            )
        }
        Content::Ehcp(_) => {
            let another = others().any(|other| matches!(other.content, Content::Ehcp(_)));
            (state.statutory.has_plan() && !another).then_some(
                "The child’s EHC plan is in place by this entry. Write what is right in its place: it becomes a new \
                 version.",
            )
        }
        Content::CountyLetter(letter) if letter.kind == LetterKind::Begun => Some(
            "This marks where the application began. Withdraw the application instead, under “EHC plan”.",
        ),
        Content::CountyLetter(_) => letter_stands::letter(state.statutory, entries, entry),
        Content::ApplicationAgreement(_) => letter_stands::answer(entries, entry),
        Content::Talk(_)
        | Content::Checklist(_)
        | Content::Acknowledgement(_)
        | Content::Adaptation(_)
        | Content::ProfilePart(_)
        | Content::Profile(_)
        | Content::Agreement(_)
        | Content::Referral(_)
        | Content::Report(_)
        | Content::FileItem(_)
        | Content::View(_)
        | Content::Review(_)
        | Content::SchoolsAdvice(_)
        | Content::RequestBundle(_)
        | Content::AnnualReview(_)
        | Content::PlanComments(_)
        | Content::TopUp(_)
        | Content::Transition(_)
        | Content::Note(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        pathway::CloseReason,
        record::{Concern, CountyLetter, Ehcp, Plan, Talk},
    };

    fn entry(number: u8, content: Content) -> Entry {
        Entry::sample(number.into(), date(2026, 11, 23), content)
    }

    fn talk(number: u8, with: Party, about: TalkAbout) -> Entry {
        entry(number, Content::Talk(Talk { with, about, reached: true, ..Talk::default() }))
    }

    fn at(support: Option<SupportState>, statutory: StatutoryState) -> CaseState {
        CaseState { round: 1, cycle: 1, support, statutory, ..CaseState::default() }
    }

    #[test]
    fn what_a_record_stands_on_stays_until_something_right_stands_beside_it() {
        use StatutoryState as St;
        use SupportState as Su;
        let closed = Su::Closed(CloseReason::SupportCanStop);
        let (parent, pupil) = (Party::Parent, Party::Pupil);
        let concern = |number| entry(number, Content::Concern(Concern::default()));
        let plan = |number| entry(number, Content::Plan(Plan { cycle: 1, ..Plan::default() }));
        let ehcp = |number| entry(number, Content::Ehcp(Ehcp::default()));
        let letter = |kind| entry(1, Content::CountyLetter(CountyLetter::new(kind, date(2026, 11, 2))));
        let begins = |number| talk(number, parent, TalkAbout::SenSupportBegins);
        let although = |number| talk(number, parent, TalkAbout::ApplicationAlthough);
        // The entry, one that could stand beside it, where the record is, and whether the first alone is needed there.
        let table = [
            (concern(1), concern(2), Some(Su::Concern), St::None, true),
            (concern(1), concern(2), Some(Su::TeacherAdapts), St::None, true),
            (concern(1), concern(2), Some(Su::Profile), St::None, false),
            (concern(1), concern(2), Some(closed), St::None, false),
            (begins(1), begins(2), Some(Su::Iep), St::None, false),
            (begins(1), begins(2), Some(Su::Provision), St::None, true),
            (begins(1), begins(2), Some(Su::Continues), St::None, true),
            (begins(1), begins(2), Some(closed), St::None, false),
            (
                talk(1, parent, TalkAbout::SupportEnds),
                talk(2, parent, TalkAbout::SupportEnds),
                Some(closed),
                St::None,
                true,
            ),
            (
                talk(1, pupil, TalkAbout::SupportEnds),
                talk(2, pupil, TalkAbout::SupportEnds),
                Some(closed),
                St::None,
                true,
            ),
            (
                talk(1, parent, TalkAbout::Concern),
                talk(2, parent, TalkAbout::Concern),
                Some(closed),
                St::None,
                false,
            ),
            (although(1), although(2), None, St::Agreeing, false),
            (although(1), although(2), None, St::Requested, true),
            (although(1), although(2), None, St::Withdrawn, false),
            (plan(1), begins(2), Some(Su::Iep), St::None, false),
            (ehcp(1), ehcp(2), None, St::EhcpInPlace, true),
            (ehcp(1), ehcp(2), None, St::Ceased, false),
            (letter(LetterKind::WillAssess), begins(2), None, St::Assessing, false),
        ];
        for (one, beside, support, statutory, needed) in table {
            let state = at(support, statutory);
            let alone = [one.clone()];
            assert_eq!(
                stands_on(&state, &alone, &one).is_some(),
                needed,
                "{one:?} {support:?} {statutory:?}"
            );
            let both = [one.clone(), beside.clone()];
            assert_eq!(stands_on(&state, &both, &one), None, "{one:?} {support:?} {statutory:?}");
            let of_before = Entry { round: 0, ..one.clone() };
            if !matches!(one.content, Content::Ehcp(_)) {
                assert_eq!(
                    stands_on(&state, std::slice::from_ref(&of_before), &of_before),
                    None,
                    "another round: {one:?}"
                );
            }
        }
        let state = at(Some(Su::Monitoring), St::None);
        assert!(stands_on(&state, &[plan(1)], &plan(1)).is_some(), "the plan that runs");
        assert!(stands_on(&state, &[letter(LetterKind::Begun)], &letter(LetterKind::Begun)).is_some());
    }

    #[test]
    fn an_attempt_that_reached_nobody_is_no_fact() {
        let mut tried = talk(1, Party::Parent, TalkAbout::SenSupportBegins);
        tried.content = Content::Talk(Talk {
            with: Party::Parent,
            about: TalkAbout::SenSupportBegins,
            reached: false,
            ..Talk::default()
        });
        let state = at(Some(SupportState::Provision), StatutoryState::None);
        assert_eq!(stands_on(&state, &[tried.clone()], &tried), None);
    }
}
