//! The gap to peers: the median of the peers less the child's value, at each collection.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Direction, Score, theil_sen};
use crate::PupilId;

/// The fewest peers with whom a child is compared. Under it, the age's expectation is taken instead: fewer could
/// be recognised.
pub const FEWEST_PEERS: usize = 5;

/// One collection of one subject on one scale: what the child got, and what the peers got.
///
/// Peers are the pupils of the same year group in the same school with SEN status N.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The day of the collection.
    pub on: Date,
    /// The child's value, if there is one.
    pub child: Option<Score>,
    /// The peers' values. Who they are serves to follow them from one collection to the next; it is never shown.
    pub peers: BTreeMap<PupilId, Score>,
    /// What is expected at the child's age on that day, where the scale says.
    pub expected: Option<Score>,
}

/// A yes or no that may not be answerable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// There is not enough data to say.
    CannotTell,
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// With what the child is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// With five peers or more.
    Peers,
    /// With what is expected at the age, for there are fewer than five peers.
    AgeExpectation,
}

impl Basis {
    /// What to say of it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Basis::Peers => "compared with pupils of the same year without SEN",
            Basis::AgeExpectation => {
                "compared with what is expected at this age, because there are fewer than five peers"
            }
        }
    }
}

/// The gap at one collection; above zero when the child is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The number of the collection, from 0, counting those that the child missed.
    pub collection: usize,
    /// Its day.
    pub on: Date,
    /// The gap, in the scale's own unit.
    pub gap: Score,
}

/// The gaps over all collections, with what they are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gaps {
    /// With what all of them are compared.
    pub basis: Basis,
    /// The gaps, by date. Collections without the child's value, or without the basis, are left out.
    pub gaps: Vec<Gap>,
}

/// The median of scores (the mean of the two middle ones when their number is even).
#[must_use]
pub fn median(scores: impl IntoIterator<Item = Score>) -> Option<Score> {
    let mut scores: Vec<i64> = scores.into_iter().map(Score::millionths).collect();
    scores.sort_unstable();
    let middle = scores.len() / 2;
    let upper = *scores.get(middle)?;
    let median =
        if scores.len().is_multiple_of(2) { (scores[middle - 1] + upper).div_euclid(2) } else { upper };
    Some(Score::from_millionths(median))
}

/// How far `child` is behind `others`: above zero when behind, whatever the direction.
pub(super) fn behind(direction: Direction, others: Score, child: Score) -> Score {
    match direction {
        Direction::Increase => others.minus(child),
        Direction::Decrease => child.minus(others),
    }
}

/// The gaps to peers over collections, in any order; empty when none can be told.
///
/// Gap = median of the peers less the child's value, in the scale's own unit. The basis is that of the latest
/// collection with a value of the child: peers when there are five, else the age's expectation; a series never
/// mixes the two.
///
/// # Source
/// `progress.md`; SEND Code of Practice 2015, 6.17.
///
/// # Example
/// ```
/// # use domain::{progress::{gap_to_peers::{self, Basis, Collection}, Direction, Score}, date};
/// let few = Collection {
///     on: date(2026, 10, 16),
///     child: Some(Score::whole(85)),
///     peers: Default::default(),
///     expected: Some(Score::whole(100)),
/// };
/// let gaps = gap_to_peers::over(&[few], Direction::Increase);
/// assert_eq!((gaps.basis, gaps.now().unwrap().gap), (Basis::AgeExpectation, Score::whole(15)));
/// ```
#[must_use]
pub fn over(collections: &[Collection], direction: Direction) -> Gaps {
    let sorted = by_date(collections);
    let latest = sorted.iter().rev().find(|collection| collection.child.is_some());
    let basis = match latest {
        Some(latest) if latest.peers.len() >= FEWEST_PEERS => Basis::Peers,
        Some(_) | None => Basis::AgeExpectation,
    };
    let gap = |(number, collection): (usize, &&Collection)| {
        let others = match basis {
            Basis::Peers if collection.peers.len() < FEWEST_PEERS => None,
            Basis::Peers => median(collection.peers.values().copied()),
            Basis::AgeExpectation => collection.expected,
        };
        let gap = behind(direction, others?, collection.child?);
        Some(Gap { collection: number, on: collection.on, gap })
    };
    Gaps { basis, gaps: sorted.iter().enumerate().filter_map(gap).collect() }
}

/// The collections by date.
pub(super) fn by_date(collections: &[Collection]) -> Vec<&Collection> {
    let mut sorted: Vec<&Collection> = collections.iter().collect();
    sorted.sort_by_key(|collection| collection.on);
    sorted
}

impl Gaps {
    /// The gap now: that of the latest collection.
    #[must_use]
    pub fn now(&self) -> Option<&Gap> {
        self.gaps.last()
    }

    /// The Theil-Sen slope of the gaps, for each collection; needs three.
    #[must_use]
    pub fn slope(&self) -> Option<f64> {
        self.line().map(|line| line.slope())
    }

    fn line(&self) -> Option<theil_sen::Line> {
        let points: Vec<(i64, Score)> = self
            .gaps
            .iter()
            .map(|gap| (i64::try_from(gap.collection).unwrap_or(i64::MAX), gap.gap))
            .collect();
        theil_sen::line(&points)
    }

    /// Whether the gap is closing: its slope is below zero and the last gap is under the first.
    #[must_use]
    pub fn is_closing(&self) -> Answer {
        self.moves(|slope, last, first| slope < 0 && last < first)
    }

    /// Whether the gap is widening: its slope is above zero and the last gap is over the first.
    #[must_use]
    pub fn is_widening(&self) -> Answer {
        self.moves(|slope, last, first| slope > 0 && last > first)
    }

    fn moves(&self, rule: impl Fn(i128, Score, Score) -> bool) -> Answer {
        match (self.line(), self.gaps.as_slice()) {
            (Some(line), [first, .., last]) => rule(line.rise, last.gap, first.gap).into(),
            _ => Answer::CannotTell,
        }
    }
}

/// Small steps: what the child has gained since their own first value (above zero is better), apart from any
/// age-related figure. Needs two collections.
#[must_use]
pub fn gain_from_own_start(collections: &[Collection], direction: Direction) -> Option<Score> {
    let values: Vec<Score> =
        by_date(collections).into_iter().filter_map(|collection| collection.child).collect();
    match values.as_slice() {
        [first, .., last] => Some(behind(direction, *last, *first)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::date;

    /// A collection in month `month` with peers numbered from 0.
    pub(in crate::progress) fn collection(month: i8, child: Option<i32>, peers: &[i32]) -> Collection {
        let id = |index: usize| PupilId::new(index as u64, &[0; 10]);
        Collection {
            on: date(2026, month, 10),
            child: child.map(Score::whole),
            peers: peers.iter().enumerate().map(|(at, value)| (id(at), Score::whole(*value))).collect(),
            expected: Some(Score::whole(100 + i32::from(month))),
        }
    }

    #[test]
    fn gaps() {
        let up = Direction::Increase;
        let five = collection(3, Some(8), &[10, 14, 12, 11, 20]);
        let six = collection(1, Some(8), &[10, 11, 12, 13, 30, 31]);
        let missed = collection(2, None, &[10, 11, 12, 13, 30, 31]);
        let gaps = over(&[five.clone(), six.clone(), missed], up);
        let shown: Vec<_> = gaps.gaps.iter().map(|gap| (gap.collection, gap.gap.to_string())).collect();
        assert_eq!(shown, [(0, "4.5".to_owned()), (2, "4".to_owned())]);
        assert_eq!((gaps.basis, gaps.is_closing()), (Basis::Peers, Answer::CannotTell));

        let four = collection(4, Some(101), &[10, 11, 12, 13]);
        let gaps = over(&[six.clone(), four], up);
        assert_eq!((gaps.basis, gaps.gaps.len()), (Basis::AgeExpectation, 2));
        assert_eq!(gaps.now().unwrap().gap, Score::whole(3));

        assert_eq!(over(&[five], Direction::Decrease).now().unwrap().gap, Score::whole(-4));
        assert_eq!(over(&[], up).now(), None);
    }

    #[test]
    fn closing_and_widening() {
        use Answer::{CannotTell, No, Yes};
        let peers = [10, 10, 10, 10, 10];
        for (children, closing, widening) in [
            (&[4, 5, 6][..], Yes, No),
            (&[6, 5, 4], No, Yes),
            (&[5, 5, 5], No, No),
            (&[5, 9, 5], No, No),
            (&[4, 6], CannotTell, CannotTell),
            (&[], CannotTell, CannotTell),
        ] {
            let list: Vec<_> =
                (1..).zip(children).map(|(month, child)| collection(month, Some(*child), &peers)).collect();
            let gaps = over(&list, Direction::Increase);
            assert_eq!((gaps.is_closing(), gaps.is_widening()), (closing, widening), "{children:?}");
            let gain = (children.len() > 1).then(|| Score::whole(children[children.len() - 1] - children[0]));
            assert_eq!(gain_from_own_start(&list, Direction::Increase), gain);
        }
    }
}
