//! The inspectors' six: head and SENCO choose the children whose stories inspectors are shown. For everybody else the
//! choice is not there.

mod choose;
mod show;
mod stories;

pub use choose::choose;
pub use domain::inspection::MOST;
pub use show::{Candidates, Line, SortLines, show};
pub use stories::stories;

use domain::permissions::{Action, Actor, Subject};

use crate::Fault;

/// Whether the actor may know of the choice at all.
fn may_know(actor: &Actor) -> Result<(), Fault> {
    if actor.may_to(Action::ChooseForInspection, Subject::School(actor.school)) {
        Ok(())
    } else {
        Err(Fault::NotFound)
    }
}
