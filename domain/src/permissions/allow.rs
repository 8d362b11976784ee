//! The one door to a write: `allow` asks the matrix and gives the key.

use std::fmt;

use super::{Action, Actor, Who};
use crate::{ClassId, PupilId, SchoolId};

/// What an action is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The school itself: its accounts, settings, classes, imports, figures.
    School(SchoolId),
    /// One child.
    Pupil {
        /// The child's school.
        school: SchoolId,
        /// The child.
        pupil: PupilId,
        /// The class that the child is in, if any.
        class: Option<ClassId>,
    },
}

impl Subject {
    /// The school that it belongs to.
    #[must_use]
    pub fn school(&self) -> SchoolId {
        match self {
            Subject::School(school) | Subject::Pupil { school, .. } => *school,
        }
    }

    /// The child, when it is one.
    #[must_use]
    pub fn pupil(&self) -> Option<PupilId> {
        match self {
            Subject::School(_) => None,
            Subject::Pupil { pupil, .. } => Some(*pupil),
        }
    }
}

/// The right to one act of one actor on one subject. Every write of the store asks for it and compares it with the
/// row; only [`allow`] makes it, and it cannot be copied.
#[derive(Debug)]
pub struct Allowed {
    who: Who,
    action: Action,
    subject: Subject,
}

/// One right, where several are taken: a session of five children is written under a right for each.
impl AsRef<[Allowed]> for Allowed {
    fn as_ref(&self) -> &[Allowed] {
        std::slice::from_ref(self)
    }
}

impl Allowed {
    /// Who is allowed.
    #[must_use]
    pub fn who(&self) -> Who {
        self.who
    }

    /// To do what.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// To whom or what.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// In which school.
    #[must_use]
    pub fn school(&self) -> SchoolId {
        self.subject.school()
    }

    /// Whether a row of this school, and of this child when the right is for a child, may be written with it.
    #[must_use]
    pub fn covers(&self, school: SchoolId, pupil: Option<PupilId>) -> bool {
        match self.subject {
            Subject::School(own) => own == school,
            Subject::Pupil { school: own, pupil: only, .. } => own == school && pupil == Some(only),
        }
    }
}

/// Why somebody may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They may not know that it is there: answered as if it were not.
    NotFound,
    /// They may see it, but not do this.
    Forbidden(Action),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NotFound => f.write_str("There is nothing here that you may see."),
            Refusal::Forbidden(action) => {
                write!(f, "Your role may not {}. Ask the SENCO, or somebody whose role may.", action.words())
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// Asks whether `actor` may do `action` to `subject`.
///
/// # Errors
/// [`Refusal::NotFound`] when the child is out of the actor's scope, or the school is another's;
/// [`Refusal::Forbidden`] when they may see it but not do this.
pub fn allow(actor: &Actor, action: Action, subject: Subject) -> Result<Allowed, Refusal> {
    if subject.school() != actor.school {
        return Err(Refusal::NotFound);
    }
    if actor.may_to(action, subject) {
        return Ok(Allowed { who: actor.who, action, subject });
    }
    match subject {
        Subject::Pupil { .. } if !actor.may_to(Action::SeeChild, subject) => Err(Refusal::NotFound),
        Subject::Pupil { .. } | Subject::School(_) => Err(Refusal::Forbidden(action)),
    }
}

/// Asks whether `actor` may do `action` to each of several subjects: all of them, or the first refusal.
///
/// # Errors
/// As [`allow`] for the first subject that is refused.
pub fn allow_each(
    actor: &Actor,
    action: Action,
    subjects: impl IntoIterator<Item = Subject>,
) -> Result<Vec<Allowed>, Refusal> {
    subjects.into_iter().map(|subject| allow(actor, action, subject)).collect()
}
