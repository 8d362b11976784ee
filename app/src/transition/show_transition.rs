//! A child's move to the next class or school, for whoever reads the plan.

use domain::{
    Date, EntryId,
    people::Pupil,
    permissions::{Action, Actor},
    record::{Content, EntryKind, Transition, TransitionStage},
};

use crate::{
    App, Fault, SchoolInfo,
    early::{self, Written},
    papers::class_in_words,
};

/// A child's move.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionShown {
    /// The entry and who wrote it; none while no move is planned that is still ahead.
    pub written: Option<Written>,
    /// The move, or how one begins.
    pub transition: Transition,
    /// How far it is.
    pub stage: TransitionStage,
    /// Moves that were made: entry and where to, the newest first.
    pub earlier: Vec<(EntryId, String)>,
    /// Whether the reader may write it.
    pub may_write: bool,
}

/// The moves that the actor may read, in the order in which they were first written.
async fn all(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<(Written, Transition)>, Fault> {
    let written = early::written(app, actor, pupil, &[EntryKind::Transition]).await?;
    let mut all: Vec<(Written, Transition)> = written
        .into_iter()
        .filter_map(|one| match one.entry.content.clone() {
            Content::Transition(transition) => Some((one, transition)),
            _ => None,
        })
        .collect();
    all.sort_by_key(|(one, _)| one.entry.first_written_at());
    Ok(all)
}

/// The newest move on the record; none when none is planned that the actor may read.
///
/// # Errors
/// When the database fails.
pub async fn newest(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Option<Transition>, Fault> {
    Ok(all(app, actor, pupil).await?.pop().map(|(_, transition)| transition))
}

/// A child's move as its page shows it. The child was found in the actor's scope before.
///
/// # Errors
/// [`Fault::Forbidden`] when the actor may not read the child's plan.
pub async fn show_transition(
    app: &App,
    actor: &Actor,
    info: &SchoolInfo,
    pupil: &Pupil,
    today: Date,
) -> Result<TransitionShown, Fault> {
    if !actor.may_to(Action::ReadPlan, pupil.subject()) {
        return Err(Fault::Forbidden(Action::ReadPlan));
    }
    let mut moves = all(app, actor, pupil).await?;
    let runs = moves.last().is_some_and(|(_, last)| last.stage(today) != TransitionStage::Moved);
    let newest = if runs { moves.pop() } else { None };
    moves.retain(|(_, one)| one.stage(today) == TransitionStage::Moved);
    let earlier = moves.into_iter().rev().map(|(one, transition)| (one.entry.id, transition.to)).collect();
    let (written, transition) = match newest {
        Some((one, transition)) => (Some(one), transition),
        None => {
            let from = class_in_words(app, info, pupil).await?;
            (None, Transition { from, ..Transition::default() })
        }
    };
    Ok(TransitionShown {
        stage: transition.stage(today),
        written,
        transition,
        earlier,
        may_write: actor.may_to(Action::WritePlan, pupil.subject()),
    })
}
