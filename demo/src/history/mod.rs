//! A year of history: a script of what people did, played in the order of time through the verbs that people use.

mod attainment;
mod banks;
mod county;
mod days;
mod digests;
mod early_steps;
mod groups;
mod in_place;
mod inspection;
mod meetings;
mod papers;
mod plan_and_review;
mod play;
mod script;
mod seats;
mod sessions;

pub use days::Days;
pub use play::play;
use script::{Act, What, script};
