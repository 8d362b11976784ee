//! Meetings of reviews: planned with day, time and place, everybody invited and told, answered, moved, called off.

mod answer;
mod as_calendar;
mod call_off;
mod my_invitations;
mod plan_meetings;
mod show_meetings;
mod tell_invited;
mod whom_to_invite;

pub use answer::{Answer, answer, answer_for};
pub use as_calendar::invitation_file;
pub use call_off::call_off;
pub use my_invitations::{MyInvitation, my_invitation, my_invitations};
pub use plan_meetings::{Planning, plan_meetings};
pub use show_meetings::{held_lately, next_meeting, next_meetings};
