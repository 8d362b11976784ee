//! The SENCO calls a review before the half term's is due.

use domain::{
    Date, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
};
use store::queries::records;

use crate::{App, Fault, child};

/// Calls a review for a day, with the reason; the same day again changes nothing.
///
/// # Errors
/// [`Fault::Invalid`] when the day has passed or no reason is given; [`Fault::Rule`] when no round is open.
pub async fn call_review(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    on: Date,
    why: &str,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::MoveAlong, pupil).await?;
    if on < now.today {
        return Err(Fault::field("on-day", "The day of the review must be today or ahead."));
    }
    if why.trim().is_empty() {
        return Err(Fault::field("why", "Say why a review is needed now, in a few words."));
    }
    if !opened.record.state.is_open() {
        return Err(Fault::rule(
            "no-round-open",
            "No round of support is open for this child, so there is nothing to review. Record an initial concern first.",
        ));
    }
    if opened.record.review_due_on == Some(on) {
        return Ok(());
    }
    let changed = records::Record { review_due_on: Some(on), ..opened.record.clone() };
    records::save(&opened.tx, &opened.allowed, &changed).await?;
    let event = Event::pupil(Happening::ReviewCalled, pupil, format!("for {on}: {}", why.trim()));
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}
