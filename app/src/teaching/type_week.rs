//! A week's paper sheet is typed in: its sessions are logged in one go, all of them or none.

use domain::{Date, Now, permissions::Actor};

use super::{
    LogSession, Logged,
    log_session::{Plans, log_at},
    show_session::reach_on,
    sync_sessions::join_rights,
};
use crate::{App, Fault, FieldFault, time_in_words};

/// What became of a typed week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeekTyped {
    /// It is saved.
    Saved {
        /// So many sessions are new or changed.
        sessions: usize,
        /// Whether one of them came after its week was closed.
        late: bool,
    },
    /// Somebody logged these sessions otherwise meanwhile: nothing is saved until that was seen.
    Changed(Vec<Date>),
}

/// Logs the sessions of a sheet, or corrects them: marks and scores, no text. Each has the version that it started from.
///
/// # Errors
/// [`Fault::Invalid`] with the session's day at the end of each box's name (`score-…-2026-11-23`); as
/// [`super::log_session`] otherwise; the reason is asked once. Then nothing is written.
pub async fn type_week(
    app: &App,
    actor: &Actor,
    now: Now,
    sheet: Vec<LogSession>,
) -> Result<WeekTyped, Fault> {
    let tx = app.store.write(actor.school).await?;
    let mut plans = Plans::default();
    let (mut rights, mut events, mut faults, mut changed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut sessions, mut late) = (0, false);
    for typed in sheet {
        let on = typed.on;
        match log_at(
            app,
            &reach_on(actor, on, now.today),
            now,
            &tx,
            &mut plans,
            LogSession { from_sheet: true, ..typed },
        )
        .await
        {
            Ok((logged, at)) => {
                late |= logged == Logged::Late;
                if let Some(at) = at {
                    sessions += 1;
                    join_rights(&mut rights, at.rights);
                    events.extend(at.events);
                }
            }
            Err(Fault::Stale) => changed.push(on),
            Err(Fault::Invalid(found)) => {
                faults.extend(found.into_iter().map(|fault| match fault.field.as_str() {
                    // Asked once for the week.
                    "reason" => fault,
                    // A week has several days: the sentence says which.
                    field => {
                        let day = time_in_words::short_day(on);
                        FieldFault::new(format!("{field}-{on}"), format!("{day}: {}", fault.sentence))
                    }
                }))
            }
            Err(fault) => return Err(fault),
        }
    }
    faults.dedup();
    if !faults.is_empty() {
        return Err(Fault::Invalid(faults));
    }
    if !changed.is_empty() {
        return Ok(WeekTyped::Changed(changed));
    }
    if !events.is_empty() {
        app.commit_each(tx, &rights, now, events).await?;
    }
    Ok(WeekTyped::Saved { sessions, late })
}
