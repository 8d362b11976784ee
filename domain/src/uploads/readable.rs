//! Who may read a file: whoever may read the entry that it came with, or one that shows it.

use super::StoredFile;
use crate::{
    people::Role,
    permissions::{Action, Actor, Subject},
    record::{Content, Entry, readable},
};

/// Whether somebody may read a file of a child, whose newest entries these are.
///
/// A file belongs to the entry that it came with: a scan to its agreement, a photo to its piece of work. The picture
/// that a child gave with their part stands on the joined page too; whoever may read the page sees it there. Of a
/// request that was made, parents open their own copy: the county's says how each parent is reached, and neither learns
/// it of the other from the school (`people.md`). For the same reason a signed consent is read by staff alone.
#[must_use]
pub fn file_readable(actor: &Actor, subject: Subject, file: &StoredFile, entries: &[Entry]) -> bool {
    file.pupil.is_some()
        && file.pupil == subject.pupil()
        && entries
            .iter()
            .filter(|entry| Some(entry.id) == file.entry || entry.content.photo() == Some(file.id))
            .any(|entry| shown(actor, subject, entry) && !is_for_staff(actor, subject, file, entry))
}

/// Whether they read the entry; of a page that is being changed, the one that was signed off before goes on to stand.
fn shown(actor: &Actor, subject: Subject, entry: &Entry) -> bool {
    readable(actor, subject, entry)
        || (matches!(entry.content, Content::Profile(_)) && actor.may_to(Action::ReadProfile, subject))
}

/// Whether it is a file of a request as it goes to the county, or a consent that somebody signed, and they read requests as
/// a parent only.
fn is_for_staff(actor: &Actor, subject: Subject, file: &StoredFile, entry: &Entry) -> bool {
    let their_copy = match &entry.content {
        Content::RequestBundle(bundle) => bundle.for_parents,
        Content::ApplicationAgreement(_) => None,
        _ => return false,
    };
    let reads = Action::ReadApplication;
    let as_staff =
        actor.holdings.iter().any(|holding| holding.role != Role::Parent && holding.reaches(reads, subject));
    !as_staff && entry.author != actor.who && their_copy != Some(file.id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        EntryId, FileId, PupilId, SchoolId, UserId,
        bundle::RequestBundle,
        date,
        people::Role,
        permissions::{Holding, Who},
        record::{ApplicationAgreement, Content, FileItem, HowSaid, Note, Party, ProfilePart, SignedProfile},
        uploads::FileKind,
    };

    const ROLES: [Role; 6] =
        [Role::Senco, Role::Ta, Role::DataManager, Role::Parent, Role::Pupil, Role::Agency];

    fn id<T: From<uuid::Uuid>>(number: u128) -> T {
        uuid::Uuid::from_u128(number).into()
    }

    fn entry(number: u128, content: Content) -> Entry {
        Entry {
            id: id::<EntryId>(number),
            school: id::<SchoolId>(1),
            pupil: id::<PupilId>(2),
            round: 1,
            on: date(2026, 11, 23),
            content,
            author: Who::Person(id::<UserId>(99)),
            written_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    use jiff::Timestamp;

    fn file(pupil: u128, entry: u128) -> StoredFile {
        StoredFile {
            id: id::<FileId>(7),
            pupil: Some(id(pupil)),
            entry: Some(id(entry)),
            name: "photo.jpg".to_owned(),
            kind: FileKind::Jpeg,
            bytes: 3,
            digest: String::new(),
            by: Who::Person(id(99)),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn who_reads(file: &StoredFile, entries: &[Entry]) -> String {
        let subject = Subject::Pupil { school: id(1), pupil: id(2), class: None };
        ROLES
            .into_iter()
            .map(|role| {
                let holding = Holding { pupils: BTreeSet::from([id(2)]), ..Holding::of(role) };
                let actor = Actor { school: id(1), who: Who::Person(id(5)), holdings: vec![holding] };
                if file_readable(&actor, subject, file, entries) { 'R' } else { '-' }
            })
            .collect()
    }

    #[test]
    fn as_the_entry_that_it_came_with() {
        let part = |party| Content::ProfilePart(ProfilePart { party, ..ProfilePart::default() });
        let item = |shared| Content::FileItem(FileItem { shared, ..FileItem::default() });
        #[rustfmt::skip]
        let table = [
            // SENCO, TA, data manager, parent, pupil, agency
            (Content::Note(Note::default()), "R-----"),
            (item(false),                    "RR----"),
            (item(true),                     "RR-RRR"),
            (part(Party::Pupil),             "RR-RRR"),
            (part(Party::Teacher),           "RR-R-R"),
            (part(Party::Parent),            "RR----"),
        ];
        for (content, expected) in table {
            assert_eq!(who_reads(&file(2, 3), &[entry(3, content.clone())]), expected, "{content:?}");
        }
    }

    #[test]
    fn on_the_joined_page_everybody_who_reads_the_page_sees_it() {
        let teachers = ProfilePart { party: Party::Teacher, photo: Some(id(7)), ..ProfilePart::default() };
        let page = SignedProfile { photo: Some(id(7)), ..SignedProfile::default() };
        let both = [entry(3, Content::ProfilePart(teachers)), entry(4, Content::Profile(page))];
        assert_eq!(who_reads(&file(2, 3), &both[..1]), "RR-R-R");
        assert_eq!(who_reads(&file(2, 3), &both), "RR-RRR");
    }

    #[test]
    fn another_childs_file_and_one_of_no_entry_are_nobodys() {
        let shared = entry(3, Content::FileItem(FileItem { shared: true, ..FileItem::default() }));
        assert_eq!(who_reads(&file(8, 3), std::slice::from_ref(&shared)), "------");
        assert_eq!(who_reads(&file(2, 4), std::slice::from_ref(&shared)), "------");
        assert_eq!(who_reads(&StoredFile { entry: None, ..file(2, 3) }, &[shared]), "------");
    }

    #[test]
    fn a_signed_consent_is_read_by_staff_alone() {
        let said =
            ApplicationAgreement { agrees: true, how: HowSaid::OnPaper, ..ApplicationAgreement::default() };
        let reads = who_reads(&file(2, 5), &[entry(5, Content::ApplicationAgreement(said))]);
        assert_eq!(reads, "R-----");
    }

    #[test]
    fn parents_open_their_own_copy_of_a_request() {
        let bundle = |for_parents| {
            Content::RequestBundle(RequestBundle {
                for_parents,
                sent_on: Some(date(2026, 11, 23)),
                ..RequestBundle::default()
            })
        };
        for (copy, parent) in [(None, '-'), (Some(id::<FileId>(8)), '-'), (Some(id::<FileId>(7)), 'R')] {
            let reads = who_reads(&file(2, 5), &[entry(5, bundle(copy))]);
            assert_eq!(
                (reads.chars().next(), reads.chars().nth(3)),
                (Some('R'), Some(parent)),
                "{copy:?}: {reads}"
            );
        }
    }
}
