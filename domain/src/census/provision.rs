//! SEN provision as the school census counts it: N, K, E.

use serde::{Deserialize, Serialize};

/// A pupil's SEN provision.
///
/// # Source
/// DfE school census, code set CS048 (SEN provision); `formats.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SenProvision {
    /// No special educational need.
    N,
    /// SEN support.
    K,
    /// Education, health and care plan.
    E,
}

impl SenProvision {
    /// The census code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            SenProvision::N => "N",
            SenProvision::K => "K",
            SenProvision::E => "E",
        }
    }

    /// The provision of a census code; retired codes (A, P, S) are not known here.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "N" => Some(SenProvision::N),
            "K" => Some(SenProvision::K),
            "E" => Some(SenProvision::E),
            _ => None,
        }
    }

    /// The name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SenProvision::N => "No SEN",
            SenProvision::K => "SEN support",
            SenProvision::E => "EHC plan",
        }
    }
}
