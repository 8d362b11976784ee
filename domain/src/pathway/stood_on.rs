//! Where support stood on an earlier day: what an old week is judged by, whatever has happened to the child since.

use super::{CaseState, SupportMove, SupportState, moves};
use crate::Date;

/// A plan as it was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The day on which it was begun.
    pub on: Date,
    /// The round of support.
    pub round: u32,
    /// The cycle of the round, from 1.
    pub cycle: u32,
}

/// What changed where support stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    /// A move led here.
    To(SupportState),
    /// The child, who had left the school, came back, and the round goes on here.
    BackTo(SupportState),
}

/// The case as its support stood at the end of a day: from where its moves led (oldest first) and the plans begun until
/// then. The county's side is left as it is now.
///
/// A concern is no move: between a concern that opens a round and the first move after it, support stands as before. A day
/// on which nothing has moved since gives the case as it is.
#[must_use]
pub fn stood_on(
    case: &CaseState,
    moves: impl IntoIterator<Item = (Date, Led)>,
    plans: impl IntoIterator<Item = Begun>,
    day: Date,
) -> CaseState {
    if case.support_entered_on.is_none_or(|since| since <= day) {
        return case.clone();
    }
    let (mut support, mut since) = (None, None);
    // The day on which the last round that is over was closed, and the one before.
    let (mut closed_on, mut closed_before) = (None, None);
    for (on, led) in moves.into_iter().filter(|(on, _)| *on <= day) {
        let (Led::To(state) | Led::BackTo(state)) = led;
        (support, since) = (Some(state), Some(on));
        match led {
            Led::BackTo(_) => closed_on = closed_before,
            Led::To(SupportState::Closed(_)) => (closed_before, closed_on) = (closed_on, Some(on)),
            Led::To(_) => {}
        }
    }
    let plans: Vec<Begun> = plans.into_iter().filter(|plan| plan.on <= day).collect();
    let last = |plans: &mut dyn Iterator<Item = &Begun>| plans.map(|plan| (plan.round, plan.cycle)).max();
    // A plan of a round that was over by then is worked from no more.
    let of_round = last(&mut plans.iter().filter(|plan| closed_on.is_none_or(|closed| plan.on > closed)));
    let (round, cycle) = of_round.unwrap_or_else(|| {
        let before = last(&mut plans.iter()).map_or(0, |(round, _)| round);
        (before + 1, 0)
    });
    CaseState { round, cycle, support, support_entered_on: since, ..*case }
}

/// Where a move of support leads.
#[must_use]
pub fn led_to(the_move: SupportMove) -> Option<SupportState> {
    moves::SUPPORT.iter().find(|row| row.the_move == the_move).and_then(|row| row.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, pathway::CloseReason};

    const STOPPED: SupportMove = SupportMove::Close(CloseReason::SupportCanStop);

    /// A child whose first round ran in autumn with two cycles and stopped, and whose second one began in the new year.
    fn moves() -> Vec<(Date, Led)> {
        use SupportMove::*;
        let moves = [
            (date(2026, 9, 7), ToAdapts),
            (date(2026, 9, 14), ToProfile),
            (date(2026, 9, 21), ToIep),
            (date(2026, 9, 25), ToProvision),
            (date(2026, 9, 28), ToMonitoring),
            (date(2026, 11, 2), ToReview),
            (date(2026, 11, 3), Continue),
            (date(2026, 11, 5), StartCycle),
            (date(2026, 12, 14), STOPPED),
            (date(2027, 1, 11), ToAdapts),
        ];
        moves.into_iter().map(|(on, the_move)| (on, Led::To(led_to(the_move).unwrap()))).collect()
    }

    const PLANS: [Begun; 2] = [
        Begun { on: date(2026, 9, 21), round: 1, cycle: 1 },
        Begun { on: date(2026, 11, 5), round: 1, cycle: 2 },
    ];

    #[test]
    fn each_day_stands_as_it_was_left() {
        use SupportState::*;
        let case = CaseState {
            round: 2,
            cycle: 0,
            support: Some(TeacherAdapts),
            support_entered_on: Some(date(2027, 1, 11)),
            ..CaseState::default()
        };
        let stopped = Closed(CloseReason::SupportCanStop);
        for (day, support, round, cycle) in [
            (date(2026, 9, 6), None, 1, 0),
            (date(2026, 9, 7), Some(TeacherAdapts), 1, 0),
            (date(2026, 9, 20), Some(Profile), 1, 0),
            (date(2026, 9, 21), Some(Iep), 1, 1),
            (date(2026, 9, 27), Some(Provision), 1, 1),
            (date(2026, 11, 1), Some(Monitoring), 1, 1),
            (date(2026, 11, 4), Some(Continues), 1, 1),
            (date(2026, 11, 8), Some(Iep), 1, 2),
            (date(2026, 12, 13), Some(Iep), 1, 2),
            (date(2026, 12, 14), Some(stopped), 2, 0),
            (date(2027, 1, 10), Some(stopped), 2, 0),
            (date(2027, 1, 11), Some(TeacherAdapts), 2, 0),
            (date(2027, 2, 1), Some(TeacherAdapts), 2, 0),
        ] {
            let stood = stood_on(&case, moves(), PLANS, day);
            assert_eq!((stood.support, stood.round, stood.cycle), (support, round, cycle), "{day}");
        }
    }

    #[test]
    fn a_child_who_left_in_the_middle_stood_where_they_were() {
        let case = CaseState {
            round: 1,
            cycle: 1,
            support: Some(SupportState::Closed(CloseReason::LeftSchool)),
            support_entered_on: Some(date(2026, 10, 12)),
            ..CaseState::default()
        };
        let left = (date(2026, 10, 12), Led::To(SupportState::Closed(CloseReason::LeftSchool)));
        let moves: Vec<_> = moves().into_iter().take(5).chain([left]).collect();
        let before = stood_on(&case, moves.clone(), PLANS, date(2026, 10, 11));
        assert_eq!((before.support, before.cycle), (Some(SupportState::Monitoring), 1));
        assert_eq!(before.support_entered_on, Some(date(2026, 9, 28)));
        assert_eq!(stood_on(&case, moves, PLANS, date(2026, 10, 12)), case);
    }
    #[test]
    fn a_child_who_came_back_goes_on_with_the_plan_of_the_round() {
        let case = CaseState {
            round: 1,
            cycle: 1,
            support: Some(SupportState::Review),
            support_entered_on: Some(date(2026, 11, 2)),
            ..CaseState::default()
        };
        let left = (date(2026, 10, 12), Led::To(SupportState::Closed(CloseReason::LeftSchool)));
        let back = (date(2026, 10, 19), Led::BackTo(SupportState::Monitoring));
        let reviewed = (date(2026, 11, 2), Led::To(SupportState::Review));
        let moves: Vec<_> = moves().into_iter().take(5).chain([left, back, reviewed]).collect();
        for (day, support, cycle) in
            [(date(2026, 10, 18), left.1, 0), (date(2026, 10, 19), back.1, 1), (date(2026, 11, 1), back.1, 1)]
        {
            let (Led::To(support) | Led::BackTo(support)) = support;
            let stood = stood_on(&case, moves.clone(), PLANS, day);
            assert_eq!((stood.support, stood.cycle), (Some(support), cycle), "{day}");
        }
    }
}
