//! The completeness page: each thing that is looked for, and the bundles that were made.

use domain::{
    EntryId, FileId, Now,
    bundle::{RequestBundle, Thing, look_for},
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::{Content, readable},
    uploads::{FileKind, file_readable},
};
use store::queries::{accounts, entries, files};

use super::load::Loaded;
use crate::{App, Fault, SchoolInfo, record::name_of, time_in_words::day};

/// A bundle that was made.
#[derive(Clone, Debug)]
pub struct MadeBundle {
    /// Its entry.
    pub entry: EntryId,
    /// The day, in words.
    pub on: String,
    /// The day.
    pub made_on: domain::Date,
    /// Who made it.
    pub by: String,
    /// The day on which it was recorded as sent to the county, in words.
    pub sent_on: Option<String>,
    /// What it is made of.
    pub bundle: RequestBundle,
    /// Its PDF.
    pub pdf: Option<FileId>,
    /// Its Word copy.
    pub word: Option<FileId>,
}

/// What is found and missing.
///
/// # Errors
/// [`Fault::Forbidden`] when they may not prepare applications.
pub async fn things(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
) -> Result<Vec<Thing>, Fault> {
    let _ = allow(actor, Action::PrepareApplication, pupil.subject())?;
    let loaded = Loaded::read(app, actor, now, info, pupil).await?;
    Ok(look_for(&loaded.entries, &loaded.look(pupil)))
}

/// The bundles that were made of a child and that the actor may read, newest first.
///
/// # Errors
/// When the database fails.
pub async fn made_bundles(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<MadeBundle>, Fault> {
    let reader = app.store.read(actor.school);
    let all = entries::of_pupil(&reader, pupil.id).await?;
    let kept = files::of_pupil(&reader, pupil.id).await?;
    let names = accounts::names(&reader).await?;
    let may_open: Vec<_> =
        kept.iter().filter(|file| file_readable(actor, pupil.subject(), file, &all)).collect();
    // Who may open both reads the county's.
    let file = |entry: EntryId, kind: FileKind, for_parents: Option<FileId>| {
        let of = may_open.iter().filter(|file| file.entry == Some(entry) && file.kind == kind);
        of.min_by_key(|file| Some(file.id) == for_parents).map(|file| file.id)
    };
    Ok(all
        .iter()
        .rev()
        .filter(|entry| readable(actor, pupil.subject(), entry))
        .filter_map(|entry| match &entry.content {
            Content::RequestBundle(bundle) => Some(MadeBundle {
                entry: entry.id,
                on: day(entry.on),
                made_on: entry.on,
                by: name_of(&names, entry.author),
                pdf: file(entry.id, FileKind::Pdf, bundle.for_parents),
                word: file(entry.id, FileKind::Docx, bundle.for_parents),
                sent_on: bundle.sent_on.map(day),
                bundle: bundle.clone(),
            }),
            _ => None,
        })
        .collect())
}
