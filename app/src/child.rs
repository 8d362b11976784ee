//! Opening a child's record to read or to write: found in scope, allowed, locked.

use domain::{
    PupilId,
    people::Pupil,
    permissions::{Action, Actor, Allowed, allow},
};
use store::{
    Tx,
    queries::{pupils, records},
};

use crate::{App, Fault};

/// A child's record open for one act of writing.
#[derive(Debug)]
pub struct Opened {
    /// The transaction.
    pub tx: Tx,
    /// The right.
    pub allowed: Allowed,
    /// The child.
    pub pupil: Pupil,
    /// Where the record stands.
    pub record: records::Record,
}

/// A child in the actor's scope; not found otherwise.
///
/// # Errors
/// [`Fault::NotFound`] out of scope.
pub async fn see(app: &App, actor: &Actor, pupil: PupilId) -> Result<Pupil, Fault> {
    let reader = app.store.read(actor.school);
    pupils::get(&reader, &actor.scope(), pupil).await?.ok_or(Fault::NotFound)
}

/// Opens a child's record to carry out `action`: begins the write, finds the child in scope, asks the matrix.
///
/// # Errors
/// [`Fault::NotFound`] out of scope, [`Fault::Forbidden`] when in scope but not allowed.
pub async fn open(app: &App, actor: &Actor, action: Action, pupil: PupilId) -> Result<Opened, Fault> {
    let tx = app.store.write(actor.school).await?;
    let pupil = pupils::get(&tx, &actor.scope(), pupil).await?.ok_or(Fault::NotFound)?;
    let allowed = allow(actor, action, pupil.subject())?;
    let record = records::get(&tx, pupil.id).await?;
    Ok(Opened { tx, allowed, pupil, record })
}
