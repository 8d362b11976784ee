//! Somebody writes down what a parent or carer needs: an interpreter, large print, another format.

use domain::{
    ContactId, Now, PupilId,
    audit::{Event, Happening},
    people::{Contact, ContactNeeds, Pupil},
    permissions::{Action, Actor, allow},
};
use store::queries::contacts;

use crate::{App, Fault, FieldFault, child};

/// A contact of the child, for who may send them papers.
///
/// # Errors
/// [`Fault::NotFound`] when the child has no such contact.
pub async fn contact_to_change(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    contact: ContactId,
) -> Result<Contact, Fault> {
    let _ = allow(actor, Action::SendPapers, pupil.subject())?;
    let all = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    all.into_iter().find(|one| one.id == contact).ok_or(Fault::NotFound)
}

/// Writes down what a contact needs, started from `before`: what the person saw.
///
/// # Errors
/// [`Fault::Stale`] when somebody changed it since; [`Fault::Invalid`] when a text is too long.
pub async fn edit_contact_needs(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    contact: ContactId,
    before: &ContactNeeds,
    after: &ContactNeeds,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::SendPapers, pupil).await?;
    let all = contacts::of_pupil(&opened.tx, pupil).await?;
    let stands = all.into_iter().find(|one| one.id == contact).ok_or(Fault::NotFound)?;
    let after = after.trimmed();
    let wrong = after.wrong();
    if !wrong.is_empty() {
        let faults = wrong.into_iter().map(|(field, sentence)| FieldFault::new(field, sentence));
        return Err(Fault::Invalid(faults.collect()));
    }
    if stands.needs == after {
        return Ok(());
    }
    if stands.needs != before.trimmed() {
        return Err(Fault::Stale);
    }
    contacts::set_needs(&opened.tx, &opened.allowed, &Contact { needs: after, ..stands }).await?;
    let event = Event::pupil(Happening::PupilChanged, pupil, "needs of a contact");
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}

/// What the parents and carers of a child need who may be told of them, with the home's language: name and sentence. For who plans a meeting, writes
/// or calls; nobody else is told anything.
///
/// # Errors
/// When the database fails.
pub async fn needs_of_parents(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
) -> Result<Vec<(String, String)>, Fault> {
    let subject = pupil.subject();
    if !actor.may_to(Action::SendPapers, subject) && !actor.may_to(Action::ReadContacts, subject) {
        return Ok(Vec::new());
    }
    let all = contacts::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    Ok(all
        .into_iter()
        .filter(|one| one.may_have_papers())
        .map(|one| (one.name(), one.needs.made_for(&pupil.language)))
        .filter(|(_, words)| !words.is_empty())
        .collect())
}
