//! The four tests of the Code of Practice (6.17): is progress less than expected?

use serde::{Deserialize, Serialize};

use super::{
    Direction, Score,
    gap_to_peers::{self, Answer, Basis, Collection, FEWEST_PEERS, Gaps, behind, by_date, median},
};

/// The four ways in which progress may be less than expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeTest {
    /// Significantly slower than that of peers starting from the same baseline.
    SlowerThanPeers,
    /// Fails to match or better the child's previous rate of progress.
    BelowOwnRate,
    /// Fails to close the attainment gap between the child and their peers.
    GapNotClosing,
    /// Widens the attainment gap.
    GapWidening,
}

impl CodeTest {
    /// All four, in the Code's order.
    pub const ALL: [Self; 4] =
        [Self::SlowerThanPeers, Self::BelowOwnRate, Self::GapNotClosing, Self::GapWidening];

    /// The question, answered yes, no or cannot tell.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            CodeTest::SlowerThanPeers => {
                "Is progress slower than that of peers who started from the same place?"
            }
            CodeTest::BelowOwnRate => "Is progress slower than the child's own earlier progress?",
            CodeTest::GapNotClosing => "Is the gap to peers not closing?",
            CodeTest::GapWidening => "Is the gap to peers widening?",
        }
    }
}

/// The answer to one test, with what it was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// The test.
    pub test: CodeTest,
    /// Its answer; yes speaks for less than expected progress.
    pub answer: Answer,
    /// With what the child was compared; none for the child's own earlier rate.
    pub basis: Option<Basis>,
}

/// Answers the four tests from the collections of one subject, in any order.
///
/// - *Slower than peers*: the child's gain from their first to their latest collection is under the median gain of
///   the peers who started within `same_start` of the child; needs five such peers, else the expected gain.
/// - *Below own rate*: the gain for each collection since the last but one is under that of all collections before;
///   needs three of the child's values.
/// - *Gap not closing*, *gap widening*: see [`Gaps::is_closing`] and [`Gaps::is_widening`]; need three gaps. A child
///   who is level with the peers or ahead has no gap to close: no.
///
/// # Law
/// SEND Code of Practice: 0 to 25 years (January 2015), 6.17. Read 2026-11-23.
///
/// # Example
/// ```
/// # use domain::{progress::{code_tests, gap_to_peers::{Answer, Collection}, Direction, Score}, date};
/// let on = |month, child, expected| Collection {
///     on: date(2026, month, 10),
///     child: Some(Score::whole(child)),
///     peers: Default::default(),
///     expected: Some(Score::whole(expected)),
/// };
/// let tested = code_tests::of(&[on(1, 5, 9), on(3, 6, 10), on(5, 6, 11)], Direction::Increase, Score::whole(0));
/// assert!(tested.iter().all(|tested| tested.answer == Answer::Yes));
/// ```
#[must_use]
pub fn of(collections: &[Collection], direction: Direction, same_start: Score) -> [Tested; 4] {
    let gaps = gap_to_peers::over(collections, direction);
    CodeTest::ALL.map(|test| {
        let (answer, basis) = match test {
            CodeTest::SlowerThanPeers => slower_than_peers(collections, direction, same_start),
            CodeTest::BelowOwnRate => (below_own_rate(collections, direction), None),
            CodeTest::GapNotClosing => (gap_not_closing(&gaps), Some(gaps.basis)),
            CodeTest::GapWidening => (gaps.is_widening(), Some(gaps.basis)),
        };
        Tested { test, answer, basis }
    })
}

fn slower_than_peers(
    collections: &[Collection],
    direction: Direction,
    same_start: Score,
) -> (Answer, Option<Basis>) {
    let sorted = by_date(collections);
    let mut of_child = sorted.iter().filter(|collection| collection.child.is_some());
    let (Some(first), Some(last)) = (of_child.next(), of_child.next_back()) else {
        return (Answer::CannotTell, None);
    };
    let (Some(start), Some(end)) = (first.child, last.child) else { return (Answer::CannotTell, None) };
    let gain = behind(direction, end, start);
    let gains: Vec<Score> = first
        .peers
        .iter()
        .filter(|(_, from)| from.minus(start).millionths().abs() <= same_start.millionths())
        .filter_map(|(peer, from)| last.peers.get(peer).map(|to| behind(direction, *to, *from)))
        .collect();
    if gains.len() >= FEWEST_PEERS {
        let slower = median(gains).is_some_and(|of_peers| gain < of_peers);
        return (slower.into(), Some(Basis::Peers));
    }
    match (first.expected, last.expected) {
        (Some(from), Some(to)) => ((gain < behind(direction, to, from)).into(), Some(Basis::AgeExpectation)),
        _ => (Answer::CannotTell, None),
    }
}

fn below_own_rate(collections: &[Collection], direction: Direction) -> Answer {
    let values: Vec<(i128, Score)> = (0_i128..)
        .zip(by_date(collections))
        .filter_map(|(number, collection)| collection.child.map(|value| (number, value)))
        .collect();
    let [first, .., before, last] = values.as_slice() else { return Answer::CannotTell };
    if first.0 == before.0 {
        return Answer::CannotTell;
    }
    let gain =
        |from: &(i128, Score), to: &(i128, Score)| i128::from(behind(direction, to.1, from.1).millionths());
    // Gains for each collection, compared without division.
    (gain(before, last) * (before.0 - first.0) < gain(first, before) * (last.0 - before.0)).into()
}

fn gap_not_closing(gaps: &Gaps) -> Answer {
    if gaps.now().is_some_and(|now| now.gap <= Score::default()) {
        return Answer::No;
    }
    match gaps.is_closing() {
        Answer::Yes => Answer::No,
        Answer::No => Answer::Yes,
        Answer::CannotTell => Answer::CannotTell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::gap_to_peers::tests::collection;
    use Answer::{CannotTell, No, Yes};

    fn answers(list: &[Collection]) -> [Answer; 4] {
        of(list, Direction::Increase, Score::default()).map(|tested| tested.answer)
    }

    #[test]
    fn the_four() {
        // Five peers start where the child starts, one does not.
        let start = [10, 10, 10, 10, 10, 30];
        let middle = [11, 11, 11, 11, 11, 40];
        let end = [12, 12, 12, 12, 12, 90];
        for (children, expected) in [
            ([Some(10), Some(11), Some(12)], [No, No, No, No]),
            ([Some(10), Some(11), Some(11)], [Yes, Yes, Yes, Yes]),
            ([Some(10), Some(10), Some(12)], [No, No, No, No]),
            ([Some(10), Some(12), Some(13)], [No, Yes, No, No]),
            ([Some(10), None, Some(11)], [Yes, CannotTell, CannotTell, CannotTell]),
            ([Some(10), None, None], [CannotTell, CannotTell, No, CannotTell]),
            ([None, None, None], [CannotTell; 4]),
        ] {
            let list = [
                collection(1, children[0], &start),
                collection(2, children[1], &middle),
                collection(3, children[2], &end),
            ];
            assert_eq!(answers(&list), expected, "{children:?}");
        }
    }

    #[test]
    fn few_from_the_same_start() {
        // The peers all start higher; expected gain is 2 from month 1 to month 3.
        let peers = [20, 20, 20, 20, 20];
        let list = |last| [collection(1, Some(5), &peers), collection(3, Some(last), &peers)];
        for (last, answer) in [(6, Yes), (7, No), (9, No)] {
            let tested = of(&list(last), Direction::Increase, Score::default())[0];
            assert_eq!((tested.answer, tested.basis), (answer, Some(Basis::AgeExpectation)));
        }
        let near = of(&list(6), Direction::Increase, Score::whole(15))[0];
        assert_eq!((near.answer, near.basis), (No, Some(Basis::Peers)));
    }
}
