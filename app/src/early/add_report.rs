//! Somebody adds a professional's report: staff, or the invited professional.

use domain::{
    Date, EntryId, Now, PupilId,
    people::Role,
    permissions::Actor,
    record::{Content, EntryKind, Report},
};

use super::one_written;
use crate::{App, Fault, FieldFault, child, files::Ready, record};

/// Whether somebody is here as an invited professional only: what was done with the advice is not theirs to say.
#[must_use]
pub fn is_professional(actor: &Actor) -> bool {
    actor.holdings.iter().all(|holding| holding.role == Role::Agency)
}

/// Adds a report with its files, or saves what was done with its advice as a new version.
///
/// # Errors
/// [`Fault::Invalid`] when title, author or file are missing, or its day is ahead; [`Fault::Stale`] when somebody saved
/// since; [`Fault::NotFound`] when the referral that it answers is not theirs to know of.
#[allow(clippy::too_many_arguments)] // the five of every verb that writes an entry, the day, and what comes with it
pub async fn add_report(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    on: Option<Date>,
    mut report: Report,
    comes: Vec<Ready>,
) -> Result<EntryId, Fault> {
    let child = child::see(app, actor, pupil).await?;
    let mut faults = Vec::new();
    if report.title.trim().is_empty() {
        faults.push(FieldFault::new(
            "title",
            "Say what it is, for example “Educational psychologist’s report”",
        ));
    }
    if report.author.trim().is_empty() {
        faults.push(FieldFault::new("author", "Say who wrote it, with their post"));
    }
    match on {
        None => faults.push(FieldFault::new("on-day", "Enter the day that stands on the report")),
        Some(on) if on > now.today => {
            faults.push(FieldFault::new("on-day", "This day must be today or before"));
        }
        Some(_) => {}
    }
    if of.is_none() && comes.is_empty() {
        faults.push(FieldFault::new("file", "Choose the report: a PDF, a Word document or a picture"));
    }
    let (Some(on), true) = (on, faults.is_empty()) else { return Err(Fault::Invalid(faults)) };
    match of {
        Some((id, _)) => {
            let before = one_written(app, actor, &child, EntryKind::Report, id).await?;
            let Content::Report(known) = before.entry.content else { return Err(Fault::NotFound) };
            (report.given_by, report.from_school) = (known.given_by, known.from_school);
            if is_professional(actor) {
                (report.done, report.referral) = (known.done, known.referral);
            }
        }
        None => {
            report.given_by = actor.user();
            if is_professional(actor) {
                report.done = String::new();
            }
        }
    }
    // A professional reads, and so answers, the referral that was made to them only.
    let is_kept = of.is_some() && is_professional(actor);
    if let (Some(referral), false) = (report.referral, is_kept) {
        one_written(app, actor, &child, EntryKind::Referral, referral).await?;
    }
    let writing = record::Writing { pupil, of, on, content: Content::Report(report) };
    record::write_entry_with(app, actor, now, writing, comes).await
}
