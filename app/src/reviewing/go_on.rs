//! After a review that lets support continue: one press leads to the next cycle's plan, move by move.

use domain::{
    EntryId, Now,
    pathway::{SupportMove, SupportState},
    people::Pupil,
    permissions::{Action, Actor, allow},
    record::Content,
};
use store::queries::records;

use super::show_review;
use crate::{
    App, Fault,
    pathway::{Moving, move_support},
    time_in_words,
};

/// Whether the next cycle can be started from a review: it is the review of the cycle that runs.
#[must_use]
pub fn can_go_on(state: &domain::pathway::CaseState, cycle: u32) -> bool {
    let at = matches!(
        state.support,
        Some(SupportState::Monitoring | SupportState::Review | SupportState::Continues)
    );
    at && state.cycle.max(1) == cycle.max(1)
}

/// Makes the moves that lead from where the child stands to the next cycle, each as if it were made by itself. A cycle
/// that was started already stays as it is.
///
/// # Errors
/// [`Fault::Refused`] when a guard stops one of them: those before it are made. [`Fault::NotFound`] when it is no review
/// of this child; [`Fault::Rule`] when it did not decide that support goes on.
pub async fn go_on(app: &App, actor: &Actor, now: Now, pupil: &Pupil, review: EntryId) -> Result<(), Fault> {
    allow(actor, Action::MoveAlong, pupil.subject())?;
    let entry = show_review(app, actor, pupil, review).await?;
    let Content::Review(held) = &entry.content else { return Err(Fault::NotFound) };
    if !held.decision.continues() {
        return Err(Fault::rule("support-does-not-continue", "This review decided something else."));
    }
    loop {
        let state = records::get(&app.store.read(actor.school), pupil.id).await?.state;
        if !can_go_on(&state, held.cycle) {
            return Ok(());
        }
        let the_move = match state.support {
            Some(SupportState::Monitoring) => SupportMove::ToReview,
            Some(SupportState::Review) => SupportMove::Continue,
            _ => SupportMove::StartCycle,
        };
        let why = format!("{}, at the review of {}", held.decision.name(), time_in_words::day(entry.on));
        let moving = Moving { pupil: pupil.id, the_move, why, reason: String::new(), calls_review: false };
        move_support(app, actor, now, moving).await?;
    }
}
