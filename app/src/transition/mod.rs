//! The move to the next teacher, to Reception, to the next school: read, written, printed.

mod save_transition;
mod show_transition;

pub use save_transition::save_transition;
pub use show_transition::{TransitionShown, newest, show_transition};
