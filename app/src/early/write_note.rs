//! Somebody writes a confidential note.

use domain::{
    EntryId, Now, PupilId,
    permissions::Actor,
    record::{Content, Note},
};

use crate::{App, Fault, record};

/// Writes a confidential note: its author, the SENCO and the head read it.
///
/// # Errors
/// [`Fault::Invalid`] when it is empty.
pub async fn write_note(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    text: &str,
) -> Result<EntryId, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::field("text", "Write the note"));
    }
    let content = Content::Note(Note { text: text.trim().to_owned() });
    record::write_entry(app, actor, now, record::Writing { pupil, of: None, on: now.today, content }).await
}
