//! A person's calendar of legal dates and reviews: what stands in it, and its secret address.

mod address;
mod write_calendar;

pub use address::{has_address, renew_address, stop_address, whose};
pub use write_calendar::write_calendar;
