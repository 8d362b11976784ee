//! One line of a guard: what it looks for in the facts, how heavy it is, and what it says.

use crate::{
    pathway::{Finding, Pass, ToDo, Weight},
    people::Role,
};

/// What a guard looks for: a line of `docs/states`, and a finding when it holds.
pub struct Check<F> {
    /// Stable: the move's code, a dot, what is missing.
    pub code: &'static str,
    /// How heavy it is.
    pub weight: Weight,
    /// Who can pass it by writing why.
    pub pass: Pass,
    /// The kind of page that mends it.
    pub to_do: ToDo,
    /// Who can do it.
    pub who: &'static [Role],
    /// What to do, in general.
    pub sentence: &'static str,
    /// In general, when it is looked for at all; always when none.
    pub only_when: Option<&'static str>,
    applies: Option<fn(&F) -> bool>,
    holds: fn(&F) -> bool,
    exactly: Option<fn(&F) -> String>,
}

type Holds<F> = fn(&F) -> bool;
type Who = &'static [Role];

/// F *firm*: nobody passes it.
pub(super) const fn firm<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    check(code, (Weight::Firm, Pass::Nobody), to_do, who, sentence, holds)
}

/// F: stops, unless the SENCO or head writes why.
pub(super) const fn stops<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    check(code, (Weight::Stops, Pass::SencoOrHead), to_do, who, sentence, holds)
}

/// F: stops, unless the head and the SENCO together write why.
pub(super) const fn stops_unless_both<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    check(code, (Weight::Stops, Pass::SencoAndHead), to_do, who, sentence, holds)
}

/// W: warns.
pub(super) const fn warns<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    check(code, (Weight::Warns, Pass::NotNeeded), to_do, who, sentence, holds)
}

const fn check<F>(
    code: &'static str,
    (weight, pass): (Weight, Pass),
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    Check { code, weight, pass, to_do, who, sentence, only_when: None, applies: None, holds, exactly: None }
}

impl<F> Check<F> {
    /// Says it more exactly for one child.
    pub(super) const fn exactly(mut self, sentence: fn(&F) -> String) -> Self {
        self.exactly = Some(sentence);
        self
    }

    /// Looks for it only where something is so; `words` say when, in general.
    pub(super) const fn only_when(mut self, words: &'static str, applies: Holds<F>) -> Self {
        self.only_when = Some(words);
        self.applies = Some(applies);
        self
    }

    /// The finding, when it holds of the facts.
    #[must_use]
    pub fn find(&self, facts: &F) -> Option<Finding> {
        let applies = self.applies.is_none_or(|applies| applies(facts));
        (applies && (self.holds)(facts)).then(|| Finding {
            code: self.code,
            weight: self.weight,
            pass: self.pass,
            sentence: self.exactly.map_or_else(|| self.sentence.to_owned(), |sentence| sentence(facts)),
            who: self.who,
            to_do: self.to_do,
        })
    }
}

/// Everything that the checks find, at once, in their order.
pub(super) fn found<F>(checks: &[Check<F>], facts: &F) -> Vec<Finding> {
    checks.iter().filter_map(|check| check.find(facts)).collect()
}
