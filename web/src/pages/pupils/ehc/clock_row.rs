//! One legal date as a row: what, who, by when, how it stands, by which law.

use app::time_in_words;
use domain::deadlines::{Clock, ClockState, rule::Party, what_then};

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct ClockRow {
    /// What.
    pub title: String,
    /// Who must act, or may.
    pub who: String,
    /// The day, in words. No exemption changes it.
    pub day: String,
    /// How it stands, in words.
    pub state: String,
    /// The tag's colour; the words say it all.
    pub colour: &'static str,
    /// The article.
    pub law: &'static str,
    /// What is not known about the day.
    pub not_known: Option<String>,
    /// What the school may do then; empty when it is done.
    pub school: &'static str,
    /// What the parents may do then.
    pub parents: &'static str,
}

impl ClockRow {
    /// The row of a clock; `county` is what the school calls the authority.
    pub(crate) fn of(clock: &Clock, county: &str) -> Self {
        let who = match clock.party {
            Party::Authority => county.to_owned(),
            Party::School => "School".to_owned(),
            Party::Parents => "Parents".to_owned(),
            Party::MediationAdviser => "Mediation adviser".to_owned(),
        };
        let (state, colour) = state_shown(clock.state);
        let then = what_then::of(clock);
        Self {
            school: then.school,
            parents: then.parents,
            title: clock.named(),
            who,
            day: time_in_words::day(clock.due_on),
            state,
            colour,
            law: clock.law.citation,
            not_known: clock.not_known.map(|why| why.to_string()),
        }
    }
}

/// How a date stands, in words with a capital, and the colour of its tag: the words say it all.
pub(crate) fn state_shown(state: ClockState) -> (String, &'static str) {
    let words = state.in_words();
    let mut letters = words.chars();
    let words =
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    let colour = match state {
        ClockState::Done { late_by: 0, .. } => "green",
        ClockState::Done { .. } | ClockState::Ended { .. } | ClockState::NotNeeded { .. } => "grey",
        ClockState::DueIn { days } if days > 14 => "blue",
        ClockState::DueIn { .. } | ClockState::DueToday => "yellow",
        ClockState::Late { .. } => "red",
        ClockState::LateExempt { .. } | ClockState::LastDayNotKnown => "orange",
    };
    (words, colour)
}
