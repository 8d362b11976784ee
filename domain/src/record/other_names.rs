//! Another child's name in a paper about one child: found before it is sent, with its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::{PupilId, people::Pupil};

/// Another child's name, as it stands in a paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherName {
    /// The word that is another child's name, as it stands there.
    pub name: String,
    /// Where: page (from 1), and the line round it.
    pub places: Vec<(usize, String)>,
}

/// So many places of a name are shown.
const PLACES: usize = 5;

/// What stands before a grown-up's name.
const TITLES: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev", "Prof"];

/// The names of other children in the pages of a paper about `child`. A word is one when it is spelt like the forename
/// that another child is called by, or their family name; not when it is also a word of `known`: the child's own name,
/// their contacts, the school's staff, the school; nor after Mr, Mrs, Miss. A hyphenated name is found by its parts.
///
/// Names that are also words ("Will", "Grace") are found where they begin with a capital: a person decides.
///
/// # Source
/// `documents.md`: "another child's name in the text is shown with its place, to be checked or redacted".
///
/// # Example
/// ```
/// # use domain::record::other_names;
/// let found = other_names::find(
///     &["Siân sits by Zayn.\nMrs Khan helps.".to_owned()],
///     &["Zayn".to_owned(), "Khan".to_owned()].into(),
///     &["Siân".to_owned()],
/// );
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].places, [(1, "Siân sits by Zayn.".to_owned())]);
/// ```
#[must_use]
pub fn find(pages: &[String], others: &BTreeSet<String>, known: &[String]) -> Vec<OtherName> {
    let known: BTreeSet<&str> = known.iter().flat_map(|name| words(name)).collect();
    let mut found: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        for line in page.lines() {
            let mut before = "";
            for word in words(line) {
                let is_title = TITLES.contains(&before);
                before = word;
                if is_title || known.contains(word) || !others.contains(word) {
                    continue;
                }
                let places = found.entry(word).or_default();
                if places.len() < PLACES
                    && places
                        .last()
                        .is_none_or(|(page, known)| (*page, known.as_str()) != (at + 1, line.trim()))
                {
                    places.push((at + 1, line.trim().to_owned()));
                }
            }
        }
    }
    found.into_iter().map(|(name, places)| OtherName { name: name.to_owned(), places }).collect()
}

/// The words by which other children are known: what they are called, and their family names; of two letters or more.
#[must_use]
pub fn names_of<'a>(others: impl IntoIterator<Item = &'a Pupil>, child: PupilId) -> BTreeSet<String> {
    others.into_iter().filter(|other| other.id != child).flat_map(called).collect()
}

/// The words by which a child is known: what they are called, and their family names; of two letters or more.
pub fn called(pupil: &Pupil) -> impl Iterator<Item = String> {
    [&pupil.forename, &pupil.preferred_forename, &pupil.surname, &pupil.preferred_surname]
        .into_iter()
        .flat_map(|name| words(name))
        .filter(|word| {
            word.chars().count() > 1 && word.chars().next().is_some_and(|first| !first.is_lowercase())
        })
        .map(str::to_owned)
}

/// Words: runs of letters; an apostrophe within a name belongs to it (O’Shea), one before an s at its end does not.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic() && !matches!(letter, '’' | '\''))
        .map(|word| {
            let word = word.trim_matches(['’', '\'']);
            ["’s", "'s"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
        })
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, others: &[&str], known: &[&str]) -> Vec<String> {
        let others = others.iter().map(|name| (*name).to_owned()).collect();
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        find(&[text.to_owned()], &others, &known).into_iter().map(|found| found.name).collect()
    }

    #[test]
    fn names_of_others_are_found_as_whole_words() {
        for (text, others, known, names) in [
            ("Zayn hit him.", &["Zayn"][..], &[][..], &["Zayn"][..]),
            ("Zayn’s pencil, Zayn's book", &["Zayn"], &[], &["Zayn"]),
            ("He will try. Will it help?", &["Will"], &[], &["Will"]),
            ("he will try", &["Will"], &[], &[]),
            ("Graceful", &["Grace"], &[], &[]),
            ("Mrs Khan reads with him", &["Khan"], &[], &[]),
            ("Khan, Z.", &["Khan"], &[], &["Khan"]),
            ("Amara Okafor, SENCO", &["Amara"], &["Amara Okafor"], &[]),
            ("Siân O’Shea", &["Shea", "O’Shea"], &["Siân"], &["O’Shea"]),
            ("", &["Zayn"], &[], &[]),
            ("with Zoë-Marie", &["Zoë"], &[], &["Zoë"]),
        ] {
            assert_eq!(found(text, others, known), names, "{text}");
        }
    }

    #[test]
    fn places_name_page_and_line_and_end_somewhere() {
        let pages = ["nothing".to_owned(), "Zayn\n".repeat(9) + "and Zayn"];
        let found = find(&pages, &["Zayn".to_owned()].into(), &[]);
        assert_eq!(found[0].places, [(2, "Zayn".to_owned()), (2, "and Zayn".to_owned())]);
    }
}
