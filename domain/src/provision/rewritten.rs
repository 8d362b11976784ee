//! The weeks whose planned sessions become others when a provision's days are changed.

use std::collections::BTreeSet;

use super::{Provision, planned_days};
use crate::{
    Date,
    calendar::{SchoolCalendar, count::monday_of},
};

/// The Mondays of the weeks until today in which other sessions are planned after the change than before.
///
/// # Source
/// `pathway.md`, step 6: a closed week can be corrected, with a reason; so a change that counts its sessions anew is told.
///
/// # Example
/// ```
/// # use domain::{calendar::SchoolCalendar, provision::{Provision, rewritten_weeks}, ProvisionId, date};
/// let before = Provision {
///     weekdays: vec![1], from_on: date(2026, 9, 7), until_on: date(2026, 12, 18),
///     ..Provision::new(ProvisionId(uuid::Uuid::nil()))
/// };
/// let after = Provision { until_on: date(2026, 11, 9), ..before.clone() };
/// let weeks = rewritten_weeks(&before, &after, SchoolCalendar::shipped(), date(2026, 11, 26));
/// assert_eq!(weeks.into_iter().collect::<Vec<_>>(), [date(2026, 11, 16), date(2026, 11, 23)]);
/// ```
#[must_use]
pub fn rewritten_weeks(
    before: &Provision,
    after: &Provision,
    calendar: &SchoolCalendar,
    today: Date,
) -> BTreeSet<Date> {
    let days = |group: &Provision| -> BTreeSet<Date> {
        planned_days(group, calendar, group.from_on, today).into_iter().collect()
    };
    days(before).symmetric_difference(&days(after)).map(|day| monday_of(*day)).collect()
}
