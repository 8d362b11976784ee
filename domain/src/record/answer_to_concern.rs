//! The answer to a concern is read by whoever reads the concern: else it tells what one parent said to staff alone.

use super::{Content, Entry, Reading, reading};
use crate::{
    people::Role,
    permissions::{Action, Actor, Subject},
};

/// Whether an entry may be shown to somebody, as far as the child's other entries say: the answer to a concern where they
/// read a concern of its round; every other entry.
///
/// # Source
/// `people.md`: one parent's private view never shows to the other; the form for a parent's concern says that no other
/// parent reads it.
///
/// # Example
/// ```
/// # use domain::{*, permissions::Who, record::*};
/// # let entry = |content| Entry {
/// #     id: EntryId::new(1, &[0; 10]),
/// #     school: SchoolId::new(1, &[0; 10]),
/// #     pupil: PupilId::new(1, &[0; 10]),
/// #     round: 1,
/// #     on: date(2026, 11, 23),
/// #     content,
/// #     author: Who::Operator,
/// #     written_at: jiff::Timestamp::UNIX_EPOCH,
/// #     version: 1,
/// # };
/// let concern = entry(Content::Concern(Concern { raised_by: Party::Parent, ..Concern::default() }));
/// let answer = entry(Content::Acknowledgement(Acknowledgement { next: "We meet on Monday".into() }));
/// let all = [concern, answer.clone()];
/// assert!(shows_with_its_concern(&answer, &all, |_| true));
/// assert!(!shows_with_its_concern(&answer, &all, |one| !is_for_staff(&one.content)));
/// ```
#[must_use]
pub fn shows_with_its_concern(entry: &Entry, all: &[Entry], reads: impl Fn(&Entry) -> bool) -> bool {
    !matches!(entry.content, Content::Acknowledgement(_))
        || all
            .iter()
            .any(|one| one.round == entry.round && matches!(one.content, Content::Concern(_)) && reads(one))
}

/// How much of an entry somebody may read beside all of the child's: as [`reading`], and of the answer to a concern nothing
/// to parents and others from outside who read no concern of its round. Staff who read concerns read every answer.
///
/// # Source
/// `people.md`: one parent's private view never shows to the other.
#[must_use]
pub fn reading_among(actor: &Actor, subject: Subject, entry: &Entry, all: &[Entry]) -> Reading {
    let is_staff = actor.holdings.iter().any(|holding| {
        !matches!(holding.role, Role::Parent | Role::Pupil | Role::Agency)
            && holding.reaches(Action::ReadConcern, subject)
    });
    let reads = |one: &Entry| reading(actor, subject, one) == Reading::Whole;
    if is_staff || shows_with_its_concern(entry, all, reads) {
        reading(actor, subject, entry)
    } else {
        Reading::Nothing
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        PupilId, SchoolId, UserId, date,
        permissions::{Holding, Who},
        record::{Acknowledgement, Adaptation, Concern, Party},
    };

    fn user(number: u8) -> Who {
        Who::Person(UserId::new(1, &[number; 10]))
    }

    fn somebody(role: Role, number: u8) -> Actor {
        let pupils = BTreeSet::from([PupilId::new(1, &[0; 10])]);
        let holding = Holding { pupils, ..Holding::of(role) };
        Actor { school: SchoolId::new(1, &[0; 10]), who: user(number), holdings: vec![holding] }
    }

    fn entry(round: u32, author: Who, content: Content) -> Entry {
        Entry { round, author, ..Entry::sample(1, date(2026, 11, 23), content) }
    }

    #[test]
    fn whoever_reads_a_concern_of_the_round_reads_the_answer() {
        let subject = Subject::Pupil {
            school: SchoolId::new(1, &[0; 10]),
            pupil: PupilId::new(1, &[0; 10]),
            class: None,
        };
        let concern = |round, author, raised_by| {
            entry(round, author, Content::Concern(Concern { raised_by, ..Concern::default() }))
        };
        let (anna, teacher) = (user(1), user(9));
        let hers = concern(1, anna, Party::Parent);
        let answer = entry(1, teacher, Content::Acknowledgement(Acknowledgement::default()));
        let adaptation = entry(1, teacher, Content::Adaptation(Adaptation::default()));
        // The entry, those beside it, and who reads it: SENCO, Anna, the other parent, agency.
        let table = [
            (&answer, vec![hers.clone()], "WW--"),
            (&answer, vec![concern(1, teacher, Party::Parent)], "W---"),
            (&answer, vec![hers.clone(), concern(1, teacher, Party::Teacher)], "WWWW"),
            (&answer, vec![hers.clone(), concern(2, teacher, Party::Teacher)], "WW--"),
            (&answer, vec![], "W---"),
            (&adaptation, vec![hers], "WWWW"),
        ];
        for (one, beside, expected) in table {
            let readers = [(Role::Senco, 5), (Role::Parent, 1), (Role::Parent, 2), (Role::Agency, 3)];
            let row: String = readers
                .into_iter()
                .map(|(role, number)| match reading_among(&somebody(role, number), subject, one, &beside) {
                    Reading::Whole => 'W',
                    Reading::Glance => 'g',
                    Reading::Nothing => '-',
                })
                .collect();
            assert_eq!(row, expected, "{one:?} {beside:?}");
        }
    }
}
