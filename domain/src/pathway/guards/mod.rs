//! The guards, a file for each move: plain functions over facts, every finding at once.

use crate::{Date, people::Role};

mod check;

pub use check::Check;

pub mod agree_to_assess;
pub mod amend;
pub mod appeal;
pub mod arrive_with_plan;
pub mod ask_again;
pub mod cease;
pub mod close_concern_resolved;
pub mod close_left_school;
pub mod close_opened_in_error;
pub mod close_parents_do_not_want;
pub mod continue_support;
pub mod decide_to_cease;
pub mod dismiss;
pub mod end_mediation;
pub mod go_to_mediation;
pub mod issue_draft;
pub mod join_at_profile;
pub mod keep_plan;
pub mod leave;
pub mod make_amended_plan;
pub mod make_plan;
pub mod move_in;
pub mod not_agree;
pub mod open_concern;
pub mod parent_applies;
pub mod prepare;
pub mod reassess;
pub mod refuse_to_assess;
pub mod refuse_to_issue;
pub mod request;
pub mod start_cycle;
pub mod stop;
pub mod to_adapts;
pub mod to_iep;
pub mod to_monitoring;
pub mod to_profile;
pub mod to_provision;
pub mod to_review;
pub mod uphold;
pub mod withdraw;

const ANYONE: &[Role] = &[Role::Teacher, Role::Parent, Role::Ta, Role::Senco, Role::Head];
const SENCO: &[Role] = &[Role::Senco];
const HEAD: &[Role] = &[Role::Head];
const TEACHER: &[Role] = &[Role::Teacher];
const SENCO_DATA: &[Role] = &[Role::Senco, Role::DataManager];
const SENCO_HEAD: &[Role] = &[Role::Senco, Role::Head];
const SENCO_PARENT: &[Role] = &[Role::Senco, Role::Parent];
const TEACHER_SENCO: &[Role] = &[Role::Teacher, Role::Senco];
const TEACHER_TA_SENCO: &[Role] = &[Role::Teacher, Role::Ta, Role::Senco];
const SENCO_TEACHER_PARENT_PUPIL: &[Role] = &[Role::Senco, Role::Teacher, Role::Parent, Role::Pupil];

/// When a close ends SEN support although its reason does not by itself.
const NO_LONGER_NEEDED: &str = "when special provision is said to be no longer needed";

/// Whether a day came after the last day for it; unknown days are never late.
fn late(on: Option<Date>, due_on: Option<Date>) -> bool {
    on.zip(due_on).is_some_and(|(on, due_on)| on > due_on)
}
