//! Two people saved: both texts are shown, part by part, and nothing is overwritten unseen.

use std::collections::BTreeSet;

use app::{early::Written, time_in_words};
use axum::http::StatusCode;

use crate::{
    answer::{Answer, page_with},
    typed::Typed,
    view::{Conflict, ConflictPair, Unchanged},
    visit::Visit,
};

/// What says where a save started from, and not what it says.
pub(super) const MARKS: [&str; 4] = ["version", "entry", "of", "do"];

/// The page with both texts: what is saved now and what was typed, of each box named, and of any other answer in which
/// the two differ.
pub(crate) fn conflict(
    visit: &Visit,
    saved: &Written,
    now_says: &Typed,
    typed: &Typed,
    boxes: &[(&str, &str)],
    leave: &str,
) -> Answer {
    let pairs = pairs_of(now_says, typed, boxes);
    let shown: BTreeSet<&str> =
        pairs.iter().map(|pair| pair.name.strip_suffix("~many").unwrap_or(&pair.name)).collect();
    let unchanged = typed
        .iter()
        .filter(|(name, _)| *name != "version" && !shown.contains(name))
        .map(|(name, value)| Unchanged { name: name.to_owned(), value: value.to_owned() })
        .collect();
    let page = Conflict {
        chrome: visit.chrome("Somebody else has changed this"),
        who: saved.by.clone(),
        when: format!("on {}", time_in_words::moment(saved.entry.written_at)),
        action: visit.address(),
        leave: leave.to_owned(),
        version: saved.entry.version.to_string(),
        pairs,
        unchanged,
    };
    page_with(StatusCode::CONFLICT, &page)
}

/// What differs: the boxes in their order, then answers that are ticked or chosen, which have no box of words.
fn pairs_of(now_says: &Typed, typed: &Typed, boxes: &[(&str, &str)]) -> Vec<ConflictPair> {
    let texts =
        boxes.iter().filter(|(name, _)| now_says.text(name) != typed.text(name)).map(|(name, label)| {
            ConflictPair {
                name: (*name).to_owned(),
                label: (*label).to_owned(),
                theirs: now_says.text(name),
                yours: typed.text(name),
            }
        });
    let others: BTreeSet<&str> = now_says
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !MARKS.contains(name) && boxes.iter().all(|(of, _)| of != name))
        .collect();
    let given = |of: &Typed, name: &str| -> Vec<String> {
        let mut all: Vec<String> = of.all(name).iter().map(|text| text.trim().to_owned()).collect();
        all.retain(|text| !text.is_empty());
        all
    };
    let ticked = others.into_iter().filter_map(|name| {
        let (mut theirs, mut yours) = (given(now_says, name), given(typed, name));
        theirs.sort();
        yours.sort();
        let many = theirs.len() > 1 || yours.len() > 1;
        (theirs != yours).then(|| ConflictPair {
            name: if many { format!("{name}~many") } else { name.to_owned() },
            label: in_words(name),
            theirs: theirs.join("\n"),
            yours: yours.join("\n"),
        })
    });
    texts.chain(ticked).collect()
}

/// A field's name as words: "review-on-day" is "Review on day".
pub(super) fn in_words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn whatever_differs_is_shown() {
        let saved = typed(&[("words", "a"), ("kind", "x"), ("areas", "1"), ("areas", "2"), ("version", "2")]);
        let yours =
            typed(&[("words", "b"), ("kind", "x"), ("areas", "2"), ("version", "1"), ("own", "kept")]);
        let pairs = pairs_of(&saved, &yours, &[("words", "Words")]);
        let names: Vec<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
        assert_eq!(names, ["words", "areas~many"]);
        assert_eq!(pairs[1].label, "Areas");
    }

    #[test]
    fn what_is_the_same_is_not_asked_again() {
        let one = typed(&[("words", "a"), ("areas", "2"), ("areas", "1")]);
        let other = typed(&[("words", "a "), ("areas", "1"), ("areas", "2")]);
        assert!(pairs_of(&one, &other, &[("words", "Words")]).is_empty());
    }
}
