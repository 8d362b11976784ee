//! A score on a target is entered by hand, or taken back.

use domain::{
    Date, EntryId, Now, PupilId, TargetId,
    audit::{Event, Happening},
    calendar::count::{days_after, monday_of},
    permissions::{Action, Actor},
    progress::{Score, ScoredOn},
    record::Content,
};
use store::{
    Tx,
    queries::{entries, scores},
};

use crate::{App, Fault, child, time_in_words};

/// No score is older, in days: two years.
const OLDEST: i32 = -731;

/// A score that was taken outside a session.
#[derive(Clone, Copy, Debug)]
pub struct NewScore {
    /// The child.
    pub pupil: PupilId,
    /// The target, of any of the child's plans.
    pub target: TargetId,
    /// The day on which it was taken.
    pub on: Date,
    /// The value.
    pub value: Score,
}

/// Enters a score. Whether it was new: the same value on the same day again changes nothing.
///
/// # Errors
/// [`Fault::NotFound`] when the target is none of the child's; [`Fault::Invalid`] when the day cannot be, at `reason`
/// when its week is closed and nobody says why it is corrected.
///
/// # Source
/// pathway, step 6: a closed week can be corrected, with a reason.
pub async fn add_score(
    app: &App,
    actor: &Actor,
    now: Now,
    new: NewScore,
    reason: &str,
) -> Result<bool, Fault> {
    let opened = child::open(app, actor, Action::TypeSheets, new.pupil).await?;
    let written = entries::of_pupil(&opened.tx, new.pupil).await?;
    let mut targets = written.iter().filter_map(|entry| match &entry.content {
        Content::Plan(plan) => plan.targets.iter().find(|target| target.id == new.target),
        _ => None,
    });
    let target = targets.next_back().ok_or(Fault::NotFound)?;
    if let Some(what) = target.refuses(new.value) {
        return Err(Fault::field("score", format!("Give the score as {what}")));
    }
    if new.on > now.today {
        return Err(Fault::field("on-day", "The day must be today or before"));
    }
    if new.on < days_after(now.today, OLDEST) {
        return Err(Fault::field("on-day", "The day must be within the last two years"));
    }
    let known = scores::of_pupil(&opened.tx, new.pupil).await?;
    if known.iter().any(|score| (score.target, score.on, score.value) == (new.target, new.on, new.value)) {
        return Ok(false);
    }
    let id: EntryId = app.id(now);
    let score = scores::TargetScore {
        id,
        pupil: new.pupil,
        target: new.target,
        on: new.on,
        value: new.value,
        session: None,
        by: actor.user(),
    };
    scores::add(&opened.tx, &opened.allowed, &[score], now).await?;
    let detail = format!("{} on {}, target {}", new.value, new.on, new.target);
    let mut events = vec![Event::entry(Happening::ScoreEntered, new.pupil, id, detail)];
    events.extend(correction(&opened.tx, new.pupil, new.on, reason).await?);
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(true)
}

/// Takes a score back, and says what it was so that it can be put back. None when it was gone already.
///
/// # Errors
/// [`Fault::Invalid`] at `reason` when its week is closed and nobody says why it is corrected; as the matrix says.
pub async fn remove_score(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    (target, id): (TargetId, EntryId),
    reason: &str,
) -> Result<Option<ScoredOn>, Fault> {
    let opened = child::open(app, actor, Action::TypeSheets, pupil).await?;
    let known = scores::of_pupil(&opened.tx, pupil).await?;
    let Some(score) = known.into_iter().find(|score| score.id == id && score.target == target) else {
        return Ok(None);
    };
    scores::remove(&opened.tx, &opened.allowed, pupil, id).await?;
    let detail = format!("{} on {}, target {target}", score.value, score.on);
    let mut events = vec![Event::entry(Happening::ScoreRemoved, pupil, id, detail)];
    events.extend(correction(&opened.tx, pupil, score.on, reason).await?);
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(Some(ScoredOn::new(score.on, score.value)))
}

/// What the week's page says of a score of a closed week; none while the week is open.
async fn correction(tx: &Tx, pupil: PupilId, on: Date, reason: &str) -> Result<Option<Event>, Fault> {
    let monday = monday_of(on);
    if scores::closed_week(tx, monday).await?.is_none() {
        return Ok(None);
    }
    let reason = reason.trim();
    if reason.is_empty() {
        let sentence = "The week of this score is closed. Say in a few words why it is corrected";
        return Err(Fault::field("reason", sentence));
    }
    let detail = format!("{monday} A score entered by hand, {}: {reason}", time_in_words::short_day(on));
    Ok(Some(Event::pupil(Happening::WeekReopened, pupil, detail)))
}
