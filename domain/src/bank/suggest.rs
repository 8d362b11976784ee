//! Which strategies are suggested for a child: those of the ticked checklist items first, the most often seen first.

use std::collections::BTreeMap;

use super::{Bank, Strategy, suits};
use crate::{census::AreaOfNeed, people::YearGroup};

/// What is known of a child when strategies are suggested.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The checklist: item to answer, 0 not seen to 3 most days.
    pub answers: &'a BTreeMap<u32, u8>,
    /// The areas that the concern names.
    pub areas: &'a [AreaOfNeed],
    /// The child's year.
    pub year: YearGroup,
    /// Strategies that were begun before: not suggested again.
    pub begun: &'a [String],
}

/// Suggests at most so many strategies: one for each ticked item in turn, what is seen on most days first, so that no
/// single item fills the list; then those of the concern's areas. Nothing is added up.
///
/// # Source
/// `pathway.md`, steps 1 and 2: the checklist is a prompt, never a score.
///
/// # Example
/// ```
/// # use std::collections::BTreeMap;
/// # use domain::{bank::{Bank, Edits, Seen, Strategy, suggest}, people::YearGroup};
/// let bank = Bank::of(Strategy::shipped(), &Edits::default());
/// let answers = BTreeMap::from([(1, 3), (49, 1), (50, 0)]);
/// let seen = Seen { answers: &answers, areas: &[], year: YearGroup(3), begun: &[] };
/// let two: Vec<_> = suggest(&bank, seen, 2).into_iter().map(|(one, item)| (one.id.as_str(), item)).collect();
/// assert_eq!(two, [("one-instruction", Some(1)), ("less-copying", Some(49))]);
/// ```
#[must_use]
pub fn suggest<'a>(
    bank: &'a Bank<Strategy>,
    seen: Seen<'_>,
    most: usize,
) -> Vec<(&'a Strategy, Option<u32>)> {
    let fits = |one: &&Strategy| suits(one.years, seen.year) && !seen.begun.contains(&one.id);
    let mut ticked: Vec<(u32, u8)> =
        seen.answers.iter().filter(|(_, often)| **often > 0).map(|(item, often)| (*item, *often)).collect();
    ticked.sort_by_key(|(item, often)| (std::cmp::Reverse(*often), *item));
    let mut found: Vec<(&Strategy, Option<u32>)> = Vec::new();
    let mut more = true;
    while more && found.len() < most {
        more = false;
        for (item, _) in &ticked {
            let new = |one: &&Strategy| found.iter().all(|(known, _)| known.id != one.id);
            // A strategy names first the item that it serves best.
            let place = |one: &&Strategy| one.items.iter().position(|known| known == item);
            let of_item = bank.offered().filter(fits).filter(|one| place(one).is_some());
            let next = of_item.filter(new).min_by_key(place);
            if let (Some(next), true) = (next, found.len() < most) {
                found.push((next, Some(*item)));
                more = true;
            }
        }
    }
    for one in bank.offered().filter(fits).filter(|one| seen.areas.contains(&one.area)) {
        if found.len() < most && found.iter().all(|(known, _)| known.id != one.id) {
            found.push((one, None));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Edits;

    fn strategy(id: &str, items: &[u32], years: Option<[i8; 2]>) -> Strategy {
        Strategy {
            id: id.to_owned(),
            items: items.to_vec(),
            years,
            text: id.to_owned(),
            ..Strategy::default()
        }
    }

    #[test]
    fn the_ticked_items_in_turn() {
        let shipped = [
            strategy("a", &[1, 2], None),
            strategy("b", &[1], None),
            strategy("young", &[2], Some([-2, 0])),
            strategy("c", &[2], None),
            strategy("d", &[], None),
        ];
        let bank = Bank::of(&shipped, &Edits::default());
        let ids = |answers: &[(u32, u8)], areas: &[AreaOfNeed], begun: &[&str], year, most| {
            let answers = answers.iter().copied().collect();
            let begun: Vec<String> = begun.iter().map(|id| (*id).to_owned()).collect();
            let seen = Seen { answers: &answers, areas, year: YearGroup(year), begun: &begun };
            let found = suggest(&bank, seen, most);
            found.into_iter().map(|(one, item)| (one.id.clone(), item)).collect::<Vec<_>>()
        };
        let area = [AreaOfNeed::CommunicationInteraction];
        let of = |found: &[(&str, Option<u32>)]| -> Vec<(String, Option<u32>)> {
            found.iter().map(|(id, item)| ((*id).to_owned(), *item)).collect()
        };
        // Nothing ticked, no area: nothing. "Not seen" is not ticked.
        assert_eq!(ids(&[], &[], &[], 3, 9), []);
        assert_eq!(ids(&[(1, 0)], &[], &[], 3, 9), []);
        // What is seen more often comes first, then each item in turn.
        assert_eq!(
            ids(&[(1, 1), (2, 3)], &[], &[], 3, 9),
            of(&[("c", Some(2)), ("a", Some(1)), ("b", Some(1))])
        );
        assert_eq!(ids(&[(1, 2), (2, 2)], &[], &[], 3, 2), of(&[("a", Some(1)), ("c", Some(2))]));
        // A nursery child gets what is meant for nursery, and what was begun is left out.
        assert_eq!(ids(&[(2, 3)], &[], &["a"], -1, 9), of(&[("young", Some(2)), ("c", Some(2))]));
        // Then the area.
        assert_eq!(ids(&[(1, 3)], &area, &["d"], 3, 3), of(&[("a", Some(1)), ("b", Some(1)), ("c", None)]));
    }
}
