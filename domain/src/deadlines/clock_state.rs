//! What a due date shows on a day: done, due, late, late but exempt, or a time that has ended.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{exemption::Excuse, rule::Nature};
use crate::calendar::{
    SchoolCalendar,
    count::{days_between, in_words},
};

/// How a clock stands on a day. It never changes the day itself.
///
/// # Source
/// `statute.md`: an exempt clock shows "late, exempt" and never hides the original date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ClockState {
    /// It was done.
    Done {
        /// On this day.
        on: Date,
        /// So many days after the due day; 0 when in time.
        late_by: i32,
        /// Why the limit need not have been met, when it was not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        excuse: Option<Excuse>,
    },
    /// It is due in so many days, one or more.
    DueIn {
        /// How many.
        days: i32,
    },
    /// It is due today.
    DueToday,
    /// A duty was not done in time.
    Late {
        /// By so many days.
        days: i32,
    },
    /// A duty was not done in time, and the limit need not be met.
    LateExempt {
        /// By so many days.
        days: i32,
        /// Why it need not be met.
        excuse: Excuse,
    },
    /// The time in which something could be done has ended.
    Ended {
        /// So many days ago.
        days: i32,
    },
    /// The earliest day has passed, and whether a later one counts is not known.
    LastDayNotKnown,
    /// What it served has ended before it was done: it is no longer needed, and nobody is late.
    NotNeeded {
        /// Since this day.
        since: Date,
    },
}

impl ClockState {
    /// How a clock that is due on `due_on` stands on `today`.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, deadlines::{clock_state::ClockState, exemption::{Excuse, ExemptionLetter}, rule::Nature}};
    /// let due_on = date(2026, 4, 13);
    /// let state = |excuse, today| ClockState::of(due_on, Nature::Duty, None, excuse, today).in_words();
    /// assert_eq!(state(None, date(2026, 4, 4)), "in 9 days");
    /// assert_eq!(state(None, date(2026, 4, 13)), "due today");
    /// assert_eq!(state(None, date(2026, 4, 15)), "late by 2 days");
    /// let away = Some(Excuse::Exemption(ExemptionLetter::D));
    /// assert_eq!(state(away, date(2026, 4, 15)), "late by 2 days, exempt (d)");
    /// let done = ClockState::of(due_on, Nature::Duty, Some(date(2026, 4, 15)), away, date(2026, 5, 1));
    /// assert_eq!(done.in_words(), "done on 15 April 2026, 2 days late, exempt (d)");
    /// ```
    #[must_use]
    pub fn of(
        due_on: Date,
        nature: Nature,
        done_on: Option<Date>,
        excuse: Option<Excuse>,
        today: Date,
    ) -> Self {
        if let Some(on) = done_on {
            let late_by = days_between(due_on, on).max(0);
            return Self::Done { on, late_by, excuse: excuse.filter(|_| late_by > 0) };
        }
        match (days_between(today, due_on), nature, excuse) {
            (0, _, _) => Self::DueToday,
            (days @ 1.., _, _) => Self::DueIn { days },
            (days, Nature::Window, _) => Self::Ended { days: -days },
            (days, Nature::Duty, Some(excuse)) => Self::LateExempt { days: -days, excuse },
            (days, Nature::Duty, None) => Self::Late { days: -days },
        }
    }

    /// The same, where what it serves ended on a day: an open duty ends with it, and an open time too.
    ///
    /// # Example
    /// ```
    /// # use domain::{date, deadlines::clock_state::ClockState};
    /// let ended = ClockState::DueIn { days: 8 }.unless_ended(Some(date(2026, 11, 24)));
    /// assert_eq!(ended.in_words(), "no longer needed since 24 November 2026");
    /// assert_eq!(ClockState::DueIn { days: 8 }.unless_ended(None), ClockState::DueIn { days: 8 });
    /// ```
    #[must_use]
    pub const fn unless_ended(self, ended_on: Option<Date>) -> Self {
        match ended_on {
            Some(since) if self.is_open() => Self::NotNeeded { since },
            Some(_) | None => self,
        }
    }

    /// The state in words: `in 9 days`, `due today`, `late by 2 days`.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Done { on, late_by: 0, .. } => format!("done on {}", in_words(on)),
            Self::Done { on, late_by, excuse } => {
                let excuse = excuse.map_or_else(String::new, |excuse| format!(", {}", excuse.in_words()));
                format!("done on {}, {} late{excuse}", in_words(on), days(late_by))
            }
            Self::DueIn { days: 1 } => "tomorrow".to_owned(),
            Self::DueIn { days: left } => format!("in {}", days(left)),
            Self::DueToday => "due today".to_owned(),
            Self::Late { days: late } => format!("late by {}", days(late)),
            Self::LateExempt { days: late, excuse } => {
                format!("late by {}, {}", days(late), excuse.in_words())
            }
            Self::Ended { days: 1 } => "ended yesterday".to_owned(),
            Self::Ended { days: ago } => format!("ended {} ago", days(ago)),
            Self::LastDayNotKnown => "last day not known".to_owned(),
            Self::NotNeeded { since } => format!("no longer needed since {}", in_words(since)),
        }
    }

    /// Whether something is still to be done: due or late, exempt or not.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::DueIn { .. }
            | Self::DueToday
            | Self::Late { .. }
            | Self::LateExempt { .. }
            | Self::LastDayNotKnown => true,
            Self::Done { .. } | Self::Ended { .. } | Self::NotNeeded { .. } => false,
        }
    }

    /// Whether a duty is not done and its day has passed, exempt or not.
    #[must_use]
    pub const fn is_late(self) -> bool {
        match self {
            Self::Late { .. } | Self::LateExempt { .. } => true,
            Self::Done { .. }
            | Self::DueIn { .. }
            | Self::DueToday
            | Self::Ended { .. }
            | Self::LastDayNotKnown
            | Self::NotNeeded { .. } => false,
        }
    }
}

fn days(count: i32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// The time from `today` to `due_on` as a school says it: `3 school weeks left`; in days when it is within a week,
/// past, or where terms are not known.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, date, deadlines::clock_state::school_weeks_left};
/// let calendar = SchoolCalendar::shipped();
/// assert_eq!(school_weeks_left(date(2026, 11, 13), date(2026, 10, 19), calendar), "2 school weeks left");
/// assert_eq!(school_weeks_left(date(2026, 11, 13), date(2026, 11, 9), calendar), "in 4 days");
/// ```
#[must_use]
pub fn school_weeks_left(due_on: Date, today: Date, calendar: &SchoolCalendar) -> String {
    let weeks = calendar.school_weeks_between(today, due_on);
    let known = calendar.knows(today) && calendar.knows(due_on);
    match weeks {
        1 if known && days_between(today, due_on) >= 7 => "1 school week left".to_owned(),
        2.. if known => format!("{weeks} school weeks left"),
        _ => ClockState::of(due_on, Nature::Duty, None, None, today).in_words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{date, deadlines::exemption::ExemptionLetter};

    #[test]
    fn every_state_has_its_words() {
        let due_on = date(2026, 12, 25);
        let exempt = Some(Excuse::Exemption(ExemptionLetter::A));
        let missed = Some(Excuse::MissedAppointment);
        for (nature, done_on, excuse, today, words) in [
            (Nature::Duty, None, None, date(2026, 12, 16), "in 9 days"),
            (Nature::Duty, None, exempt, date(2026, 12, 24), "tomorrow"),
            (Nature::Duty, None, exempt, date(2026, 12, 25), "due today"),
            (Nature::Duty, None, None, date(2026, 12, 26), "late by 1 day"),
            (Nature::Duty, None, exempt, date(2027, 1, 4), "late by 10 days, exempt (a)"),
            (
                Nature::Duty,
                None,
                missed,
                date(2027, 1, 4),
                "late by 10 days, excused: an appointment was missed",
            ),
            (Nature::Window, None, None, date(2026, 12, 20), "in 5 days"),
            (Nature::Window, None, exempt, date(2026, 12, 26), "ended yesterday"),
            (Nature::Window, None, None, date(2027, 1, 4), "ended 10 days ago"),
            (Nature::Duty, Some(due_on), None, date(2027, 1, 4), "done on 25 December 2026"),
            (
                Nature::Duty,
                Some(date(2026, 12, 27)),
                exempt,
                date(2027, 1, 4),
                "done on 27 December 2026, 2 days late, exempt (a)",
            ),
        ] {
            let state = ClockState::of(due_on, nature, done_on, excuse, today);
            assert_eq!(state.in_words(), words);
            assert_eq!(state.is_late(), words.starts_with("late"), "{words}");
            assert_eq!(state.is_open(), !words.starts_with("ended") && !words.starts_with("done"), "{words}");
        }
    }

    #[test]
    fn school_weeks_are_said_only_where_terms_are_known() {
        let calendar = SchoolCalendar::shipped();
        for (due_on, today, words) in [
            (date(2026, 12, 14), date(2026, 11, 23), "3 school weeks left"),
            (date(2026, 11, 30), date(2026, 11, 23), "1 school week left"),
            (date(2026, 11, 30), date(2026, 11, 27), "in 3 days"), // over a weekend
            (date(2026, 11, 4), date(2026, 10, 19), "1 school week left"), // over half term
            (date(2026, 11, 23), date(2026, 11, 23), "due today"),
            (date(2026, 11, 1), date(2026, 11, 23), "late by 22 days"),
            (date(2031, 11, 30), date(2031, 11, 1), "in 29 days"),
        ] {
            assert_eq!(school_weeks_left(due_on, today, calendar), words);
        }
    }
}
