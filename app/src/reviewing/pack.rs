//! The pack of a review: targets with charts and verdicts, sessions planned and delivered with why missed, attendance,
//! the gap to peers, views, the last review's decisions.

use std::collections::BTreeMap;

use domain::{
    Date, EntryId, Now, TargetId, UserId,
    calendar::count::days_after,
    pathway::{facts::Gap, facts_of_support},
    people::Pupil,
    permissions::{Action, Actor},
    progress::gap_to_peers::Answer,
    provision::Timetable,
    record::{Content, Entry, Plan, Target, readable},
};
use store::queries::{accounts, entries};

use crate::{
    App, Fault, SchoolInfo,
    gathering::{self, Drawing, SubjectProgress, TargetProgress},
    pupils::OnRecord,
};

/// Sessions between two days, and why some were missed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionsHeld {
    /// Planned.
    pub planned: u32,
    /// Took place with the child there.
    pub delivered: u32,
    /// The child was away.
    pub away: u32,
    /// Not run.
    pub not_run: u32,
    /// Nobody has said.
    pub not_logged: u32,
    /// Why sessions were missed, the most frequent first.
    pub why: Vec<(String, u32)>,
}

impl SessionsHeld {
    fn of(table: &Timetable<'_>, pupil: &Pupil, target: Option<TargetId>, from: Date, to: Date) -> Self {
        let mut held = Self::default();
        for week in table.weeks(pupil.id, target, from, to) {
            held.planned += week.planned;
            held.delivered += week.delivered;
            held.away += week.child_absent;
            held.not_run += week.not_run;
            held.not_logged += week.not_logged;
        }
        let mut why: BTreeMap<String, u32> = BTreeMap::new();
        for (_, what) in table.missed(pupil.id, target, from, to) {
            *why.entry(what).or_default() += 1;
        }
        held.why = why.into_iter().collect();
        held.why.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        held
    }

    /// "31 of 36 planned sessions took place"; none when none was planned.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let planned = self.planned.max(self.delivered);
        (planned > 0).then(|| format!("{} of {planned} planned sessions took place", self.delivered))
    }

    /// Why the others did not: "child absent: ill (2), not run: no staff (1), nothing entered (1)".
    #[must_use]
    pub fn missed_in_words(&self) -> Option<String> {
        let mut words: Vec<String> = self.why.iter().map(|(why, times)| format!("{why} ({times})")).collect();
        if self.not_logged > 0 {
            words.push(format!("nothing entered ({})", self.not_logged));
        }
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// A target under review.
#[derive(Clone, Debug)]
pub struct PackTarget {
    /// The target.
    pub target: Target,
    /// Its place in the plan, from 1.
    pub number: usize,
    /// Its chart, scores and verdict as of the review's day, for those who may read scores.
    pub progress: Option<TargetProgress>,
    /// Its sessions since the last review.
    pub sessions: SessionsHeld,
}

/// What is known before a review.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The cycle under review; 0 without a plan.
    pub cycle: u32,
    /// Whether it is the cycle that runs.
    pub runs: bool,
    /// The plan and its entry.
    pub plan: Option<(EntryId, Plan)>,
    /// Its targets.
    pub targets: Vec<PackTarget>,
    /// Since when sessions are counted.
    pub since: Option<Date>,
    /// The child's sessions since then.
    pub sessions: SessionsHeld,
    /// Attendance in percent, when known.
    pub attendance: Option<String>,
    /// The gap to peers, subject by subject.
    pub subjects: Vec<SubjectProgress>,
    /// Views since the last review that the reader may read, newest first.
    pub views: Vec<Entry>,
    /// The last review before this one.
    pub last: Option<Entry>,
    /// The names of accounts.
    pub names: BTreeMap<UserId, String>,
}

impl Pack {
    /// The gap to peers as the guards read it.
    #[must_use]
    pub fn gap(&self) -> Gap {
        if self.subjects.iter().any(|subject| subject.closed == Answer::No) {
            Gap::Open
        } else if self.subjects.iter().any(|subject| subject.closed == Answer::Yes) {
            Gap::Closed
        } else {
            Gap::NotKnown
        }
    }
}

/// The plan of a cycle: the newest of its number in a round.
fn plan_of(all: &[Entry], round: u32, cycle: u32) -> Option<(&Entry, &Plan)> {
    all.iter()
        .filter(|entry| entry.round == round)
        .filter_map(|entry| match &entry.content {
            Content::Plan(plan) if plan.cycle.max(1) == cycle => Some((entry, plan)),
            _ => None,
        })
        .max_by_key(|(entry, _)| (entry.first_written_at(), entry.id))
}

/// The plan that a recorded review is about, to name its targets.
///
/// # Errors
/// When the database fails.
pub async fn plan_reviewed(app: &App, actor: &Actor, review: &Entry) -> Result<Option<Plan>, Fault> {
    let Content::Review(held) = &review.content else { return Err(Fault::NotFound) };
    let all = entries::of_pupil(&app.store.read(actor.school), review.pupil).await?;
    Ok(plan_of(&all, review.round, held.cycle.max(1)).map(|(_, plan)| plan.clone()))
}

/// The pack for a child's next review, or the one that lay before a recorded review; entries that the actor may not read
/// are not in it. Charts are laid out in `size`.
///
/// # Errors
/// When the database fails.
pub async fn pack(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: &Pupil,
    of: Option<&Entry>,
    drawing: Drawing,
) -> Result<Pack, Fault> {
    let on = OnRecord::read(app, actor, pupil).await?;
    pack_of(app, actor, now, info, &on, of, drawing).await
}

/// The pack, of a record that was read before.
pub(super) async fn pack_of(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    record: &OnRecord,
    of: Option<&Entry>,
    drawing: Drawing,
) -> Result<Pack, Fault> {
    let (pupil, state) = (&record.pupil, &record.record.state);
    let kept = record.kept_days(&app.store.read(actor.school), drawing.hears, now.today).await?;
    let all = &*record.heard(kept.as_ref(), now.today);
    let on = of.map_or(now.today, |entry| entry.on);
    let newest = match of.map(|entry| (entry, &entry.content)) {
        Some((entry, Content::Review(review))) => plan_of(all, entry.round, review.cycle.max(1)),
        _ => facts_of_support::current_plan(state, all),
    };
    let runs = newest.map(|(entry, _)| entry.id)
        == facts_of_support::current_plan(state, all).map(|(entry, _)| entry.id);
    let last = all
        .iter()
        .filter(|entry| matches!(entry.content, Content::Review(_)))
        .rfind(|entry| entry.on < on && of.is_none_or(|of| entry.id != of.id));
    let since = last.map(|entry| days_after(entry.on, 1)).or(newest.map(|(entry, _)| entry.on));
    let is_news = |entry: &Entry| match last {
        Some(review) => entry.is_since(review),
        None => since.is_none_or(|since| entry.on >= since),
    };
    let mut pack = Pack {
        cycle: newest.map_or(0, |(_, plan)| plan.cycle),
        runs,
        plan: newest.map(|(entry, plan)| (entry.id, plan.clone())),
        since,
        // The roll says attendance of today only.
        attendance: pupil.attendance_words().filter(|_| on == now.today),
        views: all
            .iter()
            .rev()
            .filter(|entry| matches!(entry.content, Content::View(_)))
            .filter(|entry| is_news(entry) && entry.on <= on)
            .filter(|entry| readable(actor, pupil.subject(), entry))
            // What was written after a review is no part of its record.
            .filter(|entry| of.is_none_or(|of| entry.first_written_at() <= of.first_written_at()))
            .cloned()
            .collect(),
        last: last.cloned(),
        names: accounts::names(&app.store.read(actor.school)).await?,
        ..Pack::default()
    };
    let targets = newest.map(|(_, plan)| plan.targets.clone()).unwrap_or_default();
    if !actor.may_to(Action::ReadScores, pupil.subject()) {
        pack.targets = (1..).zip(targets).map(|(number, target)| bare(number, target)).collect();
        return Ok(pack);
    }
    let table = Timetable::new(&record.provisions, &record.sessions, &info.calendar, on);
    let from = since.unwrap_or(on);
    let then = Now { today: on, ..now };
    let own = as_of(record, of);
    let record = own.as_ref().unwrap_or(record);
    let mut progress = gathering::progress_of(app, actor, then, info, record, &pack.names, drawing).await?;
    pack.sessions = SessionsHeld::of(&table, pupil, None, from, on);
    pack.subjects = std::mem::take(&mut progress.subjects);
    pack.targets = (1..)
        .zip(targets)
        .map(|(number, target)| PackTarget {
            sessions: SessionsHeld::of(&table, pupil, Some(target.id), from, on),
            progress: progress
                .targets
                .iter()
                .position(|known| known.judged.target.id == target.id)
                .map(|place| progress.targets.swap_remove(place)),
            ..bare(number, target)
        })
        .collect();
    Ok(pack)
}

/// A record in the cycle of a review that was held: what was said of its targets is judged by its own plan.
fn as_of(record: &OnRecord, of: Option<&Entry>) -> Option<OnRecord> {
    let entry = of?;
    let Content::Review(review) = &entry.content else { return None };
    let mut then = record.clone();
    then.record.state.round = entry.round;
    then.record.state.cycle = review.cycle.max(1);
    Some(then)
}

fn bare(number: usize, target: Target) -> PackTarget {
    PackTarget { target, number, progress: None, sessions: SessionsHeld::default() }
}
