//! Days and spells in words, with the date.

use domain::Date;
use jiff::{Timestamp, tz::TimeZone};

/// "2 March 2026".
#[must_use]
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "Mon 2 Mar".
#[must_use]
pub fn short_day(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}

/// "today", "in 3 days", "2 weeks ago".
#[must_use]
pub fn from_today(date: Date, today: Date) -> String {
    let days = (date - today).get_days();
    let plural = |n: i32, unit: &str| if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") };
    let spell = |days: i32| if days >= 21 { plural(days / 7, "week") } else { plural(days, "day") };
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {}", spell(days)),
        days => format!("{} ago", spell(-days)),
    }
}

/// "Monday 9 November 2026, 8:04 am", in London.
#[must_use]
pub fn moment(instant: Timestamp) -> String {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let at = instant.to_zoned_datetime(london);
    format!("{}{}", at.strftime("%A %-d %B %Y, %-I:%M "), if at.hour() < 12 { "am" } else { "pm" })
}

/// "just now", "3 minutes ago", "2 hours ago", "on Monday 9 November 2026, 8:04 am".
#[must_use]
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(then).as_mins();
    match minutes {
        ..1 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        2..60 => format!("{minutes} minutes ago"),
        60..120 => "an hour ago".to_owned(),
        120..720 => format!("{} hours ago", minutes / 60),
        _ => format!("on {}", moment(then)),
    }
}

/// The day in London at an instant.
#[must_use]
pub fn day_of(instant: Timestamp) -> Date {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    instant.to_zoned_datetime(london).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date;

    #[test]
    fn words() {
        let today = date(2026, 11, 23);
        assert_eq!(from_today(today, today), "today");
        assert_eq!(from_today(date(2026, 11, 24), today), "tomorrow");
        assert_eq!(from_today(date(2026, 11, 30), today), "in 7 days");
        assert_eq!(from_today(date(2026, 12, 14), today), "in 3 weeks");
        assert_eq!(from_today(date(2026, 11, 2), today), "3 weeks ago");
        let then: Timestamp = "2026-07-01T07:04:00Z".parse().unwrap();
        let after = |minutes| ago(then, then + jiff::SignedDuration::from_mins(minutes));
        assert_eq!([after(0), after(1), after(3)], ["just now", "a minute ago", "3 minutes ago"]);
        assert_eq!([after(61), after(125)], ["an hour ago", "2 hours ago"]);
        assert_eq!(after(900), "on Wednesday 1 July 2026, 8:04 am");
        assert_eq!(moment("2026-07-01T07:04:00Z".parse().unwrap()), "Wednesday 1 July 2026, 8:04 am");
    }
}
