//! Logs: JSON lines on the error stream, without what people typed, and a word of where a panic was.

use std::{io::stderr, panic};

use tracing_subscriber::EnvFilter;

/// Begins: `WAYMARK_LOG` says how much, `otherwise` where it says nothing.
pub fn begin(otherwise: &str) {
    let filter = EnvFilter::try_from_env("WAYMARK_LOG").unwrap_or_else(|_| EnvFilter::new(otherwise));
    tracing_subscriber::fmt().json().with_writer(stderr).with_env_filter(filter).init();
    // A panic's own words may hold what somebody typed: only its place is said.
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
}
