//! A spelling in a plan that was agreed is corrected: what counts as that, and whose answer stands for the corrected text.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Agreement, Content, Entry, NeedSource, Plan, Target};
use crate::{
    Date,
    difference::{Piece, words},
    plan_template::{FieldKind, PlanTemplate},
};

/// A version that only corrected a spelling: whoever answered the one before has answered this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The version that was corrected.
    pub of: u32,
    /// The version that it became.
    pub version: u32,
    /// Who corrected it.
    pub by: String,
    /// On which day.
    pub on: Date,
}

/// The corrections that lead from the version that somebody answered to a later one, oldest first; none when something
/// else changed between them, so that they are asked again.
#[must_use]
pub fn corrections_between(plan: &Plan, answered: u32, version: u32) -> Option<Vec<&Correction>> {
    let (mut at, mut led) = (version, Vec::new());
    while at != answered {
        let one = plan.corrections.iter().find(|one| one.version == at && one.of < at)?;
        at = one.of;
        led.push(one);
    }
    led.reverse();
    Some(led)
}

/// Whether an answer is to the newest text of a plan: to this version, or to one of which only spellings were corrected.
#[must_use]
pub fn answers(said: &Agreement, entry: &Entry) -> bool {
    match &entry.content {
        Content::Plan(plan) => {
            said.plan == entry.id && corrections_between(plan, said.plan_version, entry.version).is_some()
        }
        _ => false,
    }
}

/// Why a change is more than a spelling; with the label of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotSmall {
    /// A number, a day, or how often.
    Number(String),
    /// A name.
    Name(String),
    /// A word that turns a sentence: not, more, only, before.
    Weighty(String),
    /// Other words.
    Words(String),
    /// Something that is no text: a target's measure, goal or day, a kind of need, the day of the review.
    Else,
    /// Too many words all together.
    TooMuch,
}

impl NotSmall {
    /// What it is, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            NotSmall::Number(label) => format!("“{label}”: a number, a day or how often something is done changes"),
            NotSmall::Name(label) => format!("“{label}”: a name changes"),
            NotSmall::Weighty(label) => {
                format!("“{label}”: a word changes that can turn what a sentence says, like “not” or “more”")
            }
            NotSmall::Words(label) => format!("“{label}”: other words, not another spelling of the same"),
            NotSmall::Else => {
                "More than words changes: a target, its measure, goal or day, who checks, a need, or the review".to_owned()
            }
            NotSmall::TooMuch => format!("More than {MOST} words change"),
        }
    }
}

/// The most words of a plan that a correction may touch.
pub const MOST: usize = 6;

/// Numbers, days and how often, in words.
const NUMBERS: [&str; 52] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "half",
    "quarter",
    "once",
    "twice",
    "double",
    "daily",
    "weekly",
    "fortnightly",
    "monthly",
    "termly",
    "yearly",
    "first",
    "second",
    "third",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "today",
];

/// Words that turn a sentence.
const WEIGHTY: [&str; 48] = [
    "not",
    "no",
    "never",
    "none",
    "nor",
    "neither",
    "nothing",
    "nobody",
    "without",
    "cannot",
    "cant",
    "wont",
    "dont",
    "doesnt",
    "isnt",
    "arent",
    "wasnt",
    "didnt",
    "hasnt",
    "havent",
    "shouldnt",
    "mustnt",
    "wouldnt",
    "couldnt",
    "stop",
    "less",
    "more",
    "fewer",
    "least",
    "most",
    "only",
    "before",
    "after",
    "until",
    "all",
    "some",
    "any",
    "every",
    "each",
    "always",
    "sometimes",
    "often",
    "rarely",
    "seldom",
    "must",
    "may",
    "unless",
    "except",
];

/// Beginnings that turn a word round.
const TURNING: [&str; 8] = ["un", "in", "im", "ir", "il", "dis", "mis", "non"];

/// Whether a text of a plan changes by no more than the spelling of a few words. `names` are the words of names that may not
/// change: of adults and of the child, in small letters.
///
/// # Source
/// Issue 3, section 4: a typo in a signed paper can be corrected: a new version, what changed, no signatures faked. What
/// is more than a typo is the house's rule: no number, day, name or measure changes, and no word that turns a sentence.
///
/// # Errors
/// Everything that is more than that.
///
/// # Example
/// ```
/// # use std::collections::BTreeSet;
/// # use domain::{plan_template::PlanTemplate, record::{Plan, correction::{NotSmall, small}}};
/// let says = |text: &str| Plan { strengths: text.into(), ..Plan::default() };
/// let judge = |one: &str, two: &str| small(&says(one), &says(two), PlanTemplate::first(), &BTreeSet::new());
/// assert_eq!(judge("She recieves help", "She receives help"), Ok(()));
/// assert_eq!(judge("for 20 minutes", "for 30 minutes"), Err(vec![NotSmall::Number("Strengths".into())]));
/// ```
pub fn small(
    before: &Plan,
    after: &Plan,
    template: &PlanTemplate,
    names: &BTreeSet<String>,
) -> Result<(), Vec<NotSmall>> {
    let mut wrong = Vec::new();
    if without_texts(before, template) != without_texts(after, template) {
        wrong.push(NotSmall::Else);
    }
    let mut touched = 0;
    for ((label, one), (_, two)) in texts(before, template).iter().zip(&texts(after, template)) {
        if one == two {
            continue;
        }
        match judge(one, two, names) {
            Ok(words) => touched += words,
            Err(what) => wrong.push(what(label.clone())),
        }
    }
    if touched > MOST {
        wrong.push(NotSmall::TooMuch);
    }
    wrong.sort();
    wrong.dedup();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// The texts of a plan with their labels; two plans of one shape have the same labels in the same order.
fn texts(plan: &Plan, template: &PlanTemplate) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = ["strengths", "outcomes", "strategies", "resources", "parents-part"]
        .into_iter()
        .chain(plan.more.keys().map(String::as_str))
        .filter(|id| is_text(id, template))
        .map(|id| (template.label(id), plan.words(id)))
        .collect();
    for (number, NeedSource { source, says, .. }) in (1..).zip(&plan.needs) {
        all.push((format!("Assessment {number}: source"), source.clone()));
        all.push((format!("Assessment {number}"), says.clone()));
    }
    for (number, Target { will, success, .. }) in (1..).zip(&plan.targets) {
        all.push((format!("Target {number}"), will.clone()));
        all.push((format!("Target {number}: how everybody will know"), success.clone()));
    }
    all
}

/// Whether a field's words are text; a day or a choice is not.
fn is_text(id: &str, template: &PlanTemplate) -> bool {
    template.field(id).is_none_or(|field| matches!(field.kind, FieldKind::Words | FieldKind::Line))
}

/// A plan without its texts: what a correction may not touch. Where nothing was written nothing may come.
fn without_texts(plan: &Plan, template: &PlanTemplate) -> Plan {
    let mark =
        |text: &mut String| *text = if text.trim().is_empty() { String::new() } else { "…".to_owned() };
    let mut bare = plan.clone();
    bare.corrections.clear();
    for text in [
        &mut bare.strengths,
        &mut bare.outcomes,
        &mut bare.strategies,
        &mut bare.resources,
        &mut bare.parents_part,
    ] {
        mark(text);
    }
    bare.more.iter_mut().filter(|(id, _)| is_text(id, template)).for_each(|(_, text)| mark(text));
    for need in &mut bare.needs {
        mark(&mut need.source);
        mark(&mut need.says);
    }
    for target in &mut bare.targets {
        mark(&mut target.will);
        mark(&mut target.success);
    }
    bare
}

/// A word without the signs round it, in small letters.
fn plain(token: &str) -> String {
    token.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A token that must stay as it is: it has a digit or a sign of reckoning.
fn exact(token: &str) -> Option<String> {
    let is = token.chars().any(|c| c.is_numeric() || "<>=+±×÷%£$/".contains(c));
    let round = |c: char| "()[]{}.,;:!?\"'“”‘’".contains(c);
    is.then(|| token.trim_matches(round).to_owned())
}

/// How many words a small change touches; what it is when it is more.
fn judge(before: &str, after: &str, names: &BTreeSet<String>) -> Result<usize, fn(String) -> NotSmall> {
    fn picked(text: &str, is: impl Fn(&str) -> bool) -> Vec<String> {
        text.split_whitespace().map(plain).filter(|word| is(word)).collect()
    }
    let same = |is: &dyn Fn(&str) -> bool| picked(before, is) == picked(after, is);
    let exactly = |text: &str| text.split_whitespace().filter_map(exact).collect::<Vec<_>>();
    if exactly(before) != exactly(after) || !same(&|word| NUMBERS.contains(&word)) {
        return Err(NotSmall::Number);
    }
    if !same(&|word| names.contains(word)) {
        return Err(NotSmall::Name);
    }
    if !same(&|word| WEIGHTY.contains(&word)) {
        return Err(NotSmall::Weighty);
    }
    let (mut touched, mut last, mut gone, mut new) = (0, String::new(), Vec::new(), Vec::new());
    let of = |text: &str| {
        text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect::<Vec<String>>()
    };
    let mut pieces = words(before, after);
    pieces.push(Piece::Same(String::new()));
    for piece in pieces {
        match piece {
            Piece::Gone(text) => gone.extend(of(&text)),
            Piece::New(text) => new.extend(of(&text)),
            Piece::Same(text) => {
                if !is_spelling(&gone, &new, &last) {
                    return Err(NotSmall::Words);
                }
                touched += gone.len().max(new.len());
                gone.clear();
                new.clear();
                last = of(&text).pop().unwrap_or(last);
            }
        }
    }
    Ok(touched)
}

/// Whether some words are another spelling of others; `last` is the word before them.
fn is_spelling(gone: &[String], new: &[String], last: &str) -> bool {
    let without_articles = |words: &[String]| {
        words.iter().filter(|word| !["a", "an", "the"].contains(&word.as_str())).cloned().collect::<Vec<_>>()
    };
    let doubled =
        |words: &[String], others: &[String]| others.is_empty() && matches!(words, [one] if one == last);
    gone.concat() == new.concat()
        || without_articles(gone) == without_articles(new)
        || doubled(gone, new)
        || (gone.len() == new.len() && gone.iter().zip(new).all(|(one, two)| one == two || is_slip(one, two)))
}

/// Whether one word is a slip of the other: a letter or two, and not its opposite.
fn is_slip(one: &str, two: &str) -> bool {
    let (short, long) = if one.chars().count() <= two.chars().count() { (one, two) } else { (two, one) };
    let turned = TURNING.iter().any(|turn| long.strip_prefix(turn) == Some(short));
    let most = if long.chars().count() <= 4 { 1 } else { 2 };
    !turned && distance(one, two) <= most
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    if one.len().abs_diff(two.len()) > 2 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=two.len()).collect()];
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in two.iter().enumerate() {
            let changed = rows[i][j] + usize::from(letter != other);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == two[j - 1] && one[i - 1] == *other {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][two.len()]
}

#[cfg(test)]
#[path = "correction_tests.rs"]
mod tests;
