//! Days as an iCalendar file (RFC 5545) that any calendar program reads: whole days, or hours of a day, with reminders.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::Date;
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, Property};
use jiff::Timestamp;

/// A day to keep in mind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The same for the same day of the same child: a calendar program moves the entry, and makes no second one.
    pub uid: String,
    /// The day.
    pub on: Date,
    /// What it is, in a line. No child's full name: calendars are shared and shown on walls.
    pub title: String,
    /// More about it: who must act, and where it is written.
    pub words: String,
    /// Where to read on, after signing in.
    pub href: String,
    /// So many days before it a reminder comes up.
    pub remind_days_before: Vec<u16>,
    /// When on that day, and where; none of what takes the whole day.
    pub hours: Option<Hours>,
}

/// When on a day, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Where; empty when it is not said.
    pub place: String,
    /// How often it was changed.
    pub sequence: u32,
}

/// Writes the days; `made_at` is the moment of the reading, so that the same content gives the same bytes.
#[must_use]
pub fn write(name: &str, days: &[Day], made_at: Timestamp) -> Vec<u8> {
    let utc = |at: Timestamp| DateTime::<Utc>::from_timestamp(at.as_second(), 0).unwrap_or_default();
    let stamp = utc(made_at);
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Waymark//Calendar//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name(name);
    calendar
        .append_property(Property::new("REFRESH-INTERVAL", "PT4H").add_parameter("VALUE", "DURATION").done());
    for day in days {
        let Some(on) = naive(day.on) else { continue };
        let mut event = Event::new();
        event
            .uid(&day.uid)
            .timestamp(stamp)
            .summary(&day.title)
            .description(&day.words)
            .url(&day.href)
            .class(Class::Private);
        match &day.hours {
            // Without an end: a whole day lasts one day (RFC 5545, 3.6.1).
            None => event.starts(on).append_property(Property::new("TRANSP", "TRANSPARENT")),
            Some(hours) => {
                let place = hours.place.trim();
                if !place.is_empty() {
                    event.location(place);
                }
                event.starts(utc(hours.starts_at)).ends(utc(hours.ends_at)).sequence(hours.sequence)
            }
        };
        for days in &day.remind_days_before {
            // A whole day begins at midnight: eight in the morning is sixteen hours before the day after.
            let morning = if day.hours.is_none() { Duration::hours(8) } else { Duration::zero() };
            let before = Duration::days(i64::from(*days)) - morning;
            // Without an id and a stamp of ours the library takes them from random and the clock.
            let alarm = Alarm::display(&day.title, -before)
                .uid(&format!("{days}-{}", day.uid))
                .timestamp(stamp)
                .done();
            event.alarm(alarm);
        }
        calendar.push(event.done());
    }
    calendar.to_string().into_bytes()
}

fn naive(on: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        on.year().into(),
        on.month().unsigned_abs().into(),
        on.day().unsigned_abs().into(),
    )
}
