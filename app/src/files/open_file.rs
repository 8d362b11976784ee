//! Somebody opens a file: whoever may read the entry that it came with; its bytes are read piece by piece.

use domain::{
    FileId,
    people::Pupil,
    permissions::Actor,
    uploads::{StoredFile, file_readable},
};
use store::{Reader, queries::files};

use super::other_parent::says_where_the_other_lives;
use crate::{App, Fault, record::with_taken_out};

/// A file that is being read.
#[derive(Debug)]
pub struct OpenFile {
    /// What it is.
    pub file: StoredFile,
    reader: Reader,
    number: u32,
}

impl OpenFile {
    /// The next piece; none after the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let piece = files::piece(&self.reader, self.file.id, self.number).await?;
        self.number += 1;
        Ok(piece)
    }
}

/// Opens a file of a child. The child was found in the actor's scope before.
///
/// # Errors
/// [`Fault::NotFound`] when there is none that they may read; [`Fault::Refused`] when a parent opens a paper that says how a
/// parent who lives elsewhere is reached.
pub async fn open_file(app: &App, actor: &Actor, pupil: &Pupil, id: FileId) -> Result<OpenFile, Fault> {
    let reader = app.store.read(actor.school);
    let file = files::get(&reader, pupil.id, id).await?.ok_or(Fault::NotFound)?;
    let all = with_taken_out(&reader, actor, pupil).await?;
    if !file_readable(actor, pupil.subject(), &file, &all) {
        return Err(Fault::NotFound);
    }
    if says_where_the_other_lives(&reader, actor, pupil, &file).await? {
        return Err(Fault::rule(
            "other-parents-address",
            "This paper says how somebody else is reached. Ask the school for a copy without it.",
        ));
    }
    Ok(OpenFile { file, reader, number: 0 })
}
