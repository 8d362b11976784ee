//! The class teacher says what difference an adaptation made.

use domain::{
    EntryId, Now, PupilId,
    permissions::{Action, Actor, allow},
    record::{Adaptation, Content, Difference, EntryKind},
};

use super::one_written;
use crate::{App, Fault, child, record};

/// What is said of an adaptation.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// The adaptation and the version that was looked at.
    pub of: (EntryId, u32),
    /// What difference it made.
    pub difference: Option<Difference>,
    /// What was seen.
    pub seen: String,
}

/// Records what difference an adaptation made; the adaptation itself stays as it is.
///
/// # Errors
/// [`Fault::Invalid`] when no difference is chosen; [`Fault::Stale`] when somebody saved since.
pub async fn review_adaptation(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    reviewed: Reviewed,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    allow(actor, Action::RecordAdaptation, child.subject())?;
    let before = one_written(app, actor, &child, EntryKind::Adaptation, reviewed.of.0).await?.entry;
    let Content::Adaptation(adaptation) = before.content else { return Err(Fault::NotFound) };
    let Some(difference) = reviewed.difference else {
        return Err(Fault::field("difference", "Choose what difference it made: none, some or enough"));
    };
    let content = Content::Adaptation(Adaptation {
        difference: Some(difference),
        seen: reviewed.seen,
        reviewed_on: Some(now.today),
        ..adaptation
    });
    let writing = record::Writing { pupil, of: Some(reviewed.of), on: before.on, content };
    record::write_entry(app, actor, now, writing).await
}
