//! The calendar: bank holidays, school years, terms, school weeks, and how days are counted.

pub mod academic_year;
pub mod bank_holidays;
pub mod calendar_file;
pub mod count;
pub mod known;
pub mod month;
pub mod school_calendar;
pub mod school_year;

pub use academic_year::AcademicYear;
pub use bank_holidays::{BankHoliday, BankHolidays, MoreBankHolidays};
pub use calendar_file::CalendarFileFault;
pub use known::{Almanac, NotKnown};
pub use school_calendar::{HalfTerm, SchoolCalendar, SchoolWeek};
pub use school_year::{CalendarFault, CalendarFinding, SchoolYear, Term};
