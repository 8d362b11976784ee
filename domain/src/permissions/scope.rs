//! Which children a list may show: made from the same matrix as single pages.

use std::collections::BTreeSet;

use super::{Action, Actor, Holding, Reach, Subject, reach};
use crate::{ClassId, PupilId, SchoolId};

/// The children that an actor reaches in one action. Lists cannot be asked for without one.
///
/// Only [`Actor::scope`] and [`Actor::scope_for`] make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    school: SchoolId,
    whole: bool,
    classes: BTreeSet<ClassId>,
    pupils: BTreeSet<PupilId>,
}

impl Scope {
    /// The school.
    #[must_use]
    pub fn school(&self) -> SchoolId {
        self.school
    }

    /// Whether every child of the school is in it.
    #[must_use]
    pub fn is_whole_school(&self) -> bool {
        self.whole
    }

    /// The classes in it (not said when the whole school is).
    #[must_use]
    pub fn classes(&self) -> &BTreeSet<ClassId> {
        &self.classes
    }

    /// The single children in it (not said when the whole school is).
    #[must_use]
    pub fn pupils(&self) -> &BTreeSet<PupilId> {
        &self.pupils
    }

    /// Whether no child at all is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.whole && self.classes.is_empty() && self.pupils.is_empty()
    }

    /// Whether those who have left the school are found in it, too: by whoever sees every child of the school. Teachers
    /// and assistants find who is here.
    ///
    /// # Source
    /// people: SENCO, head and data manager see the school; a class teacher the classes they teach.
    #[must_use]
    pub fn finds_leavers(&self) -> bool {
        self.whole
    }

    /// Whether a child is in it.
    #[must_use]
    pub fn holds(&self, subject: Subject) -> bool {
        match subject {
            Subject::School(_) => false,
            Subject::Pupil { school, pupil, class } => {
                school == self.school
                    && (self.whole
                        || self.pupils.contains(&pupil)
                        || class.is_some_and(|class| self.classes.contains(&class)))
            }
        }
    }
}

impl Holding {
    /// How far it reaches in `action`.
    #[must_use]
    pub fn reach(&self, action: Action) -> Reach {
        if self.extent.gives(action) { reach(self.role, action) } else { Reach::No }
    }

    /// Whether this one role reaches `subject` in `action`.
    #[must_use]
    pub fn reaches(&self, action: Action, subject: Subject) -> bool {
        match (self.reach(action), subject) {
            (Reach::No, _) => false,
            (Reach::School, _) => true,
            (Reach::Class, Subject::Pupil { class, .. }) => {
                class.is_some_and(|class| self.classes.contains(&class))
            }
            (Reach::Own, Subject::Pupil { pupil, .. }) => self.pupils.contains(&pupil),
            (Reach::Class | Reach::Own, Subject::School(_)) => false,
        }
    }
}

impl Actor {
    /// The children that they may see at all.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope_for(Action::SeeChild)
    }

    /// The children that they reach in `action`.
    #[must_use]
    pub fn scope_for(&self, action: Action) -> Scope {
        let mut scope =
            Scope { school: self.school, whole: false, classes: BTreeSet::new(), pupils: BTreeSet::new() };
        for holding in &self.holdings {
            match holding.reach(action) {
                Reach::No => {}
                Reach::School => scope.whole = true,
                Reach::Class => scope.classes.extend(&holding.classes),
                Reach::Own => scope.pupils.extend(&holding.pupils),
            }
        }
        if scope.whole {
            scope.classes.clear();
            scope.pupils.clear();
        }
        scope
    }

    /// Whether some role of theirs reaches anything in `action`: what menus and buttons ask.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.holdings.iter().any(|holding| holding.reach(action) != Reach::No)
    }

    /// Whether they may do `action` to `subject`: what a page asks before it shows a part or a button.
    #[must_use]
    pub fn may_to(&self, action: Action, subject: Subject) -> bool {
        match subject {
            Subject::School(school) => {
                school == self.school
                    && self.holdings.iter().any(|holding| holding.reach(action) == Reach::School)
            }
            Subject::Pupil { .. } => self.scope_for(action).holds(subject),
        }
    }
}
