//! The SENCO or the class teacher plans a child's move to the next class or school.

use domain::{
    EntryId, Now, PupilId,
    permissions::Actor,
    record::{Content, Transition},
};

use crate::{
    App, Fault, FieldFault,
    record::{Writing, write_entry},
};

/// Saves a move: new, or as a new version of the one started from.
///
/// # Errors
/// [`Fault::Invalid`] when it does not say where to and from when; [`Fault::Stale`] when somebody saved since.
pub async fn save_transition(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: Option<(EntryId, u32)>,
    transition: Transition,
) -> Result<EntryId, Fault> {
    let wrong = transition.wrong();
    if !wrong.is_empty() {
        let faults = wrong.into_iter().map(|(field, sentence)| FieldFault::new(field, sentence));
        return Err(Fault::Invalid(faults.collect()));
    }
    let on = transition.begins_on.unwrap_or(now.today);
    write_entry(app, actor, now, Writing { pupil, of, on, content: Content::Transition(transition) }).await
}
