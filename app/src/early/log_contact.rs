//! Somebody notes a call, a mail, a talk, or an attempt that reached nobody.

use domain::{
    Date, EntryId, Now, PupilId,
    people::{Contact, Pupil},
    permissions::{Action, Actor},
    record::{Content, Talk},
};
use store::queries::contacts;

use crate::{App, Fault, FieldFault, record};

/// Adds to the contact log.
///
/// # Errors
/// [`Fault::Invalid`] when it does not say with whom, or what was said; or its day is ahead.
pub async fn log_contact(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    on: Date,
    talk: Talk,
) -> Result<EntryId, Fault> {
    let mut faults = Vec::new();
    if talk.who.trim().is_empty() {
        faults.push(FieldFault::new("who", "Say with whom"));
    }
    if on > now.today {
        faults.push(FieldFault::new("on-day", "The day must be today or before"));
    }
    if talk.said.trim().is_empty() {
        let sentence = if talk.reached { "Write in a line what was said" } else { "Write what you tried" };
        faults.push(FieldFault::new("said", sentence));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let writing = record::Writing { pupil, of: None, on, content: Content::Talk(talk) };
    record::write_entry(app, actor, now, writing).await
}

/// The people whom one may choose from: those who may see contact details choose among the child's contacts; nobody who
/// is barred is among them.
///
/// # Errors
/// When the database fails.
pub async fn contacts_to_choose(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<Contact>, Fault> {
    if !actor.may_to(Action::ReadContactDetails, pupil.subject()) {
        return Ok(Vec::new());
    }
    let all = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    Ok(all.into_iter().filter(|contact| !contact.barred).collect())
}
