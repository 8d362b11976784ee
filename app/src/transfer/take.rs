//! A bundle of another school is read, matched to a child by a person, and kept on that child's record.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    Date, EntryId, EventId, Now, PupilId,
    audit::{Event, Happening},
    people::{Pupil, Upn, name::fold},
    permissions::{Action, Actor, allow},
    record::{Content, Note, Report},
    uploads::Purpose,
};
use exchange::transfer::{self, Received};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::queries::{entries, pupils, staged};

use super::{KIND, summary};
use crate::{App, Fault, child, files, record::new_entry, school_subject};

/// What nobody came back to is forgotten after two weeks.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);

#[derive(Serialize, Deserialize)]
struct Staged {
    file: String,
    zip: String,
}

/// A bundle that waits, and the child that a number finds here.
#[derive(Debug)]
pub struct LookedAt {
    /// The file's name.
    pub name: String,
    /// What is in it; every part is as it was when it was made.
    pub received: Received,
    /// The record in words.
    pub summary: String,
    /// The child of this school who has the number.
    pub found: Option<Pupil>,
    /// What differs between the file and that child.
    pub differs: Vec<String>,
    /// Whether that child's record holds it already.
    pub is_there: bool,
}

fn unkept<E>(_: E) -> Fault {
    Fault::rule("staged", "What was read in could not be kept. Throw it away and try again.")
}

async fn read(bytes: Vec<u8>) -> Result<Result<Received, String>, Fault> {
    tokio::task::spawn_blocking(move || transfer::read(&bytes).map_err(|fault| fault.sentence))
        .await
        .map_err(unkept)
}

/// Reads a bundle and checks every part; it waits for a person to say whose it is.
///
/// # Errors
/// [`Fault::Invalid`] with what is wrong with the file; when the actor may not take records in.
pub async fn stage_transfer(
    app: &App,
    actor: &Actor,
    now: Now,
    name: &str,
    bytes: Vec<u8>,
) -> Result<EventId, Fault> {
    let allowed = allow(actor, Action::PrepareSubjectAccess, school_subject(actor.school))?;
    let zip = STANDARD.encode(&bytes);
    read(bytes).await?.map_err(|sentence| Fault::field("file", sentence))?;
    let content = serde_json::to_string(&Staged { file: name.to_owned(), zip }).map_err(unkept)?;
    let id: EventId = app.id(now);
    let tx = app.store.write(actor.school).await?;
    staged::forget_older(&tx, &[KIND], now.instant - KEPT_FOR).await?;
    staged::keep(&tx, &allowed, id, KIND, &content, now).await?;
    app.commit(tx, &allowed, now, [Event::school(Happening::FileRead, KIND)]).await?;
    Ok(id)
}

/// A bundle that waits, with the child of this school who has a number: the file's own, or one that was typed.
///
/// # Errors
/// [`Fault::NotFound`] when it was taken or thrown away.
pub async fn look_at_transfer(
    app: &App,
    actor: &Actor,
    id: EventId,
    upn: Option<&str>,
) -> Result<LookedAt, Fault> {
    allow(actor, Action::PrepareSubjectAccess, school_subject(actor.school))?;
    let reader = app.store.read(actor.school);
    let content = staged::get(&reader, id, KIND).await?.ok_or(Fault::NotFound)?;
    let Staged { file: name, zip } = serde_json::from_str(&content).map_err(unkept)?;
    let received = read(STANDARD.decode(zip).map_err(unkept)?).await?.map_err(unkept)?;
    let of_child = &received.file.child;
    let found = match upn.unwrap_or(&of_child.upn).trim().parse::<Upn>() {
        Ok(upn) => pupils::of_upn(&reader, &actor.scope(), &upn).await?,
        Err(_) => None,
    };
    let mut differs = Vec::new();
    let mut is_there = false;
    if let Some(pupil) = &found {
        let mut note = |is: bool, what: String| {
            if is {
                differs.push(what);
            }
        };
        note(
            of_child.upn != pupil.upn.as_str(),
            format!("the file’s number is {}, here it is {}", of_child.upn, pupil.upn.as_str()),
        );
        note(
            of_child.born_on.0 != pupil.born_on.to_string(),
            format!("the file’s day of birth is {}, here it is {}", of_child.born_on.0, pupil.born_on),
        );
        note(
            fold(&of_child.surname) != fold(&pupil.surname)
                || fold(&of_child.forename) != fold(&pupil.forename),
            format!(
                "the file’s name is {} {}, here it is {} {}",
                of_child.forename, of_child.surname, pupil.forename, pupil.surname
            ),
        );
        is_there = entries::of_pupil(&reader, pupil.id)
            .await?
            .iter()
            .any(|entry| holds(&entry.content, &received.digest));
    }
    Ok(LookedAt { name, summary: summary::in_words(&received.file), received, found, differs, is_there })
}

fn holds(content: &Content, digest: &str) -> bool {
    matches!(content, Content::Report(report) if report.from_school == digest)
}

/// Keeps a bundle that waits on the record of the child that a person named: one report "from" the other school, dated
/// as the bundle is, with the record in words and the documents; confidential notes as such. The same bundle again changes nothing: none is answered.
///
/// # Errors
/// [`Fault::NotFound`] when it was taken or thrown away, or there is no such child; [`Fault::Rule`] when a document is
/// of a kind that is not kept.
pub async fn take_transfer(
    app: &App,
    actor: &Actor,
    now: Now,
    id: EventId,
    pupil: PupilId,
) -> Result<Option<EntryId>, Fault> {
    let seen = child::see(app, actor, pupil).await?;
    let looked = look_at_transfer(app, actor, id, Some(seen.upn.as_str())).await?;
    let received = looked.received;
    let mut comes = Vec::new();
    for part in &received.parts {
        let name = part.path.strip_prefix("documents/").unwrap_or(&part.path);
        let file = files::from_bytes(app, now, Purpose::Report, name, &part.bytes)
            .await
            .map_err(|unfit| Fault::rule("unfit", format!("{name}: {}", unfit.sentence())))?;
        comes.push(file);
    }
    let opened = child::open(app, actor, Action::AddReport, pupil).await?;
    staged::forget(&opened.tx, id).await?;
    let all = entries::of_pupil(&opened.tx, pupil).await?;
    if all.iter().any(|entry| holds(&entry.content, &received.digest)) {
        let event = Event::pupil(Happening::FileThrownAway, pupil, KIND);
        app.commit(opened.tx, &opened.allowed, now, [event]).await?;
        return Ok(None);
    }
    let from = received.file.from.name.trim();
    let report = Report {
        title: format!("Record from {from}"),
        author: from.to_owned(),
        advises: looked.summary,
        from_school: received.digest,
        given_by: actor.user(),
        ..Report::default()
    };
    let on = received.file.written_on.0.parse::<Date>().map_or(now.today, |on| on.min(now.today));
    let entry = new_entry(app, actor, now, &opened, on, Content::Report(report));
    entries::add(&opened.tx, &opened.allowed, &entry).await?;
    let mut events = vec![Event::entry(Happening::EntryAdded, pupil, entry.id, KIND)];
    for text in summary::notes(&received.file) {
        let note = new_entry(app, actor, now, &opened, on, Content::Note(Note { text }));
        entries::add(&opened.tx, &opened.allowed, &note).await?;
        events.push(Event::entry(Happening::EntryAdded, pupil, note.id, "note"));
    }
    for file in comes {
        events.push(files::keep(&opened, actor, now, entry.id, file).await?);
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(Some(entry.id))
}
