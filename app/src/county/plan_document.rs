//! The county's own document of a plan: the file that came with the newest letter that brought one.

use domain::{
    people::Pupil,
    permissions::Actor,
    record::{Content, LetterKind},
    uploads::StoredFile,
};
use store::queries::entries;

use crate::{App, Fault, files};

/// Whether a letter brings the plan itself.
const fn brings_a_plan(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Final | LetterKind::AmendedPlan | LetterKind::ArrivesWithPlan | LetterKind::MovedIn
    )
}

/// The files of the newest plan that was recorded with one, as far as the actor may read them; none otherwise.
///
/// # Errors
/// When the database fails.
pub async fn plan_document(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<StoredFile>, Fault> {
    let mut files = files::by_entry(app, actor, pupil).await?;
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let written = entries::of_pupil(&app.store.read(actor.school), pupil.id).await?;
    let newest = written
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::CountyLetter(letter) if brings_a_plan(letter.kind) && files.contains_key(&entry.id) => {
                Some((letter.dated_on, entry.first_written_at(), entry.id))
            }
            _ => None,
        })
        .max();
    Ok(newest.and_then(|(_, _, entry)| files.remove(&entry)).unwrap_or_default())
}
