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
    /// The school says that special educational provision is no longer needed: SEN status becomes N, and what keeps
    /// support from stopping is asked.
    pub no_longer_needed: bool,
    /// Why it is closed although something stops it.
    pub why: String,
    /// The server's address: who was invited to a meeting that is ahead is told by mail that it is called off.
    pub base: String,
}

/// Closes the round that is open, and calls off the review meeting that is ahead. A child who gets SEN support stays K,
/// unless the reason ends it.
///
/// # Errors
/// [`Fault::Refused`] with every finding when a guard stops it, or when the day to look back is not ahead;
/// [`Fault::Invalid`] at `words` when nobody wrote why special provision is no longer needed.
pub async fn close(app: &App, actor: &Actor, now: Now, closing: Closing) -> Result<Moved, Fault> {
    let Closing { pupil, reason, words, watch_until, no_longer_needed, why, base } = closing;
    let said_so = match reason {
        CloseReason::ConcernResolved | CloseReason::OpenedInError | CloseReason::ParentsDoNotWant => {
            no_longer_needed
        }
        CloseReason::SupportCanStop | CloseReason::LeftSchool => false,
    };
    if said_so && words.trim().is_empty() {
        return Err(Fault::field("words", "Write why special provision is no longer needed"));
    }
    let the_move = SupportMove::Close(reason);
    let moving = Moving { pupil, the_move, why, reason: String::new(), calls_review: false };
    carry_out(app, actor, now, moving, WithClose { words, watch_until, no_longer_needed, base }).await
}
