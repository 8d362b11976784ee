//! Progress: what the numbers are. A file for each statistic; none guesses, each says what it needs.
//!
//! A rule here never decides about a child. It says what to discuss, and shows why.

pub mod aim_line;
pub mod analysis;
pub mod baseline;
pub mod change_within;
pub mod chart;
pub mod chart_axis;
mod chart_words;
pub mod code_tests;
pub mod dot_plot;
pub mod expected_at_age;
pub mod gap_closed;
pub mod gap_to_peers;
pub mod goal_attainment;
pub mod in_words;
pub mod intervention;
pub mod judged;
pub mod nap;
pub mod nap_se;
pub mod peers_chart;
pub mod phases;
pub mod pnd;
pub mod projection;
pub mod ratio_gain;
pub mod scale;
pub mod score;
pub mod sessions;
pub mod standard_score;
pub mod subject;
pub mod target_tracker;
pub mod tau;
pub mod tau_bc;
pub mod tau_u_a;
pub mod theil_sen;
pub mod week;
pub mod weekly_verdict;

pub use aim_line::{AimLine, Side};
pub use score::{Direction, Score, ScoredOn};
pub use week::Week;

#[cfg(test)]
mod effect_tests;
