//! The data manager closes the week and hands it over; a closed week is corrected with a reason.

use domain::{
    Date, Now,
    audit::{Event, Happening},
    permissions::{Action, Actor, allow},
    progress::Week,
    provision::planned_days,
};
use store::{
    Tx,
    queries::{provisions, scores, sessions},
};

use crate::{App, Fault, SchoolInfo, school_subject};

/// Which week is closed, and what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct CloseWeek<'a> {
    /// Any day of it.
    pub day: Date,
    /// A note for the SENCO.
    pub note: &'a str,
    /// Whether it is closed although sessions of it are still to come.
    pub before_its_end: bool,
}

/// Closes the week of a day with a note for the SENCO. Whether it was open: a closed week is corrected instead.
///
/// # Errors
/// [`Fault::Rule`] when the week has not begun; [`Fault::Invalid`] at `before-its-end` while sessions of it are still to
/// come, and nobody said that it is closed all the same.
pub async fn close_week(app: &App, actor: &Actor, now: Now, close: CloseWeek<'_>) -> Result<bool, Fault> {
    let allowed = allow(actor, Action::ImportAssessments, school_subject(actor.school))?;
    let info = app.school(actor.school, None).await?;
    let week = Week::of(close.day);
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
    let to_come = if close.before_its_end { 0 } else { to_come(&tx, &info, week, now.today).await? };
    if to_come > 0 {
        let are = if to_come == 1 {
            "1 session of this week is"
        } else {
            &format!("{to_come} sessions of this week are")
        };
        let sentence = format!("{are} still to come. Tick this to close it all the same");
        return Err(Fault::field("before-its-end", sentence));
    }
    scores::close_week(&tx, &allowed, week.monday(), close.note.trim(), actor.user(), now).await?;
    let event = Event::school(Happening::WeekClosed, week.monday().to_string());
    app.commit(tx, &allowed, now, [event]).await?;
    Ok(true)
}

/// How many sessions of a week are planned for today or later, and not logged.
async fn to_come(tx: &Tx, info: &SchoolInfo, week: Week, today: Date) -> Result<usize, Fault> {
    let from = week.monday().max(today);
    if from > week.sunday() {
        return Ok(0);
    }
    let held = sessions::between(tx, from, week.sunday()).await?;
    let is_held = |group, on| held.iter().any(|session| session.provision == group && session.on == on);
    let groups = provisions::between(tx, from, week.sunday()).await?;
    let planned = groups.iter().flat_map(|group| {
        let days = planned_days(group, &info.calendar, from, week.sunday());
        days.into_iter().filter(|on| group.children_on(*on).next().is_some() && !is_held(group.id, *on))
    });
    Ok(planned.count())
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
