//! Meetings of reviews: planned with day, time and place, everybody invited and told, answered, moved, called off; somebody
//! added or left out by hand.

mod annual;
mod answer;
mod as_calendar;
mod by_hand;
mod call_off;
mod join_meetings;
mod kept_days;
mod my_invitations;
mod plan_meetings;
mod show_meetings;
mod take_off;
mod tell_invited;
mod whom_to_invite;

pub(crate) use annual::annual_in_calendar;
pub use annual::answer_for_guest;
pub use answer::{Answer, answer, answer_for};
pub use as_calendar::invitation_file;
pub(crate) use as_calendar::{CopyFor, file as calendar_file};
pub(crate) use by_hand::KeptAddresses;
pub use by_hand::{Addable, Adding, invite_again, invite_by_hand, leave_out_of_meeting, who_can_be_added};
pub use call_off::call_off;
pub(crate) use call_off::off;
pub(crate) use join_meetings::join_meetings;
pub(crate) use kept_days::{day_named, days_ahead, hears_no_day, kept_out, without_kept_days};
pub use my_invitations::{MyInvitation, my_invitation, my_invitations, views_given};
pub(crate) use plan_meetings::wrong_place;
pub use plan_meetings::{Planning, plan_meetings};
pub use show_meetings::{held_lately, next_meeting, next_meetings};
pub(crate) use show_meetings::{in_calendar, overtaken_by, standing};
pub(crate) use take_off::take_off;
pub(crate) use tell_invited::when as when_and_where;
pub(crate) use whom_to_invite::is_responsible;
pub use whom_to_invite::{Guests, LeavingOut, would_be_invited};
