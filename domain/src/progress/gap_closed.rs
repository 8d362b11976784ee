//! When a gap has closed: at or above the peers' lower quartile in the two latest collections.

use super::{
    Direction, Score,
    gap_to_peers::{Answer, Collection, FEWEST_PEERS, by_date},
};

/// The number of latest collections that must agree.
pub const COLLECTIONS: usize = 2;

/// Four times the quartile at the worse end of the peers' values.
///
/// Variant: linear interpolation at (n - 1) / 4 of the sorted values (Hyndman and Fan's type 7, as in
/// spreadsheets' QUARTILE.INC). Four times, so that it stays whole.
pub(super) fn four_times_lower_quartile(peers: &[Score], direction: Direction) -> Option<i128> {
    let mut values: Vec<i128> = peers.iter().map(|peer| i128::from(peer.millionths())).collect();
    values.sort_unstable();
    if direction == Direction::Decrease {
        values.reverse();
    }
    let (at, quarters) = ((values.len().checked_sub(1)?) / 4, (values.len() - 1) % 4);
    let next = values.get(at + 1).copied().unwrap_or(values[at]);
    Some(4 * values[at] + (next - values[at]) * quarters as i128)
}

/// Whether the gap to peers has closed: the child is at the peers' lower quartile or better in the two latest
/// collections. With fewer than five peers in one of them: at the age's expectation or better in it.
///
/// Cannot tell with fewer than two collections, when the child has no value in one of the two, or when there is
/// nothing to compare with.
///
/// # Source
/// `progress.md`; pathway.md step 8 (support can stop).
///
/// # Example
/// ```
/// # use domain::{progress::{gap_closed, gap_to_peers::{Answer, Collection}, Direction, Score}, date};
/// let on = |month, child| Collection {
///     on: date(2026, month, 10),
///     child: Some(Score::whole(child)),
///     peers: Default::default(),
///     expected: Some(Score::whole(100)),
/// };
/// assert_eq!(gap_closed::is(&[on(3, 96), on(5, 101), on(7, 100)], Direction::Increase), Answer::Yes);
/// assert_eq!(gap_closed::is(&[on(7, 120)], Direction::Increase), Answer::CannotTell);
/// ```
#[must_use]
pub fn is(collections: &[Collection], direction: Direction) -> Answer {
    let sorted = by_date(collections);
    if sorted.len() < COLLECTIONS {
        return Answer::CannotTell;
    }
    let mut closed = Answer::Yes;
    for collection in &sorted[sorted.len() - COLLECTIONS..] {
        match at_or_above(collection, direction) {
            None => return Answer::CannotTell,
            Some(true) => {}
            Some(false) => closed = Answer::No,
        }
    }
    closed
}

fn at_or_above(collection: &Collection, direction: Direction) -> Option<bool> {
    let child = 4 * i128::from(collection.child?.millionths());
    let line = if collection.peers.len() < FEWEST_PEERS {
        4 * i128::from(collection.expected?.millionths())
    } else {
        let peers: Vec<Score> = collection.peers.values().copied().collect();
        four_times_lower_quartile(&peers, direction)?
    };
    Some(direction.compare(&child, &line).is_ge())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::gap_to_peers::tests::collection;

    #[test]
    fn quartiles() {
        // QUARTILE.INC of spreadsheets.
        for (peers, low, high) in [
            (&[1, 2, 3, 4, 5][..], 8, 16),
            (&[1, 2, 3, 4, 5, 6], 9, 19),
            (&[6, 1, 3, 2, 7, 4, 5], 10, 22),
            (&[1, 2, 4, 8, 16, 32, 64, 128], 14, 160),
            (&[9], 36, 36),
        ] {
            let peers: Vec<Score> = peers.iter().map(|peer| Score::whole(*peer)).collect();
            for (direction, four_times) in [(Direction::Increase, low), (Direction::Decrease, high)] {
                let found = four_times_lower_quartile(&peers, direction);
                assert_eq!(found, Some(four_times * 1_000_000), "{peers:?} {direction:?}");
            }
        }
        assert_eq!(four_times_lower_quartile(&[], Direction::Increase), None);
    }

    #[test]
    fn closed_or_not() {
        use Answer::{CannotTell, No, Yes};
        let peers = [10, 11, 12, 13, 14];
        let few = [10, 11];
        for (name, list, answer) in [
            ("none", vec![], CannotTell),
            ("one", vec![collection(1, Some(99), &peers)], CannotTell),
            (
                "at the quartile twice",
                vec![collection(1, Some(11), &peers), collection(2, Some(11), &peers)],
                Yes,
            ),
            ("once", vec![collection(1, Some(10), &peers), collection(2, Some(14), &peers)], No),
            ("fell back", vec![collection(2, Some(10), &peers), collection(1, Some(14), &peers)], No),
            (
                "long ago does not count",
                vec![
                    collection(1, Some(1), &peers),
                    collection(2, Some(11), &peers),
                    collection(3, Some(12), &peers),
                ],
                Yes,
            ),
            (
                "missed the latest",
                vec![
                    collection(1, Some(12), &peers),
                    collection(2, Some(12), &peers),
                    collection(3, None, &peers),
                ],
                CannotTell,
            ),
            (
                "few peers, expectation 101 and 102",
                vec![collection(1, Some(101), &few), collection(2, Some(102), &few)],
                Yes,
            ),
            ("few peers, under", vec![collection(1, Some(101), &few), collection(2, Some(101), &few)], No),
        ] {
            assert_eq!(is(&list, Direction::Increase), answer, "{name}");
        }
        let list = [collection(1, Some(13), &peers), collection(2, Some(14), &peers)];
        assert_eq!(is(&list, Direction::Decrease), No);
        assert_eq!(is(&[list[0].clone(), list[0].clone()], Direction::Decrease), Yes);
    }
}
