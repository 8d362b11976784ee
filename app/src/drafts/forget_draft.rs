//! A form was sent, or somebody starts it again: its draft is forgotten.

use domain::permissions::Actor;
use store::queries::drafts;

use crate::{App, Fault};

/// Forgets the actor's draft of a form, and that they have it open.
///
/// # Errors
/// When the database fails.
pub async fn forget_draft(app: &App, actor: &Actor, form: &str) -> Result<(), Fault> {
    let Some(user) = actor.user() else { return Ok(()) };
    Ok(drafts::forget(app.store.write(actor.school).await?, user, form).await?)
}
