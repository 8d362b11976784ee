//! The targets that are worked on now: of one child, and of every child in a scope.

use std::collections::BTreeMap;

use domain::{
    Date, PupilId, TargetId,
    pathway::CaseState,
    people::Pupil,
    permissions::{Action, Actor, Scope},
    record::{Entry, EntryKind, Target},
};
use store::{
    Conn,
    queries::{entries, records},
};

use crate::{Fault, planning::standing};

/// A target of the plan in use, with its place in it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedTarget {
    /// Its number in the plan, from 1.
    pub number: usize,
    /// The target.
    pub target: Target,
}

impl PlannedTarget {
    /// What it is called: its words where they may be read; else its number and unit.
    #[must_use]
    pub fn label(&self, with_words: bool) -> String {
        let will = self.target.will.trim();
        match (with_words && !will.is_empty(), self.target.unit.trim()) {
            (true, _) => will.to_owned(),
            (false, "") => format!("Target {}", self.number),
            (false, unit) => format!("Target {} ({unit})", self.number),
        }
    }
}

/// A child's plan in use.
#[derive(Clone, Debug, Default)]
pub struct InUse {
    /// Its targets.
    pub targets: Vec<PlannedTarget>,
    /// The day on which the plan was begun.
    pub begun_on: Option<Date>,
    /// Where the child's record stands.
    pub state: CaseState,
}

impl InUse {
    /// A target of it.
    #[must_use]
    pub fn target(&self, id: TargetId) -> Option<&PlannedTarget> {
        self.targets.iter().find(|planned| planned.target.id == id)
    }

    /// The plan in use of a record, from its plans (oldest first).
    #[must_use]
    pub fn of<'a>(plans: impl IntoIterator<Item = &'a Entry>, state: &CaseState) -> Self {
        let found = standing(plans, state).in_use();
        let targets = found.map_or(&[][..], |(_, plan)| &plan.targets);
        Self {
            targets: (1..)
                .zip(targets)
                .map(|(number, target)| PlannedTarget { number, target: target.clone() })
                .collect(),
            begun_on: found.map(|(entry, _)| entry.on),
            state: state.clone(),
        }
    }
}

/// The targets of one child. The child was found in a scope before.
///
/// # Errors
/// When the database fails.
pub async fn targets_of(db: &impl Conn, pupil: PupilId) -> Result<InUse, Fault> {
    let written = entries::of_pupil(db, pupil).await?;
    let state = records::get(db, pupil).await?.state;
    Ok(InUse::of(&written, &state))
}

/// The targets of every child in a scope who has a plan: two lists, whatever the number of children.
///
/// # Errors
/// When the database fails.
pub async fn targets_of_scope(db: &impl Conn, scope: &Scope) -> Result<BTreeMap<PupilId, InUse>, Fault> {
    let mut plans: BTreeMap<PupilId, Vec<Entry>> = BTreeMap::new();
    for entry in entries::of_kinds(db, scope, &[EntryKind::Plan], None).await? {
        plans.entry(entry.pupil).or_default().push(entry);
    }
    let states: BTreeMap<PupilId, CaseState> = records::list(db, scope, false)
        .await?
        .into_iter()
        .map(|(record, _)| (record.pupil, record.state))
        .collect();
    let none = CaseState::default();
    Ok(plans
        .iter()
        .map(|(pupil, plans)| (*pupil, InUse::of(plans, states.get(pupil).unwrap_or(&none))))
        .collect())
}

/// Whether somebody may read a target's words, not only its numbers.
#[must_use]
pub(crate) fn reads_words(actor: &Actor, pupil: &Pupil) -> bool {
    actor.may_to(Action::ReadTargets, pupil.subject())
}
