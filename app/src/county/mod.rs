//! The county's process: agreeing, asking, its letters and clocks, the plan in place, its annual review, the overview.

mod agree;
mod annual_guests;
mod annual_review_plan;
mod clocks_kept;
mod early_years;
pub(crate) mod file_transfers;
mod parents_part;
mod plan_changes;
mod plan_comments;
mod plan_document;
mod prepare;
mod record_letter;
mod section_f;
mod show_county;
mod show_dates;
mod show_overview;
pub(crate) mod top_up;
pub(crate) mod watched;
mod write_advice;
mod write_annual_review;
mod write_ehcp;

pub use agree::{Agreeing, agree, may_agree_as};
pub use annual_guests::{
    ChosenGuests, GuestToChoose, Notices, guests_chosen, guests_missing, guests_to_choose, notices_waiting,
    send_notices,
};
pub(crate) use annual_review_plan::everybody;
pub use annual_review_plan::{Adviser, ReviewPlan, advice_owed, ask_for_advice, show_review_plan, tick};
pub use clocks_kept::Kept;
pub use early_years::consider_review;
pub use parents_part::{DraftToRead, ParentsPart, parents_part};
pub use plan_changes::plan_changes;
pub(crate) use plan_changes::plan_on;
pub use plan_comments::{Comments, show_comments, write_comments};
pub use plan_document::plan_document;
pub use prepare::{not_agree, prepare, send_request, tell_parents, tell_parents_although};
pub use record_letter::{record_letter, record_letter_with, told_of_appeal};
pub(crate) use section_f::lines_to_look_at;
pub use section_f::{
    CopyAndTalk, Delivery, LineDelivered, LineToLookAt, record_copy_and_talk, show_delivery, tie_line,
};
pub use show_county::{County, ProvisionChoice, show_county};
pub use show_dates::{Month, show_dates};
pub use show_overview::{ApplicationLine, Overview, Stage, show_overview};
pub use top_up::{TopUpShown, save_top_up, show_top_up};
pub use write_advice::write_advice;
pub(crate) use write_annual_review::version_now;
pub use write_annual_review::{MeetingDates, plan_meeting, write_annual_review};
pub use write_ehcp::write_ehcp;
