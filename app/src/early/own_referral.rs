//! A professional follows the referral that was made to them, and says when they saw the child; staff choose who that is.

use domain::{
    Date, EntryId, Now, PupilId, UserId,
    audit::{Event, Happening},
    people::{Pupil, Role},
    permissions::{Action, Actor, allow},
    record::{Content, Entry, EntryKind, Referral},
};
use store::{
    Conn,
    queries::{accounts, bonds, entries},
};

use super::{Written, written};
use crate::{App, Fault, child, child::Opened};

/// The referrals that were made to the actor, newest first, with their entries.
///
/// # Errors
/// When the database fails.
pub async fn own_referrals(
    app: &App,
    actor: &Actor,
    pupil: &Pupil,
) -> Result<Vec<(Written, Referral)>, Fault> {
    let all = written(app, actor, pupil, &[EntryKind::Referral]).await?;
    let own = |one: Written| match one.entry.content.clone() {
        Content::Referral(referral) if referral.is_of(actor.user()) => Some((one, referral)),
        _ => None,
    };
    Ok(all.into_iter().rev().filter_map(own).collect())
}

/// The professionals who were ever invited to a child: account and name, to be chosen for a referral.
///
/// # Errors
/// When the database fails; [`Fault::Forbidden`] for who records no referral.
pub async fn professionals(app: &App, actor: &Actor, pupil: &Pupil) -> Result<Vec<(UserId, String)>, Fault> {
    allow(actor, Action::ManageReferral, pupil.subject())?;
    let reader = app.store.read(actor.school);
    let names = accounts::names(&reader).await?;
    let ids = invited_ever(&reader, pupil.id).await?;
    Ok(ids.into_iter().filter_map(|id| Some((id, names.get(&id)?.clone()))).collect())
}

/// The accounts of professionals who were ever invited to a child.
pub(super) async fn invited_ever(db: &impl Conn, pupil: PupilId) -> Result<Vec<UserId>, Fault> {
    let bonds = bonds::of_pupil(db, pupil).await?;
    Ok(bonds.iter().filter(|bond| bond.role == Role::Agency).map(|bond| bond.account).collect())
}

/// Writes a new version of a referral in the transaction that is open; gives its event.
async fn save(
    opened: &Opened,
    actor: &Actor,
    now: Now,
    known: Entry,
    referral: Referral,
) -> Result<Event, Fault> {
    let changed =
        Entry { content: Content::Referral(referral), author: actor.who, written_at: now.instant, ..known };
    entries::save(&opened.tx, &opened.allowed, &changed).await?;
    let kind = EntryKind::Referral.code();
    Ok(Event::entry(Happening::EntryChanged, changed.pupil, changed.id, kind))
}

/// Says that a referral is the one for which a professional is invited, in the transaction that invites them.
pub(super) async fn link(
    opened: &Opened,
    actor: &Actor,
    now: Now,
    id: EntryId,
    account: UserId,
) -> Result<Event, Fault> {
    let nothing = || Fault::field("referral", "Choose a referral from the list, or none");
    let known = entries::get(&opened.tx, opened.pupil.id, id).await?.ok_or_else(nothing)?;
    let Content::Referral(referral) = known.content.clone() else { return Err(nothing()) };
    save(opened, actor, now, known, Referral { account: Some(account), ..referral }).await
}

/// A professional says on which day they saw the child.
///
/// # Errors
/// [`Fault::Invalid`] at `seen_on-day` when it is missing, ahead, or before it was sent; [`Fault::NotFound`] when the referral was not made to them;
/// [`Fault::Stale`] when somebody saved since.
pub async fn seen_by_professional(
    app: &App,
    actor: &Actor,
    now: Now,
    pupil: PupilId,
    of: (EntryId, u32),
    seen_on: Option<Date>,
) -> Result<(), Fault> {
    let opened = child::open(app, actor, Action::AddReport, pupil).await?;
    let known = entries::get(&opened.tx, pupil, of.0).await?.ok_or(Fault::NotFound)?;
    let Content::Referral(referral) = known.content.clone() else { return Err(Fault::NotFound) };
    if !referral.is_of(actor.user()) {
        return Err(Fault::NotFound);
    }
    let Some(seen_on) = seen_on.filter(|day| *day <= now.today) else {
        return Err(Fault::field("seen_on-day", "Enter the day on which you saw the child: today or before"));
    };
    if referral.sent_on.is_some_and(|sent| seen_on < sent) {
        return Err(Fault::field(
            "seen_on-day",
            "This day is before the referral was sent: look at it again",
        ));
    }
    if referral.seen_on == Some(seen_on) {
        return Ok(());
    }
    if known.version != of.1 {
        return Err(Fault::Stale);
    }
    let event = save(&opened, actor, now, known, Referral { seen_on: Some(seen_on), ..referral }).await?;
    app.commit(opened.tx, &opened.allowed, now, [event]).await
}
