//! Somebody writes their part of the one page profile, or an adult records the part of the child or the parents.

use domain::{
    EntryId, Now, PupilId,
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, Entry, EntryKind, Party, Picture, ProfilePart, readable},
};
use store::queries::{entries, records};

use crate::{
    App, Fault, FieldFault, child,
    files::{self, Ready},
    record,
};

/// The parties whose part somebody may record besides their own: staff for child and parents, the SENCO for the class
/// teacher too.
#[must_use]
pub fn may_record_for(own: &[Party]) -> Vec<Party> {
    let staff = own.iter().any(|party| matches!(party, Party::Senco | Party::Teacher | Party::Ta));
    let mut parties = if staff { vec![Party::Pupil, Party::Parent] } else { Vec::new() };
    if own.contains(&Party::Senco) && !own.contains(&Party::Teacher) {
        parties.push(Party::Teacher);
    }
    parties
}

/// The part that the actor goes on with: the one of this round that they wrote for the party.
///
/// # Errors
/// When the database fails.
pub async fn own_part(app: &App, actor: &Actor, pupil: &Pupil, party: Party) -> Result<Option<Entry>, Fault> {
    let reader = app.store.read(actor.school);
    let round = records::get(&reader, pupil.id).await?.state.round.max(1);
    let of_party =
        |entry: &Entry| matches!(&entry.content, Content::ProfilePart(part) if part.party == party);
    Ok(entries::of_pupil(&reader, pupil.id).await?.into_iter().rfind(|entry| {
        entry.round == round
            && entry.author == actor.who
            && of_party(entry)
            && readable(actor, pupil.subject(), entry)
    }))
}

/// Writes a part. Pictures that are not of the set are left out.
///
/// # Errors
/// [`Fault::Forbidden`] when the part is not theirs to write; [`Fault::Invalid`] when nothing is said, or an adult who
/// records it does not say how it was gathered; [`Fault::Stale`] when somebody saved since.
pub async fn write_profile_part(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    part: ProfilePart,
) -> Result<EntryId, Fault> {
    write_profile_part_with(app, actor, now, pupil, of, part, None).await
}

/// The same, with a photo or drawing that comes with it.
///
/// # Errors
/// As [`write_profile_part`].
pub async fn write_profile_part_with(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    mut part: ProfilePart,
    photo: Option<Ready>,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::WriteProfilePart, child.subject())?;
    let own = Party::of(actor, Action::WriteProfilePart, child.subject());
    let is_own = own.contains(&part.party);
    if !is_own && !may_record_for(&own).contains(&part.party) {
        return Err(Fault::Forbidden(Action::WriteProfilePart));
    }
    part.pictures.retain(|id| Picture::of(id).is_some());
    let mut faults = Vec::new();
    match &photo {
        Some(ready) => part.photo = Some(ready.id),
        None => part.photo = files::checked_photo(app, actor, &child, part.photo).await?,
    }
    let empty = part.headings.is_empty() && part.pictures.is_empty() && part.photo.is_none();
    if is_own && empty {
        faults.push(FieldFault::new("admire", "Write something under one of the headings"));
    }
    if !is_own && empty && part.attempts.trim().is_empty() {
        faults.push(FieldFault::new("admire", "Write what they said, or at the end what you tried"));
    }
    if !is_own && !empty && part.gathered.trim().is_empty() {
        faults.push(FieldFault::new(
            "gathered",
            "Say how you gathered it, for example “in a talk on 12 March”",
        ));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    if let Some((id, _)) = of {
        let before = super::one_written(app, actor, &child, EntryKind::ProfilePart, id).await?.entry;
        let same = matches!(&before.content, Content::ProfilePart(known) if known.party == part.party);
        if before.author != actor.who || !same {
            return Err(Fault::Forbidden(Action::WriteProfilePart));
        }
    }
    let writing = record::Writing { pupil, of, on: now.today, content: Content::ProfilePart(part) };
    record::write_entry_with(app, actor, now, writing, photo.into_iter().collect()).await
}
