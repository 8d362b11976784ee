//! Where a child's record stands: both machines, the round, the cycle, and since when.

use serde::{Deserialize, Serialize};

use crate::Date;

use super::{StatutoryState, SupportState};

/// Both machines of one child. The support machine may be absent while the statutory one runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseState {
    /// The round: 0 before the first concern, then 1, 2, ...; earlier rounds stay readable.
    pub round: u32,
    /// The cycle of assess, plan, do, review within the round: 0 before step 4, then 1, 2, ...
    pub cycle: u32,
    /// Where support is; none when no round was ever opened.
    pub support: Option<SupportState>,
    /// The day on which support came to this state.
    pub support_entered_on: Option<Date>,
    /// Where the county's process is.
    pub statutory: StatutoryState,
    /// The day on which the county's process came to this state, as recorded.
    pub statutory_entered_on: Option<Date>,
    /// After a close: the day until which the child is watched; then a reminder to look back.
    pub watch_until: Option<Date>,
    /// A plan has ceased, and nobody has said yet whether SEN support goes on.
    #[serde(default)]
    pub asks_after_plan: bool,
}

impl Default for CaseState {
    fn default() -> Self {
        Self {
            round: 0,
            cycle: 0,
            support: None,
            support_entered_on: None,
            statutory: StatutoryState::None,
            statutory_entered_on: None,
            watch_until: None,
            asks_after_plan: false,
        }
    }
}

impl CaseState {
    /// Whether a round of support is open: a new concern then joins it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.support.is_some_and(SupportState::is_open)
    }
}
