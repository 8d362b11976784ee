//! Somebody writes a view for a review or an application: their own, or what a child, a parent or a professional said to them.

use domain::{
    Date, EntryId, InvitedId, Now, PupilId,
    people::{Pupil, Role},
    permissions::{Action, Actor},
    record::{Content, Entry, Party, View},
};
use store::queries::{contacts, entries};

use crate::{
    App, Fault, child, meetings,
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

/// Whose view somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// As whom they speak.
    pub party: Party,
    /// Who it is, as meetings know them; none for one's own, and for a party that is not told apart.
    pub whose: Option<InvitedId>,
    /// Their name; empty for one's own, and for a party.
    pub name: String,
}

/// Whose view somebody may write, their own first; a parent or professional whose words they write down by name: those who
/// are invited to the meeting that is ahead, and the child's contacts.
///
/// # Errors
/// When the database fails.
pub async fn voices(app: &App, actor: &Actor, now: Now, pupil: &Pupil) -> Result<Vec<Voice>, Fault> {
    let parties = may_speak_for(actor, pupil);
    let own = parties.first().copied();
    let mut named: Vec<Voice> = Vec::new();
    let hears = |party| parties.contains(&party) && own != Some(party);
    if hears(Party::Parent) {
        let reader = app.store.read(actor.school);
        let contacts = contacts::of_pupil(&reader, pupil.id).await?;
        let meeting = meetings::standing(&reader, pupil.id, now.today).await?;
        for one in meeting.iter().flat_map(|meeting| &meeting.invited).filter(|one| hears(one.party)) {
            if one.party != Party::Pupil {
                named.push(Voice { party: one.party, whose: Some(one.id), name: one.name.clone() });
            }
        }
        for contact in contacts.iter().filter(|contact| contact.has_responsibility() && !contact.barred) {
            let ids = [Some(contact.id.0), contact.account.map(|account| account.0)];
            if !named.iter().any(|voice| ids.contains(&voice.whose.map(|whose| whose.0))) {
                let whose = contact.account.map_or(contact.id.0, |account| account.0);
                named.push(Voice { party: Party::Parent, whose: Some(whose.into()), name: contact.name() });
            }
        }
    }
    let mut all = Vec::new();
    for party in parties {
        let of_party = || named.iter().filter(|voice| voice.party == party).cloned();
        if of_party().next().is_some() {
            all.extend(of_party());
        } else if Some(party) == own || party != Party::Agency {
            all.push(Voice { party, whose: None, name: String::new() });
        }
    }
    Ok(all)
}

/// For whom somebody may speak, their own first: staff may write down what the child or a parent said to them, the SENCO
/// what a professional said.
#[must_use]
pub fn may_speak_for(actor: &Actor, pupil: &Pupil) -> Vec<Party> {
    let mut parties = Vec::new();
    for holding in &actor.holdings {
        if !holding.reaches(Action::WriteView, pupil.subject()) {
            continue;
        }
        let own: &[Party] = match holding.role {
            Role::Senco => &[Party::Senco, Party::Pupil, Party::Parent, Party::Agency],
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
/// parent. Whose it is by name stays when they can be heard.
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
    let heard = match view.whose {
        Some(_) => voices(app, actor, now, &pupil).await?,
        None => Vec::new(),
    };
    match heard.into_iter().find(|voice| voice.whose == view.whose && voice.party == view.party) {
        Some(voice) => view.said_by = voice.name,
        None if view.whose.is_some() => return Err(Fault::field("party", "Choose whose view this is")),
        None => view.said_by.clear(),
    }
    let content = Content::View(view);
    let same =
        |entry: &Entry| entry.author == actor.who && entry.on == writing.on && entry.content == content;
    let reader = app.store.read(actor.school);
    if let Some(same) = entries::of_pupil(&reader, pupil.id).await?.iter().find(|entry| same(entry)) {
        return Ok(same.id);
    }
    write_entry(app, actor, now, Writing { pupil: pupil.id, of: None, on: writing.on, content }).await
}
