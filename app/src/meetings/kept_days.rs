//! From whom day, time and place of what is planned for a child are kept, and the child's entries as they may hear of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Date, PupilId,
    meetings::{self as meetings_ahead, KeptOut, Meeting, may_be_kept_from, names_day, without_days},
    people::{Contact, Pupil},
    permissions::Actor,
    record::Entry,
};
use store::{
    Conn,
    queries::{accounts, contacts, entries, meetings, records},
};

use crate::Fault;

/// A child's contacts; who is kept away has the account of their address, too, if somebody signs in with it.
pub(super) async fn with_accounts(db: &impl Conn, mut all: Vec<Contact>) -> Result<Vec<Contact>, Fault> {
    for contact in all.iter_mut().filter(|one| one.is_kept_away() && one.account.is_none()) {
        let email = contact.email.trim().to_lowercase();
        if !email.is_empty() {
            contact.account = accounts::find_by_email(db, &email).await?;
        }
    }
    Ok(all)
}

/// From whom the days of a child are kept.
pub(crate) async fn kept_out(db: &impl Conn, pupil: &Pupil) -> Result<KeptOut, Fault> {
    let contacts = with_accounts(db, contacts::of_pupil(db, pupil.id).await?).await?;
    Ok(KeptOut::new(meetings::of_pupil(db, pupil.id, pupil.born_on).await?, contacts))
}

/// The same for several children, read together.
pub(crate) async fn kept_out_of_each(
    db: &impl Conn,
    pupils: &[Pupil],
) -> Result<BTreeMap<PupilId, KeptOut>, Fault> {
    let Some(from) = pupils.iter().map(|pupil| pupil.born_on).min() else { return Ok(BTreeMap::new()) };
    let ids = || pupils.iter().map(|pupil| pupil.id);
    let mut held: BTreeMap<PupilId, Vec<Meeting>> = BTreeMap::new();
    for meeting in meetings::of_pupils(db, ids(), from).await? {
        held.entry(meeting.pupil).or_default().push(meeting);
    }
    let mut known: BTreeMap<PupilId, Vec<Contact>> = BTreeMap::new();
    for contact in with_accounts(db, contacts::of_pupils(db, ids()).await?).await? {
        known.entry(contact.pupil).or_default().push(contact);
    }
    let of_one = |id: PupilId| {
        (id, KeptOut::new(held.remove(&id).unwrap_or_default(), known.remove(&id).unwrap_or_default()))
    };
    Ok(ids().map(of_one).collect())
}

/// Whether somebody hears neither when nor where anything about a child is planned.
pub(crate) async fn hears_no_day(db: &impl Conn, actor: &Actor, pupil: &Pupil) -> Result<bool, Fault> {
    if may_be_kept_from(actor, pupil.subject()).is_none() {
        return Ok(false);
    }
    Ok(kept_out(db, pupil).await?.keeps_from(actor, pupil.subject()))
}

/// The days ahead on which something is planned for a child.
pub(crate) async fn days_ahead(db: &impl Conn, pupil: &Pupil, today: Date) -> Result<BTreeSet<Date>, Fault> {
    let held = meetings::of_pupil(db, pupil.id, today).await?;
    let due_on = records::get(db, pupil.id).await?.review_due_on;
    Ok(meetings_ahead::days_ahead(&held, due_on, &entries::of_pupil(db, pupil.id).await?, today))
}

/// The first day ahead that words name: of a meeting, the next review or an annual review of a child.
pub(crate) async fn day_named(
    db: &impl Conn,
    pupil: &Pupil,
    text: &str,
    today: Date,
) -> Result<Option<Date>, Fault> {
    Ok(days_ahead(db, pupil, today).await?.into_iter().find(|on| names_day(text, *on)))
}

/// A child's entries as somebody may hear of them: for whoever hears no day, without the annual reviews that are ahead and the
/// talks that name a day, with no day of the next review, and no target's day that is the same.
pub(crate) async fn without_kept_days(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
    all: Vec<Entry>,
) -> Result<Vec<Entry>, Fault> {
    if !all.is_empty() && hears_no_day(db, actor, pupil).await? {
        let days = days_ahead(db, pupil, today).await?;
        return Ok(all.into_iter().filter_map(|entry| without_days(entry, &days, today)).collect());
    }
    Ok(all)
}
