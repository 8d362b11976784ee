//! From whom day, time and place of what is planned for a child are kept, and the child's entries as they may hear of them.

use std::collections::BTreeMap;

use domain::{
    Date, PupilId,
    meetings::{KeptOut, Meeting, day_told, may_be_kept_from, without_day},
    people::{Contact, Pupil},
    permissions::Actor,
    record::Entry,
};
use store::{
    Conn,
    queries::{contacts, meetings},
};

use crate::Fault;

/// From whom the days of a child are kept.
pub(crate) async fn kept_out(db: &impl Conn, pupil: &Pupil) -> Result<KeptOut, Fault> {
    let contacts = contacts::of_pupil(db, pupil.id).await?;
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
    for contact in contacts::of_pupils(db, ids()).await? {
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

/// A child's entries as somebody may hear of them: for whoever hears no day, without the annual reviews that are ahead, and
/// with no day of the next review.
pub(crate) async fn without_kept_days(
    db: &impl Conn,
    actor: &Actor,
    pupil: &Pupil,
    today: Date,
    all: Vec<Entry>,
) -> Result<Vec<Entry>, Fault> {
    if all.iter().any(|entry| day_told(entry, today).is_some()) && hears_no_day(db, actor, pupil).await? {
        return Ok(all.into_iter().filter_map(|entry| without_day(entry, today)).collect());
    }
    Ok(all)
}
