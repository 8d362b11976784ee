//! The edge: jiff's dates and instants to the database's and back. chrono is known here only.

use domain::{Date, permissions::Who};
use jiff::Timestamp;
use sea_orm::prelude::{Date as Day, DateTimeUtc as Stamp};
use uuid::Uuid;

use crate::StoreFault;

/// A day for the database.
pub(crate) fn day(date: Date) -> Day {
    Day::from_ymd_opt(
        i32::from(date.year()),
        date.month().unsigned_abs().into(),
        date.day().unsigned_abs().into(),
    )
    .unwrap_or_default()
}

/// A day of the database.
pub(crate) fn date(day: Day) -> Date {
    use chrono::Datelike;
    let (Ok(year), Ok(month), Ok(of_month)) =
        (i16::try_from(day.year()), i8::try_from(day.month()), i8::try_from(day.day()))
    else {
        return Date::default();
    };
    Date::new(year, month, of_month).unwrap_or_default()
}

/// An instant for the database, to the millisecond.
pub(crate) fn stamp(instant: Timestamp) -> Stamp {
    Stamp::from_timestamp_millis(instant.as_millisecond()).unwrap_or_default()
}

/// An instant of the database.
pub(crate) fn instant(stamp: Stamp) -> Timestamp {
    Timestamp::from_millisecond(stamp.timestamp_millis()).unwrap_or_default()
}

/// Who acted, in two columns.
pub(crate) fn who_columns(who: Who) -> (String, Option<Uuid>) {
    match who {
        Who::Person(user) => ("person".to_owned(), Some(user.0)),
        Who::Operator => ("operator".to_owned(), None),
        Who::Job => ("job".to_owned(), None),
    }
}

/// Who acted, from two columns.
pub(crate) fn who(table: &'static str, kind: &str, id: Option<Uuid>) -> Result<Who, StoreFault> {
    match (kind, id) {
        ("person", Some(id)) => Ok(Who::Person(id.into())),
        ("operator", None) => Ok(Who::Operator),
        ("job", None) => Ok(Who::Job),
        _ => Err(bad(table, "who_kind", format!("{id:?}"), kind)),
    }
}

/// A row that the program cannot read.
pub(crate) fn bad(
    table: &'static str,
    column: &'static str,
    id: impl ToString,
    why: impl ToString,
) -> StoreFault {
    StoreFault::BadRow { table, column, id: id.to_string(), why: why.to_string() }
}

/// A count or version of the database, never negative.
pub(crate) fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// A count or version for the database.
pub(crate) fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
