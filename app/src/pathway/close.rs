//! Somebody closes a round, with a reason; a new concern later opens a new round, and nothing is deleted.

use domain::{
    Date, Now, PupilId,
    pathway::{CloseReason, SupportMove},
    permissions::Actor,
};

use super::{
    move_support::{Moving, WithClose, carry_out},
    moved::Moved,
};
use crate::{App, Fault};

/// A close.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The child.
    pub pupil: PupilId,
    /// The reason.
    pub reason: CloseReason,
    /// In words; what the school goes on doing, when parents do not want SEN support.
    pub words: String,
    /// Until when the child is watched.
    pub watch_until: Option<Date>,
    /// Why it is closed although something stops it.
    pub why: String,
}

/// Closes the round that is open.
///
/// # Errors
/// [`Fault::Refused`] with every finding when a guard stops it, or when the day to look back is not ahead.
pub async fn close(app: &App, actor: &Actor, now: Now, closing: Closing) -> Result<Moved, Fault> {
    let Closing { pupil, reason, words, watch_until, why } = closing;
    let moving = Moving { pupil, the_move: SupportMove::Close(reason), why, calls_review: false };
    carry_out(app, actor, now, moving, WithClose { words, watch_until }).await
}
