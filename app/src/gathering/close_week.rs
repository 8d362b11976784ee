//! The data manager closes the week and hands it over; a closed week is corrected with a reason.

use domain::{
    Date, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
    progress::Week,
};
use store::queries::scores;

use crate::{App, Fault, school_subject};

/// Closes the week of a Monday with a note for the SENCO. Whether it was open: a closed week is corrected instead.
///
/// # Errors
/// [`Fault::Rule`] when the week has not begun.
pub async fn close_week(app: &App, actor: &Actor, now: Now, monday: Date, note: &str) -> Result<bool, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let week = Week::of(monday);
    if week.monday() > now.today {
        return Err(Fault::rule(
            "week-ahead",
            "That week has not begun. Close it once its sessions are held.",
        ));
    }
    let tx = app.store.write(actor.school).await?;
    if scores::closed_week(&tx, week.monday()).await?.is_some() {
        return Ok(false);
    }
    scores::close_week(&tx, &allowed, week.monday(), note.trim(), actor.user(), now).await?;
    let event = Event::school(Happening::WeekClosed, week.monday().to_string());
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(true)
}

/// Corrects a closed week: the note as it should read, and why. The reason stays on the page.
///
/// # Errors
/// [`Fault::Invalid`] without a reason; [`Fault::Rule`] when the week is not closed.
pub async fn correct_week(
    app: &App,
    actor: &Actor,
    now: Now,
    monday: Date,
    reason: &str,
    note: &str,
) -> Result<(), Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let week = Week::of(monday);
    if reason.trim().is_empty() {
        return Err(Fault::field("reason", "Say what is corrected, and why"));
    }
    let tx = app.store.write(actor.school).await?;
    if scores::closed_week(&tx, week.monday()).await?.is_none() {
        return Err(Fault::rule(
            "week-open",
            "That week is not closed: change what is wrong, then close it.",
        ));
    }
    scores::close_week(&tx, &allowed, week.monday(), note.trim(), actor.user(), now).await?;
    let detail = format!("{} {}", week.monday(), reason.trim());
    app.commit(tx, &allowed, now, [Event::school(Happening::WeekReopened, detail)]).await?;
    Ok(())
}
