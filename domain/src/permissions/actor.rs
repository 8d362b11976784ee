//! Who acts: a person with their roles and children, the operator of the command line, or a job.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Extent;
use crate::{ClassId, PupilId, SchoolId, UserId, people::Role};

/// Who did something, as events and entries name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// A person with an account.
    Person(UserId),
    /// Whoever runs the command line on the server.
    Operator,
    /// Work that the server does by itself.
    Job,
}

/// One role of an actor, with the classes and children that it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The role.
    pub role: Role,
    /// How much of the role.
    pub extent: Extent,
    /// The classes taught (class teachers).
    pub classes: BTreeSet<ClassId>,
    /// The children in their groups, assigned, covered today, their own, themselves, or invited.
    pub pupils: BTreeSet<PupilId>,
}

impl Holding {
    /// A role that reaches no class or child of its own.
    #[must_use]
    pub fn of(role: Role) -> Self {
        Self { role, extent: Extent::Whole, classes: BTreeSet::new(), pupils: BTreeSet::new() }
    }
}

/// Somebody signed in to one school, with everything that permissions are judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The school that they act in.
    pub school: SchoolId,
    /// Who they are.
    pub who: Who,
    /// Their roles, with what each reaches.
    pub holdings: Vec<Holding>,
}

impl Actor {
    /// Whether they hold the role.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.holdings.iter().any(|holding| holding.role == role)
    }

    /// The same person with what they hold in full only: without a day's cover and next year's classes.
    #[must_use]
    pub fn in_full(&self) -> Self {
        let whole = |holding: &&Holding| holding.extent == Extent::Whole;
        Self { holdings: self.holdings.iter().filter(whole).cloned().collect(), ..self.clone() }
    }

    /// Their account, when they are a person.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self.who {
            Who::Person(user) => Some(user),
            Who::Operator | Who::Job => None,
        }
    }

    /// The operator of the command line, in `school`: imports, accounts, settings and classes; every act an event.
    #[must_use]
    pub fn operator(school: SchoolId) -> Self {
        let holdings = vec![Holding::of(Role::DataManager), Holding::of(Role::Admin)];
        Self { school, who: Who::Operator, holdings }
    }

    /// The operator of the command line, with what a role may do: for a command that does a person's work in their place.
    /// What it does is told of the operator.
    #[must_use]
    pub fn operator_with(school: SchoolId, role: Role) -> Self {
        Self { school, who: Who::Operator, holdings: vec![Holding::of(role)] }
    }
}
