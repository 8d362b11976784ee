//! Finding in a bank: by the words that somebody types, or by the words in which a child or parent asks for help.

use super::{Bank, InBank, Strategy, TargetIdea, suits};
use crate::{census::AreaOfNeed, people::YearGroup};

/// Words that say nothing of what is looked for.
const EMPTY: [&str; 33] = [
    "a", "an", "and", "the", "to", "of", "in", "on", "at", "for", "with", "my", "her", "his", "their", "i",
    "me", "is", "it", "be", "help", "want", "would", "like", "more", "better", "improve", "get", "can",
    "when", "that", "will", "need",
];

/// What people say, and the words of the bank.
const SAME: [(&str, &str); 22] = [
    ("maths", "number"),
    ("sums", "calculation"),
    ("adding", "add"),
    ("times", "tables"),
    ("anger", "calm"),
    ("angry", "calm"),
    ("temper", "calm"),
    ("focus", "attention"),
    ("concentrate", "attention"),
    ("concentrating", "attention"),
    ("friends", "friendships"),
    ("friend", "friendships"),
    ("playing", "play"),
    ("anxious", "worries"),
    ("worried", "worries"),
    ("shy", "confidence"),
    ("pencil", "handwriting"),
    ("vocab", "vocabulary"),
    ("toilet", "toileting"),
    ("late", "register"),
    ("speech", "sounds"),
    ("neat", "handwriting"),
];

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

pub(super) fn asked(text: &str) -> Vec<String> {
    let same = |word: String| {
        let known = SAME.iter().find(|(said, _)| *said == word);
        known.map_or(word, |(_, meant)| (*meant).to_owned())
    };
    let mut asked: Vec<String> =
        words(text).filter(|word| !EMPTY.contains(&word.as_str())).map(same).collect();
    asked.sort();
    asked.dedup();
    asked
}

/// Whether a word of the bank is meant by a typed one: it begins with it, or both are forms of one word.
fn meant(typed: &str, word: &str) -> bool {
    if word.starts_with(typed) {
        return typed.chars().count() >= 3 || word == typed;
    }
    let same = typed.chars().zip(word.chars()).take_while(|(one, other)| one == other).count();
    same >= 4 && same + 3 >= typed.chars().count().max(word.chars().count())
}

/// How well texts, each with a weight, answer what was asked: hits, and their weight.
pub(super) fn hits(asked: &[String], texts: &[(&str, u32)]) -> (usize, u32) {
    let weight_of = |typed: &String| {
        texts
            .iter()
            .filter(|(text, _)| words(text).any(|word| meant(typed, &word)))
            .map(|(_, weight)| *weight)
            .max()
    };
    let found: Vec<u32> = asked.iter().filter_map(weight_of).collect();
    (found.len(), found.iter().sum())
}

fn target_texts(target: &TargetIdea) -> [(&str, u32); 5] {
    [(&target.skill, 4), (&target.will, 3), (&target.unit, 2), (&target.success, 1), (target.area.name(), 1)]
}

/// The targets that answer the most of what was typed: those for the child's year first. Without words, the targets of
/// the area for that year.
///
/// # Example
/// ```
/// # use domain::{bank::{Bank, Edits, TargetIdea, search}, people::YearGroup};
/// let bank = Bank::of(TargetIdea::shipped(), &Edits::default());
/// let found = search(&bank, "rea flu", None, YearGroup(2));
/// assert_eq!(found[0].skill, "reading fluency");
/// ```
#[must_use]
pub fn search<'a>(
    bank: &'a Bank<TargetIdea>,
    typed: &str,
    area: Option<AreaOfNeed>,
    year: YearGroup,
) -> Vec<&'a TargetIdea> {
    let asked = asked(typed);
    let in_area = |one: &&TargetIdea| area.is_none_or(|area| one.area == area);
    let mut found: Vec<(&TargetIdea, (usize, u32))> =
        bank.offered().filter(in_area).map(|one| (one, hits(&asked, &target_texts(one)))).collect();
    if asked.is_empty() {
        found.retain(|(one, _)| suits(Some(one.years), year));
    }
    // Better a few that answer all of it than many that answer one word.
    let best = found.iter().map(|(_, (count, _))| *count).max().unwrap_or(0);
    found.retain(|(_, (count, _))| *count == best && (asked.is_empty() || best > 0));
    found.sort_by_key(|(one, (_, weight))| (!suits(Some(one.years), year), std::cmp::Reverse(*weight)));
    found.into_iter().map(|(one, _)| one).collect()
}

/// At most so many targets for what a child, a parent or a teacher said in a sentence; those of the year only.
#[must_use]
pub fn for_seed<'a>(
    bank: &'a Bank<TargetIdea>,
    seed: &str,
    area: Option<AreaOfNeed>,
    year: YearGroup,
    most: usize,
) -> Vec<&'a TargetIdea> {
    let asked = asked(seed);
    let mut found: Vec<(&TargetIdea, u32)> = bank
        .offered()
        .filter(|one| suits(Some(one.years), year))
        .map(|one| (one, hits(&asked, &target_texts(one)).1 + u32::from(area == Some(one.area))))
        .filter(|(_, weight)| *weight >= if asked.is_empty() { 1 } else { 2 })
        .collect();
    found.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(one, _)| one).take(most).collect()
}

/// An example of a target that can be measured, for what somebody began to type; empty when the bank has none.
///
/// # Example
/// ```
/// # use domain::{bank::{Bank, Edits, TargetIdea, example}, people::YearGroup};
/// let bank = Bank::of(TargetIdea::shipped(), &Edits::default());
/// let says = "read aloud from a Year 1 text not read before: 30 words a minute";
/// assert_eq!(example(&bank, "Improve reading fluency", None, YearGroup(1)), says);
/// ```
#[must_use]
pub fn example(bank: &Bank<TargetIdea>, typed: &str, area: Option<AreaOfNeed>, year: YearGroup) -> String {
    for_seed(bank, typed, area, year, 1)
        .first()
        .and_then(|one| Some(format!("{}: {} {}", one.will, one.to?, one.unit)))
        .unwrap_or_default()
}

/// Whether two texts say the same deed: most words of the shorter stand in the other, and the same numbers in both.
#[must_use]
pub fn alike(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (asked(one), asked(other));
    if one.len() > other.len() {
        std::mem::swap(&mut one, &mut other);
    }
    let same = one.iter().filter(|word| other.contains(word)).count();
    // A Year 2 text is not a Year 3 text.
    let number = |word: &&String| word.chars().all(|letter| letter.is_ascii_digit());
    let numbers = |words: &[String]| words.iter().filter(number).cloned().collect::<Vec<_>>();
    !one.is_empty() && same * 3 >= one.len() * 2 && numbers(&one) == numbers(&other)
}

/// The strategies that answer the most of what was typed.
#[must_use]
pub fn search_strategies<'a>(
    bank: &'a Bank<Strategy>,
    typed: &str,
    area: Option<AreaOfNeed>,
) -> Vec<&'a Strategy> {
    let asked = asked(typed);
    let in_area = |one: &&Strategy| area.is_none_or(|area| one.area() == area);
    let texts = |one: &Strategy| hits(&asked, &[(&one.text, 3), (&one.look, 1), (&one.often, 1)]);
    let mut found: Vec<(&Strategy, (usize, u32))> =
        bank.offered().filter(in_area).map(|one| (one, texts(one))).collect();
    let best = found.iter().map(|(_, (count, _))| *count).max().unwrap_or(0);
    found.retain(|(_, (count, _))| *count == best && (asked.is_empty() || best > 0));
    found.sort_by_key(|(_, (_, weight))| std::cmp::Reverse(*weight));
    found.into_iter().map(|(one, _)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Edits;

    #[test]
    fn what_teachers_type_is_found() {
        let bank = Bank::of(TargetIdea::shipped(), &Edits::default());
        let table: [(&str, i8, &str); 14] = [
            ("reading fluency", 2, "fluency-y2"),
            ("fluen", 4, "fluency-y3"),
            ("spell", 3, "spell-common"),
            ("spelling", 0, "spell-cvc"),
            ("phonics", 0, "oral-blend"),
            ("maths", 1, "subitise"),
            ("times tables", 4, "tables-2-5-10"),
            ("handwriting", 2, "letter-formation"),
            ("calm down", 5, "calm-down-time"),
            ("calling out", 3, "calling-out"),
            ("friends", 4, "play-no-conflict"),
            ("toilet", 0, "toilet-steps"),
            ("buttons", -1, "buttons"),
            ("attention", 0, "attend-adult-led"),
        ];
        for (typed, year, expected) in table {
            let found = search(&bank, typed, None, YearGroup(year));
            let first: Vec<&str> = found.iter().take(4).map(|one| one.id.as_str()).collect();
            assert!(first.contains(&expected), "“{typed}” in year {year}: {first:?}");
        }
        assert!(search(&bank, "xyzzy", None, YearGroup(3)).is_empty());
        let all = search(&bank, "", Some(AreaOfNeed::SensoryPhysical), YearGroup(6));
        assert!(all.len() > 5 && all.iter().all(|one| one.area == AreaOfNeed::SensoryPhysical));
        assert!(all.iter().all(|one| suits(Some(one.years), YearGroup(6))));
        // A hidden one is not found.
        let hidden = Bank::of(TargetIdea::shipped(), &Edits::default().hide("buttons", true));
        assert!(search(&hidden, "buttons", None, YearGroup(0)).iter().all(|one| one.id != "buttons"));
    }

    #[test]
    fn a_sentence_finds_targets() {
        let bank = Bank::of(TargetIdea::shipped(), &Edits::default());
        let table: [(&str, i8, &str); 6] = [
            ("I want to read by myself", 2, "read"),
            ("Spelling words so that I can write my own stories", 3, "spelling"),
            ("Help with making friends at playtime", 4, "friendships"),
            ("To stay calm when things change", 5, "calming down"),
            ("Number work", 1, "number"),
            ("Neat writing", 3, "writing"),
        ];
        for (seed, year, expected) in table {
            let found = for_seed(&bank, seed, None, YearGroup(year), 3);
            let skills: Vec<&str> = found.iter().map(|one| one.skill.as_str()).collect();
            assert!(skills.iter().any(|skill| skill.contains(expected)), "“{seed}”: {skills:?}");
        }
        assert!(for_seed(&bank, "", None, YearGroup(3), 3).is_empty());
        assert_eq!(for_seed(&bank, "", Some(AreaOfNeed::CognitionLearning), YearGroup(3), 3).len(), 3);
    }

    #[test]
    fn alike_is_most_of_the_words() {
        let table = [
            ("read aloud from a Year 2 text", "Read aloud from a Year 2 text not read before", true),
            ("read aloud from a Year 2 text", "read aloud from a Year 3 text", false),
            ("spell words", "read words", false),
            ("", "", false),
            ("to the", "to the", false),
        ];
        for (one, other, expected) in table {
            assert_eq!(alike(one, other), expected, "{one} / {other}");
            assert_eq!(alike(other, one), expected, "{other} / {one}");
        }
    }

    #[test]
    fn strategies_are_found_by_their_words() {
        let bank = Bank::of(Strategy::shipped(), &Edits::default());
        let found = search_strategies(&bank, "timer", None);
        assert!(found.iter().any(|one| one.id == "time-seen"), "{found:?}");
        assert!(search_strategies(&bank, "xyzzy", None).is_empty());
        let all = search_strategies(&bank, "", Some(AreaOfNeed::SensoryPhysical));
        assert!(all.len() >= 25);
    }
}
