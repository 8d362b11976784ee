//! Whether a target can be measured, while it is written: skill, number, unit, start, condition, date.

use super::{
    Target, TargetFault,
    measurable_numbers::{Taken, taken},
    possible::{self, Days, Impossible},
};
use crate::{
    Date,
    progress::{Direction, Score},
};

/// A part of a target that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the child will do, so that anybody would see it.
    Skill,
    /// The number to reach.
    Number,
    /// What is counted.
    Unit,
    /// Where the child is now.
    Start,
    /// Under what condition it counts.
    Condition,
    /// By when.
    Date,
}

impl Part {
    /// Its name on screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Part::Skill => "Skill",
            Part::Number => "Number",
            Part::Unit => "Unit",
            Part::Start => "Start",
            Part::Condition => "Condition",
            Part::Date => "Date",
        }
    }
}

/// How a part stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is there.
    There,
    /// It can be done without; the sentence says how it would be better.
    Advised(String),
    /// Without it the target cannot be measured.
    Missing(String),
}

/// A wording made of what was typed, and of nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Better {
    /// What the child will do, without what is said twice; none when it is well as it is.
    pub will: Option<String>,
    /// A number that stood in the sentence and not in its box.
    pub goal: Option<Score>,
    /// A unit that stood in the sentence and not in its box.
    pub unit: Option<String>,
    /// Where the child is now, when the sentence says it and its box does not.
    pub baseline: Option<Score>,
    /// Which way is better, when the sentence goes from one number to another and its box says the other way.
    pub direction: Option<Direction>,
    /// A day that stood in the sentence and not in its box.
    pub by: Option<Date>,
}

/// What the check says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Each part, always all six in the same order.
    pub parts: Vec<(Part, Stands)>,
    /// What could be taken from the sentence into the boxes.
    pub better: Option<Better>,
    /// The whole target in one sentence, when what it needs is there.
    pub reads: Option<String>,
}

impl Measured {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_measurable(&self) -> bool {
        self.parts.iter().all(|(_, stands)| !matches!(stands, Stands::Missing(_)))
    }
}

/// Beginnings that say a wish and not a deed.
const WISHES: [&str; 26] = [
    "improve",
    "develop",
    "increase",
    "enhance",
    "progress",
    "make progress",
    "get better",
    "become better",
    "be better",
    "become more",
    "be more",
    "have better",
    "have more",
    "work on",
    "work towards",
    "try to",
    "try harder",
    "understand",
    "know",
    "learn",
    "enjoy",
    "be aware",
    "build confidence",
    "gain confidence",
    "practise",
    "be supported",
];

/// Words with which a condition begins.
const CONDITIONS: [&str; 13] = [
    "from",
    "with",
    "without",
    "when",
    "after",
    "before",
    "within",
    "during",
    "while",
    "alone",
    "independently",
    "using",
    "unaided",
];

/// Checks a target. `example` is one for this skill, from the bank; it is shown, never filled in. `days` are those of
/// the plan that it stands in.
///
/// # Source
/// `pathway.md`, step 4: "Improve reading" without a number is refused with an example.
///
/// # Example
/// ```
/// # use domain::{date, record::{Target, measurable::{Part, Stands, check}, possible::Days}};
/// let days = Days { plan_on: date(2026, 11, 23), today: date(2026, 11, 23) };
/// let typed = Target { will: "Improve reading".into(), ..Target::empty() };
/// let says = check(&typed, "Ada", "read aloud from a Year 2 text: 45 words a minute", days);
/// let (Part::Number, Stands::Missing(sentence)) = &says.parts[1] else { panic!() };
/// assert_eq!(sentence, "“Improve reading” cannot be checked without a number. For example: “read aloud from a Year 2 \
///     text: 45 words a minute”");
/// ```
#[must_use]
pub fn check(target: &Target, called: &str, example: &str, days: Days) -> Measured {
    let will = target.will.trim();
    let taken = taken(will, days.today);
    let (goal, unit) = (target.goal.or(taken.goal), unit(target, &taken));
    let core = core(will, called);
    let is_wish = is_wish(&core);
    let example = if example.is_empty() { String::new() } else { format!(". For example: “{example}”") };
    let skill = if !core.chars().any(char::is_alphabetic) {
        Stands::Missing(format!("Say what {called} will do{example}"))
    } else if is_wish && goal.is_none() {
        Stands::Missing(format!(
            "“{}” is a wish: say what {called} will do that anybody would see{example}",
            short(will)
        ))
    } else if is_wish {
        Stands::Advised(format!(
            "Say what {called} will do that anybody would see, in place of “{}”",
            first_words(&core)
        ))
    } else {
        Stands::There
    };
    let cannot = possible::of_target(target, days);
    let cannot = |is: fn(&Impossible) -> bool| cannot.iter().find(|one| is(one)).map(|one| one.sentence());
    let not_better = target.faults().contains(&TargetFault::GoalNotBetter);
    let number = match (target.goal, taken.goal) {
        _ if not_better => {
            Stands::Missing(TargetFault::GoalNotBetter.sentence().trim_end_matches('.').to_owned())
        }
        (Some(goal), Some(found)) if goal != found && same_unit(target, &taken) => Stands::Advised(format!(
            "The sentence says {found} {}, its box {goal}: let both say the same",
            target.unit.trim()
        )),
        (Some(_), _) => Stands::There,
        (None, Some(found)) => Stands::Missing(format!(
            "{found} stands in the sentence: take it into its box, so that scores are compared with it"
        )),
        (None, None) if taken.change.is_some() => Stands::Missing(format!(
            "{} is a change: give the number to reach",
            taken.change.as_deref().unwrap_or_default()
        )),
        (None, None) if will.is_empty() => Stands::Missing("Give the number to reach".to_owned()),
        (None, None) => {
            Stands::Missing(format!("“{}” cannot be checked without a number{example}", short(will)))
        }
    };
    let says_unit = if target.unit.trim().is_empty() {
        let found =
            taken.unit.as_ref().map(|unit| format!("“{unit}” stands in the sentence: take it into its box"));
        Stands::Missing(
            found.unwrap_or_else(|| {
                "Say what is counted, for example “words a minute” or “out of 10”".to_owned()
            }),
        )
    } else {
        Stands::There
    };
    let start = match (target.baseline, target.baseline_on) {
        (Some(_), Some(_)) => Stands::There,
        (Some(_), None) => Stands::Missing("Give the day on which the start was taken".to_owned()),
        (None, _) if taken.baseline.is_some() => Stands::Advised(format!(
            "{} stands in the sentence as the start: take it into its box, with its day",
            taken.baseline.unwrap_or_default()
        )),
        (None, _) => Stands::Advised(
            "Without a score now, the middle of the first three scores is the start".to_owned(),
        ),
    };
    let has_condition = !target.success.trim().is_empty()
        || words(&core).skip(1).any(|word| CONDITIONS.contains(&word.as_str()));
    let condition = if has_condition {
        Stands::There
    } else {
        Stands::Advised("Say when it counts, for example “with a new text” or “without help”".to_owned())
    };
    let date = match target.by {
        Some(_) => Stands::There,
        None => Stands::Missing(match taken.by {
            Some(by) => format!("{} stands in the sentence: take it into its box", day(by)),
            None => "Say by when, for example the end of the half term".to_owned(),
        }),
    };
    let number = cannot(|one| matches!(one, Impossible::Goal(_) | Impossible::GoalBelow))
        .map_or(number, Stands::Missing);
    let start =
        cannot(|one| matches!(one, Impossible::Start(_) | Impossible::StartBelow | Impossible::StartAhead))
            .map_or(start, Stands::Missing);
    let date =
        cannot(|one| matches!(one, Impossible::GoalPast | Impossible::GoalFar)).map_or(date, Stands::Missing);
    let better = Better {
        will: (core != will && !core.is_empty()).then(|| core.clone()),
        goal: taken.goal.filter(|_| target.goal.is_none()),
        unit: taken.unit.clone().filter(|_| target.unit.trim().is_empty()),
        baseline: taken.baseline.filter(|_| target.baseline.is_none()),
        direction: taken.direction().filter(|way| target.goal.is_none() && *way != target.direction),
        by: taken.by.filter(|_| target.by.is_none()),
    };
    let reads = match (goal, target.by) {
        (Some(goal), Some(by)) if !core.is_empty() && !unit.is_empty() && !not_better => {
            Some(sentence(target, called, &core, goal, &unit, by))
        }
        _ => None,
    };
    Measured {
        parts: vec![
            (Part::Skill, skill),
            (Part::Number, number),
            (Part::Unit, says_unit),
            (Part::Start, start),
            (Part::Condition, condition),
            (Part::Date, date),
        ],
        better: (better != Better::default()).then_some(better),
        reads,
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

fn short(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

fn is_wish(core: &str) -> bool {
    let said = words(core).collect::<Vec<_>>().join(" ");
    WISHES
        .iter()
        .any(|wish| said.strip_prefix(wish).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// A text without one of these beginnings, whatever its case; none when it has none of them.
fn without<'a>(text: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings.iter().find_map(|beginning| {
        let head = text.get(..beginning.len())?;
        let rest = &text[beginning.len()..];
        (head.to_lowercase() == *beginning && rest.starts_with(' ')).then(|| rest.trim_start())
    })
}

/// The deed in a sentence: without the child's name, "will", "to be able to" and the wish before "so that ... can".
fn core(will: &str, called: &str) -> String {
    let called = called.to_lowercase();
    let mut rest = will.trim().trim_end_matches('.');
    let lower = rest.to_ascii_lowercase();
    if is_wish(without(rest, &["to"]).unwrap_or(rest)) {
        let ends = [
            " so that he can ",
            " so that she can ",
            " so that they can ",
            " so he can ",
            " so she can ",
            " so they can ",
        ];
        if let Some((at, end)) = ends.iter().find_map(|end| Some((lower.find(end)?, end))) {
            rest = rest[at + end.len()..].trim_start();
        }
    }
    let beginnings = [
        called.as_str(),
        "he",
        "she",
        "they",
        "i",
        "will",
        "to",
        "can",
        "should",
        "be able to",
        "is able to",
    ];
    while let Some(next) = without(rest, &beginnings) {
        rest = next;
    }
    rest.to_owned()
}

fn unit(target: &Target, taken: &Taken) -> String {
    let typed = target.unit.trim();
    if typed.is_empty() { taken.unit.clone().unwrap_or_default() } else { typed.to_owned() }
}

/// Whether what is counted in the sentence is what is counted in the boxes.
fn same_unit(target: &Target, taken: &Taken) -> bool {
    taken.unit.as_ref().is_some_and(|unit| unit.to_lowercase() == target.unit.trim().to_lowercase())
}

/// A day as people say it: 18 December 2026.
pub(super) fn day(on: Date) -> String {
    on.strftime("%-d %B %Y").to_string()
}

fn sentence(target: &Target, called: &str, core: &str, goal: Score, unit: &str, by: Date) -> String {
    let said_already = taken(&target.will, by).goal == Some(goal);
    let number = match target.direction {
        _ if said_already => String::new(),
        Direction::Increase => format!(": {goal} {unit}"),
        Direction::Decrease => format!(": {goal} {unit} or less"),
    };
    let mut core = core.to_owned();
    // The deed goes on in the middle of a sentence; a word in capitals, like PE, stays.
    let mut letters = core.chars();
    if let (Some(first), second) = (letters.next(), letters.next())
        && second.is_none_or(char::is_lowercase)
        && first.to_lowercase().len() == 1
    {
        core = first.to_lowercase().chain(core.chars().skip(1)).collect();
    }
    let mut sentence = format!("{called} will {core}{number}, by {}", day(by));
    if let Some(baseline) = target.baseline {
        sentence.push_str(&format!(" (now {baseline})"));
    }
    sentence.push('.');
    let success = target.success.trim().trim_end_matches('.');
    if !success.is_empty() {
        sentence.push_str(&format!(" It counts: {success}."));
    }
    sentence
}

#[cfg(test)]
#[path = "measurable_tests.rs"]
mod tests;
