//! A score on a target is entered by hand, or taken back.

use domain::{
    Date, EntryId, Now, PupilId, TargetId,
    audit::{Event, Happening},
    calendar::count::days_after,
    permissions::{Action, Actor},
    progress::{Score, ScoredOn},
    record::Content,
};
use store::queries::{entries, scores};

use crate::{App, Fault, child};

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
/// [`Fault::NotFound`] when the target is none of the child's; [`Fault::Invalid`] when the day cannot be.
pub async fn add_score(app: &App, actor: &Actor, now: Now, new: NewScore) -> Result<bool, Fault> {
    let opened = child::open(app, actor, Action::TypeSheets, new.pupil).await?;
    let written = entries::of_pupil(&opened.tx, new.pupil).await?;
    let is_of = |content: &Content| matches!(content, Content::Plan(plan) if plan.targets.iter().any(|target| target.id == new.target));
    if !written.iter().any(|entry| is_of(&entry.content)) {
        return Err(Fault::NotFound);
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
    let event = Event::entry(Happening::ScoreEntered, new.pupil, id, detail);
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(true)
}

/// Takes a score back, and says what it was so that it can be put back. None when it was gone already.
///
/// # Errors
/// As the matrix says, or when the database fails.
pub async fn remove_score(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    target: TargetId,
    id: EntryId,
) -> Result<Option<ScoredOn>, Fault> {
    let opened = child::open(app, actor, Action::TypeSheets, pupil).await?;
    let known = scores::of_pupil(&opened.tx, pupil).await?;
    let Some(score) = known.into_iter().find(|score| score.id == id && score.target == target) else {
        return Ok(None);
    };
    scores::remove(&opened.tx, &opened.allowed, pupil, id).await?;
    let detail = format!("{} on {}, target {target}", score.value, score.on);
    let event = Event::entry(Happening::ScoreRemoved, pupil, id, detail);
    app.commit(opened.tx, &opened.allowed, now, [event]).await?;
    Ok(Some(ScoredOn::new(score.on, score.value)))
}
