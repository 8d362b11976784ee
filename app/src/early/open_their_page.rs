//! An adult opens the child's own page on a shared device; it replaces the adult's own session.

use domain::{
    Now, PupilId, UserId,
    people::Role,
    permissions::{Action, Actor, allow},
};

use crate::{App, Fault, child, signing_in};

/// Makes a session that is the child's alone, and ends the adult's; gives the new session's token.
///
/// # Errors
/// [`Fault::Forbidden`] when the actor is not staff who may read the child's profile.
pub async fn open_their_page(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    own_token: &str,
    came_from: &str,
) -> Result<String, Fault> {
    let child = child::see(app, actor, pupil).await?;
    let staff = |role: Role| role.is_staff();
    let as_staff = Actor {
        holdings: actor.holdings.iter().filter(|holding| staff(holding.role)).cloned().collect(),
        ..actor.clone()
    };
    allow(&as_staff, Action::ReadProfile, child.subject())
        .map_err(|_| Fault::Forbidden(Action::ReadProfile))?;
    let account: UserId = actor.user().ok_or(Fault::Forbidden(Action::ReadProfile))?;
    let token = signing_in::open_session(app, now, actor.school, account, Some(pupil), came_from).await?;
    signing_in::sign_out(app, now, own_token).await?;
    Ok(token)
}
