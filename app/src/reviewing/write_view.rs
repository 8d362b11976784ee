//! Somebody writes a view for a review or an application: their own, or what a child or parent said to them.

use domain::{
    Date, EntryId, Now, PupilId,
    people::{Pupil, Role},
    permissions::{Action, Actor},
    record::{Content, Entry, Party, View},
};
use store::queries::entries;

use crate::{
    App, Fault, child,
    record::{Writing, write_entry},
};

/// A view as it was typed.
#[derive(Clone, Debug)]
pub struct ViewWriting {
    /// The child.
    pub pupil: PupilId,
    /// The day on which it was said.
    pub on: Date,
    /// What was said.
    pub view: View,
}

/// Whose view somebody may write, their own first: staff may write down what the child or a parent said to them.
#[must_use]
pub fn may_speak_for(actor: &Actor, pupil: &Pupil) -> Vec<Party> {
    let mut parties = Vec::new();
    for holding in &actor.holdings {
        if !holding.reaches(Action::WriteView, pupil.subject()) {
            continue;
        }
        let own: &[Party] = match holding.role {
            Role::Senco => &[Party::Senco, Party::Pupil, Party::Parent],
            Role::Teacher => &[Party::Teacher, Party::Pupil, Party::Parent],
            Role::Ta => &[Party::Ta, Party::Pupil],
            Role::Parent => &[Party::Parent],
            Role::Pupil => &[Party::Pupil],
            Role::Agency => &[Party::Agency],
            Role::DataManager | Role::Head | Role::Governor | Role::Admin => &[],
        };
        parties.extend(own.iter().filter(|party| !parties.contains(*party)).copied().collect::<Vec<_>>());
    }
    parties
}

/// Writes a view; the same words again on the same day are the same view. Only a parent's can be kept from the other
/// parent.
///
/// # Errors
/// [`Fault::Invalid`] when nothing is said, or in a name that is not theirs to speak for.
pub async fn write_view(app: &App, actor: &Actor, now: Now, writing: ViewWriting) -> Result<EntryId, Fault> {
    let pupil = child::see(app, actor, writing.pupil).await?;
    let mut view = writing.view;
    if !may_speak_for(actor, &pupil).contains(&view.party) {
        return Err(if actor.may_to(Action::WriteView, pupil.subject()) {
            Fault::field("party", "Choose whose view this is")
        } else {
            Fault::Forbidden(Action::WriteView)
        });
    }
    let said = [&view.going_well, &view.not_going_well, &view.wanted];
    if said.iter().all(|text| text.trim().is_empty()) && view.feeling.is_none() {
        return Err(Fault::field("going_well", "Write at least one thing"));
    }
    if writing.on > now.today {
        return Err(Fault::field("on-day", "The day must not be ahead"));
    }
    view.private = view.private && view.party == Party::Parent;
    let content = Content::View(view);
    let same =
        |entry: &Entry| entry.author == actor.who && entry.on == writing.on && entry.content == content;
    let reader = app.store.read(actor.school);
    if let Some(same) = entries::of_pupil(&reader, pupil.id).await?.iter().find(|entry| same(entry)) {
        return Ok(same.id);
    }
    write_entry(app, actor, now, Writing { pupil: pupil.id, of: None, on: writing.on, content }).await
}
