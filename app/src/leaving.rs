//! What becomes of a child's record when the child leaves the school: both machines say so, nothing is deleted.

use domain::{
    Date, Now,
    audit::{Event, Happening},
    pathway::{
        Change, CloseReason, Maker, MoveWords, StatutoryFacts, StatutoryMove, SupportFacts, SupportMove,
        attempt_statutory, attempt_support, reason,
    },
};
use store::queries::records::{Record, Round};

use crate::pathway::detail;

/// What is to be written when a child leaves.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// The record, when something in it moves.
    pub(crate) record: Option<Record>,
    /// The round, when one was open.
    pub(crate) round: Option<Round>,
    /// What happened.
    pub(crate) events: Vec<Event>,
}

/// A child leaves, with `left_on` as the last day.
pub(crate) fn leave(record: &Record, rounds: &[Round], left_on: Date, now: Now) -> Left {
    let words = MoveWords::default();
    let mut left = Left::default();
    let mut state = record.state.clone();
    let close = SupportMove::Close(CloseReason::LeftSchool);
    let support = SupportFacts { left_on: Some(left_on), ..SupportFacts::default() };
    if let Ok(Change::Made { state: after, .. }) =
        attempt_support(&state, close, &support, Maker::Other, now.today, &words)
    {
        state = after;
        let line = detail(close.code(), &[], reason::support(close, &support), &[], "");
        left.events.push(Event::pupil(Happening::MovedOn, record.pupil, line));
        let open = rounds.iter().find(|round| round.pupil == record.pupil && round.closed_on.is_none());
        left.round = open.map(|round| Round {
            closed_on: Some(left_on),
            reason: Some(CloseReason::LeftSchool),
            ..round.clone()
        });
    }
    let leaves = StatutoryMove::Leave;
    let statutory = StatutoryFacts { left_on: Some(left_on), ..StatutoryFacts::default() };
    if let Ok(Change::Made { state: after, .. }) =
        attempt_statutory(&state, leaves, &statutory, Maker::Other, now.today, &words)
    {
        state = after;
        let line = detail(leaves.code(), &[], reason::statutory(leaves), &[], "");
        left.events.push(Event::pupil(Happening::StatutoryMoved, record.pupil, line));
    }
    left.record = (state != record.state).then(|| Record { state, ..record.clone() });
    left
}
