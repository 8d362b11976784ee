//! The calendar as a TOML file: what is shipped, and what a school may load and save.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use super::{BankHoliday, CalendarFault, MoreBankHolidays, SchoolCalendar, SchoolYear, Term};

/// Why a calendar file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarFileFault {
    /// It is not a calendar in TOML; the reason names the place.
    Unreadable(String),
    /// It can be read, but is no calendar.
    Calendar(CalendarFault),
}

impl fmt::Display for CalendarFileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarFileFault::Unreadable(reason) => write!(f, "the calendar file cannot be read: {reason}"),
            CalendarFileFault::Calendar(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for CalendarFileFault {}

/// TOML has dates of its own, which jiff does not read: the same fields with those dates.
#[derive(Serialize, Deserialize)]
struct File {
    #[serde(default)]
    year: Vec<FileYear>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bank_holidays: Option<FileBankHolidays>,
}

#[derive(Serialize, Deserialize)]
struct FileYear {
    name: String,
    terms: Vec<FileTerm>,
    #[serde(default)]
    closed: Vec<Datetime>,
}

#[derive(Serialize, Deserialize)]
struct FileTerm {
    name: String,
    from: Datetime,
    to: Datetime,
}

#[derive(Serialize, Deserialize)]
struct FileBankHolidays {
    until: Option<Datetime>,
    #[serde(default)]
    days: Vec<FileBankHoliday>,
}

#[derive(Serialize, Deserialize)]
struct FileBankHoliday {
    date: Datetime,
    name: String,
}

fn read(date: Datetime) -> Result<Date, CalendarFileFault> {
    date.to_string().parse().map_err(|_| CalendarFileFault::Unreadable(format!("{date} is not a day")))
}

fn write(date: Date) -> Datetime {
    Datetime {
        date: Some(toml::value::Date {
            year: u16::try_from(date.year()).unwrap_or(0),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }),
        time: None,
        offset: None,
    }
}

impl SchoolCalendar {
    /// Reads a calendar file.
    ///
    /// # Errors
    /// When the text is not TOML of this form, or its terms cannot be terms.
    pub fn from_toml(text: &str) -> Result<Self, CalendarFileFault> {
        let file: File =
            toml::from_str(text).map_err(|error| CalendarFileFault::Unreadable(error.to_string()))?;
        let mut years = Vec::new();
        for year in file.year {
            let mut terms = Vec::new();
            for term in year.terms {
                terms.push(Term { name: term.name, from: read(term.from)?, to: read(term.to)? });
            }
            let closed = year.closed.into_iter().map(read).collect::<Result<_, _>>()?;
            years.push(SchoolYear { name: year.name, terms, closed });
        }
        let mut more = MoreBankHolidays::default();
        if let Some(file) = file.bank_holidays {
            more.until = file.until.map(read).transpose()?;
            for day in file.days {
                more.days.push(BankHoliday { date: read(day.date)?, name: day.name });
            }
        }
        Self::new(years, more).map_err(CalendarFileFault::Calendar)
    }

    /// The calendar as a file that [`SchoolCalendar::from_toml`] reads.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let year = |year: &SchoolYear| FileYear {
            name: year.name.clone(),
            terms: year
                .terms
                .iter()
                .map(|term| FileTerm { name: term.name.clone(), from: write(term.from), to: write(term.to) })
                .collect(),
            closed: year.closed.iter().copied().map(write).collect(),
        };
        let more = self.more_bank_holidays();
        let bank_holidays = (*more != MoreBankHolidays::default()).then(|| FileBankHolidays {
            until: more.until.map(write),
            days: more
                .days
                .iter()
                .map(|day| FileBankHoliday { date: write(day.date), name: day.name.clone() })
                .collect(),
        });
        let file = File { year: self.years().iter().map(year).collect(), bank_holidays };
        toml::to_string(&file).expect("a calendar has only names and dates")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn what_is_written_is_read() {
        let shipped = SchoolCalendar::shipped();
        assert_eq!(SchoolCalendar::from_toml(&shipped.to_toml()).as_ref(), Ok(shipped));
        let more = MoreBankHolidays {
            until: Some(date(2029, 12, 31)),
            days: vec![BankHoliday { date: date(2029, 1, 1), name: "New Year's Day".into() }],
        };
        let extended = SchoolCalendar::new(shipped.years().to_vec(), more).unwrap();
        assert_eq!(SchoolCalendar::from_toml(&extended.to_toml()), Ok(extended));
    }

    #[test]
    fn what_is_wrong_has_its_sentence() {
        for (text, sentence) in [
            ("", "the calendar has no school year"),
            ("year = 3", "the calendar file cannot be read"),
            ("[[year]]\nname = \"2026/27\"\nterms = []", "2026/27 has no half term"),
            (
                "[[year]]\nname = \"2026/27\"\nterms = [{ name = \"Autumn 1\", from = 2026-10-23, to = 2026-09-01 }]",
                "Autumn 1 of 2026/27: the last day must follow the first within 200 days",
            ),
            (
                "[[year]]\nname = \"2026/27\"\nterms = [{ name = \"Autumn 1\", from = 07:30:00, to = 2026-09-01 }]",
                "07:30:00 is not a day",
            ),
        ] {
            let fault = SchoolCalendar::from_toml(text).unwrap_err().to_string();
            assert!(fault.contains(sentence), "{fault}");
        }
    }
}
