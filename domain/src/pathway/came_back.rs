//! A child who had left the school is on its roll again: the record goes on where it stood.

use serde::{Deserialize, Serialize};

use super::{CaseState, CloseReason, StatutoryState, SupportState};
use crate::{Date, ProvisionId, TargetId};

/// So many days after the last one here a child who comes back goes on where they stood; after that they are met anew.
pub const WITHIN_DAYS: i32 = 56;

/// How a child's record stood when the roll left the child out: kept with the leaving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Both machines.
    pub state: CaseState,
    /// The places in groups that the leaving ended.
    pub places: Vec<PlaceHeld>,
}

/// A place in a group as it was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceHeld {
    /// The group.
    pub provision: ProvisionId,
    /// The target that it serves.
    pub target: Option<TargetId>,
    /// Its first day.
    pub from_on: Date,
    /// Its last day; the group's when none.
    pub until_on: Option<Date>,
}

/// The case as it goes on when a child comes back whom the roll had left out, or who was away for a while: what the leaving
/// closed, as it stood before. Each machine by itself; what has been recorded since stands. None when nothing goes on.
///
/// # Source
/// people: a record is kept whoever leaves; pathway: closing never deletes.
///
/// # Example
/// ```
/// # use domain::pathway::{CaseState, CloseReason, StatutoryState, SupportState, came_back::came_back};
/// let stood = CaseState { round: 1, support: Some(SupportState::Profile), ..CaseState::default() };
/// let left = Some(SupportState::Closed(CloseReason::LeftSchool));
/// let case = CaseState { support: left, ..stood.clone() };
/// assert_eq!(came_back(&case, &stood), Some(stood));
/// ```
#[must_use]
pub fn came_back(case: &CaseState, stood: &CaseState) -> Option<CaseState> {
    let mut back = case.clone();
    let was_closed = case.support == Some(SupportState::Closed(CloseReason::LeftSchool));
    if was_closed && stood.is_open() && stood.round == case.round {
        (back.support, back.support_entered_on) = (stood.support, stood.support_entered_on);
        (back.cycle, back.watch_until) = (stood.cycle, stood.watch_until);
    }
    if case.statutory == StatutoryState::LeftSchool {
        (back.statutory, back.statutory_entered_on) = (stood.statutory, stood.statutory_entered_on);
        back.asks_after_plan = stood.asks_after_plan;
    }
    (back != *case).then_some(back)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    const CLOSED: Option<SupportState> = Some(SupportState::Closed(CloseReason::LeftSchool));

    fn stood(support: Option<SupportState>, statutory: StatutoryState) -> CaseState {
        CaseState {
            round: 2,
            cycle: 1,
            support,
            support_entered_on: Some(date(2026, 9, 28)),
            statutory,
            statutory_entered_on: Some(date(2026, 10, 19)),
            ..CaseState::default()
        }
    }

    fn left(stood: &CaseState) -> CaseState {
        let left_on = Some(date(2026, 11, 2));
        CaseState {
            support: CLOSED,
            support_entered_on: left_on,
            statutory: StatutoryState::LeftSchool,
            statutory_entered_on: left_on,
            ..stood.clone()
        }
    }

    #[test]
    fn both_machines_go_on_where_they_stood() {
        use StatutoryState as S;
        let stopped = Some(SupportState::Closed(CloseReason::SupportCanStop));
        for (support, statutory) in [
            (Some(SupportState::Monitoring), S::MediationToAssess),
            (Some(SupportState::Concern), S::Requested),
            (Some(SupportState::Review), S::EhcpInPlace),
            (Some(SupportState::TeacherAdapts), S::None),
        ] {
            let stood = stood(support, statutory);
            assert_eq!(came_back(&left(&stood), &stood), Some(stood), "{support:?} {statutory:?}");
        }
        // Each by itself: what the leaving did not close stays as it is.
        let ceased = CaseState { asks_after_plan: true, ..stood(stopped, S::Ceased) };
        let case = CaseState { asks_after_plan: false, support: stopped, ..left(&ceased) };
        let back = came_back(&case, &ceased).unwrap();
        assert_eq!((back.support, back.statutory, back.asks_after_plan), (stopped, S::Ceased, true));
    }

    #[test]
    fn what_was_recorded_since_stands() {
        let stood = stood(Some(SupportState::Monitoring), StatutoryState::Requested);
        let next = CaseState { round: 3, ..left(&stood) };
        let back = came_back(&next, &stood).unwrap();
        assert_eq!((back.round, back.support), (3, CLOSED), "another round was opened and closed since");
        let arrived = CaseState { statutory: StatutoryState::EhcpInPlace, ..left(&stood) };
        assert_eq!(came_back(&arrived, &stood).unwrap().statutory, StatutoryState::EhcpInPlace);
        assert_eq!(came_back(&stood, &stood), None);
    }
}
