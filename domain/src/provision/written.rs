//! Who reads what was written at a session: a line about a child, and the message to the teacher.

use crate::permissions::{Action, Actor, Subject};

/// Whether somebody reads the lines that were written about a child at sessions: whoever reads the child's file.
///
/// # Source
/// `pathway.md`, step 6: the weekly evidence goes through the pupil file; `people.md`: staff who work with the child read
/// it, and parents and pupils what is shared with them.
#[must_use]
pub fn reads_line(actor: &Actor, child: Subject) -> bool {
    actor.may_to(Action::ReadFile, child)
}

/// Whether somebody reads the messages to the teacher of sessions at which a child was: class teachers, SENCO and head. A
/// message may be about another child of the group.
#[must_use]
pub fn reads_message(actor: &Actor, child: Subject) -> bool {
    reads_line(actor, child) && actor.may_to(Action::ReadContacts, child)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        people::Role,
        permissions::{Holding, Who},
    };

    #[test]
    fn staff_of_the_child_and_nobody_at_home() {
        let school = uuid::Uuid::from_u128(1).into();
        let (pupil, class) = (uuid::Uuid::from_u128(2).into(), uuid::Uuid::from_u128(3).into());
        let child = Subject::Pupil { school, pupil, class: Some(class) };
        for (role, line, message) in [
            (Role::Senco, true, true),
            (Role::Teacher, true, true),
            (Role::Ta, true, false),
            (Role::DataManager, false, false),
            (Role::Head, true, true),
            (Role::Governor, false, false),
            (Role::Parent, false, false),
            (Role::Pupil, false, false),
            (Role::Agency, false, false),
            (Role::Admin, false, false),
        ] {
            let holding = Holding { classes: [class].into(), pupils: [pupil].into(), ..Holding::of(role) };
            let actor =
                Actor { school, who: Who::Person(uuid::Uuid::from_u128(4).into()), holdings: vec![holding] };
            assert_eq!(
                (reads_line(&actor, child), reads_message(&actor, child)),
                (line, message),
                "{role:?}"
            );
        }
    }
}
