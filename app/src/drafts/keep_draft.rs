//! What somebody is typing is kept: the form as it stands, theirs alone.

use domain::{Now, permissions::Actor};
use jiff::Timestamp;
use store::queries::drafts::{self, Draft};

use crate::{App, Fault};

/// The most that is kept of one form, in bytes.
pub const MOST: usize = 400 * 1024;

/// What a browser asks to keep.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// The form: its address and which form of the page it is.
    pub form: String,
    /// The fields, as JSON.
    pub fields: String,
    /// The browser, by a number that it made up.
    pub device: String,
    /// When the draft that the browser last saw was kept; none when it saw none.
    pub seen: Option<Timestamp>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Done(Timestamp),
    /// The same person wrote on in another browser since: nothing is overwritten unseen.
    Elsewhere(Draft),
}

/// Keeps a draft, unless another browser of the same person kept a newer one that this one has not seen.
///
/// # Errors
/// [`Fault::Rule`] when it is too long; when the database fails.
pub async fn keep_draft(app: &App, actor: &Actor, now: Now, keeping: Keeping) -> Result<Kept, Fault> {
    let user = actor.user().ok_or(Fault::NotFound)?;
    if keeping.fields.len() > MOST {
        return Err(Fault::rule("too-long", "This is too long to be kept as a draft. Save what is there."));
    }
    let tx = app.store.write(actor.school).await?;
    if let Some(before) = drafts::get(&tx, user, &keeping.form).await?
        && unseen(&before, &keeping)
    {
        return Ok(Kept::Elsewhere(before));
    }
    drafts::keep(tx, user, &keeping.form, &keeping.fields, &keeping.device, now).await?;
    Ok(Kept::Done(now.instant))
}

/// Whether the draft that stands says something that the browser has not seen. Instants are kept to the millisecond.
fn unseen(before: &Draft, keeping: &Keeping) -> bool {
    before.device != keeping.device
        && before.fields != keeping.fields
        && keeping.seen.is_none_or(|seen| seen.as_millisecond() < before.saved_at.as_millisecond())
}
