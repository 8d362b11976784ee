//! The SENCO or the head writes down who is round a looked-after child; staff read it, and who may consent.

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    people::{Care, CareWorker, Pupil},
    permissions::{Action, Actor, allow},
};
use store::queries::cares;

use crate::{App, Fault, FieldFault, child};

/// What is said where the roll knows nothing of care.
pub const NOT_LOOKED_AFTER: &str =
    "The roll does not say that this child is looked after. Correct it with the next import of the roll.";

/// The care of a looked-after child, for staff who read the contact log; none for others, and for other children.
///
/// # Errors
/// When the database fails.
pub async fn care(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Option<Care>, Fault> {
    if !pupil.looked_after || !actor.may_to(Action::ReadContacts, pupil.subject()) {
        return Ok(None);
    }
    Ok(Some(cares::of_pupil(&app.store.read(actor.school), pupil.id).await?))
}

/// The sentence for a screen on which consent is written down; empty for a child who is not looked after.
///
/// # Errors
/// When the database fails.
pub async fn who_consents(app: &App, actor: &Actor, pupil: &Pupil) -> Result<String, Fault> {
    Ok(care(app, actor, pupil).await?.map(|care| care.who_consents()).unwrap_or_default())
}

/// The care of a child, for who may write it down.
///
/// # Errors
/// [`Fault::Forbidden`] for who may not.
pub async fn care_to_change(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Care, Fault> {
    let _ = allow(actor, Action::EditKeyFacts, pupil.subject())?;
    Ok(cares::of_pupil(&app.store.read(actor.school), pupil.id).await?)
}

/// Writes the care down, started from a version of the child's row. Somebody with another name gets another number on the
/// lists of meetings.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved since; [`Fault::Invalid`] with what is wrong in which box; [`Fault::Rule`] when the roll
/// does not say that the child is looked after.
pub async fn edit_care(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    version: u32,
    care: Care,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::EditKeyFacts, pupil).await?;
    if !opened.pupil.looked_after {
        return Err(Fault::rule("not-looked-after", NOT_LOOKED_AFTER));
    }
    let before = cares::of_pupil(&opened.tx, pupil).await?;
    let mut care = care.trimmed();
    let wrong = care.wrong();
    if !wrong.is_empty() {
        let faults = wrong.into_iter().map(|(field, sentence)| FieldFault::new(field, sentence));
        return Err(Fault::Invalid(faults.collect()));
    }
    let number = |one: &mut CareWorker, known: &CareWorker| {
        one.id = if one.name == known.name { known.id } else { None };
        if one.id.is_none() && !one.name.is_empty() {
            one.id = Some(app.id(now));
        }
    };
    number(&mut care.social_worker, &before.social_worker);
    number(&mut care.virtual_school, &before.virtual_school);
    if care == before {
        return Ok(());
    }
    if opened.pupil.version != version {
        return Err(Fault::Stale);
    }
    cares::save(&opened.tx, &opened.allowed, pupil, &care).await?;
    let event = Event::pupil(Happening::PupilChanged, pupil, "who is round a looked-after child");
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}
