//! Strategies for a target of a plan: those whose words meet the target's, and those of its area of need.

use super::{Bank, InBank, Strategy, find, suits};
use crate::{census::AreaOfNeed, people::YearGroup};

/// What a target says, and what the plan says already.
#[derive(Clone, Copy, Debug)]
pub struct ForTarget<'a> {
    /// What the child will do.
    pub will: &'a str,
    /// The area of need that it serves.
    pub area: Option<AreaOfNeed>,
    /// The child's year.
    pub year: YearGroup,
    /// The strategies of the plan: what stands in them is not offered again.
    pub said: &'a str,
}

/// Offers at most so many strategies for a target: what meets its words first, then what serves its area. Without words
/// nothing is offered.
///
/// # Source
/// `pathway.md`, steps 2 and 4: a plan says what adults do so that the target is met.
///
/// # Example
/// ```
/// # use domain::{bank::{Bank, Edits, ForTarget, Strategy, strategies_for_target}, people::YearGroup};
/// let bank = Bank::of(Strategy::shipped(), &Edits::default());
/// let will = ForTarget { will: "follow an instruction", area: None, year: YearGroup(3), said: "" };
/// let found = strategies_for_target(&bank, will, 3);
/// assert!(found[0].text.to_lowercase().contains("instruction"));
/// ```
#[must_use]
pub fn strategies_for_target<'a>(
    bank: &'a Bank<Strategy>,
    target: ForTarget<'_>,
    most: usize,
) -> Vec<&'a Strategy> {
    let asked = find::asked(target.will);
    if asked.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(&Strategy, u32)> = bank
        .offered()
        .filter(|one| suits(one.years, target.year) && !target.said.contains(one.text.as_str()))
        .map(|one| {
            let words = find::hits(&asked, &[(&one.text, 3), (&one.look, 2)]).1;
            (one, words + 2 * u32::from(target.area == Some(one.area())))
        })
        .filter(|(_, weight)| *weight >= 2)
        .collect();
    found.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(one, _)| one).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Edits;

    #[test]
    fn by_words_then_by_area_and_never_twice() {
        let bank = Bank::of(Strategy::shipped(), &Edits::default());
        let target = |will, area, said| ForTarget { will, area, year: YearGroup(3), said };
        let none: Vec<&Strategy> = Vec::new();
        assert_eq!(
            strategies_for_target(&bank, target(" the ", Some(AreaOfNeed::CognitionLearning), ""), 3),
            none
        );
        for area in AreaOfNeed::ALL {
            let found = strategies_for_target(&bank, target("xyzzy", Some(area), ""), 3);
            assert_eq!(found.len(), 3, "{area:?}");
            assert!(found.iter().all(|one| one.area() == area && suits(one.years, YearGroup(3))));
            let again = strategies_for_target(&bank, target("xyzzy", Some(area), &found[0].text), 3);
            assert!(!again.contains(&found[0]) && again[0] == found[1]);
        }
        assert_eq!(strategies_for_target(&bank, target("xyzzy", None, ""), 3), none);
        let first = strategies_for_target(&bank, target("repeat an instruction", None, ""), 1)[0];
        assert!(first.text.to_lowercase().contains("instruction"), "{}", first.text);
    }
}
