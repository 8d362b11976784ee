//! A bundle is recorded as sent to the county: from then on the parents read their copy of it.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    bundle::RequestBundle,
    pathway::facts_of_statutory,
    permissions::{Action, Actor, Allowed},
    record::{Content, Entry, EntryKind},
};
use store::{Tx, queries::entries};

use crate::{App, Fault, child};

/// The request has gone on a day: what was made last for it until then is what was sent.
pub(crate) async fn newest_is_sent(tx: &Tx, allowed: &Allowed, all: &[Entry], on: Date) -> Result<(), Fault> {
    let until: Vec<Entry> = all.iter().filter(|entry| entry.on <= on).cloned().collect();
    match facts_of_statutory::newest_bundle(&until) {
        Some((entry, bundle)) if bundle.sent_on.is_none() => save(tx, allowed, entry, bundle, on).await,
        Some(_) | None => Ok(()),
    }
}

async fn save(
    tx: &Tx,
    allowed: &Allowed,
    entry: &Entry,
    bundle: &RequestBundle,
    on: Date,
) -> Result<(), Fault> {
    // Who made it stays who made it.
    let content = Content::RequestBundle(RequestBundle { sent_on: Some(on), ..bundle.clone() });
    entries::save(tx, allowed, &Entry { content, ..entry.clone() }).await?;
    Ok(())
}

/// Records that a bundle went to the county today: one that was made after the request had gone, or a second one.
///
/// # Errors
/// [`Fault::NotFound`] when it is no bundle of this child; [`Fault::Forbidden`] when they may not prepare applications.
pub async fn record_sent(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    entry: EntryId,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::PrepareApplication, pupil).await?;
    let found = entries::get(&opened.tx, pupil, entry).await?.ok_or(Fault::NotFound)?;
    let Content::RequestBundle(bundle) = &found.content else { return Err(Fault::NotFound) };
    if bundle.sent_on.is_some() {
        return Ok(());
    }
    save(&opened.tx, &opened.allowed, &found, bundle, now.today).await?;
    let event = Event::entry(
        Happening::EntryChanged,
        pupil,
        entry,
        EntryKind::RequestBundle.code().to_owned() + ", sent to the county",
    );
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}
