//! The eight steps: two machines (support in school, the county's statutory process), their moves and guards.

mod coded;

pub mod after_plan;
pub mod attempt;
pub mod came_back;
pub mod case;
pub mod ends_support;
pub mod facts;
pub mod facts_of_statutory;
pub mod facts_of_support;
pub mod finding;
pub mod guards;
pub mod letters_lead;
pub mod letters_wait;
pub mod may_do_now;
pub mod moves;
pub mod plan_agreement;
pub mod plan_in_place;
pub mod reason;
pub mod replay;
pub mod review_due;
pub mod review_needs;
pub mod signed_consent;
pub mod spread_reviews;
pub mod status_day;
pub mod statutory;
pub mod step;
pub mod stood_on;
pub mod support;

#[cfg(test)]
mod tests;

pub use after_plan::{AfterPlan, Follows};
pub use attempt::{Change, Maker, MoveWords, Refused, attempt_statutory, attempt_support};
pub use case::CaseState;
pub use facts::{StatutoryFacts, SupportFacts};
pub use finding::{Finding, Pass, ToDo, Weight};
pub use statutory::{StatutoryMove, StatutoryState};
pub use stood_on::{Begun, Led, led_to, stood_on};
pub use support::{CloseReason, SupportMove, SupportState};
