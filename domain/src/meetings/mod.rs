//! A review's meeting: when and where, who is invited, what each answered.

mod meeting;
mod reply;
pub mod starts;

pub use meeting::{Changed, LONGEST, Meeting, PLACE_LETTERS, SHORTEST, When};
pub use reply::{Invited, Reply};
