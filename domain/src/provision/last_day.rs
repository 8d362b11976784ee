//! The last day of what is changed or ended during a day: a day on which the group runs is still the old one's.

use super::{Place, Provision, planned_days};
use crate::{
    Date,
    calendar::{SchoolCalendar, count::days_after},
};

/// The last day of a group as it was, when its days or its children are changed today: today where a session of it is
/// planned today, which may have been held already and wait on a device; else yesterday.
///
/// # Source
/// `pathway.md`, step 6: a session is logged on a phone, without signal, and what comes late is taken.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, provision::{Provision, last_day}, ProvisionId, date};
/// let mondays = Provision {
///     weekdays: vec![1], from_on: date(2026, 9, 7), until_on: date(2026, 12, 18),
///     ..Provision::new(ProvisionId(uuid::Uuid::nil()))
/// };
/// let calendar = SchoolCalendar::shipped();
/// assert_eq!(last_day(&mondays, calendar, date(2026, 11, 23)), date(2026, 11, 23), "a Monday");
/// assert_eq!(last_day(&mondays, calendar, date(2026, 11, 24)), date(2026, 11, 23));
/// ```
#[must_use]
pub fn last_day(group: &Provision, calendar: &SchoolCalendar, today: Date) -> Date {
    if planned_days(group, calendar, today, today).is_empty() { days_after(today, -1) } else { today }
}

/// The last day of a place that is taken away today, from the group's [`last_day`]: one that began today, or is yet to
/// begin, never was.
///
/// # Example
/// ```
/// # use domain::{provision::{Place, place_ends_on}, date};
/// let today = date(2026, 11, 23);
/// let place = |from_on| Place { pupil: uuid::Uuid::nil().into(), target: None, from_on, until_on: None };
/// assert_eq!(place_ends_on(&place(date(2026, 9, 7)), today, today), today);
/// assert_eq!(place_ends_on(&place(today), today, today), date(2026, 11, 22));
/// ```
#[must_use]
pub fn place_ends_on(place: &Place, last_day: Date, today: Date) -> Date {
    if place.from_on < today { last_day } else { days_after(today, -1) }
}
