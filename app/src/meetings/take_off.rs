//! Somebody who is barred from a child, or whose invitation ends, comes off its meetings ahead and off the lists of its annual
//! reviews: told that they are not invited any more, and not why.

use domain::{
    Now, UserId,
    meetings::{Invited, Meeting},
    people::Contact,
    permissions::Actor,
    record::{Content, Entry, annual_meeting},
};
use store::queries::{accounts, entries, meetings, schools};

use super::{
    join_meetings::reviews_ahead,
    tell_invited::{Inviting, Letters, News},
    whom_to_invite::contact_of,
};
use crate::{App, Fault, child::Opened};

/// Whether a line is theirs: of the contact, of the contact's address, or of one of the accounts.
fn is_theirs(contact: Option<&Contact>, accounts: &[UserId], one: &Invited) -> bool {
    let of_contact = contact.is_some_and(|contact| {
        contact_of(std::slice::from_ref(contact), one).is_some() || contact.is_reached_by(None, &one.email)
    });
    of_contact || one.account.is_some_and(|account| accounts.contains(&account))
}

/// Takes them off the lists of the annual reviews ahead. Gives each with the meeting, when they have its notice.
async fn off_annual_lists(
    now: Now,
    opened: &Opened,
    theirs: impl Fn(&Invited) -> bool,
) -> Result<Vec<(Invited, Option<Meeting>)>, Fault> {
    let mut off = Vec::new();
    for (entry, mut review) in reviews_ahead(opened, now.today).await? {
        let meeting = annual_meeting(&entry).map(|meeting| Meeting {
            sequence: entry.version + 1,
            changed_at: now.instant,
            ..meeting
        });
        let (mut gone, mut stay) = (Vec::new(), Vec::new());
        for (number, one) in review.invited.into_iter().enumerate() {
            let line = one.line(number);
            if theirs(&line) {
                gone.push((line, meeting.clone().filter(|_| one.notice_on.is_some())));
            } else {
                stay.push(one);
            }
        }
        review.invited = stay;
        if gone.is_empty() {
            continue;
        }
        // What it says is still what its author wrote.
        let changed = Entry { content: Content::AnnualReview(review), written_at: now.instant, ..entry };
        entries::save(&opened.tx, &opened.allowed, &changed).await?;
        off.extend(gone);
    }
    Ok(off)
}

/// Takes a contact, or accounts, off every meeting of the child that is ahead, in the transaction that ends their way to the
/// child. Gives how many.
pub(crate) async fn take_off(
    app: &App,
    actor: &Actor,
    now: Now,
    base: &str,
    opened: &Opened,
    (contact, accounts): (Option<&Contact>, &[UserId]),
) -> Result<usize, Fault> {
    let Opened { tx, allowed, pupil, .. } = opened;
    let theirs = |one: &Invited| is_theirs(contact, accounts, one);
    let mut off = Vec::new();
    for mut meeting in meetings::of_pupil(tx, pupil.id, now.today).await? {
        if !meeting.takes_answers(now.today) {
            continue;
        }
        let (gone, stay): (Vec<_>, Vec<_>) = meeting.invited.into_iter().partition(theirs);
        meeting.invited = stay;
        if gone.is_empty() {
            continue;
        }
        meeting.sequence += 1;
        meeting.changed_at = now.instant;
        meetings::change(tx, allowed, &meeting).await?;
        off.extend(gone.into_iter().map(|one| (one, Some(meeting.clone()))));
    }
    off.extend(off_annual_lists(now, opened, theirs).await?);
    let all = accounts::all(tx).await?;
    let school = schools::get_in(tx).await?.ok_or(Fault::NotFound)?;
    let mut letters = Letters::of(&all, actor);
    let told = || off.iter().filter_map(|(one, meeting)| Some((one, meeting.as_ref()?)));
    for (one, meeting) in told() {
        letters.add(one, 0, News::KeptAway, meeting);
    }
    let planner =
        told().next().and_then(|(_, meeting)| all.iter().find(|one| Some(one.id) == meeting.planner));
    let inviting = Inviting { base, school: &school, planner };
    letters.send(app, tx, std::slice::from_ref(allowed), now, inviting).await?;
    Ok(off.len())
}
