//! A legal date of a child as a line of a list.

use domain::{
    Date, PupilId,
    calendar::{SchoolCalendar, count::in_words},
    deadlines::{
        Clock,
        clock_state::{self, ClockState},
        rule::Party,
    },
    people::Pupil,
};

/// A legal date of a child.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockLine {
    /// The child.
    pub id: PupilId,
    /// The name, as called.
    pub name: String,
    /// What is due.
    pub title: String,
    /// Who must act.
    pub party: Option<Party>,
    /// Where it is written.
    pub law: &'static str,
    /// The day.
    pub due_on: Date,
    /// How it stands, in words.
    pub words: String,
    /// Whether it is late and not exempt.
    pub is_late: bool,
    /// What is not known about the day, which may still move to a later one.
    pub not_known: Option<String>,
}

impl ClockLine {
    /// The day in words: "20 November 2026".
    #[must_use]
    pub fn day(&self) -> String {
        in_words(self.due_on)
    }
}

/// A legal date as a line, in the words of its state.
pub(crate) fn clock_line(clock: &Clock, pupil: &Pupil, calendar: &SchoolCalendar, today: Date) -> ClockLine {
    let words = match clock.state {
        ClockState::DueIn { .. } => clock_state::school_weeks_left(clock.due_on, today, calendar),
        _ => clock.state.in_words(),
    };
    ClockLine {
        id: pupil.id,
        name: pupil.name(),
        title: clock.named(),
        party: Some(clock.party),
        law: clock.law.citation,
        due_on: clock.due_on,
        words,
        is_late: matches!(clock.state, ClockState::Late { .. }),
        not_known: clock.not_known.map(|why| why.to_string()),
    }
}
