//! How much of a role somebody holds: all of it, what a day of cover needs, or what next year's teacher reads.

use serde::{Deserialize, Serialize};

use super::Action::{self, *};

/// How much of a role a holding gives.
///
/// # Source
/// `people.md`: whoever covers a group or class today sees what they need for today, recorded as cover; next year's teacher
/// reads from a date that is set.
///
/// # Example
/// ```
/// # use domain::permissions::{Action, Extent};
/// assert!(Extent::Cover.gives(Action::LogSession) && !Extent::Cover.gives(Action::ReadConcern));
/// assert!(Extent::Ahead.gives(Action::ReadConcern) && !Extent::Ahead.gives(Action::WritePlan));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Everything that the matrix gives the role.
    Whole,
    /// What somebody needs who takes a group or a class today: names, key facts, the signed profile, targets and
    /// strategies, and the session to log.
    Cover,
    /// What next year's teacher reads until the year begins; they write nothing.
    Ahead,
}

/// What a day of cover needs.
const COVER: &[Action] = &[SeeChild, ReadProfile, ReadTargets, ReadEhcpAtAGlance, LogSession, TypeSheets];

/// What next year's teacher reads.
const AHEAD: &[Action] = &[
    SeeChild,
    ReadConcern,
    ReadProfile,
    ReadPlan,
    ReadTargets,
    ReadScores,
    ReadProvision,
    ReadFile,
    ReadSharedFile,
    ReadContacts,
    ReadApplication,
    ReadEhcp,
    ReadEhcpAtAGlance,
    ReadContactDetails,
];

impl Extent {
    /// Every extent.
    pub const ALL: [Extent; 3] = [Extent::Whole, Extent::Cover, Extent::Ahead];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Extent::Whole => "whole",
            Extent::Cover => "cover",
            Extent::Ahead => "ahead",
        }
    }

    /// The extent of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Extent::ALL.into_iter().find(|extent| extent.code() == code)
    }

    /// Whether it leaves an action to the role.
    #[must_use]
    pub fn gives(self, action: Action) -> bool {
        match self {
            Extent::Whole => true,
            Extent::Cover => COVER.contains(&action),
            Extent::Ahead => AHEAD.contains(&action),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        ClassId, PupilId, SchoolId, UserId,
        people::Role,
        permissions::{Actor, Holding, Subject, Who, allow},
    };

    /// What somebody may do to a child who reaches it by one holding only.
    fn may(role: Role, extent: Extent) -> Vec<Action> {
        let (school, pupil, class) =
            (SchoolId::new(1, &[0; 10]), PupilId::new(1, &[0; 10]), ClassId::new(1, &[0; 10]));
        let holding =
            Holding { role, extent, classes: BTreeSet::from([class]), pupils: BTreeSet::from([pupil]) };
        let who = Who::Person(UserId::new(1, &[0; 10]));
        let actor = Actor { school, who, holdings: vec![holding] };
        let subject = Subject::Pupil { school, pupil, class: Some(class) };
        for action in Action::ALL {
            assert_eq!(allow(&actor, *action, subject).is_ok(), actor.may_to(*action, subject), "{action:?}");
        }
        Action::ALL.iter().copied().filter(|action| actor.may_to(*action, subject)).collect()
    }

    #[test]
    fn cover_gives_what_today_needs_and_nothing_else() {
        let expected = [SeeChild, ReadProfile, ReadTargets, LogSession, TypeSheets, ReadEhcpAtAGlance];
        assert_eq!(may(Role::Ta, Extent::Cover), expected);
        for kept in [ReadConcern, ReadFile, ReadSharedFile, LogContact, ReadScores, RaiseConcern, WriteView] {
            assert!(may(Role::Ta, Extent::Whole).contains(&kept), "{kept:?}");
            assert!(!Extent::Cover.gives(kept), "{kept:?}");
        }
    }

    #[test]
    fn next_years_teacher_reads_and_writes_nothing() {
        let all = may(Role::Teacher, Extent::Whole);
        let ahead = may(Role::Teacher, Extent::Ahead);
        assert!(ahead.iter().all(|action| all.contains(action)));
        let is_reading = |action: &Action| action.code().starts_with("read-") || *action == SeeChild;
        assert_eq!(ahead, all.into_iter().filter(is_reading).collect::<Vec<_>>());
    }

    #[test]
    fn no_extent_gives_what_the_role_does_not() {
        for extent in Extent::ALL {
            assert_eq!(Extent::from_code(extent.code()), Some(extent));
            for role in Role::ALL {
                let whole = may(role, Extent::Whole);
                assert!(may(role, extent).iter().all(|action| whole.contains(action)), "{role:?} {extent:?}");
            }
        }
    }
}
