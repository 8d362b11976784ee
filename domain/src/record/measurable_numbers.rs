//! The numbers, units and days in the sentence of a target: what each of them is, and nothing that is not there.

use crate::{
    Date,
    calendar::month,
    progress::{Direction, Score},
};

/// What stands in the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Where the child is now: "from 12 to 3", "22 words a minute now", "(now 22)".
    pub baseline: Option<Score>,
    /// The number to reach.
    pub goal: Option<Score>,
    /// What is counted.
    pub unit: Option<String>,
    /// By when: "by 18 December".
    pub by: Option<Date>,
    /// A number by which something is to change, with its unit: "10 words a minute". It is no goal.
    pub change: Option<String>,
}

impl Taken {
    /// Which way is better, when there is a start and another goal.
    pub(super) fn direction(&self) -> Option<Direction> {
        match (self.baseline?, self.goal?) {
            (start, goal) if goal < start => Some(Direction::Decrease),
            (start, goal) if goal > start => Some(Direction::Increase),
            _ => None,
        }
    }
}

/// Units that stand behind a number in a sentence, the longer first.
const UNITS: [&str; 17] = [
    "words a minute",
    "words per minute",
    "words in a minute",
    "letters a minute",
    "minutes a day",
    "times a lesson",
    "times a day",
    "times a week",
    "days a week",
    "days out of 5",
    "lessons a day",
    "lessons a week",
    "minutes",
    "seconds",
    "words",
    "times",
    "steps",
];

/// Words that are no unit though they stand behind a number.
const NO_UNIT: [&str; 30] = [
    "and", "or", "to", "in", "by", "with", "of", "the", "a", "an", "now", "at", "on", "for", "from", "then",
    "out", "without", "when", "after", "before", "within", "during", "while", "alone", "than", "is", "as",
    "per", "year",
];

/// Words before a number that it is the name of: "Year 2", "the number 7".
const NAMED_BY: [&str; 14] = [
    "year", "phase", "stage", "level", "band", "book", "set", "unit", "page", "key", "number", "step",
    "chapter", "group",
];

struct Words<'a>(Vec<&'a str>);

impl Words<'_> {
    fn plain(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |token| token.trim_matches([',', '.', ';', ':', '(', ')']))
    }

    fn clean(&self, at: usize) -> String {
        self.plain(at).to_lowercase()
    }

    fn before(&self, at: usize) -> String {
        at.checked_sub(1).map(|at| self.clean(at)).unwrap_or_default()
    }

    fn number(&self, at: usize) -> Option<Score> {
        self.plain(at).parse().ok()
    }

    /// A day and its month, from where the day stands: with the year when there is one, else the next such day. How many
    /// words it has.
    fn day(&self, at: usize, today: Date) -> Option<(Date, usize)> {
        let number = self.clean(at);
        let number =
            ["st", "nd", "rd", "th"].iter().find_map(|end| number.strip_suffix(end)).unwrap_or(&number);
        let day: i8 = number.parse().ok()?;
        let month = month::named(self.plain(at + 1))?;
        if let Ok(year) = self.plain(at + 2).parse::<i16>() {
            return Some((Date::new(year, month, day).ok()?, 3));
        }
        let of = |year| Date::new(year, month, day).ok();
        let this = of(today.year())?;
        Some((if this < today { of(today.year() + 1)? } else { this }, 2))
    }

    /// The unit of the number at a place, and how many words number and unit have; none when the number is none to reach.
    fn counted(&self, at: usize) -> Option<(Score, String, usize)> {
        let plain = self.plain(at);
        if let Some((reached, most)) = plain.split_once('/') {
            let (goal, of) = (reached.parse::<Score>().ok()?, most.parse::<Score>().ok()?);
            // "1/2 a mile" is a half, "12/10" a book or a day.
            let is_of = goal <= of && of >= Score::whole(5) && self.before(at) != "by";
            return is_of.then(|| (goal, format!("out of {most}"), 1));
        }
        if let Some(percent) = plain.strip_suffix('%') {
            return Some((percent.parse().ok()?, "%".to_owned(), 1));
        }
        let goal = self.number(at)?;
        if NAMED_BY.contains(&self.before(at).as_str()) {
            return None;
        }
        if self.clean(at + 1) == "out" && self.clean(at + 2) == "of" && self.number(at + 3).is_some() {
            return Some((goal, format!("out of {}", self.clean(at + 3)), 4));
        }
        let behind = (at + 1..at + 5).map(|at| self.clean(at)).collect::<Vec<_>>().join(" ");
        // "The 10 times table" names a table.
        if behind.starts_with("times table") {
            return None;
        }
        let is = |unit: &&&str| {
            behind.strip_prefix(**unit).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if let Some(unit) = UNITS.iter().find(is) {
            return Some((goal, (*unit).to_owned(), 1 + unit.split(' ').count()));
        }
        // Any other word behind it: "50 cm". Not over a comma.
        let next = self.plain(at + 1);
        let goes_on = self.0[at] == plain.trim_start_matches('(') || self.0[at].ends_with(plain);
        let is_unit = goes_on
            && next.chars().all(char::is_alphabetic)
            && !next.is_empty()
            && !NO_UNIT.contains(&next.to_lowercase().as_str());
        is_unit.then(|| (goal, next.to_owned(), 2))
    }
}

/// What stands in a sentence. Numbers that name something (Year 2, Phase 3) are none; of a number that is only given a
/// time ("in 10 minutes") or a help ("with 2 adjectives") the other one is what is counted.
pub(super) fn taken(will: &str, today: Date) -> Taken {
    let words = Words(will.split_whitespace().collect());
    let (mut found, mut at) = (Taken::default(), 0);
    let mut goals: Vec<(Score, String)> = Vec::new();
    while at < words.0.len() {
        if let Some((day, length)) = words.day(at, today) {
            found.by = found.by.or(Some(day).filter(|_| words.before(at) == "by"));
            at += length;
            continue;
        }
        let before = words.before(at);
        if before == "now" && words.number(at).is_some() {
            found.baseline = found.baseline.or(words.number(at));
            at += 1;
            continue;
        }
        let Some((number, unit, length)) = words.counted(at) else {
            // "From 12 to 3 times a lesson": the unit stands once.
            if before == "from" && words.clean(at + 1) == "to" && words.counted(at + 2).is_some() {
                found.baseline = found.baseline.or(words.number(at));
            }
            at += 1;
            continue;
        };
        match before.as_str() {
            "by" => found.change = found.change.or_else(|| Some(words.0[at..at + length].join(" "))),
            "in" | "within" | "with" | "every" | "after" => {}
            "from" => found.baseline = found.baseline.or(Some(number)),
            // "45 words (now 22)": the now is of the number behind it.
            _ if words.clean(at + length) == "now" && words.number(at + length + 1).is_none() => {
                found.baseline = found.baseline.or(Some(number))
            }
            _ => goals.push((number, unit)),
        }
        at += length;
    }
    // A unit that is known by what is counted in school goes before any other word.
    let known =
        goals.iter().position(|(_, unit)| UNITS.contains(&unit.as_str()) || unit.starts_with("out of "));
    if let Some((goal, unit)) = goals.get(known.unwrap_or(0)) {
        (found.goal, found.unit) = (Some(*goal), Some(unit.clone()));
    }
    found
}
