//! Legal clocks: a file each. They run in calendar time, through holidays, and each states its own first day.
//!
//! A changed law adds a rule beside the old one, chosen by date: each [`rule::Rule`] says since when it is in force.
//! [`application::clocks`] and [`ehc_plan::clocks`] make the lists that pages show.

pub mod advice_from_school;
pub mod amended_plan;
pub mod amendment_comments;
pub mod annual_review;
pub mod annual_review_decision;
pub mod annual_review_notice;
pub mod annual_review_plan;
pub mod annual_review_report;
pub mod appeal;
pub mod application;
pub mod clock;
pub mod clock_state;
pub mod decision_to_assess;
pub mod disagreement;
pub mod draft_plan_comments;
pub mod early_years_review;
pub mod educational_record;
pub mod ehc_plan;
pub mod exemption;
pub mod file_transfer;
pub mod final_plan;
pub mod mediation_adviser;
pub mod mediation_certificate;
pub mod phase_transfer;
pub mod plan_the_meeting;
pub mod refusal_to_issue;
pub mod retention;
pub mod rule;
pub mod school_consultation;
pub mod sen_support_meetings;
pub mod subject_access;
pub mod timeline;
pub mod tribunal_order;
pub mod what_then;

pub use application::{Application, EarlierDraft};
pub use clock::Clock;
pub use clock_state::ClockState;
pub use disagreement::{Appealable, Disagreement};
pub use ehc_plan::{PlanDates, ReviewDates, ReviewDecision};
pub use exemption::{Exemption, ExemptionLetter};
