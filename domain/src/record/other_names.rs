//! Another child's name in a paper about one child: found before it is sent, with its place.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use unicode_normalization::UnicodeNormalization;

use crate::{
    PupilId,
    people::{Pupil, name::fold},
};

/// Another child's name in a paper.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherName {
    /// The word that is another child's name, spelt as that child spells it.
    pub name: String,
    /// Where: page (from 1; 0 for the words that were typed, when no page shows it), and the line round it.
    pub places: Vec<(usize, String)>,
}

/// Names that may stand in a paper about one child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Names whose every word may stand alone: the child's own, and their contacts'.
    pub names: Vec<String>,
    /// Names that may stand as a whole only: staff by their full name, the school, its classes. The forename alone of a
    /// grown-up is a child's forename, too, so a phrase of one word excuses nothing.
    pub phrases: Vec<String>,
}

/// So many places of a name are shown.
const PLACES: usize = 5;

/// What stands before a grown-up's name.
const TITLES: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Rev", "Prof"];

/// Words that are no name beside a number: "4 May", "Page 2".
const NUMBERED: [&str; 6] = ["April", "May", "June", "August", "Page", "Act"];

/// What our papers say themselves in words that are names, too.
const OURS: [&str; 8] = [
    "Yours sincerely",
    "Code of Practice",
    "Families Act",
    "Education Act",
    "Spring term",
    "Summer term",
    "Autumn term",
    "Read this year",
];

/// What is written in capitals and is no name.
const ABBREVIATIONS: [&str; 8] = ["SEN", "LA", "TA", "PE", "IT", "RE", "EP", "AM"];

/// What is looked for in what is made about one child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookFor {
    /// The names of the school's other children.
    pub names: BTreeSet<String>,
    /// Those of them that somebody is called by: they are typed in small letters, too.
    pub forenames: BTreeSet<String>,
    /// Names that may stand there.
    pub known: Known,
}

impl LookFor {
    /// The names in a paper: in its pages, and in the words of its fields as they were typed. A page gives what a reader
    /// of the page sees; the letters of some scripts come back from it in other shapes.
    #[must_use]
    pub fn in_paper(&self, pages: &[String], typed: &[String]) -> Vec<OtherName> {
        let mut found = find(pages, &self.names, &self.known);
        for mut other in self.in_typed(typed) {
            if !found.iter().any(|known| known.name == other.name) {
                other.places.iter_mut().for_each(|(page, _)| *page = 0);
                found.push(other);
            }
        }
        found.sort();
        found
    }

    /// The names in words that somebody typed: as [`find`], and also in small letters where that can be told from an
    /// ordinary word. It can where the word has an accent of the name, is followed by another of the names, or stands in a
    /// sentence that begins in small letters, so that its writer leaves capitals out; a word that our own strategies,
    /// targets and checklist use in small letters ("will", "may") is none.
    ///
    /// # Example
    /// ```
    /// # use domain::record::other_names::LookFor;
    /// let look = LookFor { forenames: ["Farah".into()].into(), ..LookFor::default() };
    /// assert_eq!(look.in_typed(&["sits by farah".into()])[0].name, "Farah");
    /// assert!(look.in_typed(&["Sits by farah".into()]).is_empty());
    /// ```
    #[must_use]
    pub fn in_typed(&self, typed: &[String]) -> Vec<OtherName> {
        let folded = |names: &BTreeSet<String>| -> BTreeMap<String, String> {
            names.iter().map(|name| (fold(name), name.clone())).collect()
        };
        look(typed, &folded(&self.names), &folded(&self.forenames), &self.known)
    }
}

/// The names of other children in the pages of a paper about `child`. A word is one when it is spelt like the forename
/// that another child is called by, or their family name, with or without its accents, or is that name in capitals; not
/// when it is a word of a known name, or stands in a known phrase; nor after Mr, Mrs, Miss. A hyphenated name is found by
/// its parts.
///
/// Names that are also words ("Will", "Grace") are found where they begin with a capital: a person decides.
///
/// # Source
/// `documents.md`: "another child's name in the text is shown with its place, to be checked or redacted".
///
/// # Example
/// ```
/// # use domain::record::other_names::{self, Known};
/// let known = Known { names: vec!["Siân".to_owned()], phrases: vec!["3 Rowan".to_owned()] };
/// let found = other_names::find(
///     &["Siân of 3 Rowan sits by ZAYN.\nMrs Khan helps.".to_owned()],
///     &["Zayn".to_owned(), "Khan".to_owned(), "Rowan".to_owned()].into(),
///     &known,
/// );
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].name, "Zayn");
/// assert_eq!(found[0].places, [(1, "Siân of 3 Rowan sits by ZAYN.".to_owned())]);
/// ```
#[must_use]
pub fn find(pages: &[String], others: &BTreeSet<String>, known: &Known) -> Vec<OtherName> {
    let folded = others.iter().map(|name| (fold(name), name.clone())).collect();
    look(pages, &folded, &BTreeMap::new(), known)
}

/// A word where it stands.
struct Stands<'a> {
    word: &'a str,
    line: &'a str,
    /// Its sentence begins in small letters.
    in_small: bool,
}

fn look(
    pages: &[String],
    others: &BTreeMap<String, String>,
    small: &BTreeMap<String, String>,
    known: &Known,
) -> Vec<OtherName> {
    let own: BTreeSet<String> = known.names.iter().flat_map(|name| words(name)).map(fold).collect();
    let phrases = Phrases::of(known.phrases.iter().map(String::as_str).chain(OURS));
    let mut found: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        // A letter and its accent as one: apart, the accent would part the word.
        let page: String = page.nfc().collect();
        let stands = stands(&page);
        let folded: Vec<String> = stands.iter().map(|one| fold(one.word)).collect();
        let excused = phrases.within(&folded);
        for (index, Stands { word, line, in_small }) in stands.iter().enumerate() {
            let name = if word.chars().next().is_some_and(char::is_lowercase) {
                let next = folded.get(index + 1);
                let is_accented = !word.is_ascii();
                let is_ordinary = |word: &str| ORDINARY.contains(word);
                let is_told =
                    *in_small || next.is_some_and(|next| others.contains_key(next) && !is_ordinary(next));
                let is_name = is_accented || (is_told && !is_ordinary(&folded[index]));
                small.get(&folded[index]).filter(|_| is_name)
            } else {
                let spelt = others.get(&folded[index]).or_else(|| small.get(&folded[index]));
                spelt.filter(|name| {
                    name.as_str() == *word || !is_capitals(word) || !ABBREVIATIONS.contains(word)
                })
            };
            let Some(name) = name else { continue };
            let beside = |offset: usize| stands.get(offset).map_or("", |one| one.word);
            let (before, after) = (index.checked_sub(1).map_or("", beside), beside(index + 1));
            let is_title = TITLES.iter().any(|title| title.eq_ignore_ascii_case(before));
            let is_numbered = NUMBERED.contains(word) && (is_number(before) || is_number(after));
            if is_title || is_numbered || excused[index] || own.contains(&folded[index]) {
                continue;
            }
            let places = found.entry(name).or_default();
            if places.len() < PLACES
                && places.last().is_none_or(|(page, known)| (*page, known.as_str()) != (at + 1, *line))
            {
                places.push((at + 1, (*line).to_owned()));
            }
        }
    }
    found.into_iter().map(|(name, places)| OtherName { name: name.to_owned(), places }).collect()
}

/// The words of a page, each with its line and how its sentence begins.
fn stands(page: &str) -> Vec<Stands<'_>> {
    let mut all = Vec::new();
    for line in page.lines() {
        for sentence in line.split_inclusive(['.', '!', '?']) {
            let in_small =
                sentence.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase);
            all.extend(tokens(sentence).map(|word| Stands { word, line: line.trim(), in_small }));
        }
    }
    all
}

/// What our own words use in small letters: no names there.
static ORDINARY: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    [
        include_str!("../data/strategies.toml"),
        include_str!("../data/targets.toml"),
        include_str!("../data/checklist.toml"),
        include_str!("../data/interventions.toml"),
    ]
    .into_iter()
    .flat_map(words)
    .filter(|word| word.chars().all(char::is_lowercase))
    .collect()
});

/// Known phrases of two words or more by their first word, folded.
struct Phrases(BTreeMap<String, Vec<Vec<String>>>);

impl Phrases {
    fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for phrase in phrases {
            let phrase: Vec<String> = tokens(phrase).map(fold).collect();
            if phrase.len() > 1 {
                by_first.entry(phrase[0].clone()).or_default().push(phrase);
            }
        }
        Self(by_first)
    }

    /// Which of these words, folded, stand in a phrase; one may go on in the next line.
    fn within(&self, stands: &[String]) -> Vec<bool> {
        let mut excused = vec![false; stands.len()];
        for (at, word) in stands.iter().enumerate() {
            for phrase in self.0.get(word).into_iter().flatten() {
                if stands[at..].starts_with(phrase) {
                    excused[at..at + phrase.len()].fill(true);
                }
            }
        }
        excused
    }
}

fn is_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|letter| !letter.is_lowercase())
}

fn is_number(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_numeric)
}

/// The words by which other children are known: what they are called, and their family names; of two letters or more.
#[must_use]
pub fn names_of<'a>(others: impl IntoIterator<Item = &'a Pupil>, child: PupilId) -> BTreeSet<String> {
    others.into_iter().filter(|other| other.id != child).flat_map(called).collect()
}

/// The words that other children are called by, without their family names.
#[must_use]
pub fn forenames_of<'a>(others: impl IntoIterator<Item = &'a Pupil>, child: PupilId) -> BTreeSet<String> {
    let of = |pupil: &'a Pupil| of_names([&pupil.forename, &pupil.preferred_forename]);
    others.into_iter().filter(|other| other.id != child).flat_map(of).collect()
}

/// The words by which a child is known: what they are called, and their family names; of two letters or more.
pub fn called(pupil: &Pupil) -> impl Iterator<Item = String> {
    of_names([&pupil.forename, &pupil.preferred_forename, &pupil.surname, &pupil.preferred_surname])
}

fn of_names<'a>(names: impl IntoIterator<Item = &'a String>) -> impl Iterator<Item = String> {
    names
        .into_iter()
        .flat_map(|name| words(name))
        .filter(|word| {
            word.chars().count() > 1 && word.chars().next().is_some_and(|first| !first.is_lowercase())
        })
        .map(str::to_owned)
}

/// Words: runs of letters; an apostrophe within a name belongs to it (O’Shea), one before an s at its end does not.
fn words(text: &str) -> impl Iterator<Item = &str> {
    tokens(text).filter(|word| !is_number(word))
}

/// Words and numbers.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '’' | '\''))
        .flat_map(|run| {
            // "3Rowan" is a number and a word.
            let digits = run.chars().next().is_some_and(char::is_numeric);
            let end = run.find(|letter: char| letter.is_numeric() != digits).unwrap_or(run.len());
            let (first, rest) = run.split_at(end);
            let end = rest.find(|letter: char| letter.is_numeric() == digits).unwrap_or(rest.len());
            [first, &rest[..end]]
        })
        .map(|word| {
            let word = word.trim_matches(['’', '\'']);
            ["’s", "'s", "’S", "'S"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
        })
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, others: &[&str], names: &[&str], phrases: &[&str]) -> Vec<String> {
        let owned = |of: &[&str]| of.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let known = Known { names: owned(names), phrases: owned(phrases) };
        let others = owned(others).into_iter().collect();
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
            ("Siân O’Shea", &["Shea", "O’Shea"], &["Siân"], &["O’Shea"]),
            ("", &["Zayn"], &[], &[]),
            ("with Zoë-Marie", &["Zoë"], &[], &["Zoë"]),
            ("Zayn2", &["Zayn"], &[], &["Zayn"]),
            ("Nell plays with Nell Dappleby", &["Nell", "Dappleby"], &["Nell Rowe"], &["Dappleby"]),
        ] {
            assert_eq!(found(text, others, known, &[]), names, "{text}");
        }
    }

    #[test]
    fn accents_and_other_scripts_make_no_other_name() {
        for (text, others, known, names) in [
            ("Sits by Sian", &["Siân"][..], &[][..], &["Siân"][..]),
            ("Sits by SIÂN, Zoe", &["Siân", "Zoë"], &[], &["Siân", "Zoë"]),
            ("Sia\u{302}n", &["Siân"], &[], &["Siân"]),
            ("Łukasz and Lukasz", &["Lukasz"], &[], &["Lukasz"]),
            ("Sian", &["Siân"], &["Siân"], &[]),
            ("تجلس مع ليلى اليوم", &["ليلى"], &[], &["ليلى"]),
            ("O'Shea hit him", &["O’Shea"], &[], &["O’Shea"]),
        ] {
            assert_eq!(found(text, others, known, &[]), names, "{text}");
        }
    }

    #[test]
    fn small_letters_are_a_name_where_it_can_be_told() {
        let look = LookFor {
            names: ["Farah", "Khan", "Siân", "Grace", "Hazel", "Will", "May", "Brown"].map(Into::into).into(),
            forenames: ["Farah", "Siân", "Grace", "Hazel", "Will", "May"].map(Into::into).into(),
            known: Known { names: vec!["Noor Ali".to_owned()], phrases: Vec::new() },
        };
        for (text, names) in [
            ("he sat by farah today", &["Farah"][..]),
            ("He reads. then farah hit him", &["Farah"]),
            ("He sat by farah khan", &["Farah"]),
            ("He sat by siân", &["Siân"]),
            ("he sat by sian", &["Siân"]),
            ("Moves with grace, has hazel eyes", &[]),
            ("will ask for help; may need brown paper", &[]),
            ("noor sat alone", &[]),
            ("He sat by Farah", &["Farah"]),
            ("", &[]),
        ] {
            let found: Vec<String> =
                look.in_typed(&[text.to_owned()]).into_iter().map(|found| found.name).collect();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn what_no_page_shows_is_found_in_what_was_typed() {
        let look = LookFor { names: ["ليلى".to_owned(), "Zayn".to_owned()].into(), ..LookFor::default() };
        let typed = ["Zayn hit ليلى".to_owned()];
        let found = look.in_paper(&["Zayn hit ىليل".to_owned()], &typed);
        let places: Vec<(usize, &str)> =
            found.iter().map(|one| (one.places[0].0, one.places[0].1.as_str())).collect();
        assert_eq!(places, [(1, "Zayn hit ىليل"), (0, "Zayn hit ليلى")]);
    }

    #[test]
    fn a_name_in_capitals_is_found_and_an_abbreviation_is_none() {
        for (text, others, known, names) in [
            ("NELL DAPPLEBY hit him", &["Nell", "Dappleby"][..], &[][..], &["Dappleby", "Nell"][..]),
            ("NELL’S BOOK, O’SHEA", &["Nell", "O’Shea"], &[], &["Nell", "O’Shea"]),
            ("NELL was there", &["Nell"], &["Nell"], &[]),
            ("MRS KHAN", &["Khan"], &[], &[]),
            ("SEN support", &["Sen"], &[], &[]),
            ("Sen sat there", &["Sen"], &[], &["Sen"]),
            ("Grace GRACE", &["Grace"], &[], &["Grace"]),
        ] {
            assert_eq!(found(text, others, known, &[]), names, "{text}");
        }
    }

    #[test]
    fn a_grown_up_a_class_and_the_school_are_known_as_a_whole_only() {
        let phrases = ["Amara Okafor", "Bo", "3 Rowan", "class Hazel", "Hazel class", "Grace Lane School"];
        for (text, others, names) in [
            ("Amara Okafor, SENCO", &["Amara", "Okafor"][..], &[][..]),
            ("Amara\nOkafor, SENCO", &["Amara"], &[]),
            ("AMARA OKAFOR", &["Amara"], &[]),
            ("Amara hit him", &["Amara"], &["Amara"]),
            ("Bo hit him", &["Bo"], &["Bo"]),
            ("Class: 3 Rowan (Year 3)", &["Rowan"], &[]),
            ("Rowan hit him", &["Rowan"], &["Rowan"]),
            ("in Hazel class; Class Hazel", &["Hazel"], &[]),
            ("Grace Lane School, Grace", &["Grace"], &["Grace"]),
        ] {
            assert_eq!(found(text, others, &[], &phrases), names, "{text}");
        }
    }

    #[test]
    fn months_and_pages_are_no_names_beside_their_number() {
        for (text, others, names) in [
            ("4 May 2026, May 2026, Page 1 of 2", &["May", "Page"][..], &[][..]),
            ("May hit him. April, too", &["May", "April"], &["April", "May"]),
            ("Children and Families Act 2014", &["Act"], &[]),
            ("Yours sincerely", &["Yours"], &[]),
            ("Summer term; Summer hit him", &["Summer"], &["Summer"]),
        ] {
            assert_eq!(found(text, others, &[], &[]), names, "{text}");
        }
    }

    #[test]
    fn places_name_page_and_line_and_end_somewhere() {
        let pages = ["nothing".to_owned(), "Zayn\n".repeat(9) + "and Zayn"];
        let found = find(&pages, &["Zayn".to_owned()].into(), &Known::default());
        assert_eq!(found[0].places, [(2, "Zayn".to_owned()), (2, "and Zayn".to_owned())]);
    }
}
