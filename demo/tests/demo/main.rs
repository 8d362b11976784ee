//! The tests of the demonstration: one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod folder;
mod same_again;
mod something_to_show;
