//! The key under which a person's devices seal what waits to be sent: given to them while they are signed in.

use domain::{Now, permissions::Actor};
use store::queries::outbox;

use crate::{App, Fault};

/// The actor's key, 32 bytes as hexadecimal digits: the same on all their devices, made at the first asking. A browser
/// keeps it so that no script reads it, and forgets it at sign-out: what is sealed there waits unread for the next
/// sign-in of the same person.
///
/// # Errors
/// When the database fails.
pub async fn outbox_key(app: &App, actor: &Actor, now: Now) -> Result<String, Fault> {
    let user = actor.user().ok_or(Fault::NotFound)?;
    Ok(outbox::key(app.store.write(actor.school).await?, user, &app.token(), now).await?)
}
