//! What holds of the shipped banks: ids, areas, references, lengths, and that every checklist item has a strategy.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::{census::AreaOfNeed, checklist::Checklist, people::YearGroup};

fn slug(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with("own-")
        && id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Words that would name a condition: a bank says what is seen, never what it may be called.
const NEVER: [&str; 12] = [
    "autis",
    "adhd",
    "dyslex",
    "dysprax",
    "dyscalc",
    "asperger",
    "disorder",
    "naughty",
    "lazy",
    "stupid",
    "normal child",
    "low ability",
];

fn kind(text: &str) {
    let lower = text.to_lowercase();
    assert!(NEVER.iter().all(|word| !lower.contains(word)), "{text}");
    assert_eq!(text.trim(), text);
    assert!(!text.ends_with('.') && !text.contains("  "), "{text}");
}

#[test]
fn strategies() {
    let all = Strategy::shipped();
    assert!((115..=150).contains(&all.len()), "{}", all.len());
    assert_eq!(Strategy::shipped_version(), 1);
    let mut ids = BTreeSet::new();
    let mut texts = BTreeSet::new();
    let mut by_area: BTreeMap<AreaOfNeed, usize> = BTreeMap::new();
    let mut by_item: BTreeMap<u32, usize> = BTreeMap::new();
    for one in all {
        assert!(slug(&one.id) && ids.insert(&one.id) && texts.insert(&one.text), "{}", one.id);
        assert_eq!(one.faults(), [], "{}", one.id);
        assert!((50..=200).contains(&one.text.chars().count()), "{}: {}", one.id, one.text.chars().count());
        assert!((10..=90).contains(&one.look.chars().count()), "{}", one.id);
        assert!((4..=40).contains(&one.often.chars().count()), "{}", one.id);
        kind(&one.text);
        kind(&one.look);
        assert!(!one.items.is_empty(), "{}", one.id);
        for item in &one.items {
            let known = Checklist::shipped().item(*item).unwrap_or_else(|| panic!("{}: {item}", one.id));
            assert!(!known.safeguarding, "{}: nothing is suggested for a safeguarding item", one.id);
            *by_item.entry(*item).or_default() += 1;
        }
        *by_area.entry(one.area).or_default() += 1;
    }
    assert!(AreaOfNeed::ALL.iter().all(|area| by_area[area] >= 25), "{by_area:?}");
    for item in Checklist::shipped().items().filter(|item| !item.safeguarding) {
        assert!(by_item.get(&item.id).is_some_and(|count| *count >= 2), "{}: {}", item.id, item.text);
    }
}

#[test]
fn targets() {
    let all = TargetIdea::shipped();
    assert!((145..=180).contains(&all.len()), "{}", all.len());
    assert_eq!(TargetIdea::shipped_version(), 1);
    let mut ids = BTreeSet::new();
    let mut wills = BTreeSet::new();
    for one in all {
        assert!(slug(&one.id) && ids.insert(&one.id) && wills.insert(&one.will), "{}", one.id);
        assert_eq!(one.faults(), [], "{}", one.id);
        assert!(one.from.is_some() && one.to.is_some(), "{}", one.id);
        assert!((10..=90).contains(&one.will.chars().count()), "{}", one.id);
        assert!((5..=24).contains(&one.unit.chars().count()), "{}", one.id);
        assert!((8..=80).contains(&one.success.chars().count()), "{}", one.id);
        assert!((8..=64).contains(&one.measure.chars().count()), "{}", one.id);
        for text in [&one.will, &one.success, &one.measure, &one.skill] {
            kind(text);
        }
        assert!(one.will.starts_with(char::is_lowercase), "{}: it completes “The child will”", one.id);
    }
    for year in YEARS {
        for area in AreaOfNeed::ALL {
            let fit =
                all.iter().filter(|one| one.area == area && suits(Some(one.years), YearGroup(year))).count();
            assert!(fit >= 5, "year {year}, {}: {fit}", area.name());
        }
    }
}

#[test]
fn both_are_kept_as_they_were() {
    for one in TargetIdea::shipped() {
        let text = serde_json::to_string(one).unwrap();
        assert_eq!(&serde_json::from_str::<TargetIdea>(&text).unwrap(), one);
    }
    let mut own = TargetIdea::shipped()[0].clone();
    own.from = Some("2.5".parse().unwrap());
    assert_eq!(serde_json::from_str::<TargetIdea>(&serde_json::to_string(&own).unwrap()).unwrap(), own);
    let edits = Edits::default().put(Strategy::shipped()[3].clone()).hide("x", true);
    let text = serde_json::to_string(&edits).unwrap();
    assert_eq!(serde_json::from_str::<Edits<Strategy>>(&text).unwrap(), edits);
    assert_eq!(serde_json::from_str::<Edits<Strategy>>("{}").unwrap(), Edits::default());
}

#[test]
fn what_is_wrong_with_an_item_is_said_at_its_box() {
    let fields = |faults: Vec<ItemFault>| faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>();
    let empty = Strategy { years: Some([3, 1]), often: "x".repeat(61), ..Strategy::default() };
    assert_eq!(fields(empty.faults()), ["text", "often", "to"]);
    assert_eq!(fields(TargetIdea::default().faults()), ["skill", "will", "unit"]);
    let mut one = TargetIdea::shipped()[0].clone();
    one.to = one.from;
    one.years = [2, 9];
    assert_eq!(fields(one.faults()), ["to-year", "to"]);
}
