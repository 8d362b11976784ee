//! Head or SENCO chooses the children whose stories inspectors are shown; the choice may be changed.

use std::collections::BTreeSet;

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    inspection::MOST,
    permissions::{Action, Actor, Subject, allow},
};
use store::queries::{inspection, pupils};

use super::may_know;
use crate::{App, Fault, FieldFault};

/// Keeps a choice: who was chosen before and is not any more is taken off. `from` is the choice that was seen.
///
/// # Errors
/// [`Fault::NotFound`] for everybody but head and SENCO, or for a child of another school; [`Fault::Stale`] when the
/// other one changed the choice since; [`Fault::Invalid`] when it is more than six.
pub async fn choose(
    app: &App,
    actor: &Actor,
    now: Now,
    from: &BTreeSet<PupilId>,
    chosen: &BTreeSet<PupilId>,
) -> Result<(), Fault> {
    may_know(actor)?;
    let allowed = allow(actor, Action::ChooseForInspection, Subject::School(actor.school))?;
    if chosen.len() > MOST {
        let sentence = format!("Choose {MOST} children at most: {} are ticked", chosen.len());
        return Err(FieldFault::new("pupil", sentence).into());
    }
    let tx = app.store.write(actor.school).await?;
    let before: BTreeSet<PupilId> = inspection::chosen(&tx).await?.iter().map(|pick| pick.pupil).collect();
    if before == *chosen {
        return Ok(());
    }
    let mut seen = BTreeSet::new();
    for pupil in &before {
        if pupils::get(&tx, &actor.scope(), *pupil).await?.is_some_and(|pupil| pupil.left_on.is_none()) {
            seen.insert(*pupil);
        }
    }
    if seen != *from {
        return Err(Fault::Stale);
    }
    let mut events = vec![Event::school(Happening::InspectionChosen, format!("{} children", chosen.len()))];
    for pupil in before.difference(chosen) {
        inspection::remove(&tx, &allowed, *pupil).await?;
        events.push(Event::pupil(Happening::TakenOffInspection, *pupil, ""));
    }
    for pupil in chosen.difference(&before) {
        pupils::get(&tx, &actor.scope(), *pupil).await?.ok_or(Fault::NotFound)?;
        inspection::add(&tx, &allowed, *pupil, now).await?;
        events.push(Event::pupil(Happening::ChosenForInspection, *pupil, ""));
    }
    app.commit(tx, &allowed, now, events).await
}
