//! A provision whose days change keeps what was held in it; weeks that were closed are not counted anew in silence.

use std::collections::BTreeSet;

use domain::{
    PupilId,
    audit::{Event, Happening},
    calendar::SchoolCalendar,
    provision::{Provision, Session, rewritten_weeks},
};
use store::{Tx, queries::scores};

use crate::{Fault, FieldFault, time_in_words};

/// Refuses days that leave out a session that is logged, at the boxes of the first and the last day.
pub(super) fn keep_within(
    held: &[Session],
    changed: &Provision,
    [from, until]: [&str; 2],
) -> Result<(), Fault> {
    let days = || held.iter().filter(|session| session.took_place()).map(|session| session.on);
    let mut faults = Vec::new();
    if let Some(first) = days().min().filter(|first| *first < changed.from_on) {
        let sentence = format!(
            "A session took place on {}: the first day must not be after it; if it did not run, correct it first",
            time_in_words::day(first)
        );
        faults.push(FieldFault::new(from, sentence));
    }
    if let Some(last) = days().max().filter(|last| *last > changed.until_on) {
        let sentence = format!(
            "The last session took place on {}: choose that day or a later one; if it did not run, correct it first",
            time_in_words::day(last)
        );
        faults.push(FieldFault::new(until, sentence));
    }
    if faults.is_empty() { Ok(()) } else { Err(Fault::Invalid(faults)) }
}

/// A correction of each closed week in which other sessions are planned now; `before` is none for a group that is new.
pub(super) async fn corrections(
    tx: &Tx,
    (before, after): (Option<&Provision>, &Provision),
    touched: &BTreeSet<PupilId>,
    calendar: &SchoolCalendar,
    today: domain::Date,
) -> Result<Vec<Event>, Fault> {
    let mut events = Vec::new();
    let nothing = || Provision { weekdays: Vec::new(), ..after.clone() };
    let otherwise = if before.is_some() { "is planned otherwise" } else { "is new" };
    for monday in rewritten_weeks(&before.cloned().unwrap_or_else(nothing), after, calendar, today) {
        if scores::closed_week(tx, monday).await?.is_none() {
            continue;
        }
        let detail = format!(
            "{monday} {} {otherwise}: {}, from {} to {}",
            after.name,
            after.days_in_words(),
            time_in_words::day(after.from_on),
            time_in_words::day(after.until_on)
        );
        events.push(match touched.first() {
            Some(pupil) => Event::pupil(Happening::WeekReopened, *pupil, detail),
            None => Event::school(Happening::WeekReopened, detail),
        });
    }
    Ok(events)
}
