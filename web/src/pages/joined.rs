//! A form that was sent from an older version, joined with what was saved meanwhile: what only one of the two changed
//! stands, and where both did, the box holds yours and says theirs.

use std::collections::{BTreeMap, BTreeSet};

use app::FieldFault;
use domain::merge::{merge, merge_sets};

use super::conflict::MARKS;
use crate::typed::Typed;

/// Two forms joined.
#[derive(Debug)]
pub(in crate::pages) struct Joined {
    /// What the form shows now.
    pub(in crate::pages) typed: Typed,
    /// The boxes that only they changed.
    theirs: Vec<String>,
    /// The boxes that only they emptied or took out.
    gone: Vec<String>,
    /// The boxes that both changed, and what they made of them.
    both: Vec<(String, Vec<String>)>,
}

impl Joined {
    /// Joins `yours` with `theirs`, both begun from `base`. The boxes of `sets` hold ticks: what either ticked is
    /// ticked, what either took off is off.
    pub(in crate::pages) fn of(base: &Typed, theirs: &Typed, yours: &Typed, sets: &[&str]) -> Self {
        let [of_base, of_theirs, of_yours] = [base, theirs, yours].map(boxes);
        let mut merged = merge(&of_base, &of_theirs, &of_yours);
        for name in sets {
            let ticked = |of: &BTreeMap<String, Vec<String>>| -> BTreeSet<String> {
                of.get(*name).into_iter().flatten().cloned().collect()
            };
            let all = merge_sets(&ticked(&of_base), &ticked(&of_theirs), &ticked(&of_yours));
            if all != ticked(&of_yours) {
                merged.theirs.insert((*name).to_owned());
            }
            merged.both.remove(*name);
            merged.parts.insert((*name).to_owned(), all.into_iter().collect());
        }
        let (theirs, gone) = merged.theirs.into_iter().partition(|name| merged.parts.contains_key(name));
        let pairs = merged
            .parts
            .into_iter()
            .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)));
        Self {
            typed: Typed::from_pairs(pairs),
            theirs,
            gone,
            both: merged.both.into_iter().map(|(name, made)| (name, made.unwrap_or_default())).collect(),
        }
    }

    /// What is said at the head of the form and at each box that both changed. `label` names a box, `words` says a value
    /// of it as it is read.
    pub(in crate::pages) fn faults(
        &self,
        who: &str,
        label: impl Fn(&str) -> String,
        words: impl Fn(&str, &str) -> String,
    ) -> Vec<FieldFault> {
        let labels = |names: &[String]| -> Vec<String> {
            names.iter().map(|name| label(name)).filter(|label| !label.is_empty()).collect()
        };
        let gone = labels(&self.gone).into_iter().map(|label| format!("{label} (taken out)"));
        let theirs: Vec<String> = labels(&self.theirs).into_iter().chain(gone).collect();
        let head = FieldFault::new("", sentence(who, &theirs, !self.both.is_empty()));
        let both = self.both.iter().map(|(name, made)| {
            let made: Vec<String> = made.iter().map(|value| words(name, value)).collect();
            FieldFault::new(name, meanwhile(&label(name), &made.join(", ")))
        });
        std::iter::once(head).chain(both).collect()
    }
}

/// What is said at the head of a form that was joined: who saved, and which parts are theirs.
pub(in crate::pages) fn sentence(who: &str, theirs: &[String], both: bool) -> String {
    let who = if who.is_empty() { "Somebody else" } else { who };
    let mut said = format!("{who} saved this while you were writing. Yours is below and not saved yet.");
    if !theirs.is_empty() {
        said.push_str(&format!(" What only they changed stands as they left it: {}.", theirs.join(", ")));
    }
    if both {
        said.push_str(" Where you both changed something, theirs is shown at it.");
    }
    said.push_str(" Look through it and save again");
    said
}

/// What is said at a box that both changed.
pub(in crate::pages) fn meanwhile(label: &str, made: &str) -> String {
    match made {
        "" => format!("{label}: they took this out meanwhile. What you gave is kept if you save again"),
        made => format!("{label}: they gave “{made}” meanwhile. What you gave is kept if you save again"),
    }
}

fn boxes(of: &Typed) -> BTreeMap<String, Vec<String>> {
    let mut boxes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in of.iter().filter(|(name, value)| !MARKS.contains(name) && !value.trim().is_empty()) {
        boxes.entry(name.to_owned()).or_default().push(value.trim().to_owned());
    }
    boxes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn what_only_one_changed_stands_and_both_are_told_of_the_rest() {
        let base = typed(&[("text", "a"), ("look", "b"), ("often", "c"), ("items", "1"), ("version", "1")]);
        let theirs = typed(&[("text", "a2"), ("look", "b2"), ("often", ""), ("items", "1"), ("items", "2")]);
        let yours =
            typed(&[("text", "a"), ("look", "b3 "), ("often", "c3"), ("items", "3"), ("version", "1")]);
        let joined = Joined::of(&base, &theirs, &yours, &["items"]);
        assert_eq!(joined.typed.text("text"), "a2");
        assert_eq!(joined.typed.text("look"), "b3");
        assert_eq!(joined.typed.all("items"), ["2", "3"]);
        assert!(!joined.typed.has("version"), "the form says itself where it starts from");
        let faults = joined.faults("Ada Nobody", str::to_uppercase, |_, value| value.to_uppercase());
        let said: Vec<_> =
            faults.iter().map(|fault| (fault.field.as_str(), fault.sentence.as_str())).collect();
        assert!(
            said[0].1.starts_with("Ada Nobody saved this") && said[0].1.contains("left it: ITEMS, TEXT.")
        );
        assert_eq!(said[1].0, "look");
        assert!(said[1].1.contains("they gave “B2” meanwhile"), "{said:?}");
        assert!(said[2].0 == "often" && said[2].1.contains("took this out"), "{said:?}");
    }
}
