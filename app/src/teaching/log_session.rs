//! A session is logged: it ran, was shortened or did not run; each child there or why not; the target's score.

use std::collections::BTreeMap;

use domain::{
    Date, Now, ProvisionId, PupilId, SessionId, TargetId,
    audit::{Event, Happening},
    calendar::count::monday_of,
    people::{CalledApart, Pupil},
    permissions::{Action, Actor, Allowed, Subject, allow, allow_each},
    progress::Score,
    provision::{AtSession, MOST_PROMPTS, Provision, Session, SessionStatus},
};
use store::{
    Tx,
    queries::{
        provisions, pupils,
        scores::{self, TargetScore},
        sessions,
    },
};

use super::{
    InUse,
    show_session::{reach_on, who_ran_it},
    targets_of_scope,
};
use crate::{App, Fault, FieldFault, time_in_words};

/// A child at the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildLog {
    /// The child.
    pub pupil: PupilId,
    /// Whether they were there.
    pub present: bool,
    /// Why not.
    pub why: String,
    /// A line about them.
    pub line: String,
    /// The score on the target that their place serves.
    pub score: Option<Score>,
    /// How many prompts they needed, where that is counted.
    pub prompts: Option<u32>,
}

/// What is logged.
#[derive(Clone, Debug)]
pub struct LogSession {
    /// The provision.
    pub provision: ProvisionId,
    /// The day.
    pub on: Date,
    /// The version started from; 0 when nothing was logged.
    pub version: u32,
    /// What became of it.
    pub status: SessionStatus,
    /// Why it was shortened, or did not run.
    pub why: String,
    /// A line, or a message to the teacher.
    pub line: String,
    /// Its minutes, when it was shortened.
    pub minutes: Option<u32>,
    /// The children. Of whom it says nothing when it names others, nothing is logged: whoever wrote it did not know of them.
    /// Without any it is about all of them.
    pub children: Vec<ChildLog>,
    /// Whether it is typed from a paper sheet: marks and scores; text that is there stays.
    pub from_sheet: bool,
    /// Why what was logged is changed, when its week is closed.
    pub reason: String,
}

impl LogSession {
    /// Whether it says something of a child.
    #[must_use]
    pub fn says_of(&self, pupil: PupilId) -> bool {
        self.status == SessionStatus::NotRun
            || self.children.is_empty()
            || self.children.iter().any(|child| child.pupil == pupil)
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logged {
    /// It is logged.
    Done,
    /// It is logged, after its week was closed: it is marked as late.
    Late,
    /// The same was logged before: it counts once.
    AlreadyThere,
}

/// Logs a session, or corrects what was logged.
///
/// # Errors
/// [`Fault::Stale`] when somebody else logged it otherwise since; [`Fault::Invalid`] at its boxes, at `reason` when what
/// was logged in a closed week is changed without one; out of reach.
///
/// # Source
/// pathway, step 6: a closed week can be corrected, with a reason.
pub async fn log_session(app: &App, actor: &Actor, now: Now, input: LogSession) -> Result<Logged, Fault> {
    let tx = app.store.write(actor.school).await?;
    let reach = reach_on(actor, input.on, now.today);
    let mut done = log_at(app, &reach, now, &tx, &mut Plans::default(), input.clone()).await;
    if matches!(done, Err(Fault::NotFound | Fault::Forbidden(_)))
        && let Some(group) = provisions::get(&tx, input.provision).await?
        && let Some(then) = who_ran_it(&tx, actor, &group, input.on, now.today).await?
    {
        done = log_at(app, &then, now, &tx, &mut Plans::default(), input).await;
    }
    let (logged, at) = done?;
    if let Some(at) = at {
        app.commit_each(tx, &at.rights, now, at.events).await?;
    }
    Ok(logged)
}

/// What a request knows already: read once for all its sessions.
#[derive(Debug, Default)]
pub(super) struct Plans {
    groups: BTreeMap<ProvisionId, Provision>,
    targets: Option<BTreeMap<PupilId, InUse>>,
    closed: BTreeMap<Date, bool>,
    /// When the logs were written that this request brought: its events are not in the trail yet.
    pub(super) written: BTreeMap<(ProvisionId, Date), jiff::Timestamp>,
}

impl Plans {
    /// A group: read once.
    pub(super) async fn group(&mut self, tx: &Tx, id: ProvisionId) -> Result<Provision, Fault> {
        if let Some(known) = self.groups.get(&id) {
            return Ok(known.clone());
        }
        let group = provisions::get(tx, id).await?.ok_or(Fault::NotFound)?;
        self.groups.insert(id, group.clone());
        Ok(group)
    }
}

/// What was written of a session, to be committed.
#[derive(Debug)]
pub(super) struct At {
    pub(super) rights: Vec<Allowed>,
    pub(super) events: Vec<Event>,
}

/// Logs one session inside a transaction. Nothing is written when it is refused.
pub(super) async fn log_at(
    app: &App,
    actor: &Actor,
    now: Now,
    tx: &Tx,
    plans: &mut Plans,
    input: LogSession,
) -> Result<(Logged, Option<At>), Fault> {
    let action = if input.from_sheet { Action::TypeSheets } else { Action::LogSession };
    let group = plans.group(tx, input.provision).await?;
    let before = sessions::on(tx, group.id, input.on).await?;
    // A group may have been stopped before the day of what was held: that can be put right all the same.
    if before.is_none() && !(group.from_on..=group.until_on).contains(&input.on) {
        return Err(Fault::NotFound);
    }
    if input.on > now.today {
        return Err(Fault::rule("not-yet", "This session is still ahead. Log it on its day."));
    }
    let (children, rights) = children_of(actor, action, tx, &group, input.on).await?;
    let called = CalledApart::of(&children);
    check(&input, &group, &children, &called)?;
    let session = session_of(app, actor, now, &input, &group, &children, before.as_ref());
    let closed = is_closed(tx, plans, input.on).await?;
    let reason = input.reason.trim();
    let mut was = Vec::new();
    let new_scores = scores_of(app, actor, now, tx, plans, &input, &group, &session, &|id| {
        children
            .iter()
            .find(|pupil| pupil.id == id)
            .map_or_else(|| "a child".to_owned(), |pupil| called.tell(pupil))
    })
    .await?;
    if let Some(before) = &before {
        let old_scores = scores::of_session(tx, before.id).await?;
        if same(before, &session) && same_scores(&old_scores, &new_scores) {
            return Ok((Logged::AlreadyThere, None));
        }
        if before.version != input.version {
            return Err(Fault::Stale);
        }
        if closed && reason.is_empty() {
            let sentence = "This week is closed. Say in a few words why what was entered is changed";
            return Err(Fault::field("reason", sentence));
        }
        was = old_scores;
        scores::remove_of_session(tx, &rights, before.id).await?;
    } else if input.version != 0 {
        return Err(Fault::Stale);
    }
    sessions::save(tx, &rights, &session, now).await?;
    scores::add(tx, &rights, &new_scores, now).await?;
    let what = if before.is_some() { Happening::SessionCorrected } else { Happening::SessionLogged };
    let mut events = events(what, &session, before.as_ref(), (&was, &new_scores), reason);
    if let (Some(first), true) = (session.children.first(), before.is_some() && closed) {
        let (monday, day) = (monday_of(input.on), time_in_words::short_day(input.on));
        let detail = format!("{monday} {}, {day}: {reason}", group.name);
        events.push(Event::pupil(Happening::WeekReopened, first.pupil, detail));
    }
    // What is corrected is told as a correction; what is logged on its day is in time, however early the week was closed.
    let late = closed && before.is_none() && input.on < now.today;
    Ok((if late { Logged::Late } else { Logged::Done }, Some(At { rights, events })))
}

/// Whether a week was closed: asked once for each week of a request.
async fn is_closed(tx: &Tx, plans: &mut Plans, on: Date) -> Result<bool, Fault> {
    let monday = monday_of(on);
    if let Some(known) = plans.closed.get(&monday) {
        return Ok(*known);
    }
    let closed = scores::closed_week(tx, monday).await?.is_some();
    plans.closed.insert(monday, closed);
    Ok(closed)
}

/// The children with a place on the day, and a right for each: all of them, or none is logged.
pub(super) async fn children_of(
    actor: &Actor,
    action: Action,
    tx: &Tx,
    group: &Provision,
    on: Date,
) -> Result<(Vec<Pupil>, Vec<Allowed>), Fault> {
    let ids: Vec<PupilId> = group.children_on(on).map(|place| place.pupil).collect();
    if ids.is_empty() {
        return Err(Fault::rule("no-children", "No child has a place in this group on that day."));
    }
    let seen = pupils::among_on(tx, &actor.scope(), ids.iter().copied(), on).await?;
    let mut wanted = ids.clone();
    wanted.sort_unstable();
    wanted.dedup();
    if seen.is_empty() {
        return Err(Fault::NotFound);
    }
    if actor.may_to(action, Subject::School(actor.school)) {
        return Ok((seen, vec![allow(actor, action, Subject::School(actor.school))?]));
    }
    if seen.len() < wanted.len() {
        return Err(Fault::Forbidden(action));
    }
    let rights = allow_each(actor, action, seen.iter().map(Pupil::subject))?;
    Ok((seen, rights))
}

fn check(
    input: &LogSession,
    group: &Provision,
    children: &[Pupil],
    called: &CalledApart,
) -> Result<(), Fault> {
    let mut faults = Vec::new();
    let ran = input.status != SessionStatus::NotRun;
    if !ran && input.why.trim().is_empty() {
        faults.push(FieldFault::new("why", "Say why it did not run"));
    }
    if let Some(minutes) = input.minutes.filter(|_| input.status == SessionStatus::Shortened)
        && !(1..=group.minutes.max(1)).contains(&minutes)
    {
        let sentence = format!("Give the minutes that it lasted, from 1 to {}", group.minutes);
        faults.push(FieldFault::new("minutes", sentence));
    }
    for child in &input.children {
        let Some(pupil) = children.iter().find(|pupil| pupil.id == child.pupil) else {
            return Err(Fault::NotFound);
        };
        let called = called.tell(pupil);
        if child.score.is_some() && ran && !child.present {
            let sentence = format!("{called} has a score but is marked as away: change one of the two");
            faults.push(FieldFault::new(format!("score-{}", pupil.id), sentence));
        }
        if child.prompts.is_some_and(|prompts| prompts > MOST_PROMPTS) {
            let sentence = format!("Give the prompts that {called} needed, from 0 to {MOST_PROMPTS}");
            faults.push(FieldFault::new(format!("prompts-{}", pupil.id), sentence));
        }
        if child.score.is_some() && !ran {
            let sentence = format!("{called} has a score, but the session did not run: take the score out");
            faults.push(FieldFault::new(format!("score-{}", pupil.id), sentence));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Fault::Invalid(faults)) }
}

fn session_of(
    app: &App,
    actor: &Actor,
    now: Now,
    input: &LogSession,
    group: &Provision,
    children: &[Pupil],
    before: Option<&Session>,
) -> Session {
    let ran = input.status != SessionStatus::NotRun;
    let by_whom = actor.user();
    let at = children
        .iter()
        .filter(|pupil| input.says_of(pupil.id))
        .map(|pupil| {
            let logged = input.children.iter().find(|child| child.pupil == pupil.id);
            let old = before.and_then(|before| before.child(pupil.id));
            let present = ran && logged.is_none_or(|child| child.present);
            let text = |of: fn(&ChildLog) -> &String, old: Option<&String>| {
                if input.from_sheet {
                    old.cloned().unwrap_or_default()
                } else {
                    logged.map(|child| of(child).trim().to_owned()).unwrap_or_default()
                }
            };
            AtSession {
                pupil: pupil.id,
                present,
                // A reason chosen from the list is a mark, not a text.
                why: match logged {
                    Some(child) if ran && !present => child.why.trim().to_owned(),
                    _ => String::new(),
                },
                line: text(|child| &child.line, old.map(|old| &old.line)),
                // A sheet has no box for them: what was counted stays.
                prompts: if input.from_sheet {
                    old.and_then(|old| old.prompts)
                } else {
                    logged.and_then(|child| child.prompts)
                }
                .filter(|_| present),
            }
        })
        .collect();
    let keep_line = |before: &Session| before.line.clone();
    Session {
        id: before.map_or_else(|| app.id::<SessionId>(now), |before| before.id),
        provision: group.id,
        on: input.on,
        status: input.status,
        why: match input.status {
            SessionStatus::Delivered => String::new(),
            SessionStatus::Shortened | SessionStatus::NotRun => input.why.trim().to_owned(),
        },
        line: if input.from_sheet {
            before.map(keep_line).unwrap_or_default()
        } else {
            input.line.trim().to_owned()
        },
        minutes: match input.status {
            SessionStatus::Delivered => group.minutes,
            SessionStatus::Shortened => input.minutes.unwrap_or(group.minutes),
            SessionStatus::NotRun => 0,
        },
        cover: if input.from_sheet {
            before.is_some_and(|before| before.cover)
        } else {
            by_whom.is_some_and(|user| !group.staff.is_empty() && !group.staff.contains(&user))
        },
        logged_by: by_whom,
        logged_at: now.instant,
        children: at,
        version: input.version,
    }
}

#[expect(clippy::too_many_arguments, reason = "each is a different thing, and there is one caller")]
async fn scores_of(
    app: &App,
    actor: &Actor,
    now: Now,
    tx: &Tx,
    known: &mut Plans,
    input: &LogSession,
    group: &Provision,
    session: &Session,
    called: &(dyn Fn(PupilId) -> String + Sync),
) -> Result<Vec<TargetScore>, Fault> {
    let serves: BTreeMap<PupilId, TargetId> =
        group.children_on(input.on).filter_map(|place| Some((place.pupil, place.target?))).collect();
    let scored: Vec<&ChildLog> = input.children.iter().filter(|child| child.score.is_some()).collect();
    if scored.is_empty() {
        return Ok(Vec::new());
    }
    // One plan, one target: a score on it is not in doubt even where the place names none.
    if known.targets.is_none() {
        known.targets = Some(targets_of_scope(tx, &actor.scope()).await?);
    }
    let plans = known.targets.get_or_insert_default();
    let mut faults = Vec::new();
    let mut new = Vec::new();
    for child in scored {
        let only = || match plans.get(&child.pupil).map(|plan| plan.targets.as_slice()) {
            Some([only]) => Some(only.target.id),
            Some(_) | None => None,
        };
        let Some(target) = serves.get(&child.pupil).copied().or_else(only) else {
            let sentence = format!(
                "The place of {} in this group serves no target yet, so a score has nowhere to go. Ask \
                 whoever plans the group to name the target",
                called(child.pupil)
            );
            faults.push(FieldFault::new(format!("score-{}", child.pupil), sentence));
            continue;
        };
        if let Some(value) = child.score {
            let planned = plans.get(&child.pupil).and_then(|plan| plan.target(target));
            if let Some(what) = planned.and_then(|planned| planned.target.refuses(value)) {
                let sentence = format!("Give the score of {} as {what}", called(child.pupil));
                faults.push(FieldFault::new(format!("score-{}", child.pupil), sentence));
                continue;
            }
            new.push(TargetScore {
                id: app.id(now),
                pupil: child.pupil,
                target,
                on: input.on,
                value,
                session: Some(session.id),
                by: actor.user(),
            });
        }
    }
    if faults.is_empty() { Ok(new) } else { Err(Fault::Invalid(faults)) }
}

/// Whether two logs say the same, whoever wrote them and when.
fn same(before: &Session, new: &Session) -> bool {
    let sorted = |session: &Session| {
        let mut children = session.children.clone();
        children.sort_by_key(|child| child.pupil);
        children
    };
    (before.status, &before.why, &before.line, before.minutes)
        == (new.status, &new.why, &new.line, new.minutes)
        && sorted(before) == sorted(new)
}

fn same_scores(before: &[TargetScore], new: &[TargetScore]) -> bool {
    let sorted = |scores: &[TargetScore]| {
        let mut all: Vec<_> = scores.iter().map(|score| (score.pupil, score.target, score.value)).collect();
        all.sort_unstable();
        all
    };
    sorted(before) == sorted(new)
}

fn events(
    what: Happening,
    session: &Session,
    before: Option<&Session>,
    (was, scores): (&[TargetScore], &[TargetScore]),
    reason: &str,
) -> Vec<Event> {
    session
        .children
        .iter()
        .map(|child| {
            let mut detail = format!("{} on {}", session.status.code(), session.on);
            detail.push_str(if child.present { ", present" } else { ", not present" });
            for score in scores.iter().filter(|score| score.pupil == child.pupil) {
                detail.push_str(&format!(", score {}", score.value));
            }
            if let Some(prompts) = child.prompts {
                detail.push_str(&format!(", prompts {prompts}"));
            }
            if session.cover {
                detail.push_str(", cover");
            }
            if let Some(before) = before {
                let there = before.child(child.pupil).is_some_and(|child| child.present);
                let there = if there { "present" } else { "not present" };
                detail.push_str(&format!("; was {}, {there}", before.status.code()));
                for score in was.iter().filter(|score| score.pupil == child.pupil) {
                    detail.push_str(&format!(", score {}", score.value));
                }
                if !reason.is_empty() {
                    detail.push_str(&format!(": {reason}"));
                }
            }
            Event::pupil(what, child.pupil, detail)
        })
        .collect()
}
