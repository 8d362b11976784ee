//! A child whose support stopped is looked at again after half a term: still fine, or a new round.

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
};
use store::queries::records;

use crate::{App, Fault, child};

/// Records that somebody looked back and all is well: the watch ends. Said twice, it stands once. A new round is begun
/// by a concern, as ever.
///
/// # Errors
/// [`Fault::Rule`] while a round is open.
pub async fn look_back(app: &App, actor: &Actor, now: Now, pupil: PupilId) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::RecordReview, pupil).await?;
    let state = &opened.record.state;
    if state.is_open() {
        return Err(Fault::rule("a-round-is-open", "A round of support is open: look at the child’s page."));
    }
    let Some(until) = state.watch_until else { return Ok(()) };
    let mut changed = opened.record.clone();
    changed.state.watch_until = None;
    records::save(&opened.tx, &opened.allowed, &changed).await?;
    let event = Event::pupil(Happening::LookedBack, pupil, format!("watched until {until}: still fine"));
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}
