//! The only clock: the real one, or one that is set and runs on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::{Date, Now};
use jiff::{SignedDuration, Timestamp, civil::Time, tz::TimeZone};

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub struct Clock {
    london: TimeZone,
    from: From,
}

#[derive(Clone, Debug)]
enum From {
    Real,
    Shifted(Arc<AtomicI64>),
    Set(Arc<AtomicI64>),
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where the real clock is read")]
fn real() -> Timestamp {
    Timestamp::now()
}

fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

impl Clock {
    /// The real clock.
    #[must_use]
    pub fn real() -> Self {
        Self { london: london(), from: From::Real }
    }

    /// A clock that shows this day now, at the time of day that it is, and runs on.
    #[must_use]
    pub fn on_day(today: Date) -> Self {
        let london = london();
        let at = london.to_datetime(real()).time();
        let instant =
            london.to_zoned_datetime(today.to_datetime(at)).map_or(real(), |zoned| zoned.timestamp());
        let shift = instant.as_millisecond() - real().as_millisecond();
        Self { london, from: From::Shifted(Arc::new(AtomicI64::new(shift))) }
    }

    /// A clock that stands until it is set.
    #[must_use]
    pub fn standing(at: Timestamp) -> Self {
        Self { london: london(), from: From::Set(Arc::new(AtomicI64::new(at.as_millisecond()))) }
    }

    /// The moment it is.
    #[must_use]
    pub fn now(&self) -> Now {
        let instant = match &self.from {
            From::Real => real(),
            From::Shifted(shift) => real() + SignedDuration::from_millis(shift.load(Ordering::Relaxed)),
            From::Set(at) => Timestamp::from_millisecond(at.load(Ordering::Relaxed)).unwrap_or_default(),
        };
        Now::at(instant, &self.london)
    }

    /// Sets a standing clock; the others do not hear it.
    pub fn set(&self, instant: Timestamp) {
        if let From::Set(at) = &self.from {
            at.store(instant.as_millisecond(), Ordering::Relaxed);
        }
    }

    /// The instant of a civil time in London: for the demo's history and for words on screen.
    #[must_use]
    pub fn london_at(day: Date, hour: i8, minute: i8) -> Timestamp {
        let at = Time::new(hour, minute, 0, 0).unwrap_or_default();
        london()
            .to_zoned_datetime(day.to_datetime(at))
            .map_or_else(|_| Timestamp::default(), |zoned| zoned.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date;

    #[test]
    fn today_is_londons_across_clock_changes() {
        let table = [
            ("2026-10-24T22:59:00Z", date(2026, 10, 24)), // 23:59 BST
            ("2026-10-24T23:00:00Z", date(2026, 10, 25)),
            ("2026-10-25T23:59:00Z", date(2026, 10, 25)), // GMT again
            ("2026-10-26T00:00:00Z", date(2026, 10, 26)),
            ("2027-03-27T23:59:00Z", date(2027, 3, 27)),
            ("2027-03-28T22:59:00Z", date(2027, 3, 28)), // 23:59 BST
            ("2027-03-28T23:00:00Z", date(2027, 3, 29)),
        ];
        for (instant, day) in table {
            assert_eq!(Clock::standing(instant.parse().unwrap()).now().today, day, "{instant}");
        }
    }

    #[test]
    fn a_shifted_clock_shows_its_day() {
        assert_eq!(Clock::on_day(date(2031, 2, 28)).now().today, date(2031, 2, 28));
    }
}
