//! What stands on a record once: the plan, the top-up and the school’s advice; once in a round the joined profile, the
//! checklist, and each author’s part for a party.

use super::{Content, Entry};

/// Whether an entry that stands already is the one that a new one would be beside: it is changed as a version of that
/// one, so that nobody’s words are put aside unseen.
///
/// # Source
/// screens: nothing is ever overwritten unseen; the newest of these is what the pages show.
///
/// # Example
/// ```
/// # use domain::{*, permissions::Who, record::*};
/// let page = |number: u8, round| Entry {
///     id: EntryId::new(1, &[number; 10]),
///     school: SchoolId::new(1, &[0; 10]),
///     pupil: PupilId::new(1, &[0; 10]),
///     round,
///     on: date(2026, 11, 23),
///     content: Content::Profile(SignedProfile::default()),
///     author: Who::Operator,
///     written_at: jiff::Timestamp::UNIX_EPOCH,
///     version: 1,
/// };
/// assert!(is_the_one(&page(1, 1), &page(2, 1)));
/// assert!(!is_the_one(&page(1, 1), &page(2, 2)), "each round has its own");
/// ```
#[must_use]
pub fn is_the_one(stands: &Entry, new: &Entry) -> bool {
    let once = matches!(
        (&stands.content, &new.content),
        (Content::Ehcp(_), Content::Ehcp(_))
            | (Content::TopUp(_), Content::TopUp(_))
            | (Content::SchoolsAdvice(_), Content::SchoolsAdvice(_))
    );
    let same = match (&stands.content, &new.content) {
        (Content::Profile(_), Content::Profile(_)) | (Content::Checklist(_), Content::Checklist(_)) => true,
        (Content::ProfilePart(known), Content::ProfilePart(part)) => {
            known.party == part.party && stands.author == new.author
        }
        (Content::AnnualReview(known), Content::AnnualReview(review)) => {
            known.meeting_on.is_some() && known.meeting_on == review.meeting_on
        }
        _ => false,
    };
    stands.pupil == new.pupil && (once || (same && stands.round == new.round))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        UserId, date,
        permissions::Who,
        record::{
            AnnualReview, Ehcp, FilledChecklist, Party, ProfilePart, SchoolsAdvice, SignedProfile, Talk,
            TopUp,
        },
    };

    #[test]
    fn once_in_a_round_and_for_each_author_and_party() {
        let entry = |author, round, content| Entry {
            round,
            author: Who::Person(UserId::new(1, &[author; 10])),
            ..Entry::sample(1, date(2026, 11, 23), content)
        };
        let profile = || Content::Profile(SignedProfile::default());
        let checklist = || Content::Checklist(FilledChecklist::default());
        let part = |party| Content::ProfilePart(ProfilePart { party, ..ProfilePart::default() });
        let review = |day| {
            let meeting_on = Some(date(2026, 12, day));
            Content::AnnualReview(AnnualReview { meeting_on, ..AnnualReview::default() })
        };
        let talk = || Content::Talk(Talk::default());
        let plan = || Content::Ehcp(Ehcp::default());
        let top_up = || Content::TopUp(TopUp::default());
        let advice = || Content::SchoolsAdvice(SchoolsAdvice::default());
        let table = [
            (entry(1, 1, profile()), entry(2, 1, profile()), true),
            (entry(1, 1, profile()), entry(1, 2, profile()), false),
            (entry(1, 1, checklist()), entry(2, 1, checklist()), true),
            (entry(1, 1, checklist()), entry(1, 1, profile()), false),
            (entry(1, 1, part(Party::Parent)), entry(1, 1, part(Party::Parent)), true),
            (entry(1, 1, part(Party::Parent)), entry(2, 1, part(Party::Parent)), false),
            (entry(1, 1, part(Party::Parent)), entry(1, 1, part(Party::Pupil)), false),
            (entry(1, 1, talk()), entry(1, 1, talk()), false),
            (entry(1, 1, plan()), entry(2, 2, plan()), true),
            (entry(1, 1, top_up()), entry(2, 2, top_up()), true),
            (entry(1, 1, advice()), entry(2, 1, advice()), true),
            (entry(1, 1, plan()), entry(2, 1, top_up()), false),
            (entry(1, 1, review(1)), entry(2, 1, review(1)), true),
            (entry(1, 1, review(1)), entry(1, 1, review(2)), false),
        ];
        for (stands, new, expected) in table {
            assert_eq!(is_the_one(&stands, &new), expected, "{stands:?} {new:?}");
        }
    }
}
