//! The checklist of step 1 as data with a version: areas, items, four answers. A prompt for talk, never summed.

use std::{collections::BTreeMap, fmt, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{census::AreaOfNeed, record::FilledChecklist};

const DATA: &str = include_str!("data/checklist.toml");

static SHIPPED: LazyLock<Checklist> =
    LazyLock::new(|| Checklist::from_toml(DATA).expect("checklist.toml is a checklist"));

/// How often an item is seen. The answers have an order, and no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Not seen.
    NotSeen,
    /// Sometimes.
    Sometimes,
    /// Often.
    Often,
    /// Most days.
    MostDays,
}

impl Answer {
    /// Every answer, in order.
    pub const ALL: [Answer; 4] = [Answer::NotSeen, Answer::Sometimes, Answer::Often, Answer::MostDays];

    /// What is kept on the record: 0 to 3.
    #[must_use]
    pub const fn stored(self) -> u8 {
        match self {
            Answer::NotSeen => 0,
            Answer::Sometimes => 1,
            Answer::Often => 2,
            Answer::MostDays => 3,
        }
    }

    /// The answer that was kept.
    #[must_use]
    pub fn from_stored(stored: u8) -> Option<Self> {
        Answer::ALL.into_iter().find(|answer| answer.stored() == stored)
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable within the checklist: an answer is kept under it.
    pub id: u32,
    /// What may be noticed.
    pub text: String,
    /// Whether it belongs in the safeguarding system: it has no answer here, only the lead's name and phone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub safeguarding: bool,
}

/// An area with its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Which of the four broad areas.
    pub id: AreaOfNeed,
    /// What the school calls it.
    pub name: String,
    /// Its items, in order.
    #[serde(rename = "item", default)]
    pub items: Vec<Item>,
}

/// A checklist in one version. A concern keeps the version with which it was filled in.
///
/// # Source
/// `data/checklist.toml`; `pathway.md`, step 1: each item not seen, sometimes, often or most days; never summed into a
/// score that names a condition.
///
/// # Example
/// ```
/// # use domain::checklist::Checklist;
/// let checklist = Checklist::shipped();
/// assert_eq!((checklist.areas.len(), checklist.items().count()), (4, 54));
/// assert!(checklist.item(36).unwrap().safeguarding);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Stable over its versions.
    pub id: String,
    /// Goes up with each edit.
    pub version: u32,
    /// The words of the four answers.
    pub answers: [String; 4],
    /// The number of the next item that is added: one that was used is never given again.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub next: u32,
    /// The areas, in order.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
}

/// Whether there is nothing to write; serde passes a reference.
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The id of a checklist that a school edited.
pub const OWN: &str = "own";

/// Why a checklist cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChecklistFault {
    /// It is not a checklist in TOML; the reason names the place.
    Unreadable(String),
    /// Two items have one id.
    SameId(u32),
    /// An item, an answer or an area has no words.
    NoWords,
    /// There is no item.
    NoItem,
    /// A safeguarding item was left out, or made an ordinary one.
    SafeguardingLost(u32),
}

impl fmt::Display for ChecklistFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChecklistFault::Unreadable(reason) => write!(f, "the checklist cannot be read: {reason}"),
            ChecklistFault::SameId(id) => write!(f, "two items of the checklist have the number {id}"),
            ChecklistFault::NoWords => {
                write!(f, "an area, an item or an answer of the checklist has no words")
            }
            ChecklistFault::NoItem => write!(f, "the checklist has no item"),
            ChecklistFault::SafeguardingLost(id) => {
                write!(f, "item {id} is about safeguarding: it may be put in other words, and it stays")
            }
        }
    }
}

impl std::error::Error for ChecklistFault {}

impl Checklist {
    /// The checklist that is shipped, until a school edits its own.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a checklist.
    ///
    /// # Errors
    /// When the text is not TOML of this form, or two items share a number, or something has no words.
    pub fn from_toml(text: &str) -> Result<Self, ChecklistFault> {
        let checklist: Self =
            toml::from_str(text).map_err(|error| ChecklistFault::Unreadable(error.to_string()))?;
        checklist.check()?;
        Ok(checklist)
    }

    /// The checklist as text that [`Checklist::from_toml`] reads.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a checklist has only words and numbers")
    }

    /// The school's next version, with these areas. An item without a number (0) is a new one.
    ///
    /// # Errors
    /// As [`Checklist::from_toml`], and when a safeguarding item would be lost.
    pub fn edited(&self, mut areas: Vec<Area>) -> Result<Self, ChecklistFault> {
        let used = self.items().map(|item| item.id.saturating_add(1)).max().unwrap_or(1);
        let mut next = self.next.max(used);
        for item in areas.iter_mut().flat_map(|area| &mut area.items).filter(|item| item.id == 0) {
            item.id = next;
            next += 1;
        }
        let edited = Self {
            id: OWN.to_owned(),
            version: self.version.saturating_add(1),
            next,
            areas,
            answers: self.answers.clone(),
        };
        edited.check()?;
        for item in self.items().filter(|item| item.safeguarding) {
            if edited.item(item.id).is_none_or(|now| !now.safeguarding) {
                return Err(ChecklistFault::SafeguardingLost(item.id));
            }
        }
        Ok(edited)
    }

    fn check(&self) -> Result<(), ChecklistFault> {
        let mut seen = std::collections::BTreeSet::new();
        for item in self.items() {
            if !seen.insert(item.id) {
                return Err(ChecklistFault::SameId(item.id));
            }
        }
        if seen.is_empty() {
            return Err(ChecklistFault::NoItem);
        }
        let words = self.items().map(|item| &item.text).chain(self.areas.iter().map(|area| &area.name));
        if words.chain(&self.answers).any(|words| words.trim().is_empty()) {
            return Err(ChecklistFault::NoWords);
        }
        Ok(())
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.areas.iter().flat_map(|area| &area.items)
    }

    /// The item of a number.
    #[must_use]
    pub fn item(&self, id: u32) -> Option<&Item> {
        self.items().find(|item| item.id == id)
    }

    /// The words of an answer.
    #[must_use]
    pub fn words(&self, answer: Answer) -> &str {
        &self.answers[usize::from(answer.stored())]
    }

    /// Takes what somebody ticked, item number to answer: numbers that are no item and answers that are none are left
    /// out, and a safeguarding item is never kept as an answer.
    #[must_use]
    pub fn fill(&self, ticked: &BTreeMap<u32, u8>, done: bool) -> FilledChecklist {
        let mut filled = FilledChecklist {
            checklist: self.id.clone(),
            version: self.version,
            done,
            ..FilledChecklist::default()
        };
        for item in self.items() {
            match ticked.get(&item.id) {
                Some(_) if item.safeguarding => filled.safeguarding_shown.push(item.id),
                Some(stored) if Answer::from_stored(*stored).is_some() => {
                    filled.answers.insert(item.id, *stored);
                }
                Some(_) | None => {}
            }
        }
        filled
    }

    /// The items that have no answer yet; safeguarding items need none.
    #[must_use]
    pub fn unanswered(&self, filled: &FilledChecklist) -> Vec<&Item> {
        self.items().filter(|item| !item.safeguarding && !filled.answers.contains_key(&item.id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_checklist() {
        let checklist = Checklist::shipped();
        let ids: Vec<u32> = checklist.items().map(|item| item.id).collect();
        assert_eq!(ids, (1..=54).collect::<Vec<_>>());
        assert_eq!(checklist.areas.iter().map(|area| area.id).collect::<Vec<_>>(), AreaOfNeed::ALL);
        assert!(checklist.areas.iter().all(|area| area.name == area.id.name()));
        assert_eq!(
            checklist.items().filter(|item| item.safeguarding).map(|item| item.id).collect::<Vec<_>>(),
            [36]
        );
        let words: Vec<&str> = Answer::ALL.map(|answer| checklist.words(answer)).to_vec();
        assert_eq!(words, ["not seen", "sometimes", "often", "most days"]);
        assert_eq!(Checklist::from_toml(&checklist.to_toml()).as_ref(), Ok(checklist));
    }

    #[test]
    fn an_edit_is_a_new_version() {
        let shipped = Checklist::shipped();
        let mut areas = shipped.areas.clone();
        areas[0].items.pop();
        let edited = shipped.edited(areas.clone()).unwrap();
        assert_eq!((edited.id.as_str(), edited.version, edited.items().count()), (OWN, 2, 53));
        areas[0].items[0].id = 2;
        assert_eq!(shipped.edited(areas.clone()), Err(ChecklistFault::SameId(2)));
        areas[0].items[0].id = 99;
        areas[0].items[0].text = " ".into();
        assert_eq!(shipped.edited(areas), Err(ChecklistFault::NoWords));
        assert_eq!(shipped.edited(vec![]), Err(ChecklistFault::NoItem));
        assert!(matches!(Checklist::from_toml("id = 3"), Err(ChecklistFault::Unreadable(_))));
    }

    #[test]
    fn a_number_is_given_once_and_safeguarding_stays() {
        let new = |text: &str| Item { id: 0, text: text.to_owned(), safeguarding: false };
        let mut areas = Checklist::shipped().areas.clone();
        areas[0].items.push(new("Hums while working"));
        let second = Checklist::shipped().edited(areas.clone()).unwrap();
        assert_eq!(second.item(55).unwrap().text, "Hums while working");
        // Taken out, and another put in: it has another number.
        areas[0].items.pop();
        let third = second.edited(areas.clone()).unwrap();
        areas[1].items.push(new("Rushes"));
        let fourth = third.edited(areas.clone()).unwrap();
        assert_eq!(
            (fourth.version, fourth.item(55), fourth.item(56).unwrap().text.as_str()),
            (4, None, "Rushes")
        );
        assert_eq!(Checklist::from_toml(&fourth.to_toml()).as_ref(), Ok(&fourth));

        let of_36 = |areas: &mut Vec<Area>| areas[2].items.iter().position(|item| item.id == 36).unwrap();
        let at = of_36(&mut areas);
        areas[2].items[at].text = "Says that they want to be hurt".to_owned();
        assert!(fourth.edited(areas.clone()).is_ok(), "other words may be found for it");
        areas[2].items[at].safeguarding = false;
        assert_eq!(fourth.edited(areas.clone()), Err(ChecklistFault::SafeguardingLost(36)));
        areas[2].items.remove(at);
        assert_eq!(fourth.edited(areas), Err(ChecklistFault::SafeguardingLost(36)));
    }

    #[test]
    fn a_safeguarding_item_keeps_no_answer() {
        let checklist = Checklist::shipped();
        let filled = checklist.fill(&BTreeMap::from([(1, 3), (2, 0), (3, 4), (36, 3), (99, 1)]), true);
        assert_eq!(filled.answers, BTreeMap::from([(1, 3), (2, 0)]));
        assert_eq!(filled.safeguarding_shown, [36]);
        assert_eq!(checklist.unanswered(&filled).len(), 51);
        assert!(filled.done);
    }
}
