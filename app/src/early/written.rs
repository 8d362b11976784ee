//! What stands on a child's record of some kinds, as far as somebody may read it, with the names of its authors.

use std::collections::BTreeMap;

use domain::{
    EntryId, UserId,
    people::Pupil,
    permissions::{Actor, Who},
    record::{Entry, EntryKind, Reading, reading_among},
};
use store::queries::{accounts, entries};

use crate::{App, Fault, meetings};

/// An entry and who wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// The author's name.
    pub by: String,
}

impl Written {
    /// An entry with its author's name.
    pub(crate) fn of(entry: Entry, names: &BTreeMap<UserId, String>) -> Self {
        let by = match entry.author {
            Who::Person(account) => names.get(&account).cloned().unwrap_or_default(),
            Who::Operator => "the operator of the server".to_owned(),
            Who::Job => "Waymark".to_owned(),
        };
        Self { entry, by }
    }
}

/// The entries of these kinds that the actor may read, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn written(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    kinds: &[EntryKind],
) -> Result<Vec<Written>, Fault> {
    let reader = app.store.read(actor.school);
    let names = accounts::names(&reader).await?;
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let all = meetings::without_kept_days(&reader, actor, pupil, app.now().today, all).await?;
    let reads = |entry: &Entry| reading_among(actor, pupil.subject(), entry, &all) == Reading::Whole;
    Ok(all
        .iter()
        .filter(|entry| kinds.contains(&entry.content.kind()) && reads(entry))
        .map(|entry| Written::of(entry.clone(), &names))
        .collect())
}

/// One entry of a kind that the actor may read.
///
/// # Errors
/// [`Fault::NotFound`] when there is none that they may read.
pub async fn one_written(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
    kind: EntryKind,
    id: EntryId,
) -> Result<Written, Fault> {
    let reader = app.store.read(actor.school);
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let entry = all.iter().find(|one| one.id == id).ok_or(Fault::NotFound)?;
    if entry.content.kind() != kind || reading_among(actor, pupil.subject(), entry, &all) != Reading::Whole {
        return Err(Fault::NotFound);
    }
    Ok(Written::of(entry.clone(), &accounts::names(&reader).await?))
}

/// The versions of an entry before the newest, first to last. The entry was found readable before.
///
/// # Errors
/// When the database fails.
pub async fn earlier_versions(app: &App, actor: &Actor, of: &Entry) -> Result<Vec<Written>, Fault> {
    let reader = app.store.read(actor.school);
    let names = accounts::names(&reader).await?;
    let versions = entries::versions(&reader, of).await?;
    Ok(versions.into_iter().map(|entry| Written::of(entry, &names)).collect())
}
