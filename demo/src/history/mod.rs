//! A year of history: a script of what people did, played in the order of time through the verbs that people use.

mod attainment;
mod banks;
mod days;
mod groups;
mod in_place;
mod inspection;
mod meetings;
mod papers;
mod play;
mod script;
mod sessions;

pub use days::Days;
pub use play::play;
use script::{Act, What, script};
