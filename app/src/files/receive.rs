//! A file that has arrived is looked at: what it is, whether it is whole; photos are made fit to keep.

use std::{
    fs::File,
    io::{Read, Seek},
};

use domain::{
    FileId, Now,
    uploads::{FileKind, Purpose, Unfit, clean},
};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::Spool;
use crate::App;

/// A file that may be kept: its kind, name and length are known.
#[derive(Debug)]
pub struct Ready {
    /// The id that it will have.
    pub id: FileId,
    pub(super) name: String,
    pub(super) kind: FileKind,
    pub(super) bytes: u64,
    pub(super) digest: String,
    pub(super) body: Body,
}

/// Where the bytes wait.
#[derive(Debug)]
pub(super) enum Body {
    /// On the server's disk.
    Disk(File),
    /// In memory: a photo that was made smaller.
    Memory(Vec<u8>),
}

/// A photo unpacks to a hundred times its size: one at a time.
static ONE_PHOTO: Semaphore = Semaphore::const_new(1);

/// Looks at a file that was given for a purpose.
///
/// # Errors
/// Why it is not taken; nothing of it is left.
pub async fn receive(app: &App, now: Now, purpose: Purpose, spool: Spool) -> Result<Ready, Unfit> {
    let (id, name, bytes) = (app.id(now), spool.name.clone(), spool.bytes);
    if bytes > purpose.limit() {
        return Err(Unfit::TooLarge { bytes, purpose });
    }
    let file = spool.into_file().await.map_err(|_| Unfit::NotKept)?;
    let _turn = if purpose.is_mended() { ONE_PHOTO.acquire().await.ok() } else { None };
    tokio::task::spawn_blocking(move || look(id, &name, bytes, purpose, file))
        .await
        .map_err(|_| Unfit::Broken)?
}

/// A file that the program made itself, as if it had been sent: the demonstration's drawings and papers.
///
/// # Errors
/// As [`receive`].
pub async fn from_bytes(
    app: &App,
    now: Now,
    purpose: Purpose,
    name: &str,
    bytes: &[u8],
) -> Result<Ready, Unfit> {
    let mut spool = Spool::new(name, purpose.limit()).map_err(|_| Unfit::NotKept)?;
    spool.take(bytes).await.map_err(|_| Unfit::NotKept)?;
    receive(app, now, purpose, spool).await
}

/// A file of a kind that the program made itself and that is kept as it is, however long: a bundle.
pub(crate) fn made(app: &App, now: Now, kind: FileKind, name: &str, bytes: Vec<u8>) -> Ready {
    Ready {
        id: app.id(now),
        name: clean(name, kind),
        kind,
        bytes: bytes.len() as u64,
        digest: hex(&Sha256::digest(&bytes)),
        body: Body::Memory(bytes),
    }
}

fn look(id: FileId, name: &str, bytes: u64, purpose: Purpose, mut file: File) -> Result<Ready, Unfit> {
    let kind = exchange::uploads::sort(&mut file, bytes, purpose)?;
    if purpose.is_mended() {
        let mut given = Vec::new();
        file.read_to_end(&mut given).map_err(|_| Unfit::NotKept)?;
        let picture = exchange::uploads::upright(&given, kind)?;
        return Ok(Ready {
            id,
            name: clean(name, picture.kind),
            kind: picture.kind,
            bytes: picture.bytes.len() as u64,
            digest: hex(&Sha256::digest(&picture.bytes)),
            body: Body::Memory(picture.bytes),
        });
    }
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut piece).map_err(|_| Unfit::NotKept)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
    }
    file.rewind().map_err(|_| Unfit::NotKept)?;
    Ok(Ready {
        id,
        name: clean(name, kind),
        kind,
        bytes,
        digest: hex(&hash.finalize()),
        body: Body::Disk(file),
    })
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
