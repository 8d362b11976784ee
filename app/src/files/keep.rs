//! Files are kept with the entry that they came with, in its transaction.

use std::io::Read;

use domain::{
    EntryId, FileId, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Actor, Allowed},
    uploads::{StoredFile, file_readable},
};
use store::{
    Tx,
    queries::{entries, files},
};

use super::{Ready, receive::Body};
use crate::{App, Fault, child::Opened};

/// Keeps a file with an entry, and says so.
pub(crate) async fn keep(
    opened: &Opened,
    actor: &Actor,
    now: Now,
    entry: EntryId,
    ready: Ready,
) -> Result<Event, Fault> {
    let pupil = opened.pupil.id;
    let (tx, allowed) = (&opened.tx, &opened.allowed);
    let file = keep_of(tx, allowed, actor, now, Some(pupil), Some(entry), ready).await?;
    Ok(Event::entry(Happening::FileAdded, pupil, entry, file.kind.code()))
}

/// Keeps a file of the school's own, of no child.
pub(crate) async fn keep_of_school(
    tx: &Tx,
    allowed: &Allowed,
    actor: &Actor,
    now: Now,
    ready: Ready,
) -> Result<FileId, Fault> {
    Ok(keep_of(tx, allowed, actor, now, None, None, ready).await?.id)
}

/// The bytes come from the server's own disk or memory, so that nobody waits for a slow line while the school is locked.
async fn keep_of(
    tx: &Tx,
    allowed: &Allowed,
    actor: &Actor,
    now: Now,
    pupil: Option<PupilId>,
    entry: Option<EntryId>,
    ready: Ready,
) -> Result<StoredFile, Fault> {
    let file = StoredFile {
        id: ready.id,
        pupil,
        entry,
        name: ready.name,
        kind: ready.kind,
        bytes: ready.bytes,
        digest: ready.digest,
        by: actor.who,
        at: now.instant,
    };
    files::add(tx, allowed, &file).await?;
    let mut from: Box<dyn Read + Send> = match ready.body {
        Body::Disk(file) => Box::new(file),
        Body::Memory(bytes) => Box::new(std::io::Cursor::new(bytes)),
    };
    let mut piece = Vec::with_capacity(files::PIECE);
    for number in 0.. {
        piece.clear();
        from.by_ref().take(files::PIECE as u64).read_to_end(&mut piece).map_err(|_| not_kept())?;
        if piece.is_empty() {
            break;
        }
        files::add_piece(tx, allowed, &file, number, &piece).await?;
    }
    Ok(file)
}

fn not_kept() -> Fault {
    Fault::rule("file-not-kept", domain::uploads::Unfit::NotKept.sentence())
}

/// A photo that an entry is to show must be one of this child's that the writer may see.
pub(crate) async fn checked_photo(
    app: &App,
    actor: &Actor,
    pupil: &domain::people::Pupil,
    photo: Option<FileId>,
) -> Result<Option<FileId>, Fault> {
    let Some(id) = photo else { return Ok(None) };
    let reader = app.store.read(actor.school);
    let file = files::get(&reader, pupil.id, id).await?.ok_or(Fault::NotFound)?;
    let all = entries::of_pupil(&reader, pupil.id).await?;
    if file.kind.is_picture() && file_readable(actor, pupil.subject(), &file, &all) {
        Ok(Some(id))
    } else {
        Err(Fault::NotFound)
    }
}
