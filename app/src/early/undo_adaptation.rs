//! An adaptation that was written down or ended by mistake is set right; every version stays.

use domain::{
    EntryId, Now, PupilId,
    audit::Happening,
    permissions::{Action, Actor, allow},
    record::{Content, EntryKind, Undo},
};

use super::one_written;
use crate::{App, Fault, child, record};

/// Takes an adaptation back, puts it back, or opens it again.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved since; a rule when there is nothing of that kind to undo.
pub async fn undo_adaptation(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: (EntryId, u32),
    undo: Undo,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::RecordAdaptation, child.subject())?;
    let before = one_written(app, actor, &child, EntryKind::Adaptation, of.0).await?.entry;
    let Content::Adaptation(adaptation) = before.content else { return Err(Fault::NotFound) };
    if before.version != of.1 {
        return Err(Fault::Stale);
    }
    let Some(after) = undo.of(&adaptation, now.today) else {
        return Err(Fault::rule(
            "nothing-to-undo",
            "This has been undone already, or there is nothing to undo. Go back and read how it stands now.",
        ));
    };
    let writing = record::Writing { pupil, of: Some(of), on: before.on, content: Content::Adaptation(after) };
    let what = match undo {
        Undo::TakeBack => Happening::AdaptationTakenBack,
        Undo::PutBack => Happening::AdaptationPutBack,
        Undo::OpenAgain => Happening::AdaptationOpenedAgain,
    };
    record::write_entry_as(app, actor, now, writing, what).await
}
