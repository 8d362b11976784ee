//! One school year as a school publishes it: half terms and closed days, and what looks odd about them.

use std::fmt;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::{
    AcademicYear, BankHolidays,
    count::{days_after, days_between, in_words, monday_of},
};

/// On how many days pupils attend in a year.
const ATTENDANCE_DAYS: usize = 190;
/// A half term of fewer school weeks is worth a second look.
const SHORT_HALF_TERM: usize = 5;
/// A half term of more school weeks is worth a second look.
const LONG_HALF_TERM: usize = 8;
/// No half term is longer than this; a longer one is a slip of the pen.
const LONGEST_TERM_IN_DAYS: i32 = 200;

/// A half term; both days are included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What the school calls it: `Autumn 1`.
    pub name: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// A school year: its half terms in order, and the days in them on which the school is closed to pupils.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolYear {
    /// What the school calls it: `2026/27`.
    pub name: String,
    /// The half terms, in order.
    pub terms: Vec<Term>,
    /// INSET and occasional days.
    #[serde(default)]
    pub closed: Vec<Date>,
}

/// Why a calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarFault {
    /// There is no year in it.
    NoYear,
    /// The year has no half term.
    NoTerm {
        /// The year's name.
        year: String,
    },
    /// The half term ends before it starts, or lasts longer than any half term does.
    Span {
        /// The year's name.
        year: String,
        /// The half term's name.
        term: String,
    },
    /// The half term starts before the one before it has ended.
    Overlap {
        /// The year's name.
        year: String,
        /// The half term's name.
        term: String,
    },
    /// Two school years belong to one academic year.
    SameYear {
        /// The second one's name.
        year: String,
    },
}

impl fmt::Display for CalendarFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarFault::NoYear => write!(f, "the calendar has no school year"),
            CalendarFault::NoTerm { year } => write!(f, "{year} has no half term"),
            CalendarFault::Span { year, term } => {
                write!(
                    f,
                    "{term} of {year}: the last day must follow the first within {LONGEST_TERM_IN_DAYS} days"
                )
            }
            CalendarFault::Overlap { year, term } => {
                write!(f, "{term} of {year} starts before the half term before it has ended")
            }
            CalendarFault::SameYear { year } => write!(f, "{year} is in the calendar twice"),
        }
    }
}

impl std::error::Error for CalendarFault {}

/// What looks odd in a year. It is a warning: the school may have its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarFinding {
    /// A half term has under 5 school weeks.
    ShortHalfTerm {
        /// Its name.
        term: String,
        /// Its school weeks.
        weeks: usize,
    },
    /// A half term has over 8 school weeks.
    LongHalfTerm {
        /// Its name.
        term: String,
        /// Its school weeks.
        weeks: usize,
    },
    /// Pupils would attend on more or fewer days than 190.
    Attendance {
        /// On how many.
        days: usize,
    },
    /// A closed day is not a school day anyway.
    ClosedOutsideTerm {
        /// The day.
        date: Date,
    },
}

impl CalendarFinding {
    /// The finding's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            CalendarFinding::ShortHalfTerm { .. } => "half-term-short",
            CalendarFinding::LongHalfTerm { .. } => "half-term-long",
            CalendarFinding::Attendance { .. } => "attendance-not-190",
            CalendarFinding::ClosedOutsideTerm { .. } => "closed-outside-term",
        }
    }
}

impl fmt::Display for CalendarFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarFinding::ShortHalfTerm { term, weeks } => {
                write!(f, "{term} has {weeks} school weeks; a half term rarely has under {SHORT_HALF_TERM}")
            }
            CalendarFinding::LongHalfTerm { term, weeks } => {
                write!(f, "{term} has {weeks} school weeks; a half term rarely has over {LONG_HALF_TERM}")
            }
            CalendarFinding::Attendance { days } => {
                write!(f, "pupils would attend on {days} days; {ATTENDANCE_DAYS} is usual")
            }
            CalendarFinding::ClosedOutsideTerm { date } => {
                write!(f, "{} is named as closed, but is not a school day anyway", in_words(*date))
            }
        }
    }
}

impl SchoolYear {
    /// The academic year that it is.
    #[must_use]
    pub fn academic_year(&self) -> AcademicYear {
        AcademicYear::of(self.terms.last().map_or(Date::MIN, |term| term.to))
    }

    /// Whether the half terms can be used at all.
    pub(super) fn check(&self) -> Result<(), CalendarFault> {
        let year = || self.name.clone();
        if self.terms.is_empty() {
            return Err(CalendarFault::NoTerm { year: year() });
        }
        for term in &self.terms {
            if !(0..LONGEST_TERM_IN_DAYS).contains(&days_between(term.from, term.to)) {
                return Err(CalendarFault::Span { year: year(), term: term.name.clone() });
            }
        }
        for pair in self.terms.windows(2) {
            if pair[1].from <= pair[0].to {
                return Err(CalendarFault::Overlap { year: year(), term: pair[1].name.clone() });
            }
        }
        Ok(())
    }

    /// The days in one of the year's half terms on which pupils attend, in order.
    ///
    /// A weekday for which bank holidays are not known counts as a school day: the school has named its own terms
    /// and closed days.
    #[must_use]
    pub fn days_of(&self, term: &Term, holidays: &BankHolidays) -> Vec<Date> {
        let span = days_between(term.from, term.to);
        (0..=span.min(LONGEST_TERM_IN_DAYS))
            .map(|day| days_after(term.from, day))
            .filter(|day| self.attends(*day, holidays))
            .collect()
    }

    fn attends(&self, day: Date, holidays: &BankHolidays) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
            && !self.closed.contains(&day)
            && holidays.name_of(day).is_none()
    }

    /// What looks odd in the year.
    ///
    /// # Law
    /// Education (School Day and School Year) (England) Regulations 1999 (SI 1999/3181), reg 3: 380 half-day
    /// sessions. In force since 2000-01-01; read 2026-11-23.
    #[must_use]
    pub fn findings(&self, holidays: &BankHolidays) -> Vec<CalendarFinding> {
        let mut findings = Vec::new();
        let mut attended = 0;
        for term in &self.terms {
            let days = self.days_of(term, holidays);
            attended += days.len();
            let mut mondays: Vec<Date> = days.into_iter().map(monday_of).collect();
            mondays.dedup();
            let weeks = mondays.len();
            if weeks < SHORT_HALF_TERM {
                findings.push(CalendarFinding::ShortHalfTerm { term: term.name.clone(), weeks });
            } else if weeks > LONG_HALF_TERM {
                findings.push(CalendarFinding::LongHalfTerm { term: term.name.clone(), weeks });
            }
        }
        if attended != ATTENDANCE_DAYS {
            findings.push(CalendarFinding::Attendance { days: attended });
        }
        for date in &self.closed {
            let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
            let in_term = self.terms.iter().any(|term| term.from <= *date && *date <= term.to);
            if weekend || !in_term || holidays.name_of(*date).is_some() {
                findings.push(CalendarFinding::ClosedOutsideTerm { date: *date });
            }
        }
        findings
    }
}
