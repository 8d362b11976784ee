//! A group that runs otherwise from a day on: what was held or planned until then stays as it was, and another goes on from it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, Now, PupilId, TargetId, UserId,
    audit::{Event, Happening},
    calendar::{SchoolCalendar, count::days_after},
    permissions::Allowed,
    progress::Week,
    provision::{Place, Provision, Session, planned_days},
};
use store::{Tx, queries::provisions};

use super::save_provision::{Planned, events, same};
use crate::{App, Fault, time_in_words};

/// The last day that a group's days and times of before hold for, when they are changed: the last one held, or until when it
/// was planned so far, whether or not anything was entered. None for one that has not begun, of which nothing is entered and
/// which was written down this week only, or is put off: it is changed as it stands.
pub(super) fn last_as_before(
    before: &Provision,
    changed: &Provision,
    held: &[Session],
    last_day: Date,
    calendar: &SchoolCalendar,
    today: Date,
) -> Option<Date> {
    if let Some(last_held) = held.iter().map(|session| session.on).max() {
        return held.iter().any(|session| session.on <= today).then(|| last_day.max(last_held));
    }
    let monday = Week::of(today).monday();
    let over = days_after(monday, -1);
    let is_new = before.id.made_at().is_none_or(|at| time_in_words::day_of(at) >= monday);
    let is_put_off = changed.from_on > over;
    let ran = !planned_days(before, calendar, before.from_on, over).is_empty();
    (ran && !is_new && !is_put_off).then_some(last_day)
}

/// Whether a group runs otherwise after a change: on other days, at another time, for longer or shorter; with other adults,
/// once it was held.
pub(super) fn runs_otherwise(before: &Provision, changed: &Provision, held: &[Session], today: Date) -> bool {
    let dose = |of: &Provision| (of.weekdays.clone(), of.minutes, of.starts_at.clone());
    let adults = |of: &Provision| of.staff.iter().copied().collect::<BTreeSet<UserId>>();
    let was_held = held.iter().any(|session| session.on <= today);
    dose(before) != dose(changed) || (was_held && adults(before) != adults(changed))
}

/// What a group goes on as: since its days or times changed, or as its copy for another time.
pub(super) async fn goes_on_as(tx: &Tx, before: &Provision) -> Result<Vec<Provision>, Fault> {
    let mut later = provisions::between(tx, before.from_on, Date::MAX).await?;
    later.retain(|other| other.follows == Some(before.id));
    Ok(later)
}

/// What would run beside what a group goes on as: it is planned like that already, when the same form was sent before; else
/// it is changed there, or two who change its time at once would run it twice.
pub(super) fn said_already(
    next: &Provision,
    typed: &Provision,
    places: &BTreeMap<PupilId, Option<TargetId>>,
) -> Result<Planned, Fault> {
    let open = next.places.iter().filter(|place| place.until_on.is_none());
    let planned: BTreeMap<PupilId, Option<TargetId>> =
        open.map(|place| (place.pupil, place.target)).collect();
    let as_next = Provision {
        id: next.id,
        version: next.version,
        follows: next.follows,
        resources_pence: next.resources_pence,
        from_on: next.from_on,
        places: next.places.clone(),
        ..typed.clone()
    };
    if planned == *places && same(next, &as_next) {
        return Ok(Planned::AlreadyThere(next.id));
    }
    let sentence = format!(
        "This group goes on from {} as “{}”, {}: open that one, and change it there",
        time_in_words::day(next.from_on),
        next.name,
        next.days_in_words(),
    );
    Err(Fault::field("weekdays", sentence))
}

/// The old dose ends with the day before, and stays as it was; the new one begins.
pub(super) async fn go_on(
    app: &App,
    tx: Tx,
    rights: &[Allowed],
    now: Now,
    (before, new, begins): (&Provision, Provision, Date),
    (places, touched): (&BTreeMap<PupilId, Option<TargetId>>, &BTreeSet<PupilId>),
) -> Result<Planned, Fault> {
    // One that would have ended before is not made longer.
    let until = days_after(begins, -1).min(before.until_on);
    let old = Provision { until_on: until, version: new.version, places: Vec::new(), ..before.clone() };
    provisions::save(&tx, rights, &old).await?;
    let next = Provision {
        id: app.id(now),
        follows: Some(before.id),
        // What was bought once is not bought again.
        resources_pence: 0,
        from_on: begins,
        version: 0,
        places: places
            .iter()
            .map(|(pupil, target)| Place { pupil: *pupil, target: *target, from_on: begins, until_on: None })
            .collect(),
        ..new
    };
    provisions::save(&tx, rights, &next).await?;
    let all: Vec<Event> = events(Happening::ProvisionChanged, touched, before.id)
        .into_iter()
        .chain(events(Happening::ProvisionPlanned, touched, next.id))
        .collect();
    app.commit_each(tx, rights, now, all).await?;
    Ok(Planned::GoesOn(next.id, begins))
}
