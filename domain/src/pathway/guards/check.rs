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
    Check { code, weight: Weight::Firm, pass: Pass::Nobody, to_do, who, sentence, holds, exactly: None }
}

/// F: stops, unless the SENCO or head writes why.
pub(super) const fn stops<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    Check { code, weight: Weight::Stops, pass: Pass::SencoOrHead, to_do, who, sentence, holds, exactly: None }
}

/// F: stops, unless the head and the SENCO together write why.
pub(super) const fn stops_unless_both<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    Check {
        code,
        weight: Weight::Stops,
        pass: Pass::SencoAndHead,
        to_do,
        who,
        sentence,
        holds,
        exactly: None,
    }
}

/// W: warns.
pub(super) const fn warns<F>(
    code: &'static str,
    to_do: ToDo,
    who: Who,
    sentence: &'static str,
    holds: Holds<F>,
) -> Check<F> {
    Check { code, weight: Weight::Warns, pass: Pass::NotNeeded, to_do, who, sentence, holds, exactly: None }
}

impl<F> Check<F> {
    /// Says it more exactly for one child.
    pub(super) const fn exactly(mut self, sentence: fn(&F) -> String) -> Self {
        self.exactly = Some(sentence);
        self
    }

    /// The finding, when it holds of the facts.
    #[must_use]
    pub fn find(&self, facts: &F) -> Option<Finding> {
        (self.holds)(facts).then(|| Finding {
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
