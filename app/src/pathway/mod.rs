//! The moves: a concern opens a round, the child moves from step to step, a round is closed, the county's letters come.

mod after_plan;
mod at_county;
mod close;
pub mod facts;
mod leave_school;
mod look_back;
mod move_statutory;
mod move_support;
mod moved;
mod open_concern;
mod record_letter;
pub(crate) mod recount_statutory;
mod settle;
mod status;
mod what_next;

pub use after_plan::decide_after_plan;
pub use at_county::AtCounty;
pub use close::{Closing, close};
pub use leave_school::{Leaving, leave_school};
pub use look_back::look_back;
pub use move_statutory::{Going, action_of, move_statutory};
pub use move_support::{Moving, move_support};
pub use moved::Moved;
pub(crate) use moved::{detail, kept_of};
pub use open_concern::{Raised, Raising, open_concern};
pub use record_letter::{Passing, Recorded, record_letter, record_letter_with};
pub use settle::{Settled, legal_clocks, settle};
pub(crate) use settle::{clocks_of, of_child, recount_k, settles};
pub(crate) use status::{histories, name_needs};
pub use what_next::{Ahead, Main, Offered, OfferedMove, Place, ToDoItem, WhatNext, offered, what_next};
