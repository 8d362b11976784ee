//! Somebody adds to the pupil file: a dated piece of work, a photo, an observation, a plan that keeps the child safe.

use domain::{
    Date, EntryId, Now, PupilId,
    people::Role,
    permissions::Actor,
    record::{Content, FileItem},
};

use crate::{App, Fault, FieldFault, files::Ready, record};

/// Adds to the pupil file, with photos or papers. One that comes with a file needs no name. What a child adds is shared: it is theirs to show.
///
/// # Errors
/// [`Fault::Invalid`] when it has no title, or its day is ahead.
pub async fn add_to_file(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    on: Date,
    mut item: FileItem,
    comes: Vec<Ready>,
) -> Result<EntryId, Fault> {
    let mut faults = Vec::new();
    if item.title.trim().is_empty() && !comes.is_empty() {
        item.title = item.sort.name().to_owned();
    }
    if item.title.trim().is_empty() {
        faults.push(FieldFault::new("title", "Give it a name, for example “Spelling test”"));
    }
    if item.review_on.is_some_and(|day| day < on) {
        faults.push(FieldFault::new("review_on-day", "This day must be after the day of the plan"));
    }
    if on > now.today {
        faults.push(FieldFault::new("on-day", "The day must be today or before"));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    item.shared |= actor.holdings.iter().all(|holding| holding.role == Role::Pupil);
    let writing = record::Writing { pupil, of: None, on, content: Content::FileItem(item) };
    record::write_entry_with(app, actor, now, writing, comes).await
}
