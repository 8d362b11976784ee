//! The school writes its part of the application, and where evidence lies that Waymark does not hold.

use domain::{
    EntryId, Now, PupilId,
    permissions::Actor,
    record::{Content, SchoolsAdvice},
};

use crate::{
    App, Fault,
    record::{Writing, write_entry},
};

/// Saves the school's advice: new, or as a new version of the one started from.
///
/// # Errors
/// [`Fault::Invalid`] when nothing is written; [`Fault::Stale`] when somebody saved since.
pub async fn write_advice(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    advice: SchoolsAdvice,
) -> Result<EntryId, Fault> {
    let named = advice.evidence.iter().any(|item| !item.words.trim().is_empty());
    if advice.words.trim().is_empty() && !named {
        return Err(Fault::field("words", "Write what the school says, or where some evidence lies"));
    }
    let writing = Writing { pupil, of, on: now.today, content: Content::SchoolsAdvice(advice) };
    write_entry(app, actor, now, writing).await
}
