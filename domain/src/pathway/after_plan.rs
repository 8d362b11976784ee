//! After a plan has ceased the school says, once and with its reason, whether SEN support goes on.

use super::{CaseState, coded::coded};

coded! {
    /// What follows in school after a plan.
    AfterPlan {
        /// SEN support goes on (K): with the round that runs, or with a new one at the one page profile.
        Support = "support", "SEN support goes on (K)";
        /// Nothing special is needed any more (N).
        Without = "without", "Without SEN support (N)";
    }
}

/// What becomes of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// It was answered before, or was never asked: nothing is to be done.
    NotAsked,
    /// Support runs on in its round.
    GoesOn,
    /// The child joins at the one page profile, in a new round.
    Joins,
    /// The child is without SEN support.
    Without,
    /// A round runs: it is closed first, with its own guards.
    CloseFirst,
}

/// What an answer means for a record.
///
/// # Source
/// pathway, general rules: SEN status goes "back to K or N when plan or support ends"; join at a step: K joins at step 3.
///
/// # Example
/// ```
/// # use domain::pathway::{CaseState, after_plan::{AfterPlan, Follows, follows}};
/// let asked = CaseState { asks_after_plan: true, ..CaseState::default() };
/// assert_eq!(follows(&asked, AfterPlan::Support), Follows::Joins);
/// assert_eq!(follows(&CaseState::default(), AfterPlan::Support), Follows::NotAsked);
/// ```
#[must_use]
pub fn follows(case: &CaseState, answer: AfterPlan) -> Follows {
    match (case.asks_after_plan, answer, case.is_open()) {
        (false, _, _) => Follows::NotAsked,
        (true, AfterPlan::Support, true) => Follows::GoesOn,
        (true, AfterPlan::Support, false) => Follows::Joins,
        (true, AfterPlan::Without, false) => Follows::Without,
        (true, AfterPlan::Without, true) => Follows::CloseFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        date,
        pathway::{
            CloseReason, StatutoryFacts, StatutoryMove, StatutoryState, SupportState,
            attempt::{Change, Maker, MoveWords, attempt_statutory},
        },
    };

    #[test]
    fn it_is_answered_once() {
        let closed = Some(SupportState::Closed(CloseReason::SupportCanStop));
        for (asks, support, answer, means) in [
            (true, None, AfterPlan::Support, Follows::Joins),
            (true, closed, AfterPlan::Support, Follows::Joins),
            (true, Some(SupportState::Monitoring), AfterPlan::Support, Follows::GoesOn),
            (true, None, AfterPlan::Without, Follows::Without),
            (true, closed, AfterPlan::Without, Follows::Without),
            (true, Some(SupportState::Review), AfterPlan::Without, Follows::CloseFirst),
            (false, None, AfterPlan::Support, Follows::NotAsked),
            (false, Some(SupportState::Review), AfterPlan::Without, Follows::NotAsked),
        ] {
            let case = CaseState { asks_after_plan: asks, support, ..CaseState::default() };
            assert_eq!(follows(&case, answer), means, "{asks} {support:?} {answer:?}");
        }
    }

    /// The question comes with the day on which the plan ceases, stays while nothing answers it, and goes with the child or
    /// with the next plan.
    #[test]
    fn it_is_asked_from_the_day_on_which_the_plan_ceases() {
        let facts = StatutoryFacts {
            ceased_on: Some(date(2026, 9, 1)),
            appeal_time_is_over: true,
            left_on: Some(date(2026, 10, 1)),
            ..StatutoryFacts::default()
        };
        let go = |case: &CaseState, the_move| {
            let words = MoveWords::passing("As the county wrote");
            match attempt_statutory(case, the_move, &facts, Maker::Senco, date(2026, 10, 2), &words) {
                Ok(Change::Made { state, .. }) => state,
                other => panic!("{other:?}"),
            }
        };
        let plan = CaseState { statutory: StatutoryState::EhcpInPlace, ..CaseState::default() };
        let ceased = go(&plan, StatutoryMove::Cease);
        assert!(!plan.asks_after_plan && ceased.asks_after_plan);
        let asks_again = go(&ceased, StatutoryMove::AskAgain);
        assert!(asks_again.asks_after_plan, "not answered by asking the county again");
        assert!(!go(&ceased, StatutoryMove::Leave).asks_after_plan);
        assert!(!go(&ceased, StatutoryMove::ArriveWithPlan).asks_after_plan);
    }
}
