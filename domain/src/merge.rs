//! Two people changed the same thing, each from the same version: what only one of them changed stands as they made it,
//! and where both did, both are told.

use std::collections::{BTreeMap, BTreeSet};

/// Two changes of one thing, joined part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged<K, V> {
    /// What stands: theirs where only they changed a part, yours wherever you did.
    pub parts: BTreeMap<K, V>,
    /// The parts that are as they made them.
    pub theirs: BTreeSet<K>,
    /// The parts that both changed, and not alike: what they made of it; nothing where they took it out.
    pub both: BTreeMap<K, Option<V>>,
}

/// Joins two changes of `base`. A part that is missing was taken out, or was never there.
///
/// # Example
/// ```
/// # use std::collections::BTreeMap;
/// # use domain::merge::merge;
/// let of = |parts: &[(&'static str, u8)]| BTreeMap::from_iter(parts.iter().copied());
/// let merged = merge(&of(&[("a", 1), ("b", 1)]), &of(&[("a", 2), ("b", 2)]), &of(&[("a", 1), ("b", 3)]));
/// assert_eq!(merged.parts, of(&[("a", 2), ("b", 3)]));
/// assert_eq!(merged.both, BTreeMap::from([("b", Some(2))]));
/// ```
#[must_use]
pub fn merge<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    yours: &BTreeMap<K, V>,
) -> Merged<K, V> {
    let mut merged = Merged { parts: BTreeMap::new(), theirs: BTreeSet::new(), both: BTreeMap::new() };
    let keys: BTreeSet<&K> = base.keys().chain(theirs.keys()).chain(yours.keys()).collect();
    for key in keys {
        let (before, their, your) = (base.get(key), theirs.get(key), yours.get(key));
        let stands = if your == before { their } else { your };
        if let Some(stands) = stands {
            merged.parts.insert(key.clone(), stands.clone());
        }
        if their == your || their == before {
            continue;
        }
        if your == before {
            merged.theirs.insert(key.clone());
        } else {
            merged.both.insert(key.clone(), their.cloned());
        }
    }
    merged
}

/// Joins two changes of a set: what either put in is in, what either took out is out.
#[must_use]
pub fn merge_sets<T: Ord + Clone>(
    base: &BTreeSet<T>,
    theirs: &BTreeSet<T>,
    yours: &BTreeSet<T>,
) -> BTreeSet<T> {
    let kept = yours.iter().filter(|one| theirs.contains(one) || !base.contains(one));
    kept.chain(theirs.difference(base)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_which_a_part_can_change() {
        // Before, theirs, yours; what stands, whether it is taken over, whether both are told.
        let table: [(u8, u8, u8, u8, bool, bool); 12] = [
            (1, 1, 1, 1, false, false),
            (1, 2, 1, 2, true, false),
            (1, 1, 2, 2, false, false),
            (1, 2, 2, 2, false, false),
            (1, 2, 3, 3, false, true),
            (1, 0, 1, 0, true, false),
            (1, 1, 0, 0, false, false),
            (1, 0, 2, 2, false, true),
            (1, 2, 0, 0, false, true),
            (0, 2, 0, 2, true, false),
            (0, 0, 2, 2, false, false),
            (0, 2, 3, 3, false, true),
        ];
        let of = |value: u8| BTreeMap::from_iter((value > 0).then_some(("part", value)));
        for (base, theirs, yours, stands, taken, told) in table {
            let merged = merge(&of(base), &of(theirs), &of(yours));
            let row = (base, theirs, yours);
            assert_eq!(merged.parts, of(stands), "{row:?}");
            assert_eq!(!merged.theirs.is_empty(), taken, "{row:?}");
            let expected = told.then_some((theirs > 0).then_some(theirs));
            assert_eq!(merged.both.get("part").copied(), expected, "{row:?}");
        }
    }

    #[test]
    fn sets_take_what_either_did() {
        let of = |items: &str| BTreeSet::from_iter(items.chars());
        for (base, theirs, yours, expected) in [
            ("ab", "ab", "ab", "ab"),
            ("ab", "abc", "abd", "abcd"),
            ("ab", "a", "b", ""),
            ("", "a", "a", "a"),
        ] {
            assert_eq!(
                merge_sets(&of(base), &of(theirs), &of(yours)),
                of(expected),
                "{base} {theirs} {yours}"
            );
        }
    }
}
