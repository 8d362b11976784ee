//! A review's meeting: when and where, who is invited, what each answered; who is left out and why, and from whom the day is
//! kept.

mod kept_out;
mod left_out;
mod meeting;
mod place;
mod reply;
pub mod starts;
mod view_of;

pub use kept_out::{
    KeptBy, KeptOut, day_told, days_ahead, is_same, may_be_kept_from, names_day, without_day_of, without_days,
};
pub use left_out::{CannotLeaveOut, Ground, LeftOut, WHY_LETTERS, leave_out};
pub use meeting::{
    Changed, EARLIEST_HOUR, LATEST_HOUR, LONGEST, MONTHS_AHEAD, Meeting, PLACE_LETTERS, SHORTEST, When,
};
pub use place::{name_in_place, names_of_child};
pub use reply::{Invited, Reached, Reply};
pub use view_of::view_of;
