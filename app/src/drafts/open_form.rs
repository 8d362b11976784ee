//! Somebody opens a form: their draft of it, and who else is there.

use domain::{Now, permissions::Actor};
use jiff::Timestamp;
use store::queries::{accounts, drafts, presence};

use crate::{App, Fault, time_in_words};

/// A draft, to be put back into its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftShown {
    /// The fields, as JSON.
    pub fields: String,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// When that was: "3 minutes ago".
    pub ago: String,
    /// The browser that kept it.
    pub device: String,
}

/// Somebody else at the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Their name.
    pub name: String,
    /// Since when: "3 minutes ago".
    pub since: String,
}

/// A form as it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtForm {
    /// The actor's draft.
    pub draft: Option<DraftShown>,
    /// Who else has it open.
    pub others: Vec<Other>,
}

/// Opens a form: gives the actor's draft; of a form in which others write too, notes that the actor is there and gives
/// the others. Whether the actor may open it was asked before.
///
/// # Errors
/// When the database fails.
pub async fn open_form(
    app: &App,
    actor: &Actor,
    now: Now,
    form: &str,
    shared: bool,
) -> Result<AtForm, Fault> {
    let others = if shared { at_form(app, actor, now, form).await? } else { Vec::new() };
    let user = actor.user().ok_or(Fault::NotFound)?;
    let draft = drafts::get(&app.store.read(actor.school), user, form).await?;
    let draft = draft.map(|draft| DraftShown {
        ago: time_in_words::ago(draft.saved_at, now.instant),
        fields: draft.fields,
        saved_at: draft.saved_at,
        device: draft.device,
    });
    Ok(AtForm { draft, others })
}

/// Notes that the actor still has a form open, and gives the others.
///
/// # Errors
/// When the database fails.
pub async fn at_form(app: &App, actor: &Actor, now: Now, form: &str) -> Result<Vec<Other>, Fault> {
    let user = actor.user().ok_or(Fault::NotFound)?;
    presence::note(app.store.write(actor.school).await?, user, form, now).await?;
    let reader = app.store.read(actor.school);
    let present = presence::at(&reader, form, now).await?;
    if present.iter().all(|one| one.account == user) {
        return Ok(Vec::new());
    }
    let names = accounts::names(&reader).await?;
    Ok(present
        .into_iter()
        .filter(|one| one.account != user)
        .filter_map(|one| {
            let since = time_in_words::ago(one.since, now.instant);
            Some(Other { name: names.get(&one.account)?.clone(), since })
        })
        .collect())
}
