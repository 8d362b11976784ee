//! The class teacher records what was changed in the classroom.

use domain::{
    EntryId, Now, PupilId,
    permissions::Actor,
    record::{Adaptation, Content},
};

use crate::{App, Fault, FieldFault, record};

/// Records an adaptation.
///
/// # Errors
/// [`Fault::Invalid`] when it does not say what was changed, or its days run backwards or begin ahead.
pub async fn record_adaptation(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    adaptation: Adaptation,
) -> Result<EntryId, Fault> {
    let mut faults = Vec::new();
    if adaptation.what.trim().is_empty() {
        faults.push(FieldFault::new(
            "what",
            "Write what you changed, for example “instructions one at a time, with a picture”",
        ));
    }
    let from_on = adaptation.from_on.unwrap_or(now.today);
    if from_on > now.today {
        faults.push(FieldFault::new("from_on-day", "Say since when it is done: today or before"));
    }
    if adaptation.review_on.is_some_and(|day| day < from_on) {
        faults.push(FieldFault::new("review_on-day", "The day to look at it again must be after its start"));
    }
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    let content = Content::Adaptation(Adaptation { from_on: Some(from_on), ..adaptation });
    let writing = record::Writing { pupil, of: None, on: from_on, content };
    record::write_entry(app, actor, now, writing).await
}
