//! A group is copied, or one that has ended starts again: a new provision that says which one it goes on from, so that
//! what was held stays with the old one.

use std::collections::BTreeSet;

use domain::{
    Date, Now, ProvisionId, PupilId, UserId,
    audit::Happening,
    permissions::{Action, Actor},
    provision::{Place, Provision},
};
use store::queries::{accounts, provisions, pupils};

use super::{
    save_provision::{TOO_LONG, about, events, is_too_long, planned_already, rights, works_with_children},
    targets_of_scope,
    what_was_held::corrections,
};
use crate::{App, Fault, FieldFault};

/// Which one, and when the new one runs.
#[derive(Clone, Copy, Debug)]
pub struct CopyProvision {
    /// The provision.
    pub provision: ProvisionId,
    /// The new one's first day.
    pub from_on: Option<Date>,
    /// The new one's last day.
    pub until_on: Option<Date>,
    /// Whether the children come too: those who have a place on the old one's last day.
    pub with_children: bool,
}

/// Copies a provision; gives the new one, which is one however often the form is sent. Children come with the target that
/// their place served, as long as it is still worked on.
///
/// # Errors
/// [`Fault::Invalid`] without days; [`Fault::NotFound`] out of reach.
pub async fn copy_provision(
    app: &App,
    actor: &Actor,
    now: Now,
    input: CopyProvision,
) -> Result<ProvisionId, Fault> {
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let scope = actor.scope_for(Action::PlanProvision);
    let old = provisions::get(&tx, input.provision).await?.ok_or(Fault::NotFound)?;
    if !actor.may(Action::PlanProvision) {
        return Err(Fault::Forbidden(Action::PlanProvision));
    }
    let (from_on, until_on) = match (input.from_on, input.until_on) {
        (None, _) => return Err(FieldFault::new("copy-from-day", "Enter the first day").into()),
        (_, None) => return Err(FieldFault::new("copy-until-day", "Enter the last day").into()),
        (Some(from), Some(until)) if until < from => {
            return Err(FieldFault::new("copy-until-day", "The last day must not be before the first").into());
        }
        (Some(from), Some(until)) if is_too_long(from, until) => {
            return Err(FieldFault::new("copy-until-day", TOO_LONG).into());
        }
        (Some(from), Some(until)) => (from, until),
    };
    let last = now.today.min(old.until_on).max(old.from_on);
    let had: BTreeSet<PupilId> = old.children_on(last).map(|place| place.pupil).collect();
    let reached: BTreeSet<PupilId> =
        pupils::among(&tx, &scope, had.iter().copied()).await?.into_iter().map(|pupil| pupil.id).collect();
    if !scope.is_whole_school() && reached.len() < had.len() {
        // Who does not reach all of its children does not plan for them.
        return Err(if reached.is_empty() {
            Fault::NotFound
        } else {
            Fault::Forbidden(Action::PlanProvision)
        });
    }
    let targets = targets_of_scope(&tx, &scope).await?;
    let places: Vec<Place> = if input.with_children {
        let mut places: Vec<Place> = old
            .children_on(last)
            .filter(|place| reached.contains(&place.pupil))
            .map(|place| Place {
                pupil: place.pupil,
                target: place
                    .target
                    .filter(|id| targets.get(&place.pupil).is_some_and(|plan| plan.target(*id).is_some())),
                from_on,
                until_on: None,
            })
            .collect();
        places.sort_by_key(|place| place.pupil);
        places.dedup_by_key(|place| place.pupil);
        places
    } else {
        Vec::new()
    };
    let touched: BTreeSet<PupilId> =
        if scope.is_whole_school() { places.iter().map(|place| place.pupil).collect() } else { reached };
    let rights = rights(actor, &scope, &tx, &touched, old.class).await?;
    let touched = about(&rights, touched);
    let here = accounts::all(&tx).await?.into_iter().filter(works_with_children).map(|one| one.id);
    let here: BTreeSet<UserId> = here.collect();
    let new = Provision {
        id: app.id(now),
        staff: old.staff.iter().copied().filter(|one| here.contains(one)).collect(),
        from_on,
        until_on,
        places,
        resources_pence: 0,
        follows: Some(old.id),
        version: 0,
        ..old
    };
    if let Some(same) = planned_already(&tx, &new).await? {
        return Ok(same);
    }
    provisions::save(&tx, &rights, &new).await?;
    let mut events = events(Happening::ProvisionPlanned, &touched, new.id);
    events.extend(corrections(&tx, (None, &new), &touched, &info.calendar, now.today).await?);
    app.commit_each(tx, &rights, now, events).await?;
    Ok(new.id)
}
