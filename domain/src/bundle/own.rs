//! Only this child's: another child's entry or file stops the bundle; another child's number in the text does, too.

use std::collections::{BTreeMap, BTreeSet};

use crate::{PupilId, people::Upn};

/// Reports beyond so many bytes together are files beside the PDF: mail and county portals take no more.
pub const MOST_MERGED_BYTES: u64 = 40 * 1024 * 1024;

/// Something that is to go into the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What it is, in words.
    pub what: String,
    /// Whose record it is on.
    pub pupil: Option<PupilId>,
    /// The SHA-256 of the file; none for an entry.
    pub digest: Option<String>,
}

/// Why a bundle is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// An entry of another child's record.
    AnothersEntry(String),
    /// A file of another child's record.
    AnothersFile(String),
    /// The same file is on another child's record, too: one of the two is there by mistake.
    SameFile(String),
    /// Another child's unique pupil number stands in it, with the place.
    AnothersNumber(String),
}

impl Stop {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Stop::AnothersEntry(_) => "another-childs-entry",
            Stop::AnothersFile(_) => "another-childs-file",
            Stop::SameFile(_) => "file-of-two-children",
            Stop::AnothersNumber(_) => "another-childs-number",
        }
    }

    /// What it is, and what to do. It names no other child.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Stop::AnothersEntry(what) => {
                format!("“{what}” belongs to another child’s record. The bundle is not made with it.")
            }
            Stop::AnothersFile(what) => {
                format!(
                    "The file “{what}” belongs to another child’s record. The bundle is not made with it."
                )
            }
            Stop::SameFile(what) => format!(
                "The file “{what}” is on another child’s record, too: one of the two has it by mistake. Leave it out here, or add a copy that is about this child alone."
            ),
            Stop::AnothersNumber(place) => format!(
                "Another child’s unique pupil number stands in it ({place}). Take it out of the text, or leave the report out."
            ),
        }
    }
}

/// What of `kept` is not this child's. `elsewhere` are the digests of files on other children's records.
///
/// # Source
/// `documents.md`, EHC request bundle: "another child's record or file stops it".
#[must_use]
pub fn stops(child: PupilId, kept: &[Kept], elsewhere: &BTreeSet<String>) -> Vec<Stop> {
    kept.iter()
        .filter_map(|one| {
            let is_own = one.pupil == Some(child);
            match (&one.digest, is_own) {
                (None, false) => Some(Stop::AnothersEntry(one.what.clone())),
                (Some(_), false) => Some(Stop::AnothersFile(one.what.clone())),
                (Some(digest), true) if elsewhere.contains(digest) => Some(Stop::SameFile(one.what.clone())),
                _ => None,
            }
        })
        .collect()
}

/// The places in which another child's unique pupil number stands. `pages` are the words with the place that they
/// stand in; `others` the numbers of the other children of the school.
///
/// # Example
/// ```
/// # use std::collections::BTreeSet;
/// # use domain::bundle::other_numbers;
/// let others = BTreeSet::from(["R201100018042".parse().unwrap()]);
/// let pages = [("report 1, page 2".to_owned(), "UPN: r201100018042.".to_owned())];
/// assert_eq!(other_numbers(&pages, &others)[0].code(), "another-childs-number");
/// ```
#[must_use]
pub fn other_numbers(pages: &[(String, String)], others: &BTreeSet<Upn>) -> Vec<Stop> {
    let mut places: BTreeMap<&Upn, &str> = BTreeMap::new();
    for (place, text) in pages {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        for upn in words.filter(|word| word.len() == 13).filter_map(|word| word.parse::<Upn>().ok()) {
            if let Some(other) = others.get(&upn) {
                places.entry(other).or_insert(place);
            }
        }
    }
    places.into_values().map(|place| Stop::AnothersNumber(place.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn child(number: u8) -> PupilId {
        PupilId::new(1, &[number; 10])
    }

    #[test]
    fn only_this_childs_goes_in() {
        let kept = |pupil: Option<u8>, digest: Option<&str>| Kept {
            what: "Report".to_owned(),
            pupil: pupil.map(child),
            digest: digest.map(str::to_owned),
        };
        let elsewhere = BTreeSet::from(["twice".to_owned()]);
        for (one, code) in [
            (kept(Some(1), None), None),
            (kept(Some(1), Some("once")), None),
            (kept(Some(2), None), Some("another-childs-entry")),
            (kept(None, None), Some("another-childs-entry")),
            (kept(Some(2), Some("once")), Some("another-childs-file")),
            (kept(None, Some("once")), Some("another-childs-file")),
            (kept(Some(1), Some("twice")), Some("file-of-two-children")),
        ] {
            let found: Vec<&str> =
                stops(child(1), std::slice::from_ref(&one), &elsewhere).iter().map(Stop::code).collect();
            assert_eq!(found.first().copied(), code, "{one:?}");
        }
    }

    #[test]
    fn numbers_of_others_are_found_once_each_with_their_place() {
        let others: BTreeSet<Upn> = [Upn::compose(919, 2003, 26, 1), Upn::compose(919, 2003, 26, 2)].into();
        let first = Upn::compose(919, 2003, 26, 1);
        let own = Upn::compose(919, 2003, 26, 3);
        let page = |place: &str, text: String| (place.to_owned(), text);
        let pages = [
            page("page 1", format!("{} of this child", own.as_str())),
            page("page 2", format!("({})", first.as_str())),
            page("page 3", format!("{} again, and half {}", first.as_str(), &first.as_str()[..12])),
        ];
        assert_eq!(other_numbers(&pages, &others), [Stop::AnothersNumber("page 2".to_owned())]);
        assert!(other_numbers(&[], &others).is_empty());
    }
}
