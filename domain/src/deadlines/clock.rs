//! One clock as a list shows it: what, by when, by which law, and how it stands today.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    Appealable,
    clock_state::ClockState,
    exemption::Excuse,
    rule::{Law, Party, Rule},
};
use crate::calendar::NotKnown;

/// A clock of one child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The rule's code.
    pub code: &'static str,
    /// What a list calls it.
    pub title: &'static str,
    /// Who must act, or may.
    pub party: Party,
    /// The day. No exemption ever changes it.
    pub due_on: Date,
    /// Where it is written.
    pub law: Law,
    /// How it stands.
    pub state: ClockState,
    /// Which decision a parents' clock is about, when more than one can be appealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Appealable>,
    /// Set when the day may still move to a later one, because what moves it is not known.
    pub not_known: Option<NotKnown>,
}

impl Clock {
    /// The clock of a rule.
    #[must_use]
    pub fn new(
        rule: &Rule,
        due_on: Date,
        done_on: Option<Date>,
        excuse: Option<Excuse>,
        today: Date,
    ) -> Self {
        Self {
            code: rule.code,
            title: rule.title,
            party: rule.party,
            due_on,
            law: rule.law,
            state: ClockState::of(due_on, rule.nature, done_on, excuse, today),
            about: None,
            not_known: None,
        }
    }

    /// What a list calls it, with the decision that it is about where that must be told.
    #[must_use]
    pub fn named(&self) -> String {
        match self.about {
            Some(decision) => format!("{} ({})", self.title, decision.name()),
            None => self.title.to_owned(),
        }
    }

    /// The same, where what it serves ended on a day.
    #[must_use]
    pub fn unless_ended(mut self, ended_on: Option<Date>) -> Self {
        self.state = self.state.unless_ended(ended_on);
        self
    }

    /// The clock of a rule whose day depends on what may not be known: then `earliest` is shown and marked.
    #[must_use]
    pub fn perhaps(
        rule: &Rule,
        due_on: Result<Date, NotKnown>,
        earliest: Date,
        done_on: Option<Date>,
        today: Date,
    ) -> Self {
        let mut clock = Self::new(rule, due_on.unwrap_or(earliest), done_on, None, today);
        clock.not_known = due_on.err();
        if clock.not_known.is_some() && due_on_has_passed(clock.state) {
            clock.state = ClockState::LastDayNotKnown;
        }
        clock
    }
}

/// Nobody is told that they are late, or that their time has ended, while the last day is not known.
const fn due_on_has_passed(state: ClockState) -> bool {
    state.is_late() || matches!(state, ClockState::Ended { .. })
}
