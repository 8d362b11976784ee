//! What the page of one session shows: its children, what each is scored on, and what was logged.

use std::collections::BTreeMap;

use domain::{
    Date, Now, ProvisionId, PupilId, TargetId,
    audit::Happening,
    calendar::count::days_after,
    people::Pupil,
    permissions::{Action, Actor, Scope, Subject, Who},
    progress::Score,
    provision::{AtSession, Joined, Provision, Session, counts_prompts},
};
use store::{
    Conn,
    queries::{accounts, actors, covers, events, provisions, pupils, scores, sessions},
};

use super::{PlannedTarget, targets::reads_words, targets_of_scope, undo_session::may_undo};
use crate::{App, Clock, Fault, time_in_words::day_of};

/// A child of the session.
#[derive(Clone, Debug)]
pub struct SessionChild {
    /// The child.
    pub pupil: Pupil,
    /// What they are scored on.
    pub target: Option<PlannedTarget>,
    /// What that is called, to this visitor.
    pub target_label: String,
    /// The latest score before this session, and its day.
    pub last: Option<(Date, Score)>,
    /// What was logged of them.
    pub at: Option<AtSession>,
    /// The score that was logged.
    pub score: Option<Score>,
}

impl SessionChild {
    /// Whether prompts are counted beside the score.
    #[must_use]
    pub fn counts_prompts(&self) -> bool {
        self.target.as_ref().is_some_and(|planned| counts_prompts(&planned.target))
    }
}

/// Two logs of the session that were joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinedShown {
    /// When the second arrived.
    pub at: jiff::Timestamp,
    /// Who sent it.
    pub by: String,
    /// What the two said, by child.
    pub lines: Vec<(PupilId, Joined)>,
}

/// The page of a session.
#[derive(Clone, Debug)]
pub struct SessionShown {
    /// The group.
    pub provision: Provision,
    /// The day.
    pub on: Date,
    /// What was logged.
    pub session: Option<Session>,
    /// Who logged it.
    pub logged_by: String,
    /// Whether it was logged after its week was closed.
    pub late: bool,
    /// Whether its week is closed: what was logged is changed with a reason only.
    pub closed: bool,
    /// The children, by name.
    pub children: Vec<SessionChild>,
    /// Whether the visitor may take it back.
    pub may_undo: bool,
    /// The logs that were joined, oldest first.
    pub joined: Vec<JoinedShown>,
}

/// A session for whoever may log it; from a sheet, for whoever types sheets.
///
/// # Errors
/// [`Fault::NotFound`] when no child of it is in reach, or the day is not the group's;
/// [`Fault::Forbidden`] when only some are.
pub async fn show_session(
    app: &App,
    actor: &Actor,
    now: Now,
    provision: ProvisionId,
    on: Date,
    from_sheet: bool,
) -> Result<SessionShown, Fault> {
    let reader = app.store.read(actor.school);
    let group = provisions::get(&reader, provision).await?.ok_or(Fault::NotFound)?;
    match shown(app, &reach_on(actor, on, now.today), now, &group, on, from_sheet).await {
        Err(fault @ (Fault::NotFound | Fault::Forbidden(_))) => {
            match who_ran_it(&reader, actor, &group, on, now.today).await? {
                Some(then) => shown(app, &then, now, &group, on, from_sheet).await,
                None => Err(fault),
            }
        }
        shown => shown,
    }
}

/// As somebody reaches the sessions of a day: a day's cover reaches that day only.
pub(super) fn reach_on(actor: &Actor, on: Date, today: Date) -> Actor {
    if on == today { actor.clone() } else { actor.in_full() }
}

/// For how many days whoever ran a group reaches its sessions after the group, or their cover, has ended; what they logged
/// themselves they reach for longer, to correct it.
const REACHED_FOR: i32 = 14;

/// Whoever ran a group on an earlier day, as they were on that day: the session is theirs to log and to correct, also
/// when the group, their place in it or their cover has ended since.
pub(super) async fn who_ran_it(
    db: &impl Conn,
    actor: &Actor,
    group: &Provision,
    on: Date,
    today: Date,
) -> Result<Option<Actor>, Fault> {
    let Some(user) = actor.user().filter(|_| on < today) else { return Ok(None) };
    let ran = group.staff.contains(&user) || covers::on(db, on).await?.contains(&(group.id, user));
    if !ran {
        return Ok(None);
    }
    let is_own = async || {
        let session = sessions::on(db, group.id, on).await?;
        Ok::<_, Fault>(session.is_some_and(|session| session.logged_by == Some(user)))
    };
    if on < days_after(today, -REACHED_FOR) && !is_own().await? {
        return Ok(None);
    }
    Ok(actors::actor(db, user, on).await?)
}

async fn shown(
    app: &App,
    actor: &Actor,
    now: Now,
    group: &Provision,
    on: Date,
    from_sheet: bool,
) -> Result<SessionShown, Fault> {
    let reader = app.store.read(actor.school);
    let session = sessions::on(&reader, group.id, on).await?;
    // A group may have been stopped before the day of what was held: that can be put right all the same.
    if session.is_none() && !(group.from_on..=group.until_on).contains(&on) {
        return Err(Fault::NotFound);
    }
    let action = if from_sheet { Action::TypeSheets } else { Action::LogSession };
    let mut ids: Vec<PupilId> = group.children_on(on).map(|place| place.pupil).collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = actor.scope();
    let seen = pupils::among_on(&reader, &scope, ids.iter().copied(), on).await?;
    let runs = actor.user().is_some_and(|user| group.staff.contains(&user));
    if seen.is_empty() && !runs && !actor.may_to(action, Subject::School(actor.school)) {
        return Err(Fault::NotFound);
    }
    if seen.len() < ids.len() || seen.iter().any(|pupil| !actor.may_to(action, pupil.subject())) {
        return Err(Fault::Forbidden(action));
    }
    let serves: BTreeMap<PupilId, TargetId> =
        group.children_on(on).filter_map(|place| Some((place.pupil, place.target?))).collect();
    let plans = targets_of_scope(&reader, &scope).await?;
    let since = days_after(on, -120);
    let known = scores::since(&reader, &scope, since).await?;
    let closed = scores::closed_week(&reader, domain::calendar::count::monday_of(on)).await?;
    let children = seen
        .into_iter()
        .map(|pupil| {
            let plan = plans.get(&pupil.id);
            let target = match (serves.get(&pupil.id), plan.map(|plan| plan.targets.as_slice())) {
                (Some(id), _) => plan.and_then(|plan| plan.target(*id)).cloned(),
                (None, Some([only])) => Some(only.clone()),
                (None, _) => None,
            };
            let own = |score: &&scores::TargetScore| {
                score.pupil == pupil.id
                    && target.as_ref().is_some_and(|planned| planned.target.id == score.target)
            };
            let here =
                |score: &scores::TargetScore| session.as_ref().is_some_and(|s| score.session == Some(s.id));
            SessionChild {
                last: known
                    .iter()
                    .filter(own)
                    .rfind(|score| !here(score) && score.on <= on)
                    .map(|score| (score.on, score.value)),
                score: known.iter().filter(own).find(|score| here(score)).map(|score| score.value),
                at: session.as_ref().and_then(|session| session.child(pupil.id)).cloned(),
                target_label: target
                    .as_ref()
                    .map(|planned| planned.label(reads_words(actor, &pupil)))
                    .unwrap_or_default(),
                target,
                pupil,
            }
        })
        .collect();
    let logged_by = match session.as_ref().and_then(|session| session.logged_by) {
        Some(user) => accounts::get(&reader, user).await?.map(|account| account.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(SessionShown {
        closed: closed.is_some(),
        late: matches!((&session, &closed), (Some(s), Some((at, _, _))) if s.came_late(*at, day_of(s.logged_at))),
        joined: match &session {
            Some(session) => joined_of(&reader, &scope, session).await?,
            None => Vec::new(),
        },
        may_undo: !from_sheet && session.as_ref().is_some_and(|session| may_undo(actor, now, session)),
        provision: group.clone(),
        on,
        session,
        logged_by,
        children,
    })
}

/// The logs of a session that were joined, oldest first.
async fn joined_of(db: &impl Conn, scope: &Scope, session: &Session) -> Result<Vec<JoinedShown>, Fault> {
    let since = Clock::london_at(session.on, 0, 0);
    let kept = events::with_pupils_since(db, scope, &[Happening::SessionJoined], since, MOST_JOINED).await?;
    let lines: Vec<_> = kept
        .into_iter()
        .rev()
        .filter_map(|(event, pupil)| {
            let line = Joined::read(&event.detail, session.id)?;
            Some((event.at, event.who, pupil.id, line))
        })
        .collect();
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let names = accounts::names(db).await?;
    let mut joined: Vec<JoinedShown> = Vec::new();
    for (at, who, pupil, line) in lines {
        let by = match who {
            Who::Person(user) => names.get(&user).cloned().unwrap_or_default(),
            Who::Operator | Who::Job => String::new(),
        };
        match joined.last_mut() {
            Some(last) if (last.at, &last.by) == (at, &by) => last.lines.push((pupil, line)),
            _ => joined.push(JoinedShown { at, by, lines: vec![(pupil, line)] }),
        }
    }
    Ok(joined)
}

/// How many of what was joined since a session's day are looked through.
const MOST_JOINED: u64 = 1000;
