//! Where the planning of a child stands: this cycle's plan, and the last one.

use domain::{
    pathway::CaseState,
    record::{Content, Entry, Plan},
};

/// The plans that matter now.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The round.
    pub round: u32,
    /// The cycle of the round, from 1.
    pub cycle: u32,
    /// This cycle's plan, when it is begun.
    pub current: Option<(&'a Entry, &'a Plan)>,
    /// The plan of the cycle before.
    pub last: Option<(&'a Entry, &'a Plan)>,
}

impl<'a> Standing<'a> {
    /// The plan that is worked from today: this cycle's; until it is begun, the last one.
    #[must_use]
    pub fn in_use(&self) -> Option<(&'a Entry, &'a Plan)> {
        self.current.or(self.last)
    }
}

/// Reads the plans of a record's round from its entries (oldest first).
#[must_use]
pub fn standing<'a>(entries: impl IntoIterator<Item = &'a Entry>, state: &CaseState) -> Standing<'a> {
    let (round, cycle) = (state.round.max(1), state.cycle.max(1));
    let mut standing = Standing { round, cycle, current: None, last: None };
    for entry in entries {
        let Content::Plan(plan) = &entry.content else { continue };
        if entry.round != round {
            continue;
        }
        if plan.cycle == cycle {
            standing.current = Some((entry, plan));
        } else if plan.cycle < cycle && standing.last.is_none_or(|(_, last)| last.cycle <= plan.cycle) {
            standing.last = Some((entry, plan));
        }
    }
    standing
}
