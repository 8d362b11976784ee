//! A child who had left the school is on its roll again: the record goes on where it stood.

use super::{
    CaseState, CloseReason, StatutoryMove, StatutoryState, SupportState,
    moves::{self, Answer},
};
use crate::Date;

/// So many days after the last one here a child who comes back goes on where they stood; after that they are met anew.
pub const WITHIN_DAYS: i32 = 56;

/// The case as it goes on when a child comes back whom the roll had left out, or who was away for a while: support where it
/// stood before it was closed with "left the school", and the county's process before it was said to have left. `support` is
/// where the last move before that led (the concern, when there was none), `statutory` every move of the county's process
/// (oldest first). None when nothing was closed by the leaving, or what stood before it cannot be told.
#[must_use]
pub fn came_back(
    case: &CaseState,
    support: Option<SupportState>,
    statutory: &[(Date, StatutoryMove)],
    today: Date,
) -> Option<CaseState> {
    let mut back = case.clone();
    if case.support == Some(SupportState::Closed(CloseReason::LeftSchool)) {
        let stood = support.unwrap_or(SupportState::Concern);
        if !stood.is_open() {
            return None;
        }
        (back.support, back.support_entered_on, back.watch_until) = (Some(stood), Some(today), None);
    }
    if case.statutory == StatutoryState::LeftSchool {
        let (state, since) = before_leaving(statutory)?;
        (back.statutory, back.statutory_entered_on) = (state, Some(since));
    }
    (back != *case).then_some(back)
}

/// Where the county's process stood before the child left, and since when.
fn before_leaving(done: &[(Date, StatutoryMove)]) -> Option<(StatutoryState, Date)> {
    let ((_, last), before) = done.split_last()?;
    if *last != StatutoryMove::Leave {
        return None;
    }
    let mut stood = (StatutoryState::None, before.first()?.0);
    for (on, the_move) in before {
        match moves::answer(moves::STATUTORY, the_move, &stood.0) {
            Answer::Goes(row) => stood = (row.to, *on),
            Answer::AlreadyThere => {}
            Answer::NoSuchMove => return None,
        }
    }
    Some(stood)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    const LEFT: Date = date(2026, 11, 2);
    const BACK: Date = date(2026, 11, 9);

    fn left(support: Option<SupportState>, statutory: StatutoryState) -> CaseState {
        CaseState {
            round: 1,
            cycle: 2,
            support,
            support_entered_on: Some(LEFT),
            statutory,
            statutory_entered_on: Some(LEFT),
            ..CaseState::default()
        }
    }

    const CLOSED: Option<SupportState> = Some(SupportState::Closed(CloseReason::LeftSchool));

    #[test]
    fn both_machines_go_on_where_they_stood() {
        use StatutoryMove::*;
        let asked = date(2026, 9, 14);
        let county = [
            (date(2026, 9, 7), Prepare),
            (asked, Request),
            (date(2026, 10, 12), RefuseToAssess),
            (date(2026, 10, 19), GoToMediation),
            (LEFT, Leave),
        ];
        let case = left(CLOSED, StatutoryState::LeftSchool);
        let back = came_back(&case, Some(SupportState::Monitoring), &county, BACK).unwrap();
        assert_eq!((back.support, back.support_entered_on), (Some(SupportState::Monitoring), Some(BACK)));
        assert_eq!((back.round, back.cycle), (1, 2));
        assert_eq!(
            (back.statutory, back.statutory_entered_on),
            (StatutoryState::MediationToAssess, Some(date(2026, 10, 19)))
        );
        let requested = [county[0], county[1], county[4]];
        let back = came_back(&case, None, &requested, BACK).unwrap();
        assert_eq!(back.support, Some(SupportState::Concern), "no move was made in the round");
        assert_eq!((back.statutory, back.statutory_entered_on), (StatutoryState::Requested, Some(asked)));
    }

    #[test]
    fn what_the_leaving_did_not_close_stays_closed() {
        let stopped = Some(SupportState::Closed(CloseReason::SupportCanStop));
        let of = |case: CaseState, support| came_back(&case, support, &[], BACK);
        assert_eq!(of(left(stopped, StatutoryState::None), None), None);
        assert_eq!(of(left(None, StatutoryState::None), None), None);
        assert_eq!(
            of(left(CLOSED, StatutoryState::LeftSchool), None),
            None,
            "the county’s side is not known"
        );
        assert_eq!(of(left(CLOSED, StatutoryState::None), stopped), None);
        let back = of(left(CLOSED, StatutoryState::Withdrawn), Some(SupportState::Iep)).unwrap();
        assert_eq!((back.support, back.statutory), (Some(SupportState::Iep), StatutoryState::Withdrawn));
    }
}
