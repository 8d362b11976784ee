//! Staff end the invitation of a professional to a child: from the next page on they find nothing.

use domain::{
    Now, PupilId, UserId,
    audit::{Event, Happening},
    people::Role,
    permissions::{Action, Actor},
};
use store::queries::bonds;

use crate::{App, Fault, child, meetings};

/// Ends what binds a professional to a child now, not on its last day, and takes them off its meetings and annual reviews ahead.
/// Whether it still ran. `base` is the server's address.
///
/// # Errors
/// [`Fault::NotFound`] when they are not invited to this child; when the actor may not invite.
pub async fn end_invitation(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    pupil: PupilId,
    account: UserId,
) -> Result<bool, Fault> {
    let opened = child::open(app, actor, Action::SendPapers, pupil).await?;
    let bound = bonds::of_pupil(&opened.tx, pupil).await?;
    let is_theirs = |bond: &bonds::Bond| bond.account == account && bond.role == Role::Agency;
    let bond = bound.into_iter().find(is_theirs).ok_or(Fault::NotFound)?;
    let last = now.today.yesterday().unwrap_or(now.today);
    if bond.until_on.is_some_and(|until| until <= last) {
        return Ok(false);
    }
    let from = bond.from_on.min(last);
    bonds::bind(&opened.tx, &opened.allowed, account, pupil, Role::Agency, from, Some(last)).await?;
    let event = Event::pupil(Happening::BondEnded, pupil, format!("agency {account}"));
    let mut events = vec![event];
    if meetings::take_off(app, actor, now, base, &opened, (None, &[account])).await? > 0 {
        let detail = format!("agency {account}: the invitation to the child has ended");
        events.push(Event::pupil(Happening::LeftOutOfMeeting, pupil, detail));
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(true)
}
