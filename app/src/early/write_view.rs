//! Somebody says how they see it: for a review, a meeting, or at any time.

use domain::{
    EntryId, Now, PupilId,
    permissions::{Action, Actor, allow},
    record::{Content, Party, View},
};

use crate::{App, Fault, child, record};

/// Writes a view in one's own name. A private view is kept from the other parent; only parents can have one.
///
/// # Errors
/// [`Fault::Forbidden`] when the party is not theirs to speak for; [`Fault::Invalid`] when nothing is said.
pub async fn write_view(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    mut view: View,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::WriteView, child.subject())?;
    if !Party::of(actor, Action::WriteView, child.subject()).contains(&view.party) {
        return Err(Fault::Forbidden(Action::WriteView));
    }
    let texts = [&view.going_well, &view.not_going_well, &view.wanted];
    if texts.iter().all(|text| text.trim().is_empty()) && view.feeling.is_none() {
        return Err(Fault::field("going_well", "Write something in one of the boxes"));
    }
    view.private &= view.party == Party::Parent;
    let writing = record::Writing { pupil, of: None, on: now.today, content: Content::View(view) };
    record::write_entry(app, actor, now, writing).await
}
