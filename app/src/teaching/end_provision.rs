//! A provision stops before its last day: what was held stays as it was.

use std::collections::BTreeSet;

use domain::{
    Date, Now, ProvisionId, PupilId,
    audit::Happening,
    permissions::{Action, Actor},
    provision::Provision,
};
use store::queries::{provisions, sessions};

use super::{
    save_provision::{about, events, rights},
    what_was_held::{corrections, keep_within},
};
use crate::{App, Fault, FieldFault};

/// Which one stops, and on which day.
#[derive(Clone, Copy, Debug)]
pub struct EndProvision {
    /// The provision.
    pub provision: ProvisionId,
    /// Its version.
    pub version: u32,
    /// Its last day.
    pub last_on: Option<Date>,
}

/// Stops a provision. Whether it changed anything.
///
/// # Errors
/// [`Fault::Invalid`] without a day in its dates, and where a session is logged after it; [`Fault::Stale`]; out of reach.
///
/// # Source
/// pathway, step 6: what changes in a closed week is recorded as a correction of it.
pub async fn end_provision(app: &App, actor: &Actor, now: Now, input: EndProvision) -> Result<bool, Fault> {
    let info = app.school(actor.school, None).await?;
    let tx = app.store.write(actor.school).await?;
    let before = provisions::get(&tx, input.provision).await?.ok_or(Fault::NotFound)?;
    let scope = actor.scope_for(Action::PlanProvision);
    let touched: BTreeSet<PupilId> = before
        .places
        .iter()
        .filter(|place| place.until_on.is_none_or(|until| now.today <= until))
        .map(|place| place.pupil)
        .collect();
    let rights = rights(actor, &scope, &tx, &touched, before.class).await?;
    let touched = about(&rights, touched);
    let last_on =
        input.last_on.ok_or_else(|| FieldFault::new("last-day", "Enter the last day on which it runs"))?;
    if last_on < before.from_on || last_on > before.until_on {
        return Err(FieldFault::new("last-day", "The day must lie between its first and its last day").into());
    }
    if last_on == before.until_on {
        return Ok(false);
    }
    let ended = Provision { until_on: last_on, version: input.version, places: Vec::new(), ..before.clone() };
    let held = sessions::of_provision(&tx, ended.id).await?;
    keep_within(&held, &ended, ["first-day", "last-day"])?;
    provisions::save(&tx, &rights, &ended).await?;
    let mut events = events(Happening::ProvisionChanged, &touched, ended.id);
    events.extend(corrections(&tx, (Some(&before), &ended), &touched, &info.calendar, now.today).await?);
    app.commit_each(tx, &rights, now, events).await?;
    Ok(true)
}
