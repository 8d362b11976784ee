//! Somebody adds an entry to a child's record, or saves a new version of one.

use domain::{
    Date, EntryId, Now, PupilId,
    audit::{Event, Happening},
    permissions::{Action, Actor},
    record::{Content, Entry, EntryKind, is_the_one},
};
use store::queries::{entries, records};

use crate::{
    App, Fault, child, files,
    pathway::{settle, settles},
};

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The child.
    pub pupil: PupilId,
    /// The entry and the version started from; none for a new entry.
    pub of: Option<(EntryId, u32)>,
    /// The day that it is about.
    pub on: Date,
    /// What it says.
    pub content: Content,
}

/// The action that the matrix is asked for when an entry of a kind is written.
#[must_use]
pub const fn action_to_write(kind: EntryKind) -> Action {
    match kind {
        EntryKind::Concern => Action::RaiseConcern,
        EntryKind::Checklist => Action::FillChecklist,
        EntryKind::Acknowledgement => Action::AcknowledgeConcern,
        EntryKind::Talk => Action::LogContact,
        EntryKind::Adaptation => Action::RecordAdaptation,
        EntryKind::ProfilePart => Action::WriteProfilePart,
        EntryKind::Profile => Action::JoinProfile,
        EntryKind::Plan | EntryKind::Transition => Action::WritePlan,
        EntryKind::Agreement => Action::AgreePlan,
        EntryKind::Referral => Action::ManageReferral,
        EntryKind::Report => Action::AddReport,
        EntryKind::FileItem => Action::AddToFile,
        EntryKind::View => Action::WriteView,
        EntryKind::Review => Action::RecordReview,
        EntryKind::ApplicationAgreement => Action::AgreeApplication,
        EntryKind::SchoolsAdvice | EntryKind::RequestBundle | EntryKind::CountyLetter => {
            Action::PrepareApplication
        }
        EntryKind::Ehcp | EntryKind::AnnualReview => Action::WriteEhcp,
        EntryKind::PlanComments => Action::ContributeApplication,
        EntryKind::TopUp => Action::SeeCosts,
        EntryKind::Note => Action::WriteConfidentialNote,
    }
}

/// A new entry in the round that a record is in (a first one opens round 1's paper).
#[must_use]
pub fn new_entry(
    app: &App,
    actor: &Actor,
    now: Now,
    opened: &child::Opened,
    on: Date,
    content: Content,
) -> Entry {
    Entry {
        id: app.id(now),
        school: actor.school,
        pupil: opened.pupil.id,
        round: opened.record.state.round.max(1),
        on,
        content,
        author: actor.who,
        written_at: now.instant,
        version: 0,
    }
}

/// The entry that stands once (on the record, or in a round) and stands already, where a new one would be beside it.
fn the_one<'a>(all: &'a [Entry], new: &Entry) -> Option<&'a Entry> {
    let once = [
        EntryKind::Profile,
        EntryKind::ProfilePart,
        EntryKind::Checklist,
        EntryKind::AnnualReview,
        EntryKind::Ehcp,
        EntryKind::TopUp,
        EntryKind::SchoolsAdvice,
    ];
    if !once.contains(&new.content.kind()) {
        return None;
    }
    all.iter().rfind(|stands| is_the_one(stands, new))
}

/// The entry that a form made when it was sent the first time, if this is the second.
pub(crate) async fn sent_before(opened: &child::Opened, new: &Entry) -> Result<Option<EntryId>, Fault> {
    let all = entries::of_pupil(&opened.tx, new.pupil).await?;
    Ok(all.iter().find(|stands| is_sent_again(stands, new)).map(|stands| stands.id))
}

/// Whether somebody sent the same form a second time, as who presses a button twice does: the same words of the same
/// person within a minute.
fn is_sent_again(stands: &Entry, new: &Entry) -> bool {
    let apart = new.written_at.duration_since(stands.written_at).abs();
    (stands.content == new.content && stands.on == new.on && stands.author == new.author)
        && apart < jiff::SignedDuration::from_mins(1)
}

/// Adds an entry, or saves a new version of one: the version before is kept. What stands once in a round is not added
/// beside the one that stands: the same words are saved already, others are shown both. A form that is sent twice is saved
/// once. What follows from it by itself (legal
/// dates, the next review, SEN status) is settled with it.
///
/// # Errors
/// [`Fault::Stale`] when somebody saved since, or wrote first what stands once in a round; [`Fault::NotFound`] when the
/// entry is not this child's, or of another kind.
pub async fn write_entry(app: &App, actor: &Actor, now: Now, writing: Writing) -> Result<EntryId, Fault> {
    write_entry_with(app, actor, now, writing, Vec::new()).await
}

/// The same, and the trail says more than that an entry was changed.
///
/// # Errors
/// As [`write_entry`].
pub(crate) async fn write_entry_as(
    app: &App,
    actor: &Actor,
    now: Now,
    writing: Writing,
    changed: Happening,
) -> Result<EntryId, Fault> {
    write(app, actor, now, writing, Vec::new(), changed).await
}

/// The same, with the files that come with it: all in one transaction, or nothing.
///
/// # Errors
/// As [`write_entry`].
pub async fn write_entry_with(
    app: &App,
    actor: &Actor,
    now: Now,
    writing: Writing,
    comes: Vec<files::Ready>,
) -> Result<EntryId, Fault> {
    write(app, actor, now, writing, comes, Happening::EntryChanged).await
}

async fn write(
    app: &App,
    actor: &Actor,
    now: Now,
    writing: Writing,
    comes: Vec<files::Ready>,
    changed: Happening,
) -> Result<EntryId, Fault> {
    let kind = writing.content.kind();
    let info = if settles(kind) { Some(app.school(actor.school, None).await?) } else { None };
    let mut opened = child::open(app, actor, action_to_write(kind), writing.pupil).await?;
    let (id, what) = match writing.of {
        None => {
            let entry = new_entry(app, actor, now, &opened, writing.on, writing.content);
            let all = entries::of_pupil(&opened.tx, entry.pupil).await?;
            if let Some(stands) = the_one(&all, &entry) {
                return if stands.content == entry.content { Ok(stands.id) } else { Err(Fault::Stale) };
            }
            // Entries that bring a file may be alike in words.
            if comes.is_empty()
                && let Some(sent) = all.iter().find(|stands| is_sent_again(stands, &entry))
            {
                return Ok(sent.id);
            }
            entries::add(&opened.tx, &opened.allowed, &entry).await?;
            (entry.id, Happening::EntryAdded)
        }
        Some((id, version)) => {
            let before = entries::get(&opened.tx, writing.pupil, id).await?.ok_or(Fault::NotFound)?;
            if before.content.kind() != kind {
                return Err(Fault::NotFound);
            }
            let entry = Entry {
                on: writing.on,
                content: writing.content,
                author: actor.who,
                written_at: now.instant,
                version,
                ..before
            };
            entries::save(&opened.tx, &opened.allowed, &entry).await?;
            (id, changed)
        }
    };
    let mut events = vec![Event::entry(what, writing.pupil, id, kind.code())];
    for ready in comes {
        events.push(files::keep(&opened, actor, now, id, ready).await?);
    }
    if let Some(info) = info {
        let all = entries::of_pupil(&opened.tx, writing.pupil).await?;
        if kind == EntryKind::Review {
            // The one that was due was this one.
            opened.record.review_due_on = None;
        }
        let (tx, allowed, today) = (&opened.tx, &opened.allowed, now.today);
        let settled = settle(tx, allowed, &mut opened.pupil, &mut opened.record, &all, &info, today).await?;
        if settled.record {
            records::save(tx, allowed, &opened.record).await?;
        }
        if settled.status {
            let provision = opened.pupil.provision.code();
            events.push(Event::pupil(Happening::StatusChanged, writing.pupil, provision));
        }
    }
    app.commit(opened.tx, &opened.allowed, now, events).await?;
    Ok(id)
}
