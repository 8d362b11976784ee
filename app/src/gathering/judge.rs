//! How each target stands: from a handful of lists of a school or scope, never a query a child.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId, TargetId,
    audit::Happening,
    calendar::{SchoolCalendar, count::days_after},
    census::SenProvision,
    pathway::{Begun, CaseState, Led, SupportMove, SupportState, led_to, stood_on},
    people::{Namesakes, Pupil},
    permissions::Scope,
    progress::{
        ScoredOn,
        judged::{self, Judged},
    },
    provision::{Provision, Session, Timetable},
    record::{Content, Entry, EntryKind, Target},
};
use jiff::Timestamp;
use store::queries::{
    entries, events, provisions,
    records::{self, Record, Which},
    scores, sessions,
};

use crate::{Classes, Fault, lists::ChildRow, planning::standing, pupils::OnRecord, time_in_words::day_of};

/// Scores and provision are read so far back: a plan's targets can run on from cycle to cycle.
const SCORES_FROM: i32 = -500;
/// Sessions are read so far back: the last four school weeks, with the longest holidays between them.
const SESSIONS_FROM: i32 = -84;
/// Missed sessions are told of so far back.
const MISSED_FROM: i32 = -35;

/// A target of the plan that a child works from, judged.
#[derive(Clone, Debug)]
pub struct TargetJudged {
    /// The target as it is written now.
    pub target: Target,
    /// Its number in the plan, from 1.
    pub number: usize,
    /// Every score until the day of judging, by day.
    pub scores: Vec<ScoredOn>,
    /// The verdict and what it rests on.
    pub judged: Judged,
    /// Sessions missed in the last five weeks, and why.
    pub missed: Vec<(Date, String)>,
    /// Planned sessions of the last five weeks of which nothing is entered.
    pub not_entered: Vec<Date>,
    /// Where the goal changed from one cycle's plan to the next.
    pub plan_changes: Vec<(Date, String)>,
    /// Its number in the plan that the child works from today; none when that has it no more, or support is over.
    pub number_today: Option<usize>,
}

/// A child with the targets of the plan that is worked from.
#[derive(Clone, Debug)]
pub struct ChildJudged {
    /// Who and where.
    pub row: ChildRow,
    /// The day on which the plan was begun.
    pub plan_on: Option<Date>,
    /// The targets, in the plan's order.
    pub targets: Vec<TargetJudged>,
}

impl ChildJudged {
    /// A target of the child.
    #[must_use]
    pub fn target(&self, id: TargetId) -> Option<&TargetJudged> {
        self.targets.iter().find(|target| target.target.id == id)
    }
}

/// Everything that judging needs, read once.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) children: Vec<(Record, Pupil)>,
    plans: BTreeMap<PupilId, Vec<Entry>>,
    scores: BTreeMap<(PupilId, TargetId), Vec<ScoredOn>>,
    pub(super) provisions: Vec<Provision>,
    pub(super) sessions: Vec<Session>,
    /// How each child's case stands today, where the evidence is of an earlier day; and the targets of today's plans.
    since: Option<(BTreeMap<PupilId, CaseState>, BTreeMap<TargetId, usize>)>,
}

impl Evidence {
    /// Of every child in a scope who has a record: eight queries, whatever the number of children.
    pub(super) async fn of_scope(
        db: &store::Reader,
        scope: &Scope,
        from: Date,
        today: Date,
    ) -> Result<Self, Fault> {
        Self::of_children(db, scope, from, today, Which::WithSenOrRecord).await
    }

    /// As [`Evidence::of_scope`], of an earlier day: the children who were here then, each where support stood, with the
    /// plans as they read at an instant. Three more queries where anything has changed since.
    pub(super) async fn as_it_was(
        db: &store::Reader,
        scope: &Scope,
        from: Date,
        day: Date,
        at: Timestamp,
    ) -> Result<Self, Fault> {
        let mut evidence = Self::of_children(db, scope, from, day, Which::HereOn(day)).await?;
        evidence.children.retain(|(record, pupil)| record.version > 0 || pupil.provision != SenProvision::N);
        let states: BTreeMap<PupilId, CaseState> =
            evidence.children.iter().map(|(record, pupil)| (pupil.id, record.state.clone())).collect();
        let mut go_on = BTreeMap::new();
        for (record, pupil) in evidence.children.iter().filter(|(record, _)| record.state.is_open()) {
            let plan = standing(evidence.plans_of(pupil.id), &record.state).in_use();
            let targets = plan.map_or(&[][..], |(_, plan)| &plan.targets);
            go_on.extend(targets.iter().zip(1..).map(|(target, number)| (target.id, number)));
        }
        let written = std::mem::take(&mut evidence.plans).into_values().flatten();
        let written: Vec<Entry> = written.filter(|entry| entry.on <= day).collect();
        for entry in entries::as_they_read(db, written, at).await? {
            evidence.plans.entry(entry.pupil).or_default().push(entry);
        }
        let moved =
            |(record, _): &(Record, Pupil)| record.state.support_entered_on.is_some_and(|on| on > day);
        if evidence.children.iter().any(moved) {
            let mut moves: BTreeMap<PupilId, Vec<(Date, Led)>> = BTreeMap::new();
            let kinds = [Happening::MovedOn, Happening::PupilCameBack];
            for event in events::until(db, scope, &kinds, at).await? {
                let led = if event.what == Happening::PupilCameBack {
                    SupportState::from_code(event.code()).map(Led::BackTo)
                } else {
                    SupportMove::from_code(event.code()).and_then(led_to).map(Led::To)
                };
                if let (Some(pupil), Some(led)) = (event.pupil, led) {
                    moves.entry(pupil).or_default().push((day_of(event.at), led));
                }
            }
            for (record, pupil) in &mut evidence.children {
                let plans = evidence.plans.get(&pupil.id).into_iter().flatten().filter_map(begun);
                let moves = moves.remove(&pupil.id).unwrap_or_default();
                record.state = stood_on(&record.state, moves, plans, day);
            }
        }
        evidence.since = Some((states, go_on));
        Ok(evidence)
    }

    async fn of_children(
        db: &store::Reader,
        scope: &Scope,
        from: Date,
        today: Date,
        which: Which,
    ) -> Result<Self, Fault> {
        let children = records::with_pupils(db, scope, which).await?;
        let written = entries::of_kinds(db, scope, &[EntryKind::Plan], None).await?;
        let scored = scores::since(db, scope, days_after(from, SCORES_FROM)).await?;
        let provisions = provisions::between(db, days_after(from, SCORES_FROM), today).await?;
        let sessions = sessions::between(db, days_after(from, SESSIONS_FROM), today).await?;
        Ok(Self::sorted(children, written, &scored, provisions, sessions))
    }

    /// Of one child, with their whole history.
    pub(super) fn of_child(on: &OnRecord) -> Self {
        let is_plan = |entry: &&Entry| entry.content.kind() == EntryKind::Plan;
        Self::sorted(
            vec![(on.record.clone(), on.pupil.clone())],
            on.entries.iter().filter(is_plan).cloned().collect(),
            &on.scores,
            on.provisions.clone(),
            on.sessions.clone(),
        )
    }

    fn sorted(
        children: Vec<(Record, Pupil)>,
        written: Vec<Entry>,
        scored: &[scores::TargetScore],
        provisions: Vec<Provision>,
        sessions: Vec<Session>,
    ) -> Self {
        let mut plans: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
        for entry in written {
            plans.entry(entry.pupil).or_default().push(entry);
        }
        let mut scores: BTreeMap<(PupilId, TargetId), Vec<ScoredOn>> = BTreeMap::new();
        for score in scored {
            let place = scores.entry((score.pupil, score.target)).or_default();
            place.push(ScoredOn::new(score.on, score.value));
        }
        Self { children, plans, scores, provisions, sessions, since: None }
    }

    /// How a child's case stands today, whatever day the evidence is of.
    pub(super) fn today(&self, pupil: PupilId, then: &CaseState) -> CaseState {
        let now = self.since.as_ref().and_then(|(states, _)| states.get(&pupil));
        now.unwrap_or(then).clone()
    }

    fn plans_of(&self, pupil: PupilId) -> &[Entry] {
        self.plans.get(&pupil).map_or(&[][..], Vec::as_slice)
    }

    /// A target as the latest of a child's plans that has it writes it.
    pub(super) fn target(&self, pupil: PupilId, id: TargetId) -> Option<&Target> {
        let plans = self.plans.get(&pupil)?;
        plans.iter().rev().find_map(|entry| match &entry.content {
            Content::Plan(plan) => plan.targets.iter().find(|target| target.id == id),
            _ => None,
        })
    }

    /// A child's scores on a target until a day, by day.
    pub(super) fn scores_of(&self, pupil: PupilId, target: TargetId, until: Date) -> Vec<ScoredOn> {
        let known = self.scores.get(&(pupil, target)).map_or(&[][..], Vec::as_slice);
        known.iter().filter(|score| score.on <= until).copied().collect()
    }

    /// Judges on a day every child whose plan is worked on.
    pub(super) fn judge(
        &self,
        calendar: &SchoolCalendar,
        classes: &Classes,
        today: Date,
    ) -> Vec<ChildJudged> {
        let table = Timetable::new(&self.provisions, &self.sessions, calendar, today);
        let known = Namesakes::of(self.children.iter().map(|(_, pupil)| pupil));
        self.children
            .iter()
            .filter(|(record, pupil)| self.is_worked_on(&record.state, pupil.id, today))
            .map(|(record, pupil)| {
                let mut child = self.judge_child(record, pupil, &table, calendar, classes, today);
                child.row.born = known.born(pupil);
                child
            })
            .filter(|child| !child.targets.is_empty())
            .collect()
    }

    /// Judges one child, at whatever step.
    pub(super) fn judge_child(
        &self,
        record: &Record,
        pupil: &Pupil,
        table: &Timetable,
        calendar: &SchoolCalendar,
        classes: &Classes,
        today: Date,
    ) -> ChildJudged {
        let plans = self.plans_of(pupil.id);
        let in_use = standing(plans, &record.state).in_use();
        let targets = in_use.map_or(&[][..], |(_, plan)| &plan.targets);
        let judge = |(number, target): (usize, &Target)| {
            let known = self.scores.get(&(pupil.id, target.id)).map_or(&[][..], Vec::as_slice);
            let scores: Vec<ScoredOn> = known.iter().filter(|score| score.on <= today).copied().collect();
            let from = days_after(today, MISSED_FROM);
            TargetJudged {
                number,
                judged: judged::of(target, pupil.id, &scores, table, calendar, today),
                missed: table.missed(pupil.id, Some(target.id), from, today),
                not_entered: table.not_entered(pupil.id, Some(target.id), from, today),
                plan_changes: plan_changes(plans, record.state.round, target, today),
                number_today: match &self.since {
                    Some((_, go_on)) => go_on.get(&target.id).copied(),
                    None => Some(number),
                },
                target: target.clone(),
                scores,
            }
        };
        ChildJudged {
            row: ChildRow::of(pupil, record, classes, None, today),
            plan_on: in_use.map(|(entry, _)| entry.on),
            targets: (1..).zip(targets).map(judge).collect(),
        }
    }

    /// From step 5 on; and while the next plan is written, as long as the child has a place in a group.
    fn is_worked_on(&self, state: &CaseState, pupil: PupilId, today: Date) -> bool {
        use SupportState::{
            Closed, Concern, Continues, Iep, Monitoring, Profile, Provision, Review, TeacherAdapts,
        };
        match state.support {
            Some(Provision | Monitoring | Review | Continues) => true,
            Some(Concern | TeacherAdapts | Profile | Iep) => self
                .provisions
                .iter()
                .any(|group| group.runs_still(today) && group.children_on(today).any(|p| p.pupil == pupil)),
            Some(Closed(_)) | None => false,
        }
    }
}

/// A plan as it was begun.
fn begun(entry: &Entry) -> Option<Begun> {
    match &entry.content {
        Content::Plan(plan) => Some(Begun { on: entry.on, round: entry.round, cycle: plan.cycle }),
        _ => None,
    }
}

/// Where the goal of a target changed between the cycles of a round.
fn plan_changes(plans: &[Entry], round: u32, target: &Target, today: Date) -> Vec<(Date, String)> {
    let mut before: Option<&Target> = None;
    let mut changes = Vec::new();
    for entry in plans.iter().filter(|entry| entry.round == round && entry.on <= today) {
        let Content::Plan(plan) = &entry.content else { continue };
        let Some(here) = plan.targets.iter().find(|known| known.id == target.id) else { continue };
        if let (Some(before), Some(goal)) = (before, here.goal)
            && before.goal != here.goal
        {
            changes.push((entry.on, format!("goal {goal}")));
        }
        before = Some(here);
    }
    changes
}

/// The school's name for a class, and for a child without one.
pub(super) fn class_of(pupil: &Pupil, classes: &Classes) -> String {
    let class = pupil.class.and_then(|id| classes.get(&id));
    class.map_or_else(|| format!("{}, no class", pupil.year.name()), |class| class.name.clone())
}

/// The provisions of a scope's children only: places of other children are left out, and groups without any.
pub(super) fn in_scope(provisions: &[Provision], children: &[(Record, Pupil)]) -> Vec<Provision> {
    let known: BTreeSet<PupilId> = children.iter().map(|(_, pupil)| pupil.id).collect();
    provisions
        .iter()
        .map(|provision| {
            let places = provision.places.iter().filter(|place| known.contains(&place.pupil));
            Provision { places: places.cloned().collect(), ..provision.clone() }
        })
        .filter(|provision| !provision.places.is_empty())
        .collect()
}
