//! A child is given a place in a group that runs already, or leaves one.

use domain::{
    Now, ProvisionId, PupilId, TargetId,
    audit::{Event, Happening},
    calendar::count::days_after,
    permissions::{Action, Actor},
    provision::{Place, Provision},
};
use store::queries::provisions;

use super::targets_of;
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
    let opened = child::open(app, actor, Action::PlanProvision, input.pupil).await?;
    let none = || FieldFault::new("provision", "Choose a group that runs");
    let id = input.provision.ok_or_else(none)?;
    let before = provisions::get(&opened.tx, id).await?.ok_or(Fault::NotFound)?;
    if !before.runs_still(now.today) {
        return Err(none().into());
    }
    let plan = targets_of(&opened.tx, input.pupil).await?;
    let target = input.target.filter(|target| plan.target(*target).is_some());
    let from_on = now.today.max(before.from_on);
    let mut places = Vec::new();
    for place in before.places.iter().filter(|place| place.pupil == input.pupil) {
        let is_open = place.until_on.is_none_or(|until| now.today <= until);
        if is_open && place.target == target {
            return Ok(false);
        }
        if is_open && place.from_on < from_on {
            places.push(Place { until_on: Some(days_after(now.today, -1)), ..place.clone() });
        }
    }
    places.push(Place { pupil: input.pupil, target, from_on, until_on: None });
    let changed = Provision { places, ..before };
    provisions::save(&opened.tx, &opened.allowed, &changed).await?;
    let event = Event::pupil(Happening::ProvisionChanged, input.pupil, id.to_string());
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(true)
}

/// Ends a child's place with yesterday; what was held stays. Whether it changed anything.
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
    let opened = child::open(app, actor, Action::PlanProvision, pupil).await?;
    let before = provisions::get(&opened.tx, provision).await?.ok_or(Fault::NotFound)?;
    let yesterday = days_after(now.today, -1);
    let places: Vec<Place> = before
        .places
        .iter()
        .filter(|place| place.pupil == pupil && place.until_on.is_none_or(|until| now.today <= until))
        .map(|place| Place { until_on: Some(yesterday), ..place.clone() })
        .collect();
    if places.is_empty() {
        return Ok(false);
    }
    let changed = Provision { places, ..before };
    provisions::save(&opened.tx, &opened.allowed, &changed).await?;
    let event = Event::pupil(Happening::ProvisionChanged, pupil, provision.to_string());
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(true)
}
