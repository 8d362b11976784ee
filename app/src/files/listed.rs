//! The files of a child that somebody may read, by the entry that they came with.

use std::collections::BTreeMap;

use domain::{
    EntryId,
    people::Pupil,
    permissions::Actor,
    uploads::{StoredFile, file_readable},
};
use store::queries::files;

use crate::{App, Fault, record::with_taken_out};

/// Every file of a child that the actor may read, by entry. The child was found in the actor's scope before.
///
/// # Errors
/// When the database fails.
pub async fn by_entry(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
) -> Result<BTreeMap<EntryId, Vec<StoredFile>>, Fault> {
    let reader = app.store.read(actor.school);
    let all = files::of_pupil(&reader, pupil.id).await?;
    let mut found: BTreeMap<EntryId, Vec<StoredFile>> = BTreeMap::new();
    if all.is_empty() {
        return Ok(found);
    }
    let written = with_taken_out(&reader, actor, pupil).await?;
    for file in all.into_iter().filter(|file| file_readable(actor, pupil.subject(), file, &written)) {
        if let Some(entry) = file.entry {
            found.entry(entry).or_default().push(file);
        }
    }
    Ok(found)
}

/// The files that came with one entry, as far as the actor may read them.
///
/// # Errors
/// When the database fails.
pub async fn of_entry(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    entry: EntryId,
) -> Result<Vec<StoredFile>, Fault> {
    Ok(by_entry(app, actor, pupil).await?.remove(&entry).unwrap_or_default())
}
