//! Somebody shares a contact or an item of the pupil file with the parents, or stops sharing it.

use domain::{
    EntryId, Now, PupilId,
    audit::{Event, Happening},
    people::Pupil,
    permissions::{Action, Actor},
    record::{Content, Entry},
};
use store::queries::entries;

use super::action_to_take_out;
use crate::{App, Fault, child};

/// Whether an entry is shared with the parents; none for a kind that has no such mark.
#[must_use]
pub const fn is_shared(content: &Content) -> Option<bool> {
    match content {
        Content::Talk(talk) => Some(talk.shared),
        Content::FileItem(item) => Some(item.shared),
        _ => None,
    }
}

/// Whether somebody may share an entry, or stop: whoever may take it out, of kinds that have such a mark.
#[must_use]
pub fn may_share(actor: &Actor, pupil: &Pupil, entry: &Entry) -> bool {
    is_shared(&entry.content).is_some() && action_to_take_out(actor, pupil, entry).is_some()
}

/// Shares an entry with the parents, or stops. The words stay their author’s: only who reads them changes, as a new
/// version.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved since `version`; [`Fault::Forbidden`] when it is not theirs to share;
/// [`Fault::NotFound`] when there is none that they may read, or its kind is not shared.
pub async fn share_entry(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    (id, version): (EntryId, u32),
    shared: bool,
) -> Result<(), Fault> {
    let child = child::see(app, actor, pupil).await?;
    let before = entries::get(&app.store.read(actor.school), pupil, id).await?.ok_or(Fault::NotFound)?;
    if !domain::record::readable(actor, child.subject(), &before) {
        return Err(Fault::NotFound);
    }
    let action = action_to_take_out(actor, &child, &before).ok_or(Fault::Forbidden(Action::MoveAlong))?;
    let mut content = before.content.clone();
    match &mut content {
        Content::Talk(talk) => talk.shared = shared,
        Content::FileItem(item) => item.shared = shared,
        _ => return Err(Fault::NotFound),
    }
    let kind = content.kind().code();
    let opened = child::open(app, actor, action, pupil).await?;
    entries::save(&opened.tx, &opened.allowed, &Entry { content, version, ..before }).await?;
    let what = if shared { Happening::EntryShared } else { Happening::EntryUnshared };
    app.commit(opened.tx, &opened.allowed, now, [Event::entry(what, pupil, id, kind)]).await
}
