//! Makes the bundle for the next school; it is not kept, and that it was made is written down.

use documents::bundle::digest;
use domain::{
    Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
};
use exchange::transfer;

use super::{TransferForm, prepare_transfer};
use crate::{App, Fault, SchoolInfo, bundle::refused, child};

/// A bundle that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferMade {
    /// The ZIP.
    pub zip: Vec<u8>,
    /// The files in it of which no words were read: a person looks whether they name another child.
    pub unread: Vec<String>,
    /// Whether somebody is kept away from the child, of which nothing is in it.
    pub is_anybody_barred: bool,
}

/// The ZIP for the next school.
///
/// # Errors
/// [`Fault::Rule`] when another child's record or file is in it, or it is larger than another Waymark reads;
/// [`Fault::Invalid`] while another child's name is not looked at; [`Fault::Forbidden`] when they may not.
pub async fn make_transfer(
    app: &App,
    actor: &Actor,
    now: Now,
    info: &SchoolInfo,
    pupil: PupilId,
    form: &TransferForm,
) -> Result<TransferMade, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let ready = prepare_transfer(app, actor, now, info, &seen, form).await?;
    if let Some(fault) = refused(&ready.stops, &ready.others, &form.checked) {
        return Err(fault);
    }
    let looked: Vec<String> = ready.others.iter().map(|other| other.name.clone()).collect();
    let documents = ready.file.documents.len();
    let is_anybody_barred = ready.is_anybody_barred;
    let unread = ready.uploads.into_iter().filter(|one| one.is_unread).map(|one| one.title).collect();
    let (file, parts) = (ready.file, ready.parts);
    let zip = tokio::task::spawn_blocking(move || transfer::write(&file, &parts))
        .await
        .map_err(|_| unmade())?
        .map_err(|_| unmade())?;
    if zip.len() > transfer::MAX_BYTES {
        return Err(Fault::rule(
            "too-large",
            format!(
                "The bundle would have {} MB, and another Waymark reads up to {} MB. Leave a report out and send it by itself.",
                zip.len() / (1024 * 1024),
                transfer::MAX_BYTES / (1024 * 1024)
            ),
        ));
    }
    let looked =
        if looked.is_empty() { String::new() } else { format!(", names looked at: {}", looked.join(", ")) };
    let notes = if form.notes.is_empty() {
        String::new()
    } else {
        format!(", confidential notes ticked: {}", form.notes.len())
    };
    let detail = format!("transfer, {documents} documents, SHA-256 {}{notes}{looked}", digest(&zip));
    let opened = child::open(app, actor, Action::PrepareSubjectAccess, pupil).await?;
    app.commit(opened.tx, &opened.allowed, now, [Event::pupil(Happening::PaperMade, pupil, detail)]).await?;
    Ok(TransferMade { zip, unread, is_anybody_barred })
}

fn unmade() -> Fault {
    Fault::rule("bundle", "The bundle could not be made. Leave a report out, or try again later.")
}
