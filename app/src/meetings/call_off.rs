//! The meeting of a review is called off, with the reason: everybody who was invited is told.

use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    meetings::Meeting,
    pathway::review_due,
    permissions::{Action, Actor},
    record::Content,
};
use store::queries::{accounts, entries, meetings, records, schools};

use super::{
    show_meetings::{overtaken_by, standing},
    tell_invited::{Inviting, Letters, News},
};
use crate::{App, Fault, child};

/// Calls off the meeting that is ahead; the review is due then as if no day had been set. A meeting that is called off
/// already stays so, and nobody is told again. `from` is the sequence of the meeting that was shown.
///
/// # Errors
/// [`Fault::Invalid`] at `why` without a reason, or when somebody moved it since; [`Fault::NotFound`] when no meeting was planned.
pub async fn call_off(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    (pupil, from): (PupilId, Option<u32>),
    why: &str,
) -> Result<(), Fault> {
    let why = why.trim();
    if why.is_empty() {
        return Err(Fault::field(
            "why",
            "Say in a few words why it is called off: everybody invited reads it",
        ));
    }
    let info = app.school(actor.school, None).await?;
    let opened = child::open(app, actor, Action::MoveAlong, pupil).await?;
    let Some(standing) = standing(&opened.tx, pupil, now.today).await? else {
        let all = meetings::of_pupil(&opened.tx, pupil, now.today).await?;
        return if all.is_empty() { Err(Fault::NotFound) } else { Ok(()) };
    };
    if let Some(sentence) = overtaken_by(Some(&standing), from) {
        return Err(Fault::field("why", sentence));
    }
    let is_due_then = opened.record.review_due_on == Some(standing.when.on);
    let event = off(app, actor, now, base, &opened, standing, why).await?;
    if is_due_then {
        let state = &opened.record.state;
        let last_on = entries::of_pupil(&opened.tx, pupil)
            .await?
            .iter()
            .filter(|entry| matches!(entry.content, Content::Review(_)))
            .map(|entry| entry.on)
            .next_back();
        let due_on = review_due::is_reviewed(state).then(|| {
            review_due::due_on(&info.calendar, last_on, state.support_entered_on.unwrap_or(now.today))
        });
        let changed = records::Record { review_due_on: due_on, ..opened.record.clone() };
        records::save(&opened.tx, &opened.allowed, &changed).await?;
    }
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}

/// Calls off a meeting that stands and tells everybody who was invited, inside a transaction that does more; gives its event.
pub(crate) async fn off(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    opened: &child::Opened,
    standing: Meeting,
    why: &str,
) -> Result<Event, Fault> {
    let off = Meeting {
        called_off: Some(why.to_owned()),
        sequence: standing.sequence + 1,
        changed_at: now.instant,
        ..standing
    };
    meetings::change(&opened.tx, &opened.allowed, &off).await?;
    let school = schools::get_in(&opened.tx).await?.ok_or(Fault::NotFound)?;
    let accounts = accounts::all(&opened.tx).await?;
    let mut letters = Letters::of(&accounts, actor);
    letters.add_everybody(0, News::CalledOff, &off);
    let planner = accounts.iter().find(|account| Some(account.id) == off.planner);
    let inviting = Inviting { base, school: &school, planner };
    letters.send(app, &opened.tx, opened.allowed.as_ref(), now, inviting).await?;
    Ok(Event::pupil(Happening::ReviewCalledOff, off.pupil, format!("of {}: {why}", off.when.on)))
}
