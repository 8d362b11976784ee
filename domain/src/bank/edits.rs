//! What a school changed of a bank: its own items, others' words changed, others hidden. It lies over what is shipped.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::census::AreaOfNeed;

/// Something that stands in a bank.
pub trait InBank: Clone {
    /// Stable over versions; a school's own begin with `own-`.
    fn id(&self) -> &str;
    /// The same under another id.
    fn with_id(self, id: String) -> Self;
    /// Its area of need.
    fn area(&self) -> AreaOfNeed;
    /// What is wrong with it: the box, and what to do.
    fn faults(&self) -> Vec<ItemFault>;
}

/// What is wrong with an item: the box of the form, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFault {
    /// The box.
    pub field: &'static str,
    /// What to do.
    pub sentence: String,
}

impl ItemFault {
    /// A fault of a box.
    pub(crate) fn new(field: &'static str, sentence: impl Into<String>) -> Self {
        Self { field, sentence: sentence.into() }
    }

    /// The fault of a text that is empty or too long, if it is.
    pub(crate) fn of_text(field: &'static str, text: &str, most: usize, empty: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return (!empty.is_empty()).then(|| Self::new(field, empty));
        }
        let long = text.chars().count() > most;
        long.then(|| Self::new(field, format!("Write at most {most} letters")))
    }
}

/// A school's edits of a bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Edits<T> {
    /// Own items, and changed ones under the id of the one that they replace.
    #[serde(default = "Vec::new")]
    pub own: Vec<T>,
    /// Ids that the school does not want to see.
    #[serde(default)]
    pub hidden: BTreeSet<String>,
    /// The number of the next own item: one that was used is never given again.
    #[serde(default)]
    pub next: u32,
}

impl<T> Default for Edits<T> {
    fn default() -> Self {
        Self { own: Vec::new(), hidden: BTreeSet::new(), next: 0 }
    }
}

impl<T: InBank> Edits<T> {
    /// The same with an item put in: a new one when its id is empty, else in the place of the one with its id.
    #[must_use]
    pub fn put(mut self, item: T) -> Self {
        if item.id().is_empty() {
            self.next += 1;
            let id = format!("own-{}", self.next);
            self.own.push(item.with_id(id));
        } else if let Some(known) = self.own.iter_mut().find(|known| known.id() == item.id()) {
            *known = item;
        } else {
            self.own.push(item);
        }
        self
    }

    /// The same with an item hidden, or shown again.
    #[must_use]
    pub fn hide(mut self, id: &str, hidden: bool) -> Self {
        if hidden {
            self.hidden.insert(id.to_owned());
        } else {
            self.hidden.remove(id);
        }
        self
    }

    /// The same with the shipped words of an item put back.
    #[must_use]
    pub fn as_shipped(mut self, id: &str, shipped: &[T]) -> Self {
        if shipped.iter().any(|item| item.id() == id) {
            self.own.retain(|item| item.id() != id);
        }
        self
    }
}

/// Where an item is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// As it is shipped.
    Shipped,
    /// Shipped, in the school's words.
    Changed,
    /// The school's own.
    Own,
}

/// An item as a school's bank holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<T> {
    /// The item.
    pub item: T,
    /// Where it is from.
    pub from: From,
    /// Whether the school hides it.
    pub hidden: bool,
}

/// A bank as a school has it: the shipped one under the school's edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bank<T> {
    held: Vec<Held<T>>,
}

impl<T: InBank> Bank<T> {
    /// Lays a school's edits over what is shipped; own items come first in their area.
    #[must_use]
    pub fn of(shipped: &[T], edits: &Edits<T>) -> Self {
        let hidden = |id: &str| edits.hidden.contains(id);
        let is_shipped = |id: &str| shipped.iter().any(|item| item.id() == id);
        let mut held: Vec<Held<T>> = edits
            .own
            .iter()
            .filter(|item| !is_shipped(item.id()))
            .map(|item| Held { item: item.clone(), from: From::Own, hidden: hidden(item.id()) })
            .collect();
        for item in shipped {
            let changed = edits.own.iter().find(|own| own.id() == item.id());
            held.push(Held {
                item: changed.unwrap_or(item).clone(),
                from: if changed.is_some() { From::Changed } else { From::Shipped },
                hidden: hidden(item.id()),
            });
        }
        held.sort_by_key(|one| one.item.area());
        Self { held }
    }

    /// Everything, hidden ones too, by area.
    #[must_use]
    pub fn held(&self) -> &[Held<T>] {
        &self.held
    }

    /// What is offered, by area.
    pub fn offered(&self) -> impl Iterator<Item = &T> {
        self.held.iter().filter(|one| !one.hidden).map(|one| &one.item)
    }

    /// The item of an id, hidden or not: what was begun from it still knows it.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Held<T>> {
        self.held.iter().find(|one| one.item.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Strategy;

    fn strategy(id: &str, text: &str) -> Strategy {
        Strategy { id: id.to_owned(), text: text.to_owned(), ..Strategy::default() }
    }

    fn held(bank: &Bank<Strategy>) -> Vec<(&str, &str, From, bool)> {
        bank.held().iter().map(|one| (one.item.id(), one.item.text.as_str(), one.from, one.hidden)).collect()
    }

    #[test]
    fn edits_lie_over_what_is_shipped() {
        let shipped = [strategy("a", "A"), strategy("b", "B")];
        let edits = Edits::default().put(strategy("", "Mine")).put(strategy("b", "Ours")).hide("a", true);
        let bank = Bank::of(&shipped, &edits);
        let expected = [
            ("own-1", "Mine", From::Own, false),
            ("a", "A", From::Shipped, true),
            ("b", "Ours", From::Changed, false),
        ];
        assert_eq!(held(&bank), expected);
        assert_eq!(bank.offered().map(InBank::id).collect::<Vec<_>>(), ["own-1", "b"]);
        assert!(bank.get("a").is_some() && bank.get("z").is_none());

        let edits = edits.put(strategy("own-1", "Mine, better")).hide("a", false).as_shipped("b", &shipped);
        let bank = Bank::of(&shipped, &edits);
        let expected = [
            ("own-1", "Mine, better", From::Own, false),
            ("a", "A", From::Shipped, false),
            ("b", "B", From::Shipped, false),
        ];
        assert_eq!(held(&bank), expected);
        // An own item is never thrown away by that, and a number is never given twice.
        let edits = edits.as_shipped("own-1", &shipped).put(strategy("", "More"));
        assert_eq!(Bank::of(&shipped, &edits).offered().count(), 4);
        assert!(Bank::of(&shipped, &edits).get("own-2").is_some());
        // What is shipped later reaches a school that edited before.
        let more = [strategy("a", "A"), strategy("b", "B"), strategy("c", "C")];
        assert!(Bank::of(&more, &edits).get("c").is_some());
    }
}
