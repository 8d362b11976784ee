//! A school's calendar: whether school is on, which school week, which half term.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AcademicYear, Almanac, BankHolidays, CalendarFault, CalendarFinding, MoreBankHolidays, NotKnown,
    SchoolYear,
    count::{days_after, days_between, monday_of},
};

const DATA: &str = include_str!("../data/school_years.toml");

static SHIPPED: LazyLock<SchoolCalendar> =
    LazyLock::new(|| SchoolCalendar::from_toml(DATA).expect("school_years.toml is a calendar"));

/// A week, from Monday, with at least one day in session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SchoolWeek {
    /// Its Monday, whether or not that day is in session.
    pub monday: Date,
    /// Its number in the school year, from 1.
    pub number: u8,
}

/// A half term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfTerm {
    /// The academic year.
    pub year: AcademicYear,
    /// Its number in the year, from 1.
    pub number: u8,
    /// What the school calls it.
    pub name: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// The school years that are known, with the bank holidays in them.
///
/// A day far outside them has an answer, too: not in session, no school week, no half term. [`SchoolCalendar::knows`]
/// says whether that is knowledge or the lack of it.
///
/// # Source
/// `statute.md`, "School calendar": a school week is a week with at least one day in session.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, date};
/// let calendar = SchoolCalendar::shipped();
/// assert!(calendar.is_in_session(date(2026, 11, 23)));
/// assert!(!calendar.is_in_session(date(2026, 10, 28)));
/// assert_eq!(calendar.school_weeks_between(date(2026, 10, 19), date(2026, 11, 23)), 4);
/// assert_eq!(calendar.half_term_of(date(2026, 11, 23)).unwrap().name, "Autumn 2");
/// assert!(calendar.school_week_of(date(2099, 3, 2)).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct SchoolCalendar {
    years: Vec<SchoolYear>,
    more: MoreBankHolidays,
    holidays: BankHolidays,
    days: Vec<Date>,
    weeks: Vec<SchoolWeek>,
}

/// What is written down; the rest follows from it.
#[derive(Serialize, Deserialize)]
struct Stored {
    years: Vec<SchoolYear>,
    #[serde(default)]
    more_bank_holidays: MoreBankHolidays,
}

impl TryFrom<Stored> for SchoolCalendar {
    type Error = CalendarFault;

    fn try_from(stored: Stored) -> Result<Self, CalendarFault> {
        Self::new(stored.years, stored.more_bank_holidays)
    }
}

impl From<SchoolCalendar> for Stored {
    fn from(calendar: SchoolCalendar) -> Self {
        Self { years: calendar.years, more_bank_holidays: calendar.more }
    }
}

impl SchoolCalendar {
    /// The calendar that is shipped, until a school edits its own.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// A calendar of these years, with what the school adds to the bank holidays of England.
    ///
    /// # Errors
    /// When there is no year, or one whose half terms cannot be half terms.
    pub fn new(mut years: Vec<SchoolYear>, more: MoreBankHolidays) -> Result<Self, CalendarFault> {
        if years.is_empty() {
            return Err(CalendarFault::NoYear);
        }
        years.iter().try_for_each(SchoolYear::check)?;
        years.sort_by_key(|year| year.terms[0].from);
        for pair in years.windows(2) {
            if pair[0].academic_year() == pair[1].academic_year() {
                return Err(CalendarFault::SameYear { year: pair[1].name.clone() });
            }
            if let (Some(last), Some(first)) = (pair[0].terms.last(), pair[1].terms.first())
                && first.from <= last.to
            {
                return Err(CalendarFault::Overlap { year: pair[1].name.clone(), term: first.name.clone() });
            }
        }
        let holidays = BankHolidays::england().with(&more);
        let mut days = Vec::new();
        let mut weeks: Vec<SchoolWeek> = Vec::new();
        for year in &years {
            let mut number = 0;
            for day in year.terms.iter().flat_map(|term| year.days_of(term, &holidays)) {
                let monday = monday_of(day);
                if weeks.last().is_none_or(|week| week.monday != monday) {
                    number += 1;
                    weeks.push(SchoolWeek { monday, number });
                }
                days.push(day);
            }
        }
        Ok(Self { years, more, holidays, days, weeks })
    }

    /// The school years, in order.
    #[must_use]
    pub fn years(&self) -> &[SchoolYear] {
        &self.years
    }

    /// What the school has added to the bank holidays of England.
    #[must_use]
    pub const fn more_bank_holidays(&self) -> &MoreBankHolidays {
        &self.more
    }

    /// The bank holidays of England with what the school has added.
    #[must_use]
    pub const fn bank_holidays(&self) -> &BankHolidays {
        &self.holidays
    }

    /// The academic year of a day: that of the school year in whose terms it lies, else 1 September to 31 August.
    #[must_use]
    pub fn academic_year_of(&self, day: Date) -> AcademicYear {
        self.years
            .iter()
            .find(|year| year.terms[0].from <= day && year.terms.last().is_some_and(|term| day <= term.to))
            .map_or_else(|| AcademicYear::of(day), SchoolYear::academic_year)
    }

    /// The school year of an academic year, when it is known.
    #[must_use]
    pub fn school_year(&self, year: AcademicYear) -> Option<&SchoolYear> {
        self.years.iter().find(|known| known.academic_year() == year)
    }

    /// Whether the terms of the academic year of `day` are known.
    #[must_use]
    pub fn knows(&self, day: Date) -> bool {
        self.school_year(self.academic_year_of(day)).is_some()
    }

    /// The last day of the last academic year that is known.
    #[must_use]
    pub fn known_until(&self) -> Date {
        self.years.last().map_or(Date::MIN, |year| year.academic_year().last_day())
    }

    /// The school year whose calendar should be asked for: this one when it is not known; from May on the next.
    #[must_use]
    pub fn wanted_year(&self, today: Date) -> Option<AcademicYear> {
        let year = AcademicYear::of(today);
        let late_in_the_year = (5..=8).contains(&today.month());
        let next = late_in_the_year.then(|| year.next());
        [Some(year), next].into_iter().flatten().find(|year| self.school_year(*year).is_none())
    }

    /// Whether pupils attend on `day`.
    #[must_use]
    pub fn is_in_session(&self, day: Date) -> bool {
        self.days.binary_search(&day).is_ok()
    }

    /// The days in session from `from` to `to`, both included.
    #[must_use]
    pub fn days_in_session(&self, from: Date, to: Date) -> &[Date] {
        let start = self.days.partition_point(|day| *day < from);
        let end = self.days.partition_point(|day| *day <= to);
        &self.days[start..end.max(start)]
    }

    /// The school week of `day`; none in a holiday week.
    #[must_use]
    pub fn school_week_of(&self, day: Date) -> Option<SchoolWeek> {
        let monday = monday_of(day);
        self.weeks.binary_search_by_key(&monday, |week| week.monday).ok().map(|at| self.weeks[at])
    }

    /// The school weeks that begin from the week of `from` to the week of `to`, both included.
    #[must_use]
    pub fn school_weeks(&self, from: Date, to: Date) -> &[SchoolWeek] {
        let start = self.weeks.partition_point(|week| week.monday < monday_of(from));
        let end = self.weeks.partition_point(|week| week.monday <= to);
        &self.weeks[start..end.max(start)]
    }

    /// How many school weeks lie from the week of `from` (not counted) to the week of `to` (counted).
    ///
    /// From a day in one school week to the same day of the next it is 1, over a holiday too; when `to` is not later,
    /// it is 0. Weeks for which no terms are known do not count.
    #[must_use]
    pub fn school_weeks_between(&self, from: Date, to: Date) -> usize {
        let after = self.weeks.partition_point(|week| week.monday <= monday_of(from));
        let until = self.weeks.partition_point(|week| week.monday <= to);
        until.saturating_sub(after)
    }

    /// The last `count` school weeks up to and with the week of `day`, oldest first.
    #[must_use]
    pub fn last_school_weeks(&self, day: Date, count: usize) -> &[SchoolWeek] {
        let end = self.weeks.partition_point(|week| week.monday <= day);
        &self.weeks[end.saturating_sub(count)..end]
    }

    /// Every half term, in order.
    pub fn half_terms(&self) -> impl Iterator<Item = HalfTerm> {
        self.years.iter().flat_map(|year| {
            (1_u8..).zip(&year.terms).map(|(number, term)| HalfTerm {
                year: year.academic_year(),
                number,
                name: term.name.clone(),
                from: term.from,
                to: term.to,
            })
        })
    }

    /// The half term in which `day` lies; none in the holidays.
    #[must_use]
    pub fn half_term_of(&self, day: Date) -> Option<HalfTerm> {
        self.half_terms().find(|term| term.from <= day && day <= term.to)
    }

    /// The first half term that starts after `day`.
    #[must_use]
    pub fn next_half_term(&self, day: Date) -> Option<HalfTerm> {
        self.half_terms().find(|term| term.from > day)
    }

    /// The half term in which `day` lies, or in the holidays the last one before it.
    #[must_use]
    pub fn latest_half_term(&self, day: Date) -> Option<HalfTerm> {
        self.half_terms().take_while(|term| term.from <= day).last().filter(|_| self.knows(day))
    }

    /// The last day in session on or before `day`, when the terms of its year are known.
    #[must_use]
    pub fn school_day_by(&self, day: Date) -> Option<Date> {
        let end = self.days.partition_point(|known| *known <= day);
        self.days[..end].last().copied().filter(|_| self.knows(day))
    }

    /// The `count`th day in session after `day`, which does not count itself.
    ///
    /// # Errors
    /// When the terms of a year on the way are not known.
    pub fn school_days_after(&self, day: Date, count: usize) -> Result<Date, NotKnown> {
        let of = Almanac::SchoolYears;
        let mut year = self.academic_year_of(day);
        let since = self.years[0].academic_year().first_day();
        if year.first_day() < since {
            return Err(NotKnown::BeforeKnown { of, since });
        }
        let start = self.days.partition_point(|known| *known <= day);
        let found = match count {
            0 => Some(day),
            _ => self.days.get(start + count - 1).copied(),
        };
        let last = found.unwrap_or_else(|| self.known_until().max(day));
        // Every year on the way must be known, or days in session would be missed.
        while self.school_year(year).is_some() && year.last_day() < last {
            year = year.next();
        }
        let known = self.school_year(year).is_some();
        match found {
            Some(found) if known => Ok(found),
            _ if known => Err(NotKnown::BeyondKnown { of, until: year.last_day() }),
            _ => Err(NotKnown::BeyondKnown {
                of,
                until: days_after(year.first_day(), -1).min(self.known_until()),
            }),
        }
    }

    /// The first day in session on or after `day`, when the terms of its year are known.
    #[must_use]
    pub fn school_day_from(&self, day: Date) -> Option<Date> {
        let start = self.days.partition_point(|known| *known < day);
        self.days.get(start).copied().filter(|_| self.knows(day))
    }

    /// The school day that is `count` school weeks on: from the first day in session on or after `day` to the same day
    /// of the week, or the next day in session after it. A week of which nothing is left does not count, and holidays
    /// do not. None where the terms are not known so far ahead.
    #[must_use]
    pub fn school_weeks_on(&self, day: Date, count: usize) -> Option<Date> {
        let first = self.school_day_from(day)?;
        let monday = monday_of(first);
        let at = self.weeks.binary_search_by_key(&monday, |week| week.monday).ok()?;
        let week = self.weeks.get(at + count)?;
        self.school_day_from(days_after(week.monday, days_between(monday, first)))
    }

    /// What looks odd in each year.
    #[must_use]
    pub fn findings(&self) -> Vec<(AcademicYear, CalendarFinding)> {
        self.years
            .iter()
            .flat_map(|year| {
                year.findings(&self.holidays).into_iter().map(|finding| (year.academic_year(), finding))
            })
            .collect()
    }

    /// The closures in the known years: from the day after a half term to the day before the next.
    pub fn closures(&self) -> impl Iterator<Item = (Date, Date)> {
        let terms: Vec<HalfTerm> = self.half_terms().collect();
        (1..terms.len())
            .map(move |at| (days_after(terms[at - 1].to, 1), days_after(terms[at].from, -1)))
            .filter(|(from, to)| days_between(*from, *to) >= 0)
    }
}

#[cfg(test)]
mod tests;
