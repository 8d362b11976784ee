//! Progress reviews: when the next is due, the pack, views before it, the record of it, a review called early.

mod call_review;
mod go_on;
mod needs;
mod pack;
mod plan_half_term;
mod record_review;
mod send_record;
mod show_reviews;
mod write_view;

pub use call_review::call_review;
pub use go_on::{can_go_on, go_on};
pub use needs::{AtReview, at_review};
pub use pack::{Pack, PackTarget, SessionsHeld, pack, plan_reviewed};
pub use plan_half_term::{HalfTermReviews, Planned, Usual, show_half_term};
pub use record_review::{MeetingAhead, Recording, may_say_gap, meeting_after, record_review};
pub use send_record::{is_newest, reason, record_sent, send_record, to_get_record};
pub use show_reviews::{Due, Reviews, show_review, show_reviews};
pub use write_view::{ViewWriting, Voice, may_speak_for, voices, write_view};
