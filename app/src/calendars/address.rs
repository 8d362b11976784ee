//! The secret address of a person's calendar: made, renewed, stopped by themselves.

use domain::{
    Now, SchoolId, UserId,
    audit::{Event, Happening},
    permissions::Actor,
};
use jiff::Timestamp;
use store::queries::feeds;

use crate::{
    App, Fault,
    signing_in::{digest, own_right},
};

fn themselves(actor: &Actor) -> Result<UserId, Fault> {
    actor.user().ok_or(Fault::NotFound)
}

/// Since when somebody has an address; none when they have none.
///
/// # Errors
/// When the database fails.
pub async fn has_address(app: &App, actor: &Actor) -> Result<Option<Timestamp>, Fault> {
    let account = themselves(actor)?;
    Ok(feeds::made_at(&app.store.read(actor.school), account).await?)
}

/// Makes a new address and gives its token, which is shown once; the old one stops at once.
///
/// # Errors
/// [`Fault::NotFound`] when the actor is no person with an account.
pub async fn renew_address(app: &App, actor: &Actor, now: Now) -> Result<String, Fault> {
    let account = themselves(actor)?;
    let token = app.token();
    let tx = app.store.write(actor.school).await?;
    let allowed = own_right(actor.school, account)?;
    feeds::renew(&tx, &allowed, account, &digest(&token), now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::CalendarAddressMade, "")]).await?;
    Ok(token)
}

/// Stops the address: whoever has it reads nothing more. One that is stopped already stays stopped.
///
/// # Errors
/// [`Fault::NotFound`] when the actor is no person with an account.
pub async fn stop_address(app: &App, actor: &Actor, now: Now) -> Result<(), Fault> {
    let account = themselves(actor)?;
    let tx = app.store.write(actor.school).await?;
    if feeds::made_at(&tx, account).await?.is_none() {
        return Ok(());
    }
    let allowed = own_right(actor.school, account)?;
    feeds::stop(&tx, &allowed, account).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::CalendarAddressStopped, "")]).await
}

/// Whose calendar a token opens.
///
/// # Errors
/// [`Fault::NotFound`] when the address was never made, or is stopped.
pub async fn whose(app: &App, token: &str) -> Result<(SchoolId, UserId), Fault> {
    feeds::whose(&app.store, &digest(token)).await?.ok_or(Fault::NotFound)
}
