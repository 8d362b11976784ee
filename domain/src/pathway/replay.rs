//! Where the county's process stands when a letter that moved it turns out to be a mistake: the moves again, without it.

use jiff::Timestamp;

use super::{
    StatutoryMove, StatutoryState, letters_lead,
    moves::{self, Answer},
};
use crate::record::LetterKind;

/// Something on the record that moved the county's process, or could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A move that was made.
    Move(StatutoryMove),
    /// A move that came with the letter in question.
    Undone(StatutoryMove),
    /// A move that came with a letter which was taken out before.
    Gone(StatutoryMove),
    /// A letter that moved nothing when it was recorded: the process was past it, or a guard stopped it.
    Letter(LetterKind),
    /// The process was set here, whatever came before: a child came back.
    Set(StatutoryState),
}

/// Where the process stands, and since when it does.
pub type Stands = (StatutoryState, Option<Timestamp>);

/// Where the process stands with the letter that is in question, and where without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// With every move.
    pub with: Stands,
    /// Without those that came with the letter.
    pub without: Stands,
}

/// The moves again; `steps` by when they were recorded, moves of one moment in any order. A letter that moved nothing at the
/// time moves the process now, where it follows from where the process stands without what was taken out.
///
/// # Example
/// ```
/// # use domain::{pathway::{StatutoryMove::*, StatutoryState, replay::{self, Step}}, record::LetterKind};
/// let at = |second| jiff::Timestamp::from_second(second).unwrap();
/// let steps = [
///     (at(1), Step::Move(ParentApplies)),
///     (at(2), Step::Undone(AgreeToAssess)), // recorded by mistake
///     (at(3), Step::Letter(LetterKind::RefusedToAssess)), // and so this moved nothing
/// ];
/// let told = replay::replay(&steps);
/// assert_eq!(told.with, (StatutoryState::Assessing, Some(at(2))));
/// assert_eq!(told.without, (StatutoryState::RefusedToAssess, Some(at(3))));
/// ```
#[must_use]
pub fn replay(steps: &[(Timestamp, Step)]) -> Replayed {
    let mut as_recorded = StatutoryState::None;
    let start = || Line { stands: (StatutoryState::None, None), waiting: Vec::new(), answers: Vec::new() };
    let (mut with, mut without) = (start(), start());
    for moment in steps.chunk_by(|one, next| one.0 == next.0) {
        let reassessed = as_recorded == StatutoryState::Reassessing;
        (as_recorded, _) = follow(as_recorded, moves_of(moment, |_| true));
        with.go_on(moment, as_recorded, |step| !matches!(step, Step::Gone(_)));
        without.go_on(moment, as_recorded, |step| matches!(step, Step::Move(_)));
        if reassessed {
            with.made_anew(moment);
            without.made_anew(moment);
        }
        if let Some(set) = moment.iter().rev().find_map(|(_, step)| match step {
            Step::Set(state) => Some(*state),
            _ => None,
        }) {
            as_recorded = set;
        }
    }
    Replayed { with: with.stands, without: without.stands }
}

/// One way in which the process could have gone.
struct Line {
    stands: Stands,
    /// What could not be made for want of what was taken out; it is tried again when a letter takes its place.
    waiting: Vec<StatutoryMove>,
    /// Answers of the county that moved nothing: they are tried again with the letter that they answer.
    answers: Vec<LetterKind>,
}

impl Line {
    fn go_on(
        &mut self,
        moment: &[(Timestamp, Step)],
        as_recorded: StatutoryState,
        counts: impl Fn(&Step) -> bool,
    ) {
        let (mut is, rest) = follow(self.stands.0, moves_of(moment, counts));
        self.waiting.extend(rest);
        for (_, step) in moment {
            match step {
                Step::Letter(kind) if is != as_recorded => match kind.means(is) {
                    Some(the_move) => {
                        (is, self.waiting) = follow(go(is, the_move), std::mem::take(&mut self.waiting));
                        is = self.answered(is);
                    }
                    None if letters_lead::is_answer(*kind) => self.answers.push(*kind),
                    None => {}
                },
                Step::Set(state) => is = *state,
                Step::Letter(_) | Step::Move(_) | Step::Undone(_) | Step::Gone(_) => {}
            }
        }
        if is != self.stands.0 {
            self.stands = (is, moment.first().map(|(at, _)| *at));
        }
    }
}

impl Line {
    /// The plan that a re-assessment ended in is a final one: it is in place whatever is known of the plan before it.
    fn made_anew(&mut self, moment: &[(Timestamp, Step)]) {
        let is_made = moment.iter().any(|(_, step)| *step == Step::Move(StatutoryMove::MakeAmendedPlan));
        let waits = self.waiting.contains(&StatutoryMove::MakeAmendedPlan);
        if is_made && waits && can_go(self.stands.0, StatutoryMove::MakePlan) {
            let to = go(self.stands.0, StatutoryMove::MakePlan);
            self.stands = (to, moment.first().map(|(at, _)| *at));
            let done = [StatutoryMove::Reassess, StatutoryMove::MakeAmendedPlan];
            self.waiting.retain(|the_move| !done.contains(the_move));
        }
    }

    /// Makes the moves of those answers that now follow.
    fn answered(&mut self, from: StatutoryState) -> StatutoryState {
        let mut state = from;
        while let Some(at) = self.answers.iter().position(|kind| kind.means(state).is_some()) {
            if let Some(the_move) = self.answers.remove(at).means(state) {
                state = go(state, the_move);
            }
        }
        state
    }
}

/// The moves of a moment that count.
fn moves_of(moment: &[(Timestamp, Step)], counts: impl Fn(&Step) -> bool) -> Vec<StatutoryMove> {
    let counting = moment.iter().filter(|(_, step)| counts(step));
    counting
        .filter_map(|(_, step)| match step {
            Step::Move(the_move) | Step::Undone(the_move) | Step::Gone(the_move) => Some(*the_move),
            Step::Letter(_) | Step::Set(_) => None,
        })
        .collect()
}

/// Makes of some moves those that can be made, one after the other; gives the others back.
fn follow(from: StatutoryState, mut moves: Vec<StatutoryMove>) -> (StatutoryState, Vec<StatutoryMove>) {
    let mut state = from;
    while let Some(at) = moves.iter().position(|the_move| can_go(state, *the_move)) {
        state = go(state, moves.remove(at));
    }
    (state, moves)
}

fn can_go(from: StatutoryState, the_move: StatutoryMove) -> bool {
    matches!(moves::answer(moves::STATUTORY, &the_move, &from), Answer::Goes(_))
}

fn go(from: StatutoryState, the_move: StatutoryMove) -> StatutoryState {
    match moves::answer(moves::STATUTORY, &the_move, &from) {
        Answer::Goes(row) => row.to,
        Answer::AlreadyThere | Answer::NoSuchMove => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use StatutoryMove as M;
    use StatutoryState as S;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn steps(of: &[Step]) -> Vec<(Timestamp, Step)> {
        (1..).zip(of).map(|(second, step)| (at(second), *step)).collect()
    }

    #[test]
    fn a_letter_recorded_by_mistake_moved_nothing() {
        use Step::{Letter, Move, Undone};
        let asked = [Move(M::Prepare), Move(M::Request)];
        let plan = [asked[0], asked[1], Move(M::AgreeToAssess), Move(M::IssueDraft), Move(M::MakePlan)];
        let table: &[(&[Step], &[Step], S, S)] = &[
            // The agreement was the mistake; the refusal was on the record, and moved nothing.
            (
                &asked,
                &[Undone(M::AgreeToAssess), Letter(LetterKind::RefusedToAssess)],
                S::Assessing,
                S::RefusedToAssess,
            ),
            (&asked, &[Undone(M::AgreeToAssess)], S::Assessing, S::Requested),
            (&asked, &[Move(M::RefuseToAssess), Undone(M::Appeal)], S::AppealToAssess, S::RefusedToAssess),
            // A plan that never ceased, one that is not ceasing, one that is not amended.
            (&plan, &[Undone(M::Cease)], S::Ceased, S::EhcpInPlace),
            (&plan, &[Undone(M::DecideToCease), Letter(LetterKind::KeepsPlan)], S::Ceasing, S::EhcpInPlace),
            (&plan, &[Undone(M::DecideToCease), Move(M::KeepPlan)], S::EhcpInPlace, S::EhcpInPlace),
            (&plan, &[Undone(M::Amend)], S::Amending, S::EhcpInPlace),
            // The final plan was typed for the draft, which came after it and took the final plan with it.
            (&plan[..3], &[Move(M::IssueDraft), Undone(M::MakePlan)], S::EhcpInPlace, S::DraftPlan),
            // The request had the wrong day: the right one takes its place, and the refusal follows.
            (
                &[],
                &[Undone(M::ParentApplies), Move(M::RefuseToAssess), Letter(LetterKind::Received)],
                S::RefusedToAssess,
                S::RefusedToAssess,
            ),
            // "Moved in" has the wrong day: the plan that the re-assessment ended in stands.
            (
                &[Undone(M::MoveIn)],
                &[Move(M::Reassess), Move(M::MakeAmendedPlan)],
                S::EhcpInPlace,
                S::EhcpInPlace,
            ),
            (&[Undone(M::MoveIn)], &[Move(M::Reassess)], S::Reassessing, S::None),
            (&[Undone(M::MoveIn)], &[Move(M::Amend), Move(M::MakeAmendedPlan)], S::EhcpInPlace, S::None),
            // What followed from the mistake falls with it.
            (&asked, &[Undone(M::RefuseToAssess), Move(M::Appeal)], S::AppealToAssess, S::Requested),
            // The request had the wrong day: the plan that followed from it is in place all the same.
            (
                &[Undone(M::ParentApplies), Move(M::AgreeToAssess)],
                &[Move(M::IssueDraft), Move(M::MakePlan)],
                S::EhcpInPlace,
                S::EhcpInPlace,
            ),
            // Typed in with the newest first, and the newest was of another child.
            (
                &[Undone(M::MakePlan), Letter(LetterKind::Draft)],
                &[Letter(LetterKind::WillAssess), Letter(LetterKind::Received)],
                S::EhcpInPlace,
                S::DraftPlan,
            ),
            (
                &asked,
                &[Move(M::Leave), Step::Set(S::Requested), Undone(M::AgreeToAssess)],
                S::Assessing,
                S::Requested,
            ),
        ];
        for (first, last, stands, expected) in table {
            let told = replay(&steps(&[*first, *last].concat()));
            assert_eq!((told.with.0, told.without.0), (*stands, *expected), "{last:?}");
        }
    }

    #[test]
    fn what_was_taken_out_before_stays_out() {
        use Step::{Gone, Letter, Move, Undone};
        let told = replay(&steps(&[
            Move(M::ParentApplies),
            Gone(M::AgreeToAssess),
            Letter(LetterKind::RefusedToAssess),
            Undone(M::Appeal),
        ]));
        assert_eq!((told.with.0, told.without.0), (S::AppealToAssess, S::RefusedToAssess));
    }

    #[test]
    fn moves_of_one_moment_are_made_in_the_order_in_which_they_can_be() {
        let one_letter = [
            (at(1), Step::Move(M::RefuseToAssess)),
            (at(1), Step::Move(M::ParentApplies)),
            (at(2), Step::Undone(M::GoToMediation)),
        ];
        let told = replay(&one_letter);
        assert_eq!(told.without, (S::RefusedToAssess, Some(at(1))));
        assert_eq!(told.with, (S::MediationToAssess, Some(at(2))));
        let nowhere = replay(&steps(&[Step::Move(M::IssueDraft)]));
        assert_eq!((nowhere.with.0, nowhere.without.0), (S::None, S::None), "nothing led there");
    }
}
