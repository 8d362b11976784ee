//! The roles of `people.md`. Their titles are the school's to rename; their codes are not.

use serde::{Deserialize, Serialize};

/// What somebody is in a school. One person can hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Special educational needs co-ordinator.
    Senco,
    /// Class teacher.
    Teacher,
    /// Teaching assistant.
    Ta,
    /// Data manager.
    DataManager,
    /// Head teacher, or a deputy named by the head.
    Head,
    /// Governor.
    Governor,
    /// Parent or carer (Education Act 1996 s.576).
    Parent,
    /// Pupil.
    Pupil,
    /// Outside agency, invited to one child until a date.
    Agency,
    /// Administrator: accounts and settings, no child.
    Admin,
}

impl Role {
    /// Every role, in the order of the table in `people.md`.
    pub const ALL: [Role; 10] = [
        Role::Senco,
        Role::Teacher,
        Role::Ta,
        Role::DataManager,
        Role::Head,
        Role::Governor,
        Role::Parent,
        Role::Pupil,
        Role::Agency,
        Role::Admin,
    ];

    /// The code used in files, forms and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Role::Senco => "senco",
            Role::Teacher => "teacher",
            Role::Ta => "ta",
            Role::DataManager => "data-manager",
            Role::Head => "head",
            Role::Governor => "governor",
            Role::Parent => "parent",
            Role::Pupil => "pupil",
            Role::Agency => "agency",
            Role::Admin => "admin",
        }
    }

    /// The role of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The title shown until the school renames it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Role::Senco => "SENCO",
            Role::Teacher => "Class teacher",
            Role::Ta => "Teaching assistant",
            Role::DataManager => "Data manager",
            Role::Head => "Head teacher",
            Role::Governor => "Governor",
            Role::Parent => "Parent or carer",
            Role::Pupil => "Pupil",
            Role::Agency => "Outside agency",
            Role::Admin => "Administrator",
        }
    }

    /// Whether the role is held by the school's own staff, who sign in by password.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Role::Parent | Role::Pupil | Role::Agency)
    }
}
