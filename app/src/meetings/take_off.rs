//! Somebody who is barred from a child comes off its meetings ahead: told that they go on without them, and not why.

use domain::{Now, UserId, people::Contact, permissions::Actor};
use store::queries::{accounts, meetings, schools};

use super::{
    tell_invited::{Inviting, Letters, News},
    whom_to_invite::contact_of,
};
use crate::{App, Fault, child::Opened};

/// Takes a contact off every meeting of the child that is ahead, in the transaction that bars them. Gives how many.
pub(crate) async fn take_off(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    opened: &Opened,
    (contact, accounts): (&Contact, &[UserId]),
) -> Result<usize, Fault> {
    let Opened { tx, allowed, pupil, .. } = opened;
    let mut off = Vec::new();
    for mut meeting in meetings::of_pupil(tx, pupil.id, now.today).await? {
        if !meeting.takes_answers(now.today) {
            continue;
        }
        let (gone, stay): (Vec<_>, Vec<_>) = meeting.invited.into_iter().partition(|one| {
            contact_of(std::slice::from_ref(contact), one).is_some()
                || one.account.is_some_and(|account| accounts.contains(&account))
                || contact.is_reached_by(None, &one.email)
        });
        meeting.invited = stay;
        if gone.is_empty() {
            continue;
        }
        meeting.sequence += 1;
        meeting.changed_at = now.instant;
        meetings::change(tx, allowed, &meeting).await?;
        off.extend(gone.into_iter().map(|one| (one, meeting.clone())));
    }
    let all = accounts::all(tx).await?;
    let school = schools::get_in(tx).await?.ok_or(Fault::NotFound)?;
    let mut letters = Letters::of(&all, actor);
    for (one, meeting) in &off {
        letters.add(one, 0, News::KeptAway, meeting);
    }
    let planner = off.first().and_then(|(_, meeting)| all.iter().find(|one| Some(one.id) == meeting.planner));
    let inviting = Inviting { base, school: &school, planner };
    letters.send(app, tx, std::slice::from_ref(allowed), now, inviting).await?;
    Ok(off.len())
}
