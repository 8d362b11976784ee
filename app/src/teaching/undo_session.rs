//! What was just logged is taken back: for slips of a thumb, by whoever logged it, on the same day.

use domain::{
    Date, Now, ProvisionId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
};
use store::queries::{provisions, sessions};

use super::{
    log_session::children_of,
    show_session::{reach_on, who_ran_it},
};
use crate::{App, Fault, time_in_words::day_of};

/// Takes a session back with its scores. Whether there was one.
///
/// # Errors
/// When it was corrected since, logged by somebody else or on another day: then it is corrected, not taken back.
pub async fn undo_session(
    app: &App,
    actor: &Actor,
    now: Now,
    provision: ProvisionId,
    on: Date,
) -> Result<bool, Fault> {
    let tx = app.store.write(actor.school).await?;
    let group = provisions::get(&tx, provision).await?.ok_or(Fault::NotFound)?;
    let (_, rights) =
        match children_of(&reach_on(actor, on, now.today), Action::LogSession, &tx, &group, on).await {
            Err(fault @ (Fault::NotFound | Fault::Forbidden(_))) => {
                let then = who_ran_it(&tx, actor, &group, on, now.today).await?.ok_or(fault)?;
                children_of(&then, Action::LogSession, &tx, &group, on).await?
            }
            found => found?,
        };
    let Some(session) = sessions::on(&tx, provision, on).await? else { return Ok(false) };
    if !may_undo(actor, now, &session) {
        return Err(Fault::rule(
            "correct-instead",
            "This can no longer be taken back. Open the session and correct it.",
        ));
    }
    sessions::remove(&tx, &rights, &session).await?;
    let events: Vec<Event> = session
        .children
        .iter()
        .map(|child| {
            let detail = format!("{} on {}", session.status.code(), session.on);
            Event::pupil(Happening::SessionTakenBack, child.pupil, detail)
        })
        .collect();
    app.commit_each(tx, &rights, now, events).await?;
    Ok(true)
}

/// Whether somebody may take a session back: they logged it today, and nobody corrected it since.
#[must_use]
pub fn may_undo(actor: &Actor, now: Now, session: &domain::provision::Session) -> bool {
    session.version == 1
        && session.logged_by.is_some()
        && session.logged_by == actor.user()
        && day_of(session.logged_at) == now.today
}
