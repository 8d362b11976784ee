//! A child is given a place in a group that runs already, or leaves one.

use domain::{
    Date, Now, ProvisionId, PupilId, TargetId,
    audit::{Event, Happening},
    calendar::{SchoolCalendar, count::days_after},
    permissions::{Action, Actor, Allowed},
    provision::{Place, Provision, last_day, place_ends_on},
};
use store::{Tx, queries::provisions};

use super::{save_provision::new_place_from, targets_of};
use crate::{App, Fault, FieldFault, child};

/// Who joins which group, for which target.
#[derive(Clone, Copy, Debug)]
pub struct GivePlace {
    /// The child.
    pub pupil: PupilId,
    /// The group.
    pub provision: Option<ProvisionId>,
    /// The target that the place serves.
    pub target: Option<TargetId>,
}

/// Gives a child a place from today (or the group's first day) on. Whether it changed anything.
///
/// # Errors
/// [`Fault::Invalid`] without a running group; out of reach.
pub async fn give_place(app: &App, actor: &Actor, now: Now, input: GivePlace) -> Result<bool, Fault> {
    let info = app.school(actor.school, None).await?;
    let opened = child::open(app, actor, Action::PlanProvision, input.pupil).await?;
    let none = || FieldFault::new("provision", "Choose a group that runs");
    let id = input.provision.ok_or_else(none)?;
    let before = provisions::get(&opened.tx, id).await?.ok_or(Fault::NotFound)?;
    if !before.runs_still(now.today) {
        return Err(none().into());
    }
    let plan = targets_of(&opened.tx, input.pupil).await?;
    let target = input.target.filter(|target| plan.target(*target).is_some());
    let last_day = last_day(&before, &info.calendar, now.today);
    let own = || before.places.iter().filter(|place| place.pupil == input.pupil);
    let mut from_on =
        new_place_from(own().filter(|place| !place.goes_on_after(now.today)), before.from_on, now.today);
    let mut places = Vec::new();
    for place in own().filter(|place| place.goes_on_after(now.today)) {
        if place.target == target {
            return Ok(false);
        }
        if place.from_on < from_on {
            let ends_on = place_ends_on(place, last_day, now.today);
            from_on = from_on.max(days_after(ends_on, 1));
            places.push(Place { until_on: Some(ends_on), ..place.clone() });
        }
    }
    places.push(Place { pupil: input.pupil, target, from_on, until_on: None });
    let changed = Provision { places, ..before };
    provisions::save(&opened.tx, &opened.allowed, &changed).await?;
    let event = Event::pupil(Happening::ProvisionChanged, input.pupil, id.to_string());
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(true)
}

/// Ends a child's place with the group's last day as it was; what was held stays. Whether it changed anything.
///
/// # Errors
/// When out of reach.
pub async fn end_place(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    provision: ProvisionId,
) -> Result<bool, Fault> {
    let info = app.school(actor.school, None).await?;
    let opened = child::open(app, actor, Action::PlanProvision, pupil).await?;
    let before = provisions::get(&opened.tx, provision).await?.ok_or(Fault::NotFound)?;
    let Some(event) = end_in(&opened.tx, &opened.allowed, pupil, before, &info.calendar, now.today).await?
    else {
        return Ok(false);
    };
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(true)
}

/// Ends every place of a child whose support stops, or who leaves the school; what was held stays.
pub(crate) async fn end_all_places(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    calendar: &SchoolCalendar,
    today: Date,
) -> Result<Vec<Event>, Fault> {
    let mut events = Vec::new();
    for group in provisions::of_pupil(tx, pupil).await? {
        events.extend(end_in(tx, allowed, pupil, group, calendar, today).await?);
    }
    Ok(events)
}

/// Ends what places a child has in a group, if any.
async fn end_in(
    tx: &Tx,
    allowed: &Allowed,
    pupil: PupilId,
    group: Provision,
    calendar: &SchoolCalendar,
    today: Date,
) -> Result<Option<Event>, Fault> {
    let last_day = last_day(&group, calendar, today);
    let places: Vec<Place> = group
        .places
        .iter()
        .filter(|place| place.pupil == pupil && place.goes_on_after(today) && group.runs_still(today))
        .map(|place| Place { until_on: Some(place_ends_on(place, last_day, today)), ..place.clone() })
        .collect();
    if places.is_empty() {
        return Ok(None);
    }
    let id = group.id;
    provisions::save(tx, allowed, &Provision { places, ..group }).await?;
    Ok(Some(Event::pupil(Happening::ProvisionChanged, pupil, id.to_string())))
}
