//! Somebody takes out an entry that was written by mistake; the SENCO or the head puts it back.

use domain::{
    EntryId, Now, PupilId,
    audit::{Event, Happening},
    pathway::replay::Stands,
    people::{Pupil, Role},
    permissions::{Action, Actor},
    record::{Content, Entry, EntryKind, LetterKind, TakenOut, readable, stands_on},
};
use store::{
    Conn,
    queries::{entries, records},
};

use super::action_to_write;
use crate::{
    App, Fault,
    child::{self, Opened},
    pathway::{
        detail, recount_k,
        recount_statutory::{self, Becomes},
        settle, settles,
    },
};

/// Why an annual review is not taken out whose notice somebody has.
const AWAITED: &str = "People have the notice of this meeting, and it is ahead: nobody would tell them. If it is on another \
                       day, change the day at its page and send the notice again. If it is not held at all, tell everybody on \
                       its list, and take it out when the day is over.";

/// The action under which somebody sets an entry right that was written by mistake; none when it is not theirs to. Whoever
/// wrote it may, and the SENCO and the head, who move a child on and back. Not from a child's own page: it is open in the
/// name of an adult.
#[must_use]
pub fn action_to_take_out(actor: &Actor, pupil: &Pupil, entry: &Entry) -> Option<Action> {
    let subject = pupil.subject();
    let is_child = actor.holdings.iter().all(|holding| holding.role == Role::Pupil);
    if is_child || !readable(actor, subject, entry) {
        return None;
    }
    let own = action_to_write(entry.content.kind());
    if entry.author == actor.who && actor.may_to(own, subject) {
        Some(own)
    } else {
        actor.may_to(Action::MoveAlong, subject).then_some(Action::MoveAlong)
    }
}

/// Takes an entry out: it counts nowhere from now on. What follows from the record by itself is settled anew. The county's
/// process stands where it would without the letter; a move of support that was made stays made. One that they took out
/// already stays as it is.
///
/// # Errors
/// [`Fault::Invalid`] without a reason; [`Fault::Rule`] when the record stands on it, with what to do first;
/// [`Fault::Forbidden`] when it is not theirs to take out; [`Fault::NotFound`] when there is none that they may read.
pub async fn take_out(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    id: EntryId,
    why: &str,
) -> Result<(), Fault> {
    let why = why.trim();
    if why.is_empty() {
        return Err(Fault::field("why", "Say in a line why it is a mistake, for example “Of another child”"));
    }
    let child = child::see(app, actor, pupil).await?;
    let reader = app.store.read(actor.school);
    let Some(entry) = entries::get(&reader, pupil, id).await? else {
        // The form sent twice, or from a second tab.
        let all = entries::taken_out(&reader, pupil).await?;
        let is_done = all.iter().any(|(entry, out)| {
            let is_theirs = out.by == actor.who || actor.may_to(Action::MoveAlong, child.subject());
            entry.id == id && is_theirs && readable(actor, child.subject(), entry)
        });
        return if is_done { Ok(()) } else { Err(Fault::NotFound) };
    };
    if !readable(actor, child.subject(), &entry) {
        return Err(Fault::NotFound);
    }
    let action = action_to_take_out(actor, &child, &entry).ok_or(Fault::Forbidden(Action::MoveAlong))?;
    let mut opened = child::open(app, actor, action, pupil).await?;
    let all = entries::of_pupil(&opened.tx, pupil).await?;
    let entry = all.iter().find(|one| one.id == id).ok_or(Fault::Stale)?;
    let stands = match &entry.content {
        Content::CountyLetter(_) => {
            recount_statutory::stands(&opened.tx, &opened.record, &all, entry, Becomes::TakenOut).await?
        }
        _ => None,
    };
    // Where the process can go back to where it stood without the letter, it does not hold it.
    let held = stands_on(&opened.record.state, &all, entry).filter(|_| stands.is_none() || is_request(entry));
    if let Some(sentence) = held {
        return Err(Fault::rule("record-stands-on-it", sentence));
    }
    if let Content::AnnualReview(review) = &entry.content
        && review.is_awaited(now.today)
    {
        return Err(Fault::rule("meeting-awaited", AWAITED));
    }
    let out = TakenOut { at: now.instant, by: actor.who, why: why.to_owned() };
    entries::take_out(&opened.tx, &opened.allowed, entry, &out).await?;
    let kind = entry.content.kind();
    let said = detail(kind.code(), &[], why, &[], "");
    let mut events = vec![Event::entry(Happening::EntryTakenOut, pupil, id, said)];
    settle_anew(app, actor, now, &mut opened, (entry, stands), Some(&all), &mut events).await?;
    app.commit(opened.tx, &opened.allowed, now, events).await
}

/// Puts an entry back that was taken out: the SENCO or the head. One that stands again already stays as it is.
///
/// # Errors
/// [`Fault::Forbidden`] for everybody else; [`Fault::NotFound`] when none of this id was taken out.
pub async fn put_back(app: &App, actor: &Actor, now: Now, pupil: PupilId, id: EntryId) -> Result<(), Fault> {
    let mut opened = child::open(app, actor, Action::MoveAlong, pupil).await?;
    let standing = entries::get(&opened.tx, pupil, id).await?;
    if standing.is_some_and(|entry| readable(actor, opened.pupil.subject(), &entry)) {
        return Ok(());
    }
    let (entry, _) = one_taken_out(&opened.tx, actor, &opened.pupil, id).await?;
    entries::put_back(&opened.tx, &opened.allowed, &entry).await?;
    let kind = entry.content.kind();
    let mut events = vec![Event::entry(Happening::EntryPutBack, pupil, id, kind.code())];
    let stands = match kind {
        EntryKind::CountyLetter => {
            let all = entries::of_pupil(&opened.tx, pupil).await?;
            recount_statutory::stands(&opened.tx, &opened.record, &all, &entry, Becomes::PutBack).await?
        }
        _ => None,
    };
    settle_anew(app, actor, now, &mut opened, (&entry, stands), None, &mut events).await?;
    app.commit(opened.tx, &opened.allowed, now, events).await
}

/// Whether a letter says when the county was asked: every date of the county counts from it.
fn is_request(entry: &Entry) -> bool {
    matches!(&entry.content, Content::CountyLetter(letter)
        if matches!(letter.kind, LetterKind::Received | LetterKind::ParentApplied))
}

/// What follows from the record without the entry (`was` are the entries with it), or with it again; of a county's letter,
/// where the process stands then.
async fn settle_anew(
    app: &App,
    actor: &Actor,
    now: Now,
    opened: &mut Opened,
    (entry, stands): (&Entry, Option<Stands>),
    was: Option<&[Entry]>,
    events: &mut Vec<Event>,
) -> Result<(), Fault> {
    let kind = entry.content.kind();
    if !settles(kind) {
        return Ok(());
    }
    let info = app.school(actor.school, None).await?;
    let Opened { tx, allowed, pupil, record } = opened;
    let all = entries::of_pupil(tx, pupil.id).await?;
    let before = (record.review_due_on, record.state.clone());
    let restored = match stands {
        Some(stands) => {
            let put_back = was.is_none().then_some((entry, all.as_slice()));
            recount_statutory::set(tx, allowed, pupil, record, stands, put_back, now).await?
        }
        None => false,
    };
    if kind == EntryKind::Review {
        // The day was counted from the reviews as they stood.
        record.review_due_on = None;
    }
    let recounted = match was {
        Some(was) => recount_k(tx, allowed, pupil, &record.state, (was, &all), now.today).await?,
        None => false,
    };
    let settled = settle(tx, allowed, pupil, record, &all, &info, now.today).await?;
    if (record.review_due_on, &record.state) != (before.0, &before.1) {
        records::save(tx, allowed, record).await?;
    }
    if restored || recounted || settled.status {
        events.push(Event::pupil(Happening::StatusChanged, pupil.id, pupil.provision.code()));
    }
    Ok(())
}

/// The entries that were taken out of a child's record, as far as the actor reads them in the trail: none for whoever does
/// not read the trail.
///
/// # Errors
/// When the database fails.
pub(crate) async fn taken_out(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
) -> Result<Vec<(Entry, TakenOut)>, Fault> {
    if !actor.may_to(Action::ReadAudit, pupil.subject()) {
        return Ok(Vec::new());
    }
    let mut all = entries::taken_out(db, pupil.id).await?;
    all.retain(|(entry, _)| readable(actor, pupil.subject(), entry));
    Ok(all)
}

/// One entry that was taken out.
///
/// # Errors
/// [`Fault::NotFound`] when there is none of this id that the actor may read.
pub(crate) async fn one_taken_out(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
    id: EntryId,
) -> Result<(Entry, TakenOut), Fault> {
    let all = taken_out(db, actor, pupil).await?;
    all.into_iter().find(|(entry, _)| entry.id == id).ok_or(Fault::NotFound)
}

/// Every entry by which a file is judged: those that stand, and for whoever reads the trail those that were taken out.
///
/// # Errors
/// When the database fails.
pub(crate) async fn with_taken_out(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
) -> Result<Vec<Entry>, Fault> {
    let mut all = entries::of_pupil(db, pupil.id).await?;
    all.extend(taken_out(db, actor, pupil).await?.into_iter().map(|(entry, _)| entry));
    Ok(all)
}
