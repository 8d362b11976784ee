//! Who may read an entry: the matrix of `people.md`, and what it says of shared, private and confidential words.

use super::{Content, Entry, Party, is_for_staff};
use crate::{
    people::Role,
    permissions::{Action, Actor, Extent, Holding, Subject},
};

/// How much of an entry somebody may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Nothing: not even that it is there.
    Nothing,
    /// A plan's targets and strategies; an EHCP at a glance, or the child's version of it.
    Glance,
    /// All of it.
    Whole,
}

/// Whether somebody may read the whole of an entry. Every page, list, search and paper asks this.
///
/// # Source
/// `people.md`: the matrix; one parent's private view never shows to the other; confidential notes are read by their
/// author, the SENCO and the head.
///
/// # Example
/// ```
/// # use std::collections::BTreeSet;
/// # use domain::{*, people::Role, permissions::*, record::*};
/// # let (school, pupil, ana, ben) = (SchoolId::new(1, &[0; 10]), PupilId::new(1, &[0; 10]),
/// #     UserId::new(1, &[1; 10]), UserId::new(1, &[2; 10]));
/// let subject = Subject::Pupil { school, pupil, class: None };
/// let parent = |account| Actor {
///     school,
///     who: Who::Person(account),
///     holdings: vec![Holding { pupils: BTreeSet::from([pupil]), ..Holding::of(Role::Parent) }],
/// };
/// let view = |private| Entry {
///     id: EntryId::new(1, &[0; 10]),
///     school,
///     pupil,
///     round: 1,
///     on: date(2026, 11, 23),
///     content: Content::View(View { private, ..View::default() }),
///     author: Who::Person(ana),
///     written_at: jiff::Timestamp::UNIX_EPOCH,
///     version: 1,
/// };
/// assert!(readable(&parent(ben), subject, &view(false)));
/// assert!(!readable(&parent(ben), subject, &view(true)));
/// assert!(readable(&parent(ana), subject, &view(true)));
/// ```
#[must_use]
pub fn readable(actor: &Actor, subject: Subject, entry: &Entry) -> bool {
    reading(actor, subject, entry) == Reading::Whole
}

/// How much of an entry somebody may read: the most that one of their roles gives them.
#[must_use]
pub fn reading(actor: &Actor, subject: Subject, entry: &Entry) -> Reading {
    if subject.school() != actor.school
        || entry.school != actor.school
        || subject.pupil() != Some(entry.pupil)
        || !actor.may_to(Action::SeeChild, subject)
    {
        return Reading::Nothing;
    }
    // What they wrote themselves, they read. A child's own page on a shared device is open in the name of the adult
    // who opened it: what that adult wrote is not the child's.
    let is_child = actor.holdings.iter().all(|holding| holding.role == Role::Pupil);
    if actor.user().is_some() && entry.author == actor.who && !is_child {
        return Reading::Whole;
    }
    if let Content::Report(report) = &entry.content
        && report.given_by.is_some()
        && report.given_by == actor.user()
        && !is_child
    {
        return Reading::Whole;
    }
    // A professional follows the referral that was made to them.
    if let Content::Referral(referral) = &entry.content
        && referral.is_of(actor.user())
        && !is_child
    {
        return Reading::Whole;
    }
    actor
        .holdings
        .iter()
        .map(|holding| in_role(holding, subject, &entry.content))
        .max()
        .unwrap_or(Reading::Nothing)
}

fn in_role(holding: &Holding, subject: Subject, content: &Content) -> Reading {
    let may = |action| holding.reaches(action, subject);
    let whole = |is| if is { Reading::Whole } else { Reading::Nothing };
    let or_glance = |all, glance| match (may(all), may(glance)) {
        (true, _) => Reading::Whole,
        (false, true) => Reading::Glance,
        (false, false) => Reading::Nothing,
    };
    let is = |role| holding.role == role;
    // A child reads what they said themselves, whoever wrote it down for them.
    let of_the_child = |party: Party, action| is(Role::Pupil) && party == Party::Pupil && may(action);
    let is_staff = !matches!(holding.role, Role::Parent | Role::Pupil | Role::Agency);
    if is_for_staff(content) && !is_staff {
        return Reading::Nothing;
    }
    match content {
        Content::Concern(_)
        | Content::Checklist(_)
        | Content::Acknowledgement(_)
        | Content::Adaptation(_) => whole(may(Action::ReadConcern)),
        Content::Talk(talk) => whole(
            may(Action::ReadContacts) || (talk.shared && is(Role::Parent) && may(Action::ReadSharedFile)),
        ),
        Content::ProfilePart(part) => {
            let is_theirs = !is(Role::Pupil) || part.party == Party::Pupil;
            whole(may(Action::ReadProfile) && is_theirs && holding.extent != Extent::Cover)
        }
        // Until it is signed off, the joined page is made of what each said to staff.
        Content::Profile(page) => {
            whole(may(Action::ReadProfile) && (is_staff || page.signed_off_on.is_some()))
        }
        Content::Plan(_) => or_glance(Action::ReadPlan, Action::ReadTargets),
        Content::Agreement(said) => {
            whole(may(Action::ReadPlan) || of_the_child(said.party, Action::AgreePlan))
        }
        // A whole record of another school holds what only staff may read: parents ask for it.
        Content::Report(report) if !report.from_school.is_empty() => whole(may(Action::ReadContacts)),
        // Parents have consented to a referral, so it and its report are theirs to follow. A professional reads their own.
        Content::Referral(_) | Content::Report(_) => {
            whole(may(Action::ReadContacts) || (is(Role::Parent) && may(Action::ReadSharedFile)))
        }
        Content::FileItem(item) => {
            whole(may(Action::ReadFile) || (item.shared && may(Action::ReadSharedFile)))
        }
        Content::View(view) => whole(
            match holding.role {
                Role::Parent => !view.private && may(Action::ReadPlan),
                Role::Agency => false,
                _ => may(Action::ReadPlan),
            } || of_the_child(view.party, Action::WriteView),
        ),
        Content::Review(_) => whole(may(Action::ReadPlan)),
        Content::ApplicationAgreement(said) => {
            whole(may(Action::ReadApplication) || of_the_child(said.party, Action::ContributeApplication))
        }
        // Parents read what was sent, and no version that was tried before it.
        Content::RequestBundle(bundle) => {
            whole(may(Action::ReadApplication) && (is_staff || bundle.sent_on.is_some()))
        }
        Content::SchoolsAdvice(_) | Content::CountyLetter(_) => whole(may(Action::ReadApplication)),
        Content::Ehcp(_) => or_glance(Action::ReadEhcp, Action::ReadEhcpAtAGlance),
        Content::AnnualReview(_) => whole(may(Action::ReadEhcp)),
        // What one parent says of the draft is theirs to show: staff read it, the other parent does not.
        Content::PlanComments(_) => whole(!is(Role::Parent) && may(Action::ReadApplication)),
        // Who reads the plan reads how the next class or school is prepared.
        Content::Transition(_) => whole(may(Action::ReadPlan)),
        Content::TopUp(_) => whole(may(Action::SeeCosts)),
        Content::Note(_) => whole(may(Action::ReadConfidentialNotes)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        ClassId, EntryId, PupilId, SchoolId, UserId, date,
        permissions::Who,
        record::{
            Agreement, Answer, ApplicationAgreement, Concern, CountyLetter, EntryKind, FileItem, LetterKind,
            ProfilePart, Report, SignedProfile, Talk, View,
        },
    };

    fn user(number: u8) -> UserId {
        UserId::new(1, &[number; 10])
    }

    fn school() -> SchoolId {
        SchoolId::new(1, &[0; 10])
    }

    fn pupil() -> PupilId {
        PupilId::new(1, &[0; 10])
    }

    fn class() -> ClassId {
        ClassId::new(1, &[0; 10])
    }

    fn subject() -> Subject {
        Subject::Pupil { school: school(), pupil: pupil(), class: Some(class()) }
    }

    fn somebody(role: Role, account: u8) -> Actor {
        let holding = Holding {
            classes: BTreeSet::from([class()]),
            pupils: BTreeSet::from([pupil()]),
            ..Holding::of(role)
        };
        Actor { school: school(), who: Who::Person(user(account)), holdings: vec![holding] }
    }

    fn entry(content: Content) -> Entry {
        Entry { author: Who::Person(user(99)), ..Entry::sample(1, date(2026, 11, 23), content) }
    }

    fn agreement(party: Party) -> Agreement {
        Agreement {
            party,
            name: String::new(),
            answer: Answer::Yes,
            how: crate::record::HowSaid::OnPaper,
            words: String::new(),
            plan: EntryId::new(1, &[0; 10]),
            plan_version: 1,
        }
    }

    fn of(kind: EntryKind) -> Content {
        match kind {
            EntryKind::Agreement => Content::Agreement(agreement(Party::Parent)),
            EntryKind::CountyLetter => {
                Content::CountyLetter(CountyLetter::new(LetterKind::Received, date(2026, 11, 2)))
            }
            other => Content::from_json(other, "{}").unwrap(),
        }
    }

    /// What each role reads of an entry of somebody else: W whole, g a glance, - nothing.
    fn row(content: &Content) -> String {
        Role::ALL
            .into_iter()
            .map(|role| match reading(&somebody(role, 1), subject(), &entry(content.clone())) {
                Reading::Nothing => '-',
                Reading::Glance => 'g',
                Reading::Whole => 'W',
            })
            .collect()
    }

    #[test]
    fn every_kind_by_every_role() {
        use EntryKind::*;
        #[rustfmt::skip]
        let table = [
            // SENCO, teacher, TA, data manager, head, governor, parent, pupil, agency, administrator
            (Concern,              "WWW-W-----"), // A parent’s, as the part and the answer.
            (Checklist,            "WWW-W-W-W-"),
            (Acknowledgement,      "WWW-W-W-W-"),
            (Talk,                 "WW--W-----"),
            (Adaptation,           "WWW-W-W-W-"),
            (ProfilePart,          "WWW-W-----"),
            (Profile,              "WWW-W-----"),
            (Plan,                 "WWg-W-WgW-"),
            (Agreement,            "WW--W-----"),
            (Referral,             "WW--W-W---"),
            (Report,               "WW--W-W---"),
            (FileItem,             "WWW-W-----"),
            (View,                 "WW--W-W---"),
            (Review,               "WW--W-W-W-"),
            (ApplicationAgreement, "WW--W-W---"),
            (SchoolsAdvice,        "WW--W-W---"),
            (RequestBundle,        "WW--W-----"), // Parents read what was sent.
            (CountyLetter,         "WW--W-W---"),
            (Ehcp,                 "WWg-W-WgW-"),
            (AnnualReview,         "WW--W-W-W-"),
            (PlanComments,         "WW--W-----"),
            (TopUp,                "W---W-----"),
            (Transition,           "WW--W-W-W-"),
            (Note,                 "W---W-----"),
        ];
        assert_eq!(table.map(|(kind, _)| kind), EntryKind::ALL);
        for (kind, expected) in table {
            assert_eq!(row(&of(kind)), expected, "{kind:?}");
        }
    }

    #[test]
    fn shared_private_and_the_childs_own() {
        let child = Party::Pupil;
        let table = [
            // An assistant adds to the contact log, and reads what they added.
            (Content::Talk(Talk { shared: true, ..Talk::default() }), "WW--W-W---"),
            (
                Content::RequestBundle(crate::bundle::RequestBundle {
                    sent_on: Some(crate::date(2026, 11, 23)),
                    ..crate::bundle::RequestBundle::default()
                }),
                "WW--W-W---",
            ),
            (Content::Concern(Concern { raised_by: Party::Teacher, ..Concern::default() }), "WWW-W-W-W-"),
            (
                Content::ProfilePart(ProfilePart { party: Party::Teacher, ..ProfilePart::default() }),
                "WWW-W-W-W-",
            ),
            (Content::Agreement(agreement(Party::Teacher)), "WW--W-W-W-"),
            (Content::Agreement(agreement(child)), "WW--W-WWW-"),
            (
                Content::Profile(SignedProfile {
                    signed_off_on: Some(date(2026, 11, 20)),
                    ..SignedProfile::default()
                }),
                "WWW-W-WWW-",
            ),
            (Content::FileItem(FileItem { shared: true, ..FileItem::default() }), "WWW-W-WWW-"),
            (Content::View(View { private: true, ..View::default() }), "WW--W-----"),
            (Content::Report(Report { from_school: "0a1b".into(), ..Report::default() }), "WW--W-----"),
            (Content::View(View { party: child, ..View::default() }), "WW--W-WW--"),
            (Content::ProfilePart(ProfilePart { party: child, ..ProfilePart::default() }), "WWW-W-WWW-"),
            (
                Content::ApplicationAgreement(ApplicationAgreement {
                    party: child,
                    ..ApplicationAgreement::default()
                }),
                "WW--W-WW--",
            ),
        ];
        for (content, expected) in table {
            assert_eq!(row(&content), expected, "{content:?}");
        }
    }

    #[test]
    fn whoever_covers_reads_the_profile_and_the_targets_and_next_years_teacher_what_the_teacher_reads() {
        let as_far = |role, extent, content: Content| {
            let mut actor = somebody(role, 1);
            actor.holdings[0].extent = extent;
            reading(&actor, subject(), &entry(content))
        };
        for kind in EntryKind::ALL {
            let covering = match kind {
                EntryKind::Profile => Reading::Whole,
                EntryKind::Plan | EntryKind::Ehcp => Reading::Glance,
                _ => Reading::Nothing,
            };
            assert_eq!(as_far(Role::Ta, Extent::Cover, of(*kind)), covering, "{kind:?}");
            let teacher = as_far(Role::Teacher, Extent::Whole, of(*kind));
            assert_eq!(as_far(Role::Teacher, Extent::Ahead, of(*kind)), teacher, "{kind:?}");
        }
        let shared = Content::FileItem(FileItem { shared: true, ..FileItem::default() });
        assert_eq!(as_far(Role::Ta, Extent::Cover, shared), Reading::Nothing);
    }

    #[test]
    fn what_they_wrote_themselves_they_read() {
        for kind in EntryKind::ALL {
            let entry = Entry { author: Who::Person(user(1)), ..entry(of(*kind)) };
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Pupil) {
                let sees = somebody(role, 1).may_to(Action::SeeChild, subject());
                assert_eq!(readable(&somebody(role, 1), subject(), &entry), sees, "{kind:?} {role:?}");
            }
        }
    }

    #[test]
    fn a_professional_reads_the_report_that_they_gave() {
        let given =
            |by| Content::Report(crate::record::Report { given_by: Some(user(by)), ..Default::default() });
        for (account, reads) in [(1, true), (2, false)] {
            let agency = somebody(Role::Agency, account);
            assert_eq!(readable(&agency, subject(), &entry(given(1))), reads);
        }
    }

    #[test]
    fn a_professional_reads_the_referral_that_was_made_to_them() {
        let made =
            |to| Content::Referral(crate::record::Referral { account: Some(user(to)), ..Default::default() });
        for (account, reads) in [(1, true), (2, false)] {
            let agency = somebody(Role::Agency, account);
            assert_eq!(readable(&agency, subject(), &entry(made(1))), reads);
            let elsewhere =
                Subject::Pupil { school: school(), pupil: PupilId::new(2, &[0; 10]), class: None };
            assert!(!readable(&agency, elsewhere, &entry(made(1))), "only while they are invited");
        }
    }

    #[test]
    fn a_childs_page_shows_nothing_of_the_adult_who_opened_it() {
        let note = Entry { author: Who::Person(user(1)), ..entry(of(EntryKind::Note)) };
        assert!(!readable(&somebody(Role::Pupil, 1), subject(), &note));
        let own = Content::ProfilePart(ProfilePart { party: Party::Pupil, ..ProfilePart::default() });
        let own = Entry { author: Who::Person(user(1)), ..entry(own) };
        assert!(readable(&somebody(Role::Pupil, 1), subject(), &own));
    }

    #[test]
    fn out_of_scope_there_is_nothing() {
        let note = entry(of(EntryKind::Concern));
        let elsewhere = Subject::Pupil { school: school(), pupil: pupil(), class: None };
        let teacher = somebody(Role::Teacher, 1);
        assert!(readable(&teacher, subject(), &note));
        assert!(!readable(&teacher, elsewhere, &note));
        let other_school = Actor { school: SchoolId::new(2, &[0; 10]), ..somebody(Role::Senco, 1) };
        assert!(!readable(&other_school, subject(), &note));
        let another = Entry { pupil: PupilId::new(2, &[0; 10]), ..note };
        assert!(!readable(&teacher, subject(), &another));
        // A teacher who is also a parent at the school reads another class's child as a parent only.
        let mut both = somebody(Role::Parent, 1);
        both.holdings.push(Holding::of(Role::Teacher));
        let private = entry(Content::View(View { private: true, ..View::default() }));
        assert!(!readable(&both, elsewhere, &private));
        assert!(readable(&both, elsewhere, &entry(of(EntryKind::Plan))));
    }
}
