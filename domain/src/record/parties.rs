//! Who takes part in a child's support.

use serde::{Deserialize, Serialize};

use crate::{
    people::Role,
    permissions::{Action, Actor, Subject},
};

/// A party to a profile, a plan, a review or an application.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The child or young person.
    Pupil,
    /// A parent or carer.
    #[default]
    Parent,
    /// The class teacher.
    Teacher,
    /// The SENCO.
    Senco,
    /// A teaching assistant.
    Ta,
    /// The head teacher.
    Head,
    /// A professional of an outside agency.
    Agency,
}

impl Party {
    /// Every party.
    pub const ALL: [Party; 7] =
        [Party::Pupil, Party::Parent, Party::Teacher, Party::Senco, Party::Ta, Party::Head, Party::Agency];

    /// The four who make profile and plan together (pathway.md, steps 3 and 4).
    pub const FOUR: [Party; 4] = [Party::Pupil, Party::Parent, Party::Teacher, Party::Senco];

    /// The code in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Party::Pupil => "pupil",
            Party::Parent => "parent",
            Party::Teacher => "teacher",
            Party::Senco => "senco",
            Party::Ta => "ta",
            Party::Head => "head",
            Party::Agency => "agency",
        }
    }

    /// The party of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Party::ALL.into_iter().find(|party| party.code() == code)
    }

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Party::Pupil => "Child",
            Party::Parent => "Parent or carer",
            Party::Teacher => "Class teacher",
            Party::Senco => "SENCO",
            Party::Ta => "Teaching assistant",
            Party::Head => "Head teacher",
            Party::Agency => "Professional",
        }
    }

    /// The party that a role speaks for; none for roles that take no part.
    #[must_use]
    pub const fn of_role(role: Role) -> Option<Self> {
        match role {
            Role::Senco => Some(Party::Senco),
            Role::Teacher => Some(Party::Teacher),
            Role::Ta => Some(Party::Ta),
            Role::Head => Some(Party::Head),
            Role::Parent => Some(Party::Parent),
            Role::Pupil => Some(Party::Pupil),
            Role::Agency => Some(Party::Agency),
            Role::DataManager | Role::Governor | Role::Admin => None,
        }
    }

    /// The parties that somebody speaks for when they do `action` to a child, in the order of their roles.
    #[must_use]
    pub fn of(actor: &Actor, action: Action, subject: Subject) -> Vec<Self> {
        actor
            .holdings
            .iter()
            .filter(|holding| holding.reaches(action, subject))
            .filter_map(|holding| Party::of_role(holding.role))
            .collect()
    }
}
