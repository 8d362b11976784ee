//! An intervention across the school: children, sessions, cost, change, targets met. Never a league table of staff.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Direction, Score, gap_to_peers::median};
use crate::money::Pence;

/// The fewest children of whom a summary is given to governors and in exports.
pub const FEWEST_CHILDREN: usize = 5;

/// One child's part in an intervention. Who the child is, and who taught, is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Sessions planned for the child.
    pub planned: u32,
    /// Sessions delivered to the child.
    pub delivered: u32,
    /// What it cost for the child.
    pub cost: Pence,
    /// What is measured, with its unit; changes of one measure are compared, others are not.
    pub measure: String,
    /// The direction in which the measure gets better.
    pub direction: Direction,
    /// The first and the latest value, when there are two.
    pub values: Option<(Score, Score)>,
    /// How many targets the child has in it.
    pub targets: u32,
    /// How many of them are met and kept.
    pub met_and_kept: u32,
}

/// For whom a summary is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Staff who may see the children themselves.
    Staff,
    /// Governors, trusts and files that leave the school.
    GovernorsAndExports,
}

/// The changes in one measure; above zero is better, whatever its direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// What is measured, with its unit.
    pub measure: String,
    /// The median change.
    pub median: Score,
    /// A dot for each child, from the least change to the greatest.
    pub dots: Vec<Score>,
}

/// An intervention across the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How many children.
    pub children: usize,
    /// Sessions planned for them.
    pub planned: u64,
    /// Sessions delivered to them.
    pub delivered: u64,
    /// What it cost.
    pub cost: Pence,
    /// How many targets they have in it.
    pub targets: u64,
    /// How many of these are met and kept.
    pub met_and_kept: u64,
    /// The changes, by measure.
    pub changes: Vec<Changes>,
}

/// Sums an intervention up. None for governors and exports under five children; nor, for them, are the changes of a
/// measure that fewer than five children have.
///
/// # Source
/// `progress.md`, "Did it work?".
///
/// # Example
/// ```
/// # use domain::{money::Pence, progress::{intervention::{self, Audience, Part}, Direction, Score}};
/// let part = |after| Part {
///     planned: 30,
///     delivered: 24,
///     cost: Pence(12_000),
///     measure: "Words read in a minute".to_owned(),
///     direction: Direction::Increase,
///     values: Some((Score::whole(20), Score::whole(after))),
///     targets: 1,
///     met_and_kept: u32::from(after > 30),
/// };
/// let parts = [part(25), part(32), part(40), part(19)];
/// let summary = intervention::summary(&parts, Audience::Staff).unwrap();
/// assert_eq!((summary.delivered, summary.cost.to_string().as_str(), summary.met_and_kept), (96, "£480.00", 2));
/// assert_eq!(summary.changes[0].median, "8.5".parse().unwrap());
/// assert_eq!(intervention::summary(&parts, Audience::GovernorsAndExports), None);
/// ```
#[must_use]
pub fn summary(parts: &[Part], audience: Audience) -> Option<Summary> {
    let fewest = match audience {
        Audience::Staff => 1,
        Audience::GovernorsAndExports => FEWEST_CHILDREN,
    };
    if parts.len() < fewest {
        return None;
    }
    let sum = |count: fn(&Part) -> u32| parts.iter().map(|part| u64::from(count(part))).sum();
    let mut by_measure: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    for part in parts {
        if let Some((first, latest)) = part.values {
            let change = match part.direction {
                Direction::Increase => latest.minus(first),
                Direction::Decrease => first.minus(latest),
            };
            by_measure.entry(&part.measure).or_default().push(change);
        }
    }
    let changes =
        by_measure.into_iter().filter(|(_, dots)| dots.len() >= fewest).filter_map(|(measure, mut dots)| {
            dots.sort_unstable();
            Some(Changes { measure: measure.to_owned(), median: median(dots.iter().copied())?, dots })
        });
    Some(Summary {
        children: parts.len(),
        planned: sum(|part| part.planned),
        delivered: sum(|part| part.delivered),
        cost: parts.iter().map(|part| part.cost).sum(),
        targets: sum(|part| part.targets),
        met_and_kept: sum(|part| part.met_and_kept),
        changes: changes.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(measure: &str, direction: Direction, values: Option<(i32, i32)>) -> Part {
        Part {
            planned: 10,
            delivered: 8,
            cost: Pence(999),
            measure: measure.to_owned(),
            direction,
            values: values.map(|(first, latest)| (Score::whole(first), Score::whole(latest))),
            targets: 2,
            met_and_kept: 1,
        }
    }

    #[test]
    fn who_sees_what() {
        let mut parts = vec![part("words", Direction::Increase, Some((3, 5))); 4];
        assert_eq!(summary(&parts, Audience::GovernorsAndExports), None);
        assert_eq!(summary(&[], Audience::Staff), None);
        parts.push(part("outbursts", Direction::Decrease, Some((9, 4))));
        parts.push(part("words", Direction::Increase, None));
        let staff = summary(&parts, Audience::Staff).unwrap();
        let shown: Vec<_> =
            staff.changes.iter().map(|one| (one.measure.as_str(), one.median, one.dots.len())).collect();
        assert_eq!(shown, [("outbursts", Score::whole(5), 1), ("words", Score::whole(2), 4)]);
        let governors = summary(&parts, Audience::GovernorsAndExports).unwrap();
        // Six children, but neither measure has five.
        assert_eq!((governors.children, governors.changes.len()), (6, 0));
        assert_eq!((governors.planned, governors.delivered, governors.targets), (60, 48, 12));
        assert_eq!(governors.cost, Pence(5994));
    }
}
