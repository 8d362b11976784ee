//! Money and time: in pence and minutes, never in floating point.

pub mod delivered;
pub mod funding_year;
pub mod pence;
pub mod provision_cost;
pub mod rates;
pub mod session_cost;
pub mod threshold;
pub mod top_up;

pub use pence::Pence;
